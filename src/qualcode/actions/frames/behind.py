"""The passages behind a figure: the codings that a cell of a table counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from qualcode.actions import coding
from qualcode.actions.coding_files import speaker_at
from qualcode.actions.frames.frame import Definition, Frame
from qualcode.actions.frames.making import framed
from qualcode.actions.layers import Codings
from qualcode.actions.material import documents
from qualcode.actions.tables import crossings, dimensions
from qualcode.actions.tables.cell_codings import inside
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.names import format_path, parse_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    found = counted(view, asked)
    names = (asked.get("rows", "codes"), asked.get("columns"))
    sides = [
        (dimensions.dimension(view, found, name, asked.get("case_level")), label)
        for name, label in zip(names, (row, column), strict=True)
        if name is not None and label is not None
    ]
    rows = list(_codings(view, found, inside(sides, len(found.table)), asked.get("code_level")))
    return answer(view, definition, Table(COLUMNS, rows, found.notes), row, column)


def _in_words(label: Label) -> str:
    """A label as the table has it; the index of a product names its parts one by one."""
    from qualcode.analysis.product import BETWEEN

    return BETWEEN.join(map(str, label)) if isinstance(label, tuple) else str(label)


def counted(view: View, asked: dict[str, Any]) -> Codings:
    """The codings that a table counts."""
    found = crossings.codings_of(view, asked.get("layer", "record"), asked.get("where"))
    return crossings.at_code_level(found, asked.get("code_level"))


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


def _codings(
    view: View, found: Codings, inside: NDArray[np.bool_], code_level: int | None
) -> Iterator[tuple[Cell, ...]]:
    """Each coding as counted, with what its row says; of a part of a coding, that of the coding it is of."""
    table = found.table.select(inside)
    columns = (table.document, table.start, table.end, table.code, table.coder)
    before = -1
    # Codings of several codes on one span are alike once they count for one code above them.
    for document, start, end, code, coder in dict.fromkeys(zip(*(it.tolist() for it in columns), strict=True)):
        if document != before:
            before, opened = document, documents.open_document(view, table.documents[document])
            made: dict[tuple[str, str], list[coding.CodingRow]] = defaultdict(list)
            for it in coding.of_document(view, opened.name):
                made[_at_level(it.code, code_level), it.coder].append(it)
        for it in _same_or_around(made[table.codes[code], table.coders[coder]], start, end):
            yield (
                *(it.document, start, end, it.code, it.coder, it.weight, speaker_at(opened, start)),
                *(opened.text[start:end], it.created, it.guid),
            )


def _same_or_around(its: Sequence[coding.CodingRow], start: int, end: int) -> list[coding.CodingRow]:
    """The codings on a span; where there is none, as the span is only a part of one, the first around it."""
    same = [it for it in its if (it.start, it.end) == (start, end)]
    return same or [it for it in its if it.start <= start and end <= it.end][:1]


def _at_level(path: str, level: int | None) -> str:
    return path if level is None else format_path(parse_path(path)[:level])
