"""What stands around a place in a text, as much as fits beside it."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import east_asian_width

from qualcode.text.graphemes import snap
from qualcode.text.span import Span
from qualcode.text.words import words

_LONGEST_WORD = 60


def around(text: str, hit: Span, within: Span, cells: int, in_words: bool = False) -> tuple[str, str]:
    """What stands before and after ``hit``, both inside ``within``: at most ``cells`` columns of a terminal, or that many words.

    White space is one space; no character is cut in two.
    """
    reach: Callable[[str, int, bool], int] = _words_wide if in_words else _cells_wide
    far = cells * (_LONGEST_WORD if in_words else 1)
    left = text[max(within.start, hit.start - far) : hit.start]
    right = text[hit.end : min(within.end, hit.end + far)]
    start = hit.start - reach(left, cells, True)
    end = hit.end + reach(right, cells, False)
    if within.start < start < hit.start and (edge := snap(text, Span(start, start + 1))).start < start:
        start = min(edge.end, hit.start)
    if hit.end < end < within.end and (edge := snap(text, Span(end - 1, end))).end > end:
        end = max(edge.start, hit.end)
    return " ".join(text[start : hit.start].split()), " ".join(text[hit.end : end].split())


def _cells_wide(text: str, cells: int, backwards: bool) -> int:
    """How many characters of ``text``, counted from its end where ``backwards``, fit into a number of cells."""
    room = cells
    for number, character in enumerate(reversed(text) if backwards else text):
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 0:
            return number
    return len(text)


def _words_wide(text: str, number: int, backwards: bool) -> int:
    """How many characters a number of words take, counted from the end where ``backwards``."""
    found = words(text)
    if number == 0 or not found:
        return 0 if number == 0 else len(text)
    if len(found) <= number:
        return len(text)
    return len(text) - found[-number].start if backwards else found[number - 1].end
