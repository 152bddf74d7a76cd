"""A continuum and its random likes, all aligned, and what gamma, gamma-cat and gamma-k add up from that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from qualcode.analysis.agreement.gamma_alignment import Alignment, best_alignment, pairs_within
from qualcode.analysis.agreement.gamma_chance import SAMPLERS, Marked, MarkedDocument, Sampler, on_stages
from qualcode.analysis.agreement.gamma_units import Costs, place_cost
from qualcode.analysis.arrays import FloatArray, IntArray, added
from qualcode.analysis.results import ratio

#: So many units are aligned in one go, a few of them where one document alone has more.
_AT_ONCE = 4_000


class Term(NamedTuple):
    """What is divided by what; an entry for each stage, or samples x documents."""

    amount: FloatArray
    weight: FloatArray


TermOf: TypeAlias = Callable[[Alignment], Term]


@dataclass(frozen=True, eq=False)
class Batch:
    """Stages aligned together: of each the sample (0 is what was coded, chance counts from 1) and the document."""

    alignment: Alignment
    sample: IntArray
    document: IntArray


@dataclass(frozen=True, eq=False)
class Aligned:
    """The documents as coded and as drawn ``samples`` times by chance, all aligned at the least cost."""

    documents: int
    samples: int
    batches: tuple[Batch, ...]

    def term(self, of: TermOf) -> Term:
        """Samples x documents, what was coded in row 0."""
        shape = (self.samples + 1, self.documents)
        whole = Term(np.zeros(shape), np.zeros(shape))
        for batch in self.batches:
            for total, part in zip(whole, of(batch.alignment), strict=True):
                total[batch.sample, batch.document] = part
        return whole

    @property
    def unitary_alignments(self) -> int:
        """How many unitary alignments the best alignment of what was coded has."""
        return int(sum(batch.alignment.unitary_alignments[batch.sample == 0].sum() for batch in self.batches))


class Disorders(NamedTuple):
    """Observed and expected disorder, one figure a replicate; ``spread`` is the deviation of the samples over their mean."""

    observed: FloatArray
    expected: FloatArray
    spread: float


def disorders(term: Term, draws: IntArray) -> Disorders:
    """Added up over documents, each as often as drawn; the expected one is the mean over samples that have one."""
    observed = ratio(draws @ term.amount[0], draws @ term.weight[0])
    by_chance = ratio(draws @ term.amount[1:].T, draws @ term.weight[1:].T)
    defined = ~np.isnan(by_chance)
    expected = ratio(np.where(defined, by_chance, 0).sum(axis=1), defined.sum(axis=1))
    first = by_chance[0][defined[0]]
    spread = float(first.std(ddof=1) / first.mean()) if len(first) > 1 and first.mean() > 0 else 0.0
    return Disorders(observed, expected, spread)


def align(documents: list[MarkedDocument], costs: Costs, sampler: Sampler, seed: int, first: int, last: int) -> Aligned:
    """Align samples ``first`` to ``last``; sample 0 is what was coded. Every sample has a seed of its own."""
    batches = [
        Batch(best_alignment(on_stages([stage.drawn for stage in stages]), costs), *_places(stages))
        for stages in _gathered(documents, sampler, seed, range(first, last + 1))
    ]
    return Aligned(len(documents), last, tuple(batches))


class _Stage(NamedTuple):
    drawn: tuple[Marked, ...]
    sample: int
    document: int


def _places(stages: list[_Stage]) -> tuple[IntArray, IntArray]:
    return np.array([stage.sample for stage in stages]), np.array([stage.document for stage in stages])


def _gathered(documents: list[MarkedDocument], sampler: Sampler, seed: int, samples: range) -> Iterator[list[_Stage]]:
    """Stages with equally many coders, as many together as may be aligned in one go."""
    waiting: dict[int, list[_Stage]] = {}
    units: dict[int, int] = {}
    for sample in samples:
        random = np.random.default_rng([seed, sample])
        for document in documents:
            coders = len(document.coders)
            drawn = SAMPLERS[sampler](document, random) if sample else document.coders
            waiting.setdefault(coders, []).append(_Stage(drawn, sample, document.place))
            units[coders] = units.get(coders, 0) + sum(len(marked.start) for marked in drawn)
            if units.get(coders, 0) > _AT_ONCE:
                yield waiting.pop(coders)
                units.pop(coders)
    yield from waiting.values()


def disorder_term(alignment: Alignment) -> Term:
    """Of gamma: the disorders of unitary alignments over the mean number of units a coder."""
    units = alignment.units
    return Term(alignment.disorder, np.bincount(units.stage, minlength=units.stages) / units.coders)


def category_term(category: int | None, costs: Costs, *, unaligned: bool) -> TermOf:
    """Of gamma-cat, or of gamma-k for the number of a category: the weighted disagreement of values over the weights."""

    def term(alignment: Alignment) -> Term:
        units, groups = alignment.units, alignment.groups
        filled = (groups >= 0).sum(axis=1)
        group, one, other = pairs_within(groups)
        if category is not None:
            kept = (units.value[one] == category) | (units.value[other] == category)
            group, one, other = group[kept], one[kept], other[kept]
        weight = np.maximum(0, 1 - costs.alpha * place_cost(units, one, other)) / (filled[group] - 1)
        unlike = weight * (units.value[one] != units.value[other])
        amounts = [added(units.stage[one], unlike, units.stages), added(units.stage[one], weight, units.stages)]
        if unaligned:
            concerned = np.ones(len(units.value)) if category is None else (units.value == category).astype(np.float64)
            beside = added(units.stage, concerned * (units.coders - alignment.company), units.stages)
            amounts = [amount + beside for amount in amounts]
        return Term(*amounts)

    return term
