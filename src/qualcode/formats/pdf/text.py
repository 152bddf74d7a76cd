"""The text of a whole PDF: its pages one after the other, with what stands on each, and the notes people made on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qualcode.formats.bundle import MemoDraft, SectionDraft
from qualcode.formats.docx.symbols import UNKNOWN
from qualcode.formats.passage import placed
from qualcode.formats.pdf.glyphs import Frame, glyphs_of
from qualcode.formats.pdf.lines import Line, lines_of
from qualcode.formats.pdf.margins import take_out_margins
from qualcode.formats.pdf.memos import Remark, remarks_on
from qualcode.formats.pdf.paragraphs import Flow
from qualcode.formats.pdf.words import Words

_DEEPEST_HEADING = 9


@dataclass(slots=True)
class Page:
    """A page: its lines in the order of reading, its size, and the notes on it. ``pictures`` counts its pictures."""

    number: int
    width: float
    height: float
    lines: list[Line]
    remarks: list[Remark]
    pictures: int
    starts: list[int] = field(default_factory=list)  # of its lines in the text


class PdfText:
    """The text of a PDF.

    ``sections`` are its pages and, where the file has an outline, its headings. ``running`` is what heads and feet said
    that were left out, and on how many pages; ``silent`` the numbers of pages with pictures and no text. ``remarks``
    counts what a report should mention.
    """

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self.remarks: Counter[str] = Counter()
        self.pages = [self._page(document, index) for index in range(len(document))]
        self.silent = [page.number for page in self.pages if page.pictures and not page.lines]
        self.remarks["picture"] += sum(page.pictures for page in self.pages if page.lines)
        self.running = take_out_margins(self.pages)
        self.words = Words(line.text for page in self.pages for line in page.lines)
        self.sections: list[SectionDraft] = []
        self.text = "".join(self._pieces())
        self.remarks["unknown symbol"] = self.text.count(UNKNOWN)
        self.remarks["closed up"] = sum(
            it.closed_up for page in self.pages for line in page.lines for it in line.segments
        )
        self.memos = [memo for page in self.pages for memo in self._memos(page)]
        self.sections += self._headings(document)

    def _page(self, document: pdfium.PdfDocument, index: int) -> Page:
        page = document[index]
        try:
            remarks = remarks_on(page, self.remarks)
            lines = lines_of(glyphs_of(page, self.remarks), page.get_width(), bool(remarks))
            frame = Frame(page)
            return Page(index + 1, frame.width, frame.height, lines, remarks, _pictures(page))
        finally:
            page.close()

    def _pieces(self) -> Iterator[str]:
        """The text piece by piece; where lines and pages begin and end is noted on the way."""
        written = [page for page in self.pages if page.lines]
        at, begins = 0, True
        for page, following in zip(written, [*written[1:], None]):
            start = at
            flow = Flow(page.lines, page.width)
            for index in range(len(page.lines)):
                page.starts.append(at)
                text, between = self._line(flow, page, index, begins, following)
                begins = between == "\n"
                yield text + between
                at += len(text)
                end = at
                at += len(between)
            self.sections.append(SectionDraft(1, f"page {page.number}", start, end, "page"))

    def _line(self, flow: Flow, page: Page, index: int, begins: bool, following: Page | None) -> tuple[str, str]:
        """A line's text, and what stands between it and the next."""
        text = page.lines[index].text
        if index + 1 < len(page.lines):
            if flow.goes_on(index, begins):
                return self.words.join(text, page.lines[index + 1].text)
        elif following is None:
            return text.rstrip(), ""
        elif flow.goes_on_elsewhere(index, following.lines):
            return self.words.join(text, following.lines[0].text)
        return text.rstrip(), "\n"

    def _memos(self, page: Page) -> Iterator[MemoDraft]:
        for remark in page.remarks:
            about = [
                start + ordinal
                for start, line in zip(page.starts, page.lines)
                for ordinal, centre in enumerate(line.centres)
                if centre and remark.covers(centre)
            ]
            if about:
                yield replace(remark.memo, start=min(about), end=min(max(about) + 1, len(self.text)))
            else:
                yield placed(remark.memo, self._nearest(page, remark), None, self.text)

    @staticmethod
    def _nearest(page: Page, remark: Remark) -> int | None:
        """Where the line begins that a note stands beside."""
        _left, bottom, _right, top = remark.boxes[0]
        height = (bottom + top) / 2
        distances = [(abs((line.top + line.bottom) / 2 - height), at) for at, line in zip(page.starts, page.lines)]
        return min(distances)[1] if distances else None

    def _headings(self, document: pdfium.PdfDocument) -> Iterator[SectionDraft]:
        """The entries of the file's outline that stand as lines on the page they lead to."""
        pages = {section.label: section for section in self.sections}
        for level, title, number in _outline(document):
            page = pages.get(f"page {number}")
            if page and (place := self._line_saying(title, page)):
                yield SectionDraft(level, " ".join(self.text[place[0] : place[1]].split()), *place)

    def _line_saying(self, title: str, page: SectionDraft) -> tuple[int, int] | None:
        start = page.start
        for line in self.text[page.start : page.end].split("\n"):
            if "".join(line.split()).casefold() == title:
                return start, start + len(line)
            start += len(line) + 1
        return None


def _outline(document: pdfium.PdfDocument) -> Iterator[tuple[int, str, int]]:
    """Level, title without spaces, and number of the page of every entry that can be read."""
    for entry in document.get_toc():
        try:
            target = entry.get_dest()
            index = target.get_index() if target else None
            title = "".join(entry.get_title().split()).casefold()
        except (pdfium.PdfiumError, UnicodeDecodeError):
            continue
        if index is not None and title:
            yield min(entry.level + 1, _DEEPEST_HEADING), title, index + 1


def _pictures(page: pdfium.PdfPage) -> int:
    """How many pictures a page shows."""
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    kinds = (pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, index)) for index in range(count))
    return sum(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE for kind in kinds)
