"""What was done, taking it back, and doing it again."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Command, Group, table_options
from qualcode.cli.output import prints_table, show_table
from qualcode.messages import _
from qualcode.table import Table


@click.group(
    "history",
    cls=Group,
    invoke_without_command=True,
    help=_("List what was changed in the project, when and by whom, latest first."),
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("Only the latest N."))
@table_options
@click.pass_context
def history(context: click.Context, limit: int | None, format: str | None, output: str | None, excel: bool) -> None:
    """A row for each operation."""
    if context.invoked_subcommand is None:
        with reading() as view:
            table = actions.history.history(view, limit)
        show_table(table, format, output, excel)


@history.command(
    "report",
    help=_(
        "Show what an import or a revision did, file by file. It is the latest one, or that of the number OPERATION in the history."
    ),
)
@click.argument("operation", type=int, required=False)
@prints_table
def _report(operation: int | None) -> Table:
    with reading() as view:
        return actions.importing.import_reports.kept_table(view, operation)


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
