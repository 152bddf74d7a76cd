from __future__ import annotations

from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import (
    CODERS,
    CODES,
    DOCUMENTS,
    Mark,
    grids,
    join,
    marks_of,
    table_of,
    tables,
    touches,
    units_of,
)
from qualcode.analysis.agreement import ReliabilityData, measure
from qualcode.analysis.agreement.by_code import code_agreement
from qualcode.analysis.agreement.code_rows import POOLED, AgreementRow
from qualcode.analysis.agreement.disagreements import disagreements
from qualcode.analysis.agreement.incidence import coders_present, incidence
from qualcode.analysis.agreement.judgements import Judgements
from qualcode.analysis.agreement.wanted import Wanted
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.errors import NotFound, WrongUse

Done = dict[int, set[int]]
dones = st.dictionaries(st.integers(0, DOCUMENTS - 1), st.sets(st.integers(0, CODERS - 1)))
everybody: Done = {document: set(range(CODERS)) for document in range(DOCUMENTS)}


def yes_and_no(
    table: CodingTable, grid: UnitGrid, done: Done, code: int, rule: str = "half"
) -> list[list[bool | None]]:
    """One row a coder: whether that coder gave each unit the code, None where the document was not finished."""
    counted = [mark for mark in join(marks_of(table)) if mark.coder in done.get(mark.document, ())]
    return [
        [
            any(mark.coder == coder and mark.code == code and touches(mark, unit, rule) for mark in counted)
            if coder in done.get(unit[0], ())
            else None
            for unit in units_of(grid)
        ]
        for coder in range(CODERS)
    ]


def by_code(rows: tuple[AgreementRow, ...]) -> dict[str, AgreementRow]:
    return {row.code: row for row in rows}


@given(tables, grids(), dones, st.sampled_from(("half", "any", "all")))
def test_each_code_is_the_alpha_of_its_yes_and_no(table: CodingTable, grid: UnitGrid, done: Done, rule: str) -> None:
    rows = by_code(code_agreement(table, grid, done, touch=rule, wanted=Wanted(replicates=2)).rows)
    for code, name in enumerate(table.codes):
        judged = yes_and_no(table, grid, done, code, rule)
        plain, row = measure("alpha", ReliabilityData.from_rows(judged)), rows[name]
        assert row.result.estimate == plain.estimate
        assert (row.result.observed, row.result.expected) == (plain.observed, plain.expected)
        assert row.result.n_pairable_units == plain.n_pairable_units
        pairable = [unit for unit in zip(*judged, strict=True) if sum(value is not None for value in unit) > 1]
        assert row.uses.units == sum(any(unit) for unit in pairable)


@given(tables, grids(), dones)
def test_it_equals_the_krippendorff_package(table: CodingTable, grid: UnitGrid, done: Done) -> None:
    for row in code_agreement(table, grid, done, wanted=Wanted(replicates=2)).rows[:-1]:
        if row.result.estimate is not None:
            judged = yes_and_no(table, grid, done, table.codes.index(row.code))
            array = np.array([[np.nan if value is None else int(value) for value in coder] for coder in judged])
            assert row.result.estimate == pytest.approx(krippendorff.alpha(array, level_of_measurement="nominal"))


@given(tables, grids(), dones)
def test_the_last_row_averages_disagreements(table: CodingTable, grid: UnitGrid, done: Done) -> None:
    *codes, pooled = code_agreement(table, grid, done, wanted=Wanted(replicates=2)).rows
    assert pooled.code == POOLED
    observed, expected = (sum(getattr(row.result, name) or 0 for row in codes) for name in ("observed", "expected"))
    if pooled.result.estimate is None:
        assert expected == 0
    else:
        applied = sum(row.uses.units > 0 for row in codes)
        assert pooled.result.observed == pytest.approx(observed / applied)
        assert pooled.result.expected == pytest.approx(expected / applied)
        assert pooled.result.estimate == pytest.approx(1 - observed / expected)


