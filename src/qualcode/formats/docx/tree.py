"""Puts the tree of a part right before its text is taken: of what is stored twice one copy, boxes behind their paragraph.

Each step is taken only where the part has any of the elements it is about; nearly all documents have few of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

from lxml.etree import _Element as Element

from qualcode.formats.docx.changes import accept_changes, reject_changes
from qualcode.formats.docx.characters import write_characters
from qualcode.formats.docx.fields import leave_results
from qualcode.formats.docx.found import Found, find
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.paragraphs import following_paragraph, join, take_out

_DROP_CAPS = ("drop", "margin")
_Step = Callable[[Found, Names], Counter[str]]


def put_right(root: Element, names: Names, original: bool) -> tuple[Found, Counter[str]]:
    """Change the tree under ``root`` so that what is left in it is what is read, in the order in which it is read.

    ``original`` rejects tracked changes instead of accepting them. Returned is what is in the tree then, and how often there
    is what a report should mention.
    """
    remarks: Counter[str] = Counter()
    found = find(root, names)
    for tags, step in _steps(names, original):
        if found.has(tags):
            remarks += step(found, names)
            found = find(root, names)
    remarks += write_characters(found, names)
    if found.has((names.hidden,)):
        remarks["hidden"] += sum(1 for mark in found.of((names.hidden,)) if _hides_a_run(mark, names))
    for remark, tags in names.counted.items():
        remarks[remark] += len(found.of(tags)) if found.has(tags) else 0
    return found, remarks


@cache
def _steps(names: Names, original: bool) -> tuple[tuple[tuple[str, ...], _Step], ...]:
    """What changes the tree, in this order, where one of the tags is there."""
    return (
        ((names.alternatives,), _keep_first_choices),
        (names.changes, reject_changes if original else accept_changes),
        ((names.phonetic,), _take_out_phonetics),
        ((names.box, *names.pictures), _move_boxes),
        ((names.frame,), _join_drop_caps),
        ((names.field_mark,), leave_results),
    )


def _keep_first_choices(found: Found, names: Names) -> Counter[str]:
    """The same thing is stored several times, for old and new programs; the first that says anything here is read."""
    for element in found.of((names.alternatives,)):
        readable = (copy for copy in element if next(copy.iter(names.paragraph, *names.visible), None) is not None)
        first = next(readable, element.find(names.choice))
        if first is not None:
            element[:] = [first]
    return Counter()


def _take_out_phonetics(found: Found, names: Names) -> Counter[str]:
    guides = found.of((names.phonetic,))
    for guide in guides:
        take_out(guide, names)
    return Counter({"phonetic guide": len(guides)})


def _move_boxes(found: Found, names: Names) -> Counter[str]:
    """Put the paragraphs of text boxes behind the paragraph that holds the box; from the last, so that order is kept."""
    pictures, boxes = found.of(names.pictures), found.of((names.box,))
    framed = {picture for box in boxes for picture in box.iterancestors(*names.pictures)}
    for box in reversed(boxes):
        holder = next(box.iterancestors(names.paragraph), None)
        if holder is not None:
            for child in reversed(list(box)):
                holder.addnext(child)
    for picture in pictures:
        take_out(picture, names)
    return Counter({"picture": len(pictures) - len(framed)})


def _join_drop_caps(found: Found, names: Names) -> Counter[str]:
    """A letter that is set large is a paragraph of its own; it begins the next one."""
    for frame in found.of((names.frame,)):
        paragraph = next(frame.iterancestors(names.paragraph), None)
        if paragraph is None or frame.get(names.w("dropCap")) not in _DROP_CAPS:
            continue
        following = following_paragraph(paragraph, names)
        if following is not None:
            join(paragraph, following, names)
    return Counter()


def _hides_a_run(mark: Element, names: Names) -> bool:
    holder = next(mark.iterancestors(names.run, names.paragraph_properties), None)
    return names.is_on(mark) and holder is not None and holder.tag == names.run
