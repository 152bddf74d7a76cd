"""Queries: the passages they find, what they mean in words, and keeping them under a name."""

from __future__ import annotations

from typing import Literal

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Command, Group, layer_option, touch_option
from qualcode.cli.output import prints_table, show_text
from qualcode.messages import _
from qualcode.table import Table


@click.command(
    "retrieve",
    cls=Command,
    help=_(
        "List the passages that a query finds, with the codes and coders of the codings meant. A query is a code, or as "
        'much as: "data silos" within compliance/* and case.level = county. qualcode explain says what one means.'
    ),
)
@click.argument("query")
@touch_option
@layer_option
@prints_table
def retrieve(query: str, touch: Literal["half", "any", "all"], layer: str) -> Table:
    """A row for each span."""
    with reading() as view:
        return actions.querying.retrieval.retrieve(view, query, layer=layer, touch=touch)


@click.command("explain", cls=Command, help=_("Say in words what a query means, part by part, without running it."))
@click.argument("query")
@layer_option
def explain(query: str, layer: str) -> None:
    """The query as it was read, and a line for each part."""
    with reading() as view:
        lines = actions.querying.retrieval.explain(view, query, layer=layer)
    show_text("\n".join(lines))


queries = Group("queries", help=_('List, keep and remove queries. In a query, query "NAME" is what a kept one finds.'))


@queries.command("list", help=_("List the kept queries."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.querying.saved.listing(view)


@queries.command("save", help=_("Keep a query under a name."))
@click.argument("name")
@click.argument("query")
@click.option("--replace", is_flag=True, help=_("In place of the one that has the name."))
def _save(name: str, query: str, replace: bool) -> None:
    with writing() as work:
        actions.querying.saved.save(work, name, query, replaced=replace)


@queries.command("remove", help=_("Remove a kept query. Undo brings it back."))
@click.argument("name")
def _remove(name: str) -> None:
    with writing() as work:
        actions.querying.saved.remove(work, name)
