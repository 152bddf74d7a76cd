"""The text of web pages as a browser shows it, with headings, notes, comments and tracked changes.

The tree is walked without recursion, since pages may be nested deeper than Python calls.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from qualcode.formats.bundle import MemoDraft, SectionDraft
from qualcode.formats.docx.symbols import UNKNOWN, in_font
from qualcode.formats.html import comments as html_comments
from qualcode.formats.html.elements import (
    BLOCKS,
    INSTEAD,
    LISTS,
    PRESERVING,
    SILENT,
    Attributes,
    Style,
    field_shown,
    heading_level,
    holds_note,
    is_hidden,
    leads_back,
    note_called,
    style_of,
    symbol_font,
)
from qualcode.formats.html.lines import Lines
from qualcode.formats.html.lists import PageList, chosen, given_label, list_of, whole
from qualcode.formats.passage import Passage

_MOST_TABS = 20


@dataclass(slots=True)
class _Frame:
    """An element that is being read; ``begun`` is where its text begins, and ``at_end`` what is done when it ends."""

    children: Iterator[LexborNode]
    is_block: bool
    holds_note: bool
    preserves: bool
    begun: int = 0
    symbol_font: str = ""
    at_end: list[Callable[[], None]] = field(default_factory=list)


class PageText:
    """The text of one page or several, gathered in ``passage``.

    ``comments`` are memos without their place, and the name their places have in ``passage``: ("from", name) and
    ("to", name). ``remarks`` counts what a report should mention. ``original`` tells to reject tracked changes.
    """

    def __init__(self, original: bool) -> None:
        self.remarks: Counter[str] = Counter()
        self.comments: list[tuple[MemoDraft, str]] = []
        self._lines = Lines()
        self._original = original
        self._page = ""
        self._frames: list[_Frame] = []
        self._lists: list[PageList] = []
        self._rows: list[list[Passage]] = []
        self._calls: dict[str, str] = {}  # of notes: where the link leads to, and what it says
        self._times: dict[str, str] = {}

    @property
    def passage(self) -> Passage:
        """What is written now; all of it, between pages."""
        return self._lines.passage

    def read(self, body: LexborNode, page: str = "") -> None:
        """Add the text of an element; ``page`` is its file's path, as links from other pages name it."""
        self._page = page
        self._enter(body, "body", {}, {})
        while self._frames:
            child = next(self._frames[-1].children, None)
            if child is not None:
                self._visit(child)
            else:
                self._leave()

    def notes(self) -> list[SectionDraft]:
        """The notes that links of the text lead to, each from its first character to its last."""
        places = self.passage.places
        found = []
        for target, label in self._calls.items():
            start, end = places.get(("note from", target)), places.get(("note to", target))
            if start is not None and end is not None and start < end:
                found.append(SectionDraft(1, label, start, end, "note", places.get(("call", target))))
        return found

    # The walk

    def _visit(self, element: LexborNode) -> None:
        tag = element.tag or ""
        if tag == "-text":
            text = self._as_shown(element.text_content or "")
            if self._frames[-1].preserves:
                self._lines.preserved(text)
            else:
                self._lines.text(text)
        elif tag in INSTEAD:
            self.remarks[INSTEAD[tag]] += 1
        elif tag not in SILENT:
            attributes = element.attributes
            self._visit_element(element, tag, attributes, style_of(attributes.get("style") or "") if attributes else {})

    def _as_shown(self, text: str) -> str:
        """In a symbol font, letters are pictures."""
        font = self._frames[-1].symbol_font
        if not font:
            return text
        shown = in_font(font, text)
        self.remarks["unknown symbol"] += shown.count(UNKNOWN)
        return shown

    def _visit_element(self, element: LexborNode, tag: str, attributes: Attributes, style: Style) -> None:
        if is_hidden(tag, attributes, style):
            self.remarks["hidden text"] += bool(element.text(deep=True).strip())
        elif tag == "br":
            self._lines.line_break()
        elif tag == "input":
            self._lines.text(field_shown(attributes))
        elif tag == "select":
            self._lines.text(chosen(element))
        elif tag in ("ins", "del"):
            self._track(element, tag, attributes, style)
        elif tag == "a" and leads_back(attributes):
            return
        elif not attributes or not self._is_for_word_only(element, attributes, style):
            self._enter(element, tag, attributes, style)

    def _track(self, element: LexborNode, tag: str, attributes: Attributes, style: Style) -> None:
        """What an editor, a program or a person, put in or took out; words that are merely struck out are another element."""
        self.remarks["insertion" if tag == "ins" else "deletion"] += 1
        if (tag == "del") == self._original:
            self._enter(element, tag, attributes, style)

    def _is_for_word_only(self, element: LexborNode, attributes: Attributes, style: Style) -> bool:
        """Read what Word writes so that Word can read it again: labels of lists, tabs, comments."""
        if style.get("mso-list") == "ignore":
            self._lines.label += given_label(element)
        elif tabs := style.get("mso-tab-count"):
            self._lines.preserved("\t" * min(whole(tabs, 1), _MOST_TABS))
        elif style.get("mso-element") == "comment-list":
            self._read_comments(element)
        else:
            return html_comments.is_mark(attributes.get("class") or "", style)
        return True

    def _enter(self, element: LexborNode, tag: str, attributes: Attributes, style: Style) -> None:
        level = heading_level(tag, attributes, style)
        is_block = tag in BLOCKS or style.get("display") == "block" or bool(level)
        if is_block:
            self._lines.end_line()
        outer = self._frames[-1].preserves if self._frames else False
        preserves = tag in PRESERVING or style.get("white-space", "pre" if outer else "").startswith("pre")
        frame = _Frame(element.iter(include_text=True), is_block, holds_note(attributes, style), preserves)
        frame.begun = self.passage.length + (self.passage.paragraphs > 0)
        frame.symbol_font = symbol_font(attributes, style, self._frames[-1].symbol_font if self._frames else "")
        self._frames.append(frame)
        if level:
            frame.at_end.append(self._restoring("level"))
            self._lines.level = level
        self._begin(frame, tag, attributes, style)
        if attributes:
            self._find_places(frame, element, tag, attributes, style)

    def _begin(self, frame: _Frame, tag: str, attributes: Attributes, style: Style) -> None:
        if tag in ("td", "th"):
            self._begin_cell(frame)
        elif tag == "table":
            self.remarks["table"] += 1
        elif tag == "tr":
            self._rows.append([])
            frame.at_end.append(self._end_row)
        elif tag in LISTS:
            self._lists.append(list_of(tag, attributes, style))
            frame.at_end.append(self._end_list)
        elif tag == "li":
            self._begin_entry(frame, attributes, style)
        elif tag == "q":
            self._lines.text("“")
            frame.at_end.append(lambda: self._lines.text("”"))
        elif tag == "math":
            self.remarks["equation"] += 1

    def _leave(self) -> None:
        frame = self._frames.pop()
        if frame.is_block:
            self._lines.end_line()
        for finish in frame.at_end:
            finish()

    def _restoring(self, name: str) -> Callable[[], None]:
        """A way back to how ``name`` of the lines is now."""
        value = getattr(self._lines, name)
        return lambda: setattr(self._lines, name, value)

    # Tables and lists

    def _begin_cell(self, frame: _Frame) -> None:
        restore = self._restoring("passage")
        self._lines.passage, frame.begun = Passage(), 0

        def end() -> None:
            cell = self.passage
            restore()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self.passage.add(cell)

        frame.at_end.append(end)

    def _end_row(self) -> None:
        cells = self._rows.pop()
        if any(cell.paragraphs for cell in cells):
            self.passage.add_row(cells)

    def _end_list(self) -> None:
        self._lists.pop()

    def _begin_entry(self, frame: _Frame, attributes: Attributes, style: Style) -> None:
        label = (self._lists[-1] if self._lists else PageList()).label(attributes, style)
        self._lines.label += label
        self.remarks["label"] += bool(label)
        frame.at_end.append(lambda: setattr(self._lines, "label", ""))

    # Notes and comments

    def _find_places(self, frame: _Frame, element: LexborNode, tag: str, attributes: Attributes, style: Style) -> None:
        names = {attributes.get("id"), attributes.get("name") if tag == "a" else None}
        for target in [target for name in names if (target := f"{self._page}#{name}") in self._calls]:
            self._begin_note(target)
        if tag == "a" and (called := note_called(attributes, style)):
            self._call_note(self._resolved(called), " ".join(element.text(deep=True).split()))
        if reference := style.get("mso-comment-reference"):
            self._begin_commented(frame, html_comments.number_of(reference), style)

    def _begin_commented(self, frame: _Frame, number: str, style: Style) -> None:
        """Words that a comment is about."""
        self._times[number] = html_comments.time_of(style.get("mso-comment-date", ""))
        self._lines.write_space()
        passage = self.passage
        passage.mark(("from", number))
        frame.at_end.append(lambda: passage.mark_end(("to", number)))

    def _resolved(self, link: str) -> str:
        """The path and name of the place a link leads to."""
        path, _hash, name = link.partition("#")
        if not path:
            return f"{self._page}#{name}"
        return f"{posixpath.normpath(posixpath.join(posixpath.dirname(self._page), unquote(path)))}#{name}"

    def _call_note(self, target: str, label: str) -> None:
        if target not in self._calls and label:
            self._lines.write_space()
            self._calls[target] = label
            self.passage.mark(("call", target))

    def _begin_note(self, target: str) -> None:
        """The place a link leads to lies in the note: the element around it that is one, else the block."""
        inside_out = self._frames[::-1]
        frame = next((it for it in inside_out if it.holds_note), None) or next(it for it in inside_out if it.is_block)
        passage = self.passage
        if ("note from", target) not in passage.places:
            passage.places["note from", target] = frame.begun
            frame.at_end.append(lambda: passage.mark_end(("note to", target)))

    def _read_comments(self, comment_list: LexborNode) -> None:
        for element, memo, number in html_comments.comments_in(comment_list):
            words = PageText(self._original)
            words.read(element)
            at = self._times.get(number, "")
            self.comments.append((replace(memo, text=words.passage.text.strip(), at=at), number))
