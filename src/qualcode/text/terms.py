"""A person's own words: terms that are kept whole where a text is cut into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from qualcode.text.folding import folded
from qualcode.text.span import Span
from qualcode.text.words import cut_words

_FREQUENCY = re.compile(r"(?<=\S)\s+\d+(?:\s+[a-zA-Z]+)?$")  # as in the word lists of segmenters: 数据孤岛 10 n
#: Scripts written without spaces between words: in them a word is found wherever its characters stand.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
LETTER = rf"[^\W_{UNSPACED}]|[\u0300-\u036f]"
_spaced = re.compile(LETTER).match


def word_list(text: str) -> list[str]:
    """The words in a list, one a line, folded; a line that begins with # is a remark, a number behind a word is no part of it."""
    lines = (line.strip() for line in text.split("\n"))
    words = (" ".join(_FREQUENCY.sub("", line).split()) for line in lines if line and not line.startswith("#"))
    return list(dict.fromkeys(map(folded, words)))


class Terms:
    """Words and phrases that stay whole, longest first and from left to right. Wants and gives folded text."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(filter(None, terms))
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(term[0], -len(term)) for term in self._terms}):
            self._lengths.setdefault(first, []).append(-length)
        firsts = "".join(map(re.escape, self._lengths))
        self._candidates = re.compile(f"[{firsts}]") if firsts else None

    def cut_words(self, text: str, start: int, end: int) -> tuple[list[str], list[int]]:
        """The words from ``start`` to ``end`` and where each begins; see ``text.words.cut_words``."""
        if self._candidates is None:
            return cut_words(text, start, end)
        words: list[str] = []
        starts: list[int] = []
        whole = list(self._found(text, start, end))
        edges = [start, *(edge for span in whole for edge in (span.start, span.end)), end]
        for number, (first, last) in enumerate(pairwise(edges)):
            if number % 2:
                words.append(text[first:last])
                starts.append(first)
                continue
            more, places = cut_words(text, first, last)
            words += more
            starts += places
        return words, starts

    def _found(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Where the terms stand, apart from each other."""
        assert self._candidates is not None
        for match in self._candidates.finditer(text, start, end):
            at = match.start()
            if at < start:
                continue
            for length in self._lengths[match[0]]:
                after = at + length
                if after <= end and text[at:after] in self._terms and stands_alone(text, at, after):
                    yield Span(at, after)
                    start = after
                    break


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on over either end; in scripts without spaces between words nothing does."""
    before = start > 0 and _spaced(text, start) and _spaced(text, start - 1)
    after = end < len(text) and _spaced(text, end - 1) and _spaced(text, end)
    return not (before or after)
