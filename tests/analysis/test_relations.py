"""Co-occurrence in every relation, larger sets, other programs' counts and chance, each the slow way."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import CODERS, CODES, Mark, grids, join, marks_of, table_of, tables, touches, units_of
from qualcode.analysis.chance import chi_square_p, expected_counts, fisher_exact, pearson
from qualcode.analysis.code_sets import code_sets
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.rival_cooccurrence import rival_cooccurrence
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.errors import WrongUse


def holds(relation: str, one: Mark, other: Mark, units: list[tuple[int, int, int]], rule: str, within: int) -> bool:
    if relation == "overlap":
        return bool(one.characters & other.characters)
    if relation == "same-span":
        return one.characters == other.characters
    if relation == "encloses":
        return one.characters > other.characters
    if relation == "same-document":
        return True
    here = [unit for unit in units if unit[0] == one.document]
    places = [[number for number, unit in enumerate(here) if touches(mark, unit, rule)] for mark in (one, other)]
    apart = [abs(a - b) for a in places[0] for b in places[1]]
    return bool(apart) and min(apart) <= (within if relation == "near" else 0)


@pytest.mark.parametrize("relation", ["overlap", "same-span", "encloses", "near", "same-unit", "same-document"])
@given(
    table=tables,
    grid=grids(),
    across_coders=st.booleans(),
    rule=st.sampled_from(("half", "any", "all")),
    within=st.integers(0, 3),
)
def test_pairs_are_those_of_comparing_each_with_each(
    relation: str, table: CodingTable, grid: UnitGrid, across_coders: bool, rule: str, within: int
) -> None:
    count, places = np.zeros((CODES, CODES), dtype=int), set()
    for one, other in permutations(join(marks_of(table)), 2):
        if one.document != other.document or one.code == other.code:
            continue
        if (across_coders or one.coder == other.coder) and holds(relation, one, other, units_of(grid), rule, within):
            count[one.code, other.code] += 1
            places.add((one.document, one.code, other.code))
    documents = np.zeros((CODES, CODES), dtype=int)
    for _document, a, b in places:
        documents[a, b] += 1
    made = cooccurrence(table, relation=relation, across_coders=across_coders, units=grid, touch=rule, within=within)
    assert made.count.tolist() == count.tolist()
    assert made.documents.tolist() == documents.tolist()


def test_a_pair_that_encloses_has_a_row_for_its_direction_only() -> None:
    table = table_of([Mark(0, 0, 9, 1, 0), Mark(0, 2, 5, 0, 0)])
    made = cooccurrence(table, relation="encloses")
    assert [row[:3] for row in made.long().rows] == [("code 1", "code 0", 1)]
    assert made.matrix().rows[1] == ("code 1", 1, 0, 0, 0)


def test_a_relation_of_units_needs_units_and_a_relation_must_be_known() -> None:
    with pytest.raises(WrongUse, match="needs a unit"):
        cooccurrence(table_of([]), relation="near")
    with pytest.raises(WrongUse, match="beside"):
        cooccurrence(table_of([]), relation="beside")
    with pytest.raises(WrongUse, match="less than 0"):
        cooccurrence(table_of([]), relation="near", within=-1, units=UnitGrid.from_spans("sentence", []))


@given(tables, grids(), st.booleans(), st.integers(1, 3), st.integers(3, CODES))
def test_sets_are_those_of_looking_into_every_reading(
    table: CodingTable, grid: UnitGrid, across_coders: bool, support: int, largest: int
) -> None:
    joined = join(marks_of(table))
    readings = []
    for unit in units_of(grid):
        for reader in ["all"] if across_coders else range(CODERS):
            mine = [mark for mark in joined if reader in ("all", mark.coder)]
            if any(mark.document == unit[0] for mark in mine):
                readings.append((unit[0], {mark.code for mark in mine if touches(mark, unit, "half")}))
    expected = {}
    for size in range(3, largest + 1):
        for codes in combinations(range(CODES), size):
            documents = [document for document, held in readings if held >= set(codes)]
            if len(documents) >= support:
                singly = prod(sum(code in held for _d, held in readings) for code in codes)
                names = "; ".join(f"code {code}" for code in codes)
                lift = len(documents) * len(readings) ** (size - 1) / singly
                expected[names] = (size, len(documents), len(set(documents)), lift)
    made = code_sets(table, grid, largest=largest, support=support, across_coders=across_coders)
    found = {row["codes"]: (row["size"], row["count"], row["documents"]) for row in made.records()}
    assert found == {names: figures[:3] for names, figures in expected.items()}
    assert all(row["lift"] == pytest.approx(expected[row["codes"]][3]) for row in made.records())
    assert all(row["units"] == len(readings) for row in made.records())


def plain_rival(program: str, table: CodingTable) -> Counter[tuple[int, int]]:
    """By comparing every span with every other."""
    marks = marks_of(table)
    codes_on: dict[tuple[int, int, int], set[int]] = {}
    for mark in marks:
        codes_on.setdefault((mark.document, mark.start, mark.end), set()).add(mark.code)
    found: Counter[tuple[int, int]] = Counter()
    if program == "qualcoder":
        for one, other in combinations(marks, 2):
            if one.document == other.document and one.code != other.code and one.characters & other.characters:
                found[min(one.code, other.code), max(one.code, other.code)] += 1
    elif program == "maxqda":
        stretches = {
            (one.document, min(shared), max(shared), *sorted((one.code, other.code)))
            for one, other in combinations(marks, 2)
            if one.document == other.document
            and one.code != other.code
            and (shared := one.characters & other.characters)
        }
        found.update((a, b) for *_place, a, b in stretches)
    else:
        for codes in codes_on.values():
            found.update(combinations(sorted(codes), 2))
        for (one, these), (other, those) in combinations(codes_on.items(), 2):
            if one[0] == other[0] and one[1] < other[2] and other[1] < one[2]:
                found.update({(min(a, b), max(a, b)) for a in these for b in those if a != b})
    return found


@pytest.mark.parametrize("program", ["atlas", "maxqda", "dedoose", "qualcoder"])
@given(table=tables)
def test_other_programs_counts_are_those_of_their_definitions(program: str, table: CodingTable) -> None:
    made = rival_cooccurrence(program, table)
    expected = plain_rival(program, table)
    names = {(f"code {a}", f"code {b}"): times for (a, b), times in expected.items()}
    assert {(row[1], row[2]): row[3] for row in made.long().rows} == names
    square = np.array([row[1:] for row in made.matrix().rows])
    assert square.sum() == sum(expected.values()) * (1 if program == "qualcoder" else 2)


def test_the_coefficient_of_atlas_is_marked_where_one_code_is_far_more_frequent() -> None:
    """100 codings and 10, 5 of them together: 0.048, although half of the rarer lie with the other."""
    both = [Mark(0, 4 * n, 4 * n + 2, code, 0) for n in range(5) for code in (0, 1)]
    alone = [Mark(0, 100 + 4 * n, 102 + 4 * n, 0, 0) for n in range(95)]
    rare = [Mark(0, 600 + 4 * n, 602 + 4 * n, 1, 0) for n in range(5)]
    table = table_of([*both, *alone, *rare], documents=["a"], lengths=[700])
    (row,) = rival_cooccurrence("atlas", table).long().records()
    assert (row["count"], row["n_a"], row["n_b"]) == (5, 100, 10)
    assert row["coefficient"] == pytest.approx(5 / 105)
    assert "five to one" in row["note"]
    units = UnitGrid.from_spans("sentence", [(0, [(4 * n, 4 * n + 2) for n in range(170)])])
    own = cooccurrence(table, units=units)
    (pair,) = own.long(details=True).records()
    assert pair["p_a_given_b"] == 0.5
    assert pair["note"] == "more than five to one: 100 and 10 units"
    assert any("code 0 / code 1 (100:10)" in note for note in own.long().notes)


def test_a_coefficient_out_of_its_bounds_is_said() -> None:
    crossed = [Mark(0, n, n + 9, n % 2, 0) for n in range(8)]
    (row,) = rival_cooccurrence("atlas", table_of(crossed)).long().records()
    assert row["coefficient"] is not None
    assert not 0 <= row["coefficient"] <= 1
    assert "out of bounds" in row["note"]


def test_phi_and_fisher_are_undefined_where_a_code_is_everywhere() -> None:
    table = table_of([Mark(0, 0, 4, 0, 0), Mark(0, 4, 8, 0, 0), Mark(0, 0, 4, 1, 0)])
    units = UnitGrid.from_spans("sentence", [(0, [(0, 4), (4, 8)])])
    (row,) = cooccurrence(table, units=units).long(details=True).records()
    assert (row["phi"], row["fisher_p"]) == (None, None)
    assert "every unit" in row["note"]


@given(tables, grids(), st.sampled_from(("half", "any")))
def test_phi_is_the_correlation_of_presences(table: CodingTable, grid: UnitGrid, rule: str) -> None:
    joined = join(marks_of(table))
    readings = [
        {mark.code for mark in joined if mark.coder == reader and touches(mark, unit, rule)}
        for unit in units_of(grid)
        for reader in {mark.coder for mark in joined if mark.document == unit[0]}
    ]
    phi = cooccurrence(table, units=grid, touch=rule).presence.phi
    for a, b in combinations(range(CODES), 2):
        held = np.array([[code in codes for code in (a, b)] for codes in readings], dtype=float).reshape(-1, 2)
        if len(held) and 0 < held[:, 0].mean() < 1 and 0 < held[:, 1].mean() < 1:
            assert phi[a, b] == pytest.approx(np.corrcoef(held.T)[0, 1], abs=1e-9)
        else:
            assert np.isnan(phi[a, b])


counts = st.tuples(*[st.integers(0, 40)] * 4)


@given(counts)
def test_fisher_is_that_of_a_library(cells: tuple[int, int, int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    both, only_a, only_b, neither = cells
    p = fisher_exact(both, both + only_a, both + only_b, sum(cells))
    assert p == pytest.approx(stats.fisher_exact([[both, only_a], [only_b, neither]]).pvalue, rel=1e-8)


@given(st.floats(0, 300), st.integers(1, 200))
def test_the_p_of_chi_square_is_that_of_a_library(statistic: float, degrees: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert chi_square_p(statistic, degrees) == pytest.approx(stats.chi2.sf(statistic, degrees), rel=1e-9, abs=1e-14)


@given(st.lists(st.lists(st.integers(1, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_chi_square_is_that_of_a_library(rows: list[list[int]]) -> None:
    stats = pytest.importorskip("scipy.stats")
    observed = np.array(rows)
    expected = stats.chi2_contingency(observed, correction=False)
    statistic, degrees, effect = pearson(observed)
    assert (statistic, degrees) == (pytest.approx(expected.statistic, abs=1e-9), expected.dof)
    assert np.allclose(expected_counts(observed), expected.expected_freq)
    assert effect == pytest.approx(stats.contingency.association(observed, correction=False), abs=1e-7)


def test_counts_no_table_has_are_refused() -> None:
    with pytest.raises(ValueError, match="no table"):
        fisher_exact(5, 4, 9, 20)
    with pytest.raises(ValueError, match="degree of freedom"):
        chi_square_p(1, 0)
