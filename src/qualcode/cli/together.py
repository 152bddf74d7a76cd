"""Codes of two branches within the same unit, in blocks: objectives and instruments for each government."""

from __future__ import annotations

from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import (
    Command,
    among_option,
    case_level_option,
    layer_option,
    touch_option,
    unit_option,
    where_option,
)
from qualcode.cli.paper_tables import PaperTable, prints_paper_table
from qualcode.messages import _


@click.command(
    "together",
    cls=Command,
    help=_(
        "Cross the codes under ROWS with those under COLUMNS where they stand in the same unit, a block for each group of documents: "
        "objectives and instruments for each government. -o FILE.docx or .xlsx writes it for a paper."
    ),
)
@click.argument("rows", metavar="ROWS")
@click.argument("columns", metavar="COLUMNS")
@click.option(
    "--by",
    metavar="GROUPS",
    help=_(
        "A block for each: issuers, addressees, authors, sites, participants; or kinds, cases, sets, period:year, attribute:NAME."
    ),
)
@unit_option(None, _("Within which unit; without it the one that fits each kind of document, the clause of a policy."))
@touch_option
@click.option(
    "--value",
    type=click.Choice(("units", "documents", "share")),
    default="units",
    show_default=True,
    help=_("What cells say: units, documents with such a unit, or the share of the row's units."),
)
@click.option(
    "--agreement",
    "least",
    type=click.FloatRange(-1, 1),
    metavar="ALPHA",
    help=_("Print how far coders agree about these codes, and warn where alpha is below ALPHA."),
)
@click.option("--long", is_flag=True, help=_("One row for each cell instead of blocks."))
@case_level_option
@layer_option
@where_option
@among_option
@prints_paper_table
def together(long: bool, **given: Any) -> PaperTable:
    """A row for each group and row code."""
    ask = actions.comparing.together_tables.Ask(**given)
    with reading() as view:
        made = actions.comparing.together.together(view, ask)
    title = _("{rows} by {columns}", rows=ask.rows, columns=ask.columns)
    return PaperTable(made.long() if long else made.square(), title, ("group",))
