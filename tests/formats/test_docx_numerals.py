"""How list numbers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.docx.numerals import numeral, padded


@pytest.mark.parametrize(
    ("kind", "numbers", "written"),
    [
        ("decimal", (1, 12), ("1", "12")),
        ("unheardOf", (3,), ("3",)),
        ("none", (1,), ("",)),
        ("decimalZero", (1, 12), ("01", "12")),
        ("hex", (10, 31), ("A", "1F")),
        ("numberInDash", (2,), ("- 2 -",)),
        ("lowerLetter", (1, 26, 27, 53), ("a", "z", "aa", "aaa")),
        ("upperLetter", (3, 28), ("C", "BB")),
        ("lowerRoman", (1, 4, 9, 14, 40, 99, 1994), ("i", "iv", "ix", "xiv", "xl", "xcix", "mcmxciv")),
        ("upperRoman", (2, 49), ("II", "XLIX")),
        ("chicago", (1, 2, 4, 5), ("*", "†", "§", "**")),
        ("ordinal", (1, 2, 3, 4, 11, 12, 13, 21, 112), ("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th")),
        ("cardinalText", (1, 20, 42, 100), ("One", "Twenty", "Forty-two", "100")),
        ("ordinalText", (1, 12, 20, 21, 35), ("First", "Twelfth", "Twentieth", "Twenty-first", "Thirty-fifth")),
        ("decimalFullWidth", (10,), ("１０",)),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        ("decimalEnclosedCircleChinese", (10,), ("⑩",)),
        ("decimalEnclosedParen", (3,), ("⑶",)),
        ("decimalEnclosedFullstop", (3,), ("⒊",)),
        ("ideographDigital", (1, 10, 25, 100), ("一", "一〇", "二五", "一〇〇")),
        ("chineseCounting", (1, 10, 11, 20, 99, 100), ("一", "十", "十一", "二十", "九十九", "一○○")),
        ("chineseCountingThousand", (10, 15, 100, 101, 110, 250, 1001, 1010, 10500),
         ("十", "十五", "一百", "一百零一", "一百一十", "二百五十", "一千零一", "一千零一十", "一万零五百")),
        ("taiwaneseCountingThousand", (10000,), ("一萬",)),
        ("chineseLegalSimplified", (10, 12, 105), ("壹拾", "壹拾贰", "壹佰零伍")),
        ("ideographLegalTraditional", (2, 36), ("貳", "參拾陸")),
        ("japaneseCounting", (1, 10, 11, 100, 110, 2005), ("一", "十", "十一", "百", "百十", "二千五")),
        ("japaneseLegal", (10, 23), ("壱拾", "弐拾参")),
        ("koreanCounting", (1, 10, 21), ("일", "십", "이십일")),
        ("koreanDigital", (10,), ("일영",)),
        ("koreanLegal", (1, 10, 25), ("하나", "열", "스물다섯")),
        ("ideographTraditional", (1, 10, 11), ("甲", "癸", "11")),
        ("ideographZodiac", (1, 12, 13), ("子", "亥", "13")),
        ("ideographZodiacTraditional", (1, 13, 60, 61), ("甲子", "丙子", "癸亥", "61")),
        ("ideographEnclosedCircle", (1, 10), ("㊀", "㊉")),
        ("aiueoFullWidth", (1, 6), ("ア", "カ")),
        ("irohaFullWidth", (1, 2), ("イ", "ロ")),
        ("ganada", (2,), ("나",)),
        ("russianLower", (1, 9), ("а", "и")),
    ],
)  # fmt: skip
def test_numerals(kind: str, numbers: tuple[int, ...], written: tuple[str, ...]) -> None:
    assert tuple(numeral(number, kind) for number in numbers) == written


def test_what_no_kind_can_write_is_written_in_figures() -> None:
    assert numeral(-1, "lowerRoman") == "-1"
    assert numeral(1_000_000, "lowerLetter") == "1000000"
    assert numeral(30_000, "lowerLetter") == "30000"


def test_padding_follows_the_sample() -> None:
    assert [padded(7, sample) for sample in ("001, 002, ...", "0001", "α, β", "")] == ["007", "0007", "7", "7"]


COUNTED = ("chineseCountingThousand", "taiwaneseCountingThousand", "chineseLegalSimplified", "ideographLegalTraditional",
           "japaneseCounting", "japaneseLegal", "koreanCounting", "ideographDigital", "chineseCounting")  # fmt: skip


@given(kind=st.sampled_from(COUNTED), one=st.integers(1, 32_767), other=st.integers(1, 32_767))
def test_different_numbers_look_different(kind: str, one: int, other: int) -> None:
    assert (numeral(one, kind) == numeral(other, kind)) == (one == other)
