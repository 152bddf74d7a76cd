"""What a measure of agreement gives: a figure with all that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import numpy as np

from qualcode.analysis.agreement.intervals import Interval, Resampling, bootstrap, jackknife, left_out
from qualcode.analysis.arrays import FloatArray
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = ("measure", "estimate", "undefined", "terms", "observed", "expected", "coverage")

#: Other names of ways to make an interval; the bootstrap draws what there is to draw.
_ALSO_CALLED = {"unit": "units", "document": "documents", "bootstrap": None}

#: What ``observed`` and ``expected`` count.
Terms: TypeAlias = Literal["disagreement", "agreement"]

#: The same measure of parts of the data: for each category, pair of coders, document or coder left out.
Breakdown: TypeAlias = Mapping[Any, "AgreementResult"]


class Confusion(NamedTuple):
    """Two values that coders gave to the same matter: how often, and how much of the observed disagreement that makes.

    ``pairs`` counts pairs of coders in a unit, one of whom gave ``one`` and the other ``other``.
    """

    one: Hashable
    other: Hashable
    pairs: float
    cost: float


@dataclass(frozen=True, eq=False)
class Parts:
    """How to take a figure apart. Nothing of this is computed before somebody asks; what a measure lacks is empty."""

    categories: Callable[[], Breakdown] = dict
    pairs: Callable[[], Breakdown] = dict
    documents: Callable[[], Breakdown] = dict
    without_coder: Callable[[], Breakdown] = dict
    confusions: Callable[[], tuple[Confusion, ...]] = tuple


@dataclass(frozen=True, eq=False)
class AgreementResult:
    """An agreement figure with what it rests on.

    ``estimate`` is None when the figure is undefined, and ``undefined`` then says why.

    ``observed`` and ``expected`` are in the terms of the measure's source, and ``terms`` says which: "disagreement"
    for alpha and its family (D_o and D_e, estimate = 1 - D_o/D_e), "agreement" for percent, kappa and theirs (P_o and
    P_e, estimate = (P_o - P_e)/(1 - P_e)). ``observed_disagreement`` and ``expected_disagreement`` mean the same
    thing for all. Either is None where there is no such term: ``expected`` for measures without a correction for
    chance.

    ``counts`` says what the figure rests on, under names that do not change with the language: "coders", "units",
    "pairable_units" (those that at least two judged), "values" (different ones, in pairable units), "single_rated"
    (units that only one judged), "missing" (cells without a value); measures over text have counts of their own.
    ``coverage`` is the share of the matter that the figure speaks of, None where that is all of it. ``resamplings``
    are the ways to draw anew: "units", "documents".
    """

    measure: str
    estimate: float | None
    undefined: str | None
    observed: float | None
    expected: float | None
    definition: str
    citation: str
    counts: Mapping[str, int]
    terms: Terms = "disagreement"
    coverage: float | None = None
    resamplings: Mapping[str, Resampling] = field(default_factory=dict, repr=False)
    parts: Parts = field(default_factory=Parts, repr=False)

    @property
    def observed_disagreement(self) -> float | None:
        """D_o, which is 1 - P_o for measures that speak of agreement."""
        return self.observed if self.terms == "disagreement" else _complement(self.observed)

    @property
    def expected_disagreement(self) -> float | None:
        """D_e, which is 1 - P_e for measures that speak of agreement."""
        return self.expected if self.terms == "disagreement" else _complement(self.expected)

    @property
    def n_pairable_units(self) -> int:
        """How many units at least two coders judged; 0 for a measure of spans, which knows no units."""
        return self.counts.get("pairable_units", 0)

    @cached_property
    def per_category(self) -> Breakdown:
        """For each value the same measure of "this value" against "any other"; for sets, of "it is in the set"."""
        return self.parts.categories()

    @cached_property
    def per_pair(self) -> Breakdown:
        """For each pair of coders the measure of these two."""
        return self.parts.pairs()

    @cached_property
    def per_document(self) -> Breakdown:
        """For each document the measure of its units; empty where the data do not know their documents."""
        return self.parts.documents()

    @cached_property
    def without_coder(self) -> Breakdown:
        """For each coder the measure of all others."""
        return self.parts.without_coder()

    @cached_property
    def confusions(self) -> tuple[Confusion, ...]:
        """Which values stand against which, the costliest first; the costs add up to ``observed_disagreement``."""
        return self.parts.confusions()

    def interval(
        self, method: str | None = None, level: float = 0.95, seed: int = 1, *, replicates: int = 1000
    ) -> Interval:
        """A confidence interval at ``level``.

        ``method`` "units" and "documents" draw these anew (see ``bootstrap``), "jackknife" leaves out one after the
        other; None and "bootstrap" draw units where there are any, else documents. Undefined, with the reason, where the figure is. The same seed
        gives the same interval. Raises WrongUse for a method that these data do not allow and for a level that is no
        share.
        """
        method = self._method(method)
        if self.estimate is None or method is None:
            reason = self.undefined or _("there is nothing to resample")
            return Interval(None, None, reason, level, method or "none", 0, 0, seed)
        if method == "jackknife":
            what, resampling = next(iter(self.resamplings.items()))
            return jackknife(self.estimate, resampling, what, level=level, seed=seed)
        return bootstrap(self.resamplings[method], method, level=level, replicates=replicates, seed=seed)

    def influence(self, of: str = "units") -> FloatArray:
        """For each unit (or document) by how much the figure changes when it is left out: estimate without - estimate.

        Positive where it pulls the figure down. 0 for units that enter no figure; NaN where without it the figure is
        undefined, and everywhere when it is undefined anyway. Raises WrongUse where ``of`` cannot be left out.
        """
        known = {name: one.kinds for name, one in self.resamplings.items() if one.kinds}
        if of not in known:
            raise _no_such(of, list(known))
        estimate = np.nan if self.estimate is None else self.estimate
        change = np.append(left_out(self.resamplings[of]) - estimate, 0.0)
        return change[known[of]()]

    def _method(self, wanted: str | None) -> str | None:
        known = [*self.resamplings, *(["jackknife"] if self.resamplings else [])]
        wanted = _ALSO_CALLED.get(wanted, wanted) if wanted else None
        if wanted is None or not known:
            return known[0] if known else None
        if wanted not in known:
            raise _no_such(wanted, known)
        return wanted

    def to_table(self) -> Table:
        """One row; the definition and the citation are its notes."""
        row = (*(getattr(self, name) for name in COLUMNS), *self.counts.values())
        return Table((*COLUMNS, *self.counts), [row], (self.definition, self.citation))

    def to_frame(self) -> DataFrame:
        """One row as a pandas DataFrame; the definition and the citation are in ``frame.attrs["notes"]``."""
        return self.to_table().to_frame()


def _complement(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _no_such(wanted: str, known: list[str]) -> WrongUse:
    return WrongUse(
        _("{wanted!r} cannot be resampled or left out here.", wanted=wanted),
        _("There is: {known}.", known=listed(known)),
    )


def no_pairable_unit() -> str:
    """Why every figure is undefined where no unit has two judgements to compare."""
    return _("no unit was judged by two coders")


def too_few_coders() -> str:
    """Why every figure is undefined where nobody can be compared."""
    return _("fewer than two coders")


def no_variation() -> str:
    """Why a figure is undefined where no disagreement can be expected."""
    return _("all values are equal, so no disagreement can be expected")
