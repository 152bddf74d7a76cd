"""Tables of codings: how often, where, and what occurs together."""

from __future__ import annotations

from typing import Literal

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, layer_option, touch_option, unit_option
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table

VALUES = ("codings", "documents", "cases", "characters", "words", "binary", "weight")
NORMALIZE = ("none", "row", "column", "total", "cases")


@click.command("frequencies", cls=Command, help=_("Count the codings of every code, and where they are."))
@layer_option
@prints_table
def frequencies(layer: str) -> Table:
    """A row for each code of the tree."""
    with reading() as view:
        return actions.tables.frequencies(view, layer=layer)


@click.command(
    "matrix",
    cls=Command,
    help=_(
        "Cross any two of: codes, documents, cases, coders, speakers, kinds, segments, attribute:NAME, period:year, "
        "period:quarter, period:month."
    ),
)
@click.argument("rows")
@click.argument("columns")
@click.option("--value", type=click.Choice(VALUES), default="codings", show_default=True, help=_("What is counted."))
@click.option(
    "--normalize",
    type=click.Choice(NORMALIZE),
    default="none",
    show_default=True,
    help=_("What each cell is divided by: the sum of its row, its column or all cells, or the number of cases."),
)
@click.option("--long", is_flag=True, help=_("One row for each cell instead of a square."))
@layer_option
@prints_table
def matrix(rows: str, columns: str, value: str, normalize: str, long: bool, layer: str) -> Table:
    """The first column names the row."""
    with reading() as view:
        made = actions.tables.matrix(view, rows, columns, value=value, normalize=normalize, layer=layer)
    return made.long() if long else made.to_table(rows)


@click.command(
    "cooccurrence",
    cls=Command,
    help=_(
        "Count which codes occur together: pairs of codings that share words. --long adds in how many units both are "
        "present, with coefficients."
    ),
)
@click.option("--long", is_flag=True, help=_("One row for each pair of codes, with all coefficients."))
@click.option("--across-coders", is_flag=True, help=_("Pair the codings of different coders as well."))
@unit_option("sentence", _("The unit in which codes are present together, for --long."))
@touch_option
@layer_option
@prints_table
def cooccurrence(long: bool, across_coders: bool, unit: str, touch: Literal["half", "any", "all"], layer: str) -> Table:
    """A square of counts, or with ``long`` a row for each pair; units are looked for only then."""
    with reading() as view:
        made = actions.tables.cooccurrence(
            view, across_coders=across_coders, unit=unit if long else None, touch=touch, layer=layer
        )
    return made.long() if long else made.matrix()
