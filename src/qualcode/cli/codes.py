"""Codes: adding, describing, renaming, moving, merging and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import writing
from qualcode.cli.options import Decorated, Group, decorate, dry_run_option
from qualcode.cli.output import say
from qualcode.errors import WrongUse
from qualcode.messages import _, plural

codes = Group(
    "codes",
    help=_(
        "Add, describe, rename, move, merge and remove codes. A code is named by its path, “policy implementation/hidden "
        r"actions” (a slash inside a name is \/), or by its name or an alias where only one code has it."
    ),
)


def _field_options(command: Decorated) -> Decorated:
    """All that can be said of a code; what is not said is None or ()."""
    return decorate(
        command,
        click.option("--definition", metavar="TEXT", help=_("What it means.")),
        click.option("--include", metavar="TEXT", help=_("What belongs to it.")),
        click.option("--exclude", metavar="TEXT", help=_("What does not, and where that goes instead.")),
        click.option("--example", "examples", multiple=True, metavar="TEXT", help=_("A typical passage; repeatable.")),
        click.option("--alias", "aliases", multiple=True, metavar="NAME", help=_("Another name of it; repeatable.")),
        click.option("--color", metavar="COLOR", help=_("Its colour, as #RRGGBB.")),
        click.option(
            "--heading/--codable",
            "is_heading",
            default=None,
            help=_("Whether it only groups the codes below it and is not put on text."),
        ),
        click.option(
            "--alternatives/--no-alternatives",
            default=None,
            help=_("Whether the codes below it exclude each other on one unit."),
        ),
        click.option(
            "--for-kind",
            "for_kinds",
            multiple=True,
            metavar="KIND",
            help=_("A kind of document it is meant for; repeatable."),
        ),
        click.option(
            "--status", type=click.Choice(("provisional", "settled")), help=_("Whether its rules are settled.")
        ),
        click.option(
            "--retired/--in-use", default=None, help=_("Whether it is no longer to be put on text. Its codings stay.")
        ),
    )


def _said(is_heading: bool | None, for_kinds: Sequence[str], **fields: Any) -> dict[str, Any]:
    """What the options said of a code, under the names of its fields."""
    fields["is_codable"] = None if is_heading is None else not is_heading
    fields["for_kinds"] = [actions.material.documents.kind_named(kind) for kind in for_kinds]
    return {field: value for field, value in fields.items() if value not in (None, (), [])}


@codes.command("add", help=_("Add a code at PATH. The codes above it must be there."))
@click.argument("path")
@_field_options
def _add(path: str, **fields: Any) -> None:
    with writing() as work:
        actions.codes.add(work, path, **_said(**fields))


@codes.command(
    "describe",
    help=_('Describe a code. Examples, aliases and kinds replace those it had; an empty text ("") takes one away.'),
)
@click.argument("code")
@_field_options
def _describe(code: str, **fields: Any) -> None:
    said = _said(**fields)
    if not said:
        raise WrongUse(_("Nothing is said of the code."), _("For instance: --definition TEXT"))
    with writing() as work:
        actions.codes.describe(work, code, **said)


@codes.command("rename", help=_("Give a code another name. The old one stays as an alias."))
@click.argument("code")
@click.argument("name")
def _rename(code: str, name: str) -> None:
    with writing() as work:
        actions.codes.rename(work, code, name)


@codes.command(
    "move", help=_("Move a code with all below it. It goes under another code or to the top, at a position there.")
)
@click.argument("code")
@click.option("--under", metavar="PARENT", help=_("The code it is to stand under."))
@click.option("--top", is_flag=True, help=_("It stands under none."))
@click.option(
    "--position", type=click.IntRange(min=1), metavar="N", help=_("Its place among the codes beside it; else the last.")
)
def _move(code: str, under: str | None, top: bool, position: int | None) -> None:
    if top == (under is not None):
        raise WrongUse(_("Say where it goes."), _("Either --under PARENT or --top."))
    with writing() as work:
        actions.codes.move(work, code, under, position=None if position is None else position - 1)


@codes.command(
    "merge",
    help=_(
        "Merge a code into another. Its codings, memos and children go there, its names become aliases, and it goes."
    ),
)
@click.argument("code")
@click.option("--into", required=True, metavar="CODE", help=_("The code that stays."))
@dry_run_option
def _merge(code: str, into: str, dry_run: bool) -> None:
    with writing(dry_run=dry_run) as work:
        moved = actions.codes.merge(work, code, into)
        say(plural("{n} coding was on it.", "{n} codings were on it.", moved))


@codes.command("remove", help=_("Remove a code that no others stand under. Undo brings it back."))
@click.argument("code")
@click.option("--with-codings", is_flag=True, help=_("Remove its codings, with the memos on them, as well."))
@dry_run_option
def _remove(code: str, with_codings: bool, dry_run: bool) -> None:
    with writing(dry_run=dry_run) as work:
        gone = actions.codes.remove(work, code, with_codings=with_codings)
        say(plural("{n} coding was on it.", "{n} codings were on it.", gone))
