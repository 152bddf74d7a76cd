"""Periods that a project names, such as stays in the field: which document is of which, and these as rows or columns."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.layers import Codings
from qualcode.messages import _, plural, some_of
from qualcode.store import queries
from qualcode.store.models import Period
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.dimension import Dimension

NAME = "fieldwork"
"""The word behind ``period:`` that stands for the named periods."""

_FIRST, _LAST = "0000-01-01", "9999-12-31"


def periods(view: View) -> Sequence[Row[Any]]:
    """The named periods in the order in which they begin."""
    rows = queries.rows(view, select(Period.__table__))
    return sorted(rows, key=lambda row: (row.starts_on, row.ends_on or _LAST, row.name_key))


def days(date: str) -> tuple[str, str]:
    """The first and last day of an ISO date, which may be a year or a month only."""
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date, date


def holding(date: str, there: Sequence[Row[Any]]) -> list[int]:
    """The positions of the periods that surely hold a date: all days of a year or month of which no more is known."""
    if not date:
        return []
    first, last = days(date)
    return [at for at, row in enumerate(there) if (row.starts_on or _FIRST) <= first and last <= (row.ends_on or _LAST)]


def of_documents(view: View, documents: Sequence[Row[Any]]) -> dict[int, list[int]]:
    """For each document's place in ``documents`` the positions of its periods, where it has any."""
    there = periods(view)
    found = {number: holding(row.occurred_on, there) for number, row in enumerate(documents)}
    return {number: inside for number, inside in found.items() if inside}


def named_periods(view: View, codings: Codings) -> Dimension:
    """The named periods; a coding belongs to each that its document's date lies in."""
    from qualcode.analysis.dimension import Dimension

    names = [row.name for row in periods(view)]
    return Dimension.of_documents(f"period:{NAME}", names, of_documents(view, codings.documents), codings.table)


def period_notes(view: View) -> list[str]:
    """What must be read with a table by named periods: documents in several of them, in none, and without a date that tells."""
    there, documents = periods(view), queries.documents(view)
    if not there:
        return [_("No period is named: qualcode periods add NAME --from DATE --to DATE makes one.")]
    inside = {row.name: holding(row.occurred_on, there) for row in documents}
    dated = {row.name: row.occurred_on for row in documents}
    several = [name for name, found in inside.items() if len(found) > 1]
    undated = [name for name, date in dated.items() if not date]
    vague = [name for name, date in dated.items() if date and not inside[name] and _touches(date, there)]
    outside = [name for name, found in inside.items() if not found and name not in {*undated, *vague}]
    kinds = ((several, _several), (outside, _outside), (vague, _vague), (undated, _undated))
    return [sentence(names) for names, sentence in kinds if names]


def _touches(date: str, there: Sequence[Row[Any]]) -> bool:
    first, last = days(date)
    return any((row.starts_on or _FIRST) <= last and first <= (row.ends_on or _LAST) for row in there)


def _several(names: Sequence[str]) -> str:
    return plural(
        "{n} document lies in several periods and counts in each: {names}.",
        "{n} documents lie in several periods and count in each: {names}.",
        len(names), names=some_of(names),
    )  # fmt: skip


def _outside(names: Sequence[str]) -> str:
    return plural(
        "{n} document lies outside every period and is left out: {names}.",
        "{n} documents lie outside every period and are left out: {names}.",
        len(names), names=some_of(names),
    )  # fmt: skip


def _vague(names: Sequence[str]) -> str:
    return plural(
        "The date of {n} document does not tell its period, and it is left out: {names}.",
        "The dates of {n} documents do not tell their periods, and they are left out: {names}.",
        len(names), names=some_of(names),
    )  # fmt: skip


def _undated(names: Sequence[str]) -> str:
    return plural(
        "{n} document has no date and is in no period: {names}.",
        "{n} documents have no date and are in no period: {names}.",
        len(names), names=some_of(names),
    )  # fmt: skip


def values_of_documents(view: View, documents: Sequence[Row[Any]]) -> list[tuple[str, ...]]:
    """The names of each document's periods."""
    names: Mapping[int, str] = {at: row.name for at, row in enumerate(periods(view))}
    found = of_documents(view, documents)
    return [tuple(names[at] for at in found.get(number, ())) for number in range(len(documents))]
