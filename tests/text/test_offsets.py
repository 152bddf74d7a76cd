"""Positions as other programs count them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.normalize import normalize
from qualcode.text.offsets import OffsetMap
from qualcode.text.span import Span

PIECES = [
    "a",
    "b ",
    "é",
    "好",
    "e\u0301",
    "😀",
    "👨\u200d👩\u200d👧",
    "𠮷",
    "\n",
    "\r\n",
    "\r",
    "\ufeff",
    "\0",
    "\u2028",
]
RAW = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
COUNTINGS = ["code points", "utf-16", "utf-8"]


def counted(text: str, counting: str) -> int:
    if counting == "code points":
        return len(text)
    return len(text.encode("utf-16-le")) // 2 if counting == "utf-16" else len(text.encode("utf-8"))


def edges(raw: str, counting: str) -> list[tuple[int, int]]:
    """Each position of the normalized text with the offset found by counting the raw text before it."""
    starts = [at for at in range(len(raw) + 1) if not (raw[at - 1 : at] == "\r" and raw[at : at + 1] == "\n")]
    marks = len(raw) - len(raw.lstrip("\ufeff"))
    return [(len(normalize(raw[:at]).text), counted(raw[:at], counting)) for at in starts if at >= marks]


@pytest.mark.parametrize("counting", COUNTINGS)
@given(raw=RAW)
def test_every_edge_is_found_both_ways(counting, raw):
    offsets = OffsetMap(raw, counting)
    for position, offset in edges(raw, counting):
        assert offsets.from_text(position) == offset
        assert offsets.to_text(offset) == position
        assert offsets.is_edge(offset)
    assert offsets.length == counted(raw, counting)


@pytest.mark.parametrize("counting", COUNTINGS)
@given(raw=RAW, start=st.integers(-3, 60), end=st.integers(-3, 60))
def test_a_span_holds_what_lies_between_and_no_character_more(counting, raw, start, end):
    offsets = OffsetMap(raw, counting)
    found = offsets.span(start, end)
    known = edges(raw, counting)
    inside = [left for (left, at), (_, after) in pairwise(known) if after > start and at < end]
    assert found == (Span(inside[0], inside[-1] + 1) if inside and start < end else None)


@pytest.mark.parametrize("counting", COUNTINGS)
@given(raw=RAW, data=st.data())
def test_spans_go_out_and_come_back(counting, raw, data):
    length = len(normalize(raw).text)
    if length == 0:
        return
    start = data.draw(st.integers(0, length - 1))
    span = Span(start, data.draw(st.integers(start + 1, length)))
    offsets = OffsetMap(raw, counting)
    assert offsets.span(*offsets.units(span)) == span
    assert offsets.span(*offsets.units(span, inclusive=True), inclusive=True) == span


def test_offsets_inside_a_character_are_told():
    offsets = OffsetMap("a😀\r\nb", "utf-16")
    assert [offset for offset in range(-1, 8) if not offsets.is_edge(offset)] == [-1, 2, 4, 7]
    assert offsets.span(2, 4) == Span(1, 3)


def test_the_last_unit_may_be_any_half_of_the_last_character():
    offsets = OffsetMap("a😀b", "utf-16")
    assert offsets.span(0, 1, inclusive=True) == offsets.span(0, 2, inclusive=True) == Span(0, 2)


def test_a_byte_order_mark_counts_where_it_is_there():
    assert OffsetMap("\ufeffab", "utf-8").span(3, 4) == Span(0, 1)
    assert OffsetMap("ab", "utf-8").span(0, 1) == Span(0, 1)
