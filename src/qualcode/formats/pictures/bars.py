"""Figures as lying bars: frequencies of codes, words, and, to both sides of 0, what tells two groups apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import (
    ACCENT,
    BODY,
    FAINT,
    INK,
    RULE,
    SECOND,
    SMALL,
    SOFT,
    all_whole,
    edge_of,
    number,
    steps,
    tick,
)
from qualcode.messages import labelled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INDENT = 0.13
_WIDEST_LABEL = 2.5
_FIELD = 3.4


@dataclass(frozen=True)
class Bars:
    """One bar for each label, from the top. ``value`` None is said, not drawn. ``depth`` indents a label, ``colors`` are of single
    bars. ``sides`` name what lies below and above 0, ``names`` are the whole names of the labels, and ``more`` says what was left out."""

    frame: Frame
    labels: Sequence[str]
    values: Sequence[float | int | None]
    meaning: str
    depth: Sequence[int] = ()
    colors: Sequence[str | None] = ()
    names: Sequence[str] = ()
    sides: tuple[str, str] | None = None
    more: tuple[str, ...] = field(default=())

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own."""
        return _Drawing(self, lettering).sheet()


class _Drawing:
    """Bars being laid out with certain letters."""

    def __init__(self, picture: Bars, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        self.dense = len(picture.labels) > 60
        self.size = SMALL if self.dense else BODY
        self.depth = picture.depth or [0] * len(picture.labels)
        self.labels = [
            lettering.label(label, self.size, _WIDEST_LABEL - depth * _INDENT, 1 if self.dense else 2)
            for label, depth in zip(picture.labels, self.depth, strict=True)
        ]
        self.whole = all_whole(picture.values)
        figures = [value for value in picture.values if value is not None]
        self.low, self.high = min([0, *figures]), max([0, *figures]) or (0 if any(figures) else 1)
        below, above = (lettering.shortened(lettering.set(side), SMALL, 1.9) for side in picture.sides or ("", ""))
        self.sides = f"← {below}", f"{above} →"

    @cached_property
    def left(self) -> float:
        """How wide the labels are."""
        wide = (self.lettering.widest(label.split("\n"), self.size) for label in self.labels)
        return max((width + depth * _INDENT for width, depth in zip(wide, self.depth)), default=0.0) + 0.1

    @cached_property
    def places(self) -> list[float]:
        """How far from the top the middle of each bar is; the last one is where they end."""
        line = self.size * 1.25 / 72
        heights = [max(line * (label.count("\n") + 1) + 0.03, 0.115 if self.dense else 0.19) for label in self.labels]
        return [sum(heights[:at]) + height / 2 for at, height in enumerate(heights)] + [sum(heights)]

    @property
    def _zero(self) -> float:
        """Where 0 lies in the field: 0 is its left end, 1 its right one."""
        return -self.low / (self.high - self.low)

    def sheet(self) -> Sheet:
        room = self.lettering.widest([self._said(value) for value in set(self.picture.values)], self.size) + 0.08
        before = room if self.low < 0 else 0.0
        top, tall = 0.24 if self.picture.sides else 0.04, self.places[-1]
        if self.picture.sides:
            below, above = (self.lettering.width(side, SMALL) + 0.1 for side in self.sides)
            before = max(before, below - self.left - _FIELD * self._zero)
            room = max(room, above - _FIELD * (1 - self._zero))
        width = self.left + before + _FIELD + room
        sheet = Sheet(self.picture.frame, self.lettering, width, top + tall + 0.42, self.picture.more)
        begin = self.left + before
        axes = sheet.axes(begin, top, sheet.width - begin - room, tall)
        axes.set_ylim(tall, 0)
        axes.set_xlim(self.low, self.high)
        self._scale(sheet, axes, begin, top + tall)
        self._sides(sheet, axes, begin)
        for at in range(len(self.labels)):
            self._bar(sheet, axes, at, top)
        return sheet

    def _bar(self, sheet: Sheet, axes: Axes, at: int, top: float) -> None:
        from matplotlib.patches import Rectangle

        value, middle = self.picture.values[at], self.places[at]
        name = self.picture.names[at] if self.picture.names else self.picture.labels[at]
        text = sheet.text(self.depth[at] * _INDENT, top + middle, self.labels[at], self.size, va="center_baseline")
        if name != self.labels[at]:
            sheet.tell(text, name)
        thick = 0.085 if self.dense else 0.13
        if value:
            color = self._color(at, value)
            bar = Rectangle(
                (0, middle - thick / 2), value, thick, facecolor=color, edgecolor=edge_of(color), linewidth=0.4
            )
            axes.add_patch(bar)
            sheet.tell(bar, labelled(name, number(value, self.whole)))
        axes.annotate(
            self._said(value),
            (value or 0, middle),
            xytext=(-3 if value and value < 0 else 3, 0),
            textcoords="offset points",
            ha="right" if value and value < 0 else "left",
            va="center_baseline",
            fontsize=self.size - 0.5,
            color=INK if value else FAINT,
            annotation_clip=False,
        )

    def _color(self, at: int, value: float) -> str:
        given = self.picture.colors[at] if self.picture.colors else None
        return given or (SECOND if value < 0 else ACCENT)

    def _said(self, value: float | int | None) -> str:
        return number(value, self.whole)

    def _scale(self, sheet: Sheet, axes: Axes, begin: float, y: float) -> None:
        """Upright lines at round figures, their numbers, and below these what they count."""
        low, high = axes.get_xlim()
        width = axes.get_position().width * sheet.figure.get_figwidth()
        for value in steps(high, low, self.whole):
            axes.axvline(value, color=SOFT if value == 0 else RULE, linewidth=0.6, zorder=0)
            place = begin + width * (value - low) / (high - low)
            sheet.text(place, y + 0.04, tick(value), SMALL, ha="center", va="top", color=SOFT)
        sheet.text(begin + width / 2, y + 0.19, self.picture.meaning, SMALL, ha="center", va="top", color=SOFT)

    def _sides(self, sheet: Sheet, axes: Axes, begin: float) -> None:
        if not self.picture.sides:
            return
        zero = begin + axes.get_position().width * sheet.figure.get_figwidth() * self._zero
        below, above = self.sides
        sheet.text(zero - 0.06, 0.1, below, SMALL, ha="right", va="center_baseline", color=SECOND)
        sheet.text(zero + 0.06, 0.1, above, SMALL, ha="left", va="center_baseline", color=ACCENT)
