"""Texts as grams: short runs of characters, one beginning at every place, each a number that sorts as its characters do.

A gram is two characters long in scripts of many signs (Chinese, Japanese, Korean, emoji) and three in those of few. Whatever
is sought is covered by grams; its last characters may be the beginning of one.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qualcode.text.sought import searchable

Codes = NDArray[np.uint32]
Keys = NDArray[np.uint64]

_MANY_SIGNS = 0x2E80  # from the radicals of Han on: Han, Kana, Hangul, emoji
_FOLDED = 0x20000  # no letter beyond folds to another
_BITS = 21  # of a code point
SPACE = 0x20


def version() -> str:
    """How texts are folded and cut: an index of another version does not count."""
    return f"1 {unicodedata.unidata_version}"


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    order = "le" if sys.byteorder == "little" else "be"
    return np.frombuffer(text.encode(f"utf-32-{order}", "surrogatepass"), dtype=np.uint32)


def folded_codes(text: str) -> Codes:
    """The code points of a text as it is compared: what ``searchable`` gives, in a tenth of the time."""
    codes = codes_of(text)
    table = _folding()
    if len(codes) and int(codes.max()) >= _FOLDED:
        return np.where(codes < _FOLDED, table[np.minimum(codes, _FOLDED - 1)], codes)
    return table[codes]


def text_of(codes: Codes) -> str:
    """The text of code points."""
    return codes.tobytes().decode("utf-32-le" if sys.byteorder == "little" else "utf-32-be", "surrogatepass")


@cache
def _folding() -> Codes:
    """What every code point below the limit folds to."""
    # İ would send lower() the slow way: it alone becomes two letters.
    known = "".join(chr(code) for code in range(_FOLDED) if not 0xD800 <= code < 0xE000).replace("İ", "i")
    plain = codes_of(searchable(known))
    surrogates = np.arange(0xD800, 0xE000, dtype=np.uint32)
    return np.concatenate([plain[:0xD800], surrogates, plain[0xD800:]])


def keys_of(codes: Codes) -> Keys:
    """The gram that begins at each place; behind the last character there is nothing, which is 0."""
    padded = np.concatenate([codes, np.zeros(2, dtype=np.uint32)]).astype(np.uint64)
    few = codes < _MANY_SIGNS
    third = np.where(few & (padded[1:-1] > 0), padded[2:], np.uint64(0))  # nothing goes on into the next text
    keys: Keys = padded[:-2] << np.uint64(2 * _BITS)
    keys |= padded[1:-1] << np.uint64(_BITS)
    keys |= third
    return keys


@dataclass(frozen=True)
class Range:
    """Grams from ``low`` up to ``high``, that excluded: those that begin with certain characters; they stand at ``offset``."""

    offset: int
    low: int
    high: int


def cover(part: str) -> list[Range]:
    """Grams that together say that ``part``, folded and not empty, stands at a place; the sharpest that reach farthest."""
    signs = list(map(ord, part))
    found, done = [], 0
    while done < len(signs):
        places = range(max(0, done - 2), done + 1)
        at = max(places, key=lambda place: (_reach(signs, place), _reach(signs, place) - place))
        done = _reach(signs, at)
        found.append(_range(at, signs[at:done]))
    return found


def _reach(signs: list[int], place: int) -> int:
    """Up to where the gram that begins at a place tells of what is sought."""
    return min(len(signs), place + (3 if signs[place] < _MANY_SIGNS else 2))


def _range(offset: int, signs: list[int]) -> Range:
    shifts = [2 * _BITS, _BITS, 0]
    low = sum(sign << shift for sign, shift in zip(signs, shifts, strict=False))
    exact = len(signs) == (3 if signs[0] < _MANY_SIGNS else 2)
    return Range(offset, low, low + 1 if exact else low + (1 << shifts[len(signs) - 1]))


SPACES = cover("  ")[0]
"""The grams that begin with two spaces."""
