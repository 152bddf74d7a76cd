"""Quotations found again."""

import pytest

from qualcode.text.anchor import check_quote, context, find_once
from qualcode.text.span import Span


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("说了再说", "再", Span(2, 3)),
        ("说了再说", "说", None),
        ("aaa", "aa", None),
        ("abc", "x", None),
        ("abc", "", None),
        ("😀abc", "abc", Span(1, 4)),
    ],
)
def test_only_a_single_occurrence_is_found(text, quote, found):
    assert find_once(text, quote) == found


def test_a_quote_is_checked_letter_by_letter():
    assert check_quote("我信任政府", Span(1, 3), "信任")
    assert not check_quote("我信任政府", Span(0, 2), "信任")


def test_context_stands_on_one_line():
    assert context("one\n\ntwo three\tfour", Span(5, 8), width=4) == ("ne ", " thr")
    assert context("abc", Span(0, 3)) == ("", "")
