"""One figure over many codes: disagreements are averaged, coefficients never."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from qualcode.analysis.agreement.measures import Counted, Figures, Measure
from qualcode.analysis.agreement.patterns import Readings, distinct_columns, grouped_sums
from qualcode.analysis.agreement.result import AgreementResult, Parts
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.analysis.results import ratio
from qualcode.messages import _

#: The measures whose figure is all they observe, so that its mean is a mean of figures.
_WITHOUT_CHANCE = ("percent", "holsti", "holsti_composite", "positive_agreement")


def over_codes(measure: Measure, codes: Sequence[ReliabilityData]) -> AgreementResult:
    """The measure over several codes (at least one), each of them a yes or no to the same units::

        1 - (mean of D_o over codes) / (mean of D_e over codes)

    and the mean of D_o where the measure has no chance term. As the units are the same no weights are needed. For kappa this
    is the pooled kappa of De Vries, Elliott, Kanouse & Teleki (2008), Field Methods 20(3), 272-282; for alpha the same of its
    own D_o and D_e. A code without a figure of its own (of F1, one that nobody applied) enters neither mean. A resample
    draws units with all that was said of them, so that it moves the codes together.
    """
    words = measure.definition
    if measure.name in _WITHOUT_CHANCE:
        definition = _("Over all codes: the mean over codes. {definition}", definition=words)
    else:
        definition = _("Over all codes: disagreements are averaged, not coefficients. {definition}", definition=words)
    together = replace(measure, definition=definition, counted=lambda _data: _together(measure, codes))
    return replace(together.of(codes[0]), parts=Parts())


@dataclass(frozen=True, eq=False)
class _Code:
    """One code's figures, and which of its kinds of units each joint kind is (-1 for none).

    ``common`` is the kind of most joint kinds; ``others`` are the joint kinds of any other, sorted by it.
    """

    counted: Counted
    kind: IntArray
    common: int
    others: IntArray

    @classmethod
    def of(cls, counted: Counted, kind: IntArray) -> _Code:
        common = int(np.bincount(kind + 1).argmax()) - 1
        others = np.flatnonzero(kind != common)
        return cls(counted, kind, common, others[np.argsort(kind[others], kind="stable")])

    def figures(self, draws: IntArray, total: IntArray) -> Figures:
        """Of replicates x joint kinds of drawn counts, ``total`` in each replicate. Most units are not looked at."""
        kinds = len(self.counted.view.units)
        ones = np.ones(len(self.others), dtype=np.int64)
        drawn = grouped_sums(draws, self.others, ones, self.kind[self.others] + 1, kinds + 1)
        drawn[:, self.common + 1] = total - drawn.sum(axis=1)
        return self.counted.figures(drawn[:, 1:])


def _together(measure: Measure, codes: Sequence[ReliabilityData]) -> Counted:
    counted = [measure.counted(data) for data in codes]
    kinds = np.stack([one.view.kinds() for one in counted])
    example, label = distinct_columns(kinds + 1, int(kinds.max(initial=0)) + 2)
    joint = [_Code.of(one, row[example]) for one, row in zip(counted, kinds, strict=True)]
    units = np.bincount(label, minlength=len(example))
    said = np.zeros((len(example), 0), dtype=np.int64)
    return Counted(Readings(units, said, lambda: label), partial(_means, joint))


def _means(codes: Sequence[_Code], draws: IntArray) -> Figures:
    """The mean observed and expected of the codes that have a figure, for each replicate."""
    total = draws.sum(axis=1)
    figures = [code.figures(draws, total) for code in codes]
    observed = np.stack([one.observed for one in figures])
    expected = [one.expected for one in figures if one.expected is not None]
    return Figures(_mean(observed), _mean(np.stack(expected)) if expected else None)


def _mean(values: FloatArray) -> FloatArray:
    there = ~np.isnan(values)
    return ratio(np.where(there, values, 0).sum(axis=0), there.sum(axis=0))
