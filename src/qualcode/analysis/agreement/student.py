"""Quantiles of Student's t, for whole degrees of freedom."""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

import numpy as np

#: Above so many degrees of freedom the expansion around the normal quantile is exact to the last digits.
_MANY = 400


def t_quantile(probability: float, degrees: int) -> float:
    """The value below which Student's t lies with ``probability`` (between 0.5 and 1), to about 12 digits.

    Source: Abramowitz & Stegun (1964), 26.7.3 and 26.7.4 (finite sums, solved by bisection) and 26.7.5 (expansion for
    many degrees of freedom).
    """
    if degrees > _MANY:
        return _expanded(NormalDist().inv_cdf(probability), degrees)
    low, high = 0.0, 1.0
    while _within(high, degrees) < 2 * probability - 1:
        high *= 2
    for _halving in range(200):
        middle = (low + high) / 2
        if _within(middle, degrees) < 2 * probability - 1:
            low = middle
        else:
            high = middle
    return high


def _within(t: float, degrees: int) -> float:
    """The probability that Student's t lies between -t and t."""
    angle = atan(t / sqrt(degrees))
    first = 2 if degrees % 2 else 1
    steps = np.arange(first, degrees - 2, 2)
    powers = np.cumprod(np.concatenate(([1.0], steps / (steps + 1) * cos(angle) ** 2)))
    if degrees % 2 == 0:
        return sin(angle) * float(powers.sum())
    product = sin(angle) * cos(angle) * float(powers.sum()) if degrees > 1 else 0.0
    return (angle + product) * 2 / pi


def _expanded(x: float, degrees: int) -> float:
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / float(degrees) ** power for power, term in enumerate(terms, start=1))
