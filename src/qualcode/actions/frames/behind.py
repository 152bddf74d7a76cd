"""The passages behind a figure: the codings that a cell of a table counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from qualcode.actions import coding
from qualcode.actions.coding_files import speaker_at
from qualcode.actions.frames.frame import Definition, Frame
from qualcode.actions.frames.making import framed
from qualcode.actions.layers import Codings
from qualcode.actions.material import documents
from qualcode.actions.tables import crossings, dimensions
from qualcode.actions.tables.cell_codings import inside, own_places, whole_codings
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.dimension import Dimension

#: What a frame names a row or a column by.
Label: TypeAlias = "str | int | tuple[str | int, ...]"

COLUMNS = ("document", "start", "end", "code", "coder", "weight", "speaker", "text", "created", "guid")


def segments(view: View, definition: Definition, row: Label, column: Label | None = None) -> Frame:
    """The codings behind a row, or a cell, of a table with this definition, as ``Project.segments`` says."""
    asked = definition.asked
    row, column = _in_words(row), None if column is None else _in_words(column)
    if definition.table == "cooccurrence":
        from qualcode.actions.frames.pairs_behind import pairs_behind

        if column is None:
            raise WrongUse(_("Behind a figure of co-occurrence are two codes."), _("Name both."))
        return answer(view, definition, pairs_behind(view, definition, row, column), row, column)
    if definition.table not in ("frequencies", "matrix"):
        raise WrongUse(
            _("The table {name} has no codings behind single cells.", name=definition.table),
            _("Those with are: {names}", names=listed(("frequencies", "matrix", "cooccurrence"))),
        )
    found = codings_asked(view, asked)
    rolled = crossings.at_code_level(found, level := asked.get("code_level"))
    names = (asked.get("rows", "codes"), asked.get("columns"))
    sides = [
        _side(dimensions.dimension(view, rolled, name, asked.get("case_level")), label, asked.get("totals", False))
        for name, label in zip(names, (row, column), strict=True)
        if name is not None and label is not None
    ]
    places = own_places(found.table, rolled.table, inside(sides, len(rolled.table)), level)
    return answer(view, definition, Table(COLUMNS, list(_codings(view, found, places)), rolled.notes), row, column)


def _side(dimension: Dimension, label: str, totals: bool) -> tuple[Dimension, str | None]:
    """A label of a dimension, or all of its labels for the total of a table that has one."""
    from qualcode.analysis.totals import TOTAL

    return dimension, None if totals and label == TOTAL and TOTAL not in dimension.labels else label


def _in_words(label: Label) -> str:
    """A label as the table has it; the index of a product names its parts one by one."""
    from qualcode.analysis.product import BETWEEN

    return BETWEEN.join(map(str, label)) if isinstance(label, tuple) else str(label)


def counted(view: View, asked: dict[str, Any]) -> Codings:
    """The codings that a table counts, under the codes that it counts them for."""
    return crossings.at_code_level(codings_asked(view, asked), asked.get("code_level"))


def codings_asked(view: View, asked: dict[str, Any]) -> Codings:
    """The codings that a table counts, under their own codes."""
    return crossings.codings_of(view, asked.get("layer", "record"), asked.get("where"), among=asked.get("among"))


def answer(view: View, definition: Definition, table: Table, row: str, column: str | None) -> Frame:
    """What is behind a cell, with its own definition."""
    cell = row if column is None else f"{row} × {column}"
    what = _("The codings behind {cell} of {table}.", cell=cell, table=definition.table)
    asked = {"row": row, "column": column}
    made = framed(view, "segments", table, what, asked, codings=len(table.rows))
    if made.definition is None or made.definition.changed == definition.changed:
        return made
    later = _("The project has changed since the figures were computed: these are the codings of now.")
    return framed(view, "segments", table.with_notes([later]), what, asked, codings=len(table.rows))


def _codings(view: View, found: Codings, places: NDArray[np.int64]) -> Iterator[tuple[Cell, ...]]:
    """Each coding as counted, with what its row says; of a part of a coding, that of the coding it is of."""
    table, before = found.table, -1
    for document, first, last, start, end, code, coder in whole_codings(found, places):
        if document != before:
            before, opened = document, documents.open_document(view, table.documents[document])
            made = {(it.code, it.coder, it.start, it.end): it for it in coding.of_document(view, opened.name)}
        it = made.get((table.codes[code], table.coders[coder], start, end))
        if it is not None:
            yield (
                *(it.document, it.start, it.end, it.code, it.coder, it.weight, speaker_at(opened, first)),
                *(opened.text[first:last], it.created, it.guid),
            )
