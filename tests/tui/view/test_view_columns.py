"""Columns: never wider than the table, and words that fill theirs to the cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.view.columns import Column, fitted, widths
from qualcode.tui.view.width import cells, show

COLUMNS = [
    Column("a", "a", 8, 2, 26),
    Column("b", "b", 5),
    Column("c", "c", 10, 3, 12),
    Column("d", "d", 18, 9),
    Column("e", "e", 8, 1, 16, from_width=110),
]


@given(st.text(max_size=30), st.integers(0, 20), st.booleans())
def test_words_fill_their_room_to_the_cell(words: str, room: int, at_right: bool) -> None:
    drawn = fitted(words, room, at_right)
    assert cells(drawn) == room
    if cells(show(words.replace("\n", " "))) <= room:
        assert drawn.strip() == show(words.replace("\n", " ")).strip()


@given(st.integers(55, 300))
def test_columns_share_the_room_and_keep_their_bounds(room: int) -> None:
    shared = widths(COLUMNS, room)
    assert sum(width + 1 for _column, width in shared) <= room
    assert all(width >= column.cells for column, width in shared)
    assert all(width <= column.most for column, width in shared if column.most)
    assert [column.id for column, _width in shared] == list("abcde" if room >= 110 else "abcd")


def test_what_is_left_goes_to_those_that_may_grow() -> None:
    assert {column.id: width for column, width in widths(COLUMNS, 200)} == {
        "a": 26,
        "b": 5,
        "c": 12,
        "d": 136,
        "e": 16,
    }
