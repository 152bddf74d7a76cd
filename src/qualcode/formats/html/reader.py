"""Web pages (.html, .htm, .xhtml), saved by a browser or by Word, WPS and LibreOffice. Nothing is ever fetched."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, Report
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.html.encoding import decode_page
from qualcode.formats.html.guard import tamed, with_end_tags
from qualcode.formats.html.text import PageText
from qualcode.formats.passage import placed
from qualcode.formats.recognise import kind_of, refusal
from qualcode.formats.remarks import report_remarks
from qualcode.messages import _

MEDIA_TYPE = "text/html"
_LARGEST_FILE = 60 * MEGABYTE
_XHTML = re.compile(r"\s*<\?xml\b|<html\b[^>]*\bxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_BEGINNING = 2000


class HtmlReader:
    """Reads web pages."""

    name = "html"
    extensions = (".html", ".htm", ".xhtml")

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The text a browser shows without running scripts, with its headings and notes; Word's comments become memos.

        Pictures, hidden text and fields are counted in the report, not carried. ``options.encoding`` goes before what the
        page declares. Raises UnreadableInput, and WrongUse for an unknown encoding.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        _refuse_others(path)
        report = Report(str(path), self.name)
        decoded = decode_page(raw, path.name, options.encoding, lambda doubt: report.add("warning", doubt))
        report.encoding = decoded.encoding
        if not decoded.text.strip():
            raise UnreadableInput(
                _("{name} is empty: it holds no text.", name=path.name), _("Save the page once more.")
            )
        page = parsed_page(decoded.text, path.name)
        read = PageText(options.track_changes == "original")
        if page.body is not None:
            read.read(page.body)
        document = document_of(read, path)
        document.source_type, document.media_type, document.original = self.name, MEDIA_TYPE, raw
        report_remarks(report, read.remarks, document.text, options.track_changes == "original")
        if title := title_of(page):
            report.add("read", _("Title: {title}", title=title))
        return Bundle(report, [document])


def parsed_page(text: str, name: str) -> LexborHTMLParser:
    """A page as a tree; raises UnreadableInput, naming the file, for one that would keep the parser busy for ever."""
    text = text.lstrip("\ufeff")
    page = tamed(with_end_tags(text) if _XHTML.search(text[:_BEGINNING]) else text)
    if page is None:
        raise UnreadableInput(
            _("{name} is refused: its elements lie in each other too deep, or have too many attributes.", name=name),
            _("Open it in a browser, copy the text and save it as .txt or .docx."),
        )
    return LexborHTMLParser(page)


def title_of(page: LexborHTMLParser) -> str:
    """The title in the head of a page, or ""."""
    title = page.css_first("head > title")
    return " ".join(title.text(deep=True).split()) if title is not None else ""


def document_of(read: PageText, path: Path) -> DocumentDraft:
    """What was read, as a draft of a document."""
    sections = read.passage.finish()
    text, places = read.passage.text, read.passage.places
    said = [(memo, name) for memo, name in read.comments if memo.text]
    memos = [placed(memo, places.get(("from", name)), places.get(("to", name)), text) for memo, name in said]
    read.remarks["memo"], read.remarks["empty comment"] = len(said), len(read.comments) - len(said)
    in_order = sorted(sections + read.notes(), key=lambda section: section.start)
    return DocumentDraft(path.stem, text, sections=in_order, memos=memos)


def _refuse_others(path: Path) -> None:
    kind = kind_of(path)
    if kind not in ("HTML", "unknown"):
        raise refusal(path, kind)
