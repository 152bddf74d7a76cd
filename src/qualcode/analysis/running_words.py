"""The words of documents as parallel arrays: what every figure about words starts from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TypeAlias
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.arrays import BoolArray, IntArray, distinct_rows

#: Half as wide as other numbers here, for there are millions of words. Multiply them only as ``integers``.
Small: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class RunningWords:
    """Words in the order of the text, sorted by document and place.

    ``word`` is an index into ``vocabulary``, ``document`` into the documents they are of; ``start`` and ``end`` are code
    points, half-open. ``goes_on`` says of each word whether it follows the one before it with nothing but spaces between;
    it is all false where no n-grams were asked for.
    """

    word: Small
    document: Small
    start: Small
    end: Small
    goes_on: BoolArray
    vocabulary: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.word)

    def where(self, mask: BoolArray) -> RunningWords:
        """Only the words where ``mask`` is true. What follows a word that is left out follows nothing."""
        before = np.concatenate(([False], mask[:-1]))
        goes_on = self.goes_on & before
        return replace(
            self,
            word=self.word[mask],
            document=self.document[mask],
            start=self.start[mask],
            end=self.end[mask],
            goes_on=goes_on[mask],
        )


class _Numbers(dict[str, int]):
    """Numbers words in the order they come in."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Gatherer:
    """Takes the words of one document after the other; ``for_grams`` finds out which words go on from the one before."""

    def __init__(self, for_grams: bool = False) -> None:
        self._for_grams = for_grams
        self._ids = _Numbers()
        # Arrays that grow in place: pieces to be joined at the end would hold everything twice.
        self._word, self._document, self._start, self._length = (array("i") for _column in range(4))
        self._goes_on = bytearray()

    def add(self, document: int, words: list[str], starts: list[int], text: str) -> None:
        """The words of a document and where each begins in its text; documents come in order."""
        self._word.extend(map(self._ids.__getitem__, words))
        self._document.extend(repeat(document, len(words)))
        self._start.extend(starts)
        self._length.extend(map(len, words))
        if self._for_grams:
            start = np.array(starts, dtype=np.int64)
            end = start + np.fromiter(map(len, words), dtype=np.int64, count=len(words))
            self._goes_on += _goes_on(start, end, text).tobytes()

    def done(self) -> RunningWords:
        """All words. Spellings that differ by Unicode form alone are one word."""
        columns = (self._word, self._document, self._start, self._length)
        word, document, start, length = (np.frombuffer(column, dtype=np.int32) for column in columns)
        vocabulary, place = _one_form(self._ids)
        word = place[word] if len(vocabulary) < len(self._ids) else word
        goes_on = (
            np.frombuffer(self._goes_on, dtype=np.bool_) if self._for_grams else np.zeros(len(word), dtype=np.bool_)
        )
        return RunningWords(word, document, start, start + length, goes_on, vocabulary)


def _goes_on(start: IntArray, end: IntArray, text: str) -> BoolArray:
    """Of each word whether only white space within a line stands between it and the one before."""
    joined = np.zeros(len(start), dtype=np.bool_)
    joined[1:] = start[1:] == end[:-1]
    for at in np.flatnonzero(~joined).tolist():
        gap = text[end[at - 1] : start[at]] if at else "\n"
        joined[at] = gap == " " or (gap.isspace() and "\n" not in gap)
    return joined


def _one_form(spellings: Iterable[str]) -> tuple[tuple[str, ...], Small]:
    """The different words in normal form C, and for each spelling which of them it is."""
    ids: dict[str, int] = {}
    place = [ids.setdefault(word if word.isascii() else normalize("NFC", word), len(ids)) for word in spellings]
    return tuple(ids), np.array(place, dtype=np.int32)


def grams(words: RunningWords, size: int, dropped: BoolArray) -> tuple[RunningWords, BoolArray, IntArray]:
    """The runs of ``size`` words with nothing but spaces between them, each written with spaces and standing where its first
    word stands; which of them count; and which running word each begins with.

    ``dropped`` says of the words of the vocabulary which are left out (stop words, numbers): an n-gram that begins or ends
    with one does not count.
    """
    first = np.arange(max(len(words) - size + 1, 0))
    whole = np.ones(len(first), dtype=np.bool_)
    for step in range(1, size):
        whole &= words.goes_on[first + step]
    first = first[whole]
    counted = ~(dropped[words.word[first]] | dropped[words.word[first + size - 1]])
    if size == 1:
        return words, counted, first
    members = np.stack([words.word[first + step] for step in range(size)], axis=1)
    example, label = distinct_rows(members)
    texts = tuple(" ".join(words.vocabulary[word] for word in row) for row in members[example].tolist())
    apart = np.zeros(len(first), dtype=np.bool_)
    made = RunningWords(
        label.astype(np.int32), words.document[first], words.start[first], words.end[first], apart, texts
    )
    return made, counted, first
