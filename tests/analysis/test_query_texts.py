"""Words in the text of codings: width and case apart, at every place, also where they overlap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import LENGTH, tables
from qualcode.analysis.query import texts
from qualcode.analysis.query.marks import Marks
from qualcode.errors import WrongUse

letters = st.sampled_from("aAａＡbＢ数據ßẞſ")
documents = st.lists(st.text(letters, min_size=LENGTH, max_size=LENGTH), min_size=3, max_size=3)


@given(table=tables, documents=documents, words=st.text(letters, min_size=1, max_size=3))
def test_a_coding_contains_words_where_its_folded_text_does(table, documents, words):
    marks = Marks.of_rows(table, np.arange(len(table)))
    found = texts.containing(marks, words, documents.__getitem__)
    spans = zip(table.document.tolist(), table.start.tolist(), table.end.tolist(), strict=True)
    folded = [texts.fold(documents[document][start:end]) for document, start, end in spans]
    assert found.tolist() == [texts.fold(words) in text for text in folded]


def test_folding_moves_no_place_and_no_letter_is_left_out_of_the_spellings():
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x30000)]))
    folded = texts.fold(every)
    assert len(folded) == len(every)
    spellings = texts._spellings()
    assert all(letter in spellings[other] for letter, other in zip(every, folded, strict=True) if letter != other)


@given(table=tables, documents=documents)
def test_a_pattern_is_searched_in_the_coding_alone(table, documents):
    marks = Marks.of_rows(table, np.arange(len(table)))
    found = texts.matching(marks, "^[aA]", documents.__getitem__)
    first = [documents[document][start] for document, start in zip(table.document, table.start, strict=True)]
    assert found.tolist() == [letter in "aA" for letter in first]


@pytest.mark.parametrize("pattern", ["(", "[a", "*"])
def test_what_is_no_regular_expression_is_said(pattern):
    with pytest.raises(WrongUse, match="no regular expression"):
        texts.search(pattern)
