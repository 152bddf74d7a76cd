"""How far coders agree, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, Decorated, decorate, touch_option, unit_option
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table


def _compared(command: Decorated) -> Decorated:
    """The options that say what is compared; those that are repeatable and were not given are ()."""
    by_kind = _("What every coder judges; else what fits each kind of document: the turn, the clause, the answer …")
    return decorate(
        command,
        unit_option(None, by_kind),
        touch_option,
        click.option("--code", "codes", multiple=True, metavar="CODE", help=_("Only this code; repeatable.")),
        click.option("--by", "coders", multiple=True, metavar="CODER", help=_("Only this coder; repeatable.")),
        click.option(
            "--document", "documents", multiple=True, metavar="DOCUMENT", help=_("Only this document; repeatable.")
        ),
        click.option(
            "--include-unfinished",
            is_flag=True,
            help=_("Take what is uncoded in unfinished documents for a judgement. It is not one; the table says so."),
        ),
    )


def _restrictions(
    codes: Sequence[str], coders: Sequence[str], documents: Sequence[str], **others: Any
) -> dict[str, Any]:
    """What was asked for as the actions take it: None where nothing restricts."""
    return {"codes": codes or None, "coders": coders or None, "documents_named": documents or None, **others}


@click.command(
    "agreement",
    cls=Command,
    help=_(
        "Measure how far coders agree: Krippendorff's alpha for each code, the lowest first, over the documents that at least "
        "two have marked as done."
    ),
)
@_compared
@click.option(
    "--scope",
    type=click.Choice(("all", "coded", "code")),
    default="all",
    show_default=True,
    help=_("Which units: all, those with any code, or for each code those with this very code."),
)
@click.option(
    "--level",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help=_("How sure the interval is to be."),
)
@click.option(
    "--replicates",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help=_("How many times units are resampled for the interval."),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help=_("Where chance begins: the same seed gives the same interval."),
)
@prints_table
def agreement(
    scope: str,
    level: float,
    replicates: int,
    seed: int,
    **compared: Any,
) -> Table:
    """A row for each code that somebody used, and one over all of them."""
    restrictions = _restrictions(**compared)
    with reading() as view:
        made = actions.agreement.by_code(
            view, scope=scope, level=level, replicates=replicates, seed=seed, **restrictions
        )
    return made.to_table()


@click.command(
    "disagreements",
    cls=Command,
    help=_("List every unit and code that some coders applied and others, who have read it, did not."),
)
@_compared
@prints_table
def disagreements(**compared: Any) -> Table:
    """A row for each unit and code in dispute."""
    with reading() as view:
        return actions.agreement.disagreements(view, **_restrictions(**compared))
