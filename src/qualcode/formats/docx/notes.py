"""Footnotes and endnotes: a mark where the reference stands, and the note behind the text as a line with the same mark.

They are counted in the order of their references and through the whole document, whatever Word shows on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualcode.formats.bundle import SectionDraft
from qualcode.formats.docx.flow import Flow, Stretches
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.text import Writer
from qualcode.formats.passage import NoteKind, NoteMarks


@dataclass(slots=True)
class Notes:
    """The notes of one kind by id, and the marks of those referred to so far, in the order of their first references.

    ``missing`` counts references to notes that are not there.
    """

    kind: NoteKind
    stories: Mapping[str, Stretches]
    counter: NoteMarks
    marks: dict[str, str] = field(default_factory=dict)
    missing: int = 0

    def mark(self, identity: str) -> str:
        """The mark of a note, "" where there is no such note."""
        if identity not in self.stories:
            self.missing += 1
            return ""
        if identity not in self.marks:
            self.marks[identity] = self.counter.next(self.kind)
        return self.marks[identity]


def notes_of(streams: Mapping[NoteKind, Flow | None], body: Flow, names: Names) -> dict[NoteKind, Notes]:
    """The notes by kind, out of the streams of their parts; ``body`` is the stream they belong to."""
    if not streams:
        return {}
    counter = NoteMarks("\n".join(stream.text for stream in (body, *streams.values()) if stream is not None))
    return {
        kind: Notes(kind, {} if stream is None else stream.stories(names), counter) for kind, stream in streams.items()
    }


def markers(notes: Mapping[NoteKind, Notes], names: Names) -> dict[str, Callable[[str], str]]:
    """What a writer asks for the mark of a note, by the tag of the reference."""
    return {names.w(f"{kind}Reference"): found.mark for kind, found in notes.items()}


def write_notes(notes: Mapping[NoteKind, Notes], writer: Writer, names: Names) -> list[SectionDraft]:
    """Write the notes that the text refers to behind it; each is a section, anchored where its mark stands first."""
    return [
        SectionDraft(
            1, mark, *writer.write_note(mark, found.stories[identity]), "note", writer.places.notes[tag, identity]
        )
        for kind, found in notes.items()
        for tag in (names.w(f"{kind}Reference"),)
        for identity, mark in found.marks.items()
    ]
