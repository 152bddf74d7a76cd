"""The letters of a picture: which fonts it needs, how wide words are, and where lines break."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from unicodedata import category

from qualcode.formats.pictures import fonts

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

_NO_GLYPH = "□"
_PER_INCH = 288
# Han, kana and hangul break anywhere, but not before what closes or after what opens.
_PIECES = re.compile(
    r"[（《「『“‘【]*[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff][，。、；：！？）》」』”’】…]*|\s+|[^\s\u2e80-\u9fff]+|."
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Lettering:
    """Chooses fonts as texts come in. ``keeps_text`` is for files that hold text as text: there a character without a glyph
    here stays what it is, for whoever has the font; elsewhere a box stands for it. ``missing`` gathers those characters."""

    def __init__(self, keeps_text: bool = False) -> None:
        self.keeps_text = keeps_text
        self.families = [fonts.main_family()]
        self.missing: set[str] = set()
        self._covered: set[str] = set()
        self._widths: dict[tuple[str, float, bool], float] = {}

    def set(self, text: object) -> str:
        """``text`` as it is set in the picture: in one line, without what cannot be drawn."""
        text = _NO_CHARACTERS.sub("\ufffd", _UNPRINTABLE.sub(" ", str(text)))
        if self.missing.isdisjoint(text) and self._covered.issuperset(text):
            return text
        self._cover(text)
        return text if self.keeps_text else self._boxed(text)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide ``text`` is in inches, at ``size`` points."""
        key = text, size, bold
        if key not in self._widths:
            self._cover(text)
            width, _height, _descent = self._renderer.get_text_width_height_descent(
                self._boxed(text), self.properties(size, bold), ismath=False
            )
            self._widths[key] = width / _PER_INCH
        return self._widths[key]

    def widest(self, texts: list[str], size: float) -> float:
        """How wide the widest of ``texts`` is."""
        return max((self.width(text, size) for text in texts), default=0.0)

    def lines(self, text: str, size: float, width: float, bold: bool = False) -> list[str]:
        """``text`` in lines of at most ``width`` inches, between words where there are any."""
        lines, line, used = [], "", 0.0
        for piece in self._pieces(text, size, width, bold):
            wide = self.width(piece, size, bold)
            if line and used + wide > width and not piece.isspace():
                lines.append(line.rstrip())
                line, used = "", 0.0
            if line or not piece.isspace():
                line, used = line + piece, used + wide
        return [*lines, line.rstrip()] if line.strip() or not lines else lines

    def shortened(self, text: str, size: float, width: float) -> str:
        """``text`` within ``width`` inches: its middle left out where it is longer, as names often differ at their ends."""
        if self.width(text, size) <= width:
            return text
        fewest, most = 1, len(text)
        while fewest < most:
            keep = (fewest + most + 1) // 2
            if self.width(_without_middle(text, keep), size) <= width:
                fewest = keep
            else:
                most = keep - 1
        return _without_middle(text, fewest)

    def label(self, text: str, size: float, width: float, most: int = 2) -> str:
        """A label of at most ``most`` lines of ``width`` inches."""
        lines = self.lines(self.set(text), size, width)
        if len(lines) > most:
            lines = [*lines[: most - 1], self.shortened(" ".join(lines[most - 1 :]), size, width)]
        return "\n".join(lines)

    def properties(self, size: float, bold: bool = False) -> FontProperties:
        """The fonts so far, at ``size`` points."""
        from matplotlib.font_manager import FontProperties

        return FontProperties(family=self.families, size=size, weight="bold" if bold else "normal")

    @cached_property
    def _renderer(self) -> Any:
        from matplotlib.backends import backend_agg

        renderer: Any = backend_agg.RendererAgg
        return renderer(1, 1, _PER_INCH)

    def _cover(self, text: str) -> None:
        """See to it that there is a font for every character of ``text``, as far as one is installed."""
        for character in sorted(set(text) - self._covered - self.missing - {"\n"}):
            if any(fonts.has_glyph(family, character) for family in self.families):
                self._covered.add(character)
            elif family := fonts.family_for(character):
                self.families.append(family)
                self._covered.add(character)
            else:
                self.missing.add(character)

    def _boxed(self, text: str) -> str:
        """The text with a box for what has no glyph; what is invisible in any font is left out."""
        if self.missing.isdisjoint(text):
            return text
        return text.translate({ord(one): _instead_of(one) for one in self.missing})

    def _pieces(self, text: str, size: float, width: float, bold: bool) -> list[str]:
        """Words, spaces and single Chinese characters; a word wider than a line in characters."""
        pieces: list[str] = []
        for piece in _PIECES.findall(text):
            too_wide = len(piece) > 1 and self.width(piece, size, bold) > width
            pieces += list(piece) if too_wide else [piece]
        return pieces

    @property
    def undrawable(self) -> list[str]:
        """The characters that stand as boxes."""
        return sorted(one for one in self.missing if _instead_of(one) == _NO_GLYPH)


def _instead_of(character: str) -> str:
    """What stands where a character has no glyph: a box, and for what is invisible in any font a space or nothing."""
    match category(character):
        case "Zs":
            return " "
        case "Cf" | "Mn":
            return ""
        case _:
            return _NO_GLYPH


def _without_middle(text: str, keep: int) -> str:
    """The first and last of ``text``, ``keep`` characters in all and a sign for what is between them."""
    head = (keep + 1) // 2
    return text[:head].rstrip() + "…" + text[len(text) - (keep - head) :].lstrip() if keep < len(text) else text
