"""The parts a text sets apart itself: headings, numbered clauses, pages, notes, and what an e-mail repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SectionKind = Literal["heading", "clause", "page", "note", "quotation"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text; ``level`` 1 is the highest.

    A heading or a numbered clause is its own line, without the line end; a page is all that stands on it; a note is a
    footnote or endnote, and ``anchor`` the code point its mark stands at in the text; a quotation is what an e-mail
    repeats of an earlier one.
    """

    level: int
    label: str
    start: int
    end: int
    kind: SectionKind = "heading"
    anchor: int | None = None
