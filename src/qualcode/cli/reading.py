"""A document as it reads: its turns, and its text with the codings in it."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command
from qualcode.cli.output import prints_table, show_text, visible
from qualcode.messages import _
from qualcode.table import Table


@click.command("turns", cls=Command, help=_("List who speaks where in a document, and what is said."))
@click.argument("document")
@prints_table
def turns(document: str) -> Table:
    """A row for each turn, without the labels."""
    with reading() as view:
        return actions.material.documents.turns_table(view, document)


@click.command(
    "read",
    cls=Command,
    help=_(
        "Print a document with its codings inline: ⟦number code · coder: the words number⟧. A pager shows it. The identifier of a "
        "quote, as quotes list and printed quotes have it, shows that passage."
    ),
)
@click.argument("document")
@click.option("--plain", is_flag=True, help=_("Straight to the output, without a pager, as a screen reader wants it."))
@click.option("--by", metavar="CODER", help=_("Only the codings and memos of this coder."))
@click.option("--memos", "with_memos", is_flag=True, help=_("The memos on the document and on its words as well."))
def read(document: str, plain: bool, by: str | None, with_memos: bool) -> None:
    """Codings are numbered, opened and closed, so that overlapping ones can be told apart by ear."""
    with reading() as view:
        text = actions.quotes.opening.passage(view, document)
        if text is None:
            text = actions.inline.reading(view, document, by=by, with_memos=with_memos)
    if plain:
        show_text(text)
    else:
        click.echo_via_pager(visible(text))
