"""Notes and highlights that people put on the pages of a PDF."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qualcode.formats.bundle import MemoDraft
from qualcode.formats.pdf.glyphs import Box, Frame
from qualcode.messages import _

_MARKED = {
    pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY,
    pdfium_c.FPDF_ANNOT_STRIKEOUT,
}
_WRITTEN = {pdfium_c.FPDF_ANNOT_TEXT, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_CARET}
_LEFT = {
    pdfium_c.FPDF_ANNOT_WIDGET: "form field",
    pdfium_c.FPDF_ANNOT_FILEATTACHMENT: "inserted file",
    pdfium_c.FPDF_ANNOT_INK: "picture",
    pdfium_c.FPDF_ANNOT_STAMP: "picture",
    pdfium_c.FPDF_ANNOT_SOUND: "recording",
    pdfium_c.FPDF_ANNOT_MOVIE: "recording",
}
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?")
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a page: what it says, and the boxes (left, bottom, right, top) of what it is about."""

    memo: MemoDraft
    boxes: tuple[Box, ...]

    def covers(self, centre: tuple[float, float]) -> bool:
        """Whether a character with this centre is what it is about."""
        x, y = centre
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.boxes)


def remarks_on(page: pdfium.PdfPage, counts: Counter[str]) -> list[Remark]:
    """The notes and highlights of a page; ``counts`` what else people put on it."""
    return list(_remarks(page, counts))


def _remarks(page: pdfium.PdfPage, counts: Counter[str]) -> Iterator[Remark]:
    frame = Frame(page)
    for index in range(max(pdfium_c.FPDFPage_GetAnnotCount(page.raw), 0)):
        mark = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not mark:
            continue
        try:
            kind = pdfium_c.FPDFAnnot_GetSubtype(mark)
            if kind in _LEFT:
                counts[_LEFT[kind]] += 1
            elif kind in _MARKED or (kind in _WRITTEN and _value(mark, "Contents").strip()):
                boxes = tuple(frame.upright(*box) for box in _boxes(mark))
                yield Remark(_memo(mark), boxes)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(mark)


def _memo(mark: pdfium_c.FPDF_ANNOTATION) -> MemoDraft:
    said = _value(mark, "Contents").replace("\r\n", "\n").replace("\r", "\n").strip()
    date = _DATE.match(_value(mark, "M") or _value(mark, "CreationDate"))
    at = ""
    if date:
        year, month, day, *time = date.groups(default="00")
        at = f"{year}-{month}-{day}T{':'.join(time)}"
    return MemoDraft(said or _("Highlighted"), _value(mark, "T").strip(), at=at)


def _value(mark: pdfium_c.FPDF_ANNOTATION, key: str) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(mark, key.encode(), None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(mark, key.encode(), buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _boxes(mark: pdfium_c.FPDF_ANNOTATION) -> tuple[Box, ...]:
    quads = pdfium_c.FPDFAnnot_CountAttachmentPoints(mark)
    if quads:
        return tuple(_box_of_quad(mark, index) for index in range(quads))
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(mark, rect)
    return ((rect.left, rect.bottom, rect.right, rect.top),)


def _box_of_quad(mark: pdfium_c.FPDF_ANNOTATION, index: int) -> Box:
    quad = pdfium_c.FS_QUADPOINTSF()
    pdfium_c.FPDFAnnot_GetAttachmentPoints(mark, index, quad)
    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
    return min(xs), min(ys), max(xs), max(ys)
