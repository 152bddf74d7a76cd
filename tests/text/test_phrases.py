"""Words and phrases are found at their exact places, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import WrongUse
from qualcode.text.folding import folded
from qualcode.text.phrases import Phrase


def found(phrase: str, text: str) -> list[str]:
    return [span.of(text) for span in Phrase(phrase).find(folded(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("data", "Data, metadata, ＤＡＴＡ and data2", ["Data", "ＤＡＴＡ"]),
        ("data*", "Database data", ["Database", "data"]),
        ("数据", "大数据局的数据", ["数据", "数据"]),
        ("ai", "用AI的人 said", ["AI"]),
        ("data  silo*", "a data silo, data\tsilos, data\nsilos", ["data silo", "data\tsilos"]),
        ("数据 孤岛", "数据孤岛和数据 孤岛", ["数据孤岛", "数据 孤岛"]),
        ("don't", "I don’t", ["don’t"]),
        ("c++", "C++ and c", ["C++"]),
        ("cafe", "cafe\u0301 cafe", ["cafe"]),
    ],
)
def test_what_a_phrase_finds(phrase, text, hits):
    assert found(phrase, text) == hits


@pytest.mark.parametrize("nothing", ["", "  ", "*", " * "])
def test_nothing_cannot_be_looked_for(nothing):
    with pytest.raises(WrongUse):
        Phrase(nothing)


@given(st.text("数据局 a\n"), st.text("数据局", min_size=1))
def test_chinese_is_found_wherever_its_characters_stand(text, phrase):
    hits = [span.start for span in Phrase(phrase).find(text)]
    by_hand, at = [], text.find(phrase)
    while at >= 0:
        by_hand.append(at)
        at = text.find(phrase, at + len(phrase))
    assert hits == by_hand
