"""Whose codings count. A document coded by two people must not count twice in a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.messages import _, some_of
from qualcode.store import queries, rounds
from qualcode.store.coding_arrays import coding_amounts, coding_arrays
from qualcode.store.queries import CodeTree
from qualcode.store.view import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.coding_table import CodingTable
    from qualcode.analysis.query.marks import Marks

LAYERS = ("record", "consensus", "all")


@dataclass(frozen=True)
class Codings:
    """The codings of a layer as a table for analysis, with the rows its indices stand for and what must be said with it.

    ``counting`` is a table documents x coders of whose work belongs to the layer.
    """

    table: CodingTable
    documents: Sequence[Row[Any]]
    coders: Sequence[Row[Any]]
    tree: CodeTree
    layer: str
    counting: NDArray[np.bool_]
    notes: tuple[str, ...]
    amount: int = 0
    """How many codings the layer has, also where ``table`` holds those of some codes only."""
    cut: Marks | None = None
    """What ``table`` is made of where a query cut codings to parts: it alone knows of which coding each part is."""
    partial: bool = False
    """Whether ``documents`` are not all of the project, but a choice of them."""


def codings(
    view: View, layer: str = "record", only: Collection[int] | None = None, codes: Collection[int] | None = None
) -> Codings:
    """The codings that count under a layer; ``only`` those of some documents, and those of some ``codes``, by their ids.

    ``record``: per document the consensus where it is done, else the coder of record, else the only coder; where several
    coded and none is of record all count, with a warning. ``consensus``: consensus layers only. ``all``: everybody. Any
    other word is a coder's name. Raises NotFound for a coder that is not there.
    """
    import numpy as np

    from qualcode.analysis.coding_table import CodingTable

    documents, coders, tree = queries.documents(view), queries.coders(view), queries.code_tree(view)
    arrays = coding_arrays(view, only, codes)
    document = _positions([row.id for row in documents], arrays.document)
    coder = _positions([row.id for row in coders], arrays.coder)
    work = document, coder, np.ones(len(document), dtype=np.int64)
    if codes is not None:  # whose codings count depends on all of them
        columns = np.array([tuple(row) for row in coding_amounts(view, only)], dtype=np.int64).reshape(-1, 3).T
        ids = [row.id for row in documents], [row.id for row in coders]
        work = _positions(ids[0], columns[0]), _positions(ids[1], columns[1]), columns[2]
    used = np.zeros((len(documents), len(coders)), dtype=np.int64)
    np.add.at(used, work[:2], work[2])
    counting, notes = _counting(view, layer, documents, coders, used)
    notes += tuple(rounds.notes(view))
    kept = counting[document, coder]
    code_ids = [row.id for row in tree.rows]
    table = CodingTable.from_arrays(
        document[kept],
        arrays.start[kept],
        arrays.end[kept],
        _positions(code_ids, arrays.code[kept]),
        coder[kept],
        arrays.weight[kept],
        documents=[row.name for row in documents],
        lengths=[row.length for row in documents],
        codes=[tree.path(code_id) for code_id in code_ids],
        code_parents=_parents(tree),
        coders=[row.name for row in coders],
    )
    return Codings(table, documents, coders, tree, layer, counting, notes, int((used * counting).sum()))


def _positions(ids: Sequence[int], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each id the position it has in ``ids``."""
    import numpy as np

    positions = np.full(max(ids, default=0) + 1, -1, dtype=np.int64)
    positions[np.asarray(ids, dtype=np.int64)] = np.arange(len(ids))
    return positions[wanted]


def _parents(tree: CodeTree) -> list[int]:
    position = {row.id: number for number, row in enumerate(tree.rows)}
    return [position.get(row.parent_id, -1) for row in tree.rows]


def _counting(
    view: View, layer: str, documents: Sequence[Row[Any]], coders: Sequence[Row[Any]], used: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    """A table documents x coders of whose codings count, and the sentences to print with it."""
    import numpy as np

    consensus = np.array([row.kind == "consensus" for row in coders], dtype=bool)
    everybody = np.ones((len(documents), len(coders)), dtype=bool)
    if layer == "all":
        return everybody, (_("Layer: all codings of all coders."),)
    if layer == "consensus":
        return everybody & consensus, (_("Layer: consensus."),)
    if layer == "record":
        return _of_record(view, documents, coders, used, consensus)
    coder = queries.coder_named(view, layer)
    return everybody & np.array([row.id == coder.id for row in coders]), (_("Layer: {coder}.", coder=coder.name),)


def _of_record(
    view: View,
    documents: Sequence[Row[Any]],
    coders: Sequence[Row[Any]],
    used: NDArray[np.int64],
    consensus: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    import numpy as np

    document_at = {row.id: number for number, row in enumerate(documents)}
    coder_at = {row.id: number for number, row in enumerate(coders)}
    settled, record = np.zeros_like(used, dtype=bool), np.zeros_like(used, dtype=bool)
    for row in queries.assignments(view):
        place = document_at[row.document_id], coder_at[row.coder_id]
        settled[place] = bool(consensus[place[1]]) and row.done_at is not None
        record[place] = row.of_record
    persons = (used > 0) & ~consensus
    counting = np.where(record.any(1, keepdims=True), record, persons)
    counting = np.where(settled.any(1, keepdims=True), settled, counting)
    unclear = (counting.sum(1) > 1) & ~settled.any(1)
    notes = [_("Layer: of record (the consensus, else the coder of record, else the only coder).")]
    if unclear.any():
        names = some_of(documents[number].name for number in np.flatnonzero(unclear).tolist())
        notes.append(
            _(
                "Warning: several coders and none of record in {documents}: all their codings count there.",
                documents=names,
            )
        )
    hidden = rounds.hidden_documents(view)
    seen = np.array([row.id not in hidden for row in documents], dtype=bool)
    silent = seen & record.any(1) & ~settled.any(1) & ((used * record).sum(1) == 0) & persons.any(1)
    if silent.any():
        names = some_of(documents[number].name for number in np.flatnonzero(silent).tolist())
        notes.append(
            _(
                "Warning: the coder of record has coded nothing in {documents}, while others have: nothing counts there.",
                documents=names,
            )
        )
    return counting, tuple(notes)
