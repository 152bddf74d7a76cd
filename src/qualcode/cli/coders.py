"""Coders: who codes in the project."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table

coders = Group("coders", help=_("List, add, rename and retire coders."))


@coders.command("list", help=_("List the coders and how much each has coded."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.coders.listing(view)


@coders.command("add", help=_("Add a coder."))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(("coder", "lead")),
    default="coder",
    show_default=True,
    help=_("Whether this coder leads the coding."),
)
@click.option(
    "--kind",
    type=click.Choice(("person", "consensus", "import", "model")),
    default="person",
    show_default=True,
    help=_("A person, or a layer of codings that goes by a name: settled together, imported, made by a model."),
)
def _add(name: str, role: str, kind: str) -> None:
    with writing() as work:
        actions.coders.add(work, name, role=role, kind=kind)


@coders.command("rename", help=_("Give a coder another name. The codings stay with the coder."))
@click.argument("name", metavar="CODER")
@click.argument("new_name", metavar="NAME")
def _rename(name: str, new_name: str) -> None:
    with writing() as work:
        actions.coders.rename(work, name, new_name)


@coders.command("retire", help=_("Let a coder write no more. Her codings stay."))
@click.argument("name", metavar="CODER")
def _retire(name: str) -> None:
    with writing() as work:
        actions.coders.retire(work, name)
