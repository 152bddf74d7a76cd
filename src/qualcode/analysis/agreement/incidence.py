"""Which coders applied which code to which unit, among those whose work counts there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, distinct, tally
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.analysis.results import joined_notes, untouched_notes
from qualcode.analysis.touch import Touch, touch_note
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.messages import _, listed

#: For a document's index the indices of the coders who finished it.
Done = Mapping[int, Collection[int]]


@dataclass(frozen=True, eq=False)
class Incidence:
    """The judgements of all coders on all units of a grid.

    ``unit``, ``code``, ``count`` and ``first`` are parallel and sorted: this code was applied to this unit by ``count`` coders, who
    are ``coder[first : first + count]``. ``finished`` (documents x coders) says whose silence is a judgement; ``judges`` counts
    for each unit the coders who finished its document, 0 where they are fewer than two: such units are not compared.
    """

    table: CodingTable
    grid: UnitGrid
    finished: BoolArray
    judges: IntArray
    unit: IntArray
    code: IntArray
    count: IntArray
    first: IntArray
    coder: IntArray
    notes: tuple[str, ...]


def incidence(table: CodingTable, grid: UnitGrid, done: Done, touch: Touch) -> Incidence:
    """Compare codings with units. A coder who did not finish a document is missing there, never blank.

    A coder's overlapping codings of one code are joined first, so that together they can cover half of a unit.
    """
    finished = _finished(table, done)
    compared = finished.sum(axis=1) >= 2
    spans, absorbed = joined(table.select(finished[table.document, table.coder] & compared[table.document]))
    coding, unit = grid.touched(spans, touch)
    codes, coders = max(len(table.codes), 1), max(len(table.coders), 1)
    applied, coder = np.divmod(distinct((unit * codes + spans.code[coding]) * coders + spans.coder[coding]), coders)
    pair, count = tally(applied)
    judges = np.where(compared, finished.sum(axis=1), 0)[grid.document]
    notes = (
        touch_note(touch, grid.name),
        *_finished_notes(table, grid, finished),
        *joined_notes(absorbed),
        *untouched_notes(len(spans) - len(distinct(coding)), grid.name),
    )
    first = np.cumsum(count) - count
    return Incidence(table, grid, finished, judges, pair // codes, pair % codes, count, first, coder, notes)


def coders_present(table: CodingTable) -> dict[int, tuple[int, ...]]:
    """For each document the coders with a coding there: who counts as having finished it where nobody said so."""
    coders = max(len(table.coders), 1)
    present: dict[int, tuple[int, ...]] = {}
    for pair in distinct(table.document * coders + table.coder).tolist():
        document, coder = divmod(pair, coders)
        present[document] = (*present.get(document, ()), coder)
    return present


def documents_note(coders: Sequence[str], counts: Sequence[int]) -> str:
    """How many of the documents compared each coder has finished."""
    by_coder = listed(f"{coder} {count}" for coder, count in zip(coders, counts, strict=True))
    return _("Documents that count, by coder: {counts}.", counts=by_coder or "–")


def _finished(table: CodingTable, done: Done) -> BoolArray:
    finished = np.zeros((len(table.documents), len(table.coders)), dtype=np.bool_)
    for document, coders in done.items():
        finished[document, list(coders)] = True
    return finished


def _finished_notes(table: CodingTable, grid: UnitGrid, finished: BoolArray) -> list[str]:
    """How many documents count for whom, and which documents of the grid are not compared."""
    compared = finished.sum(axis=1) >= 2
    done, codings = finished[compared].sum(axis=0), np.bincount(table.coder, minlength=len(table.coders))
    there = np.flatnonzero((done > 0) | (codings > 0)).tolist()  # who neither read nor coded has no part in this
    notes = [documents_note([table.coders[coder] for coder in there], done[there].tolist())]
    left_out = [table.documents[document] for document in distinct(grid.document).tolist() if not compared[document]]
    if left_out:
        names = listed(left_out)
        notes.append(_("Not compared, as fewer than two coders finished them: {documents}.", documents=names))
    return notes
