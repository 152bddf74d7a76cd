"""Sets of documents, cases and codes: what is in them, putting in and taking out."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table

OF = ("documents", "cases", "codes")

sets = Group(
    "sets",
    help=_(
        'Name a choice of documents, cases or codes. A query asks for it by set = "NAME", and matrix crosses sets, case-sets '
        "and code-sets."
    ),
)


@sets.command("list", help=_("List the sets, and how much is in each."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.material.sets.listing(view)


@sets.command("show", help=_("List what is in a set."))
@click.argument("name")
@click.option("--of", type=click.Choice(OF), help=_("What the set is of, where several have the name."))
@prints_table
def _show(name: str, of: str | None) -> Table:
    with reading() as view:
        return actions.material.sets.show(view, name, of)


@sets.command(
    "add",
    help=_(
        "Put MEMBERS into the set NAME. A set that is not there is made; documents may be a pattern with * and ?; "
        "NAME/* is a case or code with all below it."
    ),
)
@click.argument("name")
@click.argument("members", nargs=-1)
@click.option("--of", type=click.Choice(OF), default="documents", show_default=True, help=_("What the set is of."))
@click.option("--note", metavar="TEXT", help=_("Why these."))
def _add(name: str, members: tuple[str, ...], of: str, note: str | None) -> None:
    with writing() as work:
        actions.material.sets.add(work, name, members, of=of, note=note)


@sets.command("remove", help=_("Take MEMBERS out of the set NAME, or remove the set. Undo brings it back."))
@click.argument("name")
@click.argument("members", nargs=-1)
@click.option("--of", type=click.Choice(OF), help=_("What the set is of, where several have the name."))
def _remove(name: str, members: tuple[str, ...], of: str | None) -> None:
    with writing() as work:
        actions.material.sets.remove(work, name, members, of=of)
