"""What was done, taking it back, and doing it again."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Command
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table


@click.command("history", cls=Command, help=_("List what was changed in the project, when and by whom, latest first."))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("Only the latest N."))
@prints_table
def history(limit: int | None) -> Table:
    """A row for each operation."""
    with reading() as view:
        return actions.history.history(view, limit)


@click.command(
    "undo", cls=Command, help=_("Take back your latest change that is still in force, also one of yesterday.")
)
def undo() -> None:
    """Undoing is an operation too, and is told as such."""
    with writing() as work:
        actions.history.undo(work)


@click.command("redo", cls=Command, help=_("Do again what you undid last."))
def redo() -> None:
    """What has been done since must not stand in the way."""
    with writing() as work:
        actions.history.redo(work)
