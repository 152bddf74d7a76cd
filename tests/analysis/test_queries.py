"""What a query finds is what looking at every pair of codings finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_queries import DISTANT, KINDS, Corpus, Found, Slow, codes, corpora, distances, queries
from qualcode.analysis.query.evaluation import Evaluation
from qualcode.analysis.query.marks import Marks
from qualcode.analysis.query.tree import Relation

touches = st.sampled_from(["half", "any", "all"])


def found(marks: Marks) -> list[Found]:
    columns = (marks.origin, marks.document, marks.document_start, marks.document_end, marks.code, marks.coder)
    return [Found(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def check(corpus: Corpus, query: object, touch: str) -> None:
    quick = found(Evaluation(corpus, touch).find(query))
    assert len(set(quick)) == len(quick)
    assert set(quick) == Slow(corpus, touch).find(query)
    assert [it.span[:2] for it in quick] == sorted(it.span[:2] for it in quick)


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
