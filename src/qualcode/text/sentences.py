"""Sentences of Chinese and Western text, also where both stand in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.text.span import Span

PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")

# Marks that may end a sentence, with the quotes and brackets that close behind them.
_MARKS, _CLOSING = "[。！？｡!?…⋯.]", "[”’\"'」』）)】》〉\\]}＂＇»]"
_END = re.compile(f"(?P<marks>{_MARKS}+)(?P<closing>(?:{_CLOSING}+{_MARKS}*)*)")
_LAST_WORD = re.compile(r"[^\s“‘\"'「『（(【《\[]*\Z")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]{1,2}")
_NUMBERING = re.compile(r"\d+|[一二三四五六七八九十]+")
_LETTER = re.compile(r"\w")

_GOES_ON = frozenset("，、；：,;:")
_IN_ADDRESS = re.compile(r"[A-Za-z0-9=&/%#_-]")

# Abbreviations that end no sentence, those that end none before a number, and those that may end one.
_BEFORE_NAME = re.compile("(?:mrs?|ms|mx|dr|prof|st|gen|rep|sen|gov|hon|rev|messrs|mme|cf|vs|viz|ca|ex|e\\.?g|i\\.?e)")
_BEFORE_NUMBER = re.compile("(?:nos?|nr|vols?|figs?|pp?|eqs?|ch|sec|art|para|tab|ref)")
_MAY_END = re.compile(
    "(?:etc|al|inc|ltd|co|corp|jr|sr|dept|est|approx|eds?|univ|assn|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text`` from ``start`` to ``end``, trimmed; together they hold every character but white space.

    They end at 。！？!?… and at a full stop that ends no abbreviation, initial or number; never at ；. Closing quotes and
    brackets belong to the sentence. The end of a paragraph always ends one.
    """
    found: list[Span] = []
    for paragraph in PARAGRAPH.finditer(text, start, len(text) if end is None else end):
        first, last = paragraph.span()
        mark = _END.search(text, first, last)
        if mark and mark.end() < last:
            found.extend(_of_paragraph(text, first, last))
        else:
            found.append(Span(first, last))
    return found


def _of_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of one trimmed paragraph; what holds no letter or digit joins the next one, at the end the one before."""
    held: Span | None = None
    for match in _END.finditer(text, start, end):
        if not _ends_here(text, start, match, end) or not _LETTER.search(text, start, match.start()):
            continue
        if held:
            yield held
        held = Span(start, match.end())
        start = _next_ink(text, match.end(), end)
    if start < end and (held is None or _LETTER.search(text, start, end)):
        if held:
            yield held
        held = Span(start, end)
    if held:
        yield Span(held.start, end) if start < end else held


def _next_ink(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_here(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether the marks found end the sentence that begins at ``start``."""
    marks, closing, after = match["marks"], match["closing"], match.end()
    following = text[after] if after < end else ""
    if not following:
        return True
    if following in _GOES_ON:
        return False
    if not marks.isascii() and not set(marks) <= {"…", "⋯"}:
        return True
    if (closing or marks[-1] in "…⋯" or marks.endswith("..")) and _next_starts_lower(text, after, end):
        return False
    if marks == ".":
        return bool(closing) or _full_stop(text, start, match.start(), after)
    return not _IN_ADDRESS.match(following)


def _full_stop(text: str, start: int, dot: int, after: int) -> bool:
    """Whether a single "." ends the sentence: not in a number, an address, an abbreviation, an initial or a numbering."""
    if text[after].isascii() and not text[after].isspace():
        return False
    found = _LAST_WORD.search(text, max(start, dot - 40), dot)
    word = found[0] if found else ""
    if _NUMBERING.fullmatch(word):
        return dot - len(word) > start
    if len(word) == 1 and word.isupper():
        return word == "I"
    return not _is_abbreviation(word, text, after)


def _is_abbreviation(word: str, text: str, after: int) -> bool:
    key = word.casefold()
    if _BEFORE_NAME.fullmatch(key):
        return True
    follower = text[after : after + 4].lstrip()[:1]
    if _BEFORE_NUMBER.fullmatch(key):
        return follower.isdigit()
    if _MAY_END.fullmatch(key):
        return follower.islower() or follower.isdigit()
    return bool(_ACRONYM.fullmatch(word)) and not (word.islower() and follower.isupper())


def _next_starts_lower(text: str, position: int, end: int) -> bool:
    """Whether white space and then a small letter follows: the sentence goes on."""
    ink = _next_ink(text, position, end)
    return position < ink < end and text[ink].islower()
