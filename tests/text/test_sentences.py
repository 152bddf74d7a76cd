"""Sentences, Chinese and Western."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.sentences import sentences

PIECES = st.sampled_from(
    ["我们来。", "a. ", "B.", "！", "？」", "…", "...", "“", "”", "(x)", "3.5", " ", "\n", "\u2028", "；", "e.g. ", "Mr. X ", "--", "1. ", "\t"]
)  # fmt: skip


@pytest.mark.parametrize(
    "marked",
    [
        "他来了。|走了！|真的？|是啊……|好的",
        "甲；乙；丙。|丁，戊：己。",
        "“你好。”|他说“再见！”，就走了。|（笑。）|好。",
        "「什麼？！」|他問。",
        "It works.| Does it?| Yes!| So",
        "Dr. Li and Mr. J. Smith came.| They left.",
        "It costs 3.5 million.| See p. 12 or Fig. 3, e.g. the map.| Fine.",
        "Some parts (eg. the map, ie. Fig. 3) are new.| OK.",
        "No.| I don't.| No. 5 is gone.",
        "At 5 p.m. we left.| At 6 p.m.| He came.",
        "We saw data, etc. and so on.| We saw it, etc.| Then we left.",
        "Well... maybe so.| Well...| Maybe.| Well… so.",
        "“Why?” she asked.| “Go.”| He went (at last!) home.",
        'He asked "why?".| Then he left.',
        "See https://a.example/x?y=1.2 for it.| OK.",
        "The U.S. government paid.| I and I.| We.",
        "使用web 2.0是重要的。|OK.|然后呢。",
        "1. First point.| Second.",
        "二. 第二点。|好。",
        "……对。|嗯。 ——",
        "😀！好。😀。",
        "……",
    ],
)
def test_sentences_end_where_readers_end_them(marked):
    text = marked.replace("|", "")
    assert [span.of(text) for span in sentences(text)] == [part.strip() for part in marked.split("|")]


def test_a_paragraph_end_always_ends_a_sentence():
    text = "  没有句号\n\n e.g.\nvs. him \n"
    assert [span.of(text) for span in sentences(text)] == ["没有句号", "e.g.", "vs. him"]


def test_a_soft_line_break_ends_none():
    assert len(sentences("one\u2028two. Three.")) == 2


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_character_but_white_space_is_in_exactly_one_sentence(text):
    spans = sentences(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert all("\n" not in span.of(text) for span in spans)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_part_of_punctuation_alone_is_a_sentence_only_where_its_paragraph_holds_nothing_else(text):
    for span in sentences(text):
        begin, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        paragraph = text[begin : len(text) if end < 0 else end]
        assert any(letter.isalnum() for letter in span.of(text)) or span.of(text) == paragraph.strip()
