"""Clauses of sentences: what stands between commas, semicolons, colons and dashes, in Chinese and Western text.

They are what a coder selects when a sentence says several things. (The numbered clauses of a policy text are another matter:
``units.clauses``.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.text.span import Span

# Marks that may end a clause, with the quotes and brackets that close behind them.
_END = re.compile(
    r"(?:[，；、：﹐﹔﹑﹕､,;:]+|[—―⸺]+|-{2,}|(?<=\s)[–-](?=\s))[”’\"'」』）)】》〉\]］｝»]*",
)
_WORD = re.compile(r"\w")


def clauses_of(text: str, sentence: Span) -> Iterator[Span]:
    """The clauses of one sentence of ``text``, trimmed; together they hold every character of it but white space.

    The mark that ends a clause belongs to it. Nothing ends within a number, a time or an address (1,000, 10：30, http://…),
    and what holds no letter or digit joins the clause behind it, at the end the one before.
    """
    start, held = sentence.start, None
    for match in _END.finditer(text, sentence.start, sentence.end):
        if not _ends_here(text, match, sentence) or not _WORD.search(text, start, match.start()):
            continue
        if held:
            yield held
        held, start = Span(start, match.end()), _next_ink(text, match.end(), sentence.end)
    if held and _WORD.search(text, start, sentence.end):
        yield held
        held = None
    yield Span(held.start if held else start, sentence.end)


def _ends_here(text: str, match: re.Match[str], sentence: Span) -> bool:
    """Whether the marks found end a clause."""
    mark, before = match[0][0], text[match.start() - 1 : match.start()]
    after = text[match.end() : min(match.end() + 1, sentence.end)]
    if mark in ",;:":
        return not after.isascii() or after.isspace()
    return not (before.isdigit() and after.isdigit() and mark not in "—―⸺")


def _next_ink(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position
