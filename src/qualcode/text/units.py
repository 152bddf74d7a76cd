"""Units: what every coder judges, and what a person selects with one key."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.text.graphemes import boundaries
from qualcode.text.numbered import numbered_sections
from qualcode.text.sentences import PARAGRAPH, sentences
from qualcode.text.span import Span
from qualcode.text.unit_names import UNITS
from qualcode.text.words import words

__all__ = ["UNITS", "UnitTurn", "answers", "clauses", "default_unit", "paragraphs", "sentences", "spoken", "units"]

_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t][^\n]*$", re.MULTILINE)


class UnitTurn(Protocol):
    """A turn as far as units care; ``role`` is interviewer, respondent, observer, other, or None."""

    @property
    def start(self) -> int:
        """Where the turn begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def label_start(self) -> int:
        """Where its label begins."""

    @property
    def label_end(self) -> int:
        """Where its label ends; equal to the beginning where there is none."""

    @property
    def role(self) -> str | None:
        """The speaker's part."""


def units(
    text: str,
    unit: str,
    turns: Sequence[UnitTurn] = (),
    *,
    headings: Sequence[Span] = (),
    interviewers: bool = False,
    labels: bool = False,
) -> list[Span]:
    """The units of ``text``, in order, apart from each other, trimmed and never blank.

    Where there are ``turns``, units lie inside them and never cross from one into the next: text that belongs to no turn
    holds none, and interviewers' turns hold none unless ``interviewers``. Speaker labels, time stamps and headings (those
    given, and lines that begin with Markdown's #) are cut out unless ``labels``. A text without turns has its paragraphs for turns. An ``answer`` runs from
    heading to heading and a ``document`` is one unit: both leave turns aside. Raises WrongUse for an unknown ``unit``.
    """
    if unit not in UNITS:
        raise WrongUse(_("There is no unit {unit!r}.", unit=unit), _("Units are: {units}.", units=listed(UNITS)))
    if unit == "document":
        return _trimmed(text, 0, len(text))
    marked = _headings(text, headings)
    if unit == "answer":
        return _answers(text, marked, labels)
    cut = [] if labels else marked
    heard = [turn for turn in turns if interviewers or turn.role != "interviewer"]
    if unit == "turn" and turns:
        spoken = (_pieces(text, turn, cut, labels) for turn in heard)
        return [Span(pieces[0].start, pieces[-1].end) for pieces in spoken if pieces]
    stretches = [piece for turn in _flowing(text, heard) for piece in _pieces(text, turn, cut, labels)]
    if not turns:
        stretches = _without(text, 0, len(text), cut)
    split = _SPLITTERS[unit]
    return [span for piece in stretches for span in split(text, piece.start, piece.end)]


def answers(text: str, headings: Sequence[Span] = ()) -> list[tuple[Span | None, Span]]:
    """The units of kind ``answer``, each with the heading it stands under, None before the first."""
    marked = _headings(text, headings)
    starts = [heading.start for heading in marked]
    above = [None, *marked]
    return [(above[bisect_right(starts, span.start)], span) for span in _answers(text, marked, False)]


def spoken(
    text: str, turns: Sequence[UnitTurn] = (), *, headings: Sequence[Span] = ()
) -> list[tuple[UnitTurn | None, list[Span]]]:
    """Who says what, in order: each turn with its stretches of text, without label and headings.

    A text without turns is nobody's; where there are turns, what belongs to none of them is left out.
    """
    marked = _headings(text, headings)
    if not turns:
        return [(None, _without(text, 0, len(text), marked))]
    return [(turn, _pieces(text, turn, marked, False)) for turn in turns]


