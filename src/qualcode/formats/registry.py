"""Which reader reads which file: by what the file is, then by its ending. Readers are imported when first needed."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import Reader
from qualcode.formats.recognise import kind_of, refusal
from qualcode.messages import _

_READERS = {
    "docx": "qualcode.formats.docx:DocxReader",
    "text": "qualcode.formats.plain:TextReader",
    "markdown": "qualcode.formats.plain:MarkdownReader",
}
_ENDINGS = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}

SUPPORTED = tuple(_ENDINGS)
"""Endings of files that documents are read from."""

_NEVER_MEANT = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
_NEVER_MEANT_ENDINGS = (".tmp", ".lock", ".lck", ".qualcode", ".qualcode-wal", ".qualcode-shm", ".qualcode-journal")


def reader_for(path: Path) -> Reader:
    """The reader for a file.

    What the file is goes before what its name says: a .docx named .txt is read as .docx. Raises UnreadableInput naming the
    format and what can be done when no reader reads it.
    """
    kind = kind_of(path)
    by_ending = _ENDINGS.get(path.suffix.lower())
    if kind == "docx" or (kind == "zip" and by_ending == "docx"):
        return _reader("docx")
    if kind != "unknown":
        raise refusal(path, kind)
    if by_ending is None:
        raise _unknown_ending(path)
    return _reader(by_ending)


def is_ignored(path: Path) -> bool:
    """Whether nobody means to import a file of this name: Word's and LibreOffice's lock files, hidden files, thumbnails."""
    name = path.name.lower()
    return name.startswith((".", "~$")) or name in _NEVER_MEANT or name.endswith(_NEVER_MEANT_ENDINGS)


def find_files(folder: Path) -> list[Path]:
    """Every file in ``folder`` and the folders below that somebody may mean to import, in the order of their paths.

    Folders reached through links are not entered, so that a loop of links ends.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(place, name) for name in names)
    return sorted(path for path in found if not is_ignored(path))


def _reader(name: str) -> Reader:
    module, _colon, reader = _READERS[name].partition(":")
    made: Reader = getattr(import_module(module), reader)()
    return made


def _unknown_ending(path: Path) -> UnreadableInput:
    endings = " ".join(SUPPORTED)
    return UnreadableInput(
        _("{name} has an ending that is not read.", name=path.name),
        _("Documents are read from {endings}. If it is plain text, rename it to .txt.", endings=endings),
    )
