from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import CODERS, CODES, Mark, grids, join, marks_of, table_of, tables, touches, units_of
from qualcode.analysis import arrays
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.unit_grid import UnitGrid


def meeting_pairs(table: CodingTable, across_coders: bool) -> list[tuple[Mark, Mark]]:
    """Joined codings of different codes that share a character."""
    return [
        (one, other)
        for one, other in combinations(join(marks_of(table)), 2)
        if one.document == other.document
        and one.code != other.code
        and (across_coders or one.coder == other.coder)
        and one.characters & other.characters
    ]


@given(tables, st.booleans())
def test_counts_are_those_of_comparing_all_pairs(table: CodingTable, across_coders: bool) -> None:
    count = np.zeros((CODES, CODES), dtype=int)
    places = set()
    for one, other in meeting_pairs(table, across_coders):
        count[one.code, other.code] += 1
        count[other.code, one.code] += 1
        places |= {(one.document, one.code, other.code), (one.document, other.code, one.code)}
    documents = np.zeros((CODES, CODES), dtype=int)
    for _document, one, other in places:
        documents[one, other] += 1
    result = cooccurrence(table, across_coders=across_coders)
    assert result.count.tolist() == count.tolist()
    assert result.documents.tolist() == documents.tolist()
    assert result.n.tolist() == [sum(mark.code == code for mark in join(marks_of(table))) for code in range(CODES)]


@given(tables, grids(), st.booleans(), st.sampled_from(("half", "any", "all")))
def test_presence_is_that_of_comparing_every_coding_with_every_unit(
    table: CodingTable, grid: UnitGrid, across_coders: bool, rule: str
) -> None:
    joined = join(marks_of(table))
    held: dict[tuple[object, ...], set[int]] = {}
    for unit in units_of(grid):
        readers = {mark.coder for mark in joined if mark.document == unit[0]}
        for reader in [None] if across_coders and readers else () if across_coders else readers:
            mine = [mark for mark in joined if reader is None or mark.coder == reader]
            held[(*unit, reader)] = {mark.code for mark in mine if touches(mark, unit, rule)}
    presence = cooccurrence(table, across_coders=across_coders, units=grid, touch=rule).presence
    assert presence.units_total == len(held)
    assert presence.units_with.tolist() == [sum(code in codes for codes in held.values()) for code in range(CODES)]
    assert presence.units_both.tolist() == [
        [sum({a, b} <= codes for codes in held.values()) if a != b else 0 for b in range(CODES)] for a in range(CODES)
    ]


@given(tables, grids())
def test_coefficients_stay_within_their_bounds(table: CodingTable, grid: UnitGrid) -> None:
    for row in cooccurrence(table, units=grid).long().records():
        bounded = [row[name] for name in ("jaccard", "dice", "p_b_given_a", "p_a_given_b")]
        assert all(figure is None or 0 <= figure <= 1 for figure in bounded)
        assert row["p_b_given_a"] == (row["units_both"] / row["units_a"] if row["units_a"] else None)
        assert row["p_a_given_b"] == (row["units_both"] / row["units_b"] if row["units_b"] else None)
        assert row["units_both"] <= min(row["units_a"], row["units_b"]) <= row["units"]
        assert row["count"] > 0 or row["units_both"] > 0
        assert (row["lift"] is None) == (row["units_a"] == 0 or row["units_b"] == 0)


@given(tables, grids(), st.booleans())
def test_the_size_of_the_parts_changes_nothing(table: CodingTable, grid: UnitGrid, across_coders: bool) -> None:
    whole = cooccurrence(table, units=grid, across_coders=across_coders).long()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "AT_ONCE", 2)
        assert cooccurrence(table, units=grid, across_coders=across_coders).long() == whole


def example() -> tuple[CodingTable, UnitGrid]:
    """Two coders; coder 0 gives both codes to two of her four sentences in document 0, coder 1 one code to one sentence."""
    marks = [
        Mark(0, 0, 5, 0, 0),
        Mark(0, 1, 6, 1, 0),
        Mark(0, 6, 12, 0, 0),
        Mark(0, 6, 12, 1, 0),
        Mark(0, 18, 24, 0, 0),
    ]
    marks += [Mark(0, 0, 6, 1, 1), Mark(0, 5, 6, 1, 1)]
    return table_of(marks), UnitGrid.from_spans(
        "sentence", [(0, [(0, 6), (6, 12), (12, 18), (18, 24)]), (1, [(0, 24)])]
    )


