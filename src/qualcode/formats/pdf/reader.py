"""PDF files: their text layer, page by page. Pages that are pictures of text are reported, never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, Report
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.pdf.text import PdfText
from qualcode.formats.recognise import kind_of, refusal
from qualcode.formats.remarks import report_remarks
from qualcode.messages import _, listed, plural

MEDIA_TYPE = "application/pdf"
_LARGEST_FILE = 500 * MEGABYTE
MOST_PAGES = 10_000
_MANY_UNMAPPED = 0.2
_TOLD = 5
_END = b"%%EOF"


class PdfReader:
    """Reads the text layer of PDF files."""

    name = "pdf"
    extensions = (".pdf",)

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The text as paragraphs, its pages as sections; notes and highlights become memos; ``options`` do not matter.

        Running heads, feet and page numbers that certainly are such are left out and named in the report. Raises
        UnreadableInput, also for a file whose pages are all pictures.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        read = _read(path, raw)
        if not read.text.strip():
            raise _without_text(path, read)
        report = Report(str(path), self.name)
        _report(report, read, raw)
        document = DocumentDraft(
            path.stem,
            read.text,
            source_type=self.name,
            media_type=MEDIA_TYPE,
            original=raw,
            sections=sorted(read.sections, key=lambda section: section.start),
            memos=read.memos,
        )
        return Bundle(report, [document])


def _read(path: Path, raw: bytes) -> PdfText:
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        raise _unreadable(path, getattr(error, "err_code", None)) from error
    try:
        if len(document) > MOST_PAGES:
            raise _too_long(path)
        return PdfText(document)
    except pdfium.PdfiumError as error:
        raise _damaged(path) from error
    finally:
        document.close()


def _unreadable(path: Path, code: int | None) -> UnreadableInput:
    kind = kind_of(path)
    if kind not in ("PDF", "unknown"):
        return refusal(path, kind)
    if code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
        return UnreadableInput(
            _("{name} is password-protected.", name=path.name),
            _("Open it with its password and save or print it as a PDF without one."),
        )
    if kind == "unknown":
        return UnreadableInput(
            _("{name} is not a PDF, although its name says so.", name=path.name),
            _("If it is plain text, rename it to .txt; else open it in the program it was made with."),
        )
    return _damaged(path)


def _damaged(path: Path) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is damaged: it cannot be read as a PDF.", name=path.name),
        _("Open it in a PDF viewer and save or print it as a new PDF, or ask for the file once more."),
    )


def _too_long(path: Path) -> UnreadableInput:
    return UnreadableInput(
        _("{name} has more than {limit} pages.", name=path.name, limit=MOST_PAGES), _("Split it into smaller files.")
    )


def _without_text(path: Path, read: PdfText) -> UnreadableInput:
    if not read.silent:
        return UnreadableInput(
            _("{name} holds no text.", name=path.name),
            _("Open it in a PDF viewer to see whether it is the right file."),
        )
    return UnreadableInput(
        _("{name} holds no text: its pages are pictures, as a scanner makes them.", name=path.name),
        _("Turn the pictures into text first (OCR) and import the result."),
    )


def _report(report: Report, read: PdfText, raw: bytes) -> None:
    report_remarks(report, read.remarks, read.text, False)
    report.add("read", plural("{n} page", "{n} pages", len(read.pages)))
    if read.memos:
        report.add(
            "read", plural("{n} note or highlight as a memo", "{n} notes and highlights as memos", len(read.memos))
        )
    for sentence in _changes(read):
        report.add("changed", sentence)
    for said, pages in list(read.running.items())[:_TOLD]:
        report.add("not carried", _said_in_margin(said, pages))
    if len(read.running) > _TOLD:
        rest = len(read.running) - _TOLD
        report.add("not carried", plural("{n} more running head or foot", "{n} more running heads and feet", rest))
    for sentence in _doubts(read, raw):
        report.add("warning", sentence)


def _said_in_margin(said: str, pages: int) -> str:
    return plural("Head or foot on {n} page: “{said}”", "Head or foot on {n} pages: “{said}”", pages, said=said)


def _changes(read: PdfText) -> Iterable[str]:
    n, words = read.remarks, read.words
    yield _("Lines were joined to paragraphs.")
    if words.joined:
        yield plural(
            "{n} word divided at the end of a line was put together.",
            "{n} words divided at the end of a line were put together.",
            words.joined,
        )
    if n["closed up"]:
        yield plural(
            "{n} line of Chinese that was spread with spaces was closed up.",
            "{n} lines of Chinese that were spread with spaces were closed up.",
            n["closed up"],
        )
    if n["radical"]:
        yield plural(
            "{n} radical became the character it stands for.",
            "{n} radicals became the characters they stand for.",
            n["radical"],
        )
    if n["no character"]:
        yield plural("{n} control character was left out.", "{n} control characters were left out.", n["no character"])


def _doubts(read: PdfText, raw: bytes) -> Iterable[str]:
    if read.silent:
        pages = listed(_ranges(read.silent))
        yield plural(
            "Page {pages} holds pictures only: turn it into text first (OCR), or the text on it is missing.",
            "Pages {pages} hold pictures only: turn them into text first (OCR), or the text on them is missing.",
            len(read.silent),
            pages=pages,
        )
    if read.words.kept:
        yield plural(
            "{n} word divided at the end of a line kept its hyphen, since it may belong to it.",
            "{n} words divided at the end of a line kept their hyphens, since they may belong to them.",
            read.words.kept,
        )
    if read.remarks["unmapped"] > _MANY_UNMAPPED * len(read.text):
        yield _("The fonts do not say which characters they show, so the text may be wrong. Compare it with the pages.")
    if _END not in raw[-2048:]:
        yield _("The file ends in the middle: it may have been cut off. Compare its end with the original.")


def _ranges(numbers: list[int]) -> list[str]:
    """Numbers as ranges: 3–7, 9."""
    found = []
    for _key, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _ordinal, number in group]
        found.append(str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}")
    return found
