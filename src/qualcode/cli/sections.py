"""What a document's own text sets apart: headings, clauses, pages, notes, quotations."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table


@click.command(
    "sections",
    cls=Command,
    help=_("List what a document's own text sets apart: headings, numbered clauses, pages, notes, quotations."),
)
@click.argument("document")
@prints_table
def sections(document: str) -> Table:
    """A row for each, in the order of the text."""
    with reading() as view:
        return actions.material.documents.sections_table(view, document)
