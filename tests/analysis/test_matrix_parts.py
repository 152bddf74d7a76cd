"""Products, totals and tests of matrices, each the slow way."""

from __future__ import annotations

from itertools import permutations
from itertools import product as every_pair

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import CODERS, CODES, DOCUMENTS, Mark, marks_of, table_of, tables
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.crosstab import Crosstab, code_matrix
from qualcode.analysis.dimension import Dimension
from qualcode.analysis.independence import Counted, independence_tests, permutation_p
from qualcode.analysis.product import product
from qualcode.analysis.totals import matrix_with_totals
from qualcode.errors import Refused

AREAS = ("east", "west")
CASES = ("A", "B", "C")
memberships = st.dictionaries(st.integers(0, DOCUMENTS - 1), st.sets(st.integers(0, 1), max_size=2))


def codes_of(table: CodingTable) -> Dimension:
    return Dimension.of_codings("codes", table.codes, table.code)


def coders_of(table: CodingTable) -> Dimension:
    return Dimension.of_codings("coders", table.coders, table.coder)


@given(tables, memberships, memberships)
def test_a_product_holds_what_both_hold(
    table: CodingTable, areas: dict[int, set[int]], years: dict[int, set[int]]
) -> None:
    one, other = (Dimension.of_documents(name, AREAS, it, table) for name, it in (("area", areas), ("year", years)))
    both = product(one, other, len(table))
    figures = code_matrix(table, both, codes_of(table)).figures
    marks = marks_of(table)
    for number, (area, year) in enumerate(every_pair(range(2), range(2))):
        there = [m for m in marks if area in areas.get(m.document, ()) and year in years.get(m.document, ())]
        assert figures[number].tolist() == [sum(m.code == code for m in there) for code in range(CODES)]
    assert both.parts == tuple(every_pair(AREAS, AREAS))
    assert both.document_pairs is not None
    under = set(zip(*(column.tolist() for column in both.document_pairs), strict=True))
    assert under == {
        (document, 2 * area + year)
        for document in areas
        for area in areas[document]
        for year in years.get(document, ())
    }


@given(tables, memberships)
def test_documents_are_under_a_product_with_coders_whoever_codes(
    table: CodingTable, areas: dict[int, set[int]]
) -> None:
    area = Dimension.of_documents("area", AREAS, areas, table)
    for both, place in (
        (product(area, coders_of(table), len(table)), lambda a, c: a * CODERS + c),
        (product(coders_of(table), area, len(table)), lambda a, c: c * 2 + a),
    ):
        under = set(zip(*(column.tolist() for column in both.document_pairs), strict=True))
        assert under == {(d, place(a, c)) for d in areas for a in areas[d] for c in range(CODERS)}


def test_a_product_of_too_many_labels_is_refused() -> None:
    table = table_of([])
    many = Dimension.of_codings("months", [str(n) for n in range(2000)], [])
    with pytest.raises(Refused, match="4,000,000 rows"):
        product(many, many, len(table))
    with pytest.raises(Refused, match="cells"):
        code_matrix(table, Dimension.of_codings("spans", [str(n) for n in range(20_000)], []), many)


@given(tables, memberships, st.sampled_from(("codings", "documents", "cases", "characters")))
def test_totals_count_what_is_in_several_cells_once(table: CodingTable, areas: dict[int, set[int]], value: str) -> None:
    area = Dimension.of_documents("area", AREAS, areas, table)
    cases = Dimension.of_documents("cases", CASES, {d: {d % 3} for d in range(DOCUMENTS)}, table)
    figures = matrix_with_totals(table, codes_of(table), area, value=value, cases=cases).figures
    alone = Dimension.of_codings("area", ["any"], [0 if areas.get(d) else -1 for d in table.document.tolist()])
    everything = Dimension.of_codings("codes", ["any"], np.zeros(len(table), dtype=int))
    assert (
        figures[:-1, -1].tolist()
        == code_matrix(table, codes_of(table), alone, value=value, cases=cases).figures[:, 0].tolist()
    )
    assert (
        figures[-1, :-1].tolist() == code_matrix(table, everything, area, value=value, cases=cases).figures[0].tolist()
    )
    assert figures[-1, -1] == code_matrix(table, everything, alone, value=value, cases=cases).figures[0, 0]


@given(tables, st.sampled_from(("row", "column", "total")))
def test_totals_of_shares_are_shares_of_the_sums(table: CodingTable, normalize: str) -> None:
    counts = code_matrix(table, codes_of(table), coders_of(table)).figures
    made = matrix_with_totals(table, codes_of(table), coders_of(table), normalize=normalize)
    if counts.sum() == 0:
        assert np.isnan(made.figures).all()
        return
    whole = {"row": counts.sum(0) / counts.sum(), "column": np.ones(CODERS), "total": counts.sum(0) / counts.sum()}
    bottom = made.figures[-1, :-1]
    assert np.allclose(bottom[~np.isnan(bottom)], whole[normalize][~np.isnan(bottom)])
    assert made.row_labels[-1] == made.col_labels[-1] == "total"


def test_binary_totals_count_the_cells_with_a_one() -> None:
    table = table_of([Mark(0, 0, 3, 0, 0), Mark(0, 0, 3, 0, 1), Mark(0, 0, 3, 1, 1)])
    figures = matrix_with_totals(table, codes_of(table), coders_of(table), value="binary").figures
    assert figures[:2].tolist() == [[1, 1, 0, 2], [0, 1, 0, 1]]
    assert figures[-1].tolist() == [1, 2, 0, 3]


