"""The text of a part as one stream, interrupted only where something other than text stands.

Asking Python about every run would cost more than parsing. So the tree is marked instead, paragraphs and whatever needs thought
with a carriage return, which is taken out of texts if any holds one. Then lxml writes the text of the whole tree at once, and
it is cut at the marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from qualcode.formats.docx.found import Found
from qualcode.formats.docx.names import Names

_MARK = "\r"
_LINE_END = re.compile(r"\r\n?|\n")
# Namespaces whose elements hold no text of their own outside of pictures.
_KNOWN = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "urn:schemas-microsoft-com:",
    "http://purl.oclc.org/ooxml/",
    "http://www.wps.cn/",
)


@dataclass(slots=True)
class Properties:
    """What a paragraph says of itself that matters here: its style's id, "" for none, and more where it does."""

    style: str = ""
    outline: str | None = None
    numbering: Element | None = None

    def note(self, tag: str, element: Element, names: Names) -> None:
        """Take notice of a property."""
        if tag == names.outline:
            self.outline = names.value(element)
        elif tag == names.numbering:
            self.numbering = element


Mark = Element | Properties
Stretches = list[tuple[Mark, str]]


@dataclass(frozen=True, slots=True)
class Flow:
    """A part as a stream: text, then by turns what interrupts it and the text behind it.

    Each "\\n" in the text is the beginning of a paragraph, but that of the very first is left out. A cell of a table stands
    in the place of its first paragraph's "\\n" where that goes on behind another cell of the row.
    """

    head: str
    stretches: Stretches

    @property
    def text(self) -> str:
        """The text alone, a line for each piece."""
        return "\n".join((self.head, *(text for _mark, text in self.stretches)))

    def stories(self, names: Names) -> dict[str, Stretches]:
        """The notes or comments of a part, by id; those that only hold a line that separates are left out."""
        found: dict[str, Stretches] = {}
        stretches: Stretches = []
        for mark, text in self.stretches:
            if not isinstance(mark, Properties) and mark.tag in names.stories:
                stretches = []
                if names.kind(mark) in ("", "normal") or mark.tag == names.comment:
                    found[mark.get(names.identity, "")] = stretches
            stretches.append((mark, text))
        return found


def flow(root: Element, names: Names, found: Found, is_plain: Callable[[str], bool]) -> Flow:
    """The stream of a part whose tree has been put right; the tree is marked on the way.

    ``found`` is what stands in it; ``is_plain`` tells of a style whether nothing follows from it.
    """
    if not all(namespace.startswith(_KNOWN) for namespace in root.nsmap.values()):
        _leave_only_text(root, names)
    marks, special = _marks(found, names, is_plain)
    pieces = _cut(root, marks)
    if len(pieces) != len(marks) + 1:
        _leave_only_text(root, names)
        _leave_no_line_ends(root, names)
        pieces = _cut(root, marks)
    texts = _lines(pieces, special)
    return Flow(texts[0], list(zip(special.values(), texts[1:], strict=True)))


def _marks(found: Found, names: Names, is_plain: Callable[[str], bool]) -> tuple[list[Element], dict[int, Mark]]:
    """What is to be marked: paragraphs and what needs thought, the latter by its place among all."""
    marks: list[Element] = []
    special: dict[int, Mark] = {}
    cells = _Cells(names)
    style, own = "", None
    paragraph, named, value = names.paragraph, names.style, names.w("val")
    for tag, element in found.elements:
        if tag == paragraph:
            style, own = "", None
            if cells.later is not None and (cell := cells.opened_by(element)) is not None:
                special[len(marks)] = cell
            marks.append(element)
        elif tag == named and is_plain(style := element.get(value, "")):
            continue
        elif tag in names.properties:
            if own is None:
                special[len(marks)] = own = Properties(style)
                marks.append(element)
            own.note(tag, element, names)
        elif tag == names.cell:
            cells.begin(element)
        elif tag in names.marked:
            if tag == names.row:
                cells.begin_row()
            special[len(marks)] = element
            marks.append(element)
    return marks, special


class _Cells:
    """Tells which paragraphs open a cell behind another one of its row; ``later`` is such a cell that waits for one.

    A cell that begins with a table of its own is none: it begins a line, as every row does.
    """

    def __init__(self, names: Names) -> None:
        self._tag = names.cell
        self._row_begins = False
        self.later: Element | None = None

    def begin_row(self) -> None:
        self._row_begins, self.later = True, None

    def begin(self, cell: Element) -> None:
        self.later = None if self._row_begins else cell
        self._row_begins = False

    def opened_by(self, paragraph: Element) -> Element | None:
        """The cell that waits, if the paragraph stands in it; none waits any more."""
        cell, self.later = self.later, None
        if cell is not None and (paragraph.getparent() is cell or cell in paragraph.iterancestors(self._tag)):
            return cell
        return None


def _cut(root: Element, marks: list[Element]) -> list[str]:
    """The text between the marks; nothing where texts hold line ends themselves, so that it must be cut again."""
    for element in marks:
        element.text = _MARK
    text = etree.tostring(root, method="text", encoding="unicode")
    return [] if "\n" in text else text.split(_MARK)


def _lines(pieces: list[str], special: Iterable[int]) -> list[str]:
    """The text up to the first special mark and behind each: every other mark begins a line, but the first of all."""
    texts = ["\n".join(pieces[start + 1 : end + 1]) for start, end in pairwise((-1, *special, len(pieces) - 1))]
    first = next((at for at, text in enumerate(texts) if text), 0)
    texts[first] = texts[first].removeprefix("\n").lstrip("\ufeff")
    return texts


def _leave_only_text(root: Element, names: Names) -> None:
    """Take every text out of the tree that does not stand in w:t."""
    for found in _texts_elsewhere(names.namespace)(root):
        if found.is_tail:
            found.getparent().tail = None
        else:
            found.getparent().text = None


@cache
def _texts_elsewhere(namespace: str) -> Any:
    return etree.XPath("//text()[not(parent::w:t)]", namespaces={"w": namespace})


def _leave_no_line_ends(root: Element, names: Names) -> None:
    """A line end inside a text means a space; only an element of its own begins a line."""
    for element in root.iter(names.text):
        words = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
        element[:] = []
        element.text = _LINE_END.sub(" ", words)
