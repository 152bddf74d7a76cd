"""Revisions made by chance: any text, cut, moved, misspelt and mixed with another, and where its spans are afterwards."""

import random
import re
from collections.abc import Callable

from qualcode.text.sentences import sentences
from qualcode.text.span import Span
from qualcode.text.units import paragraphs
from qualcode.text.words import words
from text.revision_draft import Draft, Step, everywhere, stamped

_LETTERS = "的是了在看我们这个eant"
_WHOLE: list[Step] = [
    stamped(),
    everywhere("[，,]", ", "),
    everywhere("：", ": "),
    everywhere("\n\n+", "\n"),
    everywhere(r"(?<=[^\n])\n(?=[^\n])", " "),
    everywhere(r"(?<=[。.!?])(?=[^\n])", "\n"),
    everywhere(" (?=[a-z]{6})", "  "),
]


def spans_of(text: str, chance: random.Random, number: int) -> list[Span]:
    """Words, sentences, two of them together, paragraphs and single Han characters, drawn at random."""
    units = [words(text), sentences(text), paragraphs(text)]
    drawn = {chance.choice(chance.choice(units)) for _ in range(number)}
    found = units[1]
    drawn |= {Span(found[at].start, found[at + 1].end) for at in chance.choices(range(len(found) - 1), k=number // 4)}
    drawn |= {Span(at, at + 1) for at in chance.choices(range(len(text)), k=number // 4) if "一" <= text[at] <= "龥"}
    return sorted(drawn)


def revise(draft: Draft, other: str, chance: random.Random, edits: int, whole: bool) -> None:
    """Make ``edits`` edits, with words of ``other``; where ``whole``, set the whole text anew as well."""
    for _ in range(edits):
        chance.choice(_EDITS)(draft, other, chance)
    if whole:
        try:
            chance.choice(_WHOLE)(draft)
        except AssertionError:  # there was nothing to set anew
            return


def _line(draft: Draft, chance: random.Random) -> tuple[int, int]:
    at = chance.randrange(len(draft.text))
    end = draft.text.find("\n", at)
    return draft.text.rfind("\n", 0, at) + 1, len(draft.text) if end < 0 else end


def _drawn(text: str, of: Callable[..., list[Span]], chance: random.Random, start: int, end: int) -> Span:
    return chance.choice(of(text, start, end) or [Span(start, max(end, start + 1))])


def _from(other: str, of: Callable[..., list[Span]], chance: random.Random) -> str:
    start = chance.randrange(max(len(other) - 2000, 1))
    found = _drawn(other, of, chance, start, min(start + 2000, len(other))).of(other)
    return found + " " if found.isascii() else found


def _misspell(draft: Draft, other: str, chance: random.Random) -> None:
    places = [match.start() for match in re.finditer(r"\w", draft.text)]
    at = chance.choice(places)
    chance.choice(
        [
            lambda: draft.cut(at, at + 1),
            lambda: draft.put(at, chance.choice(_LETTERS)),
            lambda: draft.swap(at, at + 1, chance.choice(_LETTERS)),
        ]
    )()


def _word(draft: Draft, other: str, chance: random.Random) -> None:
    span = _drawn(draft.text, words, chance, *_line(draft, chance))
    more = _from(other, words, chance)
    chance.choice(
        [
            lambda: draft.put(span.start, more),
            lambda: draft.cut(span.start, span.end),
            lambda: draft.swap(span.start, span.end, more.strip()),
        ]
    )()


def _sentence(draft: Draft, other: str, chance: random.Random) -> None:
    span = _drawn(draft.text, sentences, chance, *_line(draft, chance))
    to = _drawn(draft.text, sentences, chance, *_line(draft, chance)).start
    choices: list[Callable[[], None]] = [
        lambda: draft.put(span.start, _from(other, sentences, chance)),
        lambda: draft.cut(span.start, span.end),
    ]
    if not span.start < to < span.end:
        choices.append(lambda: draft.move(span.start, span.end, to))
    chance.choice(choices)()


def _paragraph(draft: Draft, other: str, chance: random.Random) -> None:
    start, end = _line(draft, chance)
    end = min(end + 1, len(draft.text))
    to = _line(draft, chance)[0]
    choices: list[Callable[[], None]] = [
        lambda: draft.put(start, _from(other, paragraphs, chance).strip() + "\n"),
        lambda: draft.cut(start, end),
    ]
    if not start <= to < end:
        choices.append(lambda: draft.move(start, end, to))
    chance.choice(choices)()


def _join_or_part(draft: Draft, other: str, chance: random.Random) -> None:
    start, end = _line(draft, chance)
    first = _drawn(draft.text, sentences, chance, start, end).start
    if chance.random() < 0.5 and end < len(draft.text):
        draft.swap(end, end + 1, " ")
    elif first > start:
        draft.put(first, "\n")


_EDITS = [_misspell, _misspell, _word, _word, _sentence, _paragraph, _join_or_part]
