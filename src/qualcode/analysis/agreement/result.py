"""A measure of agreement and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.agreement.intervals import Interval, unit_bootstrap
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.messages import _
from qualcode.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    *("measure", "estimate", "undefined", "observed", "expected"),
    *("n_units", "n_pairable_units", "n_values", "coders"),
)


class Figures(NamedTuple):
    """One figure a replicate, NaN where undefined; ``expected`` is None for measures without a chance term."""

    estimate: FloatArray
    observed: FloatArray
    expected: FloatArray | None


@dataclass(frozen=True)
class Measure:
    """A measure of agreement: how to compute it, when it is undefined, what it is and where it comes from.

    ``figures`` computes from data and replicates x patterns of unit counts, so that the estimate (the counts as they are) and
    every resample go the same way. ``undefined`` gives the reason why data have no such figure, or None.
    """

    name: str
    figures: Callable[[ReliabilityData, IntArray], Figures]
    undefined: Callable[[ReliabilityData], str | None]
    definition: str
    citation: str

    def of(self, data: ReliabilityData) -> AgreementResult:
        """The measure of ``data``; undefined, with the reason, where it has no meaning."""
        reason = _unpairable(data) or self.undefined(data)
        figures = self.figures(data, data.units[None, :]) if data.n_pairable else None
        return AgreementResult(
            measure=self.name,
            estimate=float(figures.estimate[0]) if figures and not reason else None,
            undefined=reason,
            observed=float(figures.observed[0]) if figures else None,
            expected=float(figures.expected[0]) if figures and figures.expected is not None else None,
            n_units=data.n_units,
            n_pairable_units=data.n_pairable,
            n_values=len(data.values_used),
            coders=data.coders,
            definition=self.definition,
            citation=self.citation,
            units=data.units,
            resampled=lambda draws: self.figures(data, draws).estimate,
        )


def _unpairable(data: ReliabilityData) -> str | None:
    if data.coders < 2:
        return _("fewer than two coders")
    return None if data.n_pairable else no_pairable_unit()


def no_pairable_unit() -> str:
    """Why every figure is undefined where no unit has two judgements to compare."""
    return _("no unit was judged by two coders")


@dataclass(frozen=True, eq=False)
class AgreementResult:
    """An agreement figure with what it rests on.

    ``estimate`` is None when the figure is undefined, and ``undefined`` then says why. ``observed`` and ``expected`` are the
    disagreements D_o and D_e (``expected`` None for measures without a chance term). ``n_pairable_units`` of ``n_units``
    were judged by at least two of ``coders`` coders and gave ``n_values`` different values.
    """

    measure: str
    estimate: float | None
    undefined: str | None
    observed: float | None
    expected: float | None
    n_units: int
    n_pairable_units: int
    n_values: int
    coders: int
    definition: str
    citation: str
    units: IntArray = field(repr=False)
    resampled: Callable[[IntArray], FloatArray] = field(repr=False)

    def interval(
        self, method: str = "units", *, level: float = 0.95, replicates: int = 1000, seed: int = 1
    ) -> Interval:
        """A confidence interval at ``level``; ``method`` "units" resamples units (see ``unit_bootstrap``).

        Undefined, with the reason, where the figure is. The same seed gives the same interval. Raises ValueError for
        another method.
        """
        if method != "units":
            raise ValueError(f"no interval is made by {method!r}; there is 'units'")
        if self.undefined:
            return Interval(None, None, self.undefined, level, method, 0, 0, seed)
        return unit_bootstrap(self.units, self.resampled, level=level, replicates=replicates, seed=seed)

    def to_table(self) -> Table:
        """One row; the definition and the citation are its notes."""
        return Table(COLUMNS, [tuple(getattr(self, name) for name in COLUMNS)], (self.definition, self.citation))

    def to_frame(self) -> DataFrame:
        """One row as a pandas DataFrame; the definition and the citation are in ``frame.attrs["notes"]``."""
        return self.to_table().to_frame()