def test_the_long_table_has_the_columns_others_rely_on() -> None:
    table, grid = example()
    result = cooccurrence(table, units=grid).long()
    assert result.columns == (
        *("code_a", "code_b", "count", "documents", "n_a", "n_b", "unit", "units", "units_a", "units_b", "units_both"),
        *("jaccard", "dice", "p_b_given_a", "p_a_given_b", "lift"),
    )
    assert result.rows == [
        ("code 0", "code 1", 2, 1, 3, 3, "sentence", 8, 3, 3, 2, 2 / 4, 4 / 6, 2 / 3, 2 / 3, 2 * 8 / 9),
    ]


def test_across_coders_a_reading_is_a_unit() -> None:
    table, grid = example()
    row = next(cooccurrence(table, units=grid, across_coders=True).long().records())
    assert (row["count"], row["units"], row["units_a"], row["units_b"], row["units_both"]) == (3, 4, 3, 2, 2)


def test_a_document_read_without_coding_is_blank_and_one_nobody_opened_is_missing() -> None:
    table, grid = example()
    assert cooccurrence(table, units=grid).presence.units_total == 8
    read = cooccurrence(table, units=grid, done={1: [2], 0: [0]})
    assert read.presence.units_total == 9
    assert read.presence.units_both[0, 1] == 2


def test_the_matrix_is_square_and_keeps_codes_never_used() -> None:
    table, _grid = example()
    matrix = cooccurrence(table).matrix()
    assert matrix.columns == ("code", "code 0", "code 1", "code 2", "code 3")
    assert matrix.rows[1] == ("code 1", 2, 0, 0, 0)
    assert matrix.rows[3] == ("code 3", 0, 0, 0, 0)


def test_without_units_there_are_counts_and_no_coefficients() -> None:
    table, _grid = example()
    result = cooccurrence(table)
    assert result.presence is None
    assert result.long().rows == [("code 0", "code 1", 2, 1, 3, 3, *[None] * 10)]


def test_notes_say_what_was_joined_and_what_touches_nothing() -> None:
    table = table_of([Mark(0, 0, 4, 0, 0), Mark(0, 2, 6, 0, 0), Mark(1, 0, 4, 1, 0)])
    notes = cooccurrence(table, units=UnitGrid.from_spans("turn", [(0, [(0, 9)])]), unit_name="话轮").notes
    assert any(note.startswith("1 coding was joined") for note in notes)
    assert any(note.startswith("1 coding touches no unit (话轮)") for note in notes)


def test_codings_that_touch_or_only_share_a_place_in_other_documents_do_not_co_occur() -> None:
    table = table_of([Mark(0, 0, 4, 0, 0), Mark(0, 4, 8, 1, 0), Mark(1, 0, 4, 1, 0), Mark(0, 0, 4, 2, CODERS - 1)])
    assert cooccurrence(table).count.sum() == 0


def test_an_empty_table_gives_an_empty_answer() -> None:
    table = table_of([])
    assert cooccurrence(table, units=UnitGrid.from_spans("sentence", [])).long().rows == []


def test_a_square_of_coefficients_warns_where_one_code_is_far_more_frequent() -> None:
    """Code 0 in six sentences, code 1 in one of them: every b comes with a, and Jaccard says 1 in 6."""
    marks = [Mark(0, 2 * unit, 2 * unit + 1, 0, 0) for unit in range(6)] + [Mark(0, 0, 1, 1, 0)]
    grid = UnitGrid.from_spans("sentence", [(0, [(2 * unit, 2 * unit + 2) for unit in range(8)])])
    found = cooccurrence(table_of(marks), units=grid)
    table = found.matrix("jaccard")
    assert table.rows[0][2] == pytest.approx(1 / 6)
    assert any("code 0 / code 1 (6:1)" in note for note in table.notes)
    assert not any("Warning" in note for note in (*found.matrix("count").notes, *found.matrix("p_b_given_a").notes))
