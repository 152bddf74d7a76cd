"""Names are found in any script, case and width, as words, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.pseudonyms import Names, fold, replaced, telling_numbers

KEY = {"李卫国": "受访者A", "Anna Berg": "P1", "Anna": "P1", "Berg": "P1", "东麓": "D县"}
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
        ("", ""),
    ],
)
def test_replaced(text: str, expected: str) -> None:
    assert replaced(text, NAMES, KEY) == expected


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.sampled_from(["李卫国", "Anna Berg", "Anna", "东麓", "县", " ", "and", "，"])))
def test_no_name_is_left(parts: list[str]) -> None:
    text = " ".join(parts)
    assert not list(NAMES.mentions(replaced(text, NAMES, KEY)))


@given(st.text(st.sampled_from("李卫国Annaber 东麓gB，\n")))
def test_mentions_are_apart_in_order_and_spell_a_name(text: str) -> None:
    done = 0
    for span, name in NAMES.mentions(text):
        assert span.start >= done
        assert fold(text[span.start : span.end]).split() == fold(name).split()
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
