"""Units told apart by what coders said of them: the form in which every measure counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, added, begins, expand, tally

#: A table of so many cells is always small enough to count in.
_SMALL = 2**16
_LARGEST = 2**62


@dataclass(frozen=True, eq=False)
class Readings:
    """Units told apart by who said what, in the order of what was said.

    ``said`` is readings x coders: 0 where missing, else the number of the value counted from 1. ``units`` says how
    many units show each reading, ``kinds()`` gives each unit's reading, or -1.
    """

    units: IntArray
    said: IntArray
    kinds: Callable[[], IntArray]

    @property
    def ratings(self) -> IntArray:
        """How many coders gave a value, for each reading."""
        given: IntArray = (self.said > 0).sum(axis=1)
        return given

    def where(self, kept: BoolArray) -> Readings:
        """Only some of the readings."""
        number = np.where(kept, np.cumsum(kept) - 1, -1)
        return Readings(self.units[kept], self.said[kept], lambda: number[self.kinds()])


@dataclass(frozen=True, eq=False)
class Patterns:
    """Units told apart by how often each value was given to them, whoever gave it.

    ``units`` and ``ratings`` are, for each pattern, how many units show it and how many values such a unit was given.
    ``pattern``, ``value`` and ``count`` are parallel, sorted by value: in that pattern ``count`` coders gave the
    value with this number (from 0, below ``values``). ``kinds()`` gives each unit's pattern, -1 where it has none.
    """

    units: IntArray
    ratings: IntArray
    pattern: IntArray
    value: IntArray
    count: IntArray
    values: int
    kinds: Callable[[], IntArray]

    def value_totals(self, draws: IntArray, ratings: int | None = None) -> IntArray:
        """Replicates x values: how often each value was given; with ``ratings`` only in units with so many values."""
        entries = slice(None) if ratings is None else np.flatnonzero(self.ratings[self.pattern] == ratings)
        pattern, value, count = self.pattern[entries], self.value[entries], self.count[entries]
        return grouped_sums(draws, pattern, count, value, self.values)


class EntryPairs(NamedTuple):
    """Pairs of different values within a pattern: how many pairs of coders, in one unit, stand so against each other."""

    pattern: IntArray
    one: IntArray
    other: IntArray
    times: IntArray


def readings_of(matrix: IntArray, values: int, column: IntArray | None = None) -> Readings:
    """The readings in ``matrix``, coders x columns: 0 where missing, else a number from 1 to ``values``.

    Each unit has a column of its own, or the one that ``column`` gives it.
    """
    times = None if column is None else np.bincount(column, minlength=matrix.shape[1])
    readings = _counted_in_a_table(matrix, values + 1, times) or _sorted_out(matrix, values + 1, times)
    if column is None:
        return readings
    shown = readings.where(readings.units > 0)
    return Readings(shown.units, shown.said, lambda: shown.kinds()[column])


def _counted_in_a_table(matrix: IntArray, width: int, times: IntArray | None) -> Readings | None:
    """By one pass over the columns, where all readings that could be fit into a table; else None."""
    cells = width ** len(matrix)
    if cells > max(_SMALL, 2 * matrix.shape[1]):
        return None
    units = _tallied(matrix, width, times, cells)
    shown = np.flatnonzero(units)
    digits = width ** np.arange(len(matrix))[::-1]

    def kinds() -> IntArray:
        number: IntArray = np.cumsum(units > 0) - 1
        return number[_packed(matrix, width)]

    return Readings(units[shown], shown[:, None] // digits % width, kinds)


def _tallied(matrix: IntArray, width: int, times: IntArray | None, cells: int) -> IntArray:
    """How often each column occurs, by the number it packs to; in parts that stay in the processor's cache."""
    units = np.zeros(cells, dtype=np.int64)
    step = max(_SMALL, cells)
    for first in range(0, matrix.shape[1], step):
        part = slice(first, first + step)
        counted = np.bincount(_packed(matrix[:, part], width), None if times is None else times[part], cells)
        units += counted.astype(np.int64, copy=False)
    return units


def _sorted_out(matrix: IntArray, width: int, times: IntArray | None) -> Readings:
    example, label = distinct_columns(matrix, width)
    units = np.bincount(label, times, len(example)).astype(np.int64, copy=False)
    return Readings(units, matrix[:, example].T, lambda: label)


def patterns_of(readings: Readings, values: int, least: int) -> Patterns:
    """The patterns of units with at least ``least`` values."""
    kept = readings.where(readings.ratings >= least)
    ranked = np.sort(kept.said, axis=1)
    example, label = distinct_columns(ranked.T, values + 1)
    shown = ranked[example]
    pattern, place = np.nonzero(shown)
    entry, count = tally((shown[pattern, place] - 1) * len(shown) + pattern)
    value, pattern = np.divmod(entry, max(len(shown), 1))
    numbered = np.append(label, -1)
    units = added(label, kept.units, len(shown))
    ratings = (shown > 0).sum(axis=1)
    return Patterns(units, ratings, pattern, value, count, values, lambda: numbered[kept.kinds()])


def distinct_columns(matrix: IntArray, width: int) -> tuple[IntArray, IntArray]:
    """For each different column where one stands, and for each column which of them it is; in the order of the columns.

    All entries are at least 0 and smaller than ``width``.
    """
    label, size = np.zeros(matrix.shape[1], dtype=np.int64), 1
    for row in matrix:
        if size * width > _LARGEST:
            example, label = _numbered(label)
            size = len(example)
        label, size = label * width + row, size * width
    return _numbered(label)


def entry_pairs(patterns: Patterns) -> EntryPairs:
    """All unordered pairs of different values within each pattern, in the order of patterns."""
    order = np.argsort(patterns.pattern, kind="stable")
    pattern, value, count = patterns.pattern[order], patterns.value[order], patterns.count[order]
    ends = np.append(np.flatnonzero(begins(pattern))[1:], len(pattern)) if len(pattern) else pattern
    size = np.diff(np.append(0, ends))
    one, other = expand(np.arange(1, len(pattern) + 1), np.repeat(ends, size))
    return EntryPairs(pattern[one], value[one], value[other], count[one] * count[other])


def grouped_sums(draws: IntArray, kind: IntArray, amount: IntArray, group: IntArray, groups: int) -> IntArray:
    """Replicates x groups: the sums of ``draws[:, kind] * amount`` over equal ``group``, which is sorted."""
    total = np.zeros((len(draws), groups), dtype=np.int64)
    if len(group):
        first = np.flatnonzero(begins(group))
        total[:, group[first]] = np.add.reduceat(np.take(draws, kind, axis=1) * amount, first, axis=1)
    return total


def _packed(matrix: IntArray, width: int) -> IntArray:
    """Each column as one number."""
    if not len(matrix):
        return np.zeros(matrix.shape[1], dtype=np.int64)
    packed: IntArray = matrix[0].copy()
    for row in matrix[1:]:
        packed *= width
        packed += row
    return packed


def _numbered(label: IntArray) -> tuple[IntArray, IntArray]:
    order = np.argsort(label)
    new = begins(label[order])
    number = np.empty(len(label), dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    return order[new], number
