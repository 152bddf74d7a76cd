"""Stretches of two sequences that are equal, and what lies between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Block(NamedTuple):
    """``length`` elements, from ``old`` on in one sequence and from ``new`` on in the other, that are equal."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old sequence."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new sequence."""
        return self.new + self.length

    @property
    def shift(self) -> int:
        """How much further on it stands in the new sequence."""
        return self.new - self.old


class Gap(NamedTuple):
    """A stretch of the old sequence and the stretch of the new one that may have become of it."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def old_length(self) -> int:
        """How long it is in the old sequence."""
        return self.old_end - self.old

    @property
    def new_length(self) -> int:
        """How long it is in the new sequence."""
        return self.new_end - self.new

    @property
    def cells(self) -> int:
        """In how many ways an element of one side can belong to one of the other; 0 where a side is empty."""
        return self.old_length * self.new_length


def common_start(old: Sequence[object], new: Sequence[object], gap: Gap) -> int:
    """How many elements are equal at the start of ``gap``."""
    return _extent(gap, lambda a, b: old[gap.old + a : gap.old + b] == new[gap.new + a : gap.new + b])


def common_end(old: Sequence[object], new: Sequence[object], gap: Gap) -> int:
    """How many elements are equal at the end of ``gap``."""
    return _extent(gap, lambda a, b: old[gap.old_end - b : gap.old_end - a] == new[gap.new_end - b : gap.new_end - a])


def gaps(blocks: Iterable[Block], whole: Gap) -> Iterator[Gap]:
    """What lies between ``blocks``, which are in order and apart; also where it is empty."""
    edges = [Block(whole.old, whole.new, 0), *blocks, Block(whole.old_end, whole.new_end, 0)]
    for one, other in pairwise(edges):
        yield Gap(one.old_end, other.old, one.new_end, other.new)


def merged(blocks: Iterable[Block]) -> list[Block]:
    """``blocks``, which are in order, those that go on where the one before ends made one."""
    found: list[Block] = []
    for block in blocks:
        if found and (found[-1].old_end, found[-1].new_end) == (block.old, block.new):
            block = Block(found[-1].old, found[-1].new, found.pop().length + block.length)
        found.append(block)
    return found


def agreed(one: Sequence[Block], other: Sequence[Block]) -> list[Block]:
    """What is in both of two lists of blocks that are in order and apart."""
    both: list[Block] = []
    i = j = 0
    while i < len(one) and j < len(other):
        a, b = one[i], other[j]
        start, end = max(a.old, b.old), min(a.old_end, b.old_end)
        if a.shift == b.shift and start < end:
            both.append(Block(start, start + a.shift, end - start))
        if a.old_end <= b.old_end:
            i += 1
        else:
            j += 1
    return merged(both)


def heaviest_chain(blocks: Iterable[Block], weight: Callable[[Block], float]) -> list[Block]:
    """Of ``blocks``, the heaviest selection in which each begins after the one before on both sides, cut where they overlap."""
    starts: list[
        int
    ] = []  # where the last blocks of chains begin that are worth going on from, each heavier than the ones before
    chains: list[tuple[float, Block, object]] = []
    for block in sorted(blocks, key=lambda block: (block.old, -block.new)):
        at = bisect_left(starts, block.new)
        before = chains[at - 1] if at else None
        total = weight(block) + (before[0] if before else 0.0)
        last = at
        while last < len(chains) and chains[last][0] <= total:
            last += 1
        if last > at or at == len(chains) or starts[at] > block.new:
            starts[at:last], chains[at:last] = [block.new], [(total, block, before)]
    return _apart(_unwound(chains[-1])) if chains else []


def _unwound(chain: object) -> list[Block]:
    found: list[Block] = []
    while isinstance(chain, tuple):
        _total, block, chain = chain
        found.append(block)
    return found[::-1]


def _apart(chain: Iterable[Block]) -> list[Block]:
    """``chain`` with the start of each block cut off where the one before reaches into it."""
    found: list[Block] = []
    old = new = 0
    for block in chain:
        cut = max(old - block.old, new - block.new, 0)
        if cut < block.length:
            found.append(Block(block.old + cut, block.new + cut, block.length - cut))
            old, new = block.old_end, block.new_end
    return found


def _extent(gap: Gap, same: Callable[[int, int], bool]) -> int:
    """How far both sides of ``gap`` are the same: by slices that grow until they differ and are halved from then on."""
    most = min(gap.old_length, gap.new_length)
    known, step, growing = 0, 8, True
    while known < most and step:
        step = min(step, most - known)
        if same(known, known + step):
            known += step
            step *= 2 if growing else 1
        else:
            step, growing = step // 2, False
    return known
