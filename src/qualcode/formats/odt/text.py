"""The text of an OpenDocument text, in reading order, with its headings, notes, comments and tracked changes.

White space in a paragraph is what OpenDocument says it is: a row of it is one space, and none begins a paragraph; more
spaces, tabs and line breaks are elements of their own. Text boxes follow the paragraph that holds them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from lxml.etree import _Element as Element

from qualcode.formats.docx.symbols import UNKNOWN, symbol
from qualcode.formats.odt.changes import Changes
from qualcode.formats.odt.comments import Comments
from qualcode.formats.odt.forms import Controls, shown_by_field
from qualcode.formats.odt.lists import Labels
from qualcode.formats.odt.names import n
from qualcode.formats.odt.styles import Styles, whole
from qualcode.formats.odt.tree import PARAGRAPHS, is_in_paragraph, rows, words
from qualcode.formats.passage import NoteKind, NoteMarks, Passage

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 200
_MOST_LEVELS = 9
_MOST_REPEATED = 100
_SILENT = frozenset(
    map(n, ("text:script", "text:ruby-text", "text:number", "office:event-listeners", "svg:title", "svg:desc"))
)


class OdtText:
    """The text of one ``body`` (an office:text), gathered in ``passage``.

    ``comments`` are memos without their place, and the name their places have in ``passage``: ("from", name) and
    ("to", name). ``remarks`` counts what a report should mention.
    """

    def __init__(self, body: Element, styles: Styles, original: bool) -> None:
        self.passage = Passage()
        self.remarks: Counter[str] = Counter()
        self._styles, self._labels = styles, Labels(styles)
        self._marks = NoteMarks(words(body))
        self._changes, self._comments = Changes(body, original), Comments()
        self.remarks["deletion"], self.remarks["insertion"] = self._changes.deletions, self._changes.insertions
        self._label = self._text_style = ""
        self._controls = Controls(body)
        self._boxes: list[Element] = []
        self._after_space = True
        self._block_tags = self._block_handlers()
        self._inline_tags = self._inline_handlers()
        self._blocks(body)
        self.sections = self.passage.finish()
        self.comments = self._comments.found

    def _block_handlers(self) -> dict[str, Callable[[Element], None]]:
        return {
            n("text:p"): lambda element: self._paragraph(
                element, self._styles.level(element.get(n("text:style-name"), ""))
            ),
            n("text:h"): self._heading,
            n("text:list"): self._list,
            n("text:section"): self._section,
            n("text:number"): self._given_number,
            n("table:table"): self._table,
            n("text:tracked-changes"): _pass,
            n("office:annotation"): self._comment,
        } | self._handlers_anywhere(self._box)

    def _inline_handlers(self) -> dict[str, Callable[[Element], None]]:
        return {
            n("text:s"): self._more_spaces,
            n("text:tab"): lambda _element: self._character("\t"),
            n("text:line-break"): lambda _element: self._character("\n"),
            n("text:span"): self._span,
            n("text:note"): self._note,
            n("text:hidden-text"): self._conditional,
            n("text:conditional-text"): self._conditional,
            n("text:ruby"): self._ruby,
            n("office:annotation"): self._comment,
            n("office:annotation-end"): self._comment_end,
            n("table:table"): self._boxes_later,
        } | self._handlers_anywhere(self._boxes_later)

    def _handlers_anywhere(self, box: Callable[[Element], None]) -> dict[str, Callable[[Element], None]]:
        shapes = "custom-shape rect line polyline polygon regular-polygon path circle ellipse connector caption measure"
        return {
            n("text:change"): self._put_back,
            n("text:change-start"): self._changes.begin,
            n("text:change-end"): self._changes.end,
            n("draw:frame"): box,
            n("draw:control"): self._control,
            n("field:fieldmark"): lambda element: self._show(shown_by_field(element)),
            **{n(f"draw:{shape}"): box for shape in shapes.split()},
        }

    # Blocks

    def _blocks(self, parent: Element) -> None:
        """Read what ``parent`` holds; an element that is no block itself (an index, a group) is looked into."""
        for element in parent:
            self._block_tags.get(element.tag, self._blocks)(element)

    def _paragraph(self, element: Element, level: int = 0) -> None:
        if self._is_hidden(element):
            self._count("hidden text")
            return
        self.remarks["hidden"] += self._styles.is_hidden(element.get(n("text:style-name"), ""))
        boxes, self._boxes = self._boxes, []
        self._write_label(element)
        self._after_space = True
        self._inline(element)
        self._end_paragraph(level)
        boxes, self._boxes = self._boxes, boxes
        for box in boxes:
            self._box(box)

    def _is_hidden(self, paragraph: Element) -> bool:
        """Whether a condition hides it."""
        mark = paragraph.find(n("text:hidden-paragraph"))
        return mark is not None and mark.get(n("text:is-hidden")) == "true"

    def _heading(self, element: Element) -> None:
        level = min(max(whole(element.get(n("text:outline-level"))), 1), _MOST_LEVELS)
        self._label = self._label or self._labels.of_heading(element, level)
        self._paragraph(element, level)

    def _write_label(self, paragraph: Element) -> None:
        given = paragraph.find(n("text:number"))
        shown = words(given) if given is not None else self._label
        self._label = ""
        if shown.strip():
            self._count("label")
            self._write(shown.lstrip() if given is None else f"{shown.strip()}\t")

    def _given_number(self, element: Element) -> None:
        self._label = f"{words(element).strip()}\t"

    def _list(self, element: Element) -> None:
        self._labels.enter(element)
        for entry in element:
            self._label = self._labels.of_entry(entry)
            self._blocks(entry)
        self._label = ""
        self._labels.leave()

    def _section(self, element: Element) -> None:
        hidden = element.get(n("text:is-hidden")) == "true" or element.get(n("text:display")) == "none"
        if hidden:
            self._count("hidden text")
        else:
            self._blocks(element)

    def _table(self, element: Element) -> None:
        self._count("table")
        for row in rows(element):
            for _time in range(_repeated(row, "table:number-rows-repeated")):
                self._row(row)

    def _row(self, row: Element) -> None:
        """A cell that is stored once for several is read as often."""
        cells = [
            self._apart(cell)
            for cell in row
            if cell.tag == n("table:table-cell")
            for _time in range(_repeated(cell, "table:number-columns-repeated"))
        ]
        if cells and not self._changes.leaves_out:
            self.passage.add_row(cells)

    def _apart(self, element: Element) -> Passage:
        """What an element holds, as a passage of its own."""
        outer, self.passage = self.passage, Passage()
        self._blocks(element)
        inner, self.passage = self.passage, outer
        return inner

    def _box(self, element: Element) -> None:
        """The text in a frame or a shape, else a picture to be counted."""
        box = element.find(n("draw:text-box")) if element.tag == n("draw:frame") else element
        if element.tag == n("table:table"):
            self._table(element)
        elif box is not None and any(True for _paragraph in box.iter(*PARAGRAPHS)):
            self._blocks(box)
        else:
            self._count("recording" if element.find(n("draw:plugin")) is not None else "picture")

    # Inside a paragraph

    def _inline(self, parent: Element) -> None:
        if parent.text:
            self._text(parent.text)
        for element in parent:
            if element.tag not in _SILENT and element.get(n("text:display")) != "none":
                self._inline_tags.get(element.tag, self._inline)(element)
            if element.tail:
                self._text(element.tail)

    def _text(self, text: str) -> None:
        text = _SPACES.sub(" ", text)
        if self._after_space and text.startswith(" "):
            text = text[1:]
        if _PRIVATE.search(text):
            text = self._in_symbol_font(text)
        if text:
            self._write(text)
            self._after_space = text.endswith(" ")

    def _in_symbol_font(self, text: str) -> str:
        """Positions in a symbol font as the characters they show."""
        shown = _PRIVATE.sub(lambda it: symbol(self._styles.font(self._text_style), f"{ord(it[0]):X}"), text)
        self.remarks["unknown symbol"] += shown.count(UNKNOWN)
        return shown

    def _character(self, character: str) -> None:
        self._write(character)
        self._after_space = False

    def _more_spaces(self, element: Element) -> None:
        self._character(" " * min(whole(element.get(n("text:c"))), _MOST_SPACES))

    def _span(self, element: Element) -> None:
        style = element.get(n("text:style-name"), "")
        self.remarks["hidden"] += self._styles.is_hidden(style)
        outer, self._text_style = self._text_style, style
        self._inline(element)
        self._text_style = outer

    def _conditional(self, element: Element) -> None:
        """Text that a condition shows or hides, as it was when the document was saved."""
        if element.get(n("text:is-hidden")) == "true":
            self._count("hidden text")
        else:
            self._text(words(element) or element.get(n("text:string-value"), ""))

    def _ruby(self, element: Element) -> None:
        self._count("phonetic guide")
        self._inline(element)

    def _boxes_later(self, element: Element) -> None:
        self._boxes.append(element)

    def _note(self, element: Element) -> None:
        body = element.find(n("text:note-body"))
        if body is None or self._changes.leaves_out:
            return
        self._count("note")
        after_space, label = self._after_space, self._label
        note = self._apart(body)
        self._after_space, self._label = after_space, label
        kind: NoteKind = "endnote" if element.get(n("text:note-class")) == "endnote" else "footnote"
        self.passage.add_note(kind, self._marks.next(kind), note)
        self._after_space = False

    def _comment(self, element: Element) -> None:
        """A comment's place is where its element stands; with an end of its name, the stretch from here to there."""
        self.passage.mark(("from", self._comments.add(element)))

    def _comment_end(self, element: Element) -> None:
        self.passage.mark_end(("to", element.get(n("office:name"))))

    def _control(self, element: Element) -> None:
        shown = self._controls.shown(element)
        if shown:
            self._show(shown)
        else:
            self._count("form field")

    def _show(self, shown: str) -> None:
        if shown:
            self._character(shown)

    # Tracked changes

    def _put_back(self, mark: Element) -> None:
        """What was deleted in a paragraph: its first paragraph goes on in this one, and this one in its last."""
        inside = is_in_paragraph(mark)
        for ordinal, block in enumerate(self._changes.put_back(mark)):
            if not inside or block.tag not in PARAGRAPHS:
                self._block_tags.get(block.tag, self._blocks)(block)
            else:
                if ordinal:
                    self._end_paragraph()
                self._inline(block)

    # What all of it ends in

    def _write(self, text: str) -> None:
        if not self._changes.leaves_out:
            self.passage.write(text)

    def _end_paragraph(self, level: int = 0) -> None:
        if not self._changes.leaves_out:
            self.passage.end_paragraph(level)

    def _count(self, remark: str) -> None:
        self.remarks[remark] += 1


def _repeated(element: Element, said: str) -> int:
    """How often a row or cell is to be read: as often as it says, but once where it is empty or says too much."""
    times = whole(element.get(n(said)))
    return times if 1 < times <= _MOST_REPEATED and words(element).strip() else 1


def _pass(_element: Element) -> None:
    """Nothing of it is read."""
