"""What a person looks for in texts: any characters at all, or a regular expression, found at their exact places.

A text is looked through folded, one code point for one, so that positions hold. By default small and capital letters are the
same, full-width and half-width forms are, and any white space is a space.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from unicodedata import normalize

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.folding import folded
from qualcode.text.span import Span
from qualcode.text.terms import LETTER

_SECONDS = 20.0
_SPACES = {code: 0x20 for code in range(0x3001) if chr(code).isspace()}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_letter = re.compile(LETTER).match


def searchable(text: str) -> str:
    """``text`` as it is compared by default: without regard to case and width, all white space a space, place by place as long."""
    return folded(text).translate(_WIDE | _SPACES)


class Finder(Protocol):
    """Something to look for."""

    def find(self, text: str) -> Iterator[Span]:
        """Where it stands in a text, from left to right and apart from each other."""


@dataclass(frozen=True)
class Sought:
    """Characters to look for, wherever they stand.

    White space between them stands for any white space, line ends included, so that a phrase is found over the end of a line or
    paragraph; around them it is left away. Letters with their marks as one code point or as several are the same where all of
    what is sought is written one way. With ``whole_words`` no letter may go on before or behind. Raises WrongUse for nothing.
    """

    written: str
    case_sensitive: bool = False
    width_sensitive: bool = False
    whole_words: bool = False

    def __post_init__(self) -> None:
        if not self.written.split():
            raise WrongUse(_("There is nothing to look for."), _("Give a word or a phrase."))

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for beyond the default folding."""
        return not (self.case_sensitive or self.width_sensitive or self.whole_words)

    @cached_property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """The ways it may be written, each as its parts between white space, in the default folding."""
        return tuple(dict.fromkeys(tuple(searchable(way).split()) for way in self._ways()))

    def find(self, text: str) -> Iterator[Span]:
        """Where it stands in a text, from left to right and apart from each other."""
        return self.find_folded(self._fold(text))

    def find_folded(self, text: str) -> Iterator[Span]:
        """The same in a text that is folded already."""
        return (Span(*match.span()) for match in self._pattern.finditer(text))

    def _ways(self) -> Iterator[str]:
        yield self.written
        for form in ("NFC", "NFD"):
            yield normalize(form, self.written)

    def _fold(self, text: str) -> str:
        if not self.case_sensitive and not self.width_sensitive:
            return searchable(text)
        if self.width_sensitive and not self.case_sensitive:
            text = "".join(character.lower()[0] for character in text)
        return text.translate(_SPACES if self.width_sensitive else _WIDE | _SPACES)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ways = dict.fromkeys(tuple(self._fold(way).split()) for way in self._ways())
        return re.compile("|".join(map(self._pattern_of, ways)))

    def _pattern_of(self, parts: tuple[str, ...]) -> str:
        inside = " +".join(map(re.escape, parts))
        if not self.whole_words:
            return inside
        before = rf"(?<!{LETTER})" if _letter(parts[0]) else ""
        after = rf"(?!{LETTER})" if _letter(parts[-1][-1]) else ""
        return f"(?:{before}{inside}{after})"


class Expression:
    """A regular expression to look for; it sees the text as it is stored. ``^`` and ``$`` stand for the ends of paragraphs.

    Raises WrongUse for what is none, and while finding where it takes too long: some expressions take for ever.
    """

    def __init__(self, written: str, *, case_sensitive: bool = False) -> None:
        import regex

        self._written = written
        self._deadline = time.monotonic() + _SECONDS
        try:
            self._pattern: Any = regex.compile(written, regex.MULTILINE | (0 if case_sensitive else regex.IGNORECASE))
        except regex.error as error:
            raise WrongUse(
                _("/{pattern}/ is no regular expression: {why}", pattern=written, why=error),
                _("Signs such as . ( [ * + stand for themselves behind a backslash."),
            ) from None

    def find(self, text: str) -> Iterator[Span]:
        """Where it matches at least one character, from left to right and apart from each other."""
        left = max(self._deadline - time.monotonic(), 0.001)
        try:
            for match in self._pattern.finditer(text, timeout=left):
                if match.end() > match.start():
                    yield Span(*match.span())
        except TimeoutError:
            raise WrongUse(
                _("/{pattern}/ takes too long.", pattern=self._written),
                _("Repetitions inside repetitions, such as (a+)+, are what takes long."),
            ) from None
