"""A file of text in whatever encoding, ready for a reader: decoded, with line ends as a document has them, and a report begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Report
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.messages import _
from qualcode.text.normalize import normalize

LARGEST_FILE = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of a file, its bytes as they are on disk, and a report that says the encoding and what was changed."""

    text: str
    raw: bytes
    report: Report


def read_text_file(path: Path, options: ReadOptions, format_name: str) -> TextFile:
    """The text of the file at ``path``; the report does not yet say what was read.

    Raises UnreadableInput when the file is empty or too large or its encoding cannot be told, WrongUse for an unknown one.
    """
    raw = read_bytes(path, LARGEST_FILE)
    decoded = decode(raw, path.name, options.encoding, mend=True)
    normalized = normalize(decoded.text)
    if not normalized.text.strip():
        raise UnreadableInput(
            _("{name} is empty: it holds no text.", name=path.name), _("Save or export the text once more.")
        )
    report = Report(str(path), format_name, decoded.encoding)
    for sentence in normalized.sentences():
        report.add("changed", sentence)
    for sentence in decoded.warnings():
        report.add("warning", sentence)
    return TextFile(normalized.text, raw, report)
