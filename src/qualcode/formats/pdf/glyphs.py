"""The characters on a page of a PDF, each with the box it stands in, in the order the page draws them.

A PDF holds no text, only glyphs at places; what they mean its fonts say, well or badly. The engine takes
ligatures apart; here radicals become the characters they look like, and what is no character is left out, counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from unicodedata import normalize

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qualcode.formats.docx.symbols import UNKNOWN

HYPHENS = frozenset("-\N{HYPHEN}\N{SOFT HYPHEN}")
_LINE_END_HYPHEN = 2  # what the engine makes of a hyphen at the end of a line
_RIGHT_ANGLES = 0.05  # radians a straight line may be off
_HALF_PI = pi / 2

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Glyph:
    """What one glyph says, and its box in points, from the lower left corner of the page as it is read.

    ``made`` is a space that the page does not hold, but its gaps suggest. ``turned`` is text that does not run from left
    to right.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    made: bool = False
    turned: bool = False

    @property
    def height(self) -> float:
        """How high the line of its font is."""
        return self.top - self.bottom


class Break(Glyph):
    """Where the engine sees a line end."""


class Frame:
    """How a page lies: it may be stored turned, and its corner need not be the origin."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._rotation = page.get_rotation()
        self.width, self.height = page.get_size()
        self._left, self._bottom, _right, _top = page.get_bbox()

    def upright(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page as stored, on the page as it is shown."""
        left, right, bottom, top = left - self._left, right - self._left, bottom - self._bottom, top - self._bottom
        match self._rotation:
            case 90:
                return bottom, self.height - right, top, self.height - left
            case 180:
                return self.width - right, self.height - top, self.width - left, self.height - bottom
            case 270:
                return self.width - top, left, self.width - bottom, right
            case _:
                return left, bottom, right, top

    def is_turned(self, angle: float) -> bool:
        """Whether text at this angle (radians, with the clock) does not run from left to right on the page as shown."""
        shown: float = (angle + self._rotation / 90 * _HALF_PI) % (4 * _HALF_PI)
        return min(shown, 4 * _HALF_PI - shown) > _RIGHT_ANGLES


def glyphs_of(page: pdfium.PdfPage, remarks: Counter[str]) -> list[Glyph]:
    """The glyphs of a page; ``remarks`` counts what was changed or left out."""
    text_page = page.get_textpage()
    try:
        return list(_glyphs(text_page, Frame(page), remarks))
    finally:
        text_page.close()


def _glyphs(text_page: pdfium.PdfTextPage, frame: Frame, remarks: Counter[str]) -> Iterator[Glyph]:
    raw = text_page.raw
    box = pdfium_c.FS_RECTF()
    first_half = 0
    for index in range(text_page.count_chars()):
        point = pdfium_c.FPDFText_GetUnicode(raw, index)
        made = pdfium_c.FPDFText_IsGenerated(raw, index) == 1
        if point in (10, 13):
            yield Break("", 0, 0, 0, 0)
            continue
        if 0xD800 <= point < 0xDC00:
            first_half = point
            continue
        if first_half and 0xDC00 <= point < 0xE000:
            point = 0x10000 + ((first_half - 0xD800) << 10) + point - 0xDC00
        first_half = 0
        text = _read(point, remarks)
        if text:
            pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)  # where it has none, it stands where the one before did
            remarks["unmapped"] += pdfium_c.FPDFText_HasUnicodeMapError(raw, index) == 1
            turned = frame.is_turned(pdfium_c.FPDFText_GetCharAngle(raw, index))
            yield Glyph(text, *frame.upright(box.left, box.bottom, box.right, box.top), made, turned)


def _read(point: int, remarks: Counter[str]) -> str:
    """The text a glyph stands for; "" for none."""
    if 0x20 <= point < 0x7F or 0x4E00 <= point < 0xA000:
        return chr(point)
    if point in (_LINE_END_HYPHEN, 0xAD):
        return "-"
    if point < 0x20 or 0x7F <= point < 0xA0 or 0xD800 <= point < 0xE000 or point in (0xFFFE, 0xFFFF):
        remarks["no character"] += point != 9
        return " " if point == 9 else ""
    if 0x2E80 <= point < 0x2FE0:
        return _of_radical(chr(point), remarks)
    if 0xE000 <= point < 0xF900 or point >= 0xF0000:
        return UNKNOWN  # a picture in a font of its own
    return chr(point)


def _of_radical(radical: str, remarks: Counter[str]) -> str:
    """Fonts that draw a character with the glyph of the radical it looks like say the radical."""
    character = normalize("NFKC", radical)
    remarks["radical"] += character != radical
    return character
