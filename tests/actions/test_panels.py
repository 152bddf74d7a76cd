"""Panels of cases and periods, data joined to them, sets, levels of cases, tests and framework matrices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import projects
from qualcode.actions import coders, codes, coding
from qualcode.actions.material import attributes, cases, documents
from qualcode.actions.privacy import consent
from qualcode.actions.tables import crossings, joining, panels
from qualcode.actions.tables.framework import framework
from qualcode.actions.tables.independence import matrix_tests
from qualcode.actions.tables.periods import filled, ordinal
from qualcode.errors import NotFound, UnreadableInput, WrongUse
from qualcode.project import Project
from qualcode.store import queries
from qualcode.store.models import (
    CaseSet,
    CaseSetMember,
    CaseSummary,
    CodeSet,
    CodeSetMember,
    DocumentSet,
    DocumentSetMember,
)
from qualcode.table import Table
from qualcode.text.span import Span

TEXT = "一二三四五六七八九十。 twelve words here"


@pytest.fixture
def places(file_project: Project) -> Project:
    """A province of two counties, notes of 2020 and 2022, one of which nobody has read; a trial in one county."""
    with file_project.write("Anna") as work:
        for name, parent in (("省", None), ("东县", "省"), ("西县", "省"), ("东村", "东县")):
            cases.add(work, name, parent=parent)
        read = [projects.read_text(name, f"{TEXT} {name}") for name in ("E20", "E22", "W20", "W22")]
        projects.add_documents(work, *read)
        for name, case, date in (
            ("E20", "东村", "2020-05"),
            ("E22", "东县", "2022-01-31"),
            ("W20", "西县", "2020"),
            ("W22", "西县", "2022-11-02"),
        ):
            cases.link(work, name, case, role="site")
            documents.set_fields(work, name, {"occurred_on": date})
        coding.apply(work, "E20", Span(0, 3), ["paper", "pressure"])
        coding.apply(work, "E22", Span(0, 3), "paper")
        coding.apply(work, "W20", Span(2, 5), "data entry")
        attributes.define(work, "trial", "date")
        cases.set_values(work, "东县", {"trial": "2021-06"})
        for document in ("E20", "E22", "W20"):
            coders.assign(work, document, "Anna", done=True)
    return file_project


def panel(project: Project, rows: str = "cases*period:year", **options: Any) -> Table:
    with project.read() as view:
        return crossings.matrix(view, rows, "codes", **options).to_table(rows)


def of_case(table: Table, case: str) -> list[tuple[Any, ...]]:
    return [row[1:] for row in table.rows if row[0] == case]


def test_a_panel_is_empty_where_no_document_is_and_zero_where_there_is_one(places: Project) -> None:
    table = panel(places, case_level=2)
    assert table.columns[:4] == ("case", "year", "documents", "words")
    east, west = of_case(table, "东县"), of_case(table, "西县")
    assert [(row[0], row[1], row[4:]) for row in east] == [
        (2020, 1, (1, 0, 1)),
        (2021, 0, (None, None, None)),
        (2022, 1, (1, 0, 0)),
    ]
    assert [(row[0], row[1], row[4:]) for row in west] == [
        (2020, 1, (0, 1, 0)),
        (2021, 0, (None, None, None)),
        (2022, 1, (0, 0, 0)),
    ]
    words = next(row.words for row in documents_of(places) if row.name == "E20")
    assert [row[2] for row in east] == [words, None, words]
    assert any("nobody has marked as done" in note and "W22" in note for note in table.notes)


def documents_of(project: Project) -> Any:
    with project.read() as view:
        return queries.documents(view)


def test_without_a_level_each_case_stands_for_itself(places: Project) -> None:
    table = panel(places)
    assert [row[1] for row in of_case(table, "东村")] == [1, 0, 0]
    assert [row[1] for row in of_case(table, "省")] == [0, 0, 0]
    assert [row[1] for row in of_case(panel(places, case_level=1), "省")] == [2, 0, 2]
    with pytest.raises(WrongUse, match="count from 1"):
        panel(places, case_level=0)


def test_the_total_of_a_panel_counts_each_document_once(places: Project) -> None:
    with places.write("Anna") as work:
        cases.link(work, "E22", "西县", role="mentioned")
    last = panel(places, case_level=2, totals=True).rows[-1]
    assert last[:3] == ("total", None, 4)
    assert last[-1] == 4


def test_a_start_gives_treatment_to_the_cases_it_is_given_for_and_those_in_them(places: Project) -> None:
    with places.read() as view:
        made = panels.with_start(view, crossings.matrix(view, "cases*period:year", "codes"), "trial")
    table = made.to_table("rows")
    assert table.columns[4:7] == ("treated", "post", "event_time")
    assert [row[3:6] for row in of_case(table, "东县")] == [(1, 0, -1), (1, 1, 0), (1, 1, 1)]
    assert [row[3:6] for row in of_case(table, "东村")] == [(1, 0, -1), (1, 1, 0), (1, 1, 1)]
    assert [row[3:6] for row in of_case(table, "西县")] == [(0, 0, None)] * 3
    with places.read() as view:
        by_quarter = panels.with_start(view, crossings.matrix(view, "cases*period:quarter", "codes"), "trial")
        times = {row[1]: row[6] for row in by_quarter.to_table("").rows if row[0] == "东县"}
    assert (times["2020-Q2"], times["2021-Q2"], times["2022-Q1"]) == (-4, 0, 3)


def test_documents_without_a_date_or_a_case_are_said_to_be_in_no_row(places: Project) -> None:
    with places.write("Anna") as work:
        documents.set_fields(work, "W22", {"occurred_on": ""})
    table = panel(places)
    assert "3 documents are in no row, without what names one: N01, P01, W22." in table.notes


def test_an_answer_that_stands_for_a_missing_one_is_no_start(places: Project) -> None:
    with places.write("Anna") as work:
        missing = [
            {"value": "9999", "label": "never", "missing": True},
            {"value": "2021", "label": "", "missing": False},
        ]
        attributes.define(work, "began", "choice", choices=missing)
        cases.set_values(work, "东县", {"began": "2021"})
        cases.set_values(work, "西县", {"began": "9999"})
    with places.read() as view:
        made = panels.with_start(view, crossings.matrix(view, "cases*period:year", "codes"), "began")
    table = made.to_table("rows")
    assert [row[3:6] for row in of_case(table, "西县")] == [(0, 0, None)] * 3
    assert [row[3:6] for row in of_case(table, "东县")] == [(1, 0, -1), (1, 1, 0), (1, 1, 1)]


def test_staggered_starts_below_a_row_are_told(places: Project) -> None:
    with places.read() as view:
        crossed = crossings.matrix(view, "cases*period:year", "codes", case_level=1)
        made = panels.with_start(view, crossed, "trial", 1)
        fine = panels.with_start(view, crossings.matrix(view, "cases*period:year", "codes", case_level=2), "trial", 2)
    assert any(note.startswith("Warning: 东县, 东村 began at another time") for note in made.notes)
    assert not any("began at another time" in note for note in fine.notes)


def test_a_start_that_does_not_tell_the_month_leaves_the_time_empty_and_says_so(places: Project) -> None:
    with places.write("Anna") as work:
        cases.set_values(work, "西县", {"trial": "2021"})
    with places.read() as view:
        made = panels.with_start(view, crossings.matrix(view, "cases*period:month", "codes"), "trial")
    assert {row[4:7] for row in made.to_table("").rows if row[0] == "西县"} == {(1, None, None)}
    assert any("does not tell the month: 西县" in note for note in made.notes)


def test_a_start_needs_a_panel_and_dates(places: Project) -> None:
    with places.write("Anna") as work:
        cases.set_values(work, "西县", {"level": "county"})
    with places.read() as view:
        with pytest.raises(WrongUse, match="panel of cases"):
            panels.with_start(view, crossings.matrix(view, "cases", "codes"), "trial")
        crossed = crossings.matrix(view, "cases*period:year", "codes")
        with pytest.raises(WrongUse, match="'county'"):
            panels.with_start(view, crossed, "level")
        with pytest.raises(NotFound):
            panels.with_start(view, crossed, "trail")


def joined(project: Project, file: Path, *on: str) -> Table:
    with project.read() as view:
        return joining.with_joined(crossings.matrix(view, "cases*period:year", "codes"), file, on).to_table("")


def test_outside_data_stand_beside_the_rows_they_name(places: Project, tmp_path: Path) -> None:
    file = tmp_path / "gdp.csv"
    file.write_text('Year,case,gdp,note,code\n2020,东县,"1,200",x,007\n2022.0,东县,,,008\n2020,北县,3.5,z,1\n', "utf-8")
    table = joined(places, file)
    at = table.columns.index("gdp")
    assert table.columns[at : at + 3] == ("gdp", "note", "code")
    cells = {row[:2]: row[at : at + 3] for row in table.rows}
    assert cells["东县", 2020] == (1200, "x", "007")
    assert cells["东县", 2022] == (None, None, "008")
    assert cells["西县", 2020] == (None, None, None)
    assert any("2 of its 3 rows" in note for note in table.notes)


def test_outside_data_may_be_joined_on_one_of_the_columns(places: Project, tmp_path: Path) -> None:
    file = tmp_path / "area.csv"
    file.write_text("case,area\n东县,12.5\n西县,-3e2\n", "utf-8")
    table = joined(places, file, "case")
    at = table.columns.index("area")
    assert {row[0]: row[at] for row in table.rows if row[at] is not None} == {"东县": 12.5, "西县": -300}


@pytest.mark.parametrize(
    ("content", "on", "error", "sentence"),
    [
        ("case,gdp\n东县,1\n东县,2\n", ("case",), UnreadableInput, "second row for 东县 on line 3"),
        ("case,gdp\n东县,1\n", ("case", "year"), UnreadableInput, "no column 'year'"),
        ("case,words\n东县,1\n", ("case",), WrongUse, "Both tables have a column words"),
        ("case,gdp\n东县,1\n", ("county", "year"), WrongUse, "named by case, year, not by county, year"),
        ("", ("case",), UnreadableInput, "gdp.csv"),
    ],
)
def test_what_cannot_be_joined_is_said(
    places: Project, tmp_path: Path, content: str, on: tuple[str, ...], error: type[Exception], sentence: str
) -> None:
    file = tmp_path / "gdp.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(error, match=sentence):
        joined(places, file, *on)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ({"2020", "2022"}, ["2020", "2021", "2022"]),
        ({"2021-Q1", "2020-Q3"}, ["2020-Q3", "2020-Q4", "2021-Q1"]),
        ({"2020-11", "2021-01"}, ["2020-11", "2020-12", "2021-01"]),
        (set(), []),
    ],
)
def test_no_period_between_two_is_left_out(periods: set[str], expected: list[str]) -> None:
    assert filled(periods) == expected
    numbers = [ordinal(it) for it in expected]
    assert numbers == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))


def test_products_with_codes_and_coders_are_empty_only_where_no_document_is(places: Project) -> None:
    with places.read() as view:
        table = crossings.matrix(view, "coders*period:year", "kinds", layer="all").to_table("")
    assert table.columns[:2] == ("coder", "year")
    assert "documents" not in table.columns
    assert {row[1]: row[2] for row in table.rows if row[0] == "Anna"} == {2020: 3, 2021: None, 2022: 1}


def test_cells_without_any_document_are_said_and_empty_in_a_product(places: Project) -> None:
    with places.read() as view:
        plain = crossings.matrix(view, "cases", "period:year", case_level=2).to_table("cases")
        every = crossings.matrix(view, "documents", "codes").to_table("documents")
        crossed = crossings.matrix(view, "codes", "cases*period:year", case_level=2).to_table("codes")
    east = next(row for row in plain.rows if row[0] == "东县")
    assert (plain.columns[1:], east[1:]) == (("2020", "2022"), (2, 1))
    assert any("6 of 10 cells have no document at all" in note for note in plain.notes)
    assert not any("no document at all" in note for note in (*every.notes, *crossed.notes))
    assert crossed.rows[0][crossed.columns.index("省 * 2020")] is None


def test_a_product_of_a_thing_with_itself_is_refused(places: Project) -> None:
    with places.read() as view, pytest.raises(WrongUse, match="cases stands twice"):
        crossings.matrix(view, "cases*cases", "codes")


def test_columns_of_one_name_are_told_apart(places: Project) -> None:
    with places.write("Anna") as work:
        codes.add(work, "documents")
        codes.add(work, "documents (2)")
        coding.apply(work, "E20", Span(0, 3), "documents")
    table = panel(places, case_level=2)
    assert {"documents", "documents (2)", "documents (3)"} < set(table.columns)
    (first, *_rest) = of_case(table, "东县")
    record = dict(zip(table.columns[1:], first, strict=True))
    assert (record["documents"], record["documents (3)"], record["documents (2)"]) == (1, 1, 0)
    assert any("documents (3)" in note for note in table.notes)


def test_sets_of_documents_codes_and_cases_are_rows(places: Project) -> None:
    with places.write("Anna") as work:
        for model, member, own, of, named, ids in (
            (DocumentSet, DocumentSetMember, "document_set_id", "document_id", "first", queries.documents(work)),
            (CaseSet, CaseSetMember, "case_set_id", "case_id", "chosen", queries.cases(work)),
            (CodeSet, CodeSetMember, "code_set_id", "code_id", "paperwork", queries.code_tree(work).rows),
        ):
            made = work.journal.insert(model, name=named, name_key=named)
            chosen = [row for row in ids if row.name in ("E20", "W20", "东县", "paper", "data entry")]
            for row in chosen:
                work.journal.insert(member, **{own: made, of: row.id})
        work.describe("sets", "made sets")
    assert panel(places, "sets").rows == [("first", 0, 1, 1, 1)]
    with places.read() as view:
        assert crossings.matrix(view, "code-sets", "documents").to_table("").rows[0][0] == "paperwork"
        by_document = crossings.matrix(view, "code-sets", "documents")
        figures = dict(zip(by_document.col_labels, by_document.figures[0].tolist(), strict=True))
        assert (figures["E20"], figures["E22"], figures["W20"]) == (1, 1, 1)
        chosen_cases = crossings.matrix(view, "case-sets", "documents", case_level=2)
        assert dict(zip(chosen_cases.col_labels, chosen_cases.figures[0].tolist(), strict=True))["E20"] == 2


def test_cases_with_a_code_are_set_against_those_without(places: Project) -> None:
    with places.write("Anna") as work:
        attributes.define(work, "side", "choice")
        for case, side in (("东县", "east"), ("西县", "west"), ("省", "none")):
            cases.set_values(work, case, {"side": side})
    with places.read() as view:
        table = matrix_tests(view, "codes", "attribute:side", value="cases", case_level=2)
        rows = {(row["row"], row["test"]): row for row in table.records()}
        assert rows["work/paper", "fisher"]["n"] == 2
        assert rows["work/paper", "fisher"]["p"] == 1
        with pytest.raises(WrongUse, match="no groups"):
            matrix_tests(view, "codes", "coders", value="documents")
        with pytest.raises(WrongUse, match="no test of words"):
            matrix_tests(view, "codes", "kinds", value="words")


def test_codings_of_documents_of_one_participant_are_one_cluster(places: Project) -> None:
    with places.write("Anna") as work:
        for document in ("E20", "E22"):
            cases.link(work, document, "东村", role="participant")
    with places.read() as view:
        table = matrix_tests(view, "codes", "period:year")
    assert "4 things of 2 clusters" in str(next(table.records())["note"])


def test_a_framework_matrix_holds_the_words_as_far_as_consent_allows(places: Project) -> None:
    with places.write("Anna") as work:
        cases.link(work, "W20", "西县", role="participant")
        consent.record(work, "西县", {"quote": "no"})
        code = next(row for row in queries.code_tree(work).rows if row.name == "paper")
        work.journal.insert(
            CaseSummary,
            case_id=queries.case_named(work, "东县").id,
            code_id=code.id,
            coder_id=queries.coder_named(work, "Anna").id,
            text="Paper stays.",
        )
        work.describe("summaries", "summed up")
    with places.read() as view:
        table = framework(view, case_level=2)
        turned = framework(view, "codes", "cases", case_level=2)
        with pytest.raises(WrongUse, match="cases and codes"):
            framework(view, "cases", "documents")
    cells = {row["case"]: row for row in table.records()}
    assert cells["东县"]["work/paper"] == "Paper stays.\n\n“一二三” (E20 0–3)\n\n“一二三” (E22 0–3)"
    assert cells["西县"]["work/data entry"] == "[1 passage not to be quoted]"
    assert cells["西县"]["work/paper"] is None
    assert any("Consent does not allow to quote 西县" in note for note in table.notes)
    assert {row[0]: row[1:] for row in turned.rows}["pressure"][1] == "“一二三” (E20 0–3)"
    assert turned.columns[0] == "code"
