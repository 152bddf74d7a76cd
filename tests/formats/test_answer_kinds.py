"""Telling numbers, dates, choices and words apart by all the answers to a question."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.questionnaires.answer_dates import DateReading
from qualcode.formats.questionnaires.answer_kinds import are_choices, are_in_words, kind_of, separator_of, split


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["1", "20", "-3"], "integer"),
        (["1", "2.5"], "decimal"),
        (["３", "４２"], "integer"),
        (["007", "12"], "text"),
        (["1", "n/a"], "text"),
        (["110101199003070011"], "text"),
        (["45%", "7 %"], "decimal"),
        (["45%", "0.3"], "text"),
        (["1,60", "1,75", "2"], "decimal"),
        (["1.250,50", "80"], "decimal"),
        (["1,250.50", "80"], "decimal"),
        (["1,250,000", "80"], "integer"),
        (["1,250", "2,340"], "text"),
        (["1,3", "2,4"], "text"),
        (["1,2,3", "2"], "text"),
        (["2024-05-31", "2023"], "date"),
        (["2024/5/31", "2024年6月1日"], "date"),
        (["31/5/2024", "4/5/2024"], "date"),
        (["4/5/2024"], "text"),
        (["4.5.2024"], "date"),
        (["31/5/2024", "5/31/2024"], "text"),
        (["31.5.2024 10:00"], "text"),
        (["20240531"], "integer"),
        (["2024-05-31 10:00:00"], "text"),
        (["TRUE", "False"], "boolean"),
        (["yes", "No"], "boolean"),
        (["yes", "no", "true"], "text"),
        (["是", "否"], "text"),
        (["1", "0"], "integer"),
        (["99", "-9"], "integer"),
        ([], "text"),
    ],
)
def test_the_kind_is_what_every_answer_is_written_as(texts: list[str], kind: str) -> None:
    assert kind_of(texts) == kind


@pytest.mark.parametrize(
    ("cells", "separator"),
    [
        (["phone;desk", "desk", "phone", "phone; desk"], ";"),
        (["手机、窗口、网站", "窗口", "手机、窗口", "手机", "网站、窗口"], "、"),
        (["手机┋其他〖问邻居〗", "窗口"], "┋"),
        (["a, b, c", "a", "b, c", "a, c", "b", "c"], ","),
        (["yes, often", "yes, rarely", "no", "yes, often", "no", "yes, rarely"], ""),
        (["Kyoto, Japan", "Osaka, Japan", "Kyoto, Japan", "Osaka, Japan"], ""),
        (["1,000", "2,000", "1,000,000", "1,000", "2,000", "1,000"], ""),
        (["It was long; we went home", "Nobody came; so it goes", "no"], ""),
        (["one", "two"], ""),
    ],
)
def test_several_choices_in_a_cell_are_told_by_parts_that_come_again(cells: list[str], separator: str) -> None:
    assert separator_of(Counter(cells)) == separator


def test_a_heading_may_say_that_several_are_chosen() -> None:
    cells = Counter(["微信\n支付宝", "微信", "政务网"])
    assert separator_of(cells) == ""
    assert separator_of(cells, "2.您使用过哪些平台？（多选）") == "\n"
    assert separator_of(Counter(["Excel, R", "R"]), "Which do you use? Select all that apply.") == ","
    assert separator_of(Counter(["Excel", "R"]), "Select all that apply.") == ""


def test_a_separator_inside_brackets_parts_nothing() -> None:
    assert split("Graduate, Mixed (talks, courses, etc.), Graduate", ",") == [
        "Graduate",
        "Mixed (talks, courses, etc.)",
    ]
    assert split("其他（如电话、网站）、窗口", "、") == ["其他（如电话、网站）", "窗口"]


@given(st.lists(st.text("ab（）()", min_size=1), min_size=1), st.sampled_from(";┋、"))
def test_what_is_joined_is_split_again(parts: list[str], separator: str) -> None:
    assert split(separator.join(f"({part})" if part.strip("()（）") == part else "x" for part in parts), separator)


def test_few_short_answers_that_come_again_are_choices() -> None:
    assert are_choices(Counter(["daily", "weekly", "daily", "weekly", "never", "never"]))
    assert not are_choices(Counter(["daily", "weekly", "daily"]))
    assert not are_choices(Counter(["10:02:03", "10:05"] * 4))
    assert not are_choices(Counter())


@pytest.mark.parametrize(
    ("cells", "heading", "is_open"),
    [
        (["It took three hours to find anybody.", "We had to come again."], "Q7", True),
        (["排队太久", "窗口太少，没人管"], "您有什么意见？", True),
        (["排队", "没有"], "城市", False),
        (["Anna Maria Schmidt of the northern branch", "Ben Miller from the southern office"], "Name", False),
        (["https://example.org/a-long-address", "https://example.org/another"], "Which site?", False),
        (["R_0001xAxQxIo2PVHxxxxxxxxxxxxxxxxx", "R_000FDoYPxMzjq4Zxxxxxxxxxxxxxxxxxx"], "code", False),
        (["none at all in this office", "none at all in this office", "none at all in this office"], "Why?", False),
    ],
)
def test_answers_in_words_are_told_by_length_and_question(cells: list[str], heading: str, is_open: bool) -> None:
    assert are_in_words(Counter(cells), heading) is is_open


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (["2015-12-23 10:29:13", "2016/1/2"], ["2015-12-23", "2016-01-02"]),
        (["4/22/2016 19:57:50", "5/1/2016"], ["2016-04-22", "2016-05-01"]),
        (["22.4.2016", "1.5.2016"], ["2016-04-22", "2016-05-01"]),
        (["45443", "2024年6月"], ["2024-05-31", "2024-06"]),
        (["1583-01-01"], ["1583-01-01"]),
    ],
)
def test_dates_of_a_column_that_holds_dates(texts: list[str], dates: list[str]) -> None:
    reading = DateReading(texts)
    assert [reading.of(text) for text in texts] == dates


@pytest.mark.parametrize("texts", [["4/5/2016"], ["13/4/2016", "4/13/2016"], ["soon"], ["2024-02-30"], ["99999"]])
def test_what_is_no_date_for_sure_is_none(texts: list[str]) -> None:
    with pytest.raises(ValueError):
        DateReading(texts).of(texts[0])
