"""Reliability studies: rounds of independent coding, opened, followed and closed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode import actions
from qualcode.cli.agreement import OVER_UNITS, details_option, intervals
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import (
    Decorated,
    Group,
    decorate,
    dry_run_option,
    table_options,
    touch_option,
    unit_option,
)
from qualcode.cli.output import prints_table, say, show_table, show_text
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.studies.adjudication import Choice
    from qualcode.actions.studies.course import Plan

study = Group("study", help=_("Run a reliability study: rounds of independent coding, compared and settled."))

round_option = click.option(
    "--round", "ordinal", type=click.IntRange(min=1), metavar="N", help=_("The round, counted from 1; else the latest.")
)


def _plan_options(command: Decorated) -> Decorated:
    """The options that say what a round is to be."""
    by_kind = _("What every coder judges; else what fits each kind of document: the turn, the clause, the answer …")
    return decorate(
        command,
        click.option("--by", "coders", multiple=True, metavar="CODER", help=_("A coder of the round; repeatable.")),
        click.option(
            "--document", "documents", multiple=True, metavar="DOCUMENT", help=_("A document to read; repeatable.")
        ),
        click.option("--sample", "size", type=click.IntRange(min=1), metavar="N", help=_("Draw N documents in all.")),
        click.option(
            "--per-stratum", type=click.IntRange(min=1), metavar="N", help=_("Draw up to N documents of each stratum.")
        ),
        click.option(
            "--stratum",
            "strata",
            multiple=True,
            metavar="kind|ATTRIBUTE",
            help=_("Draw within the kinds of document, or the values of an attribute of cases; repeatable."),
        ),
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            help=_("Where chance begins: the same seed draws the same documents."),
        ),
        unit_option(None, by_kind),
        click.option(
            "--keep",
            is_flag=True,
            help=_("What a coder has coded in a document already is her coding in the round. Else she codes it anew."),
        ),
        click.option(
            "--open",
            "open_eyes",
            is_flag=True,
            help=_(
                "With open eyes: coders see each other's work, and the codebook may change. Else the round is blind."
            ),
        ),
    )


def _plan(
    coders: Sequence[str],
    documents: Sequence[str],
    size: int | None,
    per_stratum: int | None,
    strata: Sequence[str],
    seed: int,
    unit: str | None,
    keep: bool,
    open_eyes: bool,
) -> Plan:
    sample = None
    if size or per_stratum or strata:
        sample = actions.studies.sampling.Sample(size, per_stratum, tuple(strata), seed)
    return actions.studies.course.Plan(coders, documents, sample, unit, not open_eyes, keep)


@study.command("list", help=_("List the studies."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.studies.course.listing(view)


@study.command(
    "new",
    help=_(
        "Make a study and open its first round. It lists the documents, each with the reason why it is in. While the round is "
        "blind and open, nobody sees another's work in it and the codebook is frozen."
    ),
)
@click.argument("name")
@_plan_options
@touch_option
@click.option(
    "--purpose",
    type=click.Choice(("reliability", "dialogue")),
    default="reliability",
    show_default=True,
    help=_("To measure agreement, or to compare and talk: then no coefficient is ever computed."),
)
@dry_run_option
@prints_table
def _new(name: str, purpose: Any, touch: Any, dry_run: bool, **planned: Any) -> Table:
    with writing(dry_run=dry_run) as work:
        return actions.studies.course.new(work, name, _plan(**planned), purpose=purpose, touch=touch)


@study.command(
    "next",
    help=_(
        "Open the next round, by default for the same coders and unit. It lists the documents and what has changed in the "
        "codebook since the last round."
    ),
)
@click.argument("name")
@_plan_options
@dry_run_option
@prints_table
def _next(name: str, dry_run: bool, **planned: Any) -> Table:
    with writing(dry_run=dry_run) as work:
        return actions.studies.course.next_round(work, name, _plan(**planned))


@study.command("status", help=_("List who reads what in the latest round, and who has finished."))
@click.argument("name", required=False)
@round_option
@prints_table
def _status(name: str | None, ordinal: int | None) -> Table:
    with reading() as view:
        return actions.studies.course.status(view, name, ordinal)


@study.command(
    "assign",
    help=_("Give documents to coders in the open round. With --take-away it takes them, before they are coded."),
)
@click.argument("name")
@click.option(
    "--document", "documents", multiple=True, required=True, metavar="DOCUMENT", help=_("A document; repeatable.")
)
@click.option("--to", "coders", multiple=True, required=True, metavar="CODER", help=_("A coder; repeatable."))
@click.option("--take-away", is_flag=True, help=_("Take the documents away from the coders."))
def _assign(name: str, documents: Sequence[str], coders: Sequence[str], take_away: bool) -> None:
    with writing() as work:
        actions.studies.course.assign(work, name, documents, coders, take_away=take_away)


@study.command(
    "close",
    help=_(
        "Close the open round. Texts, codings and codebook are frozen as they are, and the figures computed from them are kept "
        "and printed. Whoever has not finished a document is missing there."
    ),
)
@click.argument("name")
@click.option("--unfinished", is_flag=True, help=_("Close although not all have finished."))
@prints_table
def _close(name: str, unfinished: bool) -> Table:
    with writing() as work:
        return actions.studies.course.close(work, name, unfinished_too=unfinished)


@study.command(
    "adjudicate",
    help=_(
        "Settle what a closed round left in dispute. Alone it lists the disputed stretches with both readings; --export writes "
        "them to fill in the columns decision (keep or drop) and reason, --table reads the decisions back. One stretch is decided "
        "with --document, --start, --end, --code, --keep or --drop, and --reason. The coders' own codings stay as they are."
    ),
)
@click.argument("name")
@round_option
@click.option(
    "--export", type=click.Path(path_type=Path), metavar="FILE", help=_("Write the disputed stretches to FILE.")
)
@click.option("--table", type=click.Path(path_type=Path), metavar="FILE", help=_("Take the decisions from FILE."))
@click.option("--document", metavar="DOCUMENT", help=_("The document of one disputed stretch."))
@click.option("--start", type=int, metavar="N", help=_("Where it begins."))
@click.option("--end", type=int, metavar="N", help=_("Where it ends."))
@click.option("--code", metavar="CODE", help=_("The code in dispute, as listed."))
@click.option("--keep", "outcome", flag_value="keep", help=_("The code stays on the stretch."))
@click.option("--drop", "outcome", flag_value="drop", help=_("The code does not stay on it."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why."))
@click.option(
    "--layer", default="consensus", show_default=True, metavar="NAME", help=_("The layer of what is settled.")
)
@click.option("--notes", is_flag=True, help=_("Write the reasons as memos on the codes as well."))
@dry_run_option
@table_options
def _adjudicate(
    name: str,
    ordinal: int | None,
    export: Path | None,
    table: Path | None,
    layer: str,
    notes: bool,
    dry_run: bool,
    format: str | None,
    output: str | None,
    excel: bool,
    **one: Any,
) -> None:
    decides = table is not None or any(one.values())
    if decides and export is not None:
        raise WrongUse(
            _("--export writes what is to be decided; it decides nothing."), _("Run the two after each other.")
        )
    if not decides:
        with reading() as view:
            found = actions.studies.adjudication.disputed(view, name, ordinal)
        show_table(found, None if export else format, str(export) if export else output, excel)
        return
    choices = _choices(table, **one)
    with writing(dry_run=dry_run) as work:
        left = actions.studies.adjudication.adjudicate(work, name, choices, ordinal=ordinal, layer=layer, notes=notes)
    say(plural("{n} stretch is not decided yet.", "{n} stretches are not decided yet.", left))


def _choices(table: Path | None, **one: Any) -> list[Choice]:
    """The decisions in a table, or the one that was said with options."""
    if table is not None:
        if any(one.values()):
            raise WrongUse(_("--table holds all decisions."), _("Leave the options for a single one out."))
        return actions.studies.adjudication.read_choices(actions.exchange.read_text_table(table))
    missing = [f"--{option}" for option in ("document", "start", "end", "code") if one[option] is None]
    if missing or not one["outcome"]:
        raise WrongUse(_("Say what is decided: --document, --start, --end, --code, and --keep or --drop."))
    return [actions.studies.adjudication.Choice(**one)]


@study.command(
    "report",
    help=_(
        "Show each code's alpha over the rounds. Beside it stands what changed in the codebook before each. With --round it shows "
        "the figures kept when that round closed, with --methods the paragraph for the methods section."
    ),
)
@click.argument("name")
@round_option
@click.option("--methods", is_flag=True, help=_("Write what was done in sentences, in the language of messages."))
@table_options
def _report(name: str, ordinal: int | None, methods: bool, format: str | None, output: str | None, excel: bool) -> None:
    with reading() as view:
        if methods:
            text = actions.studies.report.methods(view, name)
        else:
            table = actions.studies.figures.report(view, name, ordinal)
    if not methods:
        show_table(table, format, output, excel)
    elif output:
        Path(output).write_text(text, encoding="utf-8")
        say(_("The text is in {file}.", file=output))
    else:
        show_text(text)


@study.command(
    "size",
    help=_(
        "Say how many units a round needs. It goes by how often each code was used so far, or by --share, and by how sure its "
        "alpha is to be."
    ),
)
@click.option("--alpha", type=float, default=0.8, show_default=True, help=_("The agreement that is expected."))
@click.option(
    "--half-width", type=float, default=0.1, show_default=True, help=_("How far the interval may reach to either side.")
)
@click.option("--level", type=float, default=0.95, show_default=True, help=_("How sure the interval is to be."))
@click.option(
    "--share", "shares", type=float, multiple=True, help=_("A share of units that hold the code; repeatable.")
)
@unit_option(
    None, _("What every coder judges; else what fits each kind of document: the turn, the clause, the answer …")
)
@touch_option
@prints_table
def _size(**wanted: Any) -> Table:
    with reading() as view:
        return actions.studies.size.units_for(view, **wanted)


@study.command(
    "drift",
    help=_(
        "Propose documents for a second coder. It draws a tenth of what each coder has coded alone. Open the check with: study "
        "next NAME --keep --document …"
    ),
)
@click.argument("name")
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.1,
    show_default=True,
    help=_("The part of each coder's documents to draw."),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help=_("Where chance begins: the same seed draws the same documents."),
)
@prints_table
def _drift(name: str, share: float, seed: int) -> Table:
    with reading() as view:
        return actions.studies.drift.proposed(view, name, share=share, seed=seed)


@study.command(
    "intra",
    help=_(
        "Compare what one coder did in two closed rounds. The documents are those finished in both; a round with the same "
        "documents is opened by: study next NAME --document …"
    ),
)
@click.argument("name")
@click.argument("person", metavar="CODER")
@click.option(
    "--rounds", nargs=2, type=click.IntRange(min=1), required=True, metavar="N N", help=_("The two rounds to compare.")
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    type=click.Choice(OVER_UNITS),
    help=_("Another measure than alpha; repeatable."),
)
@intervals
@details_option
@prints_table
def _intra(
    name: str, person: str, rounds: tuple[int, int], measures: tuple[str, ...], details: bool, **how: Any
) -> Table:
    with reading() as view:
        made = actions.studies.intra.intra_coder(view, name, person, *rounds, measures=measures or ("alpha",), **how)
        return made.to_table(details=details)
