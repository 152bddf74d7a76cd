"""Words, or any characters, in all documents."""

from __future__ import annotations

from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import opened
from qualcode.cli.options import Command, chosen_coder, layer_option, match_option, where_option
from qualcode.cli.output import prints_table, progress
from qualcode.cli.words import selection, text_options
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table


@click.command(
    "search",
    cls=Command,
    help=_(
        "List every place of TEXT, in any script and of any length, with what stands around it. Case and width make no "
        "difference, white space stands for any, line ends included, and words may go on before and behind. Positions count "
        "characters from 0."
    ),
)
@click.argument("text")
@click.option("--regex", is_flag=True, help=_("TEXT is a regular expression."))
@click.option("--case-sensitive", is_flag=True, help=_("Small letters are not the same as capital ones."))
@click.option("--width-sensitive", is_flag=True, help=_("Full-width letters are not the same as half-width ones."))
@click.option("--whole-words", is_flag=True, help=_("Only where no letter goes on before or behind."))
@match_option
@click.option("--case", metavar="CASE", help=_("Only documents of this case, or of a case below it."))
@text_options
@click.option("--code", metavar="CODE", help=_("Only what is coded with CODE or a code below it."))
@layer_option
@where_option
@click.option("--count", is_flag=True, help=_("Only say how many there are in each document."))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("Print only the first N rows."))
@click.option(
    "--context",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    metavar="N",
    help=_("How much is shown on either side, in columns of the terminal."),
)
@prints_table
def search(text: str, count: bool, limit: int | None, context: int, **given: Any) -> Table:
    """A row for each place, or for each document."""
    if count and limit:
        raise WrongUse(_("--count and --limit contradict each other."), _("Leave out one of them."))
    looking = actions.querying.search
    wanted = looking.Wanted(
        text, given["regex"], given["case_sensitive"], given["width_sensitive"], given["whole_words"]
    )
    place = looking.Place(given["match"], given["case"], selection(given))
    with opened() as project:
        with progress(_("Reading the texts for the first search")) as drawn:
            project.index_texts(drawn)
        with project.read(chosen_coder()) as view:
            if count:
                return looking.counts(view, wanted, place)
            return looking.search(view, wanted, place, context=context, limit=limit)
