"""Ranking cases by what is coded in them: the typical, the extreme, and those that differ most from each other.

A case is a profile, the share of each code among its codings. Distances are Euclidean. Cases without codings have no profile: their
score is NaN and they are ranked behind all others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.arrays import FloatArray, IntArray


def profiles(counts: NDArray[np.number]) -> FloatArray:
    """Shares of codes by case from counts (cases x codes); a row of NaN for a case without codings."""
    total = counts.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        shares: FloatArray = counts / total
    return shares


def typicality(shares: FloatArray) -> FloatArray:
    """The distance of each case from the mean profile of them all: the smaller, the more typical."""
    return distances(shares, mean_of(shares))


def extremity(shares: FloatArray, of_all: FloatArray) -> FloatArray:
    """The standardised distance of each case from the mean of ``of_all``: of one code |x - mean| / s (Seawright & Gerring 2008).

    Over several codes the root of the sum of squares; a code whose share is the same in all cases says nothing and is left out.
    """
    known = of_all[~np.isnan(of_all).any(axis=1)]
    if len(known) < 2:
        return np.where(np.isnan(shares).any(axis=1), np.nan, 0.0)
    spread = known.std(axis=0, ddof=1)
    varies = spread > 1e-12
    with np.errstate(invalid="ignore"):
        standard = (shares[:, varies] - known.mean(axis=0)[varies]) / spread[varies]
    found: FloatArray = np.sqrt((standard**2).sum(axis=1))
    return np.where(np.isnan(shares).any(axis=1), np.nan, found)


def spread_out(shares: FloatArray, number: int) -> tuple[list[int], FloatArray]:
    """Up to ``number`` cases that differ most: first the one farthest from the mean, then always the one farthest from those taken.

    The distances at which each was taken come with them (farthest-first traversal, Gonzalez 1985). Cases without a profile are not
    taken; ties go to the first.
    """
    known = np.flatnonzero(~np.isnan(shares).any(axis=1))
    if not len(known) or number < 1:
        return [], np.empty(0)
    nearest = distances(shares[known], mean_of(shares))
    taken = [int(np.argmax(nearest))]
    at = [float(nearest[taken[0]])]
    nearest = distances(shares[known], shares[known[taken[0]]])
    while len(taken) < min(number, len(known)):
        nearest[taken] = -1
        best = int(np.argmax(nearest))
        taken.append(best)
        at.append(float(nearest[best]))
        nearest = np.minimum(nearest, distances(shares[known], shares[known[best]]))
    return [int(known[one]) for one in taken], np.array(at)


def mean_of(shares: FloatArray) -> FloatArray:
    """The mean profile of the cases that have one; zeros where none has."""
    known = shares[~np.isnan(shares).any(axis=1)]
    mean: FloatArray = known.mean(axis=0) if len(known) else np.zeros(shares.shape[1])
    return mean


def distances(shares: FloatArray, point: FloatArray) -> FloatArray:
    """The Euclidean distance of each profile from a point; NaN for a case without a profile."""
    found: FloatArray = np.sqrt(((shares - point) ** 2).sum(axis=1))
    return found


def ranked(scores: FloatArray, *, largest_first: bool) -> IntArray:
    """The positions of the cases by score, ties in their order, those without a score last."""
    keys = np.where(np.isnan(scores), np.inf, np.round(-scores if largest_first else scores, 12))
    return np.argsort(keys, kind="stable")
