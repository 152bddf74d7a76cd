"""Choosing cases within strata."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import changing, opened
from qualcode.cli.options import Command, chosen_coder, dry_run_option, layer_option, where_option
from qualcode.cli.paper_tables import PaperTable, prints_paper_table
from qualcode.cli.values import pairs
from qualcode.messages import _

RULES = ("material", "typical", "extreme", "variation", "random")


@click.command(
    "select",
    cls=Command,
    help=_(
        "Choose cases within strata, with reasons. A stratum is what cases have in common in the attributes of --strata. Exit code "
        "1 where a stratum has too few."
    ),
)
@click.option(
    "--strata", metavar="ATTRIBUTES", default="", help=_("The attributes that make strata, such as region,kind.")
)
@click.option("--per", default="4-6", show_default=True, metavar="N|N-M", help=_("How many cases of each stratum."))
@click.option(
    "--prefer",
    type=click.Choice(RULES),
    default="material",
    show_default=True,
    help=_(
        "Which: with most material; typical, nearest to the stratum's mean profile of code shares; extreme, farthest from the mean of "
        "all; variation, those that differ most; or drawn at random."
    ),
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help=_("The seed of a random draw."))
@click.option(
    "--only",
    multiple=True,
    metavar="ATTRIBUTE=VALUE",
    help=_("Only cases that have this value themselves, such as level=county; may be repeated."),
)
@click.option("--among", metavar="SET", help=_("Choose only among the cases of this set."))
@click.option(
    "--set", "name", metavar="NAME", help=_("Keep what was chosen as the set of cases NAME, with the reasons.")
)
@layer_option
@where_option
@dry_run_option
@prints_paper_table
def select(
    strata: str,
    per: str,
    prefer: str,
    seed: int,
    only: tuple[str, ...],
    among: str | None,
    name: str | None,
    layer: str,
    where: str | None,
    dry_run: bool,
) -> PaperTable:
    """A row for each candidate; what was chosen is kept where a name is given."""
    selecting = actions.comparing.selecting
    least, most = selecting.per(per)
    named = [part.strip() for part in strata.replace("，", ",").split(",") if part.strip()]
    ask = selecting.Ask(named, least, most, prefer, seed, layer, where, among, pairs(only, empties=False))
    with opened() as project:
        with project.read(chosen_coder()) as view:
            selection = selecting.select(view, ask)
        if name is not None:
            with changing(project, dry_run=dry_run) as work:
                selecting.keep(work, name, selection)
    return PaperTable(selection.table(), _("Cases chosen within strata"), ("stratum",), 1 if selection.short else 0)
