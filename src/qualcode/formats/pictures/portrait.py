"""Where in a document each code stands: a lane for each code, from the first word to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.formats.pictures import keys
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.labels import indented
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import ACCENT, BODY, PALETTE, RULE, SMALL, SOFT, edge_of, steps, tick
from qualcode.messages import _, clauses

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INDENT = 0.12
_WIDEST_LABEL = 2.2
_FIELD = 4.4
_THINNEST = 0.014  # inches: what a reader can see
_MOST_CODERS = len(PALETTE)


@dataclass(frozen=True)
class Stretch:
    """A coded span: positions count characters from 0, the end is not included."""

    code: str
    coder: str
    start: int
    end: int


@dataclass(frozen=True)
class Portrait:
    """The coded spans of a document of ``length`` characters; ``codes`` are its lanes from the top, ``colors`` their own."""

    frame: Frame
    length: int
    codes: Sequence[str]
    stretches: Sequence[Stretch]
    colors: Sequence[str | None] = ()

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own."""
        return _Drawing(self, lettering).sheet()


class _Drawing:
    """A portrait being laid out with certain letters."""

    def __init__(self, picture: Portrait, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        self.dense = len(picture.codes) > 60
        self.size = SMALL if self.dense else BODY
        self.names = indented(picture.codes)
        self.labels = [
            lettering.label(name, self.size, _WIDEST_LABEL - depth * _INDENT, 1) for name, depth in self.names
        ]
        self.coders = sorted({one.coder for one in picture.stretches})
        self.apart = 1 < len(self.coders) <= _MOST_CODERS

    @cached_property
    def left(self) -> float:
        wide = (self.lettering.width(label, self.size) for label in self.labels)
        return max((width + depth * _INDENT for width, (_name, depth) in zip(wide, self.names)), default=0.0) + 0.12

    @cached_property
    def lane(self) -> float:
        """How tall a lane is: room for one stripe of each coder."""
        return max(0.13 if self.dense else 0.2, 0.075 * len(self.coders) + 0.06 if self.apart else 0)

    def sheet(self) -> Sheet:
        picture = self.picture
        top = 0.02
        tall = self.lane * len(picture.codes)
        foot = 0.42 + (0.2 if self.apart else 0)
        sheet = Sheet(picture.frame, self.lettering, self.left + _FIELD, top + tall + foot)
        wide = sheet.width - self.left - 0.12
        axes = sheet.axes(self.left, top, wide, tall)
        axes.set_xlim(0, max(picture.length, 1))
        axes.set_ylim(tall, 0)
        self._ground(sheet, axes, top, wide, tall)
        self._stripes(sheet, axes, wide)
        if self.apart:
            entries = [keys.Key("box", PALETTE[at], coder) for at, coder in enumerate(self.coders)]
            keys.key(sheet, 0, top + tall + 0.42, entries)
        return sheet

    def _ground(self, sheet: Sheet, axes: Axes, top: float, wide: float, tall: float) -> None:
        """The lanes with their names, the places of the text."""
        for at, label in enumerate(self.labels):
            y = (at + 0.5) * self.lane
            axes.axhline(y, color=RULE, linewidth=0.5, zorder=0)
            text = sheet.text(self.names[at][1] * _INDENT, top + y, label, self.size, va="center_baseline")
            if label != self.picture.codes[at]:
                sheet.tell(text, self.picture.codes[at])
        length = max(self.picture.length, 1)
        for value in steps(length, whole=True):
            x = self.left + wide * value / length
            sheet.text(x, top + tall + 0.04, tick(value), SMALL, ha="center", va="top", color=SOFT)
        sheet.text(
            self.left + wide / 2,
            top + tall + 0.19,
            _("characters from the beginning"),
            SMALL,
            ha="center",
            va="top",
            color=SOFT,
        )

    def _stripes(self, sheet: Sheet, axes: Axes, wide: float) -> None:
        from matplotlib.patches import Rectangle

        at_code = {code: at for at, code in enumerate(self.picture.codes)}
        thinnest = _THINNEST / wide * max(self.picture.length, 1)
        thick = 0.065 if self.apart else min(0.115, self.lane - 0.04)
        for one in self.picture.stretches:
            lane, coder = at_code[one.code], self.coders.index(one.coder) if self.apart else 0
            y = (lane + 0.5) * self.lane - thick / 2
            if self.apart:
                y += 0.075 * (coder - (len(self.coders) - 1) / 2)
            color = PALETTE[coder] if self.apart else self._own_color(lane)
            width = max(one.end - one.start, thinnest)
            stripe = Rectangle(
                (one.start, y), width, thick, facecolor=color, edgecolor=edge_of(color), linewidth=0.3, alpha=0.85
            )
            axes.add_patch(stripe)
            sheet.tell(stripe, clauses((one.code, one.coder, f"{one.start}–{one.end}")))

    def _own_color(self, lane: int) -> str:
        return (self.picture.colors[lane] if self.picture.colors else None) or ACCENT
