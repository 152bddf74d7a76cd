"""Random queries over random codings, and what they find the slow way: plain Python over sets of characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from analysis.plain_counts import CODERS, CODES, DOCUMENTS, LENGTH, Mark, grids, scattered, table_of, touches, units_of
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.query.marks import Marks
from qualcode.analysis.query.tree import (
    DISTANT,
    And,
    AnyCode,
    AtLeast,
    Codes,
    Compare,
    Distance,
    Not,
    OneOf,
    Only,
    Or,
    Query,
    Relation,
    Rest,
    Shared,
    SharedBySeveral,
    is_condition,
)
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.text.words import words


class Found(NamedTuple):
    """A coding, by its row, whole or cut to a part."""

    row: int
    document: int
    start: int
    end: int
    code: int
    coder: int

    @property
    def span(self) -> tuple[int, int, int]:
        return self.document, self.start, self.end

    @property
    def characters(self) -> set[tuple[int, int]]:
        return {(self.document, place) for place in range(self.start, self.end)}


@dataclass
class Corpus:
    """A material without a project: codes c0, c1 …, the even ones below c0; coders 0, 1 …; weights are the lengths."""

    table: CodingTable
    grid: UnitGrid
    tied: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def text(self, document: int) -> str:
        return self.texts[document]

    def codes(self, wanted: Codes) -> np.ndarray:
        return np.array([self.is_meant(wanted, code) for code in range(CODES)])

    @staticmethod
    def is_meant(wanted: Codes, code: int) -> bool:
        own = f"c{code}" == wanted.path
        return own or (wanted.around == "subtree" and wanted.path == "c0" and code % 2 == 0)

    def holds(self, condition: Compare, marks: Marks) -> np.ndarray:
        wanted = [int(value) for value in condition.values]
        if condition.field == "coder":
            return np.isin(marks.coder, wanted)
        return marks.end - marks.start >= wanted[0]

    def units(self, unit: str, documents: np.ndarray) -> UnitGrid:
        chosen = np.isin(self.grid.document, documents)
        return UnitGrid(unit, self.grid.document[chosen], self.grid.start[chosen], self.grid.end[chosen])

    def cases(self) -> tuple[np.ndarray, np.ndarray]:
        pairs = np.array(sorted(self.tied), dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


class Slow:
    """Finds what queries mean by looking at every pair."""

    def __init__(self, corpus: Corpus, touch: str) -> None:
        self.corpus, self.touch = corpus, touch
        table = corpus.table
        columns = (table.document, table.start, table.end, table.code, table.coder)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        self.everything = {Found(row, *mark) for row, mark in enumerate(rows)}
        self.units = units_of(corpus.grid)

    def find(self, query: Query) -> set[Found]:
        if is_condition(query):
            return {it for it in self.everything if self.holds(query, it)}
        match query:
            case Codes():
                return {it for it in self.everything if self.corpus.is_meant(query, it.code)}
            case AnyCode():
                return self.everything
            case Or(parts):
                return set().union(*map(self.find, parts))
            case And(left, right, same_coder):
                return self._both(left, right, same_coder)
            case Relation():
                return {it for it in self.find(query.left) if self._stands(query, it) != query.negated}
            case Only(of, same_coder):
                found = self.find(of)
                own = {it.code for it in found}
                others = [it for it in self.everything if it.code not in own]
                return {it for it in found if not any(self._shares(it, other, same_coder) for other in others)}
            case OneOf(parts, same_coder):
                return self._carried(parts, lambda number: number == 1, same_coder)
            case AtLeast(least, parts, same_coder):
                return self._carried(parts, lambda number: number >= least, same_coder)
            case Shared(left, right, same_coder):
                return self._shared(left, right, same_coder)
            case Rest(left, right, same_coder):
                return self._rest(left, right, same_coder)
            case SharedBySeveral(least, parts):
                return self._shared_by_several(least, parts)
        raise ValueError(query)

    def holds(self, query: Query, mark: Found) -> bool:
        match query:
            case Compare("coder", _, _, values):
                return str(mark.coder) in values
            case Compare(_, _, _, (value,)):
                return mark.end - mark.start >= int(value)
            case Not(of) if is_condition(of):
                return not self.holds(of, mark)
            case Not(of):
                return mark.span not in {it.span for it in self.find(of)}
            case And(left, right):
                return self.holds(left, mark) and self.holds(right, mark)
            case Or(parts):
                return any(self.holds(part, mark) for part in parts)
        raise ValueError(query)

    def _both(self, left: Query, right: Query, same_coder: bool) -> set[Found]:
        if is_condition(left):
            left, right = right, left
        found = self.find(left)
        if same_coder and isinstance(right, Not):
            carried = {(it.span, it.coder) for it in self.find(right.of)}
            return {it for it in found if (it.span, it.coder) not in carried}
        if is_condition(right):
            return {it for it in found if self.holds(right, it)}
        return self._carried((left, right), lambda number: number == 2, same_coder)

    def _carried(self, parts: tuple[Query, ...], enough: Callable[[int], bool], same_coder: bool) -> set[Found]:
        lists = [self.find(part) for part in parts]

        def place(it: Found) -> tuple[object, ...]:
            return (it.span, it.coder) if same_coder else (it.span,)

        places = [{place(it) for it in found} for found in lists]
        everywhere = set().union(*lists)
        return {it for it in everywhere if enough(sum(place(it) in one for one in places))}

    def _shares(self, one: Found, other: Found, same_coder: bool) -> bool:
        return bool(one.characters & other.characters) and (not same_coder or one.coder == other.coder)

    def _shared(self, left: Query, right: Query, same_coder: bool) -> set[Found]:
        found = set()
        for one in self.find(left):
            for other in self.find(right):
                if one != other and self._shares(one, other, same_coder):
                    places = [place for _document, place in one.characters & other.characters]
                    span = {"start": min(places), "end": max(places) + 1}
                    found |= {one._replace(**span), other._replace(**span)}
        return found

    def _rest(self, left: Query, right: Query, same_coder: bool) -> set[Found]:
        found, others = set(), self.find(right)
        for mark in self.find(left):
            covering = [it.characters for it in others if not same_coder or it.coder == mark.coder]
            left_over = mark.characters - set().union(*covering)
            for start in range(mark.start, mark.end):
                if (mark.document, start) in left_over and (mark.document, start - 1) not in left_over:
                    end = next(at for at in range(start, mark.end + 1) if (mark.document, at) not in left_over)
                    found.add(mark._replace(start=start, end=end))
        return found

    def _shared_by_several(self, least: int, parts: tuple[Query, ...]) -> set[Found]:
        lists = [self.find(part) for part in parts]
        every = set().union(*lists)
        found = set()
        for document in range(DOCUMENTS):
            here = [it for it in every if it.document == document]
            borders = sorted({border for it in here for border in (it.start, it.end)})
            for start, end in pairwise(borders):
                covering = [it for it in here if it.start <= start and end <= it.end]
                if sum(bool(one & set(covering)) for one in lists) >= least:
                    found |= {it._replace(start=start, end=end) for it in covering}
        return found

    def _stands(self, query: Relation, mark: Found) -> bool:
        return any(
            other != mark
            and other.document == mark.document
            and (not query.same_coder or other.coder == mark.coder)
            and self._related(query, mark, other)
            for other in self.find(query.right)
        ) or (query.kind == "in the same case as" and self._in_one_case(query, mark))

    def _in_one_case(self, query: Relation, mark: Found) -> bool:
        own = {case for document, case in self.corpus.tied if document == mark.document}
        return any(
            other != mark and (not query.same_coder or other.coder == mark.coder)
            for other in self.find(query.right)
            if own & {case for document, case in self.corpus.tied if document == other.document}
        )

    def _related(self, query: Relation, mark: Found, other: Found) -> bool:
        one, two = mark.characters, other.characters
        match query.kind:
            case "within":
                return one < two
            case "encloses":
                return one > two
            case "overlaps":
                return bool(one & two) and bool(one - two) and bool(two - one)
            case "co-occurs with":
                return bool(one & two)
            case "same span as":
                return one == two
            case "in the same document as":
                return True
            case "in the same case as":
                return False
            case "follows":
                return other.end <= mark.start and self._near(query.distance, other.end, mark.start, mark.document)
            case "precedes":
                return mark.end <= other.start and self._near(query.distance, mark.end, other.start, mark.document)
            case "near":
                turned = [Relation(kind, query.left, query.right, distance=query.distance) for kind in DISTANT[:2]]
                return bool(one & two) or any(self._related(it, mark, other) for it in turned)
        both = [Mark(*it[1:]) for it in (mark, other)]
        return any(all(touches(it, unit, self.touch) for it in both) for unit in self.units)

    def _near(self, distance: Distance, end: int, start: int, document: int) -> bool:
        """Count what lies between, unit by unit."""
        if distance.measure == "character":
            return start - end <= distance.most
        if distance.measure == "word":
            found = words(self.corpus.texts[document])
            return sum(end <= it.start and it.end <= start for it in found) <= distance.most
        here = [(first, last) for unit_document, first, last in self.units if unit_document == document]
        # The last one that holds or precedes the last character, the first one that holds or follows the first.
        ended_in = max((number for number, (first, _last) in enumerate(here) if first <= end - 1), default=-1)
        begun_in = min((number for number, (_first, last) in enumerate(here) if last > start), default=len(here))
        return begun_in - ended_in <= distance.most


numbers = st.integers(0, 6)
codes = st.builds(Codes, st.sampled_from([f"c{code}" for code in range(CODES)]), st.sampled_from(["code", "subtree"]))
compared = st.one_of(
    st.lists(st.integers(0, CODERS - 1).map(str), min_size=1, max_size=2).map(
        lambda it: Compare("coder", "", "in", tuple(it))
    ),
    st.integers(1, 9).map(lambda it: Compare("weight", "", ">=", (str(it),))),
)
distances = st.builds(Distance, numbers, st.sampled_from(["character", "word", "sentence", "paragraph", "turn"]))
KINDS = (
    "within",
    "encloses",
    "overlaps",
    "co-occurs with",
    "same span as",
    "in the same sentence as",
    "in the same paragraph as",
    "in the same turn as",
    "in the same document as",
    "in the same case as",
)


def _both(left: Query, right: Query, same_coder: bool) -> Query:
    plain = [is_condition(side) and not isinstance(side, Not) for side in (left, right)]
    return And(left, right, same_coder and not any(plain) and not (is_condition(left) and is_condition(right)))


def _grown(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    counted = several.flatmap(lambda parts: st.tuples(st.integers(1, len(parts)), st.just(parts)))
    yes = st.booleans()
    return st.one_of(
        st.builds(Not, inner),
        st.builds(_both, inner, inner, yes),
        several.map(Or),
        st.builds(Relation, st.sampled_from(KINDS), inner, inner, yes, st.none(), yes),
        st.builds(Relation, st.sampled_from(DISTANT), inner, inner, yes, distances, yes),
        st.builds(Only, inner, yes),
        st.builds(OneOf, several, yes),
        counted.flatmap(lambda it: st.builds(AtLeast, st.just(it[0]), st.just(it[1]), yes)),
        st.builds(Shared, inner, inner, yes),
        st.builds(Rest, inner, inner, yes),
        counted.map(lambda it: SharedBySeveral(*it)),
    )


plain = st.one_of(codes, compared, st.just(AnyCode()))
queries = st.recursive(plain, _grown, max_leaves=5)


def _mark(document: int, start: int, length: int, code: int, coder: int) -> Mark:
    return Mark(document, start, start + length, code, coder)


#: Codings that share ends and spans more often than not.
dense = st.lists(
    st.builds(_mark, st.integers(0, 1), st.integers(0, 4), st.integers(1, 3), st.integers(0, 2), st.integers(0, 1)),
    max_size=14,
)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Codings that crowd together, units with gaps, cases of several documents and documents of several cases."""
    pairs = st.tuples(st.integers(0, DOCUMENTS - 1), st.integers(0, 1))
    tied = draw(st.lists(pairs, unique=True, max_size=4))
    texts = draw(
        st.lists(st.text("ab数据，1. ", min_size=LENGTH, max_size=LENGTH), min_size=DOCUMENTS, max_size=DOCUMENTS)
    )
    table = draw(st.one_of(scattered, dense).map(table_of))
    return Corpus(table, draw(grids()), tied, texts)
