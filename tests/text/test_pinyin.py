"""The letters by which those who write Chinese find a word."""

import pytest
from pypinyin import Style, lazy_pinyin

from qualcode.text.pinyin import pinyin


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("信任", "xin ren"),
        ("银行", "yin hang"),
        ("行动", "xing dong"),
        ("人行道", "ren xing dao"),
        ("重庆", "chong qing"),
        ("重要", "zhong yao"),
        ("长沙", "chang sha"),
        ("长辈的照顾", "zhang bei de zhao gu"),
        ("会计在银行", "kuai ji zai yin hang"),
        ("旅行策略", "lv xing ce lve"),
        ("女", "nv"),
        ("朝阳", "zhao yang"),
    ],
)
def test_a_word_is_read_as_it_is_there(words: str, read: str) -> None:
    assert pinyin(words) == tuple(read.split())


@pytest.mark.parametrize(
    "words",
    ["一窍不通", "乐观主义", "重蹈覆辙", "数字治理", "隐性行为", "绿色通道", "行业银行", "还款还是", "处处长长"],
)
def test_it_is_what_the_tables_were_made_for(words: str) -> None:
    found = "".join(pinyin(words)).replace("v", "u")
    assert found == "".join(lazy_pinyin(words, style=Style.NORMAL, v_to_u=True)).replace("ü", "u")


def test_what_is_no_chinese_stays_as_it_is() -> None:
    assert "".join(pinyin("P07：한국 𝒜 🙂 ü")) == "P07：한국 𝒜 🙂 ü" and pinyin("") == ()
