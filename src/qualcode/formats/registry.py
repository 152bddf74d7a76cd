"""Which reader reads which file: by what the file is, then by its ending. Readers are imported when first needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import Reader
from qualcode.formats.recognise import kind_of, refusal
from qualcode.formats.text_shapes import shape_of
from qualcode.messages import _

_READERS = {
    "docx": "qualcode.formats.docx.reader:DocxReader",
    "text": "qualcode.formats.plain:TextReader",
    "markdown": "qualcode.formats.plain:MarkdownReader",
    "odt": "qualcode.formats.odt.reader:OdtReader",
    "rtf": "qualcode.formats.rtf.reader:RtfReader",
    "html": "qualcode.formats.html.reader:HtmlReader",
    "pdf": "qualcode.formats.pdf.reader:PdfReader",
    "epub": "qualcode.formats.epub.reader:EpubReader",
    "vtt": "qualcode.formats.recordings.subtitles:VttReader",
    "srt": "qualcode.formats.recordings.subtitles:SrtReader",
    "sbv": "qualcode.formats.recordings.subtitles:SbvReader",
    "transcript": "qualcode.formats.recordings.whisper:TranscriptReader",
    "eaf": "qualcode.formats.recordings.elan:ElanReader",
    "textgrid": "qualcode.formats.recordings.praat:TextGridReader",
    "eml": "qualcode.formats.email.message:EmlReader",
    "mbox": "qualcode.formats.email.mailbox:MboxReader",
    "table": "qualcode.formats.questionnaires.reader:TableReader",
    "bibliography": "qualcode.formats.bibliography.reader:BibliographyReader",
}
_ENDINGS = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".odt": "odt",
    ".ott": "odt",
    ".fodt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".epub": "epub",
    ".vtt": "vtt",
    ".srt": "srt",
    ".sbv": "sbv",
    ".json": "transcript",
    ".eaf": "eaf",
    ".textgrid": "textgrid",
    ".eml": "eml",
    ".mbox": "mbox",
    ".mbx": "mbox",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".xlsx": "table",
    ".xlsm": "table",
    ".xls": "table",
    ".ods": "table",
    ".sav": "table",
    ".zsav": "table",
    ".por": "table",
    ".ris": "bibliography",
    ".bib": "bibliography",
    ".enw": "bibliography",
    ".nbib": "bibliography",
    ".ciw": "bibliography",
}

TABLE_ENDINGS = tuple(ending for ending, name in _ENDINGS.items() if name == "table")

# What a file is by its bytes, where that has a reader of its own; and containers, with those who can say what is wrong in
# one that nobody knows.
_KINDS = {
    "docx": "docx",
    "OpenDocument": "odt",
    "RTF": "rtf",
    "HTML": "html",
    "PDF": "pdf",
    "EPUB": "epub",
    "workbook": "table",
}
_CONTAINERS = {"zip": ("docx", "odt", "epub", "table"), "old Office": ("table",)}

SUPPORTED = tuple(_ENDINGS)
"""Endings of files that documents are read from."""


def reader_for(path: Path) -> Reader:
    """The reader for a file.

    What the file is goes before what its name says: a .docx named .txt is read as .docx. Raises UnreadableInput naming the
    format and what can be done when no reader reads it.
    """
    kind = kind_of(path)
    by_ending = _ENDINGS.get(path.suffix.lower())
    if kind == "HTML" and by_ending == "table":
        return _reader(by_ending)  # says that a web page was saved as a workbook
    if kind in _KINDS:
        return _reader(_KINDS[kind])
    if by_ending in _CONTAINERS.get(kind, ()):
        return _reader(by_ending)
    if kind != "unknown":
        raise refusal(path, kind)
    if by_ending in (None, "text", "transcript"):
        by_ending = shape_of(path) or by_ending
    if by_ending is None:
        raise _unknown_ending(path)
    return _reader(by_ending)


def _reader(name: str) -> Reader:
    module, _colon, reader = _READERS[name].partition(":")
    made: Reader = getattr(import_module(module), reader)()
    return made


def _unknown_ending(path: Path) -> UnreadableInput:
    return UnreadableInput(
        _("{name} has an ending that is not read.", name=path.name),
        _(
            "Read are .docx .odt .rtf .pdf .html .epub .txt .md, subtitles, e-mail, tables (.xlsx .csv .sav …) and bibliographies. If it is "
            "plain text, rename it to .txt."
        ),
    )
