"""Lines as wide as the terminal, in both languages."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.lines import columns, wrapped


def test_english_is_broken_at_spaces_and_options_stay_whole():
    assert wrapped("Take them from --from-table, or leave --from-table out.", 20) == [
        "Take them from",
        "--from-table, or",
        "leave --from-table",
        "out.",
    ]


def test_chinese_is_broken_between_characters_but_never_before_its_punctuation():
    assert wrapped("项目里已有的文档，不会重复导入（见 --new-versions）。", 18) == [
        "项目里已有的文档，",
        "不会重复导入（见",
        "--new-versions）。",
    ]
    assert wrapped("一二三四，五", 8) == ["一二三", "四，五"]


def test_what_stands_in_brackets_stays_together():
    assert wrapped("修订之后的文本。  [默认：accepted]", 24) == ["修订之后的文本。", "[默认：accepted]"]


def test_a_word_wider_than_the_line_goes_over_several():
    assert wrapped("gb18030", 4) == ["gb18", "030"]


@given(st.text("ab -[]“”字，。（）", max_size=60), st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text, width):
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
