"""Two versions of a text compared: by lines, then by words, then letter by letter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from qualcode.text.anchor import find_once
from qualcode.text.revision.alignment import align
from qualcode.text.revision.blocks import Block, Gap, common_start, gaps
from qualcode.text.revision.ink import Numbering, Words, weight
from qualcode.text.revision.relabelling import relabelled
from qualcode.text.revision.seams import seam
from qualcode.text.revision.sliding import settled, settled_words
from qualcode.text.revision.textmap import Edit

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_PHRASE = 40  # letters; what is longer is hardly said twice
_RUNS = (12, 4, 1)  # words that stand only once together are anchors


def edits(old: str, new: str) -> list[Edit]:
    """What was changed, in order; what lies outside surely stayed. Two of them may touch."""
    if old == new:
        return []
    numbering = Numbering()
    found = [edit for gap in _changed_lines(old, new) for edit in _in_gap(old, new, gap, numbering)]
    return list(relabelled(old, new, settled(old, new, _without_strays(old, new, found))))


def _changed_lines(old: str, new: str) -> Iterator[Gap]:
    """The stretches between the lines that stayed."""
    lines, new_lines = _LINE.findall(old), _LINE.findall(new)
    numbers: dict[str, int] = {}
    ids, new_ids = ([numbers.setdefault(line, len(numbers)) for line in side] for side in (lines, new_lines))
    starts, new_starts = ([0, *accumulate(map(len, side))] for side in (lines, new_lines))
    blocks = align(ids, new_ids, list(map(weight, numbers)), (1,))
    for gap in gaps(blocks, Gap(0, len(lines), 0, len(new_lines))):
        changed = Gap(starts[gap.old], starts[gap.old_end], new_starts[gap.new], new_starts[gap.new_end])
        if changed.old < changed.old_end or changed.new < changed.new_end:
            yield changed


def _in_gap(old: str, new: str, gap: Gap, numbering: Numbering) -> Iterator[Edit]:
    """What was changed between and inside the words that stayed."""
    words, new_words = numbering.words(old, gap.old, gap.old_end), numbering.words(new, gap.new, gap.new_end)
    bits = numbering.weights([*words.numbers, *new_words.numbers])
    at, new_at = gap.old, gap.new
    for block in settled_words(words, new_words, align(words.numbers, new_words.numbers, bits, _RUNS)):
        yield from seam(old, new, Gap(at, words.spans[block.old][0], new_at, new_words.spans[block.new][0]))
        yield from _within(words, new_words, block)
        at, new_at = words.spans[block.old_end - 1][1], new_words.spans[block.new_end - 1][1]
    yield from seam(old, new, Gap(at, gap.old_end, new_at, gap.new_end))


def _within(words: Words, new_words: Words, block: Block) -> Iterator[Edit]:
    """The edits between the words of ``block``, and in those that differ in case or width."""
    old, new = words.text, new_words.text
    spans, new_spans = words.spans[block.old : block.old_end], new_words.spans[block.new : block.new_end]
    rest = Gap(spans[0][0], spans[-1][1], new_spans[0][0], new_spans[-1][1])
    while rest.old < rest.old_end:
        same = rest.old + common_start(old, new, rest)
        if same == rest.old_end:
            break
        number = bisect_right(spans, same, key=lambda span: span[1])
        (start, end), (new_start, new_end) = spans[number], new_spans[number]
        if same < start or new_start - start != rest.new - rest.old:  # they differ before the word
            start, end, new_start, new_end = spans[number - 1][1], start, new_spans[number - 1][1], new_start
        yield from seam(old, new, Gap(start, end, new_start, new_end))
        rest = rest._replace(old=end, new=new_end)


def _without_strays(old: str, new: str, found: Sequence[Edit]) -> list[Edit]:
    """``found``, those joined that are parted only by a phrase that both texts use elsewhere too, and are longer than it."""
    joined: list[Edit] = []
    for edit in found:
        while joined and _is_stray(old, new, joined[-1], edit):
            edit = Edit(joined[-1].old_start, edit.old_end, joined.pop().new_start, edit.new_end)
        joined.append(edit)
    return joined


def _is_stray(old: str, new: str, one: Edit, other: Edit) -> bool:
    """Whether what stayed between two edits may be there by chance."""
    length = other.old_start - one.old_end
    if not 0 < length <= _PHRASE or min(map(_size, (one, other))) < 3 * length:
        return False
    phrase = old[one.old_end : other.old_start]
    return not (find_once(old, phrase) and find_once(new, phrase))


def _size(edit: Edit) -> int:
    return max(edit.old_end - edit.old_start, edit.new_end - edit.new_start)
