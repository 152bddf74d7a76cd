"""The text of a document, put together from its stream: with list labels, table cells set apart, and marks of notes.

Tables are read row by row. The cells of a row are set apart by a tab, as in a table copied into a text; behind a cell of
several lines the next one begins a line of its own, so that no line mixes two cells of which one goes on elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from lxml.etree import _Element as Element

from qualcode.formats.docx.flow import Flow, Properties, Stretches
from qualcode.formats.docx.layout import Anchor, Places
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.numbering import Lists
from qualcode.formats.docx.styles import Styles, level_of_outline


class Writer:
    """Puts a text together. ``marks`` gives for the tag of a reference the mark of the note with an id, "" without one."""

    def __init__(
        self,
        names: Names,
        lists: Lists,
        styles: Styles,
        marks: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        self.places = Places()
        self.length = 0
        self._names, self._lists, self._styles = names, lists, styles
        self._marks = marks or {}
        self._pieces: list[str] = []
        self._in_note = self._skips_space = self._page_ends = False
        self._cell = 0  # the piece a cell begins with

    def write(self, stream: Flow) -> tuple[int, int]:
        """Write the whole of a stream; its place is returned."""
        start = self.length
        if stream.head:
            self._add(stream.head)
        self._play(stream.stretches)
        return start, self.length

    def write_note(self, mark: str, story: Stretches) -> tuple[int, int]:
        """Write a note as a line of its own that begins with its mark; its place is returned."""
        self._add("\n")
        start = self.length
        self._add(f"{mark} ")
        self._in_note = self._skips_space = True
        self._play(story)
        self._in_note = self._skips_space = False
        return start, self.length

    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def _play(self, stretches: Stretches) -> None:
        handlers = _handlers(self._names)
        for mark, text in stretches:
            if isinstance(mark, Properties):
                self._begin_paragraph(mark)
            elif handler := handlers.get(mark.tag):
                handler(self, mark)
            if text:
                self._add(text)

    def _add(self, text: str) -> None:
        if self._in_note:
            text = text.replace("\n", " ")
            if self._skips_space:
                if not (text := text.lstrip()):
                    return
                self._skips_space = False
        if self._page_ends:
            self._page_ends = False
            if text[0] != "\n":
                self._add_soft_break()
        self._pieces.append(text)
        self.length += len(text)

    def _add_soft_break(self) -> None:
        if not self._in_note:
            self.places.soft.add(self.length)
        self._add("\n")

    def _break_line(self, element: Element) -> None:
        """A new page or column inside a paragraph is a new line where text stands before and behind it."""
        if self._names.kind(element) in ("", "textWrapping"):
            self._add_soft_break()
        else:
            self._page_ends = bool(self._pieces) and not self._pieces[-1].endswith("\n")

    def _begin_row(self, _row: Element) -> None:
        self._cell = len(self._pieces)

    def _begin_cell(self, _cell: Element) -> None:
        """Set a cell apart from the one before it, whose text may begin with the line end or tab that sets it apart itself."""
        self._page_ends = False
        if "\n" in "".join(self._pieces[self._cell :])[1:]:
            separator = "\n"
        else:
            separator = "\t"
            self.places.tabs.append(self.length)
        self._cell = len(self._pieces)
        self._add(separator)

    def _begin_paragraph(self, own: Properties) -> None:
        """Write the label of a paragraph that is numbered, and note one that is a heading."""
        names, numbering = self._names, own.numbering
        style = self._styles.style(own.style)
        level = style.level if own.outline is None else level_of_outline(own.outline)
        listed = ("", "")
        if numbering is not None:
            listed = names.child_value(numbering, "numId"), names.child_value(numbering, "ilvl")
        start = self.length
        if label := self._lists.label(style, *listed):
            self._add(label)
            self.places.labels[start] = self.length
        if level and not self._in_note:
            self.places.headings.append((level, start, self.length))

    def _start_comment(self, element: Element) -> None:
        anchor = self._anchor(element)
        anchor.start = self.length if anchor.start is None else anchor.start

    def _end_comment(self, element: Element) -> None:
        anchor = self._anchor(element)
        anchor.end = self.length if anchor.end is None else anchor.end

    def _refer_to_comment(self, element: Element) -> None:
        anchor = self._anchor(element)
        anchor.reference = self.length if anchor.reference is None else anchor.reference

    def _anchor(self, element: Element) -> Anchor:
        identity = element.get(self._names.identity, "")
        if identity not in self.places.anchors:
            self.places.anchors[identity] = Anchor()
        return self.places.anchors[identity]

    def _refer_to_note(self, element: Element) -> None:
        tag, identity = element.tag, element.get(self._names.identity, "")
        if tag in self._marks and not self._in_note and (mark := self._marks[tag](identity)):
            self.places.notes.setdefault((tag, identity), self.length)
            self._add(mark)


@cache
def _handlers(names: Names) -> dict[str, Callable[[Writer, Element], None]]:
    """What a writer does at an element that interrupts the text, by its tag."""
    return {
        names.row: Writer._begin_row,
        names.cell: Writer._begin_cell,
        names.comment_start: Writer._start_comment,
        names.comment_end: Writer._end_comment,
        names.comment_reference: Writer._refer_to_comment,
        names.footnote_reference: Writer._refer_to_note,
        names.endnote_reference: Writer._refer_to_note,
        **dict.fromkeys(names.line_breaks, Writer._break_line),
    }
