"""The text of a WordprocessingML part, in reading order, as if every tracked change had been accepted.

The tree is first put right: deletions out, one of several alternatives kept, text boxes behind the paragraph that holds
them. Then one walk gathers the text. Both stay inside lxml but for the elements they are about, which keeps the whole near
the price of parsing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from qualcode.formats.docx_names import Names, names_of
from qualcode.formats.docx_symbols import UNKNOWN

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class Body:
    """A part as text.

    ``paragraphs`` are without their line ends; a soft break inside one is "\\n". ``styles`` and ``outlines`` give for some
    paragraphs, by ordinal, the style's id and the outline level set on the paragraph itself ("0" is the highest, "9" is
    body text). ``remarks`` counts what a report should mention.
    """

    paragraphs: list[str] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    outlines: dict[int, str] = field(default_factory=dict)
    remarks: Counter[str] = field(default_factory=Counter)


def read_body(root: Element) -> Body:
    """The text of the part of a Word document with this root element, which is changed on the way."""
    names = names_of(root)
    body = Body()
    continued = _put_right(root, names, body)
    _gather(root, names, body, continued)
    return body


def _put_right(root: Element, names: Names, body: Body) -> set[Element]:
    """Take out what is not read and move text boxes; the paragraphs that continue the one before are returned."""
    continued: set[Element] = set()
    boxes = []
    for element in list(root.iter(*names.misplaced)):
        if element.tag == names.box:
            boxes.append(element)
        elif element.tag == names.alternatives:
            _keep_first_choice(element, names)
        elif element.tag == names.phonetic:
            body.remarks["phonetic guide"] += 1
            _take_out(element)
        else:
            body.remarks["deletion"] += 1
            _take_out_deleted(element, names, continued)
    _move_boxes([box for box in boxes if _is_in(box, root)], names)
    return continued


def _take_out(element: Element) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _take_out_deleted(element: Element, names: Names, continued: set[Element]) -> None:
    """A deletion is a wrapper around what was deleted, or a mark in the properties of a row, a cell or a paragraph's end."""
    parent = element.getparent()
    holder = None if parent is None else parent.getparent()
    if parent is None or holder is None:
        _take_out(element)
    elif parent.tag == names.row_properties or element.tag == names.cell_deletion:
        _take_out(holder)
    elif parent.tag == names.run_properties and holder.tag == names.paragraph_properties:
        _continue_after(holder.getparent(), names, continued)
    else:
        _take_out(element)


def _continue_after(paragraph: Element | None, names: Names, continued: set[Element]) -> None:
    """The end of ``paragraph`` was deleted: the next one goes on where it stops, unless a table lies between."""
    if paragraph is not None:
        following = next(paragraph.itersiblings(names.paragraph, names.table), None)
        if following is not None and following.tag == names.paragraph:
            continued.add(following)


def _keep_first_choice(element: Element, names: Names) -> None:
    """The same thing is stored several times, for old and new programs; it is read once."""
    first = element.find(names.choice)
    if first is not None:
        element[:] = [first]


def _is_in(element: Element, root: Element) -> bool:
    return any(ancestor is root for ancestor in element.iterancestors())


def _move_boxes(boxes: list[Element], names: Names) -> None:
    """Put the paragraphs of text boxes behind the paragraph that holds the box; from the last, so that order is kept."""
    frames = [frame for box in boxes for frame in box.iterancestors(*names.frames)]
    for box in reversed(boxes):
        holder = next(box.iterancestors(names.paragraph), None)
        if holder is not None:
            for child in reversed(list(box)):
                holder.addnext(child)
    for frame in frames:
        _take_out(frame)


def _gather(root: Element, names: Names, body: Body, continued: set[Element]) -> None:
    """One walk in document order; what is in ``continued`` belongs to the paragraph before it."""
    text_tag, paragraph_tag = names.text, names.paragraph
    characters, remarks = names.characters, names.remarks
    pieces: list[str] = []
    paragraphs: list[list[str]] = []
    for element in root.iter(*names.read):
        tag = element.tag
        if tag == text_tag:
            text = element.text or ""
            # A line end inside a text means a space; only an element of its own begins a line.
            pieces.append(_LINE_END.sub(" ", text) if "\n" in text or "\r" in text else text)
        elif tag == paragraph_tag:
            if element not in continued:
                pieces = []
                paragraphs.append(pieces)
        elif tag in characters:
            pieces.append(characters[tag](element))
        elif tag in remarks:
            body.remarks[remarks[tag]] += 1
        else:
            _note_property(element, names, body, len(paragraphs) - 1)
    body.paragraphs = ["".join(pieces) for pieces in paragraphs]
    if body.paragraphs:
        body.paragraphs[0] = body.paragraphs[0].lstrip("\ufeff")
    body.remarks["unknown symbol"] = sum(pieces.count(UNKNOWN) for pieces in paragraphs)


def _note_property(element: Element, names: Names, body: Body, ordinal: int) -> None:
    """A property of the paragraph itself; what it was before a tracked change lies one element deeper."""
    properties = element.getparent()
    holder = None if properties is None else properties.getparent()
    if holder is None or holder.tag != names.paragraph:
        return
    if element.tag == names.style:
        body.styles[ordinal] = names.value(element)
    elif element.tag == names.outline:
        body.outlines[ordinal] = names.value(element)
    else:
        body.remarks["list label"] += 1
