"""What two sequences have in common, in order: of lines or of words, each given as a number that stands for it.

What is equal at both ends of a stretch belongs together. Between, runs that occur once on either side are anchors; the
heaviest chain of them that is in order on both sides is kept, and what lies between two anchors is aligned in the same way,
where more runs are the only ones. Where no anchor is left and the stretch is short, the cheapest way from one side to the
other is worked out; where it is long, the two have nothing to do with each other.

Two guards keep chance out. A run must be too long to be found there by accident: each element has a weight in bits, and
a run that could stand in a thousand places needs ten bits more than one that can only stand in one. And all is done twice,
forwards and backwards: of three like answers of which two remain, one way may keep the first two and the other way the last
two, and only what both agree on is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import log2

from qualcode.text.revision.blocks import Block, Gap, agreed, common_end, common_start, gaps, heaviest_chain, merged
from qualcode.text.revision.editdistance import kept

_MARGIN = 2.5  # bits that a run must have beyond those that tell its place
_ODD, _LITTLE = 1009, 1e-8  # what elements that weigh the same differ in
_SHORT = 40_000_000  # the largest table, some 10 MB
_PATIENCE = 40  # how many times the length of both sequences is looked through for anchors before giving up
_MANY = 50_000  # in longer sequences only an eighth of the runs is looked at

Weights = Sequence[float] | Mapping[int, float]


def align(old: Sequence[int], new: Sequence[int], bits: Weights, runs: Sequence[int]) -> list[Block]:
    """What surely stayed, in order and apart.

    ``bits`` has the weight of each element by its number; ``runs`` are the lengths of anchors to look for, longest first.
    """
    forwards = _Alignment(old, new, bits, runs).blocks()
    mirrored = _Alignment(old[::-1], new[::-1], bits, runs).blocks()
    backwards = [Block(len(old) - it.old_end, len(new) - it.new_end, it.length) for it in reversed(mirrored)]
    return agreed(forwards, backwards)


def shared(old: Sequence[int], new: Sequence[int], bits: Weights, runs: Sequence[int]) -> list[Block]:
    """What stands on both sides, wherever it is, if it is as long as one of ``runs`` and is no chance; the heaviest first."""
    both = _Alignment(old, new, bits, runs)
    whole = Gap(0, len(old), 0, len(new))
    seeds = sorted(seed for run in runs for seed in both.seeds(whole, run))
    weighed = [(both.weight(block), block) for block in both.extended(seeds, whole)]
    needed = log2(max(whole.cells, 1)) + _MARGIN
    return [block for found, block in sorted(weighed, reverse=True) if found >= needed]


def chance(old: int, new: int, gap: Gap) -> float:
    """The bits that must be found equal at ``old`` and ``new`` in ``gap`` to be believed.

    They are few where the two are as far from one of its ends, and the more the further they have drifted apart.
    """
    from_start = abs((old - gap.old) - (new - gap.new))
    from_end = abs((gap.old_end - old) - (gap.new_end - new))
    shorter = max(min(gap.old_length, gap.new_length), 1)
    return log2((min(from_start, from_end) + 1) * shorter) + _MARGIN


class _Alignment:
    """The alignment of two sequences, in one direction."""

    def __init__(self, old: Sequence[int], new: Sequence[int], bits: Weights, runs: Sequence[int]) -> None:
        self._old, self._new, self._runs = old, new, runs
        # Of two that changed places the same one stays, in whichever direction they are read.
        self._sums = [0.0, *accumulate(bits[number] + number % _ODD * _LITTLE for number in old)]
        self._patience = _PATIENCE * (len(old) + len(new))

    def blocks(self) -> list[Block]:
        """What is equal, in order and apart."""
        found: list[Block] = []
        todo = [Gap(0, len(self._old), 0, len(self._new))]
        while todo:
            gap = self._trimmed(todo.pop(), found)
            anchors = self._anchors(gap) if gap.cells else []
            if anchors:
                found += anchors
                todo += gaps(anchors, gap)
            elif 0 < gap.cells <= _SHORT:
                found += self._cheapest(gap)
        return sorted(found)

    def weight(self, block: Block) -> float:
        """How many bits of evidence it is that ``block`` is on both sides."""
        return self._sums[block.old_end] - self._sums[block.old]

    def seeds(self, gap: Gap, run: int) -> list[tuple[int, int]]:
        """Where the runs stand that occur once on either side; if none does, those that occur as often on both, each in turn."""
        sampled = max(gap.old_length, gap.new_length) > _MANY and run > 1
        here = _places(self._old, gap.old, gap.old_end, run, sampled)
        there = _places(self._new, gap.new, gap.new_end, run, sampled)
        alike = [(here[key], there[key]) for key in here.keys() & there.keys() if len(here[key]) == len(there[key])]
        single = [places for places in alike if len(places[0]) == 1]
        return sorted(pair for places in single or alike for pair in zip(*places))

    def extended(self, seeds: Iterable[tuple[int, int]], gap: Gap) -> Iterator[Block]:
        """The longest equal stretches around ``seeds``, which are in order, each once."""
        reached: dict[int, int] = {}
        for old, new in seeds:
            if reached.get(new - old, -1) > old:
                continue
            before = common_end(self._old, self._new, Gap(gap.old, old, gap.new, new))
            after = common_start(self._old, self._new, Gap(old, gap.old_end, new, gap.new_end))
            reached[new - old] = old + after
            yield Block(old - before, new - before, before + after)

    def _trimmed(self, gap: Gap, found: list[Block]) -> Gap:
        """``gap`` without what is equal at its ends, which is added to ``found``."""
        if length := common_start(self._old, self._new, gap):
            found.append(Block(gap.old, gap.new, length))
            gap = gap._replace(old=gap.old + length, new=gap.new + length)
        if length := common_end(self._old, self._new, gap):
            gap = gap._replace(old_end=gap.old_end - length, new_end=gap.new_end - length)
            found.append(Block(gap.old_end, gap.new_end, length))
        return gap

    def _anchors(self, gap: Gap) -> list[Block]:
        """The heaviest chain of runs that are alone of their kind in ``gap`` and too long to be there by chance."""
        needed = log2(gap.cells) + _MARGIN
        for run in self._runs:
            self._patience -= gap.old_length + gap.new_length
            if self._patience < 0:
                return []
            blocks = [block for block in self.extended(self.seeds(gap, run), gap) if self.weight(block) >= needed]
            if blocks:
                return heaviest_chain(blocks, self.weight)
        return []

    def _cheapest(self, gap: Gap) -> list[Block]:
        """What stays on the cheapest way through ``gap``, as far as it is no chance."""
        pairs = kept(self._old[gap.old : gap.old_end], self._new[gap.new : gap.new_end])
        todo = [(merged(Block(gap.old + old, gap.new + new, 1) for old, new in pairs), gap)]
        believed: list[Block] = []
        while todo:
            islands, gap = todo.pop()
            surplus = [self.weight(island) - chance(island.old, island.new, gap) for island in islands]
            if islands and max(surplus) >= 0:
                best = surplus.index(max(surplus))
                believed.append(islands[best])
                before, after = gaps([islands[best]], gap)
                todo += [(islands[:best], before), (islands[best + 1 :], after)]
        return believed


def _places(sequence: Sequence[int], start: int, end: int, run: int, sampled: bool) -> dict[object, list[int]]:
    """Where each run of ``run`` elements stands."""
    places: dict[object, list[int]] = {}
    numbers: Iterable[int] = range(start, end - run + 1)
    if sampled:  # by the element it begins with, so that the same runs are looked at on both sides
        numbers = (number for number in numbers if not sequence[number] & 7)
    for number in numbers:
        key = tuple(sequence[number : number + run]) if run > 1 else sequence[number]
        places.setdefault(key, []).append(number)
    return places
