"""How many words lie between two places, counted only where it matters: to find all words of a project takes long."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray
from qualcode.text.words import cut_words

_BLOCK = 64
_APART = re.compile(r"[\s，。！？；：、（）《》【】“”‘’]")
"""What no word holds, and no segmenter looks across: a text cut behind it has the words that it had in one."""


_RUN = r"[^一-鿿A-Za-z]*+[一-鿿A-Za-z][^\s，。！？；：、（）《》【】“”‘’]*+[\s，。！？；：、（）《》【】“”‘’]"
"""A stretch that ends where no word goes on, and holds a letter: at least one word ends in it."""


@cache
def _more_runs_than(most: int) -> Callable[[str, int, int], object]:
    """What finds so many runs that more than ``most`` words lie in them, whatever the words are: the first may be cut by the place."""
    return re.compile(f"(?:{_RUN}){{{most + 2}}}").match


def few_words(
    text_of: Callable[[int], str], document: IntArray, end: IntArray, start: IntArray, most: int
) -> BoolArray:
    """Whether at most so many words lie wholly from an end to a start, which are places in documents.

    A word is a word of the whole text, wherever the two places cut it.
    """
    few = start - end <= most  # no word is shorter than a character
    open_ = np.flatnonzero(~few)
    open_ = open_[np.argsort(document[open_], kind="stable")]
    words, of = _Words("", most), -1
    for row, at, first, stop in zip(
        open_.tolist(), document[open_].tolist(), end[open_].tolist(), start[open_].tolist(), strict=True
    ):
        if at != of:
            words, of = _Words(text_of(at), most), at
        few[row] = words.few(first, stop)
    return few


class _Words:
    """The words of a text, found piece by piece where they are asked for.

    Piece ``n`` begins at the first place from ``n`` blocks on where the text can be cut, and ends where the next one begins.
    """

    def __init__(self, text: str, most: int) -> None:
        self._text = text
        self._most = most
        self._surely_more = _more_runs_than(most)
        self._begins: dict[int, int] = {0: 0}
        self._found: dict[int, tuple[list[int], list[int]]] = {}

    def few(self, first: int, stop: int) -> bool:
        """Whether at most so many words lie wholly from ``first`` to ``stop``."""
        if self._surely_more(self._text, first, stop):
            return False
        counted = 0
        for starts, ends in self._pieces(first, stop):
            counted += max(bisect_right(ends, stop) - bisect_left(starts, first), 0)
            if counted > self._most:
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
