"""What a query finds is what looking at every pair of codings finds."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import Mark, table_of
from analysis.plain_queries import DISTANT, KINDS, Corpus, Found, Slow, codes, corpora, distances, queries
from qualcode.analysis.query.evaluation import Evaluation
from qualcode.analysis.query.marks import Marks
from qualcode.analysis.query.tree import (
    And,
    AnyCode,
    AtLeast,
    Codes,
    Distance,
    Not,
    OneOf,
    Only,
    Or,
    Relation,
    Rest,
    Shared,
    SharedBySeveral,
)
from qualcode.analysis.unit_grid import UnitGrid

touches = st.sampled_from(["half", "any", "all"])


def found(marks: Marks) -> list[Found]:
    columns = (marks.origin, marks.document, marks.document_start, marks.document_end, marks.code, marks.coder)
    return [Found(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def check(corpus: Corpus, query: object, touch: str) -> None:
    quick = found(Evaluation(corpus, touch).find(query))
    assert len(set(quick)) == len(quick)
    assert set(quick) == Slow(corpus, touch).find(query)
    assert [it.span[:2] for it in quick] == sorted(it.span[:2] for it in quick)


SPANS = list(combinations(range(5), 2))
PAIRS = [
    Corpus(table_of([Mark(0, *one, 0, 0), Mark(0, *other, 1, coder)]), UnitGrid.from_spans("turn", [(0, [])]))
    for one, other in product(SPANS, SPANS)
    for coder in (0, 1)
]
SIDES = Codes("c0"), Codes("c1")


@pytest.mark.parametrize("same_coder", [True, False])
@pytest.mark.parametrize(
    "query",
    [
        *(Relation(kind, *SIDES) for kind in KINDS[:5]),
        *(Relation(kind, *SIDES, distance=Distance(most, "character")) for kind in DISTANT for most in (0, 1)),
        And(*SIDES),
        And(SIDES[0], Not(SIDES[1])),
        Or((And(SIDES[0], Not(SIDES[1])), And(SIDES[1], Not(SIDES[0])))),
        Only(SIDES[0]),
        OneOf(SIDES),
        AtLeast(2, SIDES),
        Shared(*SIDES),
        Shared(SIDES[0], AnyCode()),
        Rest(*SIDES),
        SharedBySeveral(2, SIDES),
    ],
)
def test_two_codings_in_every_position_to_each_other(query, same_coder):
    if same_coder and hasattr(query, "same_coder"):
        query = replace(query, same_coder=True)
    for corpus in PAIRS:
        check(corpus, query, "half")


@pytest.mark.parametrize("kind", KINDS)
@given(corpus=corpora(), sides=st.tuples(codes, codes), same_coder=st.booleans(), touch=touches)
def test_a_relation_is_what_the_characters_say(kind, corpus, sides, same_coder, touch):
    check(corpus, Relation(kind, *sides, same_coder=same_coder), touch)


@pytest.mark.parametrize("kind", DISTANT)
@given(corpus=corpora(), sides=st.tuples(codes, codes), distance=distances, same_coder=st.booleans())
def test_a_distance_is_what_lies_between(kind, corpus, sides, distance, same_coder):
    check(corpus, Relation(kind, *sides, distance=distance, same_coder=same_coder), "half")


@given(corpus=corpora(), query=queries, touch=touches)
def test_nested_queries_find_what_every_pair_says(corpus, query, touch):
    check(corpus, query, touch)
