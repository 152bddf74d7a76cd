"""What is asked while the codebook is edited."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from qualcode.actions.code_groups import Merging
from qualcode.actions.codebooks import Objection
from qualcode.actions.codes import CodeRow
from qualcode.messages import _, clauses, listed, plural
from qualcode.text.match import Match, Matcher
from qualcode.tui.asking.questions import Choice, Question, which_of
from qualcode.tui.drafts.fields import called
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows.codes import color_names
from qualcode.tui.view.style import rgb
from qualcode.tui.view.width import show

TOP = ""
"""Stands for the top of the codebook where a place is asked for."""


def which_color(prompt: str) -> Question:
    """Which colour: those that can be told apart first; any other can be typed as #rrggbb."""
    named = color_names()
    choices = [Choice(color, (name,), (color,)) for color, name in named.items()]
    choices.append(Choice("", (_("no colour of its own: by its place in the codebook"),)))

    def row(match: Match) -> Content:
        return Content.assemble(("███ ", match.key or "$text-muted"), match.path[-1], (f"  {match.key}", "$text-muted"))

    return Question(prompt, Matcher(choices), row, offer=_color_offer, limit=20)


def _color_offer(typed: str) -> str:
    try:
        rgb(typed.strip())
    except ValueError:
        return ""
    return _("the colour {color}", color=typed.strip())


def which_place(desk: Desk, codes: Sequence[CodeRow], prompt: str, *, first: Sequence[str] = (), top: bool) -> Question:
    """Which code, headings too; those of the guids ``first`` come first, and with ``top`` there is the top of the codebook."""
    choices = [Choice(code.guid, code.names, code.aliases) for code in codes]
    if top:
        choices.insert(0, Choice(TOP, (_("the top of the codebook"),)))
    return Question(prompt, Matcher(choices), lambda match: _place_row(desk, match), recent=first, limit=50)


def _place_row(desk: Desk, match: Match) -> Content:
    code = desk.codes.get(match.key)
    if code is None:
        return Content(match.path[-1])
    found = f" = {match.found}" if match.found != code.name else ""
    above = "/".join(code.names[:-1])
    return Content.assemble(
        ("█ " if code.is_codable else "▾ ", desk.colors[code.guid]),
        show(code.name),
        (f"{show(found)}  {show(above)}  {code.codings or ''}", "$text-muted"),
    )


def which_number(prompt: str, highest: int) -> Question:
    """Which of the quick keys."""
    return which_of(prompt, {str(number): str(number) for number in range(1, highest + 1)})


def which_split(code: CodeRow) -> Question:
    """How to split a code."""
    ways = {
        "query": _("What a query means goes to another code"),
        "each": _("Decide segment by segment"),
        "document": _("A code below it for each document"),
        "coder": _("A code below it for each coder"),
        "kind": _("A code below it for each kind of document"),
    }
    return which_of(_("Split {code}", code=code.path), ways)


def which_objection(objections: Sequence[Objection]) -> Question:
    """Which of the things a careful reader would object to."""
    words = {str(number): objection.words for number, objection in enumerate(objections)}
    prompt = plural("{n} thing to look at", "{n} things to look at", len(objections))
    return which_of(prompt, words)


def told(merging: Merging) -> str:
    """What merging would do, in words."""
    parts = [plural("{n} coding moves", "{n} codings move", merging.codings)]
    if merging.coincide:
        parts.append(
            plural(
                "{n} of all coincides with another and becomes one with it",
                "{n} of all coincide with others and become one with them",
                merging.coincide,
            )
        )
    if merging.memos:
        parts.append(plural("{n} memo moves", "{n} memos move", merging.memos))
    if merging.below:
        parts.append(plural("{n} code below moves", "{n} codes below move", merging.below))
    if merging.rules:
        rules = listed(called(rule) for rule in merging.rules)
        parts.append(_("of two rules ({rules}) the one merged is kept in a memo", rules=rules))
    parts.append(_("names become aliases"))
    return clauses(parts)
