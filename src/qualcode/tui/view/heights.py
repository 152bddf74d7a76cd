"""Rows per block of text, added up fast: a Fenwick tree (P. M. Fenwick, 1994, doi:10.1002/spe.4380240306)."""

from __future__ import annotations

from collections.abc import Sequence


class Heights:
    """A list of non-negative numbers with prefix sums and search by sum in O(log n)."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        self._sums = [0, *self._heights]
        for i in range(1, len(self._sums)):
            parent = i + (i & -i)
            if parent < len(self._sums):
                self._sums[parent] += self._sums[i]
        self.total = sum(self._heights)
        self._top = 1 << len(self._heights).bit_length()

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        self._heights[index] = height
        self.total += change
        i = index + 1
        while i < len(self._sums):
            self._sums[i] += change
            i += i & -i

    def before(self, index: int) -> int:
        """The sum of the heights of all blocks before ``index``."""
        total = 0
        while index:
            total += self._sums[index]
            index &= index - 1
        return total

    def find(self, row: int) -> tuple[int, int]:
        """The block that holds ``row`` and the row's place in it; needs ``0 <= row < total``."""
        index, step = 0, self._top
        while step:
            if index + step < len(self._sums) and self._sums[index + step] <= row:
                index += step
                row -= self._sums[index]
            step >>= 1
        return index, row
