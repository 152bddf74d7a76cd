"""A person's own words stay whole; all others are cut as ever."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.terms import Terms, word_list
from qualcode.text.words import cut_words


def cut(text: str, *terms: str) -> list[str]:
    return Terms(terms).cut_words(text, 0, len(text))[0]


def test_terms_stay_whole_and_the_longest_wins():
    assert cut("数字控制论能力很强", "数字控制论能力", "控制论")[0] == "数字控制论能力"
    assert cut("a data silo and metadata", "data silo", "data") == ["a", "data silo", "and", "metadata"]


def test_a_list_has_a_word_a_line():
    text = "# 自己的词\n数据孤岛 10 n\n\nData  Silo\n数据孤岛\n5G 3\n"
    assert word_list(text) == ["数据孤岛", "data silo", "5g"]


@given(st.text("数据局ab 1。\n"), st.lists(st.text("数据ab ", min_size=1)))
def test_words_stand_where_they_are_said_to(text, terms):
    words, starts = Terms(terms).cut_words(text, 0, len(text))
    assert [text[at : at + len(word)] for word, at in zip(words, starts, strict=True)] == words
    assert all(at + len(word) <= after for word, at, after in zip(words, starts, starts[1:], strict=False))


@given(st.text("数据局ab 1。\n"))
def test_without_terms_words_are_cut_as_ever(text):
    assert Terms([]).cut_words(text, 0, len(text)) == cut_words(text)
