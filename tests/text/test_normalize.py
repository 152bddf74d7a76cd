"""The one form a text is stored in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.normalize import Normalized, normalize

PIECES = st.sampled_from(
    ["a", "好", "e\u0301", "\r\n", "\r", "\n", "\ufeff", "\0", "\ud83d", "😀", "\u2028", "\x85", "ﬁ", "Å"]
)


@given(st.lists(PIECES).map("".join))
def test_every_other_character_stays(raw):
    text = normalize(raw).text
    expected = raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert text == expected.replace("\0", "\ufffd").replace("\ud83d", "\ufffd")


@given(st.text(alphabet=st.characters(codec=None)))
def test_normalizing_twice_changes_nothing_more(raw):
    once = normalize(raw).text
    assert normalize(once) == Normalized(once)


def test_each_change_is_counted():
    found = normalize("\ufeffa\r\nb\rc\n\0\0\ud800\ufeff")
    assert found == Normalized(
        "a\nb\nc\n\ufffd\ufffd\ufffd\ufeff", line_ends=2, byte_order_marks=1, nul=2, surrogates=1
    )


def test_no_normal_form_is_applied():
    assert normalize("e\u0301 ﬁ Ａ \u2028").text == "e\u0301 ﬁ Ａ \u2028"


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("plain", []),
        ("a\r\nb\rc", ["2 line ends were written as LF."]),
        ("\ufeffa", ["1 byte-order mark was removed."]),
        ("\0\ud800", ["1 NUL character became U+FFFD.", "1 half of a broken character became U+FFFD."]),
    ],
)
def test_a_report_tells_what_was_changed(raw, sentences):
    assert normalize(raw).sentences() == sentences
