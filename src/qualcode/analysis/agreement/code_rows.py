"""Agreement over coded text as rows: for each code and measure, of everybody or part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.intervals import Interval
from qualcode.analysis.agreement.judgements import Uses
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.agreement.wanted import Per, Wanted
from qualcode.messages import _, clauses, plural
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    *("code", "coders", "unit", "scope", "measure", "estimate", "ci_low", "ci_high", "observed", "expected"),
    *("units", "coded_units", "note"),
)
DETAILS = ("prevalence", "coverage", "below_667", "below_800", "undefined_replicates")

#: What the row over all codes is called in the column ``code``.
POOLED = "(all codes)"

#: Fewer units than this in which anybody applied a code say nothing about it: one judgement more or less turns the figure.
RARE_BELOW = 5


@dataclass(frozen=True)
class Part:
    """What a figure is about: whose codings, and of which document or without whom ("" for neither)."""

    coders: tuple[str, ...]
    document: str = ""
    without: str = ""


@dataclass(frozen=True, eq=False)
class AgreementRow:
    """One figure about one code (or, ``code`` being ``POOLED``, over all).

    ``uses`` says how the code was used in the units compared. ``instead`` is the positive agreement (F1), to be shown where the
    figure is undefined; None where there is none.
    """

    code: str
    part: Part
    result: AgreementResult
    interval: Interval
    uses: Uses
    instead: AgreementResult | None = None

    @property
    def prevalence(self) -> float | None:
        """The share of all judgements that were a yes; None over all codes and where nothing was compared."""
        judgements = self.result.counts.get("units", 0) * len(self.uses.by_coder) - self.result.counts.get("missing", 0)
        return sum(self.uses.by_coder.values()) / judgements if self.uses.by_coder and judgements else None

    @property
    def note(self) -> str:
        """What must be read with the figure: why it is undefined, F1 in its place, that the code is rare."""
        parts = []
        if self.result.undefined:
            parts.append(_("undefined: {reason}", reason=self.result.undefined))
            if self.instead and self.instead.estimate is not None:
                parts.append(_("positive agreement (F1) {figure:.3f}", figure=self.instead.estimate))
        elif self.interval.undefined:
            parts.append(_("no interval: {reason}", reason=self.interval.undefined))
        if 0 < self.uses.units < RARE_BELOW:
            parts.append(too_few(self.uses.units, spans="spans" in self.result.counts))
        return clauses(parts)


@dataclass(frozen=True, eq=False)
class AgreementTable:
    """Agreement code by code, the lowest first, undefined ones after, those over all codes last.

    ``coders`` are the names of all who are compared.
    """

    rows: tuple[AgreementRow, ...]
    coders: tuple[str, ...]
    unit: str
    scope: str
    per: Per
    notes: tuple[str, ...]

    def to_table(self, details: bool = False) -> Table:
        """One row a figure; an undefined one is None and the note says why.

        Figures of documents, or without a coder, have a column for that in front; ``details`` adds columns at the end.
        """
        front: dict[Per, tuple[str, ...]] = {"document": ("document",), "coder": ("without",)}
        columns = (*front.get(self.per, ()), *COLUMNS, *(DETAILS if details else ()))
        return Table(columns, [self._cells(row, details) for row in self.rows], (*self._terms(), *self.notes))

    def _terms(self) -> Iterator[str]:
        """What ``observed`` and ``expected`` are, where not all measures mean the same by them."""
        if any(row.result.terms == "agreement" for row in self.rows):
            yield _("Observed and expected are disagreements for alpha, agreements for the other measures.")

    def to_frame(self) -> DataFrame:
        """The table with its details as a pandas DataFrame; the notes are in ``frame.attrs["notes"]``."""
        return self.to_table(details=True).to_frame()

    def _cells(self, row: AgreementRow, details: bool) -> tuple[Cell, ...]:
        front: dict[Per, tuple[str, ...]] = {"document": (row.part.document,), "coder": (row.part.without,)}
        result, interval = row.result, row.interval
        return (
            *front.get(self.per, ()),
            *(row.code, ", ".join(row.part.coders), self.unit, self.scope, result.measure, result.estimate),
            *(interval.low, interval.high, result.observed, result.expected),
            *(result.counts.get("pairable_units", result.counts.get("characters")), row.uses.units, row.note),
            *(_details(row) if details else ()),
        )


def too_few(number: int, spans: bool = False) -> str:
    """That a code used so rarely says nothing."""
    if spans:
        return plural("{n} span: too few to judge", "{n} spans: too few to judge", number)
    return plural("in {n} unit: too few to judge", "in {n} units: too few to judge", number)


def notes_of_rows(rows: Sequence[AgreementRow], coders: Sequence[str], wanted: Wanted, usual: str) -> Iterator[str]:
    """How the intervals were made, where there are any; and why there are no rows where there are none."""
    if any(row.interval.low is not None for row in rows):
        yield from wanted.notes(usual)
    if wanted.per == "coder" and len(coders) < 3:
        yield _("Leaving out one coder takes three who are compared, and there are {n}.", n=len(coders))


def _details(row: AgreementRow) -> tuple[Cell, ...]:
    interval = row.interval
    return row.prevalence, row.result.coverage, interval.below_667, interval.below_800, interval.undefined_replicates


def parts_of(data: ReliabilityData, per: Per) -> Iterator[tuple[Part, ReliabilityData]]:
    """The data that get rows of their own."""
    coders = tuple(map(str, data.coders))
    places = range(len(coders))
    if per == "code":
        yield Part(coders), data
    elif per == "pair":
        for pair in combinations(places, 2):
            yield Part(tuple(coders[place] for place in pair)), data.collapsed.of_coders(pair)
    elif per == "document":
        for number, name in enumerate(data.documents):
            of_document = data.of_units(np.flatnonzero(data.document == number))
            judging = np.flatnonzero(of_document.matrix.any(axis=1)).tolist()
            present = tuple(coders[place] for place in judging)
            yield Part(present, document=str(name)), of_document
    else:
        for left in places if len(coders) > 2 else ():
            rest = [place for place in places if place != left]
            part = Part(tuple(coders[place] for place in rest), without=coders[left])
            yield part, data.collapsed.of_coders(rest)


def of_several(rows: Sequence[AgreementRow], pooled: Sequence[AgreementRow]) -> list[AgreementRow]:
    """What is over all codes, but where there is one code alone, whose own rows say the same."""
    said = {(row.part, row.result.measure) for row in rows} if len({row.code for row in rows}) == 1 else set()
    return [row for row in pooled if (row.part, row.result.measure) not in said]


def sorted_rows(rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    """Codes by their lowest figure, undefined ones after; the rows of one code and part together, in the order given."""
    lowest: dict[tuple[str, Part], tuple[bool, float]] = {}
    for row in rows:
        rank = (row.result.estimate is None, row.result.estimate or 0.0)
        lowest.setdefault((row.code, row.part), rank)
    return sorted(rows, key=lambda row: lowest[row.code, row.part])
