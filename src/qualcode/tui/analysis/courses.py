"""Saturation as it is looked at: what is asked, the course of the curve, and the rows under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.actions.tables.saturation import Rule, saturation
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.project import View
from qualcode.table import Table
from qualcode.tui.analysis.curve import Course, Words
from qualcode.tui.analysis.which_codings import WhichCodings
from qualcode.tui.analysis.wording import bar
from qualcode.tui.view.columns import Column

_BAR = 12


@dataclass(frozen=True)
class Asked(WhichCodings):
    """By which rule saturation is looked for, and which codings bring codes."""

    rule: Rule = field(default_factory=Rule)


@dataclass(frozen=True)
class Found:
    """A table as ``saturation`` makes it, its course, and in a sentence whether saturation is reached."""

    table: Table
    course: Course
    verdict: str


def found(view: View, asked: Asked) -> Found:
    """Compute. Raises WrongUse and NotFound as ``saturation``."""
    import numpy as np

    from qualcode.analysis.saturation import assess, sentences

    table, rule = saturation(view, asked.rule, **asked.shared), asked.rule
    columns: dict[str, list[Any]] = {name: table.column(name) for name in table.columns}
    assessed = assess(np.array(columns["new_codes"], dtype=np.int64), rule.base, rule.run, rule.threshold)
    band = {name: columns.get(name, ()) for name in ("expected", "low", "high")}
    course = Course(columns["new_codes"], columns["cumulative_codes"], reached=assessed.reached, **band)
    return Found(table, course, sentences(assessed)[1])


def written(rule: Rule) -> str:
    """Base size, run length and threshold, as they are typed."""
    return f"{rule.base} {rule.run} {100 * rule.threshold:g} %"


def read(typed: str) -> dict[str, Any]:
    """Base size, run length and threshold as typed: ``4 2 5 %`` or ``4 2 0.05``. Raises WrongUse."""
    parts = typed.replace("%", " % ").replace(",", " ").replace("，", " ").split()
    per_cent = parts[-1:] == ["%"]
    try:
        base, run, threshold = parts[:-1] if per_cent else parts
        share = float(threshold) / 100 if per_cent else float(threshold)
        return {"base": int(base), "run": int(run), "threshold": share}
    except ValueError:
        raise WrongUse(_("These are not three numbers."), _("For instance: 4 2 5 %")) from None


def columns(with_band: bool) -> list[Column]:
    """The columns of the rows under the curve."""
    band = [Column(name, head, 9, at_right=True, from_width=90) for name, head in _band_heads()] if with_band else []
    return [
        Column("order", "", 4, at_right=True),
        Column("document", _("document"), 14, 1, 50),
        Column("new_codes", _("new codes"), 10, at_right=True),
        Column("bar", "", _BAR),
        Column("cumulative_codes", _("so far"), 8, at_right=True),
        Column("codings", _("codings"), 9, at_right=True),
        *band,
    ]


def _band_heads() -> list[tuple[str, str]]:
    return [("expected", _("expected")), ("low", _("low")), ("high", _("high"))]


class CourseRows:
    """Documents as rows, with a bar for their new codes."""

    def __init__(self, table: Table) -> None:
        self._records = list(table.records())
        self._highest = max((int(str(it["new_codes"])) for it in self._records), default=0) or 1

    def __len__(self) -> int:
        return len(self._records)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing is needed."""

    def is_marked(self, number: int) -> bool:
        """No document is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        record = self._records[number]
        return [self._cell(record, column) for column in columns]

    def _cell(self, record: dict[str, Any], column: str) -> Words:
        if column == "bar":
            return bar(record["new_codes"] / self._highest, _BAR), "accent"
        figure = record[column]
        said = f"{figure:.1f}" if isinstance(figure, float) else str(figure)
        return said, "" if column in ("document", "new_codes", "cumulative_codes") else "muted"
