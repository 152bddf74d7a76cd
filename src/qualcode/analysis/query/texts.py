"""Which codings have certain words in their text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from unicodedata import normalize

import numpy as np

from qualcode.analysis.arrays import BoolArray
from qualcode.analysis.query.marks import Marks
from qualcode.errors import WrongUse
from qualcode.messages import _

TextOf = Callable[[int], str]
"""The text of a document by its index in the table."""

_SECONDS = 20.0
_FOLDING = ((0, 0x3400), (0xA000, 0xAC00), (0xF900, 0x20000), (0x2F800, 0x2FA20))  # where letters fold to others


def fold(text: str) -> str:
    """``text`` with width and case folded, letter for letter, so that every place stays what it is."""
    folds = {ord(letter): _folded(letter) for letter in set(text)}
    return text.translate({letter: other for letter, other in folds.items() if chr(letter) != other})


@lru_cache(maxsize=1 << 16)
def _folded(letter: str) -> str:
    forms = (normalize("NFKC", letter).casefold(), letter.casefold(), letter.lower())
    folded = next((form for form in forms if len(form) == 1), letter)
    return folded if folded == letter else _folded(folded)


def containing(marks: Marks, words: str, text_of: TextOf) -> BoolArray:
    """Which codings hold ``words`` within them, width and case apart. Raises WrongUse where there are no words."""
    if not words:
        raise WrongUse(_("There are no words to look for."), _("Write them in quotation marks: text contains “…”"))
    places_in = _finder(words)
    found = np.zeros(len(marks), dtype=np.bool_)
    starts, ends = marks.document_start, marks.document_end
    for document, first, stop in _by_document(marks):
        places = np.array([*places_in(text_of(document)), np.iinfo(np.int64).max // 2])
        found[first:stop] = places[np.searchsorted(places, starts[first:stop])] + len(words) <= ends[first:stop]
    return found


def _finder(words: str) -> Callable[[str], Iterator[int]]:
    """What tells every place in a text where ``words`` begin, width and case apart.

    It is quicker to look for all spellings of the few words than to fold all of the text.
    """
    spellings = [_spellings().get(letter, letter) for letter in fold(words)]
    if all(len(letters) == 1 for letters in spellings):
        plain = "".join(spellings)
        return lambda text: _every(lambda at: text.find(plain, at))
    pattern = re.compile("".join(f"[{re.escape(letters)}]" for letters in spellings))
    return lambda text: _every(lambda at: match.start() if (match := pattern.search(text, at)) else -1)


def _every(find: Callable[[int], int]) -> Iterator[int]:
    """All places: what ``find`` gives from the beginning on, and from behind each place that it gave."""
    at = find(0)
    while at >= 0:
        yield at
        at = find(at + 1)


@cache
def _spellings() -> dict[str, str]:
    """For each letter that others fold to, all of these; Han and Hangul fold to themselves."""
    found: dict[str, str] = {}
    for low, high in _FOLDING:
        for letter in map(chr, range(low, high)):
            folded = _folded(letter)
            if folded != letter:
                found[folded] = found.get(folded, folded) + letter
    return found


def matching(marks: Marks, pattern: str, text_of: TextOf) -> BoolArray:
    """In which codings' text a regular expression finds something.

    Raises WrongUse where it is none, or takes too long: some expressions take forever.
    """
    finds = search(pattern)
    found = np.zeros(len(marks), dtype=np.bool_)
    starts, ends = marks.document_start.tolist(), marks.document_end.tolist()
    for document, first, stop in _by_document(marks):
        text = text_of(document)
        found[first:stop] = [finds(text[starts[row] : ends[row]]) for row in range(first, stop)]
    return found


def search(pattern: str) -> Callable[[str], bool]:
    """Whether a regular expression finds something in a text. Raises WrongUse as ``matching``."""
    import regex

    try:
        compiled = regex.compile(pattern)
    except regex.error as error:
        raise WrongUse(
            _("/{pattern}/ is no regular expression: {why}", pattern=pattern, why=error),
            _("Signs such as . ( [ * + stand for themselves behind a backslash."),
        ) from None
    deadline = time.monotonic() + _SECONDS

    def finds(text: str) -> bool:
        try:
            return compiled.search(text, timeout=max(deadline - time.monotonic(), 0.001)) is not None
        except TimeoutError:
            raise WrongUse(
                _("/{pattern}/ takes too long.", pattern=pattern),
                _("Repetitions inside repetitions, such as (a+)+, are what takes long."),
            ) from None

    return finds


def _by_document(marks: Marks) -> Iterator[tuple[int, int, int]]:
    """The documents that have some of the codings, which stand by place, and from where to where theirs are."""
    documents, first = np.unique(marks.document, return_index=True)
    stop = np.append(first, len(marks))[1:]
    yield from zip(documents.tolist(), first.tolist(), stop.tolist(), strict=True)
