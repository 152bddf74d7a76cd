"""What other programs' figures are computed from, and what one such figure is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qualcode.analysis.agreement.incidence import Done, documents_note
from qualcode.analysis.arrays import IntArray, added, begins
from qualcode.analysis.coding_table import CodingTable
from qualcode.messages import _

#: What stands in place of a document's name where a figure is over all that were compared.
ALL_DOCUMENTS = "(all documents)"
#: What stands in place of a code where a figure is over all codes.
ALL_CODES = "(all codes)"

Pair = tuple[int, int]


@dataclass(frozen=True)
class RivalFigure:
    """One figure as another program prints it.

    ``observed`` and ``expected`` are agreements, not disagreements, as those programs print them; ``units`` says how many
    characters, segments or excerpts it rests on. ``estimate`` is None where the figure is ``undefined``, which says why.
    """

    program: str
    measure: str
    code: str
    document: str
    coders: tuple[str, ...]
    estimate: float | None
    undefined: str | None
    observed: float | None
    expected: float | None
    units: int


@dataclass(frozen=True, eq=False)
class Compared:
    """Codings with who finished which document.

    ``done`` gives for a document's index the coders who finished it; only documents that two or more finished are compared,
    and only their codings count. ``codes`` are the indices of the codes to report.
    """

    table: CodingTable
    done: Done
    codes: tuple[int, ...]

    @classmethod
    def of(cls, table: CodingTable, done: Done, codes: tuple[int, ...]) -> Compared:
        """Leave out what is not compared."""
        compared = {document: coders for document, coders in done.items() if len(coders) > 1}
        counts = np.zeros((len(table.documents), len(table.coders)), dtype=np.bool_)
        for document, coders in compared.items():
            counts[document, list(coders)] = True
        wanted = np.zeros(len(table.codes), dtype=np.bool_)
        wanted[list(codes)] = True
        kept = table.select(counts[table.document, table.coder] & wanted[table.code])
        return cls(kept, compared, codes)

    def pairs(self) -> Iterator[tuple[Pair, list[int]]]:
        """Each two coders who finished documents both, and those documents; pairs in the order of the coders."""
        everybody = sorted({coder for coders in self.done.values() for coder in coders})
        for pair in combinations(everybody, 2):
            documents = sorted(document for document, coders in self.done.items() if set(pair) <= set(coders))
            if documents:
                yield pair, documents

    def documents_note(self) -> str:
        """How many of the documents compared each coder has finished."""
        everybody = [coder for coders in self.done.values() for coder in coders]
        counts = {self.table.coders[coder]: everybody.count(coder) for coder in sorted(set(everybody))}
        return documents_note(tuple(counts), tuple(counts.values()))

    def names(self, coders: tuple[int, ...]) -> tuple[str, ...]:
        """The names of coders."""
        return tuple(self.table.coders[coder] for coder in coders)

    def of_coders(self, coders: tuple[int, ...]) -> CodingTable:
        """The codings of these coders."""
        return self.table.select(np.isin(self.table.coder, coders))


def depths(group: IntArray, start: IntArray, end: IntArray, extent: int) -> tuple[IntArray, IntArray, IntArray]:
    """How many characters of each group lie under how many spans.

    ``start`` and ``end`` are positions on one line of length ``extent``. Returns parallel arrays: group, depth (1 and more)
    and the number of characters.
    """
    place = np.concatenate((group * (extent + 1) + start, group * (extent + 1) + end))
    step = np.concatenate((np.ones(len(start), dtype=np.int64), np.full(len(end), -1, dtype=np.int64)))
    order = np.argsort(place)
    here, depth = place[order], np.cumsum(step[order])
    length = np.diff(here, append=here[-1:])
    covered = np.flatnonzero((depth > 0) & (length > 0))
    return _totals(here[covered] // (extent + 1), depth[covered], length[covered])


def _totals(group: IntArray, depth: IntArray, length: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    deepest = int(depth.max(initial=0)) + 1
    key = group * deepest + depth
    order = np.argsort(key, kind="stable")
    first = begins(key[order])
    number = np.cumsum(first) - 1
    total = added(number, length[order], int(first.sum()))
    return key[order][first] // deepest, key[order][first] % deepest, total


def beyond_chance(observed: float, expected: float) -> tuple[float | None, str | None]:
    """(observed - expected)/(1 - expected), or why that is undefined."""
    if expected == 1:
        return None, _("agreement by chance is certain, so nothing is left beyond chance")
    return (observed - expected) / (1 - expected), None
