"""Branches of codes, chosen cases, and tables of some documents only."""

from __future__ import annotations

from typing import Any

import pytest

import projects
from qualcode.actions import codes, coding
from qualcode.actions.material import cases, documents, sets
from qualcode.actions.pictures.matrices import cooccurrence as picture
from qualcode.actions.tables import chosen_parts, crossings, framework, independence
from qualcode.actions.tables.saturation import Rule, saturation
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.table import Table
from qualcode.text.span import Span

TEXT = "One sentence here. Another one. A third."


@pytest.fixture
def policies(file_project: Project) -> Project:
    """Aims and means (a heading, and one that is coded itself), in plans of two towns and in one interview."""
    with file_project.write("Anna") as work:
        for path in ("aims", "aims/order", "aims/welfare", "means", "means/rules", "means/rules/fines"):
            codes.add(work, path, is_codable=path not in ("aims", "means"))
        for name, parent in (("county", None), ("east", "county"), ("west", "county"), ("far", None)):
            cases.add(work, name, parent=parent)
        projects.add_documents(
            work, *(projects.read_text(name, f"{TEXT} {name}") for name in ("E1", "E3", "W1", "talk"))
        )
        for name, case, date, kind in (
            ("E1", "east", "2021", "policy"),
            ("E3", "east", "2023", "policy"),
            ("W1", "west", "2021", "policy"),
            ("talk", "far", "2019", "interview"),
        ):
            cases.link(work, name, case)
            documents.set_fields(work, name, {"occurred_on": date, "kind": kind})
        coding.apply(work, "E1", Span(0, 18), ["aims/order", "means/rules", "means/rules/fines"])
        coding.apply(work, "W1", Span(0, 18), ["aims/welfare", "means/rules"])
        coding.apply(work, "talk", Span(0, 18), ["aims/order", "work/paper"])
        sets.add(work, "towns", ["east"], of="cases")
    return file_project


def matrix(project: Project, rows: str, columns: str, **options: Any) -> Table:
    with project.read() as view:
        return crossings.matrix(view, rows, columns, layer="all", **options).to_table(rows)


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        ("aims", ("aims/order", "aims/welfare")),
        ("means", ("means/rules", "means/rules/fines")),
        ("fines", ("means/rules/fines",)),
    ],
)
def test_a_branch_is_a_code_and_all_below_it_without_its_heading(policies: Project, wanted: str, labels: Any) -> None:
    assert matrix(policies, "kinds", f"codes:{wanted}").columns[1:] == labels


def test_a_branch_counts_what_the_whole_tree_counts_there(policies: Project) -> None:
    whole, branch = matrix(policies, "documents", "codes"), matrix(policies, "documents", "codes:means")
    for code in branch.columns[1:]:
        assert branch.column(code) == whole.column(code)


def test_a_heading_is_there_when_codes_below_it_are_counted_for_it(policies: Project) -> None:
    table = matrix(policies, "kinds", "codes:aims", code_level=1)
    assert table.columns[1:] == ("aims",)
    with pytest.raises(WrongUse, match="counted for a code above"):
        matrix(policies, "kinds", "codes:fines", code_level=1)


def test_codes_are_those_of_a_set_and_no_others(policies: Project) -> None:
    with policies.write("Anna") as work:
        sets.add(work, "tools", ["fines", "order"], of="codes")
    assert matrix(policies, "kinds", "codes:tools").columns[1:] == ("aims/order", "means/rules/fines")
    assert matrix(policies, "codes:Tools", "kinds").column("policy") == [1, 1]
    with pytest.raises(WrongUse, match="means/rules/fines is counted"):
        matrix(policies, "kinds", "codes:tools", code_level=2)


def test_a_framework_matrix_of_chosen_cases_and_codes(policies: Project) -> None:
    with policies.read() as view:
        table = framework.framework(view, "cases:County", "codes:aims", layer="all")
        turned = framework.framework(view, "codes:aims", "cases:towns", layer="all")
    assert table.columns == ("case", "aims/order", "aims/welfare")
    assert table.column("case") == ["east", "west"]
    assert "1 cases and 0 codes without a passage are left out." in table.notes
    assert (turned.columns, turned.column("code")) == (("code", "east"), ["aims/order"])


def test_a_branch_that_is_not_there_is_refused(policies: Project) -> None:
    with pytest.raises(NotFound, match="no code"):
        matrix(policies, "kinds", "codes:nothing")


def test_cases_are_those_of_a_set_or_a_case_and_all_in_it(policies: Project) -> None:
    assert matrix(policies, "cases:towns", "kinds").column("cases:towns") == ["east"]
    assert matrix(policies, "cases:County", "kinds").column("cases:County") == ["county", "east", "west"]
    with pytest.raises(NotFound) as refused:
        matrix(policies, "cases:wset", "kinds")
    assert refused.value.nearest[:1] == ("west",)


