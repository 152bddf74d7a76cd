"""How a measure of agreement about spans becomes a result with all that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, Protocol

import numpy as np

from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.agreement.intervals import Resampling
from qualcode.analysis.agreement.result import AgreementResult, Breakdown, Parts, no_variation, too_few_coders
from qualcode.analysis.agreement.shared_matter import SharedMatter, Totals, shared_matter, totals
from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.errors import WrongUse
from qualcode.messages import _, noted


class Figures(NamedTuple):
    """One figure a replicate, NaN where undefined; ``coverage`` is None where a measure speaks of all the text."""

    estimate: FloatArray
    observed: FloatArray
    expected: FloatArray
    coverage: FloatArray | None = None


class SpanMeasure(Protocol):
    """What can be computed of a continuum."""

    def of(self, continuum: Continuum) -> AgreementResult:
        """The measure of ``continuum``."""
        ...


@dataclass(frozen=True, eq=False)
class UnitizedMeasure:
    """A measure made of the matter that coders share.

    ``figures`` computes from totals and, for a measure of one ``category``, its number; ``reason`` says why they have no such
    figure. ``speaks_of_all`` values, or else of one; ``by_category`` gives the measure of one value. ``within_values`` looks at each value by itself, so that a coder's
    spans of different values may overlap.
    """

    name: str
    figures: Callable[[Totals, int], Figures]
    reason: Callable[[Totals, int], str | None]
    definition: str
    citation: str
    by_category: Callable[[Hashable], UnitizedMeasure] | None = None
    within_values: bool = False
    category: Hashable = None
    speaks_of_all: bool = False

    def of(self, continuum: Continuum) -> AgreementResult:
        """The measure of ``continuum``; undefined, with the reason, where it has no meaning.

        Raises WrongUse where spans of one coder overlap that may not.
        """
        check_continuum(continuum, self.name)
        refuse_overlaps(continuum, self.name, within_values=self.within_values)
        return self._result(continuum, shared_matter(continuum, within_values=self.within_values))

    def _result(self, continuum: Continuum, matter: SharedMatter) -> AgreementResult:
        number = continuum.values.index(self.category) if self.category in continuum.values else -1
        once = totals(matter, np.ones((1, len(matter.judges)), dtype=np.int64))
        unknown = None if number >= 0 or self.category is None else unused(self.category)
        reason = incomparable(continuum) or _nothing(once) or unknown or self.reason(once, number)
        figures = None if number < 0 and not self.speaks_of_all else self.figures(once, number)
        return AgreementResult(
            measure=self.name,
            estimate=None if reason or figures is None else float(figures.estimate[0]),
            undefined=reason,
            observed=_plain(figures and figures.observed),
            expected=_plain(figures and figures.expected),
            coverage=_plain(figures and figures.coverage),
            definition=self.definition,
            citation=self.citation,
            counts=span_counts(continuum),
            resamplings=by_documents(continuum, lambda draws: self.figures(totals(matter, draws), number).estimate),
            parts=parts_of(self, continuum, lambda: self._categories(continuum, matter)),
        )

    def _categories(self, continuum: Continuum, matter: SharedMatter) -> Breakdown:
        if self.by_category is None:
            return {}
        return {value: self.by_category(value)._result(continuum, matter) for value in continuum.values}


def _plain(figure: FloatArray | None) -> float | None:
    return None if figure is None or np.isnan(figure[0]) else float(figure[0])


def check_continuum(continuum: object, measure: str) -> None:
    """Raise WrongUse unless ``continuum`` is one."""
    if not isinstance(continuum, Continuum):
        raise WrongUse(
            _("{measure} compares spans and needs a Continuum.", measure=measure),
            _("Make one with Continuum.from_spans(length, spans)."),
        )


def refuse_overlaps(continuum: Continuum, measure: str, *, within_values: bool) -> None:
    """Raise WrongUse, with the place and what to do, where spans of one coder (and value) overlap."""
    met = continuum.overlap(within_values=within_values)
    if met is None:
        return
    one, other = (
        noted(f"{continuum.start[place]}–{continuum.end[place]}", continuum.values[continuum.value[place]])
        for place in met
    )
    raise WrongUse(
        _(
            "Coder {coder}, document {document}: {one} and {other} overlap, and {measure} needs spans that do not.",
            coder=continuum.coders[continuum.coder[met[0]]],
            document=continuum.documents[continuum.document[met[0]]],
            one=one,
            other=other,
            measure=measure,
        ),
        _("Join them with Continuum.without_overlaps(), or take gamma.")
        if within_values
        else _(
            "Take binary_unitized_alpha (in Python with per_code=True), which looks at each code by itself, or gamma."
        ),
    )


def incomparable(continuum: Continuum) -> str | None:
    """Why nothing can be compared, or None."""
    if len(continuum.coders) < 2:
        return too_few_coders()
    compared = continuum.present.sum(axis=1) >= 2
    if not compared.any():
        return _("no document was coded by two coders")
    return None if continuum.lengths[compared].any() else _("the documents hold no text")


def unused(category: Hashable) -> str:
    """Why a figure of one value is undefined that nobody gave."""
    return _("nobody used {category}", category=category)


def which_category() -> str:
    """Why a figure of one value is undefined when none is named."""
    return _("this is a figure of one code; name it (category=), or read it for each code")


def nobody_coded() -> str:
    """Why every figure is undefined where no span was marked."""
    return _("nobody coded anything")


def _nothing(once: Totals) -> str | None:
    return None if once.length.any() else nobody_coded()


def without_variation(figures: Figures) -> str | None:
    """The reason where no disagreement can be expected."""
    return None if figures.expected[0] > 0 else no_variation()


def span_counts(continuum: Continuum) -> dict[str, int]:
    """What a figure over spans rests on; documents that fewer than two coded enter only ``single_coded_documents``."""
    compared = continuum.present.sum(axis=1) >= 2
    spans = compared[continuum.document]
    return {
        "coders": int(continuum.present[compared].any(axis=0).sum()),
        "documents": int(compared.sum()),
        "single_coded_documents": int((continuum.present.sum(axis=1) == 1).sum()),
        "characters": int(continuum.lengths[compared].sum()),
        "spans": int(spans.sum()),
        "coded_characters": int((continuum.end - continuum.start)[spans].sum()),
        "values": int(np.count_nonzero(np.bincount(continuum.value[spans]))),
        "joined": continuum.joined,
    }


def by_documents(continuum: Continuum, estimate: Callable[[IntArray], FloatArray]) -> dict[str, Resampling]:
    """Draw documents anew; ``estimate`` is given draws over those that at least two coders coded."""
    compared = continuum.present.sum(axis=1) >= 2
    kinds = np.where(compared, np.cumsum(compared) - 1, -1)
    return {"documents": Resampling(np.ones(int(compared.sum()), dtype=np.int64), estimate, lambda: kinds)}


def parts_of(measure: SpanMeasure, continuum: Continuum, categories: Callable[[], Breakdown]) -> Parts:
    """The same measure of each pair of coders, each document, and of all coders but one."""
    coders, documents = continuum.coders, continuum.documents
    everybody = range(len(coders))
    return Parts(
        categories=categories,
        pairs=lambda: {
            (coders[one], coders[other]): measure.of(continuum.only(coders=(one, other)))
            for one, other in combinations(everybody, 2)
        },
        documents=lambda: {
            label: measure.of(continuum.only(documents=(number,))) for number, label in enumerate(documents)
        },
        without_coder=lambda: {
            coders[left_out]: measure.of(continuum.only(coders=[one for one in everybody if one != left_out]))
            for left_out in everybody
            if len(coders) > 2
        },
    )
