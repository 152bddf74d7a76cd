"""Gamma: agreement about units that may overlap, embed and repeat, by aligning them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from math import ceil, sqrt
from numbers import Real
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.agreement.gamma_chance import Sampler, marked_documents, ranked_values
from qualcode.analysis.agreement.gamma_terms import (
    Aligned,
    Disorders,
    TermOf,
    align,
    category_term,
    disorder_term,
    disorders,
)
from qualcode.analysis.agreement.gamma_units import Costs
from qualcode.analysis.agreement.result import AgreementResult, Breakdown, no_variation
from qualcode.analysis.agreement.unitized import (
    by_documents,
    check_continuum,
    incomparable,
    nobody_coded,
    parts_of,
    span_counts,
    unused,
    which_category,
)
from qualcode.analysis.arrays import FloatArray
from qualcode.analysis.results import check_choice, ratio
from qualcode.errors import WrongUse
from qualcode.messages import _, joined

Kind: TypeAlias = Literal["gamma", "gamma_cat", "gamma_k"]
Unaligned: TypeAlias = Literal["counted", "ignored"]

CITATION = (
    "Mathet, Y., Widlöcher, A., & Métivier, J.-P. (2015). The unified and holistic method gamma for inter-annotator agreement "
    "measure and alignment. Computational Linguistics, 41(3), 437-479."
)
CATEGORY_CITATION = (
    "Mathet, Y. (2017). The agreement measure gamma-cat, a complement to gamma focused on categorization of a continuum. "
    "Computational Linguistics, 43(3), 661-681."
)

#: More samples are never drawn, whatever precision is asked for.
MOST_SAMPLES = 5000


@dataclass(frozen=True)
class Options:
    """What gamma depends on besides the data; see ``gamma``."""

    costs: Costs
    samples: int
    seed: int
    sampler: Sampler
    precision: float | None
    unaligned: Unaligned = "counted"


@dataclass(frozen=True, eq=False)
class GammaMeasure:
    """A measure of the gamma family with its options; ``category`` is that of gamma-k."""

    name: Kind
    options: Options
    category: Hashable = None

    def of(self, continuum: Continuum) -> AgreementResult:
        """The measure of ``continuum``; undefined, with the reason, where it has no meaning.

        Raises WrongUse where units could be aligned in too many ways, Unreachable where scipy is not installed.
        """
        check_continuum(continuum, self.name)
        reason = incomparable(continuum) or (None if len(continuum.value) else nobody_coded())
        aligned = None if reason else _aligned(continuum, self.options, self._term(continuum))
        return self._result(continuum, aligned, reason)

    def _result(self, continuum: Continuum, aligned: Aligned | None, reason: str | None) -> AgreementResult:
        reason = reason or self._no_category(continuum)
        term = None if reason or aligned is None else aligned.term(self._term(continuum))
        found = term and disorders(term, np.ones((1, term.amount.shape[1]), dtype=np.int64))
        reason = reason or (_not_comparable(found) if found else None)
        estimate = (lambda draws: _estimate(disorders(term, draws))) if term else None
        return AgreementResult(
            measure=self.name,
            estimate=float(_estimate(found)[0]) if found and not reason else None,
            undefined=reason,
            observed=_plain(found.observed) if found else None,
            expected=_plain(found.expected) if found else None,
            definition=self._definition(aligned, found),
            citation=CITATION if self.name == "gamma" else CATEGORY_CITATION,
            counts=self._counts(continuum, aligned),
            resamplings=by_documents(continuum, estimate) if estimate else {},
            parts=parts_of(self, continuum, lambda: self._categories(continuum, aligned)),
        )

    def _no_category(self, continuum: Continuum) -> str | None:
        if self.name != "gamma_k" or self.category in continuum.values:
            return None
        return which_category() if self.category is None else unused(self.category)

    def _term(self, continuum: Continuum) -> TermOf:
        if self.name == "gamma" or self._no_category(continuum):
            return disorder_term
        number = (
            int(ranked_values(continuum)[continuum.values.index(self.category)]) if self.name == "gamma_k" else None
        )
        return category_term(number, self.options.costs, unaligned=self.options.unaligned == "counted")

    def _categories(self, continuum: Continuum, aligned: Aligned | None) -> Breakdown:
        if aligned is None or self.category is not None:
            return {}
        each = {value: replace(self, name="gamma_k", category=value) for value in continuum.values}
        bare = replace(self, name="gamma_k")._definition(None, None)  # how many samples it took is told of the whole
        return {value: replace(one._result(continuum, aligned, None), definition=bare) for value, one in each.items()}

    def _counts(self, continuum: Continuum, aligned: Aligned | None) -> dict[str, int]:
        alignments = aligned.unitary_alignments if aligned else 0
        return span_counts(continuum) | {
            "unitary_alignments": alignments,
            "samples": aligned.samples if aligned else 0,
            "seed": self.options.seed,
        }

    def _definition(self, aligned: Aligned | None, found: Disorders | None) -> str:
        costs = self.options.costs
        words = _(
            "{measure}: 1 - observed/expected disorder of the best alignment; alpha {alpha:g}, beta {beta:g}, "
            "delta_empty {empty:g}, sampler {sampler}, seed {seed}.",
            measure=self.name,
            alpha=costs.alpha,
            beta=costs.beta,
            empty=costs.empty,
            sampler=self.options.sampler,
            seed=self.options.seed,
        )
        if aligned is None or found is None:
            return words
        error = 1.96 * found.spread / sqrt(aligned.samples)
        known = _(
            "Expected disorder from {samples} samples, known to ± {error:.1%}.", samples=aligned.samples, error=error
        )
        return joined((words, known))


def gamma(
    alpha: float = 3,
    beta: float = 1,
    delta_empty: float = 1,
    samples: int = 30,
    seed: int = 1,
    sampler: Sampler = "shuffle",
    precision: float | None = 0.02,
) -> GammaMeasure:
    """Gamma, for units u = (s, e, c) from s to e with the value c, that may overlap, embed and repeat::

        d_pos(u,v) = ( (|s_u - s_v| + |e_u - e_v|) / ((e_u - s_u) + (e_v - s_v)) )² delta_empty
        d_cat(u,v) = 0 for equal values, else delta_empty
        d(u,v) = alpha d_pos + beta d_cat          d = delta_empty where one or both of a pair are missing

    A unitary alignment takes at most one unit of each of m coders; its disorder is the mean of d over the C(m,2) pairs. An
    alignment puts every unit into one; its disorder is the sum over them, over documents too, divided by the mean number of
    units a coder. The best alignment has the least, and is found exactly::

        gamma = 1 - disorder of the best alignment / mean disorder of the best alignments of random continua

    Random continua are drawn document by document: "shuffle" moves coders' units by random cuts, as the authors do,
    "statistical" draws numbers, gaps, lengths and values. ``samples`` are drawn at least, and so many more
    that the expected disorder is known as well as ``precision`` says (0.02 for 2 %, at 95 %); None draws no more. The figure depends on all these options, so ``definition``
    names them. ``per_category`` is ``gamma_k`` of each value.

    Source: Mathet, Widlöcher & Métivier (2015). Raises WrongUse for options that have no meaning.
    """
    return GammaMeasure("gamma", _options(alpha, beta, delta_empty, samples, seed, sampler, precision))


def gamma_cat(
    alpha: float = 3,
    beta: float = 1,
    delta_empty: float = 1,
    samples: int = 30,
    seed: int = 1,
    sampler: Sampler = "shuffle",
    precision: float | None = 0.02,
    unaligned: Unaligned = "counted",
) -> GammaMeasure:
    """Gamma-cat: agreement about values alone, on the alignment that is best for ``gamma``.

    Over the pairs of units in a unitary alignment of k units, each of the weight w = max(0, 1 - alpha d_pos) / (k - 1)::

        disorder = sum of w [values differ] / sum of w          gamma_cat = 1 - observed / mean of random continua

    ``unaligned`` "counted" lets each pair of a unit and a missing one count as a difference of weight 1, "ignored" leaves
    such pairs out; where coders place units differently the first is much lower. The other options are those of ``gamma``;
    ``per_category`` is ``gamma_k`` of each value. Source: Mathet (2017). Raises WrongUse for options that have no meaning.
    """
    options = _options(alpha, beta, delta_empty, samples, seed, sampler, precision)
    check_choice(unaligned, Unaligned)
    return GammaMeasure("gamma_cat", replace(options, unaligned=unaligned))


def gamma_k(
    category: Hashable = None,
    alpha: float = 3,
    beta: float = 1,
    delta_empty: float = 1,
    samples: int = 30,
    seed: int = 1,
    sampler: Sampler = "shuffle",
    precision: float | None = 0.02,
    unaligned: Unaligned = "counted",
) -> GammaMeasure:
    """Gamma-k: as ``gamma_cat``, over the pairs one of whose units at least has the value ``category``.

    Without a category the figure is undefined and ``per_category`` has it for each. Source: Mathet (2017).
    """
    return replace(
        gamma_cat(alpha, beta, delta_empty, samples, seed, sampler, precision, unaligned),
        name="gamma_k",
        category=category,
    )


def _options(
    alpha: float, beta: float, delta_empty: float, samples: int, seed: int, sampler: Sampler, precision: float | None
) -> Options:
    check_choice(sampler, Sampler)
    numbers = (alpha, beta, delta_empty, samples, 1 if precision is None else precision)
    if not all(isinstance(one, Real) for one in numbers) or not (alpha > 0 and beta >= 0 and delta_empty > 0):
        raise WrongUse(_("alpha and delta_empty are numbers above 0, and beta is 0 or more."))
    if samples != int(samples) or not 1 <= samples <= MOST_SAMPLES:
        raise WrongUse(_("The number of samples is a whole one, from 1 to {most}.", most=MOST_SAMPLES))
    if precision is not None and not 0 < precision < 1:
        raise WrongUse(_("A precision lies between 0 and 1."), _("0.02 means 2 %."))
    if not isinstance(seed, int) or seed < 0:
        raise WrongUse(_("A seed is a whole number, 0 or more."))
    return Options(Costs(float(alpha), float(beta), float(delta_empty)), int(samples), seed, sampler, precision)


def _aligned(continuum: Continuum, options: Options, term: TermOf) -> Aligned:
    """What was coded and the samples, and more of these where the precision asks for it (Mathet et al. 2015, section 5.3)."""
    documents = marked_documents(continuum)
    aligned = align(documents, options.costs, options.sampler, options.seed, 0, options.samples)
    if options.precision is None:
        return aligned
    once = np.ones((1, len(documents)), dtype=np.int64)
    spread = disorders(aligned.term(term), once).spread
    needed = min(ceil((1.96 * spread / options.precision) ** 2), MOST_SAMPLES)
    if needed <= options.samples:
        return aligned
    more = align(documents, options.costs, options.sampler, options.seed, options.samples + 1, needed)
    return Aligned(aligned.documents, needed, (*aligned.batches, *more.batches))


def _estimate(found: Disorders) -> FloatArray:
    return 1 - np.where(found.expected > 0, ratio(found.observed, found.expected), np.nan)


def _not_comparable(found: Disorders) -> str | None:
    if np.isnan(found.observed[0]):
        return _("no two units that could be compared were aligned")
    return None if found.expected[0] > 0 else no_variation()


def _plain(figure: FloatArray) -> float | None:
    return None if np.isnan(figure[0]) else float(figure[0])
