"""Quotations are found again, chance likeness is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.quotes import Quotes

SAID = (
    "去年春天。一开始大家都用纸，后来才补录进系统里面。\n对。\nWe had no choice but to type everything twice, you know."
)
LETTERS = st.text(st.sampled_from("ab 去年春天。\n"), max_size=60)


def test_a_memo_that_quotes() -> None:
    memo = "她说“一开始大家都用纸，后来才补录进系统里面”，可见没有准备。"
    assert Quotes([SAID]).without(memo, "[…]") == "她说“[…]”，可见没有准备。"


def test_english_quotations_and_everyday_words() -> None:
    quotes = Quotes([SAID])
    assert quotes.without("“no choice but to type everything twice” is the point", "…") == "“…” is the point"
    assert quotes.without("They had no choice.", "…") == "They had no choice."
    assert quotes.without("“no choice but”, she said", "…") == "“…”, she said"
    assert quotes.without("“no pain”, she said", "…") == "“no pain”, she said"


def test_a_paragraph_as_a_whole_however_short() -> None:
    assert Quotes([SAID]).without("对。", "…") == "…"
    assert Quotes([SAID]).without("对。不对。", "…") == "对。不对。"


@given(LETTERS, LETTERS, st.text("ab去年 。", min_size=24, max_size=400))
def test_whatever_is_long_enough_is_found(before: str, after: str, quoted: str) -> None:
    quotes = Quotes([f"x{quoted}y"])
    text = f"{before}{quoted}{after}"
    covered = {at for span in quotes.in_text(text) for at in range(span.start, span.end)}
    assert set(range(len(before), len(before) + len(quoted))) <= covered


@given(LETTERS, LETTERS)
def test_what_is_found_really_stands_there(text: str, said: str) -> None:
    for span in Quotes([said]).in_text(text):
        assert text[span.start : span.end].strip() in said


@given(LETTERS)
def test_nothing_quotes_nothing(text: str) -> None:
    assert Quotes([]).in_text(text) == []
    assert Quotes(["", " \n"]).without(text, "…") == text
