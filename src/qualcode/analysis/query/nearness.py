"""How far codings lie apart, and what they have in common besides characters: a sentence, a document, a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, integers, tally
from qualcode.analysis.query.marks import Marks
from qualcode.analysis.query.relations import first_start_after, last_end_before

Units = tuple[IntArray, IntArray]
"""Starts and ends of units on the line of all documents, sorted and apart."""


NearEnough = Callable[[IntArray, IntArray, IntArray], BoolArray]
"""Whether ends and starts that follow them, on the line of all documents, are near enough; first come the documents they are in."""


def steps(end: IntArray, start: IntArray, units: Units) -> IntArray:
    """How many units it is from an end to a start that is not before it, in one document.

    It is counted from the unit that holds the last character before ``end`` (else the one before it) to the one that holds the
    first from ``start`` on (else the next one): 0 in the same, 1 in the next.
    """
    starts, ends = units
    over = integers(np.searchsorted(ends, start, "right"))
    begun = integers(np.searchsorted(starts, end - 1, "right"))
    return over - (begun - 1)


def follows(left: Marks, right: Marks, near_enough: NearEnough, same_coder: bool) -> BoolArray:
    """Which of ``left`` begin where one of ``right`` has ended, near enough before. The nearest decides."""
    (start, _end), (_starts, ends) = left.lines(same_coder), right.lines(same_coder)
    shift = start - left.start
    before = last_end_before(start, ends) - shift
    found = np.flatnonzero(before > left.table.offsets[left.document])
    return _only(left, found, near_enough(left.document[found], before[found], left.start[found]))


def precedes(left: Marks, right: Marks, near_enough: NearEnough, same_coder: bool) -> BoolArray:
    """Which of ``left`` end where one of ``right`` has yet to begin, near enough behind."""
    (_start, end), (starts, _ends) = left.lines(same_coder), right.lines(same_coder)
    shift = end - left.end
    after = first_start_after(end, starts) - shift
    found = np.flatnonzero(after < left.table.offsets[left.document + 1])
    return _only(left, found, near_enough(left.document[found], left.end[found], after[found]))


def _only(left: Marks, found: IntArray, near: BoolArray) -> BoolArray:
    chosen = np.zeros(len(left), dtype=np.bool_)
    chosen[found] = near
    return chosen


def in_one_group(left: Marks, right: Marks, groups: Sequence[tuple[IntArray, IntArray]], same_coder: bool) -> BoolArray:
    """Which of ``left`` are in a group with another of ``right``; ``groups`` says for each side which are in which group."""
    coders = len(left.table.coders)
    (mark, group), (other, other_group) = groups
    if same_coder:
        group, other_group = group * coders + left.coder[mark], other_group * coders + right.coder[other]
    known, times = tally(other_group)
    at = np.searchsorted(known, group)
    inside = np.flatnonzero(at < len(known))
    inside = inside[known[at[inside]] == group[inside]]
    others = times[at[inside]] - left.members(right)[mark[inside]]
    found = np.zeros(len(left), dtype=np.bool_)
    found[mark[inside[others > 0]]] = True
    return found
