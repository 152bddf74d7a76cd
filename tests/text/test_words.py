"""Words of Chinese and of other scripts."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.words import count_words, cut_words, words

PIECES = [
    "a",
    "don't",
    " ",
    "，",
    "信任",
    "政府",
    "数据",
    "😀",
    "𠮷",
    "e\u0301",
    "-",
    "3",
    ".",
    "葛\U000e0100",
    "\n",
    "か",
    "’",
    ",",
    "é",
    "〇",
    "·",
    "\u3000",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def texts(text: str) -> list[str]:
    return [span.of(text) for span in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don’t stop: it's well-known.", ["Don’t", "stop", "it's", "well-known"]),
        ("‘Yes’ -- 'no' - students'", ["Yes", "no", "students"]),
        ("3.5 of 1,000 at 12:30, v2.0.", ["3.5", "of", "1,000", "at", "12", "30", "v2.0"]),
        ("cafe\u0301 naïve Straße", ["cafe\u0301", "naïve", "Straße"]),
        ("见https://www.gov.cn/a?b=1&c。看www.x.org.", ["见", "https://www.gov.cn/a?b=1&c", "看", "www.x.org"]),
        ("(mail a.b-c@example.com.cn, @home @ 3pm)", ["mail", "a.b-c@example.com.cn", "home", "3pm"]),
        ("我们信任政府。", ["我们", "信任", "政府"]),
        ("用APP办事，3个部门", ["用", "APP", "办事", "3", "个", "部门"]),
        ("😀👨\u200d👩\u200d👧", []),
        ("", []),
    ],
)
def test_words_are_found(text, found):
    assert texts(text) == found


def test_positions_are_code_points_after_astral_characters():
    text = "😀𠮷野家👨\u200d👩\u200d👧很好"
    assert "".join(texts(text)) == "𠮷野家很好"
    assert all(span.of(text) == text[span.start : span.end] for span in words(text))


def test_a_variation_selector_belongs_to_its_word():
    assert texts("葛\U000e0100。")[-1].endswith("葛\U000e0100")


@given(TEXTS)
def test_words_are_in_order_apart_and_hold_every_letter(text):
    spans = words(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    inside = {position for span in spans for position in range(span.start, span.end)}
    assert all(position in inside for position, letter in enumerate(text) if letter.isalnum())


@given(TEXTS, st.integers(0, 10), st.integers(0, 30))
def test_a_part_is_read_by_itself(text, start, length):
    part = text[start : start + length]
    expected = [(span.start + start, span.end + start) for span in words(part)]
    within = [(span.start, span.end) for span in words(text, start, min(len(text), start + length))]
    assert within == expected


@pytest.mark.parametrize(("text", "n"), [("", 0), ("我们信任 the state's APP。", 7), ("don't 3.5", 2)])
def test_counting_takes_each_chinese_character_for_one(text, n):
    assert count_words(text) == n


@given(TEXTS)
def test_every_word_counts_once_and_chinese_by_the_character(text):
    spelled = texts(text)
    assert count_words(text) == sum(len(re.findall(r"[〇\u3400-\u9fff𠮷]", word)) or 1 for word in spelled)


@given(st.text("数据局的人民㐀，。！“”、 \nab1.-'%#&+_·→①😀é３Ａ"))
def test_what_is_quick_finds_what_is_thorough(text):
    """A letter of a rarer script in the last line sends the whole text the thorough way."""
    words_found, starts = cut_words(f"{text}\nか")
    assert cut_words(text) == (words_found[:-1], starts[:-1])
