"""Memos: thoughts in writing, on anything or nothing."""

from __future__ import annotations

from dataclasses import astuple

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group
from qualcode.cli.output import prints_table, show_text
from qualcode.cli.values import span, text_or_pipe
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

COLUMNS = ("memo", "title", "text", "kind", "coder", "created", "target", "on", "document", "start", "end")

NOTHING = "nothing"
TARGETS = ("project", "document", "segment", "code", "coding", "case", NOTHING)

memos = Group("memos", help=_("List, write, change, show and remove memos."))


@memos.command("list", help=_("List the memos, oldest first."))
@click.option("--document", metavar="DOCUMENT", help=_("Only those on this document, its segments and its codings."))
@click.option("--kind", metavar="KIND", help=_("Only those of this kind."))
@click.option("--by", metavar="CODER", help=_("Only those this coder has written."))
@click.option("--on", "target", type=click.Choice(TARGETS), help=_("Only those on this kind of thing."))
@click.option(
    "--with", "words", metavar="TEXT", help=_("Only those with all these words in title, text or what they are on.")
)
@prints_table
def _list(document: str | None, kind: str | None, by: str | None, target: str | None, words: str | None) -> Table:
    with reading() as view:
        on = "" if target == NOTHING else target
        sought = actions.finding_memos.Sought(words or "", (kind or "").replace("-", " "), by or "", on)
        actions.finding_memos.require(view, sought)
        found = actions.finding_memos.found(actions.memos.listing(view, document), sought)
        return Table(COLUMNS, [astuple(memo) for memo in found])


@memos.command("add", help=_("Write a memo; TEXT - reads it from the pipe. Without --on-… it is on nothing."))
@click.argument("text")
@click.option("--title", metavar="TEXT", default="", help=_("What it is called."))
@click.option(
    "--kind",
    default="note",
    metavar="KIND",
    show_default=True,
    help=_("What it is: note, theory, method, code-rule or reflection."),
)
@click.option("--on-document", "document", metavar="DOCUMENT", help=_("It is on this document."))
@click.option("--span", "place", type=int, nargs=2, metavar="START END", help=_("On this span of --on-document."))
@click.option("--on-code", "code", metavar="CODE", help=_("It is on this code."))
@click.option("--on-coding", "coding", metavar="GUID", help=_("It is on this coding."))
@click.option("--on-case", "case", metavar="CASE", help=_("It is on this case."))
@click.option("--on-project", is_flag=True, help=_("It is on the project."))
def _add(
    text: str,
    title: str,
    kind: str,
    document: str | None,
    place: tuple[int, int] | None,
    code: str | None,
    coding: str | None,
    case: str | None,
    on_project: bool,
) -> None:
    if place is not None and document is None:
        raise WrongUse(_("A span is one of a document."), _("Name it with --on-document DOCUMENT."))
    target = actions.memos.Target(document, span(*place) if place else None, code, coding, case, on_project)
    with writing() as work:
        actions.memos.add(work, text_or_pipe(text), target=target, title=title, kind=kind.replace("-", " "))


@memos.command("edit", help=_("Change a memo; TEXT - reads its new text from the pipe."))
@click.argument("memo")
@click.argument("text", required=False)
@click.option("--title", metavar="TEXT", help=_("What it is called."))
@click.option("--kind", metavar="KIND", help=_("What it is: note, theory, method, code-rule or reflection."))
def _edit(memo: str, text: str | None, title: str | None, kind: str | None) -> None:
    if text is None and title is None and kind is None:
        raise WrongUse(_("Nothing says what is to change."), _("Give a new text, --title or --kind."))
    new = None if text is None else text_or_pipe(text)
    with writing() as work:
        actions.memos.edit(work, memo, text=new, title=title, kind=kind.replace("-", " ") if kind else None)


@memos.command("show", help=_("Print the text of a memo."))
@click.argument("memo")
def _show(memo: str) -> None:
    with reading() as view:
        text = actions.memos.memo_row(view, memo).text
    show_text(text)


@memos.command("remove", help=_("Remove a memo. Undo brings it back."))
@click.argument("memo")
def _remove(memo: str) -> None:
    with writing() as work:
        actions.memos.remove(work, memo)
