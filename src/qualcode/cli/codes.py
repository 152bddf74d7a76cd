"""Codes: adding, describing, renaming, moving, merging, splitting and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qualcode import actions
from qualcode.cli.opening import writing
from qualcode.cli.options import Decorated, Group, decorate, dry_run_option
from qualcode.cli.output import say
from qualcode.errors import WrongUse
from qualcode.messages import _, labelled, plural

SPLIT_BY = ("document", "coder", "kind")

codes = Group(
    "codes",
    help=_(
        "Add, describe, rename, move, merge, split and remove codes. A code is named by its path, “policy implementation/hidden "
        r"actions” (a slash inside a name is \/), or by its name or an alias where only one code has it."
    ),
)


_codes_argument = click.argument("named", nargs=-1, required=True, metavar="CODE...")


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
    help=_(
        'Describe a code, or say the same of several. Examples, aliases and kinds replace those it had; an empty text ("") takes one away.'
    ),
)
@_codes_argument
@_field_options
def _describe(named: tuple[str, ...], **fields: Any) -> None:
    said = _said(**fields)
    if not said:
        raise WrongUse(_("Nothing is said of the code."), _("For instance: --definition TEXT"))
    with writing() as work:
        actions.code_groups.describe_all(work, named, **said)


@codes.command("settle", help=_("Call the rules of codes settled. They are meant to change no more."))
@_codes_argument
def _settle(named: tuple[str, ...]) -> None:
    with writing() as work:
        actions.code_groups.describe_all(work, named, status="settled")


@codes.command("unsettle", help=_("Call the rules of codes provisional again."))
@_codes_argument
def _unsettle(named: tuple[str, ...]) -> None:
    with writing() as work:
        actions.code_groups.describe_all(work, named, status="provisional")


@codes.command("rename", help=_("Give a code another name. The old one stays as an alias."))
@click.argument("code")
@click.argument("name")
def _rename(code: str, name: str) -> None:
    with writing() as work:
        actions.codes.rename(work, code, name)


@codes.command(
    "move", help=_("Move codes with all below them. They go under another code or to the top, at a position there.")
)
@_codes_argument
@click.option("--under", metavar="PARENT", help=_("The code they are to stand under."))
@click.option("--top", is_flag=True, help=_("They stand under none."))
@click.option(
    "--position", type=click.IntRange(min=1), metavar="N", help=_("The place among the codes there; else the last.")
)
def _move(named: tuple[str, ...], under: str | None, top: bool, position: int | None) -> None:
    if top == (under is not None):
        raise WrongUse(_("Say where it goes."), _("Either --under PARENT or --top."))
    with writing() as work:
        actions.code_groups.move_all(work, named, under, position=None if position is None else position - 1)


@codes.command(
    "merge",
    help=_(
        "Merge codes into another. Their codings, memos, children, links and places in sets go there, their names become aliases, "
        "and they go. "
        "Rules and examples are kept: in the code that stays where it has none, else in a memo on it."
    ),
)
@_codes_argument
@click.option("--into", required=True, metavar="CODE", help=_("The code that stays."))
@dry_run_option
def _merge(named: tuple[str, ...], into: str, dry_run: bool) -> None:
    with writing(dry_run=dry_run) as work:
        found = actions.code_groups.merging(work, named, into)
        moved = actions.code_groups.merge_all(work, named, into)
        say(_on_them(named, moved))
        if found.coincide:
            one = plural(
                "{n} coincided with another and is one with it now.",
                "{n} coincided with another and are one with it now.",
                found.coincide,
            )
            say(one)


def _on_them(named: Sequence[str], codings: int) -> str:
    if len(named) > 1:
        return plural("{n} coding was on them.", "{n} codings were on them.", codings)
    return plural("{n} coding was on it.", "{n} codings were on it.", codings)


@codes.command(
    "split",
    help=_(
        "Split a code. Codings of all coders that a query means go to the code --into, or there is a code below it for each "
        "document, coder or kind of document; codes that are not there are made. What is left stays with the code."
    ),
)
@click.argument("code")
@click.option("--by", type=click.Choice(SPLIT_BY), help=_("Make a code below it for each of these."))
@click.option(
    "--into", metavar="CODE", help=_("The code that gets what --where means: a name for one below it, or a path.")
)
@click.option("--where", metavar="QUERY", help=_("Which of its codings; qualcode explain tells what a query means."))
@click.option(
    "--piles",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_(
        "A table that says in a column pile which code below it each coding goes to, as the cards of the workbench are written."
    ),
)
@dry_run_option
def _split(code: str, by: str | None, into: str | None, where: str | None, piles: Path | None, dry_run: bool) -> None:
    if [by is None, where is None, piles is None].count(False) != 1 or (into is None) != (where is None):
        raise WrongUse(
            _("Say how to split it."),
            _("Either --by document, coder or kind, or --into CODE --where QUERY, or --piles FILE."),
        )
    table = actions.exchange.read_text_table(piles) if piles else None
    with writing(dry_run=dry_run) as work:
        if table is not None:
            parts = actions.splitting.parts_named(work, code, table)
        elif by is not None:
            parts = actions.splitting.parts_by(work, code, by)
        else:
            assert into is not None and where is not None
            parts = actions.splitting.part_meant(work, code, into, where)
        for path, codings in actions.splitting.split(work, code, parts).items():
            say(labelled(path, plural("{n} coding", "{n} codings", codings)))


@codes.command("remove", help=_("Remove codes that no others stand under. Undo brings them back."))
@_codes_argument
@click.option("--with-codings", is_flag=True, help=_("Remove their codings, with the memos on them, as well."))
@dry_run_option
def _remove(named: tuple[str, ...], with_codings: bool, dry_run: bool) -> None:
    with writing(dry_run=dry_run) as work:
        gone = actions.code_groups.remove_all(work, named, with_codings=with_codings)
        say(_on_them(named, gone))
