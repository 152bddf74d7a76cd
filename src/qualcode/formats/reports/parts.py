"""A report as a plain value: sections of paragraphs, terms, tables and quotations. What renders it decides nothing of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeAlias

from qualcode.formats.pictures.frame import Picture
from qualcode.table import Cell

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what no XML may hold
_MOST_LISTED = 40


@dataclass(frozen=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True)
class Terms:
    """Labels, each with what is said under it."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Figures:
    """A table under a caption, the first ``heads`` cells of each row name it; ``notes`` are what the figures mean."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    heads: int = 1
    number: int = 0

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers, and nothing else."""
        known = [row[column] for row in self.rows if row[column] is not None]
        return bool(known) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known)


@dataclass(frozen=True)
class Quotation:
    """A passage, where it stands, and the language it is in ("" where nobody knows); its translation is shown beside it."""

    text: str
    where: str
    language: str = ""
    translation: str = ""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture, which has its title within it, for the formats that can hold one."""

    picture: Picture


Block: TypeAlias = Paragraph | Terms | Figures | Quotation | Drawing


@dataclass(frozen=True)
class Section:
    """A heading and what is under it. ``number`` is "" for headings too deep to be numbered; ``key`` names it inside the file."""

    title: str
    blocks: Sequence[Block] = ()
    sections: Sequence[Section] = ()
    number: str = ""
    key: str = ""

    @property
    def heading(self) -> str:
        """The title behind its number."""
        return f"{self.number} {self.title}".strip()

    @property
    def listed(self) -> Sequence[Section]:
        """The sections that a table of contents names below this one: all that have a number, unless they are too many."""
        numbered = [section for section in self.sections if section.number]
        return numbered if len(numbered) <= _MOST_LISTED else []


@dataclass(frozen=True)
class Paper:
    """A report. ``language`` is that of its sentences, as in HTML; ``facts`` stand under the title."""

    title: str
    language: str
    facts: Terms
    sections: Sequence[Section] = field(default=())


def numbered(paper: Paper) -> Paper:
    """The same with sections numbered to the second level, tables from 1 on, and a key for each section."""
    tables = count(1)
    sections = [_numbered(section, str(n), 1, tables) for n, section in enumerate(paper.sections, 1)]
    return replace(paper, sections=sections)


def _numbered(section: Section, number: str, depth: int, tables: Iterator[int]) -> Section:
    blocks = [replace(it, number=next(tables)) if isinstance(it, Figures) else it for it in section.blocks]
    below = [_numbered(it, f"{number}.{n}", depth + 1, tables) for n, it in enumerate(section.sections, 1)]
    key = f"s{number.replace('.', '-')}"
    return replace(section, blocks=blocks, sections=below, number=number if depth < 3 else "", key=key)


def every_section(sections: Sequence[Section], depth: int = 1) -> Iterator[tuple[int, Section]]:
    """All sections in order, each with its depth from 1."""
    for section in sections:
        yield depth, section
        yield from every_section(section.sections, depth + 1)


def in_words(cell: Cell) -> str:
    """A cell as people read it: a dash where nothing is known, three digits after the point."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        cell = round(cell, 12) + 0.0  # what rounding leaves of a 0
        return f"{cell:.3f}" if cell == 0 or abs(cell) >= 0.001 else f"{cell:.2g}"
    return fit(str(cell))


def fit(text: str) -> str:
    """``text`` without the characters that no web page and no Word document may hold; each leaves a sign of itself."""
    return _UNFIT.sub("\ufffd", text)
