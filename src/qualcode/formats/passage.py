"""The text of a document as a reader gathers it: paragraph by paragraph, with what belongs to places in it.

A paragraph is a line. The cells of a table are gathered one by one and put together row by row; notes are gathered where
their mark stands and written at the end, footnotes before endnotes, each a line that begins with its mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Literal

from qualcode.formats.bundle import MemoDraft, SectionDraft
from qualcode.text.normalize import normalize

NoteKind = Literal["footnote", "endnote"]

_LETTERS = {"footnote": "", "endnote": "e"}
_WORD = re.compile(r"\w+")
_UNSTORABLE = re.compile("[\r\0\ud800-\udfff]")


@dataclass(slots=True)
class _Note:
    anchor: int
    mark: str
    kind: NoteKind
    passage: Passage


class NoteMarks:
    """The marks of a document's notes: [^1], [^2] … and [^e1], [^e2] …; with one more ^ where ``text`` has such marks."""

    def __init__(self, text: str) -> None:
        self._opening = "[^"
        while self._opening in text:
            self._opening += "^"
        self._counted: Counter[str] = Counter()

    def next(self, kind: NoteKind) -> str:
        """The mark of the next note of its kind."""
        self._counted[kind] += 1
        return f"{self._opening}{_LETTERS[kind]}{self._counted[kind]}]"


class Passage:
    """Text that grows at its end. Positions are code points; ``places`` are those that a reader wants to find again."""

    def __init__(self) -> None:
        self.length = 0
        self.paragraphs = 0
        self.places: dict[Hashable, int] = {}
        self._pieces: list[str] = []
        self._headings: list[tuple[int, int, int]] = []
        self._notes: list[_Note] = []
        self._begun: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether what is written next goes on in the paragraph before it."""
        return self._begun is not None

    @property
    def text(self) -> str:
        """All that was written so far, without the notes."""
        return "".join(self._pieces)

    def write(self, text: str) -> None:
        """Add to the open paragraph, which is begun where none is; in the form in which texts are stored."""
        self._begin()
        self._append(normalize(text).text if _UNSTORABLE.search(text) else text)

    def end_paragraph(self, level: int = 0) -> None:
        """End the open paragraph, or an empty one where none is open; ``level`` 1 to 9 makes it a heading."""
        begun = self._begin()
        if level:
            self._headings.append((level, begun, self.length))
        self._begun = None

    def mark(self, place: Hashable) -> None:
        """Remember where the next character will stand."""
        self.places[place] = self.length + (not self.is_open and self.paragraphs > 0)

    def mark_end(self, place: Hashable) -> None:
        """Remember where the last character ended."""
        self.places[place] = self.length

    def add_note(self, kind: NoteKind, mark: str, note: Passage) -> None:
        """Write a note's ``mark`` here; the note itself follows at the end of the document."""
        self._begin()
        self._notes.append(_Note(self.length, mark, kind, note))
        self._append(mark)

    def add(self, other: Passage) -> None:
        """Add the paragraphs of ``other`` as they are, as paragraphs of their own."""
        if other.paragraphs:
            if self.is_open:
                self.end_paragraph()
            self._begin()
            self._absorb(other)
            self.paragraphs += other.paragraphs - 1
            self._begun = None

    def add_row(self, cells: list[Passage]) -> None:
        """Add the row of a table: a tab behind each cell, but a line end behind a cell of several lines."""
        for ordinal, cell in enumerate(cells):
            if ordinal:
                self._append("\n" if "\n" in cells[ordinal - 1].text else "\t")
            self._begin()
            self._absorb(cell)
        self._begun = None

    def finish(self) -> list[SectionDraft]:
        """Write the notes; all headings that say something in order of their place, then the notes."""
        if self.is_open:
            self.end_paragraph()
        notes = []
        while self._notes:  # a note may hold notes
            waiting, self._notes = self._notes, []
            waiting.sort(key=lambda note: (note.kind == "endnote", note.anchor))
            notes += [self._write_note(note) for note in waiting]
        text = self.text
        headings = [
            SectionDraft(level, label, start, end)
            for level, start, end in self._headings
            if (label := " ".join(text[start:end].split()))
        ]
        return sorted(headings, key=lambda section: section.start) + notes

    def _write_note(self, note: _Note) -> SectionDraft:
        self.write(note.mark)
        start = self.length - len(note.mark)
        if not note.passage.text[:1].isspace():
            self.write(" ")
        self._absorb(note.passage)
        self._pieces[-1] = self._pieces[-1].replace("\n", " ")
        self.end_paragraph()
        return SectionDraft(1, note.mark, start, self.length, "note", note.anchor)

    def _begin(self) -> int:
        if self._begun is None:
            if self.paragraphs:
                self._append("\n")
            self.paragraphs += 1
            self._begun = self.length
        return self._begun

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def _absorb(self, other: Passage) -> None:
        """Go on with all that ``other`` holds."""
        offset = self.length
        self._append(other.text)
        self._headings += [(level, start + offset, end + offset) for level, start, end in other._headings]
        self._notes += [replace(note, anchor=note.anchor + offset) for note in other._notes]
        self.places |= {place: at + offset for place, at in other.places.items()}


def placed(memo: MemoDraft, start: int | None, end: int | None, text: str) -> MemoDraft:
    """``memo`` on a stretch of ``text``: from ``start`` to ``end``; where that is a mere place, on the word there, else the
    paragraph. Without a place it is about the whole document.
    """
    if start is None:
        start = end
    if start is None:
        return memo
    first, last = _tightened(text, min(start, len(text)), min(start if end is None else end, len(text)))
    if first >= last:
        first, last = _around(text, min(start, len(text)))
    return replace(memo, start=first, end=last) if first < last else memo


def _tightened(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch without line ends at its edges, which nobody marks on purpose."""
    while first < last and text[first] == "\n":
        first += 1
    while first < last and text[last - 1] == "\n":
        last -= 1
    return first, last


def _around(text: str, place: int) -> tuple[int, int]:
    """The word at a place, else the paragraph."""
    first, last = text.rfind("\n", 0, place) + 1, (text + "\n").index("\n", place)
    word = next((word for word in _WORD.finditer(text, first, last) if word.start() <= place <= word.end()), None)
    return word.span() if word else (first, last)
