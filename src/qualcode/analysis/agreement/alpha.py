"""Krippendorff's alpha for units that were given."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement.result import Figures, Measure
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray, added, added_quotients, begins
from qualcode.analysis.results import check_choice, ratio
from qualcode.messages import _

CITATION = (
    "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed., ch. 12). Sage. "
    "Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data. "
    "Communication Methods and Measures, 1(1), 77-89."
)


Metric: TypeAlias = Literal["nominal"]


def alpha(metric: Metric = "nominal") -> Measure:
    """Krippendorff's alpha for any number of coders, with missing values.

    The metric says how much two values differ: "nominal", not at all or wholly.

    With n_uc coders giving unit u the value c, m_u = sum of n_uc over c, and only units with m_u >= 2::

        n..  = sum of m_u                 n_c = sum of n_uc over u
        D_o  = 1/n..            sum over u of (m_u² - sum over c of n_uc²) / (m_u - 1)
        D_e  = 1/(n..(n.. - 1)) (n..² - sum over c of n_c²)
        alpha = 1 - D_o/D_e

    Undefined where only one value was used: without variation there is nothing to agree or disagree about (D_e = 0).
    Source: Krippendorff (2019), ch. 12; Hayes & Krippendorff (2007). Raises WrongUse for another metric.
    """
    check_choice(metric, Metric)
    return Measure(
        "alpha",
        _figures,
        lambda data: no_variation() if len(data.values_used) < 2 else None,
        _("Krippendorff's alpha, nominal: 1 - observed/expected disagreement."),
        CITATION,
    )


def no_variation() -> str:
    """Why alpha is undefined where D_e is 0."""
    return _("all values are equal, so no disagreement can be expected")


def _figures(data: ReliabilityData, draws: IntArray) -> Figures:
    ratings = draws @ data.ratings
    given = _value_totals(data, draws)
    observed = ratio(_disagreeing(data, draws), ratings)
    expected = ratio(ratings * ratings - (given * given).sum(axis=1), ratings * (ratings - 1))
    return Figures(1 - ratio(observed, expected), observed, expected)


def _value_totals(data: ReliabilityData, draws: IntArray) -> IntArray:
    """n_c: replicates x values used, how often each value was given."""
    first = np.flatnonzero(begins(data.value))
    return np.add.reduceat(np.take(draws, data.pattern, axis=1) * data.count, first, axis=1)


def _disagreeing(data: ReliabilityData, draws: IntArray) -> FloatArray:
    """The numerator of D_o."""
    alike = added(data.pattern, data.count**2, len(data.units))
    return added_quotients(draws, data.ratings**2 - alike, data.ratings - 1)
