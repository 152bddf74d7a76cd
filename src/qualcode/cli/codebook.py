"""The codebook as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option
from qualcode.cli.output import prints_table, say, show_report
from qualcode.messages import _
from qualcode.table import Table

codebook = Group("codebook", help=_("Show, import, export and check the codebook."))


@codebook.command("show", help=_("List all codes, with how much each is used."))
@click.option(
    "--status", is_flag=True, help=_("Add a last column: whether the rules of a code are provisional or settled.")
)
@prints_table
def _show(status: bool) -> Table:
    with reading() as view:
        return actions.codes.table(view, status=status)


@codebook.command(
    "import",
    help=_(
        "Bring in a codebook (.yaml, .csv or .tsv). New codes are added, codes that are there take over what the file "
        "says of them, and codes it does not name stay as they are."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
def _import(file: Path, dry_run: bool) -> None:
    read = actions.codebooks.read_codebook(file)
    with writing(dry_run=dry_run) as work:
        show_report(actions.codebooks.import_codebook(work, read, file.name))


@codebook.command("export", help=_("Write the codebook to FILE (.yaml, .csv or .tsv)."))
@click.argument("file", type=click.Path(path_type=Path))
def _export(file: Path) -> None:
    with reading() as view:
        whole = actions.codebooks.export_codebook(view)
    show_report(actions.codebooks.write_codebook(whole, file))


@codebook.command("check", help=_("List what a careful reader would object to, one objection a line."))
def _check() -> None:
    with reading() as view:
        objections = actions.codebooks.check(view)
    for objection in objections:
        click.echo(objection)
    if not objections:
        say(_("There is nothing to object to."))
