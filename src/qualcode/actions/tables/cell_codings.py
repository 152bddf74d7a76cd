"""Which codings a cell counts: of a matrix those that belong to its row and its column, of co-occurrence the pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.actions.agreement.unit_grids import unit_grid
from qualcode.actions.layers import Codings
from qualcode.actions.tables import crossings, dimensions
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.analysis.relations import Meeting, Relation, pairs
from qualcode.errors import NotFound
from qualcode.messages import _, listed
from qualcode.store.coding_places import Key
from qualcode.store.view import View
from qualcode.text.names import format_path, nearest, parse_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.analysis.dimension import Dimension


def keys_in_cell(
    view: View,
    sides: Sequence[tuple[str, str]],
    *,
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    code_level: int | None = None,
    weighed: bool = False,
) -> list[Key]:
    """The codings that belong to all of ``sides`` (a dimension and a label of it each), by document and place; only those
    with a weight where ``weighed``.

    Where the query cuts codings to parts, the codings that the parts are of. Raises NotFound for a label that is gone.
    """
    found = crossings.codings_of(view, layer, where, among=among)
    rolled = crossings.at_code_level(found, code_level)
    chosen = inside([(dimensions.dimension(view, rolled, name), label) for name, label in sides], len(rolled.table))
    if weighed:
        chosen &= ~np.isnan(rolled.table.weight)
    return _keys(found, own_places(found.table, rolled.table, chosen, code_level))


def keys_of_pair(
    view: View,
    one: str,
    other: str,
    *,
    relation: Relation = "overlap",
    within: int = 1,
    across_coders: bool = False,
    unit: str | None = None,
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    code_level: int | None = None,
) -> list[Key]:
    """The codings of two codes that are in a pair of the relation, by document and place: those that were joined each for itself."""
    found = crossings.codings_of(view, layer, where, among=among)
    spans, _absorbed = joined(crossings.at_code_level(found, code_level).table)
    a, b = (place(spans.codes, name, "codes") for name in (one, other))
    spans = spans.select((spans.code == a) | (spans.code == b))
    meeting = Meeting(relation, across_coders, unit_grid(view, found, unit) if unit else None, "half", within)
    paired = sorted({number for pair in pairs_in_order(spans, meeting, a, b) for number in pair})
    mine = np.zeros(len(found.table), dtype=np.bool_)
    for code in (a, b):
        below = _below(found.table.codes, spans.codes[code], code_level)[found.table.code]
        mine |= below & _held(found.table, spans, [number for number in paired if spans.code[number] == code], below)
    return _keys(found, np.flatnonzero(mine))


def inside(sides: Iterable[tuple[Dimension, str | None]], codings: int) -> NDArray[np.bool_]:
    """Which codings belong to all of these labels; None stands for any label of a dimension."""
    chosen = np.ones(codings, dtype=np.bool_)
    for dimension, label in sides:
        mine = np.zeros(codings, dtype=np.bool_)
        if label is None:
            mine[dimension.coding] = True
        else:
            mine[dimension.coding[dimension.label == place(dimension.labels, label, dimension.name)]] = True
        chosen &= mine
    return chosen


def own_places(
    table: CodingTable, rolled: CodingTable, chosen: NDArray[np.bool_], level: int | None
) -> NDArray[np.int64]:
    """Where in a table the codings are that were chosen in the same one rolled up to a level, which sorts by other codes."""
    if level is None:
        return np.flatnonzero(chosen)
    above = [rolled.codes.index(format_path(parse_path(path)[:level])) for path in table.codes]
    code = np.array(above, dtype=np.int64)[table.code]
    order = np.lexsort((table.coder, code, table.end - table.start, table.line_start))
    return np.sort(order[chosen])


def place(labels: Sequence[str], label: str, name: str) -> int:
    """The index of a label; of codes also by a name that only one of them has."""
    if label in labels:
        return labels.index(label)
    last = [number for number, path in enumerate(labels) if name == "codes" and parse_path(path)[-1:] == (label,)]
    if len(last) == 1:
        return last[0]
    close = nearest(label, labels)
    raise NotFound(
        _("There is no {label!r} among {name}.", label=label, name=name),
        _("Did you mean {names}?", names=listed(close)) if close else "",
        close,
    )


def pairs_in_order(spans: CodingTable, meeting: Meeting, a: int, b: int) -> list[tuple[int, int]]:
    """The pairs by place, the coding of ``a`` first; where the relation is directed it is the one that encloses."""
    found: set[tuple[int, int]] = set()
    for first, second in _meetings(spans, meeting):
        codes = spans.code[first], spans.code[second]
        straight = (codes[0] == a) & (codes[1] == b)
        found.update(zip(first[straight].tolist(), second[straight].tolist()))
        if not meeting.directed:
            crossed = (codes[0] == b) & (codes[1] == a)
            found.update(zip(second[crossed].tolist(), first[crossed].tolist()))
    return sorted(found, key=lambda pair: (min(pair), max(pair)))


def _meetings(spans: CodingTable, meeting: Meeting) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    if meeting.relation != "same-document":
        yield from pairs(spans, meeting)
        return
    for number in range(len(spans)):
        same = spans.document == spans.document[number]
        if not meeting.across_coders:
            same &= spans.coder == spans.coder[number]
        others = np.flatnonzero(same)
        yield np.full(len(others), number), others


def _below(codes: Sequence[str], label: str, level: int | None) -> NDArray[np.bool_]:
    """Which codes count for a label: that code itself, with a level also those below it that are counted for it."""
    if level is None:
        return np.array([path == label for path in codes], dtype=np.bool_)
    return np.array([format_path(parse_path(path)[:level]) == label for path in codes], dtype=np.bool_)


def _held(table: CodingTable, spans: CodingTable, chosen: Sequence[int], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which codings of ``among`` lie within one of the chosen spans and are by its coder."""
    known = defaultdict(list)
    for number in chosen:
        known[int(spans.document[number]), int(spans.coder[number])].append(
            (int(spans.start[number]), int(spans.end[number]))
        )
    held = np.zeros(len(table), dtype=np.bool_)
    for number in np.flatnonzero(among).tolist():
        around = known.get((int(table.document[number]), int(table.coder[number])), ())
        start, end = int(table.start[number]), int(table.end[number])
        held[number] = any(first <= start and end <= stop for first, stop in around)
    return held


