"""How far a figure would move had other units of the same kind been coded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.messages import _

#: How many drawn counts are held in memory at once.
_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Interval:
    """A confidence interval and how it was made; ``low`` and ``high`` are None when ``undefined`` says why.

    ``replicates`` were drawn, and in ``undefined_replicates`` of them the figure was undefined; those are left out.
    """

    low: float | None
    high: float | None
    undefined: str | None
    level: float
    method: str
    replicates: int
    undefined_replicates: int
    seed: int


def unit_bootstrap(
    units: IntArray, estimate: Callable[[IntArray], FloatArray], *, level: float, replicates: int, seed: int
) -> Interval:
    """Percentile interval from resampled units.

    ``units`` counts the units of each pattern; drawing as many units with replacement is drawing multinomial counts over
    the patterns, so no unit is read again. ``estimate`` turns replicates x patterns of drawn counts into one figure a
    replicate, NaN where undefined, with everything it rests on (D_e too) computed anew. The same seed gives the same
    interval.

    Source: Zapf, Castell, Morawietz & Karch (2016), BMC Medical Research Methodology 16:93, where this interval holds its
    level while asymptotic ones do not. With fewer than about 50 units it is somewhat too narrow.
    """
    if not 0 < level < 1:
        raise ValueError("the level of an interval lies between 0 and 1")
    if units.sum() < 2:
        return Interval(None, None, _("fewer than two units to resample"), level, "units", 0, 0, seed)
    draws = _draws(units, replicates, np.random.default_rng(seed))
    drawn = np.concatenate([estimate(batch) for batch in draws])
    defined = drawn[~np.isnan(drawn)]
    lost = len(drawn) - len(defined)
    if not len(defined):
        return Interval(None, None, _("undefined in every resample"), level, "units", replicates, lost, seed)
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return Interval(low, high, None, level, "units", replicates, lost, seed)


def _draws(units: IntArray, replicates: int, random: np.random.Generator) -> Iterator[IntArray]:
    batch = max(1, _AT_ONCE // len(units))
    for done in range(0, replicates, batch):
        yield _drawn(units, min(batch, replicates - done), random)


def _drawn(units: IntArray, replicates: int, random: np.random.Generator) -> IntArray:
    """Multinomial counts; where hardly two units share a pattern, units are drawn one by one, which is then faster."""
    total = int(units.sum())
    if total > 8 * len(units):
        return random.multinomial(total, units / total, size=replicates)
    pattern = np.repeat(np.arange(len(units)), units)
    drawn = (pattern[random.integers(0, total, total)] for _replicate in range(replicates))
    return np.stack([np.bincount(patterns, minlength=len(units)) for patterns in drawn])
