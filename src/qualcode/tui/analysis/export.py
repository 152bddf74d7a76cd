"""What is shown of a table of figures, as a table for a file and as a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.project import View
from qualcode.table import Cell, Table
from qualcode.tui.analysis import words_for
from qualcode.tui.analysis.crossing import Crossed
from qualcode.tui.analysis.grid import Arranged, Grid

if TYPE_CHECKING:
    from qualcode.actions.pictures.files import Picture


def shown_table(crossed: Crossed, shown: Arranged) -> Table:
    """The rows and columns that are shown, in their order; undefined and missing figures are empty."""
    grid, asked = crossed.grid, crossed.asked
    corner = "code" if asked.together else asked.rows
    rows = [(grid.rows[row], *(_plain(grid, row, column) for column in shown.columns)) for row in shown.rows]
    notes = (words_for.meaning(asked), *words_for.explained(crossed))
    return Table((corner, *(grid.columns[column] for column in shown.columns)), rows, notes)


def _plain(grid: Grid, row: int, column: int) -> Cell:
    if grid.square and row == column and not grid.whole:
        return None
    figure = grid.figure(row, column)
    return round(figure) if figure is not None and grid.whole else figure


def picture(view: View, crossed: Crossed, shown: Arranged) -> Picture | None:
    """The picture that the command line draws of it; a square has both sides in the order of its rows. None where it is empty."""
    from qualcode.actions.pictures import matrices
    from qualcode.actions.pictures.words import scope

    asked = crossed.asked
    if asked.together:
        sides = shown if crossed.grid.across else Arranged(shown.rows, shown.rows)
        square = shown_table(crossed, sides)
        return matrices.cooccurrence(square, words_for.figures()[asked.figure], words_for.meaning(asked))
    meaning = matrices.meaning_of(asked.value, asked.normalize)
    made = _part(crossed.made, shown)
    return matrices.matrix(
        view, made, asked.rows, asked.columns, meaning, scope(cells=meaning, **asked.shared), totals=False
    )


def _part(made: Any, shown: Arranged) -> Any:
    """The rows and columns of a crosstab that are shown, in their order."""
    import numpy as np

    there = np.ix_(shown.rows, shown.columns)
    return replace(
        made,
        row_labels=tuple(made.row_labels[row] for row in shown.rows),
        col_labels=tuple(made.col_labels[column] for column in shown.columns),
        figures=made.figures[there],
        missing=None if made.missing is None else made.missing[there],
        keys=(),
        key_names=(),
        beside=(),
    )
