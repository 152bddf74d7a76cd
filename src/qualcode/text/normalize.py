"""The one form a document's text is stored in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.messages import plural

_LINE_END = re.compile(r"\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text as it is stored, and how many places were changed on the way.

    ``line_ends`` counts CRLF and CR turned into "\\n", ``byte_order_marks`` those removed from the beginning; ``nul`` and
    ``surrogates`` count the code points no database can hold, each replaced by U+FFFD.
    """

    text: str
    line_ends: int = 0
    byte_order_marks: int = 0
    nul: int = 0
    surrogates: int = 0

    def sentences(self) -> list[str]:
        """What was changed, a sentence for each kind of change; empty where the text came as it is stored."""
        told = []
        if n := self.byte_order_marks:
            told.append(plural("{n} byte-order mark was removed.", "{n} byte-order marks were removed.", n))
        if n := self.line_ends:
            told.append(plural("{n} line end was written as LF.", "{n} line ends were written as LF.", n))
        if n := self.nul:
            told.append(plural("{n} NUL character became U+FFFD.", "{n} NUL characters became U+FFFD.", n))
        if n := self.surrogates:
            told.append(
                plural(
                    "{n} half of a broken character became U+FFFD.", "{n} halves of broken characters became U+FFFD.", n
                )
            )
        return told


def normalize(raw: str) -> Normalized:
    """``raw`` as a text that can be stored: line ends "\\n", no byte-order mark in front, no NUL, no lone surrogate.

    Nothing else ever changes: no Unicode normal form, which would move positions, and U+2028 stays what it is.
    """
    text = raw.lstrip("\ufeff")
    marks = len(raw) - len(text)
    text, line_ends = _LINE_END.subn("\n", text) if "\r" in text else (text, 0)
    nul = text.count("\0")
    text, surrogates = _SURROGATE.subn(_REPLACEMENT, text.replace("\0", _REPLACEMENT))
    return Normalized(text, line_ends, marks, nul, surrogates)
