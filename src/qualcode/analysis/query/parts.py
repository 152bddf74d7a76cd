"""Codings cut to what they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.analysis.arrays import IntArray, count_distinct, distinct, expand, runs
from qualcode.analysis.query.marks import Marks
from qualcode.errors import WrongUse
from qualcode.messages import _

MOST = 5_000_000
"""How many pairs of codings, or of codings and stretches, are looked at."""


def shared(left: Marks, right: Marks, same_coder: bool) -> Marks:
    """Both of two different codings, one of each side, cut to the characters they share, for each such pair.

    Raises WrongUse where there are more pairs than can be held.
    """
    one, other = _pairs(left.lines(same_coder), right.lines(same_coder))
    same = (
        (left.origin[one] == right.origin[other])
        & (left.start[one] == right.start[other])
        & (left.end[one] == right.end[other])
    )
    one, other = one[~same], other[~same]
    start = np.maximum(left.start[one], right.start[other])
    end = np.minimum(left.end[one], right.end[other])
    origin = np.concatenate((left.origin[one], right.origin[other]))
    return Marks.of_parts(left.table, origin, np.tile(start, 2), np.tile(end, 2))


def _pairs(left: tuple[IntArray, IntArray], right: tuple[IntArray, IntArray]) -> tuple[IntArray, IntArray]:
    """All pairs that share a character: those where the second begins inside the first, then those where it began before."""
    (start, end), (starts, ends) = left, right
    by_start, by_left_start = np.argsort(starts, kind="stable"), np.argsort(start, kind="stable")
    ranked, ranked_left = starts[by_start], start[by_left_start]
    first, stop = np.searchsorted(ranked, start, "left"), np.searchsorted(ranked, end, "left")
    later, last = np.searchsorted(ranked_left, starts, "right"), np.searchsorted(ranked_left, ends, "left")
    _require_few(int((stop - first).sum()) + int((last - later).sum()))
    one, other = expand(first, stop)
    second, began_inside = expand(later, last)
    return np.concatenate((one, by_left_start[began_inside])), np.concatenate((by_start[other], second))


def rest(left: Marks, right: Marks, same_coder: bool) -> Marks:
    """The codings of ``left``, cut to the stretches that no coding of ``right`` covers; nothing of those wholly covered.

    Raises WrongUse where there are too many stretches.
    """
    (start, end), (starts, ends) = left.lines(same_coder), right.lines(same_coder)
    length = left.table.extent * (len(left.table.coders) + 1) + 1
    order, first = runs(np.zeros(len(starts), dtype=np.int64), starts, ends, length)
    covered, until = (starts[order[first]], np.maximum.reduceat(ends[order], first)) if len(first) else (starts, ends)
    first, stop = np.searchsorted(until, start, "right"), np.searchsorted(covered, end, "left")
    _require_few(int((stop - first).sum()))
    mark, stretch = expand(first, stop + 1)  # one more piece than there are covered stretches
    begin = np.where(stretch == first[mark], start[mark], np.append(0, until)[stretch])
    over = np.where(stretch == stop[mark], end[mark], np.append(covered, 0)[stretch])
    some = begin < over
    mark = mark[some]
    shift = start[mark] - left.start[mark]
    return Marks.of_parts(left.table, left.origin[mark], begin[some] - shift, over[some] - shift)


def shared_by_several(several: Sequence[Marks], least: int) -> Marks:
    """The codings cut to the stretches that codings of at least ``least`` of the parts cover.

    A stretch ends wherever a coding of the parts begins or ends. Raises WrongUse where there are too many of them.
    """
    table = several[0].table
    origin, start, end = (
        np.concatenate([getattr(one, name) for one in several]) for name in ("origin", "start", "end")
    )
    part = np.repeat(np.arange(len(several)), [len(one) for one in several])
    borders = distinct(np.concatenate((start, end)))
    first, stop = np.searchsorted(borders, start), np.searchsorted(borders, end)
    _require_few(int((stop - first).sum()))
    mark, stretch = expand(first, stop)
    enough = count_distinct(stretch, part[mark], len(borders)) >= least
    mark, stretch = mark[enough[stretch]], stretch[enough[stretch]]
    return Marks.of_parts(table, origin[mark], borders[stretch], borders[stretch + 1])


def _require_few(pairs: int) -> None:
    if pairs > MOST:
        raise WrongUse(
            _("So many codings overlap that {n} shared parts would have to be looked at.", n=pairs),
            _("Narrow both sides down, for example to one coder or kind of document."),
        )
