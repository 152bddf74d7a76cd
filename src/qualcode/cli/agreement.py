"""How far coders agree, and where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, Decorated, decorate, plot_option, touch_option, unit_option
from qualcode.cli.output import pictured, prints_table
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.agreement.measuring import Whose
    from qualcode.analysis.agreement.code_rows import AgreementTable
    from qualcode.project import View

OVER_UNITS = (
    *("alpha", "percent", "holsti", "positive_agreement", "cohen_kappa", "conger_kappa", "scott_pi", "fleiss_kappa"),
    *("brennan_prediger", "gwet_ac1", "holsti_composite"),
)
OVER_SPANS = (
    *("binary_unitized_alpha", "unitized_alpha", "coding_alpha", "category_alpha", "alpha_u_1995"),
    *("gamma", "gamma_cat", "gamma_k"),
)
PROGRAMS = ("nvivo", "maxqda", "atlas", "dedoose", "qualcoder", "inception")


def _whose(command: Decorated) -> Decorated:
    """The options that say whose codings of what are compared; those that are repeatable and were not given are ()."""
    return decorate(
        command,
        click.option("--code", "codes", multiple=True, metavar="CODE", help=_("Only this code; repeatable.")),
        click.option("--by", "coders", multiple=True, metavar="CODER", help=_("Only this coder; repeatable.")),
        click.option(
            "--document", "documents", multiple=True, metavar="DOCUMENT", help=_("Only this document; repeatable.")
        ),
        click.option(
            "--where",
            metavar="QUERY",
            help=_("Only documents that a query means, with every unit in them: by kind, case, attribute, date …"),
        ),
        click.option(
            "--include-unfinished",
            is_flag=True,
            help=_("Take what is uncoded in unfinished documents for a judgement. It is not one; the table says so."),
        ),
    )


def _units(command: Decorated) -> Decorated:
    """The options that say what every coder judges."""
    by_kind = _("What every coder judges; else what fits each kind of document: the turn, the clause, the answer …")
    return decorate(command, unit_option(None, by_kind), touch_option)


def intervals(command: Decorated) -> Decorated:
    """The options that say how intervals are made."""
    return decorate(
        command,
        click.option(
            "--interval",
            "method",
            type=click.Choice(("units", "documents", "jackknife", "none")),
            default=None,
            help=_(
                "What the interval rests on: units resampled, whole documents (the usual for spans), or either left out one by "
                "one."
            ),
        ),
        click.option(
            "--level",
            type=click.FloatRange(0, 1, min_open=True, max_open=True),
            default=0.95,
            show_default=True,
            help=_("How sure the interval is to be."),
        ),
        click.option(
            "--replicates",
            type=click.IntRange(min=1),
            default=1000,
            show_default=True,
            help=_("How many times units are resampled for the interval."),
        ),
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            help=_("Where chance begins: the same seed gives the same interval."),
        ),
    )


details_option = click.option(
    "--details", is_flag=True, help=_("More columns: prevalence, coverage, how probable it is to be too low.")
)


@click.command(
    "agreement",
    cls=Command,
    help=_(
        "Measure how far coders agree: Krippendorff's alpha for each code, the lowest first, over the documents that at least "
        "two have marked as done."
    ),
)
@_units
@_whose
@click.option(
    "--scope",
    type=click.Choice(("all", "coded", "code")),
    default="all",
    show_default=True,
    help=_("Which units: all, those with any code, or for each code those with this very code."),
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    type=click.Choice((*OVER_UNITS, *OVER_SPANS)),
    help=_("Another measure than alpha; repeatable. Those of unitizing and gamma compare the marked spans themselves."),
)
@click.option(
    "--metric",
    type=click.Choice(("jaccard", "masi")),
    help=_("Alpha of the sets of codes that each unit was given, by this distance, in place of one code at a time."),
)
@click.option(
    "--per",
    type=click.Choice(("code", "pair", "document", "coder")),
    default="code",
    show_default=True,
    help=_("A figure for all coders, for each two, for each document, or without each coder in turn."),
)
@click.option(
    "--code-level",
    "rollup",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Count codes for those above them at this level of the codebook; 1 is the top."),
)
@intervals
@details_option
@click.option(
    "--as",
    "program",
    type=click.Choice(PROGRAMS),
    help=_("The figures another program would print for the same codings, and why they differ."),
)
@click.option("--compare", is_flag=True, help=_("All of it side by side: our measures and other programs' figures."))
@plot_option
@prints_table
def agreement(plot: Path | None, **given: Any) -> Table:
    """A row for each code that somebody used, and one over all of them."""
    table = _agreement(**given)
    return pictured(table, plot, lambda: actions.pictures.estimates.agreement(table))


def _agreement(
    details: bool, program: str | None, compare: bool, measures: tuple[str, ...], metric: str | None, **given: Any
) -> Table:
    whose = _whose_of(given)
    with reading() as view:
        if program:
            _refuse("--as", *_OF_UNITS, *_OF_FIGURES, "compare")
            return actions.agreement.other_programs.as_program(view, program, whose)
        if compare:
            _refuse("--compare", "scope", *_OF_FIGURES)
            return actions.agreement.other_programs.compare(view, whose, unit=given["unit"], touch=given["touch"])
        if set(measures) & set(OVER_SPANS) and not metric:
            made = _of_spans(view, whose, measures, given)
        else:
            _require_alpha(metric, measures)
            made = actions.agreement.measuring.by_code(
                view, whose, measures=measures or ("alpha",), metric=metric, **given
            )
        return made.to_table(details=details)


def _refuse(beside: str, *names: str) -> None:
    """Raise WrongUse for options that would change nothing beside another one, so that nobody believes they did."""
    context = click.get_current_context()
    typed = (
        option.opts[0]
        for option in context.command.params
        if option.name in names and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
    )
    if given := listed(typed):
        raise WrongUse(
            _("{options} would change nothing beside {other}.", options=given, other=beside), _("Leave it out.")
        )


def _require_alpha(metric: str | None, measures: tuple[str, ...]) -> None:
    if metric and set(measures) - {"alpha"}:
        raise WrongUse(_("--metric is for alpha only."), _("Leave out --measure or --metric."))


def _of_spans(view: View, whose: Whose, measures: tuple[str, ...], given: dict[str, Any]) -> AgreementTable:
    """Agreement about spans, where nothing is judged unit by unit."""
    if over_units := [name for name in measures if name in OVER_UNITS]:
        raise WrongUse(
            _("{names} compare units, the other measures spans; they make two tables.", names=listed(over_units)),
            _("Ask for them one after the other."),
        )
    _refuse(_("measures of spans, which take the whole text"), *_OF_UNITS)
    how = {name: given[name] for name in _HOW}
    return actions.agreement.measuring.by_span(view, whose, measures=measures, **how)


_HOW = ("rollup", "per", "method", "level", "replicates", "seed")
_OF_UNITS = ("unit", "touch", "scope")
_OF_FIGURES = ("measures", "metric", *_HOW, "details")


def _whose_of(given: dict[str, Any]) -> Whose:
    """Take from the options those that say whose codings are compared; nothing named restricts nothing."""
    names = {name: given.pop(name) or None for name in ("codes", "coders", "documents")}
    return actions.agreement.measuring.Whose(
        **names, include_unfinished=given.pop("include_unfinished"), where=given.pop("where")
    )


@click.command(
    "disagreements",
    cls=Command,
    help=_(
        "List every unit and code that some coders applied and others, who have read it, did not; what costs its code's alpha "
        "most first."
    ),
)
@_units
@_whose
@click.option(
    "--details", is_flag=True, help=_("One more column: by how much the code's alpha would be higher without it.")
)
@click.option("--confusions", is_flag=True, help=_("Which codes stand against each other, and how often."))
@prints_table
def disagreements(details: bool, confusions: bool, **given: Any) -> Table:
    """A row for each unit and code in dispute, or for each two codes that stand against each other."""
    whose = _whose_of(given)
    with reading() as view:
        if not confusions:
            return actions.agreement.measuring.disagreements(view, whose, details=details, **given)
        if whose.codes:
            raise WrongUse(_("--confusions compares all codes."), _("Leave out --code."))
        return actions.agreement.measuring.confusions(view, whose, **given)
