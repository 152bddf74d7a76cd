"""What the lead of a team looks at: code by code how far coders agree, and the passages in dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.actions import agreement
from qualcode.actions.unit_grids import Touch
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.agreement.code_rows import AgreementRow


@dataclass(frozen=True)
class Dispute:
    """A unit and a code that some applied and some did not, by name, with ", " between names."""

    code: str
    document: str
    start: int
    end: int
    applied_by: str
    not_applied_by: str


@dataclass(frozen=True)
class CodeLine:
    """One code: its alpha with interval and what must be said with it, its F1, who gave it to how many units.

    ``taken_for`` is the code that most often stands against it, "" where none does.
    """

    code: str
    alpha: float | None
    low: float | None
    high: float | None
    positive: float | None
    note: str
    uses: Mapping[str, int]
    disputed: int
    taken_for: str


@dataclass(frozen=True)
class Overview:
    """Codes, the lowest alpha first, the figure over all of them last; and what is in dispute, the costliest first."""

    unit: str
    scope: str
    touch: str
    coders: tuple[str, ...]
    units: int
    lines: tuple[CodeLine, ...]
    disputes: tuple[Dispute, ...]
    notes: tuple[str, ...]

    def about(self, code: str) -> list[Dispute]:
        """What is in dispute about one code, the costliest first; about all of them where there is none of this name."""
        return [it for it in self.disputes if it.code == code] or list(self.disputes)


def overview(view: View, *, unit: str | None = None, scope: Any = "all", touch: Touch = "half") -> Overview:
    """Everything the lead's screen shows. Raises as ``agreement.by_code``."""
    made = agreement.by_code(view, unit=unit, scope=scope, touch=touch)
    columns = ("code", "document", "start", "end", "applied_by", "not_applied_by")
    records = agreement.disagreements(view, unit=unit, touch=touch).records()
    disputes = tuple(Dispute(*(record[name] for name in columns)) for record in records)  # type: ignore[arg-type]
    taken_for = _taken_for(view, unit, touch)
    counts = Counter(it.code for it in disputes)
    lines = tuple(_line(row, counts, taken_for) for row in made.rows)
    units = made.rows[-1].result.n_pairable_units if made.rows else 0
    return Overview(made.unit, made.scope, touch, made.coders, units, lines, disputes, made.notes)


def _line(row: AgreementRow, disputed: Counter[str], taken_for: Mapping[str, str]) -> CodeLine:
    result, interval = row.result, row.interval
    positive = row.instead.estimate if row.instead else None
    note = row.note
    return CodeLine(
        *(row.code, result.estimate, interval.low, interval.high, positive, note, row.uses.by_coder),
        *(disputed[row.code], taken_for.get(row.code, "")),
    )


def _taken_for(view: View, unit: str | None, touch: Touch) -> dict[str, str]:
    """For each code another one that stands against it, the most frequent."""
    found: dict[str, str] = {}
    for record in agreement.confusions(view, unit=unit, touch=touch).records():
        one, other = str(record["code_a"]), str(record["code_b"])
        if other != agreement.NO_CODE:
            found.setdefault(one, other)
            found.setdefault(other, one)
    return found
