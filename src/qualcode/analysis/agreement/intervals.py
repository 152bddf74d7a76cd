"""How far a figure would move had other units, or other documents, of the same kind been coded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

from qualcode.analysis.agreement.student import t_quantile
from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.errors import WrongUse
from qualcode.messages import _

#: How many drawn counts are held in memory at once.
_AT_ONCE = 500_000

#: More kinds than this are not left out one after the other: the work grows with their square.
_MOST_LEFT_OUT = 50_000

#: The cut-offs of Krippendorff (2019): above the first, tentative conclusions; above the second, firm ones.
TENTATIVE, FIRM = 0.667, 0.800


class Resampling(NamedTuple):
    """What can be drawn anew, and the figure of what was drawn.

    ``counts`` says of each *kind* how many there are: units that show the same pattern are one kind, every document
    is its own. ``estimate`` turns replicates x kinds of drawn counts into one figure a replicate, NaN where
    undefined, with everything it rests on (D_e too) computed anew. ``kinds()`` gives for every unit, or document, its
    kind, -1 where it enters no figure; None where nobody knows.
    """

    counts: IntArray
    estimate: Callable[[IntArray], FloatArray]
    kinds: Callable[[], IntArray] | None = None


@dataclass(frozen=True)
class Interval:
    """A confidence interval and how it was made; ``low`` and ``high`` are None when ``undefined`` says why.

    ``replicates`` were drawn (or left out one), and in ``undefined_replicates`` of them the figure was undefined;
    those are left out. ``below_667`` and ``below_800`` are the shares of the other replicates below Krippendorff's
    two cut-offs: how probable it is that the figure does not reach them. None for the jackknife, which draws nothing.
    """

    low: float | None
    high: float | None
    undefined: str | None
    level: float
    method: str
    replicates: int
    undefined_replicates: int
    seed: int
    below_667: float | None = None
    below_800: float | None = None

    def __iter__(self) -> Iterator[float | None]:
        """Its two ends: ``low, high = result.interval()``."""
        return iter((self.low, self.high))


def bootstrap(resampling: Resampling, method: str, *, level: float, replicates: int, seed: int) -> Interval:
    """Percentile interval from resampled units or documents.

    Drawing as many units with replacement is drawing multinomial counts over their kinds, so no unit is read again.
    The same seed gives the same interval.

    Source: Zapf, Castell, Morawietz & Karch (2016), BMC Medical Research Methodology 16:93, where this interval holds
    its level while asymptotic ones do not. With fewer than about 50 units it is somewhat too narrow.
    """
    _check(level, replicates)
    if resampling.counts.sum() < 2:
        return Interval(None, None, _too_few(method), level, method, 0, 0, seed)
    draws = _draws(resampling.counts, replicates, np.random.default_rng(seed))
    drawn = np.concatenate([resampling.estimate(batch) for batch in draws])
    defined = drawn[~np.isnan(drawn)]
    lost = len(drawn) - len(defined)
    if not len(defined):
        return Interval(None, None, _("undefined in every resample"), level, method, replicates, lost, seed)
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2]).tolist()
    shares = (float(np.mean(defined < TENTATIVE)), float(np.mean(defined < FIRM)))
    return Interval(low, high, None, level, method, replicates, lost, seed, *shares)


def jackknife(estimate: float, resampling: Resampling, of: str, *, level: float, seed: int) -> Interval:
    """Interval from leaving out one unit (or whatever it is made ``of``) at a time, with Student's t.

    With theta_i the figure without unit i of N, and theta their mean::

        se² = (N - 1)/N  sum of (theta_i - theta)²          estimate ± t(N - 1) se

    Nothing is drawn, so the seed changes nothing. Undefined where the figure is undefined without some unit.
    Source: Hughes, J. (2022). krippendorffsalpha, The R Journal 14(1), 413-425; Efron & Tibshirani (1993), ch. 11.
    """
    _check(level, 1)
    counts = resampling.counts
    total = int(counts.sum())
    if total < 2:
        return Interval(None, None, _too_few(of), level, "jackknife", 0, 0, seed)
    without = left_out(resampling)
    lost = int(counts[np.isnan(without)].sum())
    if lost:
        reason = _("without some unit the figure is undefined")
        return Interval(None, None, reason, level, "jackknife", total, lost, seed)
    mean = (counts @ without) / total
    error = sqrt((total - 1) / total * float(counts @ (without - mean) ** 2))
    reach = t_quantile((1 + level) / 2, total - 1) * error
    return Interval(estimate - reach, estimate + reach, None, level, "jackknife", total, 0, seed)


def left_out(resampling: Resampling) -> FloatArray:
    """For each kind, the figure without one of that kind; NaN where it is then undefined.

    Raises WrongUse where there are so many kinds that nobody would wait for it.
    """
    counts = resampling.counts
    if len(counts) > _MOST_LEFT_OUT:
        raise WrongUse(
            _("{n} different units are too many to leave out one after the other.", n=len(counts)),
            _("Resample them instead, or look at fewer units."),
        )
    batch = max(1, _AT_ONCE // max(len(counts), 1))
    figures = [np.zeros(0)]
    for first in range(0, len(counts), batch):
        kinds = np.arange(first, min(first + batch, len(counts)))
        remaining = np.repeat(counts[None, :], len(kinds), axis=0)
        remaining[np.arange(len(kinds)), kinds] -= 1
        figures.append(resampling.estimate(remaining))
    return np.concatenate(figures)


def _check(level: float, replicates: int) -> None:
    if not 0 < level < 1:
        raise WrongUse(
            _("The level of an interval lies between 0 and 1, and {level} does not.", level=level),
            _("Take 0.95 for a 95 % interval."),
        )
    if replicates < 1:
        raise WrongUse(_("An interval needs at least one replicate."), _("Usual are 1000."))


def _too_few(method: str) -> str:
    return _("fewer than two documents to resample") if method == "documents" else _("fewer than two units to resample")


def _draws(counts: IntArray, replicates: int, random: np.random.Generator) -> Iterator[IntArray]:
    batch = max(1, _AT_ONCE // len(counts))
    for done in range(0, replicates, batch):
        yield _drawn(counts, min(batch, replicates - done), random)


def _drawn(counts: IntArray, replicates: int, random: np.random.Generator) -> IntArray:
    """Multinomial counts; where hardly two units are of one kind, units are drawn one by one, which is then faster."""
    total = int(counts.sum())
    if total > 8 * len(counts):
        return random.multinomial(total, counts / total, size=replicates)
    kind = np.repeat(np.arange(len(counts)), counts)
    drawn = (kind[random.integers(0, total, total)] for _replicate in range(replicates))
    return np.stack([np.bincount(kinds, minlength=len(counts)) for kinds in drawn])
