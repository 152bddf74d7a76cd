"""Figures in coloured cells: matrices and co-occurrence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.formats.pictures import keys
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.labels import briefest, indented
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import (
    BODY,
    FAINT,
    INK,
    NOTHING,
    RAMP,
    SMALL,
    TWO_SIDED,
    all_whole,
    ink_on,
    number,
    ramp,
)
from qualcode.messages import _, labelled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap, Normalize

_MOST_NUMBERS = 1500
_INDENT = 0.12
_COMFORTABLE = 6.7  # as wide as a page of text: wider only where numbers need it
_WIDEST_LABEL = 2.4
_TALLEST_LABEL = 1.5
_GAP = 0.06
_HATCH = "////"


@dataclass(frozen=True)
class Heatmap:
    """``values`` by row and column; None where there is no figure. ``row_codes`` and ``column_codes`` say that the names are paths
    of codes. ``totals`` says that the last row and column are sums, which get no colour. ``diagonal`` is False where a row and its
    own column have nothing to say to each other."""

    frame: Frame
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | int | None]]
    meaning: str
    row_codes: bool = False
    column_codes: bool = False
    totals: bool = False
    diagonal: bool = True
    more: tuple[str, ...] = ()

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own."""
        return _Drawing(self, lettering).sheet()

    def cells(self) -> list[tuple[int, int, float | int | None]]:
        """Row, column and figure of every cell that is drawn."""
        return [
            (at, over, value)
            for at, row in enumerate(self.values)
            for over, value in enumerate(row)
            if self.diagonal or at != over
        ]

    def is_total(self, row: int, column: int) -> bool:
        """Whether a cell is a sum of others."""
        return self.totals and (row == len(self.rows) - 1 or column == len(self.columns) - 1)


