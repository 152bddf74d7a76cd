"""How much text coders share, document by document and value by value: all that the unitized alphas are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.arrays import FloatArray, IntArray, begins, order_by

#: How many numbers are held in memory at once while replicates are added up.
_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class SharedMatter:
    """What coders marked and share in the documents that at least two of them coded, in whole characters.

    ``judges`` (how many coded it) and ``lengths`` have an entry for each such document. The other arrays are parallel, sorted
    by judges, value and document: what was marked there with that value. ``length`` is the sum of the lengths L of all coders'
    spans and ``square`` that of L². With W how much of one span lies in spans of other coders, counted once for each of them,
    ``shared`` and ``shared_square`` are the sums of W and W²; ``same`` is the sum of what lies in spans of the same value.
    ``values`` says how many values there are.
    """

    judges: IntArray
    lengths: IntArray
    values: int
    document: IntArray
    value: IntArray
    length: IntArray
    square: IntArray
    shared: IntArray
    shared_square: IntArray
    same: IntArray


@dataclass(frozen=True, eq=False)
class Totals:
    """Matter added up over documents, a row for each replicate; ``text`` one figure, the others one for each value.

    In the notation of the unitized alphas ``text`` is l.., ``length`` l_c., ``square`` s_c, ``same`` l_cc, ``shared`` l*_c. and
    ``shared_square`` s*_c.
    """

    text: FloatArray
    length: FloatArray
    square: FloatArray
    shared: FloatArray
    shared_square: FloatArray
    same: FloatArray


def shared_matter(continuum: Continuum, *, within_values: bool = False) -> SharedMatter:
    """Add up what coders share. No coder's spans may overlap; ``within_values`` no coder's spans of one value.

    ``within_values`` looks at each value by itself: spans of other values are not there, so that ``shared`` is ``same``.
    """
    judges = continuum.present.sum(axis=1)
    compared = np.flatnonzero(judges >= 2)
    kept = judges[continuum.document] >= 2
    document = (np.cumsum(judges >= 2) - 1)[continuum.document[kept]]
    value, length = continuum.value[kept], (continuum.end - continuum.start)[kept]
    start = (continuum.offset[continuum.document] + continuum.start)[kept]
    same = _in_others(value * (continuum.total + 1) + start, length)
    shared = same if within_values else _in_others(start, length)

    number = judges[compared]
    order = order_by(
        (number[document], len(continuum.coders) + 1), (value, len(continuum.values)), (document, len(compared))
    )
    document, value = document[order], value[order]
    entry = np.flatnonzero(begins(value) | begins(document))
    amounts = (length, length**2, shared, shared**2, same)
    added = [np.add.reduceat(amount[order], entry) if len(entry) else amount[order] for amount in amounts]
    return SharedMatter(
        number, continuum.lengths[compared], len(continuum.values), document[entry], value[entry], *added
    )


def _in_others(start: IntArray, length: IntArray) -> IntArray:
    """For each span on one line how much of it lies in others, counted once for each of them.

    How much is marked from the line's beginning to each boundary is a sum over the boundaries in order; a span holds the
    difference of its two ends, less itself. That costs one sort, however many spans lie on top of each other.
    """
    position = np.concatenate((start, start + length))
    order, sorted_position = _in_order(position)
    deep = np.cumsum(np.where(order < len(start), 1, -1))
    marked = np.zeros_like(position)
    marked[order[1:]] = np.cumsum(deep[:-1] * np.diff(sorted_position))
    return marked[len(start) :] - marked[: len(start)] - length


def _in_order(position: IntArray) -> tuple[IntArray, IntArray]:
    """The order that sorts positions, and the sorted positions: both packed into one number sort several times faster."""
    bits = len(position).bit_length()
    if int(position.max(initial=0)) >= 2 ** (62 - bits):
        order = np.argsort(position)
        return order, position[order]
    packed = np.sort((position << bits) | np.arange(len(position)))
    return packed & (2**bits - 1), packed >> bits


def totals(matter: SharedMatter, draws: IntArray) -> Totals:
    """Add documents up, each as often as ``draws`` (replicates x documents) says; l and s first, ratios after.

    Whole characters are added before anything is divided by m - 1, so the order of documents changes no bit.
    """
    pairable = matter.judges - 1
    ones = np.ones_like(pairable)
    return Totals(
        text=(draws @ (matter.judges * matter.lengths)).astype(np.float64),
        length=_by_value(matter, draws, matter.length, ones),
        square=_by_value(matter, draws, matter.square, ones),
        shared=_by_value(matter, draws, matter.shared, pairable),
        shared_square=_by_value(matter, draws, matter.shared_square, pairable**2),
        same=_by_value(matter, draws, matter.same, pairable),
    )


def _by_value(matter: SharedMatter, draws: IntArray, amount: IntArray, divisor: IntArray) -> FloatArray:
    """Replicates x values: the amounts of a value over the documents drawn, each divided by its document's divisor."""
    total = np.zeros((len(draws), matter.values))
    judges = matter.judges[matter.document]
    first = np.flatnonzero(begins(judges) | begins(matter.value))
    if not len(first):
        return total
    rows = max(1, _AT_ONCE // len(amount))
    value, groups = matter.value[first], judges[first]
    for low in range(0, len(draws), rows):
        drawn = np.take(draws[low : low + rows], matter.document, axis=1) * amount
        quotient = np.add.reduceat(drawn, first, axis=1) / divisor[matter.document[first]]
        for one in np.unique(groups).tolist():  # a value stands there once for each number of judges
            here = groups == one
            total[low : low + rows, value[here]] += quotient[:, here]
    return total
