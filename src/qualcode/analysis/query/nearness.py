"""How far codings lie apart, and what they have in common besides characters: a sentence, a document, a case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, integers, tally
from qualcode.analysis.query.marks import Marks
from qualcode.analysis.query.relations import first_start_after, last_end_before
from qualcode.analysis.query.tree import Measure

Units = tuple[IntArray, IntArray]
"""Starts and ends of units on the line of all documents, sorted and apart."""


def gap(end: IntArray, start: IntArray, measure: Measure, units: Units | None) -> IntArray:
    """How far it is from an end to a start that is not before it, in one document.

    Characters and words: how many lie between. Sentences, paragraphs and turns: how many steps it is from the one that holds
    the last character before ``end`` (else the one before it) to the one that holds the first from ``start`` on (else the
    next one): 0 in the same, 1 in the next.
    """
    if measure == "character" or units is None:
        return start - end
    starts, ends = units
    over = integers(np.searchsorted(ends, start, "right"))
    if measure == "word":
        return integers(np.maximum(over - np.searchsorted(starts, end, "left"), 0))
    begun = integers(np.searchsorted(starts, end - 1, "right"))
    return over - (begun - 1)


def follows(left: Marks, right: Marks, most: int, measure: Measure, units: Units | None, same_coder: bool) -> BoolArray:
    """Which of ``left`` begin where one of ``right`` has ended, at most so far before. The nearest decides."""
    (start, _end), (_starts, ends) = left.lines(same_coder), right.lines(same_coder)
    shift = start - left.start
    before = last_end_before(start, ends) - shift
    found = np.flatnonzero(before > left.table.offsets[left.document])
    return _near_enough(left, found, gap(before[found], left.start[found], measure, units), most)


def precedes(
    left: Marks, right: Marks, most: int, measure: Measure, units: Units | None, same_coder: bool
) -> BoolArray:
    """Which of ``left`` end where one of ``right`` has yet to begin, at most so far behind."""
    (_start, end), (starts, _ends) = left.lines(same_coder), right.lines(same_coder)
    shift = end - left.end
    after = first_start_after(end, starts) - shift
    found = np.flatnonzero(after < left.table.offsets[left.document + 1])
    return _near_enough(left, found, gap(left.end[found], after[found], measure, units), most)


def _near_enough(left: Marks, found: IntArray, distance: IntArray, most: int) -> BoolArray:
    near = np.zeros(len(left), dtype=np.bool_)
    near[found] = distance <= most
    return near


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
