"""The claims of memos."""

from __future__ import annotations

from collections.abc import Sequence

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group
from qualcode.cli.output import prints_table, say
from qualcode.cli.values import text_or_pipe
from qualcode.messages import _, plural
from qualcode.table import Table

claims = Group(
    "claims",
    help=_(
        "List, make, reword, move and remove the claims of memos. A memo is named by its title or identifier, a CLAIM by its "
        "memo and number, as in “capacity:2”, or by its identifier."
    ),
)


@claims.command(
    "list", help=_("List the claims, perhaps of one memo. Each with how many segments are for and against it.")
)
@click.argument("memo", required=False)
@prints_table
def _list(memo: str | None) -> Table:
    with reading() as view:
        return actions.concepts.claims.table(view, memo)


@claims.command("add", help=_("Make claims in a memo. TEXT - reads one from the pipe."))
@click.argument("memo")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--position", type=click.IntRange(min=1), metavar="N", help=_("The place of the first; else the last."))
def _add(memo: str, texts: Sequence[str], position: int | None) -> None:
    with writing() as work:
        at = None if position is None else position - 1
        actions.concepts.claims.add(work, memo, [text_or_pipe(text) for text in texts], position=at)


@claims.command("reword", help=_("Word a claim otherwise. Its evidence stays; TEXT - reads it from the pipe."))
@click.argument("claim")
@click.argument("text")
def _reword(claim: str, text: str) -> None:
    with writing() as work:
        actions.concepts.claims.reword(work, claim, text_or_pipe(text))


@claims.command("move", help=_("Put a claim at another place among those of its memo."))
@click.argument("claim")
@click.argument("position", type=click.IntRange(min=1))
def _move(claim: str, position: int) -> None:
    with writing() as work:
        actions.concepts.claims.move(work, claim, position - 1)


@claims.command("remove", help=_("Remove claims with the evidence on them. Undo brings both back."))
@click.argument("named", nargs=-1, required=True, metavar="CLAIM...")
def _remove(named: Sequence[str]) -> None:
    with writing() as work:
        gone = actions.concepts.claims.remove(work, named)
        if gone:
            say(plural("{n} segment was evidence on them.", "{n} segments were evidence on them.", gone))
