"""What several coders said of the same units, in the form agreement needs it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.arrays import IntArray, distinct_rows, integers, tally


@dataclass(frozen=True, eq=False)
class ReliabilityData:
    """Units with the values that coders gave them, counted by pattern.

    Agreement asks how often each value was given to a unit, not by whom, so units with the same counts are one *pattern*,
    and all work is in proportion to patterns. Only patterns of *pairable* units are kept, those that at least two coders
    gave a value; ``n_units`` counts the others too. ``units`` and ``ratings`` are, for each pattern, how many units show it
    and how many values such a unit was given. ``pattern``, ``value`` and ``count`` are parallel, sorted by value: in that
    pattern ``count`` coders gave ``values[value]``.
    """

    coders: int
    n_units: int
    values: tuple[Hashable, ...]
    units: IntArray
    ratings: IntArray
    pattern: IntArray
    value: IntArray
    count: IntArray

    @classmethod
    def from_rows(cls, rows: Sequence[Iterable[Hashable]], missing: Hashable = None) -> ReliabilityData:
        """One row a coder, one column a unit, in it any hashable value; ``missing`` (and NaN) where a coder gave none.

        The order of coders and of units changes nothing, to the last bit. Raises ValueError when rows differ in length.
        """
        lists = [list(row) for row in rows]
        if len({len(row) for row in lists}) > 1:
            raise ValueError("every coder needs a value, or a missing one, for every unit")
        given = {value for value in chain.from_iterable(lists) if value != missing and value == value}
        values = tuple(sorted(given, key=lambda value: (type(value).__name__, repr(value))))
        number = {value: position for position, value in enumerate(values)}
        number.setdefault(missing, -1)
        table = np.array([[number.get(value, -1) for value in row] for row in lists], dtype=np.int64)
        return cls._from_matrix(table.reshape(len(lists), len(lists[0]) if lists else 0).T, values)

    @classmethod
    def from_patterns(
        cls, coders: int, units: ArrayLike, counts: ArrayLike, values: Sequence[Hashable]
    ) -> ReliabilityData:
        """From pattern counts: ``units[p]`` units in which ``counts[p, v]`` coders gave ``values[v]``."""
        multiplicity, table = integers(units), integers(counts)
        ratings = table.sum(axis=1)
        kept = (ratings >= 2) & (multiplicity > 0)
        value, pattern = np.nonzero(table[kept].T)
        count = table[kept][pattern, value]
        return cls(
            coders, int(multiplicity.sum()), tuple(values), multiplicity[kept], ratings[kept], pattern, value, count
        )

    @classmethod
    def _from_matrix(cls, table: IntArray, values: tuple[Hashable, ...]) -> ReliabilityData:
        """From units x coders of value numbers, -1 where missing."""
        ranked = np.sort(table, axis=1)
        first, label = distinct_rows(ranked)
        multiplicity, patterns = np.bincount(label, minlength=len(first)), ranked[first]
        ratings = (patterns >= 0).sum(axis=1)
        kept = ratings >= 2
        pattern, place = np.nonzero(patterns[kept] >= 0)
        patterns_kept = int(kept.sum())
        entry, count = tally(patterns[kept][pattern, place] * patterns_kept + pattern)
        value, pattern = np.divmod(entry, max(patterns_kept, 1))
        return cls(table.shape[1], len(table), values, multiplicity[kept], ratings[kept], pattern, value, count)

    @property
    def n_pairable(self) -> int:
        """How many units at least two coders gave a value."""
        return int(self.units.sum())

    @property
    def values_used(self) -> tuple[Hashable, ...]:
        """The values that occur in pairable units."""
        return tuple(self.values[number] for number in tally(self.value)[0].tolist())
