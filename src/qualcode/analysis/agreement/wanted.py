"""What somebody wants to know of the agreement about a text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from qualcode.analysis.agreement.intervals import Interval
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.messages import _

#: What there is a figure for: everybody, each two coders, each document, everybody but one coder.
Per: TypeAlias = Literal["code", "pair", "document", "coder"]


@dataclass(frozen=True)
class Wanted:
    """Which figures are wanted, and how their intervals are made.

    ``measures`` are names for ``measure``, ``options`` theirs by name. ``method`` is that of ``AgreementResult.interval``, None for
    the usual one and "none" for no intervals.
    """

    measures: Sequence[str] = ("alpha",)
    options: Mapping[str, Mapping[str, Hashable]] = field(default_factory=dict)
    per: Per = "code"
    method: str | None = None
    level: float = 0.95
    replicates: int = 1000
    seed: int = 1

    def interval(self, result: AgreementResult) -> Interval:
        """The interval of a figure."""
        if self.method == "none":
            return Interval(None, None, None, self.level, self.method, 0, 0, self.seed)
        return result.interval(self.method, self.level, self.seed, replicates=self.replicates)

    def notes(self, usual: str) -> tuple[str, ...]:
        """How the intervals were made; ``usual`` is the method taken where none is named."""
        level = f"{self.level:.0%}"
        words = {"times": self.replicates, "seed": self.seed, "level": level}
        match self.method or usual:
            case "none":
                return ()
            case "jackknife" if usual == "documents":
                return (_("Intervals ({level}): jackknife over documents, Student's t.", level=level),)
            case "jackknife":
                return (_("Intervals ({level}): jackknife over units, Student's t.", level=level),)
            case "documents":
                return (
                    _("Intervals ({level}): documents resampled {times} times, percentiles, seed {seed}.", **words),
                )
        return (_("Intervals ({level}): units resampled {times} times, percentiles, seed {seed}.", **words),)
