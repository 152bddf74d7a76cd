"""Which codings lie where: an index of codings by place in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator, Sequence

from qualcode.tui.view.shown import ShownCoding


def _order(coding: ShownCoding) -> tuple[int, int]:
    return coding.start, -coding.end


class SegmentIndex:
    """The codings of one document, found by place: a bucket per block of text, long codings in every block they touch.

    ``block_starts`` are the ascending offsets where blocks (paragraphs) begin, the first 0.
    """

    def __init__(self, block_starts: Sequence[int], codings: Iterable[ShownCoding] = ()) -> None:
        self._blocks = block_starts
        self._buckets: dict[int, list[ShownCoding]] = {}
        self._by_key: dict[Hashable, ShownCoding] = {}
        self._ordered: list[ShownCoding] = []
        for coding in sorted(codings, key=_order):
            if coding.key in self._by_key:
                self.add(coding)
            else:
                self._append(coding)

    def __len__(self) -> int:
        return len(self._ordered)

    def __iter__(self) -> Iterator[ShownCoding]:
        return iter(self._ordered)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def add(self, coding: ShownCoding) -> None:
        """Take in one coding; a coding with the same key is replaced."""
        if coding.key in self._by_key:
            self.remove(coding.key)
        self._by_key[coding.key] = coding
        insort(self._ordered, coding, key=_order)
        for block in self._touched(coding.start, coding.end):
            insort(self._buckets.setdefault(block, []), coding, key=_order)

    def _append(self, coding: ShownCoding) -> None:
        """Take in one that is not there yet and comes behind all others."""
        self._by_key[coding.key] = coding
        self._ordered.append(coding)
        for block in self._touched(coding.start, coding.end):
            self._buckets.setdefault(block, []).append(coding)

    def remove(self, key: Hashable) -> ShownCoding:
        """Take the coding with ``key`` out and return it; KeyError when there is none."""
        coding = self._by_key.pop(key)
        _take_out(self._ordered, coding)
        for block in self._touched(coding.start, coding.end):
            _take_out(self._buckets[block], coding)
        return coding

    def at(self, offset: int) -> list[ShownCoding]:
        """The codings that cover the code point at ``offset``, in order of start, the longer first."""
        return self.within(offset, offset + 1)

    def within(self, start: int, end: int) -> list[ShownCoding]:
        """The codings that share a code point with ``[start, end)``, in order of start, the longer first."""
        blocks = self._touched(start, end)
        if len(blocks) == 1:
            bucket = self._buckets.get(blocks[0], ())
            return [coding for coding in bucket if coding.start < end and start < coding.end]
        found = {
            coding.key: coding
            for block in blocks
            for coding in self._buckets.get(block, ())
            if coding.start < end and start < coding.end
        }
        return sorted(found.values(), key=_order)

    def starts(self, code: str | None = None) -> list[int]:
        """Where codings (of ``code``, if given) start, in order."""
        return [coding.start for coding in self._ordered if code is None or coding.code == code]

    def gaps(self, length: int) -> Iterator[tuple[int, int]]:
        """The stretches of a text of this length that nothing covers, in order."""
        covered = 0
        for coding in self._ordered:
            if coding.start > covered:
                yield covered, coding.start
            covered = max(covered, coding.end)
        if covered < length:
            yield covered, length

    def _touched(self, start: int, end: int) -> range:
        first = bisect_right(self._blocks, start) - 1
        return range(first, max(first + 1, bisect_left(self._blocks, end)))


def _take_out(codings: list[ShownCoding], coding: ShownCoding) -> None:
    i = bisect_left(codings, _order(coding), key=_order)
    while codings[i].key != coding.key:
        i += 1
    del codings[i]
