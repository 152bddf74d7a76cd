"""Tracked changes: the text as if all were accepted, or as if all were rejected.

What is out may be a wrapper around runs, a mark in the properties of a row or a cell, or a mark in the properties of a
paragraph: then the paragraph's end is out, and the next one goes on where it stops. Comments anchored in what is out keep
their place.
Source: ECMA-376 part 1, section 17.13.5.
"""

from __future__ import annotations

from collections import Counter

from lxml.etree import _Element as Element

from qualcode.formats.docx.found import Found
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.paragraphs import following_block, join, take_away, take_out


def accept_changes(found: Found, names: Names) -> Counter[str]:
    """Take out deletions; the changes are counted."""
    for former in found.of((names.former_properties,)):
        take_away(former)
    _settle(found, names, names.deletions)
    return _counted(found, names)


def reject_changes(found: Found, names: Names) -> Counter[str]:
    """Take out insertions, bring deletions and former properties of paragraphs back; the changes are counted."""
    for former in found.of((names.former_properties,)):
        _restore_properties(former, names)
    for element in found.of((names.deleted_text,)):
        element.tag = names.text
    _settle(found, names, names.insertions)
    return _counted(found, names)


def _counted(found: Found, names: Names) -> Counter[str]:
    return Counter(insertion=len(found.of(names.insertions)), deletion=len(found.of(names.deletions)))


def _restore_properties(former: Element, names: Names) -> None:
    """Put what a paragraph's properties were in the place of what they are, but for the marks of its end."""
    properties, old = former.getparent(), former.find(names.paragraph_properties)
    take_away(former)
    if properties is not None:
        mark = properties.find(names.run_properties)
        properties[:] = [*(list(old) if old is not None else []), *([mark] if mark is not None else [])]


def _settle(found: Found, names: Names, out: tuple[str, ...]) -> None:
    """Remove what is out."""
    ended: list[Element] = []
    for element in found.of(out):
        if (paragraph := _taken_out(element, names)) is not None:
            ended.append(paragraph)
    for table in found.of((names.table,)):
        if next(table.iter(names.row), None) is None:
            take_out(table, names)
    _join_where_the_end_is_out(ended, names)


def _taken_out(element: Element, names: Names) -> Element | None:
    """Remove what a change is about, or return the paragraph if it is about the end of one."""
    parent = element.getparent()
    holder = None if parent is None else parent.getparent()
    if parent is None or holder is None:
        take_out(element, names)
    elif parent.tag == names.numbering:
        take_away(parent)
    elif parent.tag == names.row_properties or element.tag in names.cell_marks:
        take_out(holder, names)
    elif parent.tag == names.run_properties and holder.tag == names.paragraph_properties:
        return holder.getparent()
    else:
        take_out(element, names)
    return None


def _join_where_the_end_is_out(ended: list[Element], names: Names) -> None:
    """Let the next paragraph go on; an empty one in front of a table goes, as there is nothing left of it."""
    into: dict[Element, Element] = {}
    for paragraph in ended:
        target = into.get(paragraph, paragraph)
        following = following_block(target, names)
        if following is None:
            continue
        if following.tag == names.paragraph:
            join(target, following, names)
            into[following] = target
        elif following.tag == names.table and next(target.iter(*names.visible), None) is None:
            take_out(target, names)
