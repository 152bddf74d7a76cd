"""Agreement code by code, as a result and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from qualcode.analysis.agreement.intervals import Interval
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.messages import _, listed, plural
from qualcode.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame

Scope: TypeAlias = Literal["all", "coded", "code"]

COLUMNS = (
    *("code", "coders", "unit", "scope", "measure", "estimate", "ci_low", "ci_high", "observed", "expected"),
    *("units", "coded_units", "note"),
)

#: What the row over all codes is called in the column ``code``.
POOLED = "(all codes)"

#: Fewer units than this in which anybody applied a code say nothing about it: one judgement more or less turns the figure.
RARE_BELOW = 5


@dataclass(frozen=True, eq=False)
class CodeAgreement:
    """Agreement about one code (or, ``code`` being ``POOLED``, over all).

    ``coded_units`` is in how many of the units compared at least one coder applied it. ``positive`` is the positive agreement
    (F1), None in the pooled row.
    """

    code: str
    alpha: AgreementResult
    interval: Interval
    coded_units: int
    positive: AgreementResult | None = None

    @property
    def note(self) -> str:
        """What must be read with the figure: why it is undefined, F1 in its place, that the code is rare."""
        parts = []
        if self.alpha.undefined:
            parts.append(_("undefined: {reason}", reason=self.alpha.undefined))
            if self.positive and self.positive.estimate is not None:
                parts.append(_("positive agreement (F1) {figure:.3f}", figure=self.positive.estimate))
        elif self.interval.undefined:
            parts.append(_("no interval: {reason}", reason=self.interval.undefined))
        if 0 < self.coded_units < RARE_BELOW:
            parts.append(plural("in {n} unit: too few to judge", "in {n} units: too few to judge", self.coded_units))
        return "; ".join(parts)


@dataclass(frozen=True, eq=False)
class AgreementTable:
    """Agreement code by code, the lowest first, undefined ones after, the row over all codes last.

    ``coders`` are the names of those compared.
    """

    rows: tuple[CodeAgreement, ...]
    coders: tuple[str, ...]
    unit: str
    scope: Scope
    notes: tuple[str, ...]

    def to_table(self) -> Table:
        """One row a code; an undefined figure is None and the note says why."""
        names = listed(self.coders)
        rows = [
            (
                *(row.code, names, self.unit, self.scope, row.alpha.measure, row.alpha.estimate),
                *(row.interval.low, row.interval.high, row.alpha.observed, row.alpha.expected),
                *(row.alpha.n_pairable_units, row.coded_units, row.note),
            )
            for row in self.rows
        ]
        return Table(COLUMNS, rows, self.notes)

    def to_frame(self) -> DataFrame:
        """The table as a pandas DataFrame; the notes are in ``frame.attrs["notes"]``."""
        return self.to_table().to_frame()
