"""How many words lie between two places, counted only where it matters: to find all words of a project takes long."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray
from qualcode.text.words import cut_words

_BLOCK = 64
_APART = re.compile(r"[\s，。！？；：、（）《》【】“”‘’]")
"""What no word holds, and no segmenter looks across: a text cut behind it has the words that it had in one."""


def few_words(
    text_of: Callable[[int], str], document: IntArray, end: IntArray, start: IntArray, most: int
) -> BoolArray:
    """Whether at most so many words lie wholly from an end to a start, which are places in documents.

    A word is a word of the whole text, wherever the two places cut it.
    """
    few = start - end <= most  # no word is shorter than a character
    open_ = np.flatnonzero(~few)
    open_ = open_[np.argsort(document[open_], kind="stable")]
    words, of = _Words(""), -1
    for row, at, first, stop in zip(
        open_.tolist(), document[open_].tolist(), end[open_].tolist(), start[open_].tolist(), strict=True
    ):
        if at != of:
            words, of = _Words(text_of(at)), at
        few[row] = words.few(first, stop, most)
    return few


class _Words:
    """The words of a text, found piece by piece where they are asked for.

    Piece ``n`` begins at the first place from ``n`` blocks on where the text can be cut, and ends where the next one begins.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins: dict[int, int] = {0: 0}
        self._found: dict[int, tuple[list[int], list[int]]] = {}

    def few(self, first: int, stop: int, most: int) -> bool:
        """Whether at most so many words lie wholly from ``first`` to ``stop``."""
        counted = 0
        for starts, ends in self._pieces(first, stop):
            counted += max(bisect_right(ends, stop) - bisect_left(starts, first), 0)
            if counted > most:
                return False
        return True

    def _pieces(self, first: int, stop: int) -> Iterator[tuple[list[int], list[int]]]:
        piece = first // _BLOCK
        while self._begin(piece) > first:
            piece -= 1
        while self._begin(piece) < stop:
            yield self._words(piece)
            piece += 1

    def _begin(self, piece: int) -> int:
        begin = self._begins.get(piece)
        if begin is None:
            found = _APART.search(self._text, piece * _BLOCK)
            begin = self._begins[piece] = found.end() if found else len(self._text)
        return begin

    def _words(self, piece: int) -> tuple[list[int], list[int]]:
        """Where the words of a piece begin and end."""
        found = self._found.get(piece)
        if found is None:
            words, starts = cut_words(self._text, self._begin(piece), self._begin(piece + 1))
            ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
            found = self._found[piece] = starts, ends
        return found
