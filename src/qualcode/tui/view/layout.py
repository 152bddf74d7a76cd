"""Where everything is on an endless page of a given width: rows of text, found by row number and by offset.

Nothing is wrapped before it is looked at. A block (paragraph, or part of a long one) that nobody has seen counts with an
estimated height; wrapping it replaces the estimate, which moves the rows after it. So a row number is good until the next
call that may wrap, and whoever shows the page remembers an offset (the first on the screen), never a row number.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import ceil
from time import perf_counter
from typing import NamedTuple

from qualcode.text.graphemes import further
from qualcode.tui.view import width as cells
from qualcode.tui.view.heights import Heights
from qualcode.tui.view.wrap import SPACES, block_starts, wrap


class Row(NamedTuple):
    """One row: the code points ``start`` to ``end`` (without a line end); ``last`` of its paragraph or not."""

    start: int
    end: int
    last: bool


class Layout:
    """The rows of ``text`` at ``width`` cells.

    A caret may stand at every cluster of a row, and after the last one of a paragraph.
    """

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.blocks = block_starts(text)
        """Where each block begins; blocks never cross a paragraph's end."""
        self._bounds = [*self.blocks, len(text) + 1]
        self._guesses = [_guess(text[start:end]) for start, end in pairwise(self._bounds)]
        self.width = 0
        self.resize(width)

    def resize(self, width: int) -> None:
        """Forget all rows and lay the text out at another width."""
        if self.width == max(width, 2):
            return
        self.width = max(width, 2)
        self._rows: dict[int, list[int]] = {}
        self._heights = Heights([max(1, ceil(guess / self.width)) for guess in self._guesses])
        self._next_unknown = 0

    @property
    def height(self) -> int:
        """Rows in all, as far as known."""
        return self._heights.total

    @property
    def complete(self) -> bool:
        """Whether every block has been wrapped, so that all row numbers are final."""
        return len(self._rows) == len(self.blocks)

    def row(self, number: int) -> Row | None:
        """The row with this number; None below the end of the text."""
        while 0 <= number < self._heights.total:
            block, place = self._heights.find(number)
            starts = self._wrapped(block)
            if place < len(starts):
                return self._row(block, place)
        return None

    def row_at(self, offset: int) -> Row:
        """The row that holds the code point at ``offset``, or on which a caret at ``offset`` stands."""
        block = self._block_of(offset)
        return self._row(block, bisect_right(self._wrapped(block), offset) - 1)

    def number_of(self, offset: int) -> int:
        """The number of the row that ``row_at(offset)`` gives."""
        block = self._block_of(offset)
        place = bisect_right(self._wrapped(block), offset) - 1
        return self._heights.before(block) + place

    def cell_of(self, offset: int) -> int:
        """The cell of its row where the cluster at ``offset`` begins; spaces hanging over the edge are all at the edge."""
        row = self.row_at(offset)
        return min(cells.cell_of(self.text[row.start : row.end], offset - row.start), self.width)

    def offset_in(self, row: Row, cell: int) -> int:
        """The start of the cluster that covers ``cell`` of ``row``; beyond the text, the last place for a caret."""
        place = row.start + cells.offset_at(self.text[row.start : row.end], cell)
        return place if place < row.end or row.last else self._last_cluster(row)

    def offset_at(self, number: int, cell: int) -> int:
        """``offset_in`` by row number; above the first row the first counts, below the last the end of the text is given."""
        row = self.row(max(number, 0))
        return self.offset_in(row, cell) if row else len(self.text)

    def beyond(self, offset: int) -> int:
        """A place that is surely not on the row of the character before ``offset``, found without wrapping anything.

        A row holds no more clusters than cells, and then spaces.
        """
        end = offset + self.width
        if not cells.is_plain(self.text[offset:end].replace("\n", " ")):
            end = further(self.text, offset, self.width)
        while self.text[end : end + 1] in SPACES:
            end += 1
        return end

    def settle(self, offset: int, rows: int) -> None:
        """Wrap ``rows`` rows before and after ``offset``, so that moving there moves nothing else."""
        middle = self._block_of(offset)
        self._wrapped(middle)
        for step, beyond in ((1, len(self.blocks)), (-1, -1)):
            block, wanted = middle + step, rows
            while block != beyond and wanted > 0:
                wanted -= len(self._wrapped(block))
                block += step

    def refine(self, seconds: float) -> None:
        """Wrap blocks nobody has looked at yet, in order, until the time is used up or all are wrapped."""
        stop = perf_counter() + seconds
        while not self.complete and perf_counter() < stop:
            while self._next_unknown in self._rows:
                self._next_unknown += 1
            self._wrapped(self._next_unknown)

    def _block_of(self, offset: int) -> int:
        return bisect_right(self.blocks, offset) - 1

    def _wrapped(self, block: int) -> list[int]:
        starts = self._rows.get(block)
        if starts is None:
            start, end = self.blocks[block], self._end(block)
            starts = self._rows[block] = [start + place for place in wrap(self.text[start:end], self.width)]
            if self._heights[block] != len(starts):
                self._heights[block] = len(starts)
        return starts

    def _row(self, block: int, place: int) -> Row:
        starts, end = self._rows[block], self._end(block)
        if place + 1 < len(starts):
            return Row(starts[place], starts[place + 1], False)
        return Row(starts[place], end, end + 1 == self._bounds[block + 1])

    def _end(self, block: int) -> int:
        """Where the text of a block ends: before the line end, if it has one."""
        following = self._bounds[block + 1]
        return following - 1 if following > len(self.text) or self.text[following - 1] == "\n" else following

    def _last_cluster(self, row: Row) -> int:
        units = cells.clusters(self.text[row.start : row.end])
        return row.end - len(units[-1])


def _guess(text: str) -> float:
    """The width in cells of ``text``, roughly: UTF-8 has one byte for most narrow characters and three for wide ones."""
    return (len(text.encode(errors="surrogatepass")) + len(text)) / 2
