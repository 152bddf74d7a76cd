"""Figures over time: a lane for each label with a bar for each period, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qualcode.formats.pictures import keys
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.labels import indented
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import (
    ACCENT,
    BODY,
    FAINT,
    NOTHING,
    RULE,
    SECOND,
    SMALL,
    SOFT,
    all_whole,
    edge_of,
    number,
)
from qualcode.messages import _, labelled, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INDENT = 0.12
_WIDEST_LABEL = 2.4
_COMFORTABLE = 6.7
_MOST_NUMBERS = 600


@dataclass(frozen=True)
class Lanes:
    """``values`` by label and period, from the top and from the earliest; None where there is nothing to count in."""

    frame: Frame
    labels: Sequence[str]
    periods: Sequence[str]
    values: Sequence[Sequence[float | int | None]]
    meaning: str
    codes: bool = False
    colors: Sequence[str | None] = ()

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own."""
        return _Drawing(self, lettering).sheet()


class _Drawing:
    """Lanes being laid out with certain letters."""

    def __init__(self, picture: Lanes, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        self.dense = len(picture.labels) > 40
        self.size = SMALL if self.dense else BODY
        self.names = indented(picture.labels) if picture.codes else [(label, 0) for label in picture.labels]
        self.labels = [
            lettering.label(name, self.size, _WIDEST_LABEL - depth * _INDENT, 1 if self.dense else 2)
            for name, depth in self.names
        ]
        figures = [value for row in picture.values for value in row if value is not None]
        self.whole = all_whole(figures)
        self.low, self.high = min([0, *figures]), max([0, *figures])
        cells = len(picture.labels) * len(picture.periods)
        self.numbered = not self.dense and cells <= _MOST_NUMBERS and len(picture.periods) <= 24

    @cached_property
    def left(self) -> float:
        wide = (self.lettering.widest(label.split("\n"), self.size) for label in self.labels)
        return max((width + depth * _INDENT for width, (_name, depth) in zip(wide, self.names)), default=0.0) + 0.12

    @cached_property
    def step(self) -> float:
        """How wide a period is."""
        count = max(len(self.picture.periods), 1)
        least = 0.1
        if self.numbered:
            texts = {number(value, self.whole) for row in self.picture.values for value in row}
            least = self.lettering.widest(list(texts), SMALL - 0.5) + 0.05
        return max(least, min(0.75, (_COMFORTABLE - self.left) / count))

    def sheet(self) -> Sheet:
        picture = self.picture
        tall = 0.2 if self.dense else 0.36
        wide = self.step * len(picture.periods)
        whole = tall * len(picture.labels)
        missing = any(value is None for row in picture.values for value in row)
        foot, turned = self._foot()
        more = () if self.numbered else (_("The picture is too large for numbers at its bars; they are in the table."),)
        sheet = Sheet(picture.frame, self.lettering, self.left + wide, whole + foot + 0.24, more)
        for at in range(len(picture.labels)):
            self._lane(sheet, at, at * tall, wide, tall)
        for place, period in enumerate(picture.periods):
            if self._is_named(place, turned):
                sheet.text(
                    self.left + (place + 0.5) * self.step,
                    whole + 0.05,
                    period,
                    SMALL,
                    ha="center",
                    va="top",
                    color=SOFT,
                    rotation=90 if turned else 0,
                )
        y = whole + foot + 0.06
        said = keys.Key("box", ACCENT if not picture.colors else "#a6a6a6", self._scale())
        keys.key(sheet, 0, y, [said, keys.Key("hatched", NOTHING, _("no figure: missing or undefined"))][: 1 + missing])
        return sheet

    def _scale(self) -> str:
        return _(
            "{meaning}; the tallest bar is {most}",
            meaning=self.picture.meaning,
            most=number(self.high or self.low, self.whole),
        )

    def _foot(self) -> tuple[float, bool]:
        """How much room the names of periods take, and whether they are turned."""
        widest = self.lettering.widest([self.lettering.set(period) for period in self.picture.periods], SMALL)
        turned = widest > self.step - 0.05
        return (widest + 0.1 if turned else 0.2), turned

    def _is_named(self, place: int, turned: bool) -> bool:
        """Whether there is room for the name of a period; else every second, third … has one."""
        return not turned or place % max(1, round(0.11 / self.step + 0.49)) == 0

    def _lane(self, sheet: Sheet, at: int, y: float, wide: float, tall: float) -> None:
        name, row = self.picture.labels[at], self.picture.values[at]
        text = sheet.text(
            self.names[at][1] * _INDENT,
            y + tall * 0.68,
            self.labels[at],
            self.size,
            va="center" if "\n" in self.labels[at] else "center_baseline",
        )
        if self.labels[at] != name:
            sheet.tell(text, name)
        axes = sheet.axes(self.left, y, wide, tall)
        axes.set_xlim(0, max(len(self.picture.periods), 1))
        head = 1.75 if self.numbered else 1.12
        span = (self.high - self.low) or 1
        axes.set_ylim(self.low - (0.5 * span if self.low < 0 and self.numbered else 0), self.low + span * head)
        axes.axhline(0, color=RULE, linewidth=0.6, zorder=0)
        for place, value in enumerate(row):
            self._bar(sheet, axes, at, place, value)

    def _bar(self, sheet: Sheet, axes: Axes, at: int, place: int, value: float | int | None) -> None:
        from matplotlib.patches import Rectangle

        words = labelled(listed([self.picture.labels[at], self.picture.periods[place]]), number(value, self.whole))
        if value is None:
            tall = ((self.high - self.low) or 1) * 0.35
            patch = Rectangle((place + 0.12, 0), 0.76, tall, facecolor=NOTHING, edgecolor="none", hatch="////")
        else:
            given = self.picture.colors[at] if self.picture.colors else None
            color: Any = given or (SECOND if value < 0 else ACCENT)
            patch = Rectangle(
                (place + 0.12, 0),
                0.76,
                value,
                facecolor=color,
                edgecolor=edge_of(color) if value else "none",
                linewidth=0.4,
            )
        axes.add_patch(patch)
        sheet.tell(patch, words)
        if self.numbered and value is not None:
            below = value < 0
            axes.annotate(
                number(value, self.whole),
                (place + 0.5, value),
                xytext=(0, -1.5 if below else 1.5),
                textcoords="offset points",
                ha="center",
                va="top" if below else "bottom",
                fontsize=SMALL - 0.5,
                color=SOFT if value else FAINT,
                annotation_clip=False,
            )
