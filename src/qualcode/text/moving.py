"""Blocks that were taken out in one place and put in at another, letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.text.alignment import shared
from qualcode.text.blocks import Block, Gap, common_end, common_start
from qualcode.text.ink import INK, Numbering
from qualcode.text.textmap import Edit

_RUNS = (12, 3)  # words; shorter blocks that moved cannot be told from chance

Move = tuple[int, int, int]  # where it stood, from and to, and where it begins now


class _Side(NamedTuple):
    """The words of one text that are in stretches that were taken out, or put in; an empty one at both ends of each stretch."""

    text: str
    words: list[tuple[int, int]]
    numbers: list[int]


def moves(old: str, new: str, edits: Sequence[Edit]) -> list[Move]:
    """The blocks that ``edits`` moved, in the order of the old text and apart on both sides.

    A block of which there is another copy in either text is left out: which one moved where cannot be seen.
    """
    numbering = Numbering()
    here = _side(old, [(edit.old_start, edit.old_end) for edit in edits], numbering)
    there = _side(new, [(edit.new_start, edit.new_end) for edit in edits], numbering)
    taken: set[int] = set()
    new_taken: set[int] = set()
    found: list[Move] = []
    for block in shared(here.numbers, there.numbers, numbering.bits, _RUNS):
        pairs = [(block.old + number, block.new + number) for number in range(block.length)]
        free = [(i, j) for i, j in pairs if i not in taken and j not in new_taken]
        runs = [_move(here, there, run) for run in _runs(here, there, free)]
        if any(_is_single(old, old[start:end]) and _is_single(new, old[start:end]) for start, end, _at in runs):
            found += runs
            taken.update(i for i, _j in free)
            new_taken.update(j for _i, j in free)
    return _apart(found)


def _side(text: str, stretches: Iterable[tuple[int, int]], numbering: Numbering) -> _Side:
    words: list[tuple[int, int]] = []
    numbers: list[int] = []
    for start, end in stretches:
        spans = [match.span() for match in INK.finditer(text, start, end)]
        if spans:
            words += [(start, start), *spans, (end, end)]
            numbers += [numbering.unlike(), *(numbering[text[one:other]] for one, other in spans), numbering.unlike()]
    return _Side(text, words, numbers)


def _runs(here: _Side, there: _Side, pairs: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """The stretches of ``pairs`` in which the words, and what stands between them, are the same letter by letter."""
    run = Block(0, 0, 0)
    for i, j in pairs:
        (start, end), (new_start, new_end) = here.words[i], there.words[j]
        same = here.text[start:end] == there.text[new_start:new_end]
        goes_on = run.length and (i, j) == (run.old + run.length, run.new + run.length)
        before, new_before = here.words[i - 1][1], there.words[j - 1][1]
        if same and goes_on and here.text[before:start] == there.text[new_before:new_start]:
            run = run._replace(length=run.length + 1)
            continue
        if run.length:
            yield run
        run = Block(i, j, int(same))
    if run.length:
        yield run


def _move(here: _Side, there: _Side, run: Block) -> Move:
    """The letters of ``run``, with the marks and spaces that are the same before and after it."""
    last, new_last = run.old + run.length - 1, run.new + run.length - 1
    start, end = here.words[run.old][0], here.words[last][1]
    new_start, new_end = there.words[run.new][0], there.words[new_last][1]
    room_before = Gap(here.words[run.old - 1][1], start, there.words[run.new - 1][1], new_start)
    room_after = Gap(end, here.words[last + 1][0], new_end, there.words[new_last + 1][0])
    before = common_end(here.text, there.text, room_before)
    return start - before, end + common_start(here.text, there.text, room_after), new_start - before


def _is_single(text: str, words: str) -> bool:
    first = text.find(words)
    return text.find(words, first + 1) < 0


def _apart(found: Iterable[Move]) -> list[Move]:
    """``found`` without the marks that two neighbours both have; in the order of the old text."""
    reached = 0
    in_new: list[Move] = []
    for start, end, there in sorted(found, key=lambda move: move[2]):
        cut = max(reached - there, 0)
        reached = there + end - start
        in_new.append((start + cut, end, there + cut))
    reached = 0
    in_old: list[Move] = []
    for start, end, there in sorted(in_new):
        cut = max(reached - start, 0)
        reached = end
        in_old.append((start + cut, end, there + cut))
    return in_old
