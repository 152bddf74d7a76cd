"""What was put in or taken out, put where a person would have done it.

Where "B." was put in after "A.", the letters say as well that ".B" was put in before the full stop. Whole lines are likelier
than parts of lines, then whole sentences, then whole words. Where several places are as likely, as with two like answers
one of which was taken out, which of the two is new cannot be seen, and all of them become one edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qualcode.text.revision.blocks import Block, Gap, common_end, common_start
from qualcode.text.revision.ink import INK, Words, inside_word
from qualcode.text.revision.textmap import Edit

_LONG = 500  # places; as many are only found in text that repeats itself
_SENTENCE_END = re.compile(r"(?:[.!?…。！？][”’\"'」』）)]*\s*|\n|\A)\Z")
_SEEN_BACK = 9  # code points of a sentence's end that are looked at


def settled_words(old: Words, new: Words, blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` of words that stayed, where words were only put in or taken out between two, at the likeliest place."""
    found = [Block(0, 0, 0)]
    for block in (*blocks, Block(len(old.numbers), len(new.numbers), 0)):
        last, block = _taking_in(old, new, found[-1], block)
        first = final = 0
        if last.old_end == block.old and last.new_end < block.new:
            first, final = _shifts_of_words(new, last.new_end, block.new, last.length, block.length)
        elif last.old_end < block.old and last.new_end == block.new:
            first, final = _shifts_of_words(old, last.old_end, block.old, last.length, block.length)
        found[-1] = last._replace(length=last.length + first)
        found.append(Block(block.old + final, block.new + final, block.length - final))
    return [block for block in found if block.length]


def _taking_in(old: Words, new: Words, last: Block, block: Block) -> tuple[Block, Block]:
    """Two blocks with all words of the shorter side of what lies between, if it is the start and the end of the longer side."""
    gap = Gap(last.old_end, block.old, last.new_end, block.new)
    less = min(gap.old_length, gap.new_length)
    after = common_start(old.numbers, new.numbers, gap)
    before = less - after
    if not less or common_end(old.numbers, new.numbers, gap) < before:
        return last, block
    longer = Block(block.old - before, block.new - before, block.length + before)
    return last._replace(length=last.length + after), longer


def settled(old: str, new: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """``edits``, those that only put in or only take out at their likeliest place."""
    reached = 0
    for number, edit in enumerate(edits):
        following = edits[number + 1].old_start if number + 1 < len(edits) else len(old)
        before, after = edit.old_start - reached, following - edit.old_end
        first = final = 0
        if edit.old_start == edit.old_end:
            first, final = _shifts_of_letters(new, edit.new_start, edit.new_end, before, after)
        elif edit.new_start == edit.new_end:
            first, final = _shifts_of_letters(old, edit.old_start, edit.old_end, before, after)
        yield Edit(edit.old_start + first, edit.old_end + final, edit.new_start + first, edit.new_end + final)
        reached = edit.old_end + final


def _shifts_of_words(words: Words, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """From where to where words may have been put in or taken out, among as many ``before`` and ``after``."""
    first, final = _reach(words.numbers, start, end, before, after)
    places = {shift: (words.starts_at(start + shift), words.starts_at(end + shift)) for shift in _few(first, final)}
    return _likeliest(words.text, places) or (first, final)


def _shifts_of_letters(text: str, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """The same for letters; marks and spaces that are on both sides stay before what was put in."""
    first, final = _reach(text, start, end, before, after)
    first, final = _likeliest(text, {at: (start + at, end + at) for at in _few(first, final)}) or (first, final)
    return (first if INK.search(text, start + first, start + final) else final), final


def _reach(sequence: Sequence[object], start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """How far to the left, and to the right, the stretch can be moved without changing what is left or comes about."""
    left = common_end(sequence, sequence, Gap(start - before, start, end - before, end))
    return -left, common_start(sequence, sequence, Gap(start, start + after, end, end + after))


def _few(first: int, final: int) -> range:
    return range(first, final + 1) if final - first <= _LONG else range(0)


def _likeliest(text: str, places: Mapping[int, tuple[int, int]]) -> tuple[int, int] | None:
    """The first and the last of the places that are likeliest."""
    standing = {shift: _standing(text, *place) for shift, place in places.items()}
    best = [shift for shift, level in standing.items() if level == max(standing.values())]
    return (best[0], best[-1]) if best else None


def _standing(text: str, start: int, end: int) -> int:
    """Whether ``start`` to ``end`` are whole lines (3), sentences (2), words (1) or none of these (0)."""
    if (start == 0 or text[start - 1] == "\n") and (text[end - 1] == "\n" or end == len(text)):
        return 3
    if text[start] == "\n" and end == len(text):
        return 3
    if all(_SENTENCE_END.search(text[max(at - _SEEN_BACK, 0) : at]) for at in (start, end)):
        return 2
    return int(not inside_word(text, start) and not inside_word(text, end))
