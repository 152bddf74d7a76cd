"""Which segments speak for and against claims and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option, layer_option
from qualcode.cli.output import prints_table, say, show_table
from qualcode.cli.values import span
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.places import Place
    from qualcode.project import Work

_SHOWN = 10  # passages shown of those a query finds

evidence = Group(
    "evidence",
    help=_(
        "List and add segments for or against a claim or link. ABOUT names it: a claim as MEMO:NUMBER, "
        "a link as FROM KIND TO, either by its identifier."
    ),
)


@evidence.command("list", help=_("List the evidence with its words. All, or that on one claim or link."))
@click.argument("about", nargs=-1)
@prints_table
def _list(about: Sequence[str]) -> Table:
    with reading() as view:
        return actions.concepts.evidence.table(view, about)


@evidence.command(
    "add", help=_("Let segments speak for or against it. Spans, those of codings, or what a query finds.")
)
@click.argument("about", nargs=-1, required=True)
@click.option("--for", "is_for", is_flag=True, help=_("They speak for it."))
@click.option("--against", "is_against", is_flag=True, help=_("They speak against it."))
@click.option(
    "--at",
    "spans",
    type=(str, int, int),
    multiple=True,
    metavar="DOCUMENT START END",
    help=_("This span of a document; repeatable."),
)
@click.option("--coding", "codings", multiple=True, metavar="GUID", help=_("The span of this coding; repeatable."))
@click.option("--where", metavar="QUERY", help=_("All passages that a query finds; --dry-run shows them."))
@layer_option
@click.option("--note", metavar="TEXT", default="", help=_("How they speak for or against it."))
@dry_run_option
def _add(
    about: Sequence[str],
    is_for: bool,
    is_against: bool,
    spans: Sequence[tuple[str, int, int]],
    codings: Sequence[str],
    where: str | None,
    layer: str,
    note: str,
    dry_run: bool,
) -> None:
    if is_for == is_against:
        raise WrongUse(_("Say whether they speak for it or against it."), _("Give --for or --against."))
    stance: Literal["for", "against"] = "for" if is_for else "against"
    with writing(dry_run=dry_run) as work:
        places = [(document, span(start, end)) for document, start, end in spans]
        places += actions.places.of_codings(work, codings)
        places += actions.places.found(work, where, layer) if where is not None else []
        new = actions.concepts.evidence.add(work, about, stance, places, note=note)
        _tell(work, places, new, dry_run)


def _tell(work: Work, places: Sequence[Place], new: int, dry_run: bool) -> None:
    """What was found, and how much of it was there before; what it would be, in a rehearsal."""
    if dry_run:
        show_table(actions.places.words(work, places[:_SHOWN]))
        if len(places) > _SHOWN:
            say(_("… and {n} more.", n=len(places) - _SHOWN))
    if known := len(set(places)) - new:
        say(plural("{n} passage was there already.", "{n} passages were there already.", known))


@evidence.command("change", help=_("Let evidence speak the other way, or say something of it."))
@click.argument("guids", nargs=-1, required=True, metavar="GUID...")
@click.option("--for", "is_for", is_flag=True, help=_("It speaks for it."))
@click.option("--against", "is_against", is_flag=True, help=_("It speaks against it."))
@click.option("--note", metavar="TEXT", help=_("How it speaks for or against it."))
def _change(guids: Sequence[str], is_for: bool, is_against: bool, note: str | None) -> None:
    if (is_for and is_against) or not (is_for or is_against or note is not None):
        raise WrongUse(_("Nothing says what is to change."), _("Give --for, --against or --note."))
    stance: Literal["for", "against"] | None = "for" if is_for else "against" if is_against else None
    with writing() as work:
        actions.concepts.evidence.change(work, guids, stance=stance, note=note)


@evidence.command("remove", help=_("Take evidence away. Undo brings it back."))
@click.argument("guids", nargs=-1, required=True, metavar="GUID...")
def _remove(guids: Sequence[str]) -> None:
    with writing() as work:
        actions.concepts.evidence.remove(work, guids)