def test_what_is_missing_is_empty_and_not_zero() -> None:
    made = Crosstab(("a", "b"), ("x",), np.array([[0], [0]]), missing=np.array([[True], [False]]))
    assert made.to_table("row").rows == [("a", None), ("b", 0)]
    assert made.long().rows == [("a", "x", None), ("b", "x", 0)]


def counted(cells: list[list[int]], cluster: list[int] | None = None) -> Counted:
    places = [(r, c) for r, row in enumerate(cells) for c, times in enumerate(row) for _ in range(times)]
    row, column = np.array(places, dtype=np.int64).reshape(-1, 2).T
    clusters = np.arange(len(places)) if cluster is None else np.array(cluster)
    return Counted(row, column, clusters, len(cells), len(cells[0]))


def by_test(found: Counted, **options: int) -> dict[str, tuple[object, ...]]:
    return {str(row[1]): row for row in independence_tests("all", found, **options)}


def test_a_large_table_of_independent_things_gets_chi_square_and_no_permutations() -> None:
    stats = pytest.importorskip("scipy.stats")
    cells = [[20, 30], [30, 15], [12, 18]]
    found = by_test(counted(cells))
    assert set(found) == {"chi-square"}
    assert found["chi-square"][4] == pytest.approx(stats.chi2_contingency(cells, correction=False).pvalue)


def test_a_small_square_gets_fisher_and_chi_square_is_refused_with_its_reason() -> None:
    stats = pytest.importorskip("scipy.stats")
    cells = [[1, 9], [4, 2]]
    found = by_test(counted(cells))
    assert set(found) == {"chi-square", "fisher"}
    assert found["chi-square"][4] is None
    assert "3 of 4 expected counts are below 5" in str(found["chi-square"][8])
    assert found["fisher"][4] == pytest.approx(stats.fisher_exact(cells).pvalue)


def test_codings_of_one_document_are_not_independent() -> None:
    found = by_test(counted([[20, 30], [30, 15]], cluster=[n // 2 for n in range(95)]), replicates=199)
    assert found["chi-square"][4] is None
    assert found["fisher"][4] is None
    assert "95 things of 48 clusters" in str(found["chi-square"][8])
    assert found["permutation"][4] is not None


def test_whole_clusters_are_dealt_out_where_each_is_in_one_column() -> None:
    """Of four clusters two are in each column; all of the six ways to deal them out are compared with the truth."""
    content = [(0, [5, 0]), (0, [4, 1]), (1, [0, 5]), (1, [2, 3])]
    places = [(r, c, k) for k, (c, rows) in enumerate(content) for r, times in enumerate(rows) for _ in range(times)]
    row, column, cluster = np.array(places).T
    found = Counted(row, column, cluster, 2, 2)

    def chi_square(columns: tuple[int, ...]) -> float:
        table = np.zeros((2, 2))
        for here, (_c, rows) in zip(columns, content, strict=True):
            table[:, here] += rows
        expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
        return float(((table - expected) ** 2 / expected).sum())

    actual = chi_square((0, 0, 1, 1))
    larger = [chi_square(way) >= actual * (1 - 1e-9) for way in permutations((0, 0, 1, 1))]
    p, note = permutation_p(found, actual, 9999, 1)
    assert p == pytest.approx(np.mean(larger), abs=0.02)
    assert "as wholes" in note
    assert permutation_p(found, actual, 9999, 1)[0] == p


def test_things_are_dealt_out_within_clusters_that_are_in_several_columns() -> None:
    rng = np.random.default_rng(3)
    row, column, cluster = rng.integers(0, 2, 60), rng.integers(0, 3, 60), np.arange(60) // 6
    found = by_test(Counted(row, column, cluster, 2, 3), replicates=499)
    assert "within clusters" in str(found["permutation"][8])
    assert 0.05 < float(str(found["permutation"][4])) <= 1


def test_nothing_to_deal_out_and_nothing_to_compare_are_undefined() -> None:
    one_column = by_test(counted([[3], [4]]))
    assert one_column["chi-square"][4] is None
    assert "two rows and two columns" in str(one_column["chi-square"][8])
    apart = Counted(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), 2, 2)
    permuted = by_test(apart)["permutation"]
    assert permuted[4] is None
    assert "the table is the same" in str(permuted[8])


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 25), min_size=width, max_size=width), min_size=2, max_size=4)
    )
)
def test_tests_of_any_table_are_those_of_a_library_or_are_refused_as_cochran_says(cells: list[list[int]]) -> None:
    stats = pytest.importorskip("scipy.stats")
    observed = np.array(cells)
    observed = observed[observed.any(axis=1)][:, observed.any(axis=0)]
    found = by_test(counted(cells), replicates=199)
    _name, _test, statistic, degrees, p, _effect, n, least, note = found["chi-square"]
    assert n == observed.sum()
    if min(observed.shape) < 2:
        assert (p, least, set(found)) == (None, None, {"chi-square"})
        return
    by_library = stats.chi2_contingency(observed, correction=False)
    expected = by_library.expected_freq
    assert (statistic, degrees, least) == (
        pytest.approx(by_library.statistic),
        by_library.dof,
        pytest.approx(expected.min()),
    )
    sparse = expected.min() < 1 or (expected < 5).sum() > expected.size / 5
    assert p == (None if sparse else pytest.approx(by_library.pvalue, abs=1e-12))
    assert ("refused" in (note or "")) == sparse
    if observed.shape == (2, 2):
        assert found["fisher"][4] == pytest.approx(stats.fisher_exact(observed).pvalue)
    assert ("permutation" in found) == (sparse and observed.shape != (2, 2))
