import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import grids, marks_of, tables, touches, units_of
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.touch import Touch, touch_units
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.errors import WrongUse

RULES = ("half", "any", "all")


def pairs(found: tuple[np.ndarray, np.ndarray]) -> list[tuple[int, int]]:
    return list(zip(found[0].tolist(), found[1].tolist(), strict=True))


@given(tables, grids(), st.sampled_from(RULES))
def test_every_rule_gives_what_counting_characters_gives(table: CodingTable, grid: UnitGrid, rule: Touch) -> None:
    expected = [
        (coding, unit)
        for coding, mark in enumerate(marks_of(table))
        for unit, place in enumerate(units_of(grid))
        if touches(mark, place, rule)
    ]
    assert pairs(grid.touched(table, rule)) == expected


@given(tables, grids())
def test_all_is_stricter_than_half_and_half_than_any(table: CodingTable, grid: UnitGrid) -> None:
    whole, half, some = (set(pairs(grid.touched(table, rule))) for rule in ("all", "half", "any"))
    assert whole <= half <= some


def test_one_overrun_character_does_not_touch_the_next_unit() -> None:
    units = ([0, 10, 20], [10, 20, 30])
    assert pairs(touch_units([0], [11], *units)) == [(0, 0)]
    assert pairs(touch_units([0], [11], *units, "any")) == [(0, 0), (0, 1)]
    assert pairs(touch_units([3], [15], *units)) == [(0, 0), (0, 1)]
    assert pairs(touch_units([3], [15], *units, "all")) == []


def test_half_is_exact_for_odd_lengths() -> None:
    assert pairs(touch_units([0], [6], [0, 3], [3, 8])) == [(0, 0), (0, 1)]
    assert pairs(touch_units([0], [5], [0, 3], [3, 8])) == [(0, 0)]


def test_codings_need_not_be_sorted() -> None:
    assert pairs(touch_units([12, 0], [18, 8], [0, 10], [10, 20])) == [(0, 1), (1, 0)]


def test_an_unknown_rule_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="most"):
        touch_units([0], [1], [0], [1], "most")


def test_a_grid_sorts_its_units_and_refuses_overlapping_ones() -> None:
    grid = UnitGrid.from_spans("turn", [(1, [(4, 9), (0, 4)]), (0, [(2, 3)])])
    assert units_of(grid) == [(0, 2, 3), (1, 0, 4), (1, 4, 9)]
    assert grid.per_document(3).tolist() == [1, 2, 0]
    with pytest.raises(ValueError, match="overlap"):
        UnitGrid.from_spans("turn", [(0, [(0, 5), (4, 9)])])
    with pytest.raises(ValueError, match="start"):
        UnitGrid.from_spans("turn", [(0, [(5, 5)])])


def test_a_unit_outside_the_documents_is_refused() -> None:
    table = CodingTable.from_arrays([0], [0], [1], [0], [0], documents=["a"], lengths=[5], codes=["x"], coders=["p"])
    with pytest.raises(ValueError, match="outside"):
        UnitGrid.from_spans("turn", [(0, [(0, 6)])]).touched(table, "any")
    with pytest.raises(ValueError, match="outside"):
        UnitGrid.from_spans("turn", [(1, [(0, 2)])]).touched(table, "any")
