"""Kinds of links between codes."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group
from qualcode.cli.output import prints_table
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

kinds = Group("kinds", help=_("List, add, describe, rename and remove the kinds of links."))


@kinds.command("list", help=_("List the kinds. With the other names they answer to, and how many links there are."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.concepts.kinds.table(view)


@kinds.command("add", help=_("Make a kind of link."))
@click.argument("name")
@click.option("--acyclic", is_flag=True, help=_("Its links must not lead in a circle."))
@click.option("--symmetric", is_flag=True, help=_("Its links hold both ways."))
@click.option("--note", metavar="TEXT", default="", help=_("What it means."))
def _add(name: str, acyclic: bool, symmetric: bool, note: str) -> None:
    with writing() as work:
        actions.concepts.kinds.add(work, name, acyclic=acyclic, symmetric=symmetric, note=note)


@kinds.command("describe", help=_("Change what a kind demands of its links, or what it means."))
@click.argument("name")
@click.option("--acyclic/--circles", default=None, help=_("Whether its links must not, or may, lead in a circle."))
@click.option("--symmetric/--directed", default=None, help=_("Whether its links hold both ways, or one."))
@click.option("--note", metavar="TEXT", help=_("What it means."))
def _describe(name: str, acyclic: bool | None, symmetric: bool | None, note: str | None) -> None:
    if acyclic is None and symmetric is None and note is None:
        raise WrongUse(_("Nothing is said of the kind."), _("Give --acyclic, --symmetric or --note."))
    with writing() as work:
        actions.concepts.kinds.describe(work, name, acyclic=acyclic, symmetric=symmetric, note=note)


@kinds.command("rename", help=_("Give a kind another name; its links go with it."))
@click.argument("name")
@click.argument("new")
def _rename(name: str, new: str) -> None:
    with writing() as work:
        actions.concepts.kinds.rename(work, name, new)


@kinds.command("remove", help=_("Take a kind away that no link is of."))
@click.argument("name")
def _remove(name: str) -> None:
    with writing() as work:
        actions.concepts.kinds.remove(work, name)
