"""The letters by which those who write Chinese find a word."""

import pytest

from qualcode.text.initials import pinyin_initials


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("信任", "xr"),
        ("银行", "yh"),
        ("行动", "xd"),
        ("人行道", "rxd"),
        ("重庆", "cq"),
        ("重要", "zy"),
        ("长沙", "cs"),
        ("长辈的照顾", "zbdzg"),
        ("会计在银行", "kjzyh"),
        ("P07：重庆", "P07：cq"),
        ("朝阳", "zy"),
        ("trust 信任", "trust xr"),
        ("", ""),
    ],
)
def test_a_word_gives_the_letters_of_how_it_is_read_there(words: str, letters: str) -> None:
    assert pinyin_initials(words) == letters


def test_what_is_no_chinese_stays_as_it_is() -> None:
    assert pinyin_initials("한국 𝒜 🙂 ü") == "한국 𝒜 🙂 ü"
