"""Blocks that were taken out in one place and put in at another, letter by letter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.text.anchor import find_once
from qualcode.text.revision.alignment import shared
from qualcode.text.revision.blocks import Block, Gap, common_end, common_start
from qualcode.text.revision.ink import INK, Numbering, weight
from qualcode.text.revision.textmap import Edit

_RUNS = (12, 3)  # words; shorter blocks that moved cannot be told from chance

_SENTENCE = re.compile(r"[^\s.!?。！？][^\n.!?。！？]*[.!?。！？]*[”’\"'」』）)]*")
_LONG = 300  # code points; sentences are looked for no further back than this

Stretch = tuple[int, int]
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
    out_of = [(edit.old_start, edit.old_end) for edit in edits]
    into = [(edit.new_start, edit.new_end) for edit in edits]
    found = _of_words(old, new, out_of, into)
    left = _without(out_of, [(start, end) for start, end, _there in found])
    left_there = _without(into, sorted((there, there + end - start) for start, end, there in found))
    return _apart([*found, *_of_sentences(old, new, left, left_there)])


def _of_words(old: str, new: str, out_of: Sequence[Stretch], into: Sequence[Stretch]) -> list[Move]:
    """Blocks of several words."""
    numbering = Numbering()
    here, there = _side(old, out_of, numbering), _side(new, into, numbering)
    taken: set[int] = set()
    new_taken: set[int] = set()
    found: list[Move] = []
    for block in shared(here.numbers, there.numbers, numbering.bits, _RUNS):
        pairs = [(block.old + number, block.new + number) for number in range(block.length)]
        free = [(i, j) for i, j in pairs if i not in taken and j not in new_taken]
        runs = [_move(here, there, run) for run in _runs(here, there, free)]
        if any(find_once(old, old[start:end]) and find_once(new, old[start:end]) for start, end, _at in runs):
            found += runs
            taken.update(i for i, _j in free)
            new_taken.update(j for _i, j in free)
    return found


def _of_sentences(old: str, new: str, out_of: Iterable[Stretch], into: Iterable[Stretch]) -> list[Move]:
    """Whole sentences and lines, however short, whose words stand nowhere else."""
    pieces, new_pieces = list(_sentences(old, out_of)), list(_sentences(new, into))
    numbers: dict[str, int] = {}
    ids = [numbers.setdefault(old[start:end], len(numbers)) for start, end in pieces]
    new_ids = [numbers.setdefault(new[start:end], len(numbers)) for start, end in new_pieces]
    blocks = shared(ids, new_ids, list(map(weight, numbers)), (1,))
    pairs = [(pieces[it.old + n], new_pieces[it.new + n][0]) for it in blocks for n in range(it.length)]
    return [
        (start, end, there)
        for (start, end), there in pairs
        if find_once(old, old[start:end]) and find_once(new, old[start:end])
    ]


def _sentences(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The sentences, and lines without any, that are wholly in one of ``stretches``."""
    for start, end in stretches:
        before = max(text.rfind("\n", 0, start) + 1, start - _LONG)
        for match in _SENTENCE.finditer(text, before, min(end + 1, len(text))):
            if start <= match.start() and match.end() <= end and INK.search(match[0]):
                yield match.span()


def _without(stretches: Iterable[Stretch], taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """What of ``stretches`` is not ``taken``; both are in order and apart."""
    starts, ends = [start for start, _end in taken], [end for _start, end in taken]
    for start, end in stretches:
        for taken_start, taken_end in taken[bisect_right(ends, start) : bisect_left(starts, end)]:
            yield start, taken_start
            start = taken_end
        yield start, end


def _side(text: str, stretches: Iterable[Stretch], numbering: Numbering) -> _Side:
    words: list[tuple[int, int]] = []
    numbers: list[int] = []
    for start, end in stretches:
        spans = [match.span() for match in INK.finditer(text, start, end)]
        if spans:
            words += [(start, start), *spans, (end, end)]
            numbers += [numbering.unlike(), *(numbering[text[one:other]] for one, other in spans), numbering.unlike()]
    return _Side(text, words, numbers)


def _runs(here: _Side, there: _Side, pairs: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """The stretches of ``pairs`` of words in which these, and what stands between them, are the same letter by letter."""
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


def _apart(found: Iterable[Move]) -> list[Move]:
    """``found`` without the marks that two neighbours both have; in the order of the old text."""
    reached = new_reached = 0
    in_new: list[Move] = []
    for start, end, there in sorted(found, key=lambda move: move[2]):
        cut = max(new_reached - there, 0)
        new_reached = there + end - start
        in_new.append((start + cut, end, there + cut))
    in_old: list[Move] = []
    for start, end, there in sorted(in_new):
        cut = max(reached - start, 0)
        reached = end
        in_old.append((start + cut, end, there + cut))
    return [move for move in in_old if move[0] < move[1]]
