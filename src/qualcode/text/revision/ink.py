"""What bears the meaning of a text: its words, each Han character and each symbol; not white space and punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log2
from typing import NamedTuple
from unicodedata import normalize

# Han with its radicals and iteration marks, and kana: written without spaces.
_SINGLE = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u30fa\u30fd-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PUNCTUATION = (
    r"!-/:-@\[-`{-~\u00a1-\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\u30fb\ufe00-\ufe1f\ufe30-\ufe6f\uff00-\uffef"
)
_MARK = "\u0300-\u036f"
_WORD = rf"[^\W{_SINGLE}_]+(?:[{_MARK}]+[^\W{_SINGLE}_]*)*"
INK = re.compile(rf"[{_SINGLE}]|{_WORD}|[^\w\s{_PUNCTUATION}]")
_IN_WORD = re.compile(rf"[^\W{_SINGLE}_]|[{_MARK}]")

_BITS_A_BYTE = 1.5  # "the" and "的" have three bytes, and one word in twenty or thirty is one of them
_AT_LEAST = 200  # words, so that a word is not frequent in few
# Marks that stand for each other where a text is set anew; width is folded for all characters.
_STAND_FOR = dict(zip("“”„«»「」『』‘’‚`´。、【】〔〕—–−", '"""""""""\'\'\'\'\'.,[][]---'))


def weight(words: str) -> float:
    """How many bits of evidence it is to find ``words`` again."""
    return _BITS_A_BYTE * len(words.encode(errors="surrogatepass"))


def amount(text: str, start: int, end: int) -> int:
    """How much ink there is from ``start`` to ``end``, in letters, digits, Han characters and symbols."""
    return sum(map(len, INK.findall(text, start, end)))


def inside_word(text: str, at: int) -> bool:
    """Whether a word of letters and digits goes on from before ``at`` to after it."""
    return 0 < at < len(text) and bool(_IN_WORD.match(text, at - 1) and _IN_WORD.match(text, at))


def fold(words: str) -> str:
    """``words`` with width, case, and kinds of quotes, dashes and spaces left aside."""
    if words.isspace():
        return "\n" if "\n" in words else " "
    return normalize("NFKC", _STAND_FOR.get(words, words)).casefold()


class Words(NamedTuple):
    """The words of a stretch of a text, and a number for each."""

    text: str
    end: int  # of the stretch
    spans: list[tuple[int, int]]
    numbers: list[int]

    def starts_at(self, number: int) -> int:
        """Where a word begins; the end of the stretch for one past the last."""
        return self.spans[number][0] if number < len(self.spans) else self.end


class Numbering(dict[str, int]):
    """A number for each word, the same for words that are the same when folded; ``bits`` has their weights."""

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, int] = {}
        self.bits: list[float] = []

    def __missing__(self, word: str) -> int:
        number = self._folded.setdefault(fold(word), len(self.bits))
        if number == len(self.bits):
            self.bits.append(weight(word))
        self[word] = number
        return number

    def words(self, text: str, start: int, end: int) -> Words:
        """The words from ``start`` to ``end``."""
        spans = [match.span() for match in INK.finditer(text, start, end)]
        return Words(text, end, spans, [self[text[one:other]] for one, other in spans])

    def weights(self, numbers: Sequence[int]) -> dict[int, float]:
        """The weights of ``numbers``, less where one of them is frequent among them."""
        total = len(numbers) + _AT_LEAST
        return {number: min(self.bits[number], log2(total / n)) for number, n in Counter(numbers).items()}

    def unlike(self) -> int:
        """A number that stands for nothing else and weighs nothing."""
        self.bits.append(0.0)
        return len(self.bits) - 1