def test_a_panel_of_chosen_cases_names_them_case(policies: Project) -> None:
    table = matrix(policies, "cases:towns*period:year", "codes:aims")
    assert table.columns[:4] == ("case", "year", "documents", "words")
    assert [row[:3] for row in table.rows if row[2]] == [("east", 2021, 1), ("east", 2023, 1)]
    assert not any("in no row" in note for note in table.notes)


def test_a_product_of_two_choices_of_one_thing_is_refused(policies: Project) -> None:
    with pytest.raises(WrongUse, match="twice"):
        matrix(policies, "codes:aims*codes:means", "kinds")


def test_among_some_documents_there_are_only_their_cases_and_years(policies: Project) -> None:
    table = matrix(policies, "cases*period:year", "codes:aims", among="kind = policy")
    assert [row[:3] for row in table.rows] == [
        *(("east", 2021, 1), ("east", 2022, 0), ("east", 2023, 1)),
        *(("west", 2021, 1), ("west", 2022, 0), ("west", 2023, 0)),
    ]
    assert any("kind = policy (3 of" in note for note in table.notes)


def test_documents_without_codings_stay_among_them(policies: Project) -> None:
    table = matrix(policies, "documents", "codes:means", among='case = "east"')
    assert table.rows == [("E1", 1, 1), ("E3", 0, 0)]


def test_cases_without_such_a_document_are_not_in_the_denominator(policies: Project) -> None:
    asked = {"value": "cases", "normalize": "cases"}
    table = matrix(policies, "cases", "codes:aims", among='document = "talk"', **asked)
    assert table.rows == [("far", 1.0, 0.0)]


def test_a_query_about_codings_chooses_no_documents(policies: Project) -> None:
    with pytest.raises(WrongUse, match="choose documents"):
        matrix(policies, "cases", "codes", among='code = "aims/order"')


def test_the_test_of_a_matrix_is_of_those_documents_too(policies: Project) -> None:
    with policies.read() as view:
        table = independence.matrix_tests(view, "codes:means", "cases", layer="all", among="kind = policy")
    assert {row[table.columns.index("n")] for row in table.rows} <= {3, None}


def test_one_branch_meets_another_in_units_of_the_documents_asked_for(policies: Project) -> None:
    with policies.read() as view:
        made = crossings.cooccurrence(
            view, unit="sentence", layer="all", rows="aims/*", columns="means", among="kind = policy"
        )
    square, pairs = made.matrix("units_both"), made.long()
    assert square.columns == ("code", "means/rules", "means/rules/fines")
    assert square.rows == [("aims/order", 1, 1), ("aims/welfare", 1, 0)]
    assert list(zip(pairs.column("code_a"), pairs.column("code_b"), strict=True)) == [
        ("aims/order", "means/rules"),
        ("aims/order", "means/rules/fines"),
        ("aims/welfare", "means/rules"),
    ]
    drawn = picture(square, "units", "")
    assert drawn is not None and (list(drawn.rows), list(drawn.columns)) == (
        ["aims/order", "aims/welfare"],
        ["means/rules", "means/rules/fines"],
    )
    assert set(pairs.column("units")) == {8}  # four sentences each in E1 and W1, which somebody read


def test_sets_and_what_has_others_below_it_are_offered_for_rows_and_columns(policies: Project) -> None:
    with policies.write("Anna") as work:
        sets.add(work, "means", ["means/rules"], of="codes")
        sets.add(work, "county", ["far"], of="cases")
        codes.add(work, "2*2")
        codes.add(work, "2*2/one")
    with policies.read() as view:
        offered = chosen_parts.offered(view)
        assert offered == [
            *("codes:means", "codes:work", "codes:aims", "codes:means/*", "codes:means/rules"),
            *("cases:county", "cases:towns", "cases:东麓县"),
        ]
        for name in offered:
            assert crossings.matrix(view, name, "kinds").row_labels


@pytest.mark.parametrize("order", ["time", "import", "coding"])
def test_saturation_among_some_documents_is_as_if_there_were_no_others(policies: Project, order: str) -> None:
    with policies.read() as view:
        asked = {"layer": "all", "among": "kind = policy"}
        found = saturation(view, Rule(order), **asked)
        assert [(row["document"], row["new_codes"]) for row in found.records()] == [("E1", 3), ("W1", 1)]
        used = {row["code"]: row["codings"] for row in crossings.frequencies(view, **asked).records()}
        assert used["aims/order"] == 1 and used["work/paper"] == 0
    frame = policies.frequencies(**asked)
    assert len(policies.segments(frame, "aims/order")) == 1
    assert len(policies.saturation(order=order, **asked)) == 2
