"""Named periods, such as stays in the field: listed, added, changed and removed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from qualcode.actions.registry import action
from qualcode.actions.tables.named_periods import days, of_documents, periods
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import Period
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.dates import read_date
from qualcode.text.names import name_key

COLUMNS = ("period", "starts_on", "ends_on", "documents", "note")


def listing(view: View) -> Table:
    """Every period in order, with how many documents are of it."""
    inside = of_documents(view, queries.documents(view)).values()
    rows = [
        (row.name, row.starts_on or None, row.ends_on or None, sum(at in found for found in inside), row.note or None)
        for at, row in enumerate(periods(view))
    ]
    notes = () if rows else (_("No period is named: qualcode periods add NAME --from DATE --to DATE makes one."),)
    return Table(COLUMNS, rows, notes)


@action("periods.add")
def add(work: Work, name: str, *, starts_on: str = "", ends_on: str = "", note: str = "") -> None:
    """Name a period. Both days belong to it; a year or a month stands for its first or last day, "" leaves a side open.

    Raises WrongUse for no name, no date, or an end before the start; Refused where there is one of that name.
    """
    if not name.strip():
        raise WrongUse(_("A period needs a name."))
    _require_free(work, name)
    first, last = _sides(starts_on, ends_on)
    named = {"name": name.strip(), "name_key": name_key(name)}
    work.journal.insert(Period, **named, starts_on=first, ends_on=last, note=note)
    work.describe("periods.add", _("named the period {name}", name=name.strip()))


@action("periods.set")
def change(
    work: Work,
    name: str,
    *,
    new_name: str | None = None,
    starts_on: str | None = None,
    ends_on: str | None = None,
    note: str | None = None,
) -> None:
    """Change what is given of a period, "" opens a side. Raises NotFound for an unknown one, and what ``add`` raises."""
    row = named(work, name)
    changed: dict[str, str] = {} if note is None else {"note": note}
    if new_name is not None and name_key(new_name) != row.name_key:
        _require_free(work, new_name)
    if new_name is not None:
        if not new_name.strip():
            raise WrongUse(_("A period needs a name."))
        changed |= {"name": new_name.strip(), "name_key": name_key(new_name)}
    first, last = _sides(row.starts_on if starts_on is None else starts_on, row.ends_on if ends_on is None else ends_on)
    work.journal.update(Period, row.id, **changed, starts_on=first, ends_on=last)
    work.describe("periods.set", _("changed the period {name}", name=row.name))


@action("periods.remove")
def remove(work: Work, name: str) -> None:
    """Remove a period; documents keep their dates. Raises NotFound for an unknown one."""
    row = named(work, name)
    remove_rows(work.journal, Period, [row.id])
    work.describe("periods.remove", _("removed the period {name}", name=row.name))


def named(view: View, name: str) -> Row[Any]:
    """The period of this name. Raises NotFound with the nearest names."""
    from qualcode.text.names import nearest

    there = periods(view)
    for row in there:
        if row.name_key == name_key(name):
            return row
    names = [row.name for row in there]
    raise queries.not_found(_("There is no period {name!r}.", name=name), nearest(name, names), names)


def _require_free(work: Work, name: str) -> None:
    if any(row.name_key == name_key(name) for row in periods(work)):
        raise Refused(_("There is a period called {name!r} already.", name=name), _("qualcode periods set changes it."))


def _sides(starts_on: str, ends_on: str) -> tuple[str, str]:
    """The first and the last day that two dates mean. Raises WrongUse where one is no date or the end is before the start."""
    first = days(_date(starts_on))[0] if starts_on.strip() else ""
    last = days(_date(ends_on))[1] if ends_on.strip() else ""
    if first and last and last < first:
        raise WrongUse(_("A period ends before it begins: {first} to {last}.", first=first, last=last))
    return first, last


def _date(text: str) -> str:
    found = read_date(text)
    if found is None:
        raise WrongUse(_("{text!r} is no date.", text=text), _("A date is written 2024-05-31, 2024-05 or 2024."))
    return found