class _Drawing:
    """A heatmap being laid out with certain letters."""

    def __init__(self, picture: Heatmap, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        self.cells = picture.cells()
        self.colored = [v for row, column, v in self.cells if v is not None and not picture.is_total(row, column)]
        self.whole = all_whole(self.colored)
        self.numbered = len(picture.rows) * len(picture.columns) <= _MOST_NUMBERS and len(picture.columns) <= 40
        self.names = indented(picture.rows) if picture.row_codes else [(name, 0) for name in picture.rows]
        self.dense = len(picture.rows) > 60
        self.size = SMALL - 1 if self.dense else BODY if len(picture.rows) <= 40 else SMALL
        self.rows = [self._row_label(name, depth) for name, depth in self.names]
        self.heads = briefest(picture.columns) if picture.column_codes else list(picture.columns)

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns: in lines above their cells where there is room, else in one or two lines turned."""
        wide = [self.lettering.label(name, self.column_size, self.cell[0] - 0.06, 3) for name in self.heads]
        if all(
            "…" not in label or "…" in name for label, name in zip(wide, self.heads, strict=True)
        ) and self._unbroken(wide):
            return wide
        return [self.lettering.label(name, self.column_size, _TALLEST_LABEL) for name in self.heads]

    def _unbroken(self, labels: list[str]) -> bool:
        """Whether lines end only between words."""
        return all(
            label.replace("\n", " ").split() == name.split() or not name.isascii()
            for label, name in zip(labels, self.heads)
        )

    def _row_label(self, name: str, depth: int) -> str:
        return self.lettering.label(name, self.size, _WIDEST_LABEL - depth * _INDENT, 1 if self.dense else 2)

    @property
    def column_size(self) -> float:
        return BODY if len(self.picture.columns) <= 30 else SMALL

    @cached_property
    def left(self) -> float:
        """How wide the names of the rows are."""
        wide = [self._wide(label, self.size) + depth * _INDENT for label, (_name, depth) in zip(self.rows, self.names)]
        return max(wide, default=0.0) + _GAP

    @cached_property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell: wide enough for its number, and in a small picture for the name above it."""
        texts = [number(value, self.whole) for *_place, value in self.cells] if self.numbered else []
        number_width = self.lettering.widest(list(set(texts)), BODY - 0.5) + 0.12
        width = max(number_width, 0.3 if self.numbered else 0.16)
        if self.heads:
            width = max(width, min(self._head_width(), (_COMFORTABLE - self.left) / len(self.heads)))
        tallest = max((label.count("\n") + 1 for label in self.rows), default=1)
        height = max(self.size * 1.25 * tallest / 72 + 0.03, 0.11 if self.dense else 0.22)
        return width, height

    def _head_width(self) -> float:
        """How wide columns would have to be for their names to stand above them, in two lines perhaps."""
        words = max((self._wide(word, self.column_size) for name in self.heads for word in name.split()), default=0.0)
        whole = max((self._wide(name, self.column_size) for name in self.heads), default=0.0)
        return max(min(whole, 0.9), min(words, 1.2)) + 0.08

    @cached_property
    def upright(self) -> bool:
        """Whether the names of columns fit above them without being turned."""
        return all(self._wide(label, self.column_size) <= self.cell[0] - 0.04 for label in self.columns)

    @cached_property
    def top(self) -> float:
        """How tall the names of the columns are."""
        if self.upright:
            lines = max((label.count("\n") + 1 for label in self.columns), default=1)
            return lines * self.column_size * 1.3 / 72 + _GAP
        return max((self._wide(label, self.column_size) for label in self.columns), default=0.0) + _GAP

    def sheet(self) -> Sheet:
        picture, (width, height) = self.picture, self.cell
        wide, tall = width * len(picture.columns), height * len(picture.rows)
        more = (
            () if self.numbered else (_("The picture is too large for numbers in its cells; they are in the table."),)
        )
        sheet = Sheet(
            picture.frame, self.lettering, self.left + wide + 0.02, self.top + tall + 0.42, (*picture.more, *more)
        )
        axes = sheet.axes(self.left, self.top, wide, tall)
        axes.set_xlim(0, len(picture.columns))
        axes.set_ylim(len(picture.rows), 0)
        self._fill(sheet, axes)
        self._name(sheet)
        self._explain(sheet, self.top + tall + 0.14)
        return sheet

    def _fill(self, sheet: Sheet, axes: Axes) -> None:
        if len(self.cells) > 2 * _MOST_NUMBERS:
            self._fill_at_once(axes)
            return
        from matplotlib.patches import Rectangle

        for row, column, value in self.cells:
            total = self.picture.is_total(row, column)
            color = "white" if total else self._color(value)
            hatch = _HATCH if value is None and not total else None
            patch = Rectangle((column, row), 1, 1, facecolor=color, edgecolor="white", linewidth=0.8, hatch=hatch)
            axes.add_patch(patch)
            words = f"{self.picture.rows[row]} × {self.picture.columns[column]}"
            sheet.tell(patch, labelled(words, number(value, self.whole)))
            if self.numbered and value is not None:
                ink = INK if total else FAINT if value == 0 and self.lowest >= 0 else ink_on(color)
                size = min(BODY - 0.5, self.size)
                shown = number(value, self.whole)
                axes.text(column + 0.5, row + 0.5, shown, ha="center", va="center_baseline", color=ink, fontsize=size)

    def _fill_at_once(self, axes: Axes) -> None:
        """Many cells as two marks: those with a figure, and those without."""
        from matplotlib.collections import PolyCollection

        here = [cell for cell in self.cells if not self.picture.is_total(*cell[:2])]
        for empty in (False, True):
            cells = [cell for cell in here if (cell[2] is None) == empty]
            corners = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)] for y, x, _value in cells]
            colors, scale = self.colors
            shades: Any = (
                NOTHING if empty else colors(scale(np.array([value for *_place, value in cells], dtype=float)))
            )
            hatch = _HATCH if empty else None
            axes.add_collection(PolyCollection(corners, facecolors=shades, linewidths=0, hatch=hatch), autolim=False)

    def _color(self, value: float | int | None) -> Any:
        colors, scale = self.colors
        return NOTHING if value is None else colors(scale(value))

    @cached_property
    def lowest(self) -> float:
        return min(self.colored, default=0)

    @cached_property
    def colors(self) -> tuple[Colormap, Normalize]:
        """The colours, and where between them a figure lies; both sides of 0 where there are figures below it."""
        from matplotlib.colors import Normalize

        highest = max(self.colored, default=0)
        if self.lowest < 0:
            most = max(-self.lowest, highest)
            return ramp(TWO_SIDED), Normalize(-most, most)
        return ramp(RAMP), Normalize(0, highest or 1)

    def _name(self, sheet: Sheet) -> None:
        width, height = self.cell
        for place, (label, (_name, depth)) in enumerate(zip(self.rows, self.names)):
            y = self.top + (place + 0.5) * height
            text = sheet.text(depth * _INDENT, y, label, self.size, va="center")
            if len(label) != len(self.picture.rows[place]):
                sheet.tell(text, self.picture.rows[place])
        for place, label in enumerate(self.columns):
            x = self.left + (place + 0.5) * width
            how: dict[str, Any] = {"va": "baseline"} if self.upright else {"va": "bottom", "rotation": 90}
            text = sheet.text(x, self.top - _GAP, label, self.column_size, ha="center", **how)
            if label != self.picture.columns[place]:
                sheet.tell(text, self.picture.columns[place])

    def _explain(self, sheet: Sheet, y: float) -> None:
        """The ramp with its figures, and what hatching means."""
        x = 0.0
        if self.colored:
            colors, scale = self.colors
            x = keys.ramp_key(
                sheet, x, y, colors, (float(scale.vmin or 0), float(scale.vmax or 1)), self.picture.meaning, self.whole
            )
        if any(value is None for *_place, value in self.cells):
            keys.key(sheet, x, y, [keys.Key("hatched", NOTHING, _("no figure: missing or undefined"))])

    def _wide(self, label: str, size: float) -> float:
        return self.lettering.widest(label.split("\n"), size)