def scattered(units: int) -> tuple[CodingTable, UnitGrid, Done]:
    """Three coders who give each unit up to three of four codes, most of them as the others do."""
    chance = np.random.default_rng(2)
    given = chance.random((units, CODES)) < 0.3
    flipped = chance.random((CODERS, units, CODES)) < 0.1
    marks = [
        Mark(0, 4 * u, 4 * u + 4, k, c) for c in range(CODERS) for u, k in np.argwhere(given ^ flipped[c]).tolist()
    ]
    table = table_of(marks, documents=["a"], lengths=[4 * units])
    return table, UnitGrid.from_spans("sentence", [(0, [(4 * u, 4 * u + 4) for u in range(units)])]), {0: {0, 1, 2}}


def test_lowest_first_then_undefined_then_pooled() -> None:
    table, grid, done = scattered(30)
    wide = replace(table, codes=(*table.codes, "never"), code_parents=np.full(CODES + 1, -1))
    figures = [row.result.estimate for row in code_agreement(wide, grid, done, wanted=Wanted(replicates=2)).rows]
    assert len(set(figures)) == CODES + 2
    assert figures[:CODES] == sorted(figures[:CODES])
    assert figures[CODES] is None
    assert figures[0] < figures[CODES + 1] < figures[CODES - 1]


def hundred_held_units() -> tuple[CodingTable, UnitGrid, Done]:
    """1,000 units; 80 both coders gave the code, 20 only one of them (ten each)."""
    yes = {0: [*range(80), *range(80, 90)], 1: [*range(80), *range(90, 100)]}
    marks = [Mark(0, 5 * unit, 5 * unit + 5, 0, coder) for coder, units in yes.items() for unit in units]
    table = table_of(marks, documents=["a"], lengths=[5000], codes=["delay"], coders=["Anna", "Ben"])
    return table, UnitGrid.from_spans("sentence", [(0, [(5 * n, 5 * n + 5) for n in range(1000)])]), {0: {0, 1}}


def test_scope_decides_what_alpha_means_and_f1_does_not_care() -> None:
    wide = code_agreement(*hundred_held_units()).rows[0]
    assert wide.result.estimate == pytest.approx(0.878, abs=0.001)
    coded = code_agreement(*hundred_held_units(), scope="coded").rows[0]
    assert coded.result.estimate == pytest.approx(-0.106, abs=0.001)
    assert coded.result.n_pairable_units == 100
    held = code_agreement(*hundred_held_units(), scope="code").rows[0]
    assert held.result.estimate is None
    assert held.note.startswith("undefined: only units with the code were compared")
    assert held.note.endswith("positive agreement (F1) 0.889")
    assert wide.instead.estimate == coded.instead.estimate == held.instead.estimate


def test_code_scope_compares_for_each_code_the_units_that_hold_it() -> None:
    table, grid, done = scattered(30)
    rows = code_agreement(table, grid, done, scope="code").rows
    assert [row.result.n_pairable_units for row in rows[:-1]] == [row.uses.units for row in rows[:-1]]
    assert len({row.uses.units for row in rows}) > 2
    assert all(row.result.undefined for row in rows)


def test_coded_scope_means_coded_with_any_code_by_anyone_who_counts() -> None:
    marks = [Mark(0, 0, 4, 0, 0), Mark(0, 4, 8, 1, 1), Mark(0, 8, 12, 2, 2)]
    grid = UnitGrid.from_spans("sentence", [(0, [(0, 4), (4, 8), (8, 12), (12, 16)])])
    rows = by_code(code_agreement(table_of(marks), grid, {0: [0, 1]}, codes=["code 0"], scope="coded").rows)
    assert rows["code 0"].result.n_pairable_units == 2


def test_the_table_has_the_columns_others_rely_on() -> None:
    table = code_agreement(*hundred_held_units()).to_table()
    assert table.columns == (
        *("code", "coders", "unit", "scope", "measure", "estimate", "ci_low", "ci_high", "observed", "expected"),
        *("units", "coded_units", "note"),
    )
    delay, pooled = table.records()
    assert (delay["code"], delay["coders"], delay["unit"], delay["scope"]) == ("delay", "Anna, Ben", "sentence", "all")
    assert (delay["measure"], delay["units"], delay["coded_units"], delay["note"]) == ("alpha", 1000, 100, "")
    assert delay["ci_low"] < delay["estimate"] < delay["ci_high"]
    assert pooled["code"] == "(all codes)"
    assert [pooled[name] for name in ("estimate", "observed", "expected")] == pytest.approx(
        [delay[name] for name in ("estimate", "observed", "expected")]
    )
    assert [pooled["ci_low"], pooled["ci_high"]] == pytest.approx([delay["ci_low"], delay["ci_high"]], abs=0.02)


