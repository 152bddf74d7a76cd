"""Erasing for good: what goes is listed, the name is asked for, and the file is written anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from qualcode import actions
from qualcode.cli.opening import changing, opened
from qualcode.cli.options import Group, chosen, chosen_coder, dry_run_option
from qualcode.cli.output import draw_table, say
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.privacy.erasure import Erasure, What
    from qualcode.project import Project

erase = Group(
    "erase",
    help=_(
        "Erase for good what somebody withdraws: a case, a document, or what one speaker said. It lists what goes and asks "
        "for the name. Undo does not bring it back."
    ),
)

_CONFIRM = click.option(
    "--confirm", metavar="NAME", help=_("The name once more, where nobody is there to be asked for it.")
)
_REASON = click.option(
    "--reason",
    type=click.Choice(("withdrawn", "retention", "mistake", "other")),
    default="withdrawn",
    show_default=True,
    help=_(
        "On what ground: consent was withdrawn, the time to keep it is over, it should never have come in, another."
    ),
)


@erase.command(
    "document",
    help=_("Erase a document. Its text goes, the file it came from, its codings and memos, and its history."),
)
@click.argument("name")
@_CONFIRM
@_REASON
@dry_run_option
def _document(name: str, confirm: str | None, reason: str, dry_run: bool) -> None:
    _erase("document", name, None, confirm, reason, dry_run)


@erase.command(
    "case",
    help=_(
        "Erase a case with what it said. The documents that are hers alone go, and her turns in those she shares with "
        "others; a turn is hers where its speaker is tied to the case."
    ),
)
@click.argument("name")
@_CONFIRM
@_REASON
@dry_run_option
def _case(name: str, confirm: str | None, reason: str, dry_run: bool) -> None:
    _erase("case", name, None, confirm, reason, dry_run)


@erase.command("speaker", help=_("Erase what one speaker says. The turns of the others stay."))
@click.argument("name")
@click.option("--document", metavar="DOCUMENT", help=_("In which document, where several have such a speaker."))
@_CONFIRM
@_REASON
@dry_run_option
def _speaker(name: str, document: str | None, confirm: str | None, reason: str, dry_run: bool) -> None:
    _erase("speaker", name, document, confirm, reason, dry_run)


def _erase(what: What, name: str, document: str | None, confirm: str | None, reason: str, dry_run: bool) -> None:
    with opened() as project:
        with project.read(chosen_coder()) as view:
            wanted = actions.privacy.erasure.plan(view, what, name, document)
        say(_("What goes for good:"))
        _show(wanted.words)
        if not dry_run:
            _require_name(wanted, confirm)
        with changing(project, dry_run=dry_run) as work:
            left = actions.privacy.erasure.erase(work, wanted, reason)
        if not dry_run:
            project.compact()
        _show(left)
        _name_copies(project)


def _show(table: Table) -> None:
    if table.rows and not chosen().quiet:
        draw_table(table, sys.stderr)


def _require_name(wanted: Erasure, confirm: str | None) -> None:
    if confirm is None and sys.stdin.isatty():
        confirm = click.prompt(_("Type the name once more to erase it"), default="", show_default=False, err=True)
    if confirm != wanted.name:
        raise WrongUse(
            _("Nothing was erased: the name was not given once more."),
            _("In a script, give it with --confirm {name!r}.", name=wanted.name),
        )


def _name_copies(project: Project) -> None:
    """Copies of the project hold what was erased; they are for a person to destroy."""
    copies = project.copies()
    if copies:
        say(_("These copies still hold it; destroy them: {files}.", files=listed(copies)))
    say(_("What was exported or sent is beyond this program: tables, reports, shared copies, backups of the disk."))
