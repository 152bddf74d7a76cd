"""Estimates with their intervals, a row each: agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from qualcode.formats.pictures import keys
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import BODY, FAINT, INK, PALETTE, RULE, SMALL, SOFT, steps, tick
from qualcode.messages import _, labelled, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FIELD = 2.7
_WIDEST_LABEL, _WIDEST_NOTE = 2.1, 1.9
_SIGNS = ("o", "s", "D", "^", "v", "P", "X", "*")


@dataclass(frozen=True)
class Estimate:
    """A figure, None where it is undefined, with its interval and what must be said of it. ``over_all`` sets apart what sums up."""

    name: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    note: str = ""
    over_all: bool = False


@dataclass(frozen=True)
class Estimates:
    """The estimates from the top; ``marks`` are figures that readers look for, such as customary thresholds, with their words."""

    frame: Frame
    estimates: Sequence[Estimate]
    meaning: str
    marks: Sequence[tuple[float, str]] = ()
    more: tuple[str, ...] = ()

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own."""
        return _Drawing(self, lettering).sheet()


def figure_and_interval(estimate: Estimate) -> str:
    """An estimate as it is written beside its mark."""
    if estimate.value is None:
        return _("undefined")
    text = f"{estimate.value + 0.0:.2f}"
    if estimate.low is None or estimate.high is None:
        return text
    return f"{text} [{estimate.low + 0.0:.2f}, {estimate.high + 0.0:.2f}]"


class _Drawing:
    """Estimates being laid out with certain letters."""

    def __init__(self, picture: Estimates, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        self.rows = picture.estimates
        self.size = BODY if len(self.rows) <= 60 else SMALL
        self.labels = [lettering.label(row.name, self.size, _WIDEST_LABEL) for row in self.rows]
        self.measures = list(dict.fromkeys(row.measure for row in self.rows))
        ends = [end for row in self.rows for end in (row.value, row.low, row.high) if end is not None]
        self.lowest, self.highest = min([0.0, *ends]), max([1.0, *ends])

    @cached_property
    def left(self) -> float:
        return max((self.lettering.widest(label.split("\n"), self.size) for label in self.labels), default=0.0) + 0.16

    @cached_property
    def said(self) -> list[str]:
        return [self.lettering.set(figure_and_interval(row)) for row in self.rows]

    @cached_property
    def places(self) -> list[float]:
        """How far from the top the middle of each row is, and where they end; more room around what sums up."""
        y, places = 0.0, []
        for at, (label, row) in enumerate(zip(self.labels, self.rows)):
            if at and row.over_all and not self.rows[at - 1].over_all:
                y += 0.1
            tall = max(self.size * 1.25 / 72 * (label.count("\n") + 1) + 0.03, 0.2)
            places.append(y + tall / 2)
            y += tall
        return [*places, y]

    def sheet(self) -> Sheet:
        figures = self.lettering.widest(self.said, self.size - 0.5) + 0.14
        notes = min(self.lettering.widest([self.lettering.set(row.note) for row in self.rows], SMALL), _WIDEST_NOTE)
        several = len(self.measures) > 1
        marked = 0.2 if self.picture.marks else 0.04
        top, tall = marked, self.places[-1]
        width = self.left + _FIELD + figures + notes
        sheet = Sheet(
            self.picture.frame, self.lettering, width, top + tall + 0.42 + (0.2 if several else 0), self.picture.more
        )
        wide = sheet.width - self.left - figures - notes
        axes = sheet.axes(self.left, top, wide, tall)
        axes.set_ylim(tall, 0)
        axes.set_xlim(self.lowest - 0.02, self.highest + 0.02)
        self._scale(sheet, axes, top, wide, tall)
        for at, row in enumerate(self.rows):
            self._row(sheet, axes, at, row, top)
            self._words(sheet, at, self.left + wide + 0.1, top + self.places[at], figures, notes)
        if several:
            keys.key(sheet, 0, top + tall + 0.42, self._keys())
        return sheet

    def _words(self, sheet: Sheet, at: int, x: float, y: float, figures: float, notes: float) -> None:
        """The figure with its interval, and what must be said of it."""
        row, how = self.rows[at], {"va": "center_baseline"}
        ink = INK if row.value is not None else FAINT
        sheet.text(x, y, self.said[at], self.size - 0.5, color=ink, **how)
        note = self.lettering.shortened(self.lettering.set(row.note), SMALL, notes)
        text = sheet.text(x + figures - 0.04, y, note, SMALL, color=SOFT, **how)
        if note != row.note:
            sheet.tell(text, row.note)

    def _keys(self) -> list[keys.Key]:
        signs: tuple[Literal["dot", "square", "diamond"], ...] = ("dot", "square", "diamond")
        return [
            keys.Key(signs[at] if at < len(signs) else "box", PALETTE[at % len(PALETTE)], name)
            for at, name in enumerate(self.measures)
        ]

    def _row(self, sheet: Sheet, axes: Axes, at: int, row: Estimate, top: float) -> None:
        y, which = self.places[at], self.measures.index(row.measure)
        color = PALETTE[which % len(PALETTE)]
        if not at or row.name != self.rows[at - 1].name:
            self._name(sheet, at, row, top)
        if row.value is None:
            return
        if row.low is not None and row.high is not None:
            axes.plot([row.low, row.high], [y, y], color=color, linewidth=1.3, solid_capstyle="butt")
            for end in (row.low, row.high):
                axes.plot([end, end], [y - 0.035, y + 0.035], color=color, linewidth=1)
        sign = "D" if row.over_all and len(self.measures) == 1 else _SIGNS[which % len(_SIGNS)]
        (mark,) = axes.plot(
            [row.value], [y], color=color, marker=sign, markersize=5 if row.over_all else 4.5, clip_on=False
        )
        sheet.tell(mark, labelled(listed([row.name, row.measure]), figure_and_interval(row)))

    def _name(self, sheet: Sheet, at: int, row: Estimate, top: float) -> None:
        """The name of a row, once where it has several measures."""
        label = self.labels[at]
        side = "center" if "\n" in label else "center_baseline"
        weight = "bold" if row.over_all else "normal"
        text = sheet.text(0, top + self.places[at], label, self.size, va=side, fontweight=weight)
        if row.name != label:
            sheet.tell(text, row.name)

    def _scale(self, sheet: Sheet, axes: Axes, top: float, wide: float, tall: float) -> None:
        low, high = axes.get_xlim()

        def across(value: float) -> float:
            return self.left + wide * (value - low) / (high - low)

        for value in steps(self.highest, self.lowest):
            axes.axvline(value, color=SOFT if value == 0 else RULE, linewidth=0.6, zorder=0)
            sheet.text(across(value), top + tall + 0.04, tick(value), SMALL, ha="center", va="top", color=SOFT)
        for value, words in self.picture.marks:
            axes.axvline(value, color=FAINT, linewidth=0.7, linestyle=(0, (2, 2)), zorder=0)
            sheet.text(across(value), top - 0.03, words, SMALL - 0.5, ha="center", va="bottom", color=FAINT)
        sheet.text(
            self.left + wide / 2, top + tall + 0.19, self.picture.meaning, SMALL, ha="center", va="top", color=SOFT
        )
        for at in range(1, len(self.rows)):
            if self.rows[at].over_all and not self.rows[at - 1].over_all:
                y = (self.places[at] + self.places[at - 1]) / 2
                axes.axhline(y, color=RULE, linewidth=0.6)
