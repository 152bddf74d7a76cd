from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import CODERS, CODES, DOCUMENTS, Mark, marks_of, table_of, tables
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.crosstab import code_matrix, crosstab
from qualcode.analysis.dimension import Dimension
from qualcode.errors import WrongUse

CASES = ("county A", "county B", "county C")
LABELS = ("east", "west", "south")

memberships = st.dictionaries(st.integers(0, DOCUMENTS - 1), st.sets(st.integers(0, 2), max_size=3))


def codes_of(table: CodingTable) -> Dimension:
    return Dimension.of_codings("codes", table.codes, table.code)


def documents_of(table: CodingTable) -> Dimension:
    return Dimension.of_codings("documents", table.documents, table.document)


def cell_values(marks: list[Mark], cases: dict[int, set[int]]) -> dict[str, int]:
    """What a cell with these codings should say."""
    return {
        "codings": len(marks),
        "binary": int(bool(marks)),
        "documents": len({mark.document for mark in marks}),
        "cases": len({case for mark in marks for case in cases.get(mark.document, ())}),
        "characters": len({(mark.document, mark.coder, place) for mark in marks for place in mark.characters}),
        "words": sum(mark.end - mark.start for mark in marks),
    }


@given(tables, memberships, memberships)
def test_cells_are_those_of_looking_at_every_coding(
    table: CodingTable, cases: dict[int, set[int]], areas: dict[int, set[int]]
) -> None:
    marks = marks_of(table)
    expected = [
        [
            cell_values([m for m in marks if m.code == code and area in areas.get(m.document, ())], cases)
            for area in range(len(LABELS))
        ]
        for code in range(CODES)
    ]
    area = Dimension.of_documents("area", LABELS, areas, table)
    given_beside = {"cases": Dimension.of_documents("cases", CASES, cases, table), "words": table.end - table.start}
    for value in cell_values([], {}):
        figures = code_matrix(table, codes_of(table), area, value=value, **given_beside).figures
        assert figures.tolist() == [[cell[value] for cell in row] for row in expected], value


@given(tables, st.sampled_from(("row", "column", "total")))
def test_shares_add_up_to_one_or_are_undefined(table: CodingTable, normalize: str) -> None:
    counts = code_matrix(table, codes_of(table), documents_of(table)).figures
    shares = code_matrix(table, codes_of(table), documents_of(table), normalize=normalize).figures
    axis = {"row": 1, "column": 0, "total": None}[normalize]
    sums, wholes = np.atleast_1d(shares.sum(axis=axis)), np.atleast_1d(counts.sum(axis=axis))
    assert np.allclose(sums[wholes > 0], 1)
    assert np.isnan(sums[wholes == 0]).all()


def weighted() -> CodingTable:
    return CodingTable.from_arrays(
        [0, 0, 0],
        [0, 1, 2],
        [1, 2, 3],
        [0, 0, 1],
        [0, 0, 0],
        [2, 5, np.nan],
        documents=["a"],
        lengths=[9],
        codes=["x", "y"],
        coders=["p"],
    )


def test_weights_are_averaged_and_empty_where_there_is_none() -> None:
    table = weighted()
    result = code_matrix(table, codes_of(table), documents_of(table), value="weight")
    assert result.to_table("code").rows == [("x", 3.5), ("y", None)]


def test_eight_of_twelve_county_officials() -> None:
    table = table_of([Mark(0, n, n + 1, 0, 0) for n in range(8)], documents=["P"], lengths=[20])
    levels = Dimension.of_codings("attribute:level", ["county", "city"], [0] * 8).holding(
        [[n < 12 for n in range(17)], [n >= 12 for n in range(17)]]
    )
    officials = Dimension.of_codings("cases", [f"official {n}" for n in range(17)], np.arange(8))
    options = {"value": "cases", "normalize": "cases", "cases": officials}
    result = code_matrix(table, codes_of(table), levels, **options)
    assert result.to_table("code").rows[0] == ("code 0", 8 / 12, 0)
    assert "Each cell is divided by the cases of its column: county 12, city 5." in result.notes
    turned = code_matrix(table, levels, codes_of(table), **options)
    assert turned.to_table("level").rows[0][:2] == ("county", 8 / 12)
    assert "Each cell is divided by the cases of its row: county 12, city 5." in turned.notes
    overall = code_matrix(table, codes_of(table), documents_of(table), **options)
    assert overall.figures[0, 0] == 8 / 17


