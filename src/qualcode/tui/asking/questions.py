"""What the drawer can ask: which codes, which document, which coding, which command."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from textual.content import Content

from qualcode.actions.codes import CodeRow
from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.memos import Target
from qualcode.messages import _, listed, plural
from qualcode.text.match import Match, Matcher
from qualcode.text.names import name_key
from qualcode.text.span import Span
from qualcode.tui.asking.new_codes import new_codes
from qualcode.tui.commands import Scope, in_palette, key_list
from qualcode.tui.drafts.memos import about_words
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.view.width import cells, show
from qualcode.tui.widgets.one_line import shortened

_NAME_CELLS = 40  # the most a list leaves for names of documents
_KIND_CELLS = 17


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: what it stands for, its name after the names above it, its other names."""

    key: Any
    path: tuple[str, ...]
    aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen, in the order it was; ``typed`` is the name of something new."""

    keys: tuple[Any, ...]
    typed: str = ""


Then = Callable[[Answer | None], None]
"""What is done with an answer; None when nothing was taken."""


@dataclass(frozen=True)
class Question:
    """A question with what can be chosen.

    ``row`` draws a choice; ``several`` can be taken at once; ``offer`` says what taking what was typed would do, where there
    is nothing of that name, and ``offers`` gives several ways of taking it, each with what is taken. ``look`` is told what is
    highlighted, None when nothing is any more, and gives words about it.
    """

    prompt: str
    matcher: Matcher
    row: Callable[[Match], Content]
    several: bool = False
    offer: Callable[[str], str] | None = None
    offers: Callable[[str], Sequence[tuple[str, str]]] | None = None
    look: Callable[[Any], str] | None = None
    recent: Sequence[Hashable] = ()
    limit: int = 50


Ask = Callable[[Question, Then], None]


class Asking(Protocol):
    """A screen that shows questions."""

    def ask(self, question: Question, then: Then) -> None:
        """Ask for a choice."""


def which_codes(desk: Desk, matcher: Matcher, look: Callable[[Any], str] | None = None) -> Question:
    """Which codes to put on a segment; ``matcher`` is that of ``code_matcher``."""
    return Question(
        prompt=_("Codes"),
        matcher=matcher,
        row=lambda match: _code_row(desk, match),
        several=True,
        offers=lambda typed: new_codes(desk, typed),
        look=look,
        recent=[guid for guid in desk.recent.latest if guid in desk.codes],
    )


def which_memo(desk: Desk, document: OpenDocument, words: Span | None, codings: Sequence[ShownCoding]) -> Question:
    """What a memo is to be on, each choice a target with its words: the words here, a coding, a code, document or project."""
    targets: list[tuple[Target, str]] = []
    if words is not None:
        targets.append((Target(document=document.name, span=words), about_words(document.text, words)))
    for coding in codings:
        about = _("{code}, put there by {coder}", code=coding.label, coder=coding.coder)
        targets.append((Target(coding=str(coding.key)), about))
    paths = dict.fromkeys(desk.codes[coding.code].path for coding in codings)
    targets += [(Target(code=path), _("the code {code}", code=path)) for path in paths]
    targets.append((Target(document=document.name), _("the document {document}", document=document.name)))
    targets.append((Target(project=True), _("the project")))
    choices = [Choice(target, (target[1],)) for target in targets]
    return Question(_("Memo on"), Matcher(choices), lambda match: Content(show(match.path[-1])), limit=300)


def which_new_code(desk: Desk, matcher: Matcher, look: Callable[[Any], str] | None = None) -> Question:
    """Which code is to take the place of another."""
    return replace(which_codes(desk, matcher, look), prompt=_("Recode as"), several=False, offers=None)


def which_weight() -> Question:
    """How telling or strong, from 0 to 100; any number can be typed."""
    choices = [Choice(float(weight), (str(weight),)) for weight in (100, 75, 50, 25, 0)]
    choices.append(Choice(None, (_("No weight"),)))
    return Question(_("Weight"), Matcher(choices), lambda match: Content(match.path[-1]), offer=_weight_offer)


def _weight_offer(typed: str) -> str:
    try:
        inside = 0 <= float(typed) <= 100
    except ValueError:
        return ""
    return _("weight {weight}", weight=typed.strip()) if inside else ""


def code_matcher(codes: Iterable[CodeRow]) -> Matcher:
    """Finds the codes that can be put on text. Making it loads the table of pinyin where there are Chinese names."""
    usable = (code for code in codes if code.is_codable and not code.retired)
    return Matcher([Choice(code.guid, code.names, code.aliases) for code in usable])


def any_code_matcher(codes: Iterable[CodeRow]) -> Matcher:
    """Finds every code, also those that are headings."""
    return Matcher([Choice(code.guid, code.names, code.aliases) for code in codes])


def _code_row(desk: Desk, match: Match) -> Content:
    code = desk.codes[match.key]
    number = desk.recent.number(code.guid)
    found = f" = {match.found}" if match.found != code.name else ""
    above = "/".join(code.names[:-1])
    return Content.assemble(
        f"{number or ' '} ",
        ("█", desk.colors[code.guid]),
        f" {show(code.name)}",
        (f"{show(found)}  {show(above)}", "$text-muted"),
        (f"  {code.codings}{' ✎' if code.memos else ''}", "$text-muted"),
    )


def which_coding(desk: Desk, prompt: str, codings: Sequence[ShownCoding], several: bool) -> Question:
    """Which of these codings; their words help to tell them apart."""
    text = desk.document.text if desk.document else ""
    by_guid = {coding.key: coding for coding in codings}
    choices = [Choice(coding.key, (coding.label,)) for coding in codings]
    return Question(prompt, Matcher(choices), lambda match: _coding_row(by_guid[match.key], text), several)


def _coding_row(coding: ShownCoding, text: str) -> Content:
    words = show(" ".join(Span(coding.start, coding.end).of(text)[:80].split()))
    return Content.assemble(
        ("█", coding.color), f" {show(coding.label)}", (f"  {coding.start}–{coding.end}  {words}", "$text-muted")
    )


def which_document(desk: Desk) -> Question:
    """Which document to open, with how far everybody is."""
    from qualcode.actions import coders
    from qualcode.actions.material import documents

    with desk.project.read(desk.coder) as view:
        rows = {str(row["document"]): row for row in documents.listing(view).records()}
        done = coders.progress(view)
    width = min(max((cells(show(name)) for name in rows), default=0), _NAME_CELLS)
    called = kinds()

    def row(match: Match) -> Content:
        its = rows[match.key]
        coders_done = listed(sorted(done.get(match.key, ())))
        return Content.assemble(
            ("✓ ", "$text-success") if any(map(desk.is_mine, done.get(match.key, ()))) else "  ",
            _padded(shortened(show(match.key), width), width),
            (_padded("  " + called.get(str(its["kind"]), str(its["kind"])), _KIND_CELLS), "$text-muted"),
            _codings_of(its["codings"], its["coders"]),
            ("  ✓ " if coders_done else "", "$text-success"),
            coders_done,
        )

    return Question(_("Document"), Matcher([Choice(name, (name,)) for name in rows]), row, limit=300)


def which_of(prompt: str, choices: Mapping[str, str]) -> Question:
    """Which of some words, each under a key."""
    listed = [Choice(key, (words,)) for key, words in choices.items()]
    return Question(prompt, Matcher(listed), lambda match: Content(show(match.path[-1])), limit=300)


def which_code(desk: Desk, matcher: Matcher, prompt: str) -> Question:
    """Which one code; ``matcher`` is that of ``code_matcher``."""
    recent = [guid for guid in desk.recent.latest if guid in desk.codes]
    return Question(prompt, matcher, lambda match: _code_row(desk, match), recent=recent)


def which_case(names: Sequence[str]) -> Question:
    """Which case; one that is not there can be made."""
    known = {name_key(name) for name in names}

    def offer(typed: str) -> str:
        return "" if name_key(typed) in known else _("new case “{name}”", name=typed.strip())

    choices = [Choice(name, (name,)) for name in names]
    return Question(_("Case"), Matcher(choices), lambda match: Content(show(match.path[-1])), offer=offer)


def which_round(rounds: Sequence[tuple[Hashable, str]]) -> Question:
    """Which closed round to look at, each with its words; None stands for the project as it is."""
    choices = [Choice(key, (words,)) for key, words in rounds]
    choices.append(Choice(None, (_("the project as it is"),)))
    return Question(_("Round"), Matcher(choices), lambda match: Content(show(match.path[-1])), limit=300)


def _codings_of(codings: Any, coders: Any) -> str:
    counted = plural("{n} coding", "{n} codings", codings)
    by = plural("by {n} coder", "by {n} coders", coders) if coders else ""
    return f"{counted} {by}".rstrip()


def kinds() -> dict[str, str]:
    """What people call the kinds of documents."""
    return {
        "interview": _("interview"),
        "focus group": _("focus group"),
        "observation": _("field note"),
        "policy": _("policy text"),
        "questionnaire": _("questionnaire"),
        "email": _("e-mail"),
        "post": _("post"),
        "literature": _("literature"),
        "other": _("other"),
    }


def _padded(words: str, width: int) -> str:
    return words + " " * (width - cells(words))


def which_command(keys: Mapping[str, str], scope: Scope = "document") -> Question:
    """Which command to run, of those that make sense in a scope, with its keys as they are now."""
    commands = {command.id: command for command in in_palette(scope)}
    choices = [
        Choice(
            command.id, (command.help,), (*command.aliases, re.sub(r"[._]", " ", command.id))
        )  # English in any language
        for command in commands.values()
    ]

    def row(match: Match) -> Content:
        command = commands[match.key]
        return Content.assemble(
            command.help, ("  " + "  ".join(key_list(keys.get(command.id, command.keys))), "$text-muted")
        )

    return Question(_("Command"), Matcher(choices), row, limit=300)
