"""Mailboxes (.mbox): message after message in one file, as Thunderbird, Apple Mail and Google Takeout keep them.

Source: RFC 4155; "mboxrd", in which every line of a message that begins with From, after any number of >, got one more >.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, Report
from qualcode.formats.email.message import Letter, Names, read_message, report_letters, require_known
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.messages import _

_LARGEST_FILE = 500 * MEGABYTE
# A line that begins a message says who sent it and when; some programs leave that out, and the empty line before it.
_DATED = re.compile(rb"From .*\d{1,2}:\d{2}.*\d{4}")
_FULL = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d{1,2}:\d{2}.*\d{4}")
_BARE = re.compile(rb"From ")
_FIELD = re.compile(rb"[!-9;-~]{1,80}:|>From ")
_ESCAPED = re.compile(rb">+From ")


class MboxReader:
    """Reads .mbox: every message as a document of its own."""

    name = "mbox"
    extensions = (".mbox", ".mbx")

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The messages in the order of the file; one that cannot be read is said to be so, and the others come in.

        The file is read message by message. Raises UnreadableInput when there is no message in it.
        """
        require_known(options.encoding)
        if not 0 < path.stat().st_size <= _LARGEST_FILE:
            read_bytes(path, _LARGEST_FILE)  # tells the person why it cannot be read
        report = Report(str(path), self.name)
        with path.open("rb") as file:
            letters = list(_letters(file, path.stem, report, options.encoding))
        if not letters:
            raise UnreadableInput(
                _("{name} is no mailbox: no message begins in it with a line “From …”.", name=path.name),
                _("If it is a single message, rename it to .eml."),
            )
        report_letters(report, letters)
        named = Names()
        for letter in letters:
            named.give(letter.document)
        return Bundle(report, [letter.document for letter in letters])


def _letters(file: BinaryIO, name: str, report: Report, encoding: str | None) -> Iterator[Letter]:
    for number, raw in enumerate(_messages(file), 1):
        where = _("message {n}", n=number)
        try:
            yield from read_message(raw, f"{name} {number}", report, encoding, where)
        except UnreadableInput as error:
            report.add("not carried", error.message, where)


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of each message, without the line that begins it and with its own lines as they were."""
    message: list[bytes] | None = None
    pattern: re.Pattern[bytes] | None = None
    before = b""
    for line, after in pairwise(chain(file, [b""])):
        apart = not before.strip() or message == []
        if _is_envelope(line, after, pattern or _BARE, apart):
            pattern = pattern or (_DATED if _DATED.match(line) else _BARE)
            if message:
                yield _message(message)
            message = []
        elif message is not None:
            message.append(line[1:] if _ESCAPED.match(line) else line)
        before = line
    if message:
        yield _message(message)


def _is_envelope(line: bytes, after: bytes, pattern: re.Pattern[bytes], apart: bool) -> bool:
    """Whether a message begins after ``line``: a header follows, or the message's own first line of this kind."""
    if not line.startswith(b"From ") or not (_FIELD.match(after) or _DATED.match(after)):
        return False
    return _FULL.match(line) is not None or (apart and pattern.match(line) is not None)


def _message(lines: list[bytes]) -> bytes:
    """The message in ``lines``, without the empty line that parts it from the next."""
    return b"".join(lines[:-1] if lines and not lines[-1].strip() else lines)
