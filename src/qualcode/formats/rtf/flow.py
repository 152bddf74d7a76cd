"""Where the text of an RTF file goes: the story that is being written, and the notes, comments and boxes beside it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from qualcode.formats.bundle import MemoDraft
from qualcode.formats.docx.drawn import is_phonetic_guide
from qualcode.formats.docx.symbols import UNKNOWN
from qualcode.formats.numerals import is_bullet
from qualcode.formats.passage import NoteKind, NoteMarks, Passage
from qualcode.formats.rtf.state import Field, State, Style, heading_level
from qualcode.formats.rtf.story import Story

_BULLET, _SMALL_BULLET = "•", "·"  # the second is what the first becomes where its font is not said


class Flow:
    """The document as it is written.

    ``story`` is what is written now. ``comments`` are memos without their place, and the name their places have:
    ("from", name) and ("to", name). ``written`` counts characters.
    """

    def __init__(self, original: bool, marks: NoteMarks) -> None:
        self.story = Story()
        self.styles: dict[int, Style] = {}
        self.comments: list[tuple[MemoDraft, str]] = []
        self.remarks: Counter[str] = Counter()
        self.written = 0
        self.author = self.reference = self.time = ""
        self._original = original
        self._marks = marks
        self._after_row: tuple[Passage, int] | None = None
        self._before = State().is_tracked  # of the character written last

    def write(self, text: str, state: State) -> None:
        """Add to the open paragraph what was not put in or taken out by a tracked change."""
        passage = self.here(state)
        if self.story.drops_spaces and not passage.length:
            text = text.lstrip()
        if not text:
            return
        self._note_changes(state)
        if not self._is_left_out(state):
            passage.write(text)
            self.written += len(text)

    def end_paragraph(self, state: State) -> None:
        """End the paragraph, unless its end was put in or taken out."""
        if not self._is_left_out(state):
            self.story.end_paragraph(state.depth(self.story.in_row), heading_level(state, self.styles))

    def end_cell(self, depth: int, state: State) -> None:
        """End the cell at this depth of tables in tables."""
        self.story.end_cell(depth, heading_level(state, self.styles))

    def begin_page(self, state: State) -> None:
        """A new page, column or section begins a new paragraph."""
        if self.here(state).is_open:
            self.end_paragraph(state)

    def begin_row(self) -> None:
        """A row of a table begins, or is described once more."""
        outer = self.story.passage
        self.remarks["table"] += not self.story.in_row and self._after_row != (outer, outer.length)
        self.story.in_row = True

    def end_row(self) -> None:
        """End the row of the outermost table."""
        self.story.end_row(1)
        self.story.in_row = False
        self._after_row = (self.story.passage, self.story.passage.length)

    def here(self, state: State) -> Passage:
        """What is written now."""
        return self.story.at(state.depth(self.story.in_row))

    def add_label(self, shown: str, state: State) -> None:
        """The number or bullet of a list, as the program that wrote the file showed it."""
        self.remarks["unknown symbol"] -= shown.count(UNKNOWN)
        if shown.strip():
            self.remarks["label"] += 1
            shown = shown.lstrip().replace(UNKNOWN, _BULLET)
            shown = _BULLET if shown.strip() == _SMALL_BULLET else shown
            self.write(f"{shown.rstrip()} " if is_bullet(shown) else shown, state)

    def add_note(self, note: Passage, is_endnote: bool, state: State) -> None:
        """A footnote or endnote whose mark stands here."""
        if self._is_left_out(state):
            return
        kind: NoteKind = "endnote" if is_endnote else "footnote"
        self.remarks["note"] += 1
        self.here(state).add_note(kind, self._marks.next(kind), note)

    def add_comment(self, words: str, state: State) -> None:
        """A comment on the stretch marked with its reference, else on this place."""
        name = self.reference or f"without a name, {len(self.comments)}"
        if not self.reference:
            self.here(state).mark_end(("to", name))
        self.comments.append((MemoDraft(words.strip(), self.author.strip(), at=self.time), name))
        self.author = self.reference = self.time = ""

    def begin_field(self) -> Field:
        """A field begins here."""
        return Field(self.written)

    def end_field(self, field: Field, state: State) -> None:
        """Write what a field shows that holds no result."""
        if field.written == self.written and (shown := field.without_result()):
            self.remarks["phonetic guide"] += is_phonetic_guide(field.instruction)
            self.write(shown, state)

    def _is_left_out(self, state: State) -> bool:
        return state.inserted if self._original else state.deleted

    def _note_changes(self, state: State) -> None:
        """Count the stretches that are hidden, put in or taken out where they begin."""
        before, self._before = self._before, state.is_tracked
        if before != self._before:
            for remark, was, now in zip(("hidden", "deletion", "insertion"), before, self._before):
                self.remarks[remark] += now and not was


def time_of(packed: int) -> str:
    """The ISO time of minutes, hours, days, months and years since 1900 packed into one number; "" for none."""
    bits = packed & 0xFFFFFFFF
    year, month, day = 1900 + (bits >> 20 & 0x1FF), bits >> 16 & 0xF, bits >> 11 & 0x1F
    try:
        return datetime(year, month, day, bits >> 6 & 0x1F, bits & 0x3F).isoformat()
    except ValueError:
        return ""


def number_in(text: str) -> int:
    """The whole number a text is; 0 for none."""
    return int(text) if re.fullmatch(r"\s*-?[0-9]{1,10}\s*", text) else 0