def default_unit(kind: str | None) -> str:
    """The unit that fits a ``kind`` of document; a paragraph where the kind is another one, or not known."""
    return _BY_KIND.get(kind or "", "paragraph")


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The clauses from ``start`` to ``end``, by the numbers that are believed in the whole ``text`` (``text.numbered``).

    A clause runs to the next one; what stands before the first is a clause of its own.
    """
    end = len(text) if end is None else end
    starts = _numbered_lines(text)
    edges = [start, *starts[bisect_right(starts, start) : bisect_left(starts, end)], end]
    return [span for first, last in pairwise(edges) for span in _trimmed(text, first, last)]


@lru_cache(maxsize=1)
def _numbered_lines(text: str) -> list[int]:
    """Where the lines begin that open with a number of a clause; kept for the stretches of one text."""
    return [text.rfind("\n", 0, section.start) + 1 for section in numbered_sections(text)]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The lines from ``start`` to ``end`` that are not blank, trimmed."""
    return [Span(*match.span()) for match in PARAGRAPH.finditer(text, start, len(text) if end is None else end)]


def _characters(text: str, start: int, end: int) -> list[Span]:
    edges = boundaries(text, start, end)
    return [Span(first, last) for first, last in pairwise(edges) if not text[first:last].isspace()]


def _headings(text: str, given: Sequence[Span]) -> list[Span]:
    """The headings given and Markdown's own, in order, each once."""
    found = {span.start: span for span in (Span(*match.span()) for match in _HEADING.finditer(text))}
    found.update((span.start, span) for span in given)
    return [found[start] for start in sorted(found)]


def _answers(text: str, headings: Sequence[Span], labels: bool) -> list[Span]:
    """What stands between headings; with ``labels``, together with the heading before it."""
    starts = [0, *(heading.start if labels else heading.end for heading in headings)]
    ends = [*(heading.start for heading in headings), len(text)]
    return [span for start, end in zip(starts, ends) for span in _trimmed(text, start, end)]


def _pieces(text: str, turn: UnitTurn, cut: Sequence[Span], labels: bool) -> list[Span]:
    """What is said in ``turn``; with ``labels``, all of it."""
    if labels:
        return _trimmed(text, turn.start, turn.end)
    return _without(text, turn.start, turn.label_start, cut) + _without(text, turn.label_end, turn.end, cut)


@dataclass(frozen=True, slots=True)
class _Captions:
    """Turns of nobody in one line, as one."""

    start: int
    end: int
    label_start: int
    label_end: int
    role: str | None = None


def _flowing(text: str, turns: Sequence[UnitTurn]) -> list[UnitTurn]:
    """The turns, with captions that go on in the same line as one: a sentence runs from each to the next."""
    flowing: list[UnitTurn] = []
    for turn in turns:
        last = flowing[-1] if flowing else None
        nobodys = turn.role is None and turn.label_start == turn.label_end
        if last and nobodys and last.role is None and text[last.end : turn.start].strip(" ") == "":
            flowing[-1] = _Captions(last.start, turn.end, last.label_start, last.label_end)
        else:
            flowing.append(turn)
    return flowing


def _without(text: str, start: int, end: int, cut: Sequence[Span]) -> list[Span]:
    """What is left of a stretch when the spans of ``cut``, which are in order, are taken out."""
    if not cut or start >= end:
        return _trimmed(text, start, end)
    first = bisect_right(cut, start, key=lambda span: span.end)
    last = bisect_left(cut, end, key=lambda span: span.start)
    starts = [start, *(span.end for span in cut[first:last])]
    ends = [*(span.start for span in cut[first:last]), end]
    return [span for one, other in zip(starts, ends) if one < other for span in _trimmed(text, one, other)]


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """The one span from the first to the last character that is not white space, or none."""
    body = text[start:end]
    length = len(body.strip())
    first = start + len(body) - len(body.lstrip())
    return [Span(first, first + length)] if length else []


_SPLITTERS: dict[str, Callable[[str, int, int], list[Span]]] = {
    "character": _characters,
    "word": words,
    "sentence": sentences,
    "clause": clauses,
    "paragraph": paragraphs,
    "turn": paragraphs,
}
_BY_KIND = {
    "interview": "turn",
    "focus group": "turn",
    "policy": "clause",
    "questionnaire": "answer",
    "email": "document",
    "post": "document",
}
