"""What occurs together: pairs of codes, larger sets of them, and the figures of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import (
    Command,
    among_option,
    code_level_option,
    layer_option,
    plot_option,
    smart_option,
    touch_option,
    unit_option,
    where_option,
)
from qualcode.cli.output import pictured, prints_table
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.pictures.files import Picture

RELATIONS = ("overlap", "same-span", "encloses", "near", "same-unit", "same-document")
VALUES = ("count", "documents", "units_both", "jaccard", "dice", "p_b_given_a", "lift", "phi")
PROGRAMS = ("atlas", "maxqda", "dedoose", "qualcoder")


@click.command(
    "cooccurrence",
    cls=Command,
    help=_(
        "Count which codes occur together: pairs of codings that share words. --long adds in how many units both are "
        "present, with coefficients."
    ),
)
@click.option("--long", is_flag=True, help=_("One row for each pair of codes, with all coefficients."))
@click.option("--details", is_flag=True, help=_("With --long also phi, the p of Fisher's exact test, and a note."))
@click.option(
    "--relation",
    type=click.Choice(RELATIONS),
    default="overlap",
    show_default=True,
    help=_("When two codings are a pair; encloses: that of the row holds all of that of the column."),
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="N",
    help=_("How many units apart is near, for --relation near; 1 unless said."),
)
@click.option("--across-coders", is_flag=True, help=_("Pair the codings of different coders as well."))
@click.option("--rows", metavar="CODE", help=_("Only this code and those below it as rows, such as objectives."))
@click.option("--columns", metavar="CODE", help=_("Only this code and those below it as columns, such as instruments."))
@code_level_option
@click.option(
    "--value",
    type=click.Choice(VALUES),
    default="count",
    show_default=True,
    help=_("What the cells of the square hold."),
)
@click.option(
    "--sets",
    type=click.IntRange(min=3),
    metavar="N",
    help=_("Instead of pairs, sets of 3 to N codes present in the same unit."),
)
@click.option(
    "--support",
    type=click.IntRange(min=1),
    metavar="K",
    help=_("With --sets: those in at least K units; 2 unless said."),
)
@click.option(
    "--as",
    "program",
    type=click.Choice(PROGRAMS),
    help=_("Count as another program does, to compare; it says how it differs."),
)
@unit_option("sentence", _("The unit in which codes are present together, for coefficients, sets and near."))
@touch_option
@layer_option
@where_option
@among_option
@smart_option
@plot_option
@prints_table
def cooccurrence(program: str | None, sets: int | None, plot: Path | None, **given: Any) -> Table:
    """A square of counts, or with ``long`` a row for each pair; units are looked for only where they are needed."""
    _require_sense(program, sets, given)
    shared = {name: given[name] for name in ("layer", "where", "code_level")}
    presence = {name: given[name] for name in ("across_coders", "touch")}
    with reading() as view:
        if program is not None:
            made = actions.tables.crossings.rival_cooccurrence(view, program, **shared)
            table = made.long() if given["long"] else made.matrix()
            return pictured(table, plot, lambda: _square(made.matrix(), program, shared))
        if sets is not None:
            support = given["support"] or 2
            table = actions.tables.crossings.code_sets(
                view, sets, support=support, unit=given["unit"], **presence, **shared
            )
            scope = {"unit": given["unit"], **shared}
            return pictured(table, plot, lambda: actions.pictures.rows.code_sets(table, _scope(scope)))
        units = given["unit"] if _by_units(given) else None
        within = 1 if given["within"] is None else given["within"]
        sides = {name: given[name] for name in ("rows", "columns", "among", "smart")}
        found = actions.tables.crossings.cooccurrence(
            view, relation=given["relation"], within=within, unit=units, **sides, **presence, **shared
        )
    table = found.long(given["details"]) if given["long"] else found.matrix(given["value"])
    scope = {"relation": given["relation"], "unit": units, "among": given["among"], **shared}
    return pictured(table, plot, lambda: _square(found.matrix(given["value"]), given["value"], scope))


def _square(table: Table, meaning: str, scope: dict[str, Any]) -> Picture | None:
    return actions.pictures.matrices.cooccurrence(table, meaning, _scope(scope))


def _scope(parts: dict[str, Any]) -> str:
    return actions.pictures.words.scope(**parts)


def _by_units(given: dict[str, Any]) -> bool:
    """Whether what is asked for is of units: coefficients of presence, or how many units lie between codings."""
    return given["long"] or given["value"] not in ("count", "documents") or given["relation"] in ("near", "same-unit")


def require_units(needed: bool, hint: str) -> None:
    """Raise WrongUse where --unit or --touch was given and no figure asked for is of units."""
    context = click.get_current_context()
    for name in () if needed else ("unit", "touch"):
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise WrongUse(_("--{name} means nothing where only codings are counted.", name=name), hint)


def _require_sense(program: str | None, sets: int | None, given: dict[str, Any]) -> None:
    """Raise WrongUse for options that would be passed over in silence."""
    counted = bool(sets) or (program is None and _by_units(given))
    require_units(counted, _("Leave it out, or ask for units: --long, --value jaccard, --relation near, --sets 3 …"))
    plain = given["relation"] == "overlap" and given["value"] == "count" and not given["details"]
    if given["smart"] and (program or sets):
        raise WrongUse(_("--smart counts a query as a code."), _("Leave out --as and --sets."))
    if (program or sets) and any(given[name] for name in ("rows", "columns", "among")):
        raise WrongUse(_("--rows, --columns and --among are for pairs of codes."), _("Leave out --as and --sets."))
    if given["details"] and not given["long"]:
        raise WrongUse(_("--details adds columns to the table of pairs."), _("Give --long as well."))
    if given["long"] and given["value"] != "count":
        raise WrongUse(_("--long holds all values; --value is for the square."), _("Leave out one of them."))
    if given["within"] is not None and given["relation"] != "near":
        raise WrongUse(_("--within says how far apart is near."), _("Give --relation near as well."))
    if given["support"] is not None and sets is None:
        raise WrongUse(_("--support is for sets of codes."), _("Give --sets N as well."))
    if (program or sets) and (not plain or (program and (sets or given["across_coders"]))):
        raise WrongUse(
            _("--as and --sets have a way of counting of their own."),
            _("Leave out --relation, --value, --details and, with --as, --across-coders and --sets."),
        )
    if sets and given["long"]:
        raise WrongUse(_("--sets has one row a set as it is."), _("Leave out --long."))
