"""Random codings, and the same figures the slow way: plain Python over sets of characters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

from hypothesis import strategies as st

from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.unit_grid import UnitGrid

LENGTH = 24
DOCUMENTS, CODES, CODERS = 3, 4, 3


@dataclass(frozen=True)
class Mark:
    """One coding."""

    document: int
    start: int
    end: int
    code: int
    coder: int

    @property
    def characters(self) -> set[int]:
        return set(range(self.start, self.end))


def marks_of(table: CodingTable) -> list[Mark]:
    columns = (table.document, table.start, table.end, table.code, table.coder)
    return [Mark(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def table_of(marks: list[Mark], **labels: object) -> CodingTable:
    columns = [[getattr(mark, name) for mark in marks] for name in ("document", "start", "end", "code", "coder")]
    known = {
        "documents": [f"document {number}" for number in range(DOCUMENTS)],
        "lengths": [LENGTH] * DOCUMENTS,
        "codes": [f"code {number}" for number in range(CODES)],
        "coders": [f"coder {number}" for number in range(CODERS)],
    }
    return CodingTable.from_arrays(*columns, **(known | labels))


spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9)).map(lambda it: (it[0], min(sum(it), LENGTH)))


def marks_within(documents: int, codes: int, coders: int) -> st.SearchStrategy[Mark]:
    place = (st.integers(0, size - 1) for size in (documents, codes, coders))
    return st.builds(lambda document, code, coder, span: Mark(document, *span, code, coder), *place, spans)


scattered = st.lists(marks_within(DOCUMENTS, CODES, CODERS), max_size=25)
crowded = st.lists(marks_within(1, 2, 2), max_size=12)
tables = st.one_of(scattered, crowded).map(table_of)


@st.composite
def grids(draw: st.DrawFn) -> UnitGrid:
    """Disjoint units with gaps between some of them."""
    documents = []
    for document in range(DOCUMENTS):
        edges = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=8)))
        units = [pair for pair in pairwise(edges) if draw(st.integers(0, 4))]
        documents.append((document, units))
    return UnitGrid.from_spans("sentence", documents)


def units_of(grid: UnitGrid) -> list[tuple[int, int, int]]:
    return list(zip(grid.document.tolist(), grid.start.tolist(), grid.end.tolist(), strict=True))


def join(found: list[Mark]) -> list[Mark]:
    """Join overlapping marks of one coder, code and document until none overlap."""
    for one, other in combinations(found, 2):
        same = (one.document, one.code, one.coder) == (other.document, other.code, other.coder)
        if same and one.characters & other.characters:
            rest = [mark for mark in found if mark is not one and mark is not other]
            both = Mark(one.document, min(one.start, other.start), max(one.end, other.end), one.code, one.coder)
            return join([*rest, both])
    return found


def touches(mark: Mark, unit: tuple[int, int, int], rule: str) -> bool:
    document, start, end = unit
    if mark.document != document:
        return False
    shared = len(mark.characters & set(range(start, end)))
    if rule == "half":
        return shared > 0 and (shared >= (end - start) / 2 or shared >= len(mark.characters) / 2)
    return shared == end - start if rule == "all" else shared > 0
