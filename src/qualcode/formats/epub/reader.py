"""E-books (.epub): the pages one after the other, as one document with the chapters as headings."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, Report, SectionDraft
from qualcode.formats.epub.package import Book
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.html.encoding import decode_page
from qualcode.formats.html.reader import document_of, parsed_page
from qualcode.formats.html.text import PageText
from qualcode.formats.recognise import ZIP, kind_of, refusal
from qualcode.formats.remarks import report_remarks
from qualcode.formats.zip_package import ZipPackage
from qualcode.messages import _, plural

MEDIA_TYPE = "application/epub+zip"
_LARGEST_FILE = 500 * MEGABYTE
MOST_TEXT = 60 * MEGABYTE
_FIRST_LINES = 3


class EpubReader:
    """Reads e-books that are not protected against copying."""

    name = "epub"
    extensions = (".epub",)

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The text of all pages in reading order; headings, and else the names in the table of contents, as sections.

        Raises UnreadableInput.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        book = Book(_opened(path, raw))
        report = Report(str(path), self.name)
        read = PageText(options.track_changes == "original")
        begins = _read_pages(book, read, report, path.name)
        document = document_of(read, path)
        document.source_type, document.media_type, document.original = self.name, MEDIA_TYPE, raw
        document.sections = sorted(
            document.sections + _chapters(book, begins, document.text, document.sections), key=lambda it: it.start
        )
        report_remarks(report, read.remarks, document.text, options.track_changes == "original")
        report.add("read", plural("{n} page of an e-book", "{n} pages of an e-book", len(begins)))
        if book.title:
            report.add("read", _("Title: {title}", title=book.title))
        return Bundle(report, [document])


def _opened(path: Path, raw: bytes) -> ZipPackage:
    hint = _("Open it in a reader of e-books to see whether it is whole, or ask for the file once more.")
    if raw.startswith(ZIP):
        return ZipPackage(path.name, raw, hint)
    kind = kind_of(path)
    if kind != "unknown":
        raise refusal(path, kind)
    raise UnreadableInput(_("{name} is not an e-book, although its name says so.", name=path.name), hint)


def _read_pages(book: Book, read: PageText, report: Report, name: str) -> dict[str, int]:
    """Read every page; where each begins in the text. A page that cannot be read is reported and passed over."""
    begins: dict[str, int] = {}
    left, why = MOST_TEXT, ""
    for page in book.pages:
        try:
            raw = book.part(page)
            if (left := left - len(raw)) < 0:
                raise UnreadableInput(_("The book holds more than {limit} MB of text.", limit=MOST_TEXT // MEGABYTE))
            decoded = decode_page(raw, page, None, lambda doubt: report.add("warning", doubt))
            body = parsed_page(decoded.text, name).body
        except UnreadableInput as error:
            why = error.message
            report.add("not carried", _("A page of the book cannot be read. {why}", why=why), page)
            continue
        begins[page] = read.passage.length + (read.passage.paragraphs > 0)
        if body is not None:
            read.read(body, page)
    if not begins:
        raise UnreadableInput(
            " ".join(filter(None, [_("{name} holds no page that can be read.", name=name), why])),
            _("Open it in a reader of e-books to see whether it is whole, or ask for the file once more."),
        )
    return begins


def _chapters(book: Book, begins: dict[str, int], text: str, headings: list[SectionDraft]) -> list[SectionDraft]:
    """Headings of pages that mark none: a line at the beginning that is the page's name in the table of contents."""
    names = book.names() if begins else {}
    ends = [*list(begins.values())[1:], len(text) + 1]
    chapters = []
    for (page, begin), end in zip(begins.items(), ends):
        marked = any(begin <= heading.start < end and heading.kind == "heading" for heading in headings)
        if page in names and not marked:
            chapters += _line_that_is(names[page], text, begin, end)
    return chapters


def _line_that_is(name: str, text: str, begin: int, end: int) -> list[SectionDraft]:
    for line in text[begin:end].split("\n")[:_FIRST_LINES]:
        if line.strip() and "".join(line.split()) == "".join(name.split()):
            return [SectionDraft(1, name, begin, begin + len(line))]
        begin += len(line) + 1
    return []
