"""What stands around a hit fits its room and is what the text says there."""

from unicodedata import east_asian_width

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.contexts import around
from qualcode.text.span import Span


def test_context_is_measured_in_columns_or_in_words():
    text = "乡镇的数据 are kept on paper"
    hit = Span(3, 5)
    assert around(text, hit, Span(0, len(text)), 4) == ("镇的", "are")
    assert around(text, hit, Span(0, len(text)), 2, in_words=True) == ("乡镇的", "are kept")
    assert around(text, hit, Span(2, 9), 40) == ("的", "are")
    assert around(text, hit, Span(0, len(text)), 0) == ("", "")


def test_no_character_is_cut_in_two():
    text = "xxe\u0301数据👩‍🌾yy"
    hit = Span(4, 6)
    assert around(text, hit, Span(0, len(text)), 1) == ("", "")
    assert around(text, hit, Span(0, len(text)), 2) == ("e\u0301", "")


@given(st.text("数a \n", min_size=1), st.data())
def test_context_never_takes_more_room_than_it_has(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    hit = Span(start, data.draw(st.integers(start + 1, len(text))))
    cells = data.draw(st.integers(0, 9))
    left, right = around(text, hit, Span(0, len(text)), cells)
    for side, there in ((left, text[: hit.start]), (right, text[hit.end :])):
        assert sum(2 if east_asian_width(it) == "W" else 1 for it in side) <= cells
        assert side in " ".join(there.split())