def test_an_unfinished_document_is_missing_and_one_coder_alone_is_no_comparison() -> None:
    marks = [
        Mark(0, 0, 12, 0, 0),
        Mark(0, 0, 12, 0, 1),
        Mark(1, 0, 12, 0, 0),
        Mark(1, 0, 12, 0, 2),
        Mark(2, 0, 12, 0, 2),
    ]
    halves = [(document, [(0, 12), (12, 24)]) for document in range(DOCUMENTS)]
    grid = UnitGrid.from_spans("sentence", halves)
    result = code_agreement(table_of(marks), grid, {0: [0, 1], 1: [0], 2: [2]}, codes=["code 0"])
    assert result.rows[0].result.estimate == 1
    assert result.rows[0].result.n_pairable_units == 2
    assert result.coders == ("coder 0", "coder 1")
    assert "Documents that count, by coder: coder 0 1, coder 1 1, coder 2 0." in result.notes
    assert "Not compared, as fewer than two coders finished them: document 1, document 2." in result.notes
    blank = code_agreement(table_of(marks), grid, everybody, codes=["code 0"])
    assert blank.rows[0].result.estimate < 0.5


def test_rare_codes_and_codes_nobody_applied_say_so() -> None:
    marks = [Mark(0, 4 * n, 4 * n + 4, 0, coder) for n in range(3) for coder in (0, 1)]
    grid = UnitGrid.from_spans("sentence", [(0, [(4 * n, 4 * n + 4) for n in range(6)])])
    rows = by_code(code_agreement(table_of(marks), grid, {0: [0, 1]}).rows)
    assert rows["code 0"].note == "in 3 units: too few to judge"
    assert rows["code 1"].note == "undefined: nobody applied it"
    assert rows["code 1"].interval.low is None


def test_a_code_everybody_gives_everywhere_is_undefined_with_f1_in_its_place() -> None:
    marks = [Mark(0, 0, 24, 0, coder) for coder in (0, 1)]
    grid = UnitGrid.from_spans("sentence", [(0, [(4 * n, 4 * n + 4) for n in range(6)])])
    row, *_others, pooled = code_agreement(table_of(marks), grid, {0: [0, 1]}).rows
    assert (
        row.note == "undefined: all values are equal, so no disagreement can be expected; positive agreement (F1) 1.000"
    )
    assert pooled.result.undefined


def test_without_two_coders_everything_is_undefined() -> None:
    table, grid, _done = hundred_held_units()
    result = code_agreement(table, grid, {0: {0}})
    assert [row.note for row in result.rows] == [
        "undefined: fewer than two coders",
        "undefined: fewer than two coders",
    ]


def test_overlapping_codings_are_joined_before_they_are_held_against_units() -> None:
    marks = [Mark(0, 0, 5, 0, 0), Mark(0, 3, 9, 0, 0), Mark(0, 0, 18, 0, 1)]
    result = code_agreement(
        table_of(marks), UnitGrid.from_spans("turn", [(0, [(0, 18)])]), {0: [0, 1]}, codes=["code 0"]
    )
    assert result.rows[0].instead.estimate == 1
    assert any(note.startswith("1 coding was joined") for note in result.notes)


def test_rolling_up_compares_what_lies_under_one_heading() -> None:
    tree = {"codes": ["policy", "policy/hidden", "policy/open", "village"], "code_parents": [-1, 0, 0, -1]}
    table = table_of([Mark(0, 0, 12, 1, 0), Mark(0, 0, 12, 2, 1)], **tree)
    grid = UnitGrid.from_spans("sentence", [(0, [(0, 12), (12, 24)])])
    leaves = by_code(code_agreement(table, grid, {0: [0, 1]}).rows)
    assert leaves["policy/hidden"].result.estimate == 0
    rolled = by_code(code_agreement(table, grid, {0: [0, 1]}, rollup=1).rows)
    assert set(rolled) == {"policy", "village", POOLED}
    assert rolled["policy"].result.estimate == 1


