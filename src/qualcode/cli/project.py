"""The project as a whole: making it, looking at it, checking it, copying it."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import changing, opened
from qualcode.cli.options import Command, chosen_coder
from qualcode.cli.output import prints_table, say, show_report
from qualcode.errors import IntegrityProblem
from qualcode.messages import _
from qualcode.table import Table


@click.command(
    "new",
    cls=Command,
    help=_("Create a project in the file PATH, or in an empty database. Whoever creates it is its first coder."),
)
@click.argument("path", metavar="PATH|URL")
@click.option("--name", metavar="NAME", default="", help=_("What the project is called; else as its file is."))
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A codebook (.yaml or .csv) to begin with."),
)
def new(path: str, name: str, codebook: Path | None) -> None:
    """Make a project; a codebook that cannot be read leaves no project behind."""
    from qualcode.project import create_project

    begin_with = None if codebook is None else actions.codebooks.read_codebook(codebook)
    coder = chosen_coder()
    with create_project(_with_ending(path), name, coder) as project:
        say(_("Created {place}. Its first coder is {coder}.", place=project.place, coder=coder))
        if codebook is not None and begin_with is not None:
            with changing(project) as work:
                show_report(actions.codebooks.import_codebook(work, begin_with, codebook.name))


def _with_ending(path: str) -> str:
    from qualcode.project import ENDING

    return path if "://" in path or path.endswith(ENDING) else f"{path}{ENDING}"


@click.command("info", cls=Command, help=_("Say what is in the project, where it lies and how it is kept."))
@prints_table
def info() -> Table:
    """What the project holds, as properties and values."""
    with opened() as project, project.read(chosen_coder()) as view:
        return actions.overview.overview(view, project.place)


@click.command(
    "check",
    cls=Command,
    help=_("Check the database, every text, every position and the history. Exit code 7 where something is wrong."),
)
def check() -> int:
    """Print what is wrong, one finding a line."""
    with opened() as project:
        path = project.path
        with project.read(chosen_coder()) as view:
            findings, notes = actions.checks.findings(view), actions.checks.notes(view)
    for finding in findings:
        click.echo(finding)
    for sentence in [*notes, *([] if path is None else actions.checks.in_use(path))]:
        say(sentence)
    if not findings:
        say(_("Nothing is wrong with the project."))
    return IntegrityProblem.exit_code if findings else 0


@click.command(
    "backup",
    cls=Command,
    help=_("Write a verified copy of the project to FILE; else to the folder “backups” beside it, under today's date."),
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
def backup(file: Path | None) -> None:
    """Copy the project while it may be in use."""
    with opened() as project:
        copy = project.back_up(file)
    say(_("The copy is {path}. It has been checked.", path=copy))
