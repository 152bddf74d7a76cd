"""The curve of saturation in bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import WrongUse
from qualcode.tui.analysis import courses
from qualcode.tui.analysis.curve import Course, drawn
from qualcode.tui.view.width import cells


def said(course: Course, width: int = 40, height: int = 4, at: int = 0) -> list[str]:
    return ["".join(words for words, _look in line).rstrip() for line in drawn(course, width, height, at)]


def test_new_codes_stand_on_those_known_before() -> None:
    lines = said(Course([4, 4, 0], [4, 8, 8], reached=3))
    assert [line[6:].split("  ") for line in lines[:4]] == [
        ["", "", "", "█████ ░░░░░"],
        ["", "", "", "█████ ░░░░░"],
        ["█████ ░░░░░ ░░░░░"],
        ["█████ ░░░░░ ░░░░░"],
    ]
    assert lines[0].startswith("   8 ┤")
    assert lines[-2].startswith("   0 └")
    assert (lines[-1].index("▲"), lines[-1].index("✓")) == (6, 18)


def test_the_band_of_other_orders_stands_beside_the_bars() -> None:
    course = Course([4, 4], [4, 8], expected=[5.9, 8], low=[4, 8], high=[8, 8])
    column = [line[6 + 4] for line in said(course)[:4]]
    assert column == ["│", "┼", " ", " "]


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=300),
    st.integers(8, 200),
    st.integers(2, 20),
    st.integers(0, 299),
)
def test_a_chart_is_as_wide_and_high_as_it_may_be_and_marks_the_cursor(
    new: list[int], width: int, height: int, at: int
) -> None:
    total = [sum(new[: number + 1]) for number in range(len(new))]
    lines = said(Course(new, total), width, height, min(at, len(new) - 1))
    assert len(lines) == height + 2
    assert all(cells(line) <= width for line in lines)
    assert "▲" in lines[-1]


def test_the_rule_is_typed_in_three_numbers() -> None:
    assert courses.read("4 2 5 %") == {"base": 4, "run": 2, "threshold": 0.05}
    assert courses.read("6，3，0") == {"base": 6, "run": 3, "threshold": 0}
    for typed in ("", "4 2", "four 2 5"):
        with pytest.raises(WrongUse):
            courses.read(typed)
