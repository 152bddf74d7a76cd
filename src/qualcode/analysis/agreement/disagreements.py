"""Where coders disagree: every unit and code in dispute, with who reads it how and what it costs the figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.agreement import measure
from qualcode.analysis.agreement.judgements import NO, YES, Judgements
from qualcode.analysis.arrays import IntArray
from qualcode.analysis.coding_table import code_mask


@dataclass(frozen=True)
class Disagreement:
    """One unit and one code that some of the coders who judged it applied and some did not.

    ``document`` and ``code`` are numbers of the coding table, ``start`` and ``end`` the unit's span. ``cost`` is by how much the
    code's alpha would be higher without this unit; None where alpha is undefined with or without it.
    """

    document: int
    start: int
    end: int
    code: int
    applied_by: tuple[str, ...]
    not_applied_by: tuple[str, ...]
    cost: float | None


def disagreements(judged: Judgements, codes: Collection[str] | None = None) -> list[Disagreement]:
    """All of them, the costliest first, then by place and code. Raises NotFound for a code that is not there."""
    chosen = np.flatnonzero(code_mask(judged.seen.table, codes)).tolist()
    found = [one for code in chosen for one in _of_code(judged, code)]
    return sorted(found, key=lambda it: (it.cost is None, -(it.cost or 0), it.document, it.start, it.code))


def _of_code(judged: Judgements, code: int) -> Iterator[Disagreement]:
    data, grid = judged.of(code), judged.seen.grid
    disputed = np.flatnonzero((data.matrix == YES).any(axis=0) & (data.matrix == NO).any(axis=0))
    if not len(disputed):
        return
    costs = measure("alpha", data).influence()[disputed]
    units = judged.units_of(code)[disputed]
    places = zip(*(column[units].tolist() for column in (grid.document, grid.start, grid.end)), strict=True)
    for (document, start, end), said, cost in zip(places, data.matrix[:, disputed].T, costs.tolist(), strict=True):
        yes, no = (_names(judged, np.flatnonzero(said == value)) for value in (YES, NO))
        yield Disagreement(document, start, end, code, yes, no, None if cost != cost else cost)


def _names(judged: Judgements, rows: IntArray) -> tuple[str, ...]:
    return tuple(judged.names[row] for row in rows.tolist())
