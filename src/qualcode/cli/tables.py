"""Tables of codings: how often, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import (
    Command,
    among_option,
    case_level_option,
    code_level_option,
    decorate,
    layer_option,
    plot_option,
    smart_option,
    where_option,
)
from qualcode.cli.output import pictured, prints_table
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.pictures.files import Picture
    from qualcode.analysis.crosstab import Crosstab
    from qualcode.project import View

VALUES = ("codings", "documents", "cases", "characters", "words", "binary", "weight")
NORMALIZE = ("none", "row", "column", "total", "cases")


@click.command("frequencies", cls=Command, help=_("Count the codings of every code, and where they are."))
@code_level_option
@layer_option
@where_option
@among_option
@smart_option
@plot_option
@prints_table
def frequencies(plot: Path | None, smart: tuple[str, ...], **given: Any) -> Table:
    """A row for each code of the tree."""
    with reading() as view:
        table = actions.tables.crossings.frequencies(view, smart=smart, **given)
        scope = actions.pictures.words.scope
        return pictured(table, plot, lambda: actions.pictures.rows.frequencies(view, table, scope(**given)))


def _cells(command: Any) -> Any:
    return decorate(
        command,
        click.option(
            "--value", type=click.Choice(VALUES), default="codings", show_default=True, help=_("What is counted.")
        ),
        click.option(
            "--normalize",
            type=click.Choice(NORMALIZE),
            default="none",
            show_default=True,
            help=_(
                "What each cell is divided by: the sum of its row, its column or all cells, or the number of cases."
            ),
        ),
        click.option("--totals", is_flag=True, help=_("A last row and a last column for what it all comes to.")),
        click.option("--long", is_flag=True, help=_("One row for each cell instead of a square.")),
        click.option(
            "--framework", is_flag=True, help=_("Cases by codes with the passages themselves, best into FILE.xlsx.")
        ),
    )


def _testing(command: Any) -> Any:
    return decorate(
        command,
        click.option(
            "--test",
            is_flag=True,
            help=_("Instead of the table, whether rows and columns depend on each other, as far as assumptions hold."),
        ),
        click.option(
            "--replicates",
            type=click.IntRange(min=199),
            help=_("With --test: how many permutations; 4999 unless said."),
        ),
        click.option(
            "--seed", type=click.IntRange(min=0), help=_("With --test: the seed of the permutations; 1 unless said.")
        ),
    )


def _panel(command: Any) -> Any:
    return decorate(
        command,
        click.option(
            "--start",
            metavar="ATTRIBUTE",
            help=_("Of cases by periods: when the attribute says it began: treated, post and event_time."),
        ),
        click.option(
            "--join",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help=_("Put the columns of a table (.csv .xlsx …) beside the rows that it names."),
        ),
        click.option(
            "--on",
            metavar="COLUMNS",
            help=_("With --join: the columns both have, such as case,year; else all that name rows."),
        ),
    )


@click.command(
    "matrix",
    cls=Command,
    help=_(
        "Cross any two of: codes, documents, cases, coders, speakers, kinds, segments, sets, case-sets, code-sets, attribute:NAME, "
        "period:year, period:quarter, period:month, period:fieldwork; codes:NAME, those of a set, or a code and all below it; "
        "cases:NAME, those of a set, or a case and all in it; and products, such as cases*period:year."
    ),
)
@click.argument("rows")
@click.argument("columns")
@_cells
@among_option
@code_level_option
@case_level_option
@_panel
@_testing
@layer_option
@where_option
@smart_option
@plot_option
@prints_table
def matrix(rows: str, columns: str, plot: Path | None, **given: Any) -> Table:
    """The first column names the row; those of a product name it together."""
    shared = {name: given[name] for name in ("layer", "where", "among", "code_level", "case_level")}
    _require_sense(given)
    if plot and (given["framework"] or given["test"]):
        raise WrongUse(_("--plot draws figures in cells."), _("Leave out --framework and --test."))
    with reading() as view:
        if given["framework"]:
            return actions.tables.framework.framework(view, rows, columns, **shared)
        if given["test"]:
            draws = {name: given[name] for name in ("replicates", "seed") if given[name] is not None}
            return actions.tables.independence.matrix_tests(
                view, rows, columns, value=given["value"], **draws, **shared
            )
        cells = {name: given[name] for name in ("value", "normalize", "totals")}
        made = actions.tables.crossings.matrix(view, rows, columns, smart=given["smart"], **cells, **shared)
        if given["start"]:
            made = actions.tables.panels.with_start(view, made, given["start"], given["case_level"])
        if given["join"]:
            on = [name.strip() for name in (given["on"] or "").split(",") if name.strip()]
            made = actions.tables.joining.with_joined(made, given["join"], on)
        table = made.long() if given["long"] else made.to_table(rows)
        return pictured(table, plot, lambda: _picture(view, made, (rows, columns), given, shared))


def _picture(
    view: View, made: Crosstab, dimensions: tuple[str, str], given: dict[str, Any], shared: dict[str, Any]
) -> Picture | None:
    pictures = actions.pictures
    meaning = pictures.matrices.meaning_of(given["value"], given["normalize"])
    scope = pictures.words.scope(cells=meaning, **shared)
    return pictures.matrices.matrix(view, made, *dimensions, meaning, scope, given["totals"])


def _require_sense(given: dict[str, Any]) -> None:
    """Raise WrongUse for options that would be passed over in silence."""
    panel = given["start"] or given["join"]
    shaped = given["normalize"] != "none" or given["totals"] or given["long"] or panel
    if given["smart"] and (given["framework"] or given["test"]):
        raise WrongUse(_("--smart counts a query as a code."), _("Leave out --framework and --test."))
    if given["on"] and not given["join"]:
        raise WrongUse(_("--on names the columns to join on."), _("Give --join FILE as well."))
    if (given["replicates"] is not None or given["seed"] is not None) and not given["test"]:
        raise WrongUse(_("--replicates and --seed are for the permutations of --test."), _("Give --test as well."))
    if given["test"] and (shaped or given["framework"]):
        raise WrongUse(
            _("--test prints tests of the counts themselves."),
            _("Leave out --normalize, --totals, --long, --framework, --start and --join."),
        )
    if given["framework"] and (shaped or given["value"] != "codings"):
        raise WrongUse(
            _("--framework shows passages, not figures."),
            _("Leave out --value, --normalize, --totals, --long, --start and --join."),
        )
    if given["long"] and panel:
        raise WrongUse(
            _("--long has one row a cell, with no room for further columns."), _("Leave out --start and --join.")
        )
