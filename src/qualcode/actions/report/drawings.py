"""The pictures of a report, where they are wanted and fit on a page."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.actions.report.draft import Draft
from qualcode.actions.report.headings import crossing
from qualcode.analysis.crosstab import Crosstab
from qualcode.formats.reports.parts import Drawing
from qualcode.messages import _
from qualcode.table import Table

MOST_BARS, MOST_ROWS, MOST_COLUMNS = 100, 80, 40


def frequencies(draft: Draft, table: Table) -> Iterator[Drawing]:
    """A bar for each code, if pictures are wanted."""
    from qualcode.actions.pictures import rows
    from qualcode.actions.pictures.words import scope

    if not draft.wanted.pictures or not len(draft.found.table):
        return
    if len(table.rows) > MOST_BARS:
        draft.leave_out(_("Too large to be drawn on a page: {table}.", table=_("Frequencies")))
        return
    yield Drawing(rows.frequencies(draft.view, table, scope(layer=draft.wanted.layer, where=draft.wanted.where)))


def matrix(draft: Draft, made: Crosstab, rows: str, columns: str, value: str) -> Iterator[Drawing]:
    """A coloured cell for each figure of a matrix, if pictures are wanted."""
    from qualcode.actions.pictures import matrices
    from qualcode.actions.pictures.words import scope

    if not draft.wanted.pictures or not made.row_labels:
        return
    if len(made.row_labels) > MOST_ROWS or len(made.col_labels) > MOST_COLUMNS:
        draft.leave_out(_("Too large to be drawn on a page: {table}.", table=crossing(rows, columns, value)))
        return
    meaning = matrices.meaning_of(value, "none")
    said = scope(cells=meaning, layer=draft.wanted.layer, where=draft.wanted.where)
    drawn = matrices.matrix(draft.view, made, rows, columns, meaning, said, totals=False)
    if drawn is not None:
        yield Drawing(drawn)
