"""Pieces of sentences are put together as each language does it."""

import pytest

from qualcode import messages


@pytest.fixture
def chinese():
    messages.use("zh")
    yield
    messages.use("en")


def put_together():
    return (
        messages.listed(["I01", "I02"]),
        messages.clauses(["a, b", "c"]),
        messages.joined(["Done.", "Nothing was changed."]),
        messages.noted("I01", 3),
        messages.labelled("Min", "I01"),
    )


def test_in_english():
    assert put_together() == ("I01, I02", "a, b; c", "Done. Nothing was changed.", "I01 (3)", "Min: I01")


@pytest.mark.usefixtures("chinese")
def test_in_chinese_punctuation_is_wide_and_nothing_stands_between_sentences():
    assert put_together() == ("I01、I02", "a, b；c", "Done.Nothing was changed.", "I01（3）", "Min：I01")


@pytest.mark.usefixtures("chinese")
def test_a_value_may_have_any_name():
    assert messages._("{sentence} ({where})", sentence="a", where="b") == "a (b)"
