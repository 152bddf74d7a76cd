"""Answers in words, question by question."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command
from qualcode.cli.output import prints_table
from qualcode.messages import _
from qualcode.table import Table


@click.command(
    "answers",
    cls=Command,
    help=_(
        "List the questions of questionnaires that were answered in words; with a QUESTION, or its beginning, list what "
        "each respondent has said to it, with the codes on it. codings add puts a code on an answer."
    ),
)
@click.argument("question", required=False)
@click.option(
    "--attribute",
    "attributes",
    metavar="NAME",
    multiple=True,
    help=_("Add what is recorded of the respondent, as often as wanted."),
)
@prints_table
def answers(question: str | None, attributes: tuple[str, ...]) -> Table:
    """A row for each question, or for each answer."""
    with reading() as view:
        if question is None:
            return actions.material.answers.listing(view)
        return actions.material.answers.table(view, question, attributes)
