"""Tables of figures as they are looked at: order, what is left out, figures in four cells, colours and marks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.analysis.grid import ROOM, Arranged, Arrangement, By, Grid, arranged, letters, number
from qualcode.tui.analysis.heat import heat, mark
from qualcode.tui.view.style import contrast, luminance, rgb

NAN = float("nan")


def grid(figures: list[list[float]], square: bool = False, missing: list[tuple[int, int]] | None = None) -> Grid:
    values = np.array(figures)
    unknown = np.zeros(values.shape, dtype=np.bool_)
    for place in missing or ():
        unknown[place] = True
    rows = tuple(f"r{row}" for row in range(values.shape[0]))
    columns = rows if square else tuple(f"c{column}" for column in range(values.shape[1]))
    return Grid(rows, columns, values, unknown, True, square)


@pytest.mark.parametrize(
    ("figure", "whole", "said"),
    [
        (0, True, "0"),
        (9999, True, "9999"),
        (12345, True, "12k"),
        (2_540_000, True, "2.5M"),
        (0.314, False, ".31"),
        (-0.123, False, "-.12"),
        (-0.001, False, ".00"),
        (1.0, False, "1.00"),
        (12.34, False, "12.3"),
        (456.7, False, "457"),
        (None, True, "–"),
    ],
)
def test_a_figure_in_four_cells(figure: float | None, whole: bool, said: str) -> None:
    assert number(figure, whole) == said


@given(st.floats(min_value=-999, max_value=9.9e11), st.booleans())
def test_no_figure_is_wider_than_its_cells(figure: float, whole: bool) -> None:
    assert 0 < len(number(figure, whole)) <= ROOM


def test_undefined_missing_nothing_and_the_diagonal_are_told_apart() -> None:
    made = grid([[NAN, 0, 5], [1, 7, 2], [3, 4, 9]], missing=[(1, 0)])
    assert [made.says(*place) for place in ((0, 0), (0, 1), (1, 0), (0, 2))] == ["–", "0", "", "5"]
    square = grid([[9, 2], [2, 9]], square=True)
    assert (square.says(0, 0), square.highest, square.share(0, 0), square.share(0, 1)) == ("·", 2, 0, 1)


def test_rows_and_columns_without_a_figure_are_left_out_and_in_a_square_on_both_sides() -> None:
    made = grid([[0, 0, 1], [0, 0, 0], [2, 0, 0]])
    assert arranged(made, Arrangement()) == Arranged((0, 2), (0, 2))
    assert arranged(made, Arrangement(hide_empty=False)) == Arranged((0, 1, 2), (0, 1, 2))
    directed = grid([[0, 1, 0], [0, 0, 0], [0, 0, 0]], square=True)
    assert arranged(directed, Arrangement()) == Arranged((0, 1), (0, 1))


def test_order_by_sums_by_a_column_and_by_a_row() -> None:
    made = grid([[1, 2], [5, 0], [3, 3]])
    assert arranged(made, Arrangement(rows=By("sum"))).rows == (2, 1, 0)
    assert arranged(made, Arrangement(rows=By("label", "c0"))).rows == (1, 2, 0)
    assert arranged(made, Arrangement(columns=By("label", "r0"))).columns == (1, 0)
    assert arranged(made, Arrangement(rows=By("label", "gone"))).rows == (0, 1, 2)


def test_letters_of_columns_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


@given(st.floats(min_value=0, max_value=1), st.booleans())
def test_words_are_legible_on_every_colour(share: float, dark: bool) -> None:
    behind, words = heat(share, dark)
    assert contrast(rgb(behind), rgb(words)) >= 4.5


def test_more_is_further_along_the_ramp_and_its_mark_is_darker() -> None:
    on_dark, on_light = ([luminance(rgb(heat(step / 9, dark)[0])) for step in range(10)] for dark in (True, False))
    assert on_dark == sorted(on_dark) and on_light == sorted(on_light, reverse=True)
    assert [mark(share) for share in (0, 0.01, 0.3, 0.6, 1)] == [" ", "░", "▒", "▓", "█"]
