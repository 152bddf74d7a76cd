"""Which codes coders take for each other: what one gave a unit where another gave something else, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from qualcode.analysis.agreement.incidence import Incidence
from qualcode.table import Table

COLUMNS = ("code_a", "code_b", "units", "share")


def confusion_table(seen: Incidence, no_code: str) -> Table:
    """How often two codes stood against each other, the most frequent first.

    In each unit and for each two coders who judged it, every code that only the one applied stands against every code that
    only the other applied, or against ``no_code`` where the other applied nothing else. ``units`` counts units, each once for a pair
    of codes; ``share`` is the part of the units in which anything stood against anything.
    """
    counts: Counter[tuple[int, int]] = Counter()
    disputed = 0
    for clashes in _clashes(seen):
        counts.update(clashes)
        disputed += 1
    names = [*seen.table.codes, no_code]
    ranked = sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    return Table(COLUMNS, [(names[one], names[other], n, n / disputed) for (one, other), n in ranked])


def _clashes(seen: Incidence) -> Iterator[set[tuple[int, int]]]:
    """For each disputed unit the pairs of codes that stand against each other; the number of codes stands for none."""
    none = len(seen.table.codes)
    for unit, given in _given(seen):
        judges = np.flatnonzero(seen.finished[seen.grid.document[unit]]).tolist()
        clashes = set()
        for one, other in combinations(judges, 2):
            codes, others = given.get(one, set()), given.get(other, set())
            left, right = codes - others or {none}, others - codes or {none}
            if codes != others:
                clashes |= {(min(pair), max(pair)) for pair in product(left, right)}
        yield clashes


def _given(seen: Incidence) -> Iterator[tuple[int, dict[int, set[int]]]]:
    """Each unit on which not all judges agree, with the codes that each coder gave it."""
    disputed = np.zeros(len(seen.judges), dtype=np.bool_)
    disputed[seen.unit[seen.count < seen.judges[seen.unit]]] = True
    units, codes = seen.unit.tolist(), seen.code.tolist()
    firsts, counts = seen.first.tolist(), seen.count.tolist()
    coders = seen.coder.tolist()
    given: dict[int, dict[int, set[int]]] = {}
    for at in np.flatnonzero(disputed[seen.unit]).tolist():
        by_coder = given.setdefault(units[at], {})
        for coder in coders[firsts[at] : firsts[at] + counts[at]]:
            by_coder.setdefault(coder, set()).add(codes[at])
    return iter(given.items())
