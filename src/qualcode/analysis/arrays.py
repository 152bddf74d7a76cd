"""The few moves on integer arrays that every table is made of.

Everything is counted in 64-bit integers, so a figure does not depend on the order of the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import prod
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]

Number = TypeVar("Number", bound=np.number)

#: How many pairs are held in memory at once; a handful of arrays of this length stays far below 100 MB.
AT_ONCE = 500_000
_LARGEST = 2**62


def integers(values: ArrayLike) -> IntArray:
    """``values`` as a 64-bit integer array."""
    return np.asarray(values, dtype=np.int64)


def order_by(*columns: tuple[IntArray, int]) -> IntArray:
    """The order that sorts rows by several columns, the first one first.

    Each column comes with its size: its values are at least 0 and smaller than that. Where the sizes allow it the columns
    are packed into one number a row, which sorts several times faster than column by column.
    """
    if prod(size for _, size in columns) >= _LARGEST:
        return np.lexsort([values for values, _ in reversed(columns)])
    packed = columns[0][0]
    for values, size in columns[1:]:
        packed = packed * size + values
    return np.argsort(packed, kind="stable") if _is_sorted(packed) else np.argsort(packed)


def _is_sorted(values: IntArray) -> bool:
    return bool(np.all(values[1:] >= values[:-1]))


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The different values, ascending. (Sorting is several times faster than the hash table of ``np.unique``.)"""
    ranked = np.sort(values)
    return ranked[begins(ranked)]


def begins(ranked: NDArray[Number]) -> BoolArray:
    """Where a new value begins in sorted values."""
    new = np.ones(len(ranked), dtype=np.bool_)
    new[1:] = ranked[1:] != ranked[:-1]
    return new


def tally(values: IntArray) -> tuple[IntArray, IntArray]:
    """The different values, ascending, and how often each occurs."""
    ranked = np.sort(values)
    first = np.flatnonzero(begins(ranked))
    return ranked[first], np.diff(np.append(first, len(ranked)))


def distinct_rows(matrix: NDArray[np.signedinteger]) -> tuple[IntArray, IntArray]:
    """For each different row where it first stands, and for each row which of them it is; in the order of the rows' values."""
    label = np.zeros(len(matrix), dtype=np.int64)
    for column in matrix.T:
        lowest, highest = column.min(initial=0), column.max(initial=0)
        _, label = np.unique(label * (highest - lowest + 1) + (column - lowest), return_inverse=True)
    _, first = np.unique(label, return_index=True)
    return first, label


def distinct_members(group: ArrayLike, member: ArrayLike) -> IntArray:
    """The group of each different pair of a group and a member: a group stands there once for every different member."""
    group, member = integers(group), integers(member)
    size = int(member.max(initial=0)) + 1
    return distinct(group * size + member) // size


def count_distinct(group: ArrayLike, member: ArrayLike, groups: int) -> IntArray:
    """For each of ``groups`` groups, how many different members stand beside it."""
    return np.bincount(distinct_members(group, member), minlength=groups)


def added(group: IntArray, amount: NDArray[Number], groups: int) -> NDArray[Number]:
    """For each of ``groups`` groups, the sum of the amounts beside it."""
    total = np.zeros(groups, dtype=amount.dtype)
    np.add.at(total, group, amount)
    return total


def added_quotients(times: IntArray, amount: IntArray, divisor: IntArray) -> FloatArray:
    """For each row of ``times``, the sum of ``times * amount / divisor`` over the columns.

    Amounts with the same divisor are added up as integers before dividing, so the order of the columns changes no bit.
    """
    total = np.zeros(len(times))
    for one in distinct(divisor).tolist():
        those = divisor == one
        total += (times[:, those] @ amount[those]) / one
    return total


def expand(first: IntArray, stop: IntArray) -> tuple[IntArray, IntArray]:
    """Write out the ranges ``first[i]`` to ``stop[i]``: for each number in them, which range it is from and the number."""
    counts = stop - first
    ends = np.cumsum(counts)
    owner = np.repeat(np.arange(len(first)), counts)
    member = np.arange(len(owner)) + np.repeat(first - ends + counts, counts)
    return owner, member


def followers(stop: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    """All pairs (i, j) with ``i < j < stop[i]``, in parts of about ``AT_ONCE`` pairs, ascending in i."""
    first = np.arange(1, len(stop) + 1)
    part = np.cumsum(stop - first) // AT_ONCE
    edges = [0, *(np.flatnonzero(part[1:] != part[:-1]) + 1).tolist(), len(stop)]
    for low, high in pairwise(edges):
        owner, member = expand(first[low:high], stop[low:high])
        yield owner + low, member


def runs(group: IntArray, start: IntArray, end: IntArray, extent: int) -> tuple[IntArray, IntArray]:
    """Find the spans of one group that overlap, directly or through others; touching is not overlapping.

    ``start`` and ``end`` are positions on one line of length ``extent``. Returns an order of the spans and where in that order
    each run of overlapping spans begins.
    """
    begin, reach = group * extent + start, group * extent + end
    order = np.argsort(begin)
    reach = np.maximum.accumulate(reach[order])
    apart = np.ones(len(order), dtype=np.bool_)
    apart[1:] = begin[order][1:] >= reach[:-1]
    return order, np.flatnonzero(apart)


def stretches(group: IntArray, start: IntArray, end: IntArray, extent: int) -> tuple[IntArray, IntArray]:
    """The stretches of the line that each group's spans cover: for each its group and its length. No position counts twice."""
    order, first = runs(group, start, end, extent)
    if not len(first):
        return group, start
    return group[order[first]], np.maximum.reduceat(end[order], first) - start[order[first]]
