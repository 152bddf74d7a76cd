"""The units of several documents, as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.arrays import IntArray, integers, order_by
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.touch import Touch, touch_units


@dataclass(frozen=True, eq=False)
class UnitGrid:
    """Units of one kind (sentences, turns, answers …) of several documents, sorted and disjoint within a document.

    ``name`` is the kind of unit as tables print it; ``document`` the index of each unit's document in the CodingTable it is
    used with; ``start`` and ``end`` its half-open span. What no unit covers (speaker labels, headings) is not judged.
    """

    name: str
    document: IntArray
    start: IntArray
    end: IntArray

    @classmethod
    def from_arrays(cls, unit_name: str, document: ArrayLike, start: ArrayLike, end: ArrayLike) -> UnitGrid:
        """Sort the units. Raises ValueError unless they are spans, disjoint within each document."""
        columns = [integers(column) for column in (document, start, end)]
        order = order_by(*((column, int(column.max(initial=0)) + 1) for column in columns[:2]))
        grid = cls(unit_name, *(column[order] for column in columns))
        if np.any((grid.document < 0) | (grid.start < 0) | (grid.start >= grid.end)):
            raise ValueError("a unit needs a document and 0 <= start < end")
        if np.any((grid.document[1:] == grid.document[:-1]) & (grid.start[1:] < grid.end[:-1])):
            raise ValueError("units of one document overlap")
        return grid

    @classmethod
    def from_spans(cls, unit_name: str, spans: Iterable[tuple[int, Iterable[tuple[int, int]]]]) -> UnitGrid:
        """Units from ``(document index, [(start, end), …])``, one for each document. Raises as ``from_arrays``."""
        rows = [(document, start, end) for document, units in spans for start, end in units]
        return cls.from_arrays(unit_name, *np.array(rows, dtype=np.int64).reshape(-1, 3).T)

    def __len__(self) -> int:
        return len(self.document)

    def per_document(self, documents: int) -> IntArray:
        """How many units each of ``documents`` documents has."""
        return np.bincount(self.document, minlength=documents)

    def touched(self, table: CodingTable, rule: Touch) -> tuple[IntArray, IntArray]:
        """The pairs (coding, unit) of ``table``'s codings and the units they touch; see ``touch_units``.

        Raises ValueError when a unit lies outside the table's documents.
        """
        if np.any(self.document >= len(table.documents)) or np.any(self.end > table.lengths[self.document]):
            raise ValueError("a unit lies outside the documents of the table")
        offset = table.offsets[self.document]
        return touch_units(table.line_start, table.line_end, offset + self.start, offset + self.end, rule)