def test_unknown_codes_and_scopes_are_refused() -> None:
    with pytest.raises(NotFound, match="delays"):
        code_agreement(*hundred_held_units(), codes=["delays"])
    with pytest.raises(WrongUse, match="some"):
        code_agreement(*hundred_held_units(), scope="some")


def test_the_same_seed_gives_the_same_table() -> None:
    first, second, third = (
        code_agreement(*hundred_held_units(), wanted=Wanted(seed=seed)).to_table() for seed in (1, 1, 2)
    )
    assert first == second
    assert first.rows != third.rows


def test_the_pooled_interval_resamples_units_with_all_their_codes() -> None:
    table, grid, done = scattered(60)
    pooled = code_agreement(table, grid, done, wanted=Wanted(replicates=4000)).rows[-1]
    judged = np.array([yes_and_no(table, grid, done, code) for code in range(CODES)])
    chance = np.random.default_rng(1)
    figures = []
    for _replicate in range(300):
        drawn = judged[:, :, chance.integers(0, 60, 60)]
        results = [measure("alpha", ReliabilityData.from_rows(rows.tolist())) for rows in drawn]
        figures.append(1 - sum(one.observed for one in results) / sum(one.expected for one in results))
    expected = np.quantile(figures, [0.025, 0.975])
    assert [pooled.interval.low, pooled.interval.high] == pytest.approx(expected, abs=0.03)


def test_drawing_units_or_counts_gives_the_same_interval_but_for_chance() -> None:
    table, grid, done = scattered(60)
    wide, narrow = (
        code_agreement(table, grid, done, wanted=Wanted(replicates=4000)),
        code_agreement(table.select(table.code == 0), grid, done, wanted=Wanted(replicates=4000)),
    )
    kinds = [len(row.result.resamplings["units"].counts) for row in (wide.rows[-1], narrow.rows[0])]
    assert kinds[0] * 8 > 60 > kinds[1] * 8
    one, other = by_code(narrow.rows)["code 0"].interval, by_code(narrow.rows)[POOLED].interval
    assert [one.low, one.high] == pytest.approx([other.low, other.high], abs=0.02)


@given(tables, grids(), dones)
def test_disagreements_are_the_units_where_finishers_differ(table: CodingTable, grid: UnitGrid, done: Done) -> None:
    expected = set()
    for place, unit in enumerate(units_of(grid)):
        for code in range(CODES):
            judged = [row[place] for row in yes_and_no(table, grid, done, code)]
            yes = tuple(f"coder {coder}" for coder, said in enumerate(judged) if said)
            no = tuple(f"coder {coder}" for coder, said in enumerate(judged) if said is False)
            if yes and no:
                expected.add((*unit, code, yes, no))
    found = disagreements(Judgements(incidence(table, grid, done, "half")))
    assert {(it.document, it.start, it.end, it.code, it.applied_by, it.not_applied_by) for it in found} == expected
    assert len(found) == len(expected)


@given(tables, grids(), dones)
def test_the_cost_of_a_disagreement_is_what_alpha_gains_without_its_unit(
    table: CodingTable, grid: UnitGrid, done: Done
) -> None:
    found = disagreements(Judgements(incidence(table, grid, done, "half")))
    costs = [it.cost for it in found if it.cost is not None]
    assert costs == sorted(costs, reverse=True)
    assert all(it.cost is None for it in found[len(costs) :])
    places = {unit: place for place, unit in enumerate(units_of(grid))}
    for it in found:
        rows = yes_and_no(table, grid, done, it.code)
        place = places[it.document, it.start, it.end]
        with_it, without = (
            measure("alpha", ReliabilityData.from_rows(part)).estimate
            for part in (rows, [[*row[:place], *row[place + 1 :]] for row in rows])
        )
        gain = None if with_it is None or without is None else without - with_it
        assert it.cost == (None if gain is None else pytest.approx(gain))


def test_without_word_of_who_finished_the_coders_present_count() -> None:
    table = table_of([Mark(0, 0, 2, 0, 2), Mark(0, 0, 2, 0, 0), Mark(2, 0, 2, 0, 1)])
    assert coders_present(table) == {0: (0, 2), 2: (1,)}
