"""The pairs of codings behind a figure of co-occurrence."""

from __future__ import annotations

from functools import cache

from qualcode.actions.agreement.unit_grids import unit_grid
from qualcode.actions.frames.behind import counted
from qualcode.actions.frames.frame import Definition
from qualcode.actions.tables.cell_codings import pairs_in_order, place
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.analysis.relations import Meeting
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Cell, Table

COLUMNS = (
    *("document", "start", "end", "code_a", "start_a", "end_a", "coder_a"),
    *("code_b", "start_b", "end_b", "coder_b", "text"),
)


def pairs_behind(view: View, definition: Definition, one: str, other: str) -> Table:
    """The pairs of codings of two codes in the relation that was asked for, as they were counted: overlapping ones joined.

    ``start``, ``end`` and ``text`` are from where the first of both begins to where the last ends.
    """
    asked = definition.asked
    found = counted(view, asked)
    spans, _absorbed = joined(found.table)
    a, b = (place(spans.codes, name, "codes") for name in (one, other))
    spans = spans.select((spans.code == a) | (spans.code == b))
    meeting = Meeting(
        asked.get("relation", "overlap"),
        asked.get("across_coders", False),
        unit_grid(view, found, asked["unit"]) if asked.get("unit") else None,
        asked.get("touch", "half"),
        asked.get("within", 1),
    )
    text_of = cache(lambda document: queries.text_of(view, found.documents[document].id))
    rows = []
    for x, y in pairs_in_order(spans, meeting, a, b):
        start, end = min(spans.start[x], spans.start[y]), max(spans.end[x], spans.end[y])
        text = text_of(int(spans.document[x]))[start:end]
        rows.append(
            (spans.documents[spans.document[x]], int(start), int(end), *_side(spans, x), *_side(spans, y), text)
        )
    return Table(COLUMNS, rows, (*found.notes, meeting.note()))


def _side(spans: CodingTable, number: int) -> tuple[Cell, ...]:
    code, coder = spans.codes[spans.code[number]], spans.coders[spans.coder[number]]
    return code, int(spans.start[number]), int(spans.end[number]), coder
