"""Whether new documents still bring new codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import (
    Command,
    among_option,
    case_level_option,
    code_level_option,
    layer_option,
    plot_option,
    where_option,
)
from qualcode.cli.output import pictured, prints_table
from qualcode.messages import _
from qualcode.table import Table

ORDERS = ("time", "import", "coding")


@click.command(
    "saturation",
    cls=Command,
    help=_(
        "Count the new codes of each document in order, and say where they dry up, after Guest, Namey and Chen (2020). "
        "--permutations adds how the curve looks in other orders; --by gives each group of documents its own."
    ),
)
@click.option(
    "--order",
    type=click.Choice(ORDERS),
    default="time",
    show_default=True,
    help=_("The order of documents: their dates, their import, or their first codings."),
)
@click.option("--base", type=int, default=4, show_default=True, help=_("How many documents the base has."))
@click.option("--run", type=int, default=2, show_default=True, help=_("How many documents a run has."))
@click.option(
    "--threshold",
    type=float,
    default=0.05,
    show_default=True,
    help=_("The share of new codes, of those of the base, at or below which documents count as saturated."),
)
@click.option(
    "--permutations",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help=_("Add the mean over all orders and the middle 95 % of N random ones."),
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help=_("Where chance begins."))
@click.option("--by", metavar="DIMENSION", help=_("A curve for each label: kinds, cases, attribute:NAME, period:year."))
@code_level_option
@case_level_option
@layer_option
@where_option
@among_option
@plot_option
@prints_table
def saturation(
    order: str,
    base: int,
    run: int,
    threshold: float,
    permutations: int,
    seed: int,
    plot: Path | None,
    **given: Any,
) -> Table:
    """A row for each document."""
    from qualcode.actions.tables.saturation import Rule

    rule = Rule(order, base, run, threshold, permutations, seed)
    with reading() as view:
        table = actions.tables.saturation.saturation(view, rule, **given)
    group = given.pop("by")
    scope = actions.pictures.words.scope
    return pictured(
        table,
        plot,
        lambda: actions.pictures.curves.saturation(table, rule, scope(order=order, group=group, **given)),
    )
