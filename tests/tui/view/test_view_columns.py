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


@given(st.integers(1, 120))
def test_columns_for_which_there_is_too_little_room_become_narrower_or_are_left_out_and_none_is_cut(room: int) -> None:
    wide = [Column("a", "a", 12, 1), Column("n", "n", 5), Column("b", "b", 20, 3), Column("c", "c", 9, 2)]
    shared = widths(wide, room)
    assert shared[0][0].id == "a"
    assert len(shared) == 1 or sum(width for _column, width in shared) + len(shared) - 1 <= room
    assert [column.id for column, _width in shared] == [column.id for column in wide[: len(shared)]]
    if room >= 6 + 5 + 6 + 6 + 3:
        assert len(shared) == 4
