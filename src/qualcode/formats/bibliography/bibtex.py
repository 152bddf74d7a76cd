"""BibTeX and BibLaTeX taken apart: entries with their fields as written, strings put in, broken ones told by their line.

An entry that does not end is over where the next begins on a line of its own, so that one mistake costs one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.formats.bibliography.entry import Found
from qualcode.messages import _

_BLOCK = re.compile(r"@[ \t]*([A-Za-z]+)\s*([{(])")
_NEXT = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"\s*([^,{}=\"#%\\]*?)\s*(?:,|$)")
_NAME = re.compile(r"\s*([^\s=,{}\"#]+)\s*=\s*")
_SPACE, _BETWEEN = re.compile(r"\s*"), re.compile(r"[\s,]*")
_BARE = re.compile(r"[^\s,{}\"#=]+")
_LONGEST_ENTRY = 1_000_000  # code points
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """An entry as written: ``type`` in lower case, ``fields`` by their names in lower case with inner braces kept."""

    type: str
    key: str
    fields: dict[str, str]
    raw: str
    line: int
    twice: tuple[str, ...] = ()


class _Broken(Exception):
    """What is wrong, and at which place of the text."""


def blocks(text: str, found: Found) -> Iterator[Block]:
    """The entries of a file in order; what cannot be read is a problem in ``found``."""
    strings = {name[:3].lower(): name for name in _MONTHS}
    line, counted = 1, 0
    for match, stop in _pieces(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        if match[1].lower() == "comment":
            continue
        piece = text[match.start() : stop]
        try:
            block = _read(match[1].lower(), piece, match.end() - match.start(), strings, line)
        except _Broken as broken:
            found.problem(str(broken), line)
            continue
        if block is not None:
            yield block


def _pieces(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Where entries begin, each with the place where it must be over."""
    at = 0
    while match := _BLOCK.search(text, at):
        following = _NEXT.search(text, match.end())
        stop = following.start() if following else len(text)
        yield match, stop
        end = _end_of(text, match.end() - 1, stop)
        at = end if end > 0 else stop


def _end_of(text: str, opening: int, stop: int) -> int:
    """Where the brace or bracket at ``opening`` is closed, 0 where it is not."""
    closing = {"{": "}", "(": ")"}[text[opening]]
    depth, quoted = 0, False
    for match in re.compile(r'\\.|[{}()"]', re.DOTALL).finditer(text, opening + 1, stop):
        sign = match[0]
        if sign == closing and depth == 0 and not (quoted and closing == ")"):
            return match.end()
        if sign == '"' and depth == 0:
            quoted = not quoted
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return 0
    return 0


def _read(kind: str, piece: str, begin: int, strings: dict[str, str], line: int) -> Block | None:
    """One entry; None for a preamble, or strings, which are noted."""
    if kind == "preamble":
        return None
    end = _end_of(piece, begin - 1, len(piece))
    if not end:
        raise _Broken(_("this entry is never closed: a brace or bracket is missing"))
    if end > _LONGEST_ENTRY:
        raise _Broken(_("this entry is longer than any publication's"))
    inside = piece[begin : end - 1]
    if kind == "string":
        fields, _twice = _fields(inside, 0, strings)
        strings |= fields
        return None
    match = _KEY.match(inside)
    if match is None and not _NAME.match(inside):
        raise _Broken(_("this entry has no key, or a key with signs that keys may not have"))
    fields, twice = _fields(inside, match.end() if match else 0, strings)
    key = "".join(match[1].split()) if match else ""  # some programs write no key, or put spaces in it
    return Block(kind, key, fields, piece[:end], line, tuple(twice))


def _fields(text: str, at: int, strings: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The fields from a place on; those given twice count once, the first, and are named."""
    fields: dict[str, str] = {}
    twice: list[str] = []
    while (at := _behind(_BETWEEN, text, at)) < len(text):
        match = _NAME.match(text, at)
        if match is None:
            words = " ".join(text[at : at + 40].split())
            raise _Broken(_("no field can be read at: {words}", words=words))
        name = match[1].lower()
        value, at = _value(text, match.end(), strings, name)
        if name in fields:
            twice.append(name)
        else:
            fields[name] = value
    return fields, twice


def _value(text: str, at: int, strings: dict[str, str], name: str) -> tuple[str, int]:
    """A value: braced, quoted, a number or the name of a string, several joined with "#"."""
    parts = []
    while True:
        part, at = _part(text, at, strings, name)
        parts.append(part)
        at = _behind(_SPACE, text, at)
        if not text.startswith("#", at):
            break
        at = _behind(_SPACE, text, at + 1)
    if at < len(text) and text[at] != ",":
        raise _Broken(_("after the field {name} a comma is missing", name=name))
    return "".join(parts), at


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    """The place behind what a pattern, which may be nothing, finds."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _part(text: str, at: int, strings: dict[str, str], name: str) -> tuple[str, int]:
    if text.startswith("{", at):
        end = _end_of(text, at, len(text))
        if end:
            return text[at + 1 : end - 1], end
    elif text.startswith('"', at):
        end = _end_of_quoted(text, at)
        if end:
            return text[at + 1 : end - 1], end
    elif match := _BARE.match(text, at):
        return strings.get(match[0].lower(), match[0]), match.end()
    raise _Broken(_("the field {name} has no value, or one that is never closed", name=name))


def _end_of_quoted(text: str, at: int) -> int:
    depth = 0
    for match in re.compile(r'\\.|[{}"]', re.DOTALL).finditer(text, at + 1):
        if match[0] == '"' and depth == 0:
            return match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return 0
