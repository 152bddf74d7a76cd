"""Paragraphs that are stored apart and read as one."""

from __future__ import annotations

from lxml.etree import _Element as Element

from qualcode.formats.docx.names import Names


def following_block(paragraph: Element, names: Names) -> Element | None:
    """The paragraph, table or other block right behind a paragraph, None where there is none."""
    return next(paragraph.itersiblings(*names.blocks), None)


def following_paragraph(paragraph: Element, names: Names) -> Element | None:
    """The paragraph right behind one; None where another block comes first, or nothing."""
    following = following_block(paragraph, names)
    return following if following is not None and following.tag == names.paragraph else None


def join(first: Element, second: Element, names: Names) -> None:
    """Make two paragraphs, the one right behind the other, one: ``first`` goes on as ``second`` and takes its properties.

    Word stores what a paragraph is (heading, list) with its end, and it is the end of ``second`` that is left.
    """
    own = first.find(names.paragraph_properties)
    if own is not None:
        first.remove(own)
    while (sibling := first.getnext()) is not None and sibling is not second:
        first.append(sibling)
    properties = second.find(names.paragraph_properties)
    if properties is not None:
        first.insert(0, properties)
    first.extend(list(second))
    take_away(second)


def take_away(element: Element) -> None:
    """Remove an element with all that is in it."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def take_out(element: Element, names: Names) -> None:
    """Remove an element, but leave the anchors of comments where it stood."""
    if element.getparent() is not None:
        for anchor in list(element.iter(*names.anchors)):
            element.addprevious(anchor)
        take_away(element)
