"""Numbered lines that got other numbers: a clause that was put in before the fifth makes that the sixth.

The letters say as well that all from the number on was put in between "Article 5" and its words, up to "Article 6". But
what was put in is whole lines, and the number in front of the words is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.text.revision.blocks import Gap
from qualcode.text.revision.seams import seam
from qualcode.text.revision.textmap import Edit

_NUMBER = re.compile(r"[一二三四五六七八九十百千〇零\d]+|(?<=[(（])[a-z](?=[)）])")
_LONGEST = 20  # code points of what stands before the words of a line


def relabelled(old: str, new: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """``edits``, those that put in or take out lines between a number and its words with the lines before it."""
    reached = 0
    for edit in edits:
        yield from _relabelled(old, new, edit, reached) or [edit]
        reached = edit.old_end


def _relabelled(old: str, new: str, edit: Edit, reached: int) -> list[Edit]:
    """``edit`` in two or more: the lines that were put in or taken out, and the number that became another."""
    both = min(edit.old_end - edit.old_start, edit.new_end - edit.new_start)
    old_end, new_end = edit.old_end - both, edit.new_end - both
    if old[old_end : edit.old_end] != new[new_end : edit.new_end]:
        return []
    more = old_end == edit.old_start
    label, number = _labels(new, edit.new_start, new_end) if more else _labels(old, edit.old_start, old_end)
    start, new_start = edit.old_start - label, edit.new_start - label
    if not label or start < reached:
        return []
    if more:
        lines = Edit(start, start, new_start, new_end - number)
    else:
        lines = Edit(start, old_end - number, new_start, new_start)
    return [lines, *seam(old, new, Gap(lines.old_end, old_end, lines.new_end, new_end))]


def _labels(text: str, start: int, end: int) -> tuple[int, int]:
    """How long the number before ``start`` is, and the one before ``end``, if both open their lines and look alike; else 0."""
    line, last = text.rfind("\n", 0, start) + 1, text.rfind("\n", start, end) + 1
    label, number = text[line:start], text[last:end]
    if last <= start or len(label) > _LONGEST or label == number or not _NUMBER.search(label):
        return 0, 0
    alike = _NUMBER.sub("0", label) == _NUMBER.sub("0", number)
    return (len(label), len(number)) if alike else (0, 0)
