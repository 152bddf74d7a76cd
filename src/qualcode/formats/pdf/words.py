"""Words that a line end divides, put together where that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.formats.pdf.glyphs import HYPHENS
from qualcode.formats.pdf.lines import ends_in_address, is_wide

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_CHINESE, _LATIN = "[\u3400-\u9fff]", "[A-Za-z0-9]"
_APART = re.compile(f"{_CHINESE} (?={_LATIN})|{_LATIN} (?={_CHINESE})")
_TOGETHER = re.compile(f"{_CHINESE}(?={_LATIN})|{_LATIN}(?={_CHINESE})")
_DASHES = frozenset("—–/")
# Ends of words that are no words themselves, so that a hyphen before one never belongs there.
_NEVER_ALONE = (
    "tion tions sion sions ment ments ness ing ings ities ity ible ibly ical ically tive tively tional tionally ence ences "
    "ance ances ency ancy tional tious sibility sibilities bility bilities mentally"
)
_ENDS = frozenset(_NEVER_ALONE.split())


class Words:
    """The words of a document, as far as no line end divides them, and whether it sets Chinese apart from Latin."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: set[str] = set()
        self.joined = self.kept = 0
        set_apart = 0
        for line in lines:
            set_apart += len(_APART.findall(line)) - len(_TOGETHER.findall(line))
            words = [word.lower() for word in _WORD.findall(line)]
            self._known.update(words[:-1] if line.rstrip()[-1:] in HYPHENS else words)
        self._beside_chinese = " " if set_apart > 0 else ""

    def join(self, line: str, following: str) -> tuple[str, str]:
        """A line without what its end put in, and what stands between it and the line that goes on."""
        line = line.rstrip()
        if line[-1:] in HYPHENS and (divided := _LAST_PART.search(line)) and (rest := _FIRST_PART.match(following)):
            return self._join_divided(line, divided[1], rest[0])
        wide_before, wide_after = is_wide(line[-1:]), is_wide(following)
        if line[-1:] in _DASHES or (wide_before and wide_after) or ends_in_address(line):
            return line, ""
        return line, self._beside_chinese if wide_before or wide_after else " "

    def _join_divided(self, line: str, first: str, rest: str) -> tuple[str, str]:
        """The hyphen goes where the document has the word without, or its end is never a word; else it stays."""
        whole, with_hyphen = f"{first}{rest}".lower(), f"{first}-{rest}".lower()
        is_sure = rest.islower() and (whole in self._known or rest in _ENDS)
        if is_sure and with_hyphen not in self._known:
            self.joined += 1
            return line[:-1], ""
        self.kept += with_hyphen not in self._known
        return line, ""
