"""What is looked for in a text is found where it stands, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import WrongUse
from qualcode.text.sought import Expression, Sought, searchable


def found(text: str, sought: Sought | Expression) -> list[str]:
    return [text[span.start : span.end] for span in sought.find(text)]


def test_case_and_width_make_no_difference_unless_asked() -> None:
    text = "ＧＤＰ, GDP, gdp, Straße, STRASSE, İ"
    assert found(text, Sought("gdp")) == ["ＧＤＰ", "GDP", "gdp"]
    assert found(text, Sought("GDP", case_sensitive=True)) == ["ＧＤＰ", "GDP"]
    assert found(text, Sought("gdp", width_sensitive=True)) == ["GDP", "gdp"]
    assert found(text, Sought("GDP", case_sensitive=True, width_sensitive=True)) == ["GDP"]
    assert found(text, Sought("straße")) == ["Straße"]  # one letter for one: ß is not ss
    assert found(text, Sought("i")) == ["İ"]


def test_white_space_is_any_white_space() -> None:
    text = "hidden\nactions; hidden \u3000 actions; hiddenactions"
    assert found(text, Sought(" hidden actions ")) == ["hidden\nactions", "hidden \u3000 actions"]
    assert found("数据\n孤岛，数据孤岛", Sought("数据 孤岛")) == ["数据\n孤岛"]


def test_letters_with_marks_are_found_either_way() -> None:
    text = "cafe\u0301 caf\u00e9"
    assert found(text, Sought("caf\u00e9")) == found(text, Sought("cafe\u0301")) == ["cafe\u0301", "caf\u00e9"]


def test_whole_words() -> None:
    text = "form forms inform FORM 表form表"
    assert len(found(text, Sought("form"))) == 5
    assert found(text, Sought("form", whole_words=True)) == ["form", "FORM", "form"]
    assert found("政策执行者", Sought("执行", whole_words=True)) == [
        "执行"
    ]  # written without spaces: any place is a word's


def test_hits_are_apart() -> None:
    assert [span.start for span in Sought("哈哈").find("哈哈哈哈哈")] == [0, 2]


def test_expressions() -> None:
    text = "A12 b3\n2023年"
    assert found(text, Expression("[a-z]\\d+")) == ["A12", "b3"]
    assert found(text, Expression("[a-z]\\d+", case_sensitive=True)) == ["b3"]
    assert found(text, Expression("^\\d*")) == ["2023"]
    with pytest.raises(WrongUse, match="no regular expression"):
        Expression("(")


def test_nothing_cannot_be_looked_for() -> None:
    with pytest.raises(WrongUse, match="nothing to look for"):
        Sought(" \n")


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(searchable(text)) == len(text)
    assert searchable(text) == "".join(map(searchable, text))
