"""Agreement corrected by what each coder, or all together, would agree on by chance: Cohen, Conger, Scott, Fleiss."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

import numpy as np

from qualcode.analysis.agreement.distances import (
    Distance,
    Weights,
    checked,
    differ,
    disweights,
    in_order,
    most,
    number_of_categories,
    table,
)
from qualcode.analysis.agreement.measures import Counted, Figures, Measure, two_coders, unknown_coders
from qualcode.analysis.agreement.patterns import Patterns, Readings, grouped_sums
from qualcode.analysis.agreement.percent import agreeing, mean_over_units
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray, added_quotients, distinct
from qualcode.analysis.results import check_choice, ratio
from qualcode.messages import _

COHEN_CITATION = "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement, 20(1), 37-46."
WEIGHTED_CITATION = (
    "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial credit. "
    "Psychological Bulletin, 70(4), 213-220."
)
CONGER_CITATION = (
    "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological Bulletin, 88(2), "
    "322-328. Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed., ch. 2; missing values). Advanced Analytics."
)
SCOTT_CITATION = (
    "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. Public Opinion Quarterly, 19(3), "
    "321-325."
)
FLEISS_CITATION = (
    "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378-382. "
    "Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed., ch. 2; missing values). Advanced Analytics."
)


def cohen_kappa(weights: Weights | None = "none", categories: Sequence[Hashable] | None = None) -> Measure:
    """Cohen's kappa of two coders; units that only one of them judged are left out.

    With p_ck the share of units to which the first coder gave c and the second k, and p_c., p_.k their margins::

        P_o = sum over c, k of w_ck p_ck      P_e = sum over c, k of w_ck p_c. p_.k      kappa = (P_o - P_e)/(1 - P_e)

    The weight w_ck is 1 for equal values, else 0 ("none"), 1 - |c - k|/(q - 1) ("linear") or 1 - (c - k)²/(q - 1)²
    ("quadratic"), with c and k the places of the values among the q ``categories`` in their order; without
    ``categories`` among the values seen, which must then be numbers. Undefined for more than two coders and where
    both gave one value only (P_e = 1). Sources: Cohen (1960, 1968). Raises WrongUse for other weights and for values
    without an order.
    """
    weights = weights or "none"
    check_choice(weights, Weights)
    categories = checked(categories)

    def counted(data: ReliabilityData) -> Counted:
        both = data.readings.where(data.readings.ratings == 2)
        if weights == "none":
            return Counted(both, partial(_cohen, both))
        places = in_order(data.values, categories)
        largest = most(weights, number_of_categories(data.values, categories))
        apart = table(data.values, disweights(weights, places))
        return Counted(both, partial(_weighted, both, apart, largest))

    return Measure(
        "cohen_kappa",
        "agreement",
        counted,
        _("Cohen's kappa, weights: {weights}; over the units that both coders judged.", weights=weights),
        COHEN_CITATION if weights == "none" else WEIGHTED_CITATION,
        lambda value: cohen_kappa(),
        refused=lambda data: two_coders(data, "conger_kappa"),
        distance=lambda data: scaled(data, weights, categories),
        pair_weight=mean_over_units,
    )


def conger_kappa() -> Measure:
    """Conger's kappa: Cohen's for any number of coders, each with what he or she is inclined to say.

    With p_gc the share of the units judged by coder g that he or she gave the value c, for r coders::

        P_o = mean over u of  sum over c of n_uc (n_uc - 1) / (m_u (m_u - 1))
        P_e = mean over pairs g, h of coders of  sum over c of p_gc p_hc
        kappa = (P_o - P_e)/(1 - P_e)

    P_o is over units with m_u >= 2; p_gc is over all units that coder g judged, so for two coders with missing values
    it is not Cohen's kappa, which leaves those units out. A coder who judged nothing does not enter. Undefined where
    all gave one value only (P_e = 1). Sources: Conger (1980); with missing values, Gwet (2014).
    """

    def counted(data: ReliabilityData) -> Counted:
        readings = data.readings.where(data.readings.ratings > 0)
        return Counted(readings, partial(_conger, readings, len(data.values)))

    return Measure(
        "conger_kappa",
        "agreement",
        counted,
        _("Conger's kappa; each coder's margins are over all units he or she judged."),
        CONGER_CITATION,
        lambda value: conger_kappa(),
        refused=lambda data: None if data.knows_coders else unknown_coders(),
        pair_weight=mean_over_units,
    )


def scott_pi() -> Measure:
    """Scott's pi of two coders; units that only one of them judged are left out.

    With p_c the share of both coders' values that are c::

        P_o = share of units with equal values      P_e = sum over c of p_c²      pi = (P_o - P_e)/(1 - P_e)

    Undefined for more than two coders and where both gave one value only (P_e = 1). Source: Scott (1955).
    """
    return Measure(
        "scott_pi",
        "agreement",
        lambda data: Counted(data.pairable, partial(_fleiss, data.pairable)),
        _("Scott's pi; over the units that both coders judged."),
        SCOTT_CITATION,
        lambda value: scott_pi(),
        refused=lambda data: two_coders(data, "fleiss_kappa"),
        pair_weight=mean_over_units,
    )


def fleiss_kappa() -> Measure:
    """Fleiss' kappa for any number of coders, with missing values.

    With n_uc coders giving unit u the value c and m_u coders giving it any::

        P_o = mean over u of  sum over c of n_uc (n_uc - 1) / (m_u (m_u - 1))       units with m_u >= 2
        P_e = sum over c of p_c²,   p_c = mean over u of n_uc/m_u                   units with m_u >= 1
        kappa = (P_o - P_e)/(1 - P_e)

    Undefined where one value only was given (P_e = 1). Sources: Fleiss (1971); with missing values, Gwet (2014).
    """
    return Measure(
        "fleiss_kappa",
        "agreement",
        lambda data: Counted(data.rated, partial(_fleiss, data.rated)),
        _("Fleiss' kappa; the shares of values are over all units that anybody judged."),
        FLEISS_CITATION,
        lambda value: fleiss_kappa(),
        pair_weight=mean_over_units,
    )


def shares(patterns: Patterns, draws: IntArray) -> FloatArray:
    """Replicates x values: p_c, the mean over units of n_uc/m_u."""
    total = np.zeros((len(draws), patterns.values))
    for ratings in distinct(patterns.ratings).tolist():
        total += patterns.value_totals(draws, ratings) / ratings
    return ratio(total, draws.sum(axis=1)[:, None])


def scaled(data: ReliabilityData, weights: Weights, categories: Sequence[Hashable] | None) -> Distance:
    """1 - w_ck of two value numbers."""
    if weights == "none":
        return differ
    distance = disweights(weights, in_order(data.values, categories))
    largest = max(most(weights, number_of_categories(data.values, categories)), 1)
    return lambda one, other: distance(one, other) / largest


def _cohen(readings: Readings, draws: IntArray) -> Figures:
    units = draws.sum(axis=1)
    one, other = (_given(readings, coder, draws) for coder in (0, 1))
    agreed = draws @ (readings.said[:, 0] == readings.said[:, 1])
    return Figures(ratio(agreed, units), ratio((one * other).sum(axis=1), units * units))


def _weighted(readings: Readings, apart: FloatArray, largest: int, draws: IntArray) -> Figures:
    units = draws.sum(axis=1)
    one, other = (_given(readings, coder, draws, len(apart)) for coder in (0, 1))
    seen = draws @ apart[readings.said[:, 0] - 1, readings.said[:, 1] - 1]
    by_chance = ((one @ apart) * other).sum(axis=1)
    return Figures(1 - ratio(seen, units * largest), 1 - ratio(by_chance, units * units * largest))


def _conger(readings: Readings, values: int, draws: IntArray) -> Figures:
    judging = np.flatnonzero((readings.said > 0).any(axis=0)).tolist()
    totals = np.stack([_given(readings, coder, draws, values) for coder in judging])
    given = np.sort(
        ratio(totals, totals.sum(axis=2, keepdims=True)), axis=0
    )  # sorted, so that no order of coders shows
    both = given.sum(axis=0) ** 2 - (given**2).sum(axis=0)
    pairs = len(judging) * (len(judging) - 1)
    return Figures(_agreeing(readings, draws), both.sum(axis=1) / pairs)


def _agreeing(readings: Readings, draws: IntArray) -> FloatArray:
    """P_o of readings: as ``agreeing`` of patterns."""
    judged = readings.said > 0
    coders = readings.said.shape[1]
    agreed = np.zeros(len(readings.units), dtype=np.int64)
    for one in range(coders):
        same = (readings.said[:, one, None] == readings.said[:, one + 1 :]) & judged[:, one, None]
        agreed += 2 * same.sum(axis=1)
    pairs = readings.ratings * (readings.ratings - 1)
    return ratio(added_quotients(draws, agreed, np.maximum(pairs, 1)), draws @ (pairs > 0))


def _given(readings: Readings, coder: int, draws: IntArray, values: int | None = None) -> IntArray:
    """Replicates x values: how often the coder gave each value."""
    said = readings.said[:, coder]
    order = np.argsort(said, kind="stable")
    order = order[said[order] > 0]
    values = int(readings.said.max(initial=0)) if values is None else values
    return grouped_sums(draws, order, np.ones_like(order), said[order] - 1, values)


def _fleiss(patterns: Patterns, draws: IntArray) -> Figures:
    return Figures(agreeing(patterns, draws), (shares(patterns, draws) ** 2).sum(axis=1))
