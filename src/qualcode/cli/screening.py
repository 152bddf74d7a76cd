"""Screening publications for a review."""

from __future__ import annotations

from collections.abc import Sequence

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Command, Group
from qualcode.cli.output import prints_table
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

_stage = click.option("--stage", metavar="STAGE", required=True, help=_("The stage: title, abstract or full-text."))


@click.command(
    "screen",
    cls=Command,
    help=_(
        "Decide whether documents are taken into a review, each coder for herself. What you decided before at the same stage "
        "gives way. “screening” lists decisions, conflicts, agreement and the numbers of the flow chart."
    ),
)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--where", metavar="QUERY", help=_("The documents that a query chooses: document.year < 2015."))
@_stage
@click.option("--include", is_flag=True, help=_("They are taken in."))
@click.option("--exclude", is_flag=True, help=_("They are left out; a full text for a --reason."))
@click.option("--maybe", is_flag=True, help=_("That is left open."))
@click.option("--clear", is_flag=True, help=_("Take back what you decided."))
@click.option("--reason", metavar="TEXT", default="", help=_("Why, in the words that the review will report."))
def screen(documents: Sequence[str], where: str | None, stage: str, reason: str, **decisions: bool) -> None:
    """One decision for all documents named."""
    chosen = [decision for decision, is_given in decisions.items() if is_given]
    if len(chosen) != 1:
        raise WrongUse(_("Say what you decide."), _("One of --include, --exclude, --maybe and --clear."))
    (decision,) = chosen
    if bool(documents) == (where is not None):
        raise WrongUse(_("Say which documents are meant."), _("Name them, or choose them with --where QUERY."))
    with writing() as work:
        names = documents if where is None else actions.literature.screening.names_meant(work, where)
        if decision == "clear":
            actions.literature.screening.clear(work, names, stage)
        else:
            actions.literature.screening.decide(work, names, stage, decision, reason)


screening = Group(
    "screening", help=_("List decisions of a review, conflicts, agreement, and the numbers of the flow chart.")
)


@screening.command("list", help=_("List who decided what, and why."))
@click.option("--stage", metavar="STAGE", help=_("Only this stage: title, abstract or full-text."))
@prints_table
def _list(stage: str | None) -> Table:
    with reading() as view:
        return actions.literature.screening.listing(view, stage)


@screening.command("conflicts", help=_("List what coders decided differently."))
@prints_table
def _conflicts() -> Table:
    with reading() as view:
        return actions.literature.screening.conflicts(view)


@screening.command(
    "agreement",
    help=_("Measure how far coders agree at each stage. Figures are percent, Cohen's kappa and Krippendorff's alpha."),
)
@prints_table
def _agreement() -> Table:
    with reading() as view:
        return actions.literature.screening.agreement(view)


@screening.command(
    "flow",
    help=_(
        "Count what a PRISMA flow chart shows. That is what was found, duplicates, screened, excluded by reason, included."
    ),
)
@prints_table
def _flow() -> Table:
    with reading() as view:
        return actions.literature.flow.flow(view)
