"""The report of a project, as one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, layer_option, where_option
from qualcode.cli.output import show_report
from qualcode.messages import _


@click.command(
    "report",
    cls=Command,
    help=_(
        "Write what a reader of the study needs into one file (.html, .docx or .md). It holds a methods section, the documents, the "
        "codebook, frequencies, the matrices that are wanted, passages of every code with their sources, and under every table what "
        "its figures mean. Quotes obey what is recorded by “cases consent”. It is written in the language of messages: see --lang."
    ),
)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--title", default="", metavar="TEXT", help=_("The title; else the project's name and what this is."))
@click.option(
    "--matrix",
    "matrices",
    multiple=True,
    metavar='"ROWS COLUMNS [VALUE]"',
    help=_('Cross two things, such as "codes kinds" or "codes attribute:level cases"; repeatable.'),
)
@click.option("--cooccurrence", is_flag=True, help=_("Add the pairs of codes that occur together most."))
@click.option(
    "--quotes",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    metavar="N",
    help=_("Quote up to N passages of each code."),
)
@click.option("--memos", is_flag=True, help=_("Add the memos."))
@click.option("--pictures", is_flag=True, help=_("Draw the frequencies and the matrices (.html and .docx)."))
@layer_option
@where_option
def report(out: Path, matrices: Sequence[str], **given: Any) -> None:
    """The file is replaced whole or not at all."""
    from qualcode.actions.report.draft import Wanted

    with reading() as view:
        told = actions.report.writing.write_report(view, out, Wanted(matrices=matrices, **given))
    show_report(told)
