"""Agreement corrected by the number of categories: Brennan and Prediger, Gwet's AC1 and AC2."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

import numpy as np

from qualcode.analysis.agreement.distances import (
    Distance,
    Weights,
    checked,
    most,
    number_of_categories,
)
from qualcode.analysis.agreement.kappa import scaled, shares
from qualcode.analysis.agreement.measures import Counted, Figures, Measure
from qualcode.analysis.agreement.patterns import Patterns, entry_pairs
from qualcode.analysis.agreement.percent import agreeing, mean_over_units
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray, added
from qualcode.analysis.results import check_choice, ratio
from qualcode.messages import _

BRENNAN_PREDIGER_CITATION = (
    "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. Educational and "
    "Psychological Measurement, 41(3), 687-699."
)
GWET_CITATION = (
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British "
    "Journal of Mathematical and Statistical Psychology, 61(1), 29-48. Gwet, K. L. (2014). Handbook of Inter-Rater "
    "Reliability (4th ed.; AC2, missing values). Advanced Analytics."
)

#: The names of the categories, or how many there are.
Categories = Sequence[Hashable] | int | None


def brennan_prediger(categories: Categories = None) -> Measure:
    """Brennan and Prediger's coefficient (S, kappa_n): chance is one in q categories.

        P_o = mean over u of  sum over c of n_uc (n_uc - 1) / (m_u (m_u - 1))      P_e = 1/q      (P_o - P_e)/(1 - P_e)

    over units with m_u >= 2. q is the number of ``categories`` (a list, or their number) a coder could choose from, of
    the values seen where they are not given; it changes the figure. Undefined where q is 1. Source: Brennan & Prediger (1981). Raises
    WrongUse for a value that is none of the categories.
    """
    categories = _checked(categories)

    def counted(data: ReliabilityData) -> Counted:
        chance = 1 / number_of_categories(data.values, categories)
        return Counted(
            data.pairable,
            lambda draws: Figures(agreeing(data.pairable, draws), np.full(len(draws), chance)),
        )

    return Measure(
        "brennan_prediger",
        "agreement",
        counted,
        _("Brennan and Prediger's coefficient; chance is one in q, {q}.", q=_which(categories)),
        BRENNAN_PREDIGER_CITATION,
        lambda value: brennan_prediger((False, True)),
        empty=too_few_categories,
        pair_weight=mean_over_units,
    )


def gwet_ac1(categories: Categories = None) -> Measure:
    """Gwet's AC1 for any number of coders, with missing values.

    With n_uc coders giving unit u the value c and m_u coders giving it any::

        P_o = mean over u of  sum over c of n_uc (n_uc - 1) / (m_u (m_u - 1))           units with m_u >= 2
        P_e = sum over c of p_c (1 - p_c) / (q - 1),   p_c = mean over u of n_uc/m_u    units with m_u >= 1
        AC1 = (P_o - P_e)/(1 - P_e)

    q is the number of ``categories`` (a list, or their number) a coder could choose from, of the values seen where
    they are not given; it changes the figure. Undefined where q is 1. Source: Gwet (2008, 2014). Raises WrongUse for a value that is none of
    the categories.
    """
    categories = _checked(categories)
    return Measure(
        "gwet_ac1",
        "agreement",
        lambda data: _counted(data, "none", categories),
        _("Gwet's AC1; q is {q}.", q=_which(categories)),
        GWET_CITATION,
        lambda value: gwet_ac1((False, True)),
        empty=too_few_categories,
        pair_weight=mean_over_units,
    )


def gwet_ac2(weights: Weights | None = "quadratic", categories: Sequence[Hashable] | None = None) -> Measure:
    """Gwet's AC2: AC1 for categories in an order, where some disagreements weigh less than others.

    With weights w_ck as for Cohen's kappa ("none", "linear", "quadratic") and T the sum of them over all c, k::

        P_o = mean over u of  sum over c of n_uc (sum over k of w_ck n_uk, less 1) / (m_u (m_u - 1))
        P_e = T / (q (q - 1))  sum over c of p_c (1 - p_c)
        AC2 = (P_o - P_e)/(1 - P_e)

    over the same units as AC1. ``categories`` in their order, the lowest first; without them the values seen, which
    must then be numbers. Undefined where q is 1. Source: Gwet (2014). Raises WrongUse for other weights and for
    values without an order.
    """
    weights = weights or "none"
    check_choice(weights, Weights)
    categories = checked(categories)
    return Measure(
        "gwet_ac2",
        "agreement",
        lambda data: _counted(data, weights, categories),
        _("Gwet's AC2, weights: {weights}; q is {q}.", weights=weights, q=_which(categories)),
        GWET_CITATION,
        lambda value: gwet_ac2("none", (False, True)),
        empty=too_few_categories,
        distance=lambda data: scaled(data, weights, categories),
        pair_weight=mean_over_units,
    )


def too_few_categories() -> str:
    """Why chance has no meaning where there is nothing to choose from."""
    return _("there is only one category, so chance has no meaning; name all there are with categories=")


def _which(categories: Categories) -> str:
    if categories is None:
        return _("the number of values seen")
    n = categories if isinstance(categories, int) else len(categories)
    return _("the number of categories given, {n}", n=n)


def _checked(categories: Categories) -> Categories:
    """The categories, or their number, where no order is asked for."""
    return categories if isinstance(categories, int) else checked(categories)


def _counted(data: ReliabilityData, weights: Weights, categories: Categories) -> Counted:
    q = number_of_categories(data.values, categories)
    named = None if isinstance(categories, int) else categories
    costs = None if weights == "none" else _costs(data.rated, scaled(data, weights, named))
    return Counted(data.rated, partial(_figures, data.rated, costs, q, _total(weights, q)))


def _figures(patterns: Patterns, costs: FloatArray | None, q: int, total: float, draws: IntArray) -> Figures:
    shared = shares(patterns, draws)
    spread = (shared * (1 - shared)).sum(axis=1)
    expected = ratio(total * spread, np.full(len(draws), q * (q - 1)))
    if costs is None:
        return Figures(agreeing(patterns, draws), expected)
    return Figures(1 - ratio(draws @ costs, draws @ (patterns.ratings > 1)), expected)


def _total(weights: Weights, q: int) -> float:
    """T: the sum of the weights of all pairs of q categories."""
    apart = {"none": q * (q - 1), "linear": q * (q * q - 1) / 3, "quadratic": q * q * (q * q - 1) / 6}
    return q * q - apart[weights] / max(most(weights, q), 1)


def _costs(patterns: Patterns, distance: Distance) -> FloatArray:
    """For each pattern the share of its pairs of coders that differ, each by how much it weighs."""
    pairs = entry_pairs(patterns)
    both_ways = 2 * pairs.times * distance(pairs.one, pairs.other)
    ordered = patterns.ratings * (patterns.ratings - 1)
    return ratio(added(pairs.pattern, both_ways, len(patterns.units)), np.maximum(ordered, 1))
