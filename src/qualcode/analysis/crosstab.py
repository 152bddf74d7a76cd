"""Crossing anything with anything: codes with documents, cases with codes, coders with kinds …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.arrays import BoolArray, IntArray, added, distinct_members, expand, integers
from qualcode.analysis.cell_values import Value, contributions, value_note
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.dimension import Dimension
from qualcode.analysis.results import cells, check_choice, ratio
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, listed, plural
from qualcode.table import Cell, Table

MOST_CELLS = 20_000_000

Normalize: TypeAlias = Literal["none", "row", "column", "total", "cases"]


@dataclass(frozen=True, eq=False)
class Crosstab:
    """Figures by row and column. ``figures`` is rows x columns, of integers, or of floats with NaN where undefined.

    Rows that are a product of dimensions are named in several columns: ``keys`` holds the names of a row under
    ``key_names``. ``beside`` are columns between names and figures: the exposure of a panel, and what was joined to it.
    ``missing`` marks the cells of which nothing is known, since there is no document: they are empty, not 0.
    """

    row_labels: tuple[str, ...]
    col_labels: tuple[str, ...]
    figures: NDArray[np.number]
    notes: tuple[str, ...] = field(default=())
    key_names: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    beside: tuple[tuple[str, tuple[Cell, ...]], ...] = ()
    missing: BoolArray | None = None

    def to_table(self, corner_name: str) -> Table:
        """One row a label under ``corner_name``, one column a column; labels without figures keep their row and column."""
        names = self._key_cells() if self.key_names else [(label,) for label in self.row_labels]
        beside = zip(*(column for _name, column in self.beside), strict=True) if self.beside else repeat(())
        rows = [(*key, *more, *row) for key, more, row in zip(names, beside, self._cells())]
        first = self.key_names or (corner_name,)
        return Table((*first, *(name for name, _column in self.beside), *self.col_labels), rows, self.notes)

    def _key_cells(self) -> list[tuple[Cell, ...]]:
        """The names of the rows; years as numbers, for that is what a panel is run over."""
        columns = [
            [int(key) if key.isdecimal() else (key or None) for key in keys] if name == "year" else list(keys)
            for name, keys in zip(self.key_names, zip(*self.keys, strict=True))
        ]
        return list(zip(*columns, strict=True))

    def long(self) -> Table:
        """One row a cell: row, column, value."""
        labels = [(row, column) for row in self.row_labels for column in self.col_labels]
        values = [value for row in self._cells() for value in row]
        rows = [(row, column, value) for (row, column), value in zip(labels, values, strict=True)]
        return Table(("row", "column", "value"), rows, self.notes)

    def _cells(self) -> list[list[Cell]]:
        """The figures as plain cells; None where one is undefined or missing."""
        rows = [cells(row) for row in self.figures]
        if self.missing is not None:
            for row, column in np.argwhere(self.missing).tolist():
                rows[row][column] = None
        return rows


def crosstab(
    row_index: ArrayLike,
    col_index: ArrayLike,
    value: ArrayLike | None,
    row_labels: Sequence[str],
    col_labels: Sequence[str],
    *,
    normalize: Normalize = "none",
) -> Crosstab:
    """Add up ``value`` (1 each where None) over the entries with the same row and column index.

    ``normalize`` divides each cell by the sum of its ``row``, of its ``column`` or of all cells (``total``); a cell whose
    sum is 0 is then undefined.
    """
    rows, columns = len(row_labels), len(col_labels)
    place = integers(row_index) * columns + integers(col_index)
    amount = np.ones(len(place), dtype=np.int64) if value is None else np.asarray(value)
    figures = added(place, amount, rows * columns).reshape(rows, columns)
    return _shares(Crosstab(tuple(row_labels), tuple(col_labels), figures), normalize)


def code_matrix(
    table: CodingTable,
    rows: Dimension,
    columns: Dimension,
    *,
    value: Value = "codings",
    normalize: Normalize = "none",
    cases: Dimension | None = None,
    words: ArrayLike | None = None,
) -> Crosstab:
    """Cross two dimensions of the codings. Every label keeps its row or column, also where nothing was coded.

    What a cell says of the codings that belong to its row and its column (``value``):

    - ``codings``: how many there are; ``binary``: 1 when there is any;
    - ``documents``: in how many documents they are; ``cases``: of how many cases (``cases`` says which coding is whose);
    - ``characters``: how many characters they cover, one that several codings of a coder cover counted once for that coder;
    - ``words``: the sum of ``words`` (one number a coding), so a word in two of the codings counts twice;
    - ``weight``: the mean of the weights given, empty where none is. Weights are ratings of strength and do not add up.

    ``normalize`` divides by the sum of the row, of the column or of all cells, or by ``cases``: the number of cases in the
    cell's column when the columns know theirs (``Dimension.cases``), else in its row, else of all cases. The denominators
    are in the notes. Distinct documents and cases do not add up either: a share is then one of the sum of the cells.
    Raises WrongUse for a combination without meaning, Refused for more cells than memory should hold.
    """
    check_choice(value, Value)
    if value in ("weight", "binary") and normalize in ("row", "column", "total"):
        raise WrongUse(
            _("Shares of {value} have no meaning: its cells do not add up.", value=value),
            _("Leave out --normalize, or choose another --value."),
        )
    _require_room(rows, columns)
    coding, row, column = _crossed(rows, columns, len(table))
    width = len(columns.labels)
    if value == "cases":
        place, amount = _cases_in_cells(coding, row, column, rows, columns, cases, len(table)), None
    else:
        place, amount = contributions(table, value, coding, row * width + column, len(rows.labels) * width, words)
    counted = crosstab(*np.divmod(place, max(width, 1)), amount, rows.labels, columns.labels)
    notes = (value_note(value), *_membership_notes(rows, len(table)), *_membership_notes(columns, len(table)))
    result = replace(counted, notes=notes, key_names=rows.factors, keys=rows.parts)
    return _per_case(result, rows, columns, cases) if normalize == "cases" else _shares(result, normalize)


def _require_room(rows: Dimension, columns: Dimension) -> None:
    if len(rows.labels) * len(columns.labels) > MOST_CELLS:
        raise Refused(
            _(
                "{rows} by {columns} makes a table of {n} x {m} cells.",
                rows=rows.name,
                columns=columns.name,
                n=f"{len(rows.labels):,}",
                m=f"{len(columns.labels):,}",
            ),
            _("Cross something with fewer labels, or roll up with --code-level or --case-level."),
        )


def _crossed(rows: Dimension, columns: Dimension, codings: int) -> tuple[IntArray, IntArray, IntArray]:
    """For each coding every pair of a row and a column it belongs to: the coding, the row, the column."""
    first = columns.first_of_coding(codings)
    entry, partner = expand(first[rows.coding], first[rows.coding + 1])
    return rows.coding[entry], rows.label[entry], columns.label[partner]


def _cases_in_cells(
    coding: IntArray,
    row: IntArray,
    column: IntArray,
    rows: Dimension,
    columns: Dimension,
    cases: Dimension | None,
    codings: int,
) -> IntArray:
    """The cell of each distinct case in it. Where a row or a column holds cases, only those it holds are in its cells."""
    if cases is None:
        raise ValueError("value='cases' needs the cases of each coding")
    first = cases.first_of_coding(codings)
    entry, partner = expand(first[coding], first[coding + 1])
    row, column, case = row[entry], column[entry], cases.label[partner]
    inside = np.ones(len(case), dtype=np.bool_)
    for dimension, label in ((rows, row), (columns, column)):
        if dimension.holds is not None:
            inside &= dimension.holds[label, case]
    return distinct_members((row * len(columns.labels) + column)[inside], case[inside])


def _shares(result: Crosstab, normalize: Normalize) -> Crosstab:
    check_choice(normalize, Normalize)
    figures = result.figures
    if normalize == "row":
        return _divided(result, figures.sum(axis=1, keepdims=True), _("Each cell is divided by the sum of its row."))
    if normalize == "column":
        return _divided(result, figures.sum(axis=0, keepdims=True), _("Each cell is divided by the sum of its column."))
    if normalize == "total":
        return _divided(result, figures.sum(keepdims=True), _("Each cell is divided by the sum of all cells."))
    return result


def _per_case(result: Crosstab, rows: Dimension, columns: Dimension, cases: Dimension | None) -> Crosstab:
    """Each cell divided by the number of cases it could have been found in."""
    if columns.cases is not None:
        counts = _listed(columns.labels, columns.cases)
        note = _("Each cell is divided by the cases of its column: {counts}.", counts=counts)
        return _divided(result, columns.cases[None, :], note)
    if rows.cases is not None:
        note = _("Each cell is divided by the cases of its row: {counts}.", counts=_listed(rows.labels, rows.cases))
        return _divided(result, rows.cases[:, None], note)
    if cases is not None:
        note = _("Each cell is divided by the number of all cases, {n}.", n=len(cases.labels))
        return _divided(result, np.array([[len(cases.labels)]]), note)
    raise WrongUse(
        _("There are no cases to divide by."),
        _("Cross with cases or an attribute of cases, or divide by row or column."),
    )


def _divided(result: Crosstab, whole: NDArray[np.number], note: str) -> Crosstab:
    return replace(result, figures=ratio(result.figures, whole), notes=(*result.notes, note))


def _listed(labels: Sequence[str], counts: IntArray) -> str:
    return listed(f"{label} {count}" for label, count in zip(labels, counts.tolist(), strict=True))


def _membership_notes(dimension: Dimension, codings: int) -> list[str]:
    """What a reader who adds up the cells must know: codings under several labels, and codings under none."""
    labels = np.bincount(dimension.coding, minlength=codings)
    several, none = int((labels > 1).sum()), int((labels == 0).sum())
    notes = [
        plural(
            "{n} coding belongs to several labels of {name} and counts for each.",
            "{n} codings belong to several labels of {name} and count for each.",
            several,
            name=dimension.name,
        ),
        plural(
            "{n} coding has no value for {name} and is left out.",
            "{n} codings have no value for {name} and are left out.",
            none,
            name=dimension.name,
        ),
    ]
    return [note for note, count in zip(notes, (several, none), strict=True) if count]