def test_a_case_counts_only_under_the_values_it_has() -> None:
    """One document tied to a township and a village: each is one case of its own level, not two of both."""
    table = table_of([Mark(0, 0, 1, 0, 0)], documents=["N"], lengths=[20])
    both = Dimension.of_pairs("cases", ["township", "village"], [0, 0], [0, 1]).holding(np.eye(2))
    levels = Dimension.of_pairs("attribute:level", ["township", "village"], [0, 0], [0, 1]).holding(np.eye(2))
    result = code_matrix(table, codes_of(table), levels, value="cases", cases=both)
    assert result.figures[0].tolist() == [1, 1]
    shares = code_matrix(table, codes_of(table), levels, value="cases", normalize="cases", cases=both)
    assert shares.figures[0].tolist() == [1, 1]


def test_dividing_by_cases_needs_cases() -> None:
    table = weighted()
    with pytest.raises(WrongUse, match="no cases"):
        code_matrix(table, codes_of(table), documents_of(table), normalize="cases")


@pytest.mark.parametrize("options", [{"value": "weight", "normalize": "row"}, {"value": "sums"}, {"normalize": "rows"}])
def test_what_has_no_meaning_is_wrong_use(options: dict[str, str]) -> None:
    table = weighted()
    with pytest.raises(WrongUse):
        code_matrix(table, codes_of(table), documents_of(table), **options)


@pytest.mark.parametrize("value", ["cases", "words"])
def test_values_that_need_more_than_codings_say_so(value: str) -> None:
    table = weighted()
    with pytest.raises(ValueError, match=value):
        code_matrix(table, codes_of(table), documents_of(table), value=value)


def test_labels_without_codings_keep_their_row_and_column() -> None:
    table = table_of([Mark(0, 0, 2, 1, 0)], documents=["a", "b", "c"])
    result = code_matrix(table, codes_of(table), documents_of(table))
    assert result.to_table("code").columns == ("code", "a", "b", "c")
    assert result.to_table("code").rows == [(f"code {n}", int(n == 1), 0, 0) for n in range(CODES)]
    assert result.long().columns == ("row", "column", "value")
    assert result.long().rows[3:5] == [("code 1", "a", 1), ("code 1", "b", 0)]
    assert len(result.long().rows) == CODES * 3


def test_notes_tell_of_codings_under_several_labels_and_under_none() -> None:
    table = table_of([Mark(0, 0, 2, 0, 0), Mark(1, 0, 2, 0, 0), Mark(2, 0, 2, 0, 0)])
    areas = Dimension.of_documents("area", LABELS, {0: [1, 0], 1: [2, 2]}, table)
    notes = code_matrix(table, codes_of(table), areas).notes
    assert "1 coding belongs to several labels of area and counts for each." in notes
    assert "1 coding has no value for area and is left out." in notes


def test_memberships_may_come_as_pairs_in_any_order_and_repeat() -> None:
    pairs = Dimension.of_pairs("speakers", ["Li", "Wang"], [2, 0, 2, 2], [1, 0, 0, 1])
    assert pairs.coding.tolist() == [0, 2, 2]
    assert pairs.label.tolist() == [0, 0, 1]


def test_a_coder_by_kind_table_without_codings_is_all_zero() -> None:
    table = table_of([])
    coders = Dimension.of_codings("coders", table.coders, table.coder)
    assert code_matrix(table, coders, documents_of(table)).figures.tolist() == [[0] * DOCUMENTS] * CODERS
    assert code_matrix(table, coders, documents_of(table), value="characters").figures.sum() == 0


def test_crosstab_adds_values_up() -> None:
    result = crosstab([0, 0, 1, 0], [1, 1, 0, 0], [2.5, 1.0, 4.0, 0.5], ["a", "b"], ["x", "y"])
    assert result.to_table("name").rows == [("a", 0.5, 3.5), ("b", 4.0, 0.0)]
    assert crosstab([0, 0], [1, 1], None, ["a"], ["x", "y"], normalize="row").figures.tolist() == [[0, 1]]
