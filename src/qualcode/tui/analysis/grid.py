"""A table of figures as it is looked at: which rows and columns, in which order, and what a figure says in four cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, FloatArray

ROOM = 4
"""The cells a figure has."""
UNDEFINED = "–"
_UNITS = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True, eq=False)
class Grid:
    """Figures, rows × columns, NaN where one is undefined; ``missing`` marks those of which nothing is known.

    Without ``whole`` figures are shares or coefficients. In a ``square`` both sides are the same, and what something is to
    itself is no figure; ``across`` says which of it are rows that are shown, and which columns.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    figures: FloatArray
    missing: BoolArray
    whole: bool
    square: bool = False
    across: tuple[BoolArray, BoolArray] | None = None

    def figure(self, row: int, column: int) -> float | None:
        """A figure, None where it is undefined or missing."""
        value = float(self.figures[row, column])
        return None if value != value or self.missing[row, column] else value

    def says(self, row: int, column: int) -> str:
        """A figure in at most ``ROOM`` cells: nothing where nothing is known, – where it is undefined, · on the diagonal."""
        if self.square and row == column:
            return "·"
        if self.missing[row, column]:
            return ""
        return number(self.figure(row, column), self.whole)

    def share(self, row: int, column: int) -> float:
        """A figure as a part of the highest, 0 for what is undefined, missing or below 0."""
        figure = None if self.square and row == column else self.figure(row, column)
        return max(figure or 0.0, 0.0) / self.highest if self.highest else 0.0

    def work_out(self) -> None:
        """What showing it will ask for, beside the screen: a table may have ten million figures."""
        self.highest  # noqa: B018 - it is remembered

    @cached_property
    def highest(self) -> float:
        """The highest figure, 0 where there is none above."""
        return float(self.known.max(initial=0.0))

    @cached_property
    def known(self) -> FloatArray:
        """The figures, 0 where there is none."""
        import numpy as np

        known: FloatArray = np.where(np.isnan(self.figures) | self.missing, 0.0, self.figures)
        if self.square:
            np.fill_diagonal(known, 0.0)
        return known if self.across is None else np.where(np.outer(*self.across), known, 0.0)


@dataclass(frozen=True)
class By:
    """How a side is ordered: as given, by the sums of its figures, or by its figures under a label of the other side."""

    how: Literal["given", "sum", "label"] = "given"
    label: str = ""


@dataclass(frozen=True)
class Arrangement:
    """How both sides are ordered, and whether rows and columns without a figure other than 0 are left out."""

    rows: By = By()
    columns: By = By()
    hide_empty: bool = True

    def turned(self) -> Arrangement:
        """The same of a table whose rows are the columns of this one."""
        return replace(self, rows=self.columns, columns=self.rows)


@dataclass(frozen=True)
class Arranged:
    """The numbers of the rows and columns that are shown, in their order."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


def arranged(grid: Grid, wanted: Arrangement) -> Arranged:
    """Which rows and columns are shown, in which order; what is equal stays as it was given."""
    import numpy as np

    known = grid.known
    filled = known != 0
    rows, columns = filled.any(axis=1), filled.any(axis=0)
    if grid.square and grid.across is None:
        rows = columns = rows | columns
    if not wanted.hide_empty:
        rows, columns = grid.across or (np.ones_like(rows), np.ones_like(columns))
    return Arranged(
        _ordered(np.flatnonzero(rows).tolist(), known, wanted.rows, grid.columns),
        _ordered(np.flatnonzero(columns).tolist(), known.T, wanted.columns, grid.rows),
    )


def _ordered(places: list[int], figures: FloatArray, by: By, others: Sequence[str]) -> tuple[int, ...]:
    if by.how == "sum":
        weights = figures.sum(axis=1)
    elif by.how == "label" and by.label in others:
        weights = figures[:, others.index(by.label)]
    else:
        return tuple(places)
    return tuple(sorted(places, key=lambda place: -float(weights[place])))


def number(figure: float | None, whole: bool) -> str:
    """A figure in at most ``ROOM`` cells: counts to 9999, then 10k, 2.5M; others to two places, .31, as journals print them."""
    if figure is None:
        return UNDEFINED
    if whole and abs(figure) < 10**ROOM:
        return f"{round(figure)}"
    for unit, letter in _UNITS:
        if abs(figure) >= unit and abs(figure) >= 10 ** (ROOM - 1):
            value = figure / unit
            return f"{value:.1f}{letter}" if abs(value) < 10 and round(value, 1) < 10 else f"{value:.0f}{letter}"
    for places in (2, 1, 0):
        said = f"{figure:.{places}f}"
        said = said.replace("0.", ".", 1) if said.lstrip("-").startswith("0.") else said
        if len(said) <= ROOM:
            break
    return said.removeprefix("-") if not float(said) else said


def letters(place: int) -> str:
    """The letters of a column: A … Z, AA, AB …"""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
