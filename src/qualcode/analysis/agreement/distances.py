"""How far two values are apart: the metrics of alpha and the weights of kappa."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence, Set
from math import isfinite
from numbers import Real
from typing import Any, Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement.values import value_order
from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.errors import WrongUse
from qualcode.messages import _, listed

#: How much values differ, given by their numbers: element by element, or a column of them against a row of them.
Distance: TypeAlias = Callable[[IntArray, IntArray], FloatArray]
#: So many different values still fit into a table of all their pairs (128 MB).
_MOST_IN_A_TABLE = 4000

#: Categories as an array.
ObjectArray: TypeAlias = "np.ndarray[Any, Any]"

#: A distance of one's own between two values: 0 for equal ones, the same both ways.
OwnDistance: TypeAlias = Callable[[Any, Any], float]
Weights: TypeAlias = Literal["none", "linear", "quadratic"]


def differ(one: IntArray, other: IntArray) -> FloatArray:
    """The nominal distance: 1 between different values, 0 between equal ones."""
    return np.not_equal(one, other).astype(np.float64)


def numbers(values: Sequence[object], metric: str) -> FloatArray:
    """The values as numbers. Raises WrongUse, naming the value, where one is none."""
    found = []
    for value in values:
        if not isinstance(value, Real) or not isfinite(value):
            raise WrongUse(
                _("The metric {metric} needs numbers, and {value!r} is none.", metric=metric, value=value),
                _("Take the metric nominal, or ordinal with categories= in their order."),
            )
        found.append(float(value))
    return np.array(found)


def in_order(values: Sequence[object], categories: Sequence[Hashable] | None) -> IntArray:
    """The place of each value in ``categories``, or among the values where they are numbers, as those have an order.

    Raises WrongUse for a value that is not among the categories, and where text or sets have no order.
    """
    if categories is None:
        if len(values) < 2 or all(isinstance(value, Real) for value in values):
            return np.arange(len(values))
        raise WrongUse(
            _("These values have no order of their own."),
            _("Give categories= in their order, the lowest first."),
        )
    place = {category: number for number, category in enumerate(categories)}
    strange = [value for value in values if value not in place]
    if strange:
        raise WrongUse(
            _("{value!r} is not one of the categories {known}.", value=strange[0], known=listed(categories)),
            _("Give categories= with every value there is."),
        )
    return np.array([place[value] for value in values], dtype=np.int64)


def checked(categories: Sequence[Hashable] | ObjectArray | None) -> tuple[Hashable, ...] | None:
    """The categories as they are compared with values. Raises WrongUse for what is no list, or names one twice."""
    if categories is None:
        return None
    if isinstance(categories, np.ndarray):
        categories = categories.tolist()
    if isinstance(categories, str) or not isinstance(categories, Sequence):
        raise WrongUse(_("categories= takes a list of all values there are."), _("For instance [1, 2, 3]."))
    found = tuple(frozenset(one) if isinstance(one, Set) else one for one in categories)
    if len(set(found)) < len(found):
        raise WrongUse(_("categories= names a category twice."), _("Name each once, in order."))
    return found


def number_of_categories(values: Sequence[Hashable], categories: Sequence[Hashable] | int | None) -> int:
    """q: how many categories there are to choose from, the values seen unless ``categories`` names or counts them.

    Raises WrongUse where that are fewer than were used.
    """
    if categories is None:
        return len(values)
    if isinstance(categories, int):
        if categories < len(values):
            raise WrongUse(
                _("{n} values were used, more than categories={q}.", n=len(values), q=categories),
                _("Say how many categories the codebook has."),
            )
        return categories
    in_order(values, categories)
    return len(categories)


def disweights(weights: Weights, places: IntArray) -> Distance:
    """How much categories at these places of their order differ, not yet divided by the most they can."""
    power = {"linear": 1, "quadratic": 2}
    if weights == "none":
        return differ
    return lambda one, other: np.abs(places[one] - places[other]).astype(np.float64) ** power[weights]


def most(weights: Weights, q: int) -> int:
    """The most that two of ``q`` categories can differ by (see ``disweights``)."""
    return {"none": 1, "linear": q - 1, "quadratic": (q - 1) ** 2}[weights]


def relative(positions: FloatArray) -> Distance:
    """The ratio metric: ((c - k)/(c + k))², 0 where c + k = 0. Raises WrongUse for a number below 0."""
    if (positions < 0).any():
        raise WrongUse(
            _("The metric ratio needs numbers from 0 upward, and there is {value:g}.", value=positions.min()),
            _("Take the metric interval."),
        )

    def distance(one: IntArray, other: IntArray) -> FloatArray:
        total = positions[one] + positions[other]
        return ((positions[one] - positions[other]) / np.where(total > 0, total, 1)) ** 2

    return distance


def of_sets(values: Sequence[Hashable], metric: Literal["jaccard", "masi"]) -> Distance:
    """Between sets A and B: "jaccard" 1 - J with J = |A∩B|/|A∪B|; "masi" 1 - J·M.

    M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they do not. Two empty sets
    are equal. Raises WrongUse, naming the value, where one is no set.
    """
    for value in values:
        if not isinstance(value, frozenset):
            raise WrongUse(
                _("The metric {metric} needs sets, and {value!r} is none.", metric=metric, value=value),
                _("Give every value as a set of codes, an empty one where none was given."),
            )
    sets: list[frozenset[Any]] = [value for value in values if isinstance(value, frozenset)]
    members = sorted(frozenset().union(*sets), key=value_order)
    held = np.array([[member in one for member in members] for one in sets], dtype=np.float32)
    size = held.sum(axis=1)

    def distance(one: IntArray, other: IntArray) -> FloatArray:
        if one.ndim == 2:
            shared = held[one[:, 0]] @ held[other.ravel()].T
        else:
            shared = np.einsum("ij,ij->i", held[one], held[other])
        return 1 - _likeness(shared.astype(np.float64), size[one], size[other], metric)

    return distance


def _likeness(shared: FloatArray, one: FloatArray, other: FloatArray, metric: str) -> FloatArray:
    union = one + other - shared
    jaccard = np.where(union > 0, shared / np.where(union > 0, union, 1), 1.0)
    if metric == "jaccard":
        return jaccard
    smaller = np.minimum(one, other)
    return jaccard * np.where(shared == union, 3, np.where(shared == smaller, 2, 1)) / 3


def table(values: Sequence[object], distance: Distance) -> FloatArray:
    """The distances of all pairs of values. Raises WrongUse where there are too many values for that."""
    check_table(values)
    numbers = np.arange(len(values))
    return distance(numbers[:, None], numbers[None, :])


def check_table(values: Sequence[object]) -> None:
    """Raise WrongUse where there are too many values for a table of all their pairs."""
    if len(values) > _MOST_IN_A_TABLE:
        raise WrongUse(
            _("{n} different values are too many for a table of their differences.", n=len(values)),
            _("Take alpha with the metric interval, or fewer categories."),
        )


def own(values: Sequence[Hashable], distance: OwnDistance) -> Distance:
    """A distance of one's own, asked once for every two values. Raises WrongUse where there are too many values."""
    check_table(values)
    found = np.zeros((len(values), len(values)))
    for one, value in enumerate(values):
        for other in range(one):
            found[one, other] = found[other, one] = distance(values[other], value)
    return lambda one, other: found[one, other]
