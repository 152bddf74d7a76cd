"""The units that gamma aligns, and how much two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import comb, sqrt

import numpy as np

from qualcode.analysis.arrays import AT_ONCE, BoolArray, FloatArray, IntArray, expand
from qualcode.errors import WrongUse
from qualcode.messages import _

#: So many pairs of units that may belong together are held in memory at most.
MOST_PAIRS = 8_000_000


@dataclass(frozen=True)
class Costs:
    """What differing in place (``alpha``), in value (``beta``) and being alone (``empty``) cost; see ``gamma``."""

    alpha: float
    beta: float
    empty: float


@dataclass(frozen=True, eq=False)
class Units:
    """Units on several stages; a stage is one document as it was coded, or once drawn by chance.

    Parallel arrays, an entry for each unit, sorted by stage, coder and start. ``coder`` counts from 0 on each stage, and
    every one of the ``stages`` stages has ``coders`` coders, whether they marked anything or not.
    """

    stages: int
    coders: int
    stage: IntArray
    coder: IntArray
    start: FloatArray
    end: FloatArray
    value: IntArray

    @property
    def pairs(self) -> int:
        """How many pairs of coders there are."""
        return comb(self.coders, 2)


@dataclass(frozen=True, eq=False)
class UnitPairs:
    """Pairs of units of different coders on one stage, ``one`` before ``other``, and how much they differ in all."""

    one: IntArray
    other: IntArray
    cost: FloatArray


def place_cost(units: Units, one: IntArray, other: IntArray) -> FloatArray:
    """d_pos/delta_empty: the square of (how far starts and ends are apart / how long both are)."""
    apart = np.abs(units.start[one] - units.start[other]) + np.abs(units.end[one] - units.end[other])
    long = (units.end[one] - units.start[one]) + (units.end[other] - units.start[other])
    return (apart / long) ** 2


def pair_cost(units: Units, one: IntArray, other: IntArray, costs: Costs) -> FloatArray:
    """d = alpha d_pos + beta d_cat, where d_cat is 0 for equal values, else delta_empty."""
    unlike = units.value[one] != units.value[other]
    cost: FloatArray = (costs.alpha * place_cost(units, one, other) + costs.beta * unlike) * costs.empty
    return cost


def near_pairs(units: Units, costs: Costs, most: float) -> UnitPairs:
    """All pairs of units of different coders that differ by at most ``most`` (times delta_empty).

    Two units differ by less only where their starts are nearer than sqrt(most/alpha) times their lengths together, so each unit
    looks only into windows of the sorted starts: one window for each class of lengths, so that a few long units make no long
    windows for all. Raises WrongUse when more than ``MOST_PAIRS`` would have to be held.
    """
    found: list[UnitPairs] = []
    held = 0
    for one, other in _in_windows(units, sqrt(most / costs.alpha)):
        apart = units.coder[one] != units.coder[other]
        one, other = one[apart], other[apart]
        cost = pair_cost(units, one, other, costs)
        near = cost <= most * costs.empty * (1 + 1e-12)
        found.append(UnitPairs(one[near], other[near], cost[near]))
        held += int(near.sum())
        if held > MOST_PAIRS:
            raise too_many(held)
    one, other = (np.concatenate([np.zeros(0, np.int64), *column]) for column in _columns(found))
    cost = np.concatenate([np.zeros(0), *(pairs.cost for pairs in found)])
    order = np.lexsort((np.maximum(one, other), np.minimum(one, other)))
    return UnitPairs(np.minimum(one, other)[order], np.maximum(one, other)[order], cost[order])


def too_many(ways: int) -> WrongUse:
    """The error when units could be aligned in more ways than can be compared."""
    return WrongUse(
        _("Units overlap so much that there are more than {ways} ways to align them.", ways=ways),
        _("Compare fewer coders at once (per_pair does two), single documents, or codes one by one."),
    )


def _columns(found: list[UnitPairs]) -> tuple[list[IntArray], list[IntArray]]:
    return [pairs.one for pairs in found], [pairs.other for pairs in found]


def _in_windows(units: Units, reach: float) -> Iterator[tuple[IntArray, IntArray]]:
    """Pairs on one stage whose starts are nearer than ``reach`` times their lengths, and some more; in parts."""
    if not len(units.start):
        return
    length = units.end - units.start
    room = float(units.end.max() - units.start.min()) + 4 * reach * float(length.max()) + 1
    place = units.stage * room + (units.start - units.start.min())
    size = np.frexp(length)[1]
    for one_size in np.unique(size).tolist():
        members = np.flatnonzero(size == one_size)
        members = members[np.argsort(place[members], kind="stable")]
        longest = float(length[members].max())
        lookers = np.flatnonzero(size >= one_size)  # of two units of different classes the longer one looks
        window = reach * (length[lookers] + longest)
        sorted_places = place[members]
        first = np.searchsorted(sorted_places, place[lookers] - window)
        stop = np.searchsorted(sorted_places, place[lookers] + window, side="right")
        yield from _chunks(lookers, members, first, stop, size == one_size)


def _chunks(
    lookers: IntArray, members: IntArray, first: IntArray, stop: IntArray, alike: BoolArray
) -> Iterator[tuple[IntArray, IntArray]]:
    """The pairs of lookers with the members in their windows; of two of one class each pair once."""
    part = np.cumsum(stop - first) // AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(lookers)]
    for low, high in pairwise(edges):
        owner, member = expand(first[low:high], stop[low:high])
        one, other = lookers[owner + low], members[member]
        once = ~alike[one] | (one < other)
        yield one[once], other[once]
