"""How codings lie to one another on a line: sorted once and looked up, never pair by pair.

Each function takes starts and ends of the codings asked about and of the others, on lines where codings that have nothing to
do with each other are apart (see ``Marks.lines``), and says of each of the first what is true of it.
"""

from __future__ import annotations

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray

_FAR = np.iinfo(np.int64).max


def within(start: IntArray, end: IntArray, starts: IntArray, ends: IntArray) -> BoolArray:
    """Whether one of the others begins no later and ends no earlier, and is longer."""
    order = np.argsort(starts, kind="stable")
    reach = np.concatenate(([-1], np.maximum.accumulate(ends[order])))
    before, not_after = (np.searchsorted(starts[order], start, side) for side in ("left", "right"))
    return (reach[before] >= end) | (reach[not_after] > end)


def encloses(start: IntArray, end: IntArray, starts: IntArray, ends: IntArray) -> BoolArray:
    """Whether one of the others begins no earlier and ends no later, and is shorter."""
    order = np.argsort(starts, kind="stable")
    nearest = np.concatenate((np.minimum.accumulate(ends[order][::-1])[::-1], [_FAR]))
    not_before, after = (np.searchsorted(starts[order], start, side) for side in ("left", "right"))
    return (nearest[not_before] < end) | (nearest[after] <= end)


def overlaps(start: IntArray, end: IntArray, starts: IntArray, ends: IntArray) -> BoolArray:
    """Whether one of the others shares a character, and each has one that the other has not."""
    by_end, by_start = np.argsort(ends, kind="stable"), np.argsort(starts, kind="stable")
    low, high = np.searchsorted(ends[by_end], start, "right"), np.searchsorted(ends[by_end], end, "left")
    ends_inside = -_largest(-starts[by_end], low, high) < start
    low, high = np.searchsorted(starts[by_start], start, "right"), np.searchsorted(starts[by_start], end, "left")
    return ends_inside | (_largest(ends[by_start], low, high) > end)


def _largest(values: IntArray, low: IntArray, high: IntArray) -> IntArray:
    """The largest value from ``low`` to ``high`` (exclusive) for each pair; far below all where there is none.

    The largest of every stretch of 1, 2, 4 … values is found in turn; two such stretches cover any range.
    """
    found = np.full(len(low), -_FAR)
    length = np.maximum(high - low, 0)
    width, largest = 1, values
    while len(largest) and width <= int(length.max(initial=0)):
        here = np.flatnonzero((length >= width) & (length < 2 * width))
        found[here] = np.maximum(largest[low[here]], largest[high[here] - width])
        largest = np.maximum(largest[:-width], largest[width:]) if len(largest) > width else largest[:0]
        width *= 2
    return found


def sharing(start: IntArray, end: IntArray, starts: IntArray, ends: IntArray) -> IntArray:
    """How many of the others share a character."""
    begun = np.searchsorted(np.sort(starts), end, "left")
    over = np.searchsorted(np.sort(ends), start, "right")
    return begun - over


def last_end_before(start: IntArray, ends: IntArray) -> IntArray:
    """The last end that is not after the start; -1 where there is none."""
    ranked = np.concatenate(([-1], np.sort(ends)))
    return ranked[np.searchsorted(ranked, start, "right") - 1]


def first_start_after(end: IntArray, starts: IntArray) -> IntArray:
    """The first start that is not before the end; far beyond all where there is none."""
    ranked = np.concatenate((np.sort(starts), [_FAR]))
    return ranked[np.searchsorted(ranked, end, "left")]
