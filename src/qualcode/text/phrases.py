"""Words and phrases as people type them to look for, found in a text at their exact places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.folding import narrow, widths
from qualcode.text.span import Span
from qualcode.text.terms import LETTER, UNSPACED

_NO_LETTER_BEFORE = rf"(?<![^\W_{UNSPACED}])"
_NO_LETTER_AFTER = f"(?!{LETTER})"
_unspaced = re.compile(f"[{UNSPACED}]").match
_letter = re.compile(LETTER).match


class Phrase:
    """A word or phrase to look for.

    Width and case make no difference. A word of letters with spaces around it matches whole, ``word*`` by its beginning;
    Chinese matches wherever its characters stand. White space between words stands for any within a line, and between
    Chinese characters for none as well. Raises WrongUse for what holds nothing to look for.
    """

    def __init__(self, written: str) -> None:
        parts = narrow(written).split()
        if not any(part.strip("*") for part in parts):
            raise WrongUse(_("There is nothing to look for."), _("Give a word or a phrase."))
        self._pattern = re.compile(_whole(parts))

    def find(self, small: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Where it stands in a folded text, from left to right and apart from each other."""
        end = len(small) if end is None else end
        return (Span(*match.span()) for match in self._pattern.finditer(small, start, end))


def _whole(parts: list[str]) -> str:
    pattern = _part(parts[0])
    for one, other in pairwise(parts):
        joined = _unspaced(one[-1]) and _unspaced(other[0])
        pattern += (r"[^\S\n]*" if joined else r"[^\S\n]+") + _part(other)
    before = _NO_LETTER_BEFORE if _letter(parts[0][0]) else ""
    after = _NO_LETTER_AFTER if _letter(parts[-1][-1]) else ""
    return before + pattern + after


def _part(part: str) -> str:
    """One word; a star at its end stands for the rest of a word."""
    word = part.rstrip("*")
    either = "".join(f"[{re.escape(widths(it))}]" if len(widths(it)) > 1 else re.escape(it) for it in word)
    return either + (rf"(?:{LETTER})*" if len(word) < len(part) else "")
