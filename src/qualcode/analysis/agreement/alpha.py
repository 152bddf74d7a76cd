"""Krippendorff's alpha for units that were given."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement import distances
from qualcode.analysis.agreement.distances import Distance, OwnDistance, checked
from qualcode.analysis.agreement.measures import Counted, Figures, Measure
from qualcode.analysis.agreement.patterns import Patterns, entry_pairs
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray, added, added_quotients
from qualcode.analysis.results import check_choice, ratio
from qualcode.messages import _

CITATION = (
    "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed., ch. 12). Sage. "
    "Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data. "
    "Communication Methods and Measures, 1(1), 77-89."
)
MASI_CITATION = (
    " Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation. "
    "Proceedings of LREC 2006, 831-836."
)

Metric: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi"]

#: So many cells of a table of distances are held at once.
_AT_ONCE = 2_000_000


def alpha(metric: Metric | OwnDistance = "nominal", categories: Sequence[Hashable] | None = None) -> Measure:
    """Krippendorff's alpha for any number of coders, with missing values.

    With n_uc coders giving unit u the value c, m_u = sum of n_uc over c, and only units with m_u >= 2::

        n..  = sum of m_u                 n_c = sum of n_uc over u
        D_o  = 1/n..          sum over u of (sum over c, k of n_uc n_uk d_ck) / (m_u - 1)
        D_e  = 1/(n..(n.. - 1))           sum over c, k of n_c n_k d_ck
        alpha = 1 - D_o/D_e

    The metric says how much two values differ (d_ck, 0 for equal ones)::

        nominal   1
        ordinal   (sum of n_g for g from c to k, less (n_c + n_k)/2)²
        interval  (c - k)²
        ratio     ((c - k)/(c + k))²
        jaccard   1 - J,   J = |c∩k|/|c∪k|; two empty sets are equal
        masi      1 - J M, M = 2/3 where one set holds the other, else 1/3

    or it is a function of two values. ``categories`` gives the order of an ordinal scale, the lowest first, where the
    values are no numbers. Undefined where only one value was used: without variation there is nothing to agree or
    disagree about (D_e = 0). Sources: Krippendorff (2019), ch. 12; Hayes & Krippendorff (2007); masi, Passonneau
    (2006). Raises WrongUse for another metric, and for values that the metric does not fit.
    """
    if not callable(metric):
        check_choice(metric, Metric)
    categories = checked(categories)
    name = metric if isinstance(metric, str) else getattr(metric, "__name__", "own")
    return Measure(
        "alpha",
        "disagreement",
        lambda data: _counted(data, metric, categories),
        _("Krippendorff's alpha, {metric}: 1 - observed/expected disagreement.", metric=name),
        CITATION + (MASI_CITATION if metric == "masi" else ""),
        lambda value: alpha(),
        distance=lambda data: _distance(data, metric, categories),
        pair_weight=lambda data, ratings: 2 / ((ratings - 1) * (data.pairable.units @ data.pairable.ratings)),
    )


def _counted(data: ReliabilityData, metric: Metric | OwnDistance, categories: Sequence[Hashable] | None) -> Counted:
    patterns = data.pairable
    figures: Callable[[IntArray], Figures]
    if metric == "nominal":
        figures = partial(_nominal, patterns)
    elif metric == "ordinal":
        figures = partial(_ordinal, patterns, distances.in_order(data.values, categories))
    elif metric == "interval":
        figures = partial(_interval, patterns, distances.numbers(data.values, metric))
    else:
        distance = _distance(data, metric, categories)
        figures = partial(_by_distance, patterns, distance, _costs(patterns, distance))
    return Counted(patterns, figures)


def _distance(data: ReliabilityData, metric: Metric | OwnDistance, categories: Sequence[Hashable] | None) -> Distance:
    """The metric of two value numbers."""
    if not isinstance(metric, str):
        return distances.own(data.values, metric)
    if metric == "jaccard" or metric == "masi":
        return distances.of_sets(data.values, metric)
    if metric == "ratio":
        return distances.relative(distances.numbers(data.values, metric))
    if metric == "interval":
        return _squared(distances.numbers(data.values, metric))
    if metric == "ordinal":
        totals = data.pairable.value_totals(data.pairable.units[None, :])
        return _squared(_middle_ranks(totals, distances.in_order(data.values, categories))[0])
    return distances.differ


def _squared(positions: FloatArray) -> Distance:
    return lambda one, other: (positions[one] - positions[other]) ** 2


def _nominal(patterns: Patterns, draws: IntArray) -> Figures:
    """With whole numbers up to the divisions: the sums over c, k are m_u² - sum of n_uc², and n..² - sum of n_c²."""
    ratings = draws @ patterns.ratings
    given = patterns.value_totals(draws)
    alike = added(patterns.pattern, patterns.count**2, len(patterns.units))
    unlike = added_quotients(draws, patterns.ratings**2 - alike, patterns.ratings - 1)
    expected = ratio(ratings * ratings - (given * given).sum(axis=1), ratings * (ratings - 1))
    return Figures(ratio(unlike, ratings), expected)


def _interval(patterns: Patterns, positions: FloatArray, draws: IntArray) -> Figures:
    """Without a table of values: the squared differences in a group of m add up to 2 (m sum of x² - (sum of x)²)."""
    used = np.unique(patterns.value)
    x = (positions - positions[used[len(used) // 2]])[patterns.value]
    sums = added(patterns.pattern, patterns.count * x, len(patterns.units))
    squares = added(patterns.pattern, patterns.count * x * x, len(patterns.units))
    costs = 2 * (patterns.ratings * squares - sums**2) / (patterns.ratings - 1)
    ratings = draws @ patterns.ratings
    return _of_moments(draws @ costs, ratings, draws @ sums, draws @ squares)


def _ordinal(patterns: Patterns, places: IntArray, draws: IntArray) -> Figures:
    """The interval metric of middle ranks, for the sum from c to k less half of both ends is their difference."""
    totals = patterns.value_totals(draws)
    ranks = _middle_ranks(totals, places)
    order = np.argsort(patterns.pattern, kind="stable")
    first = np.searchsorted(patterns.pattern[order], np.arange(len(patterns.units)))
    x, count = ranks[:, patterns.value[order]], patterns.count[order]
    sums = np.add.reduceat(x * count, first, axis=1)
    squares = np.add.reduceat(x * x * count, first, axis=1)
    costs = 2 * (patterns.ratings * squares - sums**2) / (patterns.ratings - 1)
    ratings = totals.sum(axis=1)
    return _of_moments(
        (draws * costs).sum(axis=1), ratings, (totals * ranks).sum(axis=1), (totals * ranks * ranks).sum(axis=1)
    )


def _middle_ranks(totals: IntArray, places: IntArray) -> FloatArray:
    """Replicates x values: how many ratings lie below each value, with half of its own, counted from the middle of all."""
    order = np.argsort(places)
    ranked = totals[:, order]
    ranks = np.empty(totals.shape)
    ranks[:, order] = np.cumsum(ranked, axis=1) - ranked / 2 - totals.sum(axis=1, keepdims=True) / 2
    return ranks


def _of_moments(costs: FloatArray, ratings: IntArray, sums: FloatArray, squares: FloatArray) -> Figures:
    """From the sums over units of what differs within them, and the sums of x and x² over all ratings."""
    spread = ratings * squares - sums**2
    spread[spread <= 1e-13 * ratings * squares] = 0  # what rounding leaves where all values drawn are equal
    return Figures(ratio(costs, ratings), ratio(2 * spread, ratings * (ratings - 1)))


def _costs(patterns: Patterns, distance: Distance) -> FloatArray:
    """For each pattern the sum over c, k of n_uc n_uk d_ck / (m_u - 1)."""
    pairs = entry_pairs(patterns)
    both_ways = 2 * pairs.times * distance(pairs.one, pairs.other)
    return ratio(added(pairs.pattern, both_ways, len(patterns.units)), patterns.ratings - 1)


def _by_distance(patterns: Patterns, distance: Distance, costs: FloatArray, draws: IntArray) -> Figures:
    ratings = draws @ patterns.ratings
    used = np.unique(patterns.value)
    given = patterns.value_totals(draws)[:, used].astype(np.float64)
    expected = np.zeros(len(draws))
    block = max(1, _AT_ONCE // len(used))
    for first in range(0, len(used), block):
        some = slice(first, first + block)
        expected += ((given @ distance(used[some, None], used[None, :]).T) * given[:, some]).sum(axis=1)
    return Figures(ratio(draws @ costs, ratings), ratio(expected, ratings * (ratings - 1)))
