"""Few words between two places: counted piece by piece as in the whole text, also where a word or a piece is cut."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.query import between
from qualcode.text.words import words

pieces = st.sampled_from(
    ["数据孤岛", "中华人民共和国", "政策执行", "，", "。", " ", "\n", "don't", "well-known", "3.5", "1,000", "a", "é", "😀", "Ａ", "“", "”", "　", "한국", "ё́"]
)  # fmt: skip
texts = st.lists(pieces, max_size=40).map("".join)


@given(text=texts, data=st.data(), block=st.integers(1, 12))
def test_words_between_are_the_words_of_the_whole_text(text, data, block):
    places = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), min_size=1, max_size=5))
    most = data.draw(st.integers(0, 8))
    end, start = np.array(spans).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(between, "_BLOCK", block)
        found = between.few_words(lambda _document: text, np.zeros(len(spans), dtype=np.int64), end, start, most)
    every = words(text)
    assert found.tolist() == [sum(a <= it.start and it.end <= b for it in every) <= most for a, b in spans]
