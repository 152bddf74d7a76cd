"""A Word document as a whole: its text with headings and notes, and its comments, out of the parts that hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import get_args

from lxml.etree import _Element as Element

from qualcode.formats.bundle import MemoDraft, SectionDraft
from qualcode.formats.docx.comments import comments_of, memos, tell_apart, threads_of
from qualcode.formats.docx.flow import Flow, Properties, Stretches, flow
from qualcode.formats.docx.found import Found, find
from qualcode.formats.docx.layout import Layout, Places
from qualcode.formats.docx.names import Names, names_of
from qualcode.formats.docx.notes import Notes, markers, notes_of, write_notes
from qualcode.formats.docx.numbering import Lists
from qualcode.formats.docx.parts import Parts
from qualcode.formats.docx.styles import Styles
from qualcode.formats.docx.text import Writer
from qualcode.formats.docx.tree import put_right
from qualcode.formats.passage import NoteKind


@dataclass(slots=True)
class Contents:
    """What a document says: text, headings and notes as sections, comments as memos; ``remarks`` counts what to report."""

    text: str
    sections: list[SectionDraft]
    memos: list[MemoDraft]
    remarks: Counter[str] = field(default_factory=Counter)


def contents_of(parts: Parts, original: bool) -> Contents:
    """All that a document says, tracked changes accepted or, with ``original``, rejected."""
    return _Reading(parts, original).contents()


class _Reading:
    """One document on its way from parts to contents."""

    def __init__(self, parts: Parts, original: bool) -> None:
        self._parts, self._original = parts, original
        self._names = names_of(parts.root)
        self._styles = Styles(parts.styles, parts.has_lists)
        self._lists = Lists(parts.numbering, self._styles)
        self._remarks: Counter[str] = Counter()

    def contents(self) -> Contents:
        names = self._names
        body = self._stream(self._parts.root)
        notes = self._notes(body)
        writer = Writer(names, self._lists, self._styles, markers(notes, names))
        writer.write(body)
        sections = write_notes(notes, writer, names)
        text = writer.text()
        layout = Layout(text, writer.places)
        made = self._memos(writer.places, layout)
        self._count(notes, writer.places)
        return Contents(text, [*_headings(layout, writer.places), *sections], made, self._remarks)

    def _stream(self, root: Element) -> Flow:
        names = names_of(root)
        found, remarks = put_right(root, names, self._original)
        self._remarks += remarks
        if self._parts.names_run_styles or found.has((names.style,)):
            self._remarks["hidden"] += _hidden_by_styles(root, names, self._styles.hiding)
        if _name_default_style(found, names, self._styles):
            found = find(root, names)
        return flow(root, names, found, self._styles.is_plain)

    def _notes(self, body: Flow) -> dict[NoteKind, Notes]:
        """The notes by kind; a part is read only where the text refers to its notes."""
        names = self._names
        referred = {mark.tag for mark, _text in body.stretches if not isinstance(mark, Properties)}
        streams: dict[NoteKind, Flow | None] = {}
        for kind in get_args(NoteKind):
            if names.w(f"{kind}Reference") in referred:
                root = self._parts.notes(f"{kind}s")
                streams[kind] = None if root is None else self._stream(root)
        return notes_of(streams, body, names)

    def _memos(self, places: Places, layout: Layout) -> list[MemoDraft]:
        root = self._parts.comments()
        if root is None:
            self._remarks["comment"] = len(places.anchors)
            return []
        names = names_of(root)
        tell_apart(root, names)
        texts = self._texts(self._stream(root).stories(names), names)
        comments = comments_of(root, threads_of(self._parts.replies()), texts, names)
        made = memos(comments, places.anchors, layout)
        known = {comment.identity for comment in comments}
        self._remarks["memo"] = len(made)
        self._remarks["memo on the document"] = sum(1 for memo in made if memo.start is None)
        self._remarks["empty comment"] = len(comments) - len(made)
        self._remarks["comment"] = sum(1 for identity in places.anchors if identity not in known)
        return made

    def _texts(self, stories: Mapping[str, Stretches], names: Names) -> dict[str, str]:
        """The text of each of some stories, whose lists are counted apart from those of the document."""
        writer = Writer(names, Lists(self._parts.numbering, self._styles), self._styles)
        spans = {identity: writer.write(Flow("", story)) for identity, story in stories.items()}
        text = writer.text()
        return {identity: text[start:end] for identity, (start, end) in spans.items()}

    def _count(self, notes: dict[NoteKind, Notes], places: Places) -> None:
        self._remarks["label"] = self._lists.written
        self._remarks["lost label"] = self._lists.missing
        for kind, found in notes.items():
            self._remarks["note"] += len(found.marks)
            self._remarks[kind] = found.missing
        self._remarks["unknown symbol"] += self._parts.unknown_symbols
        self._remarks["header"] = self._parts.headers_with_text()


def _name_default_style(found: Found, names: Names, styles: Styles) -> bool:
    """Where paragraphs without a style are numbered or headings, give them the name of the style they have by default."""
    default = styles.default
    if styles.is_plain(default):
        return False
    for paragraph in found.of((names.paragraph,)):
        properties = paragraph.find(names.paragraph_properties)
        if properties is None:
            properties = paragraph.makeelement(names.paragraph_properties)
            paragraph.insert(0, properties)
        if properties.find(names.style) is None:
            properties.insert(0, properties.makeelement(names.style, {names.w("val"): default}))
    return True


def _hidden_by_styles(root: Element, names: Names, hiding: Collection[str]) -> int:
    """How many stretches of text their style hides, of characters or of the paragraph; those that say otherwise not counted."""
    if not hiding:
        return 0
    count = 0
    for style in root.iter(names.w("rStyle"), names.style):
        properties = style.getparent()
        shown_otherwise = properties is None or properties.find(names.hidden) is not None
        count += names.value(style) in hiding and not shown_otherwise
    return count


def _headings(layout: Layout, places: Places) -> list[SectionDraft]:
    """The headings that say something, each with its label."""
    sections = []
    for level, start, words in places.headings:
        end = layout.end_of_paragraph(words)
        if not layout.text[words:end].isspace() and words < end:
            sections.append(SectionDraft(level, " ".join(layout.text[start:end].split()), start, end))
    return sections
