"""Names are found in any script, case and width, as words, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.pseudonyms import Names, fold, replaced, telling_numbers

KEY = {"李卫国": "受访者A", "Anna Berg": "P1", "Anna": "P1", "Berg": "P1", "东麓": "D县"}
MORE = {
    "张三": "P2",
    "ZhangWei": "P3",
    "Li An": "P4",
    "Griffin": "P5",
    "José": "P6",
    "阿依古丽·买买提": "P7",
    "P1": "X1",
}
NAMES = Names(KEY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李卫国说，东麓县的李卫国们", "受访者A说，D县县的受访者A们"),
        ("ANNA BERG and anna's friend Annabel", "P1 and P1's friend Annabel"),
        ("Ａｎｎａ　Ｂｅｒｇ", "P1"),
        ("Anna\nBerg", "P1"),
        ("问Anna吧", "问P1吧"),
        ("Bergen, Berg-Smith, (Berg)", "Bergen, P1-Smith, (P1)"),
        ("张\u3000三、张 三丰，张\u200b三", "P2、P2丰，P2"),
        ("小张\n三天", "小张\n三天"),
        ("李卫\n国来了", "受访者A来了"),
        (
            "ZhangWei, ZHANG WEI, zhang.wei@example.org, zhang_wei_2.docx, Zhangweila",
            "P3, P3, P3@example.org, P3_2.docx, Zhangweila",
        ),
        ("Li An and LiAn, not Lian", "P4 and P4, not Lian"),
        ("Griﬃn's, GRIFFIN, Jose\u0301 and José and Jose", "P5's, P5, P6 and P6 and P6"),
        ("阿依古丽・买买提，阿依古丽 买买提", "P7，P7"),
        ("P10 met P1", "P10 met X1"),
        ("", ""),
    ],
)
def test_replaced(text: str, expected: str) -> None:
    assert replaced(text, Names(KEY | MORE), KEY | MORE) == expected


@given(st.text())
def test_folding_knows_where_everything_stood(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert all(fold(text[at]).text.count(letter) for at, letter in zip(folded.places, folded.text))


@given(st.lists(st.sampled_from(["李卫国", "Anna Berg", "Anna", "东麓", "县", " ", "and", "，"])))
def test_no_name_is_left(parts: list[str]) -> None:
    text = " ".join(parts)
    assert not list(NAMES.mentions(replaced(text, NAMES, KEY)))


@given(st.text(st.sampled_from("李卫国Annaber 东麓gB，\n")))
def test_mentions_are_apart_in_order_and_spell_a_name(text: str) -> None:
    done = 0
    for span, name in NAMES.mentions(text):
        assert span.start >= done
        assert "".join(fold(text[span.start : span.end]).text.split()) == "".join(fold(name).text.split())
        done = span.end


def test_numbers_that_lead_to_a_person() -> None:
    text = "证 110101199003078515，电 138 0013 8000 或 010-62345678，li@example.org，卡 6222 0212 3456 7890 123，2022年 860万元"
    found = {kind: text[span.start : span.end] for kind, span in telling_numbers(text)}
    assert found == {
        "ID number": "110101199003078515",
        "mobile number": "138 0013 8000",
        "telephone number": "010-62345678",
        "e-mail address": "li@example.org",
        "bank card number": "6222 0212 3456 7890 123",
    }
    assert list(telling_numbers("2022年7月1日，第1234号，3.14159265，00:12:34")) == []
