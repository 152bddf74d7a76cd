"""What a query finds: codings, whole or cut to a part of their span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, begins, order_by
from qualcode.analysis.coding_table import CodingTable


@dataclass(frozen=True, eq=False)
class Marks:
    """Codings of ``table``, each once, by place: ``origin`` are their rows.

    ``start`` and ``end`` are positions on the line of all documents (see ``CodingTable``): those of the coding, or of a part
    of it. ``whole`` says that there are no parts.
    """

    table: CodingTable
    origin: IntArray
    start: IntArray
    end: IntArray
    whole: bool = True

    @classmethod
    def of_rows(cls, table: CodingTable, rows: IntArray) -> Marks:
        """Whole codings."""
        return cls(table, rows, table.line_start[rows], table.line_end[rows])

    @classmethod
    def of_parts(cls, table: CodingTable, origin: IntArray, start: IntArray, end: IntArray) -> Marks:
        """Parts of codings, sorted and each once."""
        order = order_by((start, table.extent + 1), (end, table.extent + 1), (origin, len(table) + 1))
        new = np.zeros(len(order), dtype=np.bool_)
        for column in (origin, start, end):
            new |= begins(column[order])
        return cls(table, origin[order][new], start[order][new], end[order][new], whole=False)

    def __len__(self) -> int:
        return len(self.origin)

    @cached_property
    def document(self) -> IntArray:
        """The document of each."""
        return self.table.document[self.origin]

    @cached_property
    def code(self) -> IntArray:
        """The code of each."""
        return self.table.code[self.origin]

    @cached_property
    def coder(self) -> IntArray:
        """The coder of each."""
        return self.table.coder[self.origin]

    @property
    def document_start(self) -> IntArray:
        """Where each begins in its own document."""
        return self.start - self.table.offsets[self.document]

    @property
    def document_end(self) -> IntArray:
        """Where each ends in its own document."""
        return self.end - self.table.offsets[self.document]

    def kept(self, chosen: BoolArray) -> Marks:
        """Those that are chosen."""
        return Marks(self.table, self.origin[chosen], self.start[chosen], self.end[chosen], self.whole)

    def to_table(self) -> CodingTable:
        """A coding table of these alone, parts as codings of their own."""
        if self.whole:
            return self.table.select(mask(len(self.table), self.origin))
        table = self.table
        columns = (
            self.document,
            self.document_start,
            self.document_end,
            self.code,
            self.coder,
            table.weight[self.origin],
        )
        return CodingTable.from_arrays(
            *columns,
            documents=table.documents,
            lengths=table.lengths,
            codes=table.codes,
            coders=table.coders,
            code_parents=table.code_parents,
        )

    def lines(self, same_coder: bool) -> tuple[IntArray, IntArray]:
        """Start and end; with ``same_coder`` on a line for each coder, these laid end to end: what is apart by coder never meets."""
        if not same_coder:
            return self.start, self.end
        shift = self.coder * (self.table.extent + 1)
        return self.start + shift, self.end + shift

    def members(self, others: Marks) -> BoolArray:
        """Which of these are among others, with the same span."""
        if self.whole and others.whole:
            return mask(len(self.table), others.origin)[self.origin]
        own, theirs = labels((self.origin, self.start, self.end), (others.origin, others.start, others.end))
        return np.isin(own, theirs)


def union(several: Sequence[Marks]) -> Marks:
    """All of these, each once."""
    table = several[0].table
    if all(one.whole for one in several):
        found = np.zeros(len(table), dtype=np.bool_)
        for one in several:
            found[one.origin] = True
        return Marks.of_rows(table, np.flatnonzero(found))
    columns = [(one.origin, one.start, one.end) for one in several]
    return Marks.of_parts(table, *(np.concatenate(column) for column in zip(*columns, strict=True)))


def mask(length: int, rows: IntArray) -> BoolArray:
    """True at ``rows``, of so many rows."""
    found = np.zeros(length, dtype=np.bool_)
    found[rows] = True
    return found


def labels(*several: tuple[IntArray, ...]) -> list[IntArray]:
    """A number for each row of tables with the same columns of numbers from 0 on: equal rows of any of them have equal numbers."""
    columns = [np.concatenate(column) for column in zip(*several, strict=True)]
    order = order_by(*((column, int(column.max(initial=0)) + 1) for column in columns))
    new = np.zeros(len(order), dtype=np.bool_)
    for column in columns:
        new |= begins(column[order])
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(new) - 1
    return np.split(numbers, np.cumsum([len(table[0]) for table in several])[:-1])
