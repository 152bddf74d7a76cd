"""Coding by words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import writing
from qualcode.cli.options import Command, dry_run_option, table_options
from qualcode.cli.output import say, show_table
from qualcode.cli.words import selection, text_options
from qualcode.errors import WrongUse
from qualcode.messages import _

UNITS = ("sentence", "paragraph", "turn", "hit")


@click.command(
    "autocode",
    cls=Command,
    help=_(
        "Code every unit that holds TEXT with --code, or those that hold the words of --dictionary with its codes. --dry-run "
        "prints the hits in their context and how many codings there would be. Interviewers' words are never coded unless "
        "--interviewers, --role or --speaker asks for it. One undo takes all of it back."
    ),
)
@click.argument("text", required=False)
@click.option("--code", metavar="CODE", help=_("The code to put on what holds TEXT."))
@click.option(
    "--dictionary",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A table with the columns code and word (or phrase), perhaps unit."),
)
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="sentence",
    show_default=True,
    help=_("What is coded: the unit around the words, or the words themselves."),
)
@click.option("--interviewers", is_flag=True, help=_("Code what interviewers say as well."))
@text_options
@click.option("--where", metavar="QUERY", help=_("Only inside what is coded as a query says, as retrieve finds it."))
@dry_run_option
@table_options
def autocode(
    text: str | None,
    code: str | None,
    dictionary: Path | None,
    unit: str,
    interviewers: bool,
    dry_run: bool,
    format: str | None,
    output: str | None,
    excel: bool,
    **given: Any,
) -> None:
    """Without ``--dry-run`` only the counts are said."""
    from qualcode.actions.autocoding import Rule, read_rules, with_interviewers

    if dictionary is not None and text is None and code is None:
        rules = read_rules(dictionary, unit)
    elif dictionary is None and text is not None and code is not None:
        rules = [Rule(text, code, unit)]
    else:
        raise WrongUse(
            _("Say what to code: TEXT with --code CODE, or --dictionary FILE."), _("See: qualcode autocode --help")
        )
    chosen = selection(given)
    with writing(dry_run=dry_run) as work:
        found = actions.autocoding.autocode(work, rules, with_interviewers(chosen) if interviewers else chosen)
    if dry_run or output:
        show_table(found.to_table(), format, output, excel)
    else:
        for note in found.notes:
            say(note)
