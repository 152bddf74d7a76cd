"""A measure of agreement over units: how to compute it, and how it is taken apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np

from qualcode.analysis.agreement.distances import Distance, differ
from qualcode.analysis.agreement.intervals import Resampling
from qualcode.analysis.agreement.patterns import Patterns, Readings, entry_pairs, grouped_sums
from qualcode.analysis.agreement.result import (
    AgreementResult,
    Breakdown,
    Confusion,
    Parts,
    Terms,
    no_pairable_unit,
    no_variation,
    too_few_coders,
)
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.agreement.values import value_order
from qualcode.analysis.arrays import AT_ONCE, FloatArray, IntArray, added
from qualcode.analysis.results import ratio
from qualcode.errors import WrongUse
from qualcode.messages import _


class Figures(NamedTuple):
    """In the terms of the measure, one a replicate, NaN where undefined; ``expected`` is None without a chance term."""

    observed: FloatArray
    expected: FloatArray | None


#: Units told apart so far as a measure needs it.
View: TypeAlias = Patterns | Readings


class Counted(NamedTuple):
    """The units a measure counts, and its figures of replicates x kinds of drawn counts of them."""

    view: View
    figures: Callable[[IntArray], Figures]


#: What a pair of coders in a unit with so many values weighs in the observed disagreement.
PairWeight: TypeAlias = Callable[[ReliabilityData, IntArray], FloatArray]


@dataclass(frozen=True)
class Measure:
    """A measure of agreement: how to compute it, when it is undefined, what it is and where it comes from.

    In ``terms`` of disagreement it is 1 - D_o/D_e, in terms of agreement (P_o - P_e)/(1 - P_e), or P_o without a
    chance term. ``counted`` gives the two of data, as they are and of every resample in the same way. ``refused``
    says why data cannot be measured at all, ``empty`` why what the figure is a share of may be 0. ``yes_and_no`` is
    the same measure of one value against all others. ``distance`` and ``pair_weight`` say what a pair of values costs
    in D_o; without a weight there is no such cost.
    """

    name: str
    terms: Terms
    counted: Callable[[ReliabilityData], Counted]
    definition: str
    citation: str
    yes_and_no: Callable[[Hashable], Measure]
    refused: Callable[[ReliabilityData], str | None] = lambda data: None
    empty: Callable[[], str] = no_variation
    distance: Callable[[ReliabilityData], Distance] = field(default=lambda data: differ)
    pair_weight: PairWeight | None = None

    def of(self, data: object) -> AgreementResult:
        """The measure of ``data``; undefined, with the reason, where it has no meaning. Raises WrongUse for other data."""
        if not isinstance(data, ReliabilityData):
            raise WrongUse(
                _("{measure} compares units and needs ReliabilityData.", measure=self.name),
                _("Make them with ReliabilityData.from_rows(rows)."),
            )
        reason = _unpairable(data) or self.refused(data)
        if reason:
            return self._result(data, reason, None, Figures(np.full(1, np.nan), None), {})
        view, figures = self.counted(data)
        found = figures(view.units[None, :])
        estimate = _number(self.estimate(found))
        resamplings = _resamplings(data, view, lambda draws: self.estimate(figures(draws)))
        return self._result(data, self.empty() if estimate is None else None, estimate, found, resamplings)

    def estimate(self, figures: Figures) -> FloatArray:
        """The figure of each replicate, NaN where chance leaves nothing to agree or disagree about."""
        observed, expected = figures
        if expected is None:
            return observed
        if self.terms == "disagreement":
            return 1 - ratio(observed, expected)
        return ratio(observed - expected, 1 - expected)

    def _result(
        self,
        data: ReliabilityData,
        reason: str | None,
        estimate: float | None,
        figures: Figures,
        resamplings: Mapping[str, Resampling],
    ) -> AgreementResult:
        return AgreementResult(
            measure=self.name,
            estimate=estimate,
            undefined=reason,
            observed=_number(figures.observed),
            expected=None if figures.expected is None else _number(figures.expected),
            definition=self.definition,
            citation=self.citation,
            counts=data.counts,
            terms=self.terms,
            resamplings=resamplings,
            parts=self._parts(data),
        )

    def _parts(self, data: ReliabilityData) -> Parts:
        return Parts(
            categories=partial(_categories, self, data),
            pairs=partial(_pairs, self, data),
            documents=partial(_documents, self, data),
            without_coder=partial(_without_coder, self, data),
            confusions=partial(_confusions, self, data),
        )


def _number(values: FloatArray) -> float | None:
    """The first of them, None for NaN."""
    return None if np.isnan(values[0]) else float(values[0])


def _unpairable(data: ReliabilityData) -> str | None:
    if len(data.coders) < 2:
        return too_few_coders()
    return None if data.counts["pairable_units"] else no_pairable_unit()


def two_coders(data: ReliabilityData, instead: str) -> str | None:
    """Why a measure of two coders refuses the data: there are more, or nobody knows who said what."""
    if not data.knows_coders:
        return unknown_coders()
    if len(data.coders) == 2:
        return None
    return _(
        "it compares two coders, and there are {n}: see each pair, or take {instead}",
        n=len(data.coders),
        instead=instead,
    )


def unknown_coders() -> str:
    """Why a measure that tells coders apart refuses counts of units."""
    return _("the counts do not tell which coder said what")


def _resamplings(
    data: ReliabilityData, view: View, estimate: Callable[[IntArray], FloatArray]
) -> dict[str, Resampling]:
    found = {"units": Resampling(view.units, estimate, view.kinds)}
    if data.document is not None:
        document, counts = data.document, np.ones(len(data.documents), dtype=np.int64)
        found["documents"] = Resampling(counts, _Documents(document, view, estimate), lambda: np.arange(len(counts)))
    return found


class _Documents:
    """The estimate of drawn documents: each brings all its units."""

    def __init__(self, document: IntArray, view: View, estimate: Callable[[IntArray], FloatArray]) -> None:
        self.document, self.view, self.estimate = document, view, estimate
        self.units: tuple[IntArray, IntArray, IntArray] | None = None

    def __call__(self, draws: IntArray) -> FloatArray:
        kind, document, times = self.units = self.units or self._units()
        parts = np.array_split(draws, max(1, len(draws) * len(kind) // AT_ONCE))
        counts = (grouped_sums(part, document, times, kind, len(self.view.units)) for part in parts)
        return np.concatenate([self.estimate(units) for units in counts])

    def _units(self) -> tuple[IntArray, IntArray, IntArray]:
        """How many units of each kind each document holds: kind, document and number, sorted by kind."""
        kinds, documents = self.view.kinds(), int(self.document.max()) + 1
        counting = kinds >= 0
        cell, times = np.unique(kinds[counting] * documents + self.document[counting], return_counts=True)
        return cell // documents, cell % documents, times


def _categories(measure: Measure, data: ReliabilityData) -> Breakdown:
    if data.values and all(isinstance(value, frozenset) for value in data.values):
        members = sorted({member for value in data.values for member in value}, key=value_order)  # type: ignore[attr-defined]
        held = {one: np.array([one in value for value in data.values]) for one in members}  # type: ignore[operator]
    else:
        held = {value: np.arange(len(data.values)) == number for number, value in enumerate(data.values)}
    return {value: measure.yes_and_no(value).of(data.yes_and_no(yes)) for value, yes in held.items()}


def _pairs(measure: Measure, data: ReliabilityData) -> Breakdown:
    if not data.knows_coders:
        return {}
    places = combinations(range(len(data.coders)), 2)
    return {
        (data.coders[one], data.coders[other]): measure.of(data.collapsed.of_coders((one, other)))
        for one, other in places
    }


def _without_coder(measure: Measure, data: ReliabilityData) -> Breakdown:
    if not data.knows_coders or len(data.coders) < 3:
        return {}
    everybody = range(len(data.coders))
    return {
        data.coders[left]: measure.of(data.collapsed.of_coders([place for place in everybody if place != left]))
        for left in everybody
    }


def _documents(measure: Measure, data: ReliabilityData) -> Breakdown:
    if data.document is None:
        return {}
    order = np.argsort(data.document, kind="stable")
    edges = np.searchsorted(data.document[order], np.arange(1, len(data.documents)))
    return {
        label: measure.of(data.of_units(units))
        for label, units in zip(data.documents, np.split(order, edges), strict=True)
    }


def _confusions(measure: Measure, data: ReliabilityData) -> tuple[Confusion, ...]:
    """Different values that met in a unit, the costliest first."""
    if measure.pair_weight is None or _unpairable(data):
        return ()
    patterns: Patterns = data.pairable
    pairs = entry_pairs(patterns)
    times = pairs.times * patterns.units[pairs.pattern]
    cost = times * measure.pair_weight(data, patterns.ratings[pairs.pattern])
    cost *= measure.distance(data)(pairs.one, pairs.other)
    cell = pairs.one * len(data.values) + pairs.other
    shown, number = np.unique(cell, return_inverse=True)
    counts, costs = added(number, times, len(shown)).tolist(), added(number, cost, len(shown)).tolist()
    ends = zip((shown // len(data.values)).tolist(), (shown % len(data.values)).tolist(), strict=True)
    found = [
        Confusion(data.values[one], data.values[other], count, cost)
        for (one, other), count, cost in zip(ends, counts, costs, strict=True)
    ]
    return tuple(sorted(found, key=lambda confusion: -confusion.cost))
