"""A code seen from several sides."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, case_level_option, layer_option, match_option, where_option
from qualcode.cli.paper_tables import PaperTable, prints_paper_table
from qualcode.messages import _


@click.command(
    "triangulate",
    cls=Command,
    help=_(
        "Set what different kinds of documents say of CODE beside each other, case by case: passages, where material is silent, and "
        "what contradicts. -o FILE.docx or .xlsx writes it for a paper."
    ),
)
@click.argument("code")
@click.option(
    "--by",
    default="kinds",
    show_default=True,
    metavar="SIDES",
    help=_(
        "kinds, roles (of a case in documents), speaker-roles, period:fieldwork, period:year, sets, attribute:NAME."
    ),
)
@click.option(
    "--show",
    default="first",
    show_default=True,
    metavar="first|longest|all|count|N",
    help=_("Which passages a cell shows: the first in the order of documents, the longest, all, none, or N."),
)
@click.option("--alone", is_flag=True, help=_("CODE without the codes below it."))
@match_option
@click.option("--set", "of_set", metavar="NAME", help=_("Only the cases of this set."))
@click.option("--long", is_flag=True, help=_("One row for each cell, with its state and figures, instead of a square."))
@case_level_option
@layer_option
@where_option
@prints_paper_table
def triangulate(
    code: str,
    by: str,
    show: str,
    alone: bool,
    match: str | None,
    of_set: str | None,
    long: bool,
    case_level: int | None,
    layer: str,
    where: str | None,
) -> PaperTable:
    """A row for each case, or for each case and side."""
    actions.comparing.cells.Showing.named(show)
    with reading() as view:
        seen = actions.comparing.triangulation.triangulate(
            view, code, by, alone=alone, layer=layer, where=where, case_level=case_level, match=match, of_set=of_set
        )
        cells = actions.comparing.cells
        table = (cells.long if long else cells.square)(view, seen, show)
    return PaperTable(table, _("{code} by case and {side}", code=seen.code, side=cells.side_name(by)))
