"""How likely a table of counts is by chance: exact and asymptotic tests of independence.

Written out here, since a library of statistics would cost more to import than all the rest of a table.
"""

from __future__ import annotations

from math import exp, isfinite, lgamma, log

import numpy as np

from qualcode.analysis.arrays import IntArray

_SAME = 1e-7  # two tables whose probabilities differ by less than rounding are equally likely
_ENOUGH = 1e-16
_MOST_TERMS = 100_000


def fisher_exact(both: int, with_a: int, with_b: int, total: int) -> float:
    """Two-sided p of Fisher's exact test: how likely is a 2 x 2 table at most as likely as this one, its margins given?

    ``both`` of ``total`` things have a and b, ``with_a`` and ``with_b`` have the one and the other. Source: Fisher (1935);
    two-sided as the sum over all tables that are not more likely. Raises ValueError for counts that no table has.
    """
    least, most = max(0, with_a + with_b - total), min(with_a, with_b)
    if not least <= both <= most:
        raise ValueError("no table has these counts")
    k = np.arange(least, most, dtype=np.float64)
    steps = np.log(with_a - k) + np.log(with_b - k) - np.log(k + 1) - np.log(total - with_a - with_b + k + 1)
    weight = np.concatenate(([0.0], np.cumsum(steps)))
    likely = np.exp(weight - weight.max())
    return min(1.0, float(likely[weight <= weight[both - least] + _SAME].sum() / likely.sum()))


def chi_square_p(statistic: float, degrees: int) -> float:
    """How likely a chi-square of ``degrees`` degrees of freedom is at least ``statistic``: the upper incomplete gamma function.

    By its series below the mean and by its continued fraction above (Abramowitz & Stegun 1964, 6.5.29 and 6.5.31).
    """
    if degrees < 1 or statistic < 0 or not isfinite(statistic):
        raise ValueError("chi-square needs a degree of freedom and a statistic from 0")
    shape, x = degrees / 2, statistic / 2
    if x == 0:
        return 1.0
    scale = exp(shape * log(x) - x - lgamma(shape))
    return 1 - scale * _series(shape, x) if x < shape + 1 else scale * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for n in range(1, _MOST_TERMS):
        term *= x / (shape + n)
        total += term
        if term < total * _ENOUGH:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """The continued fraction, evaluated from the front (the method of Lentz, as modified by Thompson & Barnett 1986)."""
    b = x + 1 - shape
    c, d = 1e300, 1 / b
    value = d
    for n in range(1, _MOST_TERMS):
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        value *= c * d
        if abs(c * d - 1) < _ENOUGH * 10:
            break
    return value


def pearson(observed: IntArray) -> tuple[float, int, float]:
    """Pearson's chi-square of a table without empty rows or columns, its degrees of freedom, and Cramer's V."""
    expected = expected_counts(observed)
    statistic = float(((observed - expected) ** 2 / expected).sum())
    rows, columns = observed.shape
    least = min(rows, columns) - 1
    return statistic, (rows - 1) * (columns - 1), float(np.sqrt(statistic / (observed.sum() * least)))


def expected_counts(observed: IntArray) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """What the cells of a table would hold if its rows did not depend on its columns."""
    expected: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    return expected
