"""Periods: named stretches of time, such as stays in the field."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table

periods = Group(
    "periods",
    help=_(
        "Name stretches of time, such as stays in the field. Documents are of a period by their date: matrix crosses "
        'period:fieldwork, and a query asks for it by period = "NAME".'
    ),
)

_from = click.option(
    "--from", "starts_on", metavar="DATE", help=_("Its first day; a year or a month stands for the first day of it.")
)
_to = click.option(
    "--to", "ends_on", metavar="DATE", help=_("Its last day; a year or a month stands for the last day of it.")
)
_note = click.option("--note", metavar="TEXT", help=_("Anything worth noting."))


@periods.command("list", help=_("List the periods, and how many documents are of each."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.comparing.periods.listing(view)


@periods.command("add", help=_("Name a period. A side without a date is open."))
@click.argument("name")
@_from
@_to
@_note
def _add(name: str, starts_on: str | None, ends_on: str | None, note: str | None) -> None:
    with writing() as work:
        actions.comparing.periods.add(work, name, starts_on=starts_on or "", ends_on=ends_on or "", note=note or "")


@periods.command("set", help=_('Change a period; --from "" or --to "" opens a side.'))
@click.argument("name")
@click.option("--name", "new_name", metavar="NEW", help=_("What it is to be called."))
@_from
@_to
@_note
def _set(name: str, new_name: str | None, starts_on: str | None, ends_on: str | None, note: str | None) -> None:
    with writing() as work:
        actions.comparing.periods.change(work, name, new_name=new_name, starts_on=starts_on, ends_on=ends_on, note=note)


@periods.command("remove", help=_("Remove a period. Documents keep their dates; undo brings it back."))
@click.argument("name")
def _remove(name: str) -> None:
    with writing() as work:
        actions.comparing.periods.remove(work, name)