def _keys(found: Codings, places: NDArray[np.int64]) -> list[Key]:
    documents, codes, coders = ([row.id for row in rows] for rows in (found.documents, found.tree.rows, found.coders))
    rows = whole_codings(found, places)
    return [(documents[row[0]], row[3], row[4], codes[row[5]], coders[row[6]]) for row in rows]


def whole_codings(found: Codings, places: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
    """The codings at some places of a table: its document, start and end as counted there, then start, end, code and coder of the coding.

    Where a query cut it, the former are those of the part. Document, code and coder are positions.
    """
    table = found.table
    columns = (table.document, table.start, table.end, table.code, table.coder)
    wholes = _wholes(found)
    # Where two codings were cut to one and the same part, the part stands for both of them.
    for row in dict.fromkeys(zip(*(column[places].tolist() for column in columns), strict=True)):
        for start, end in wholes.get(row, (row[1:3],)):
            yield (*row[:3], start, end, *row[3:])


def _wholes(found: Codings) -> dict[tuple[int, ...], list[tuple[int, int]]]:
    """Start and end of the codings that parts are of, by what the table has of a part; empty where nothing was cut."""
    cut, known = found.cut, defaultdict(list)
    if cut is not None:
        at = {name: number for number, name in enumerate(found.table.documents)}  # some may be left out since
        document = np.array([at.get(name, -1) for name in cut.table.documents], dtype=np.int64)[cut.document]
        part = (document, cut.document_start, cut.document_end, cut.code, cut.coder)
        whole = (cut.table.start[cut.origin], cut.table.end[cut.origin])
        for row in zip(*(column.tolist() for column in (*part, *whole)), strict=True):
            known[row[:5]].append(row[5:])
    return known
