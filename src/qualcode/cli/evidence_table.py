"""The evidence table of grounded theory."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, layer_option, where_option
from qualcode.cli.paper_tables import PaperTable, prints_paper_table
from qualcode.messages import _


@click.command(
    "evidence-table",
    cls=Command,
    help=_(
        "Lead from quotes to initial concepts, categories and main categories, as the levels of the codebook have them; of CODE and "
        "all below it, or of all codes. -o FILE.docx or .xlsx writes it for a paper, with joined cells."
    ),
)
@click.argument("code", required=False)
@click.option(
    "--quotes",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help=_("How many passages of each concept."),
)
@click.option("--longest", is_flag=True, help=_("Quote the longest passages, not the first."))
@click.option("--settled", is_flag=True, help=_("Leave out provisional codes."))
@layer_option
@where_option
@prints_paper_table
def evidence_table(
    code: str | None, quotes: int, longest: bool, settled: bool, layer: str, where: str | None
) -> PaperTable:
    """A row for each quote."""
    evidence = actions.comparing.evidence
    with reading() as view:
        table = evidence.evidence_table(
            view, code, quotes=quotes, longest=longest, settled=settled, layer=layer, where=where
        )
    return PaperTable(table, _("From quotes to main categories"), evidence.MERGED)
