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


def test_chinese_quotes_words_as_chinese_does_and_commands_as_a_shell(chinese):
    assert messages._("No document is in {name!r}.", name="访谈") == "“访谈”中没有文档。"
    assert "--confirm '梁叔' " in messages._("In a script, give it with --confirm {name!r}.", name="梁叔")
    messages.use("en")
    assert messages._("No document is in {name!r}.", name="访谈") == "No document is in '访谈'."


def test_what_the_system_says_of_a_file_is_said_in_the_language_in_use():
    assert messages.reason_of(FileNotFoundError(2, "no such thing")) == "No such file or directory"
    assert messages.reason_of(OSError(99999, "gone")) == "gone"
    assert messages.reason_of(OSError("without a number")) == "without a number"
