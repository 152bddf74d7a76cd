"""What codings are sorted by: attributes, periods, speakers, segments, cases."""

from __future__ import annotations

from typing import Any

import pytest

import projects
from qualcode.actions import coding, layers
from qualcode.actions.material import attributes, cases, documents
from qualcode.actions.tables import crossings
from qualcode.actions.tables.dimensions import dimension, period
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span


def matrix(project: Project, columns: str, **options: Any) -> tuple[tuple[str, ...], dict[Any, tuple[Any, ...]]]:
    """The column labels, and of each code that was used its cells."""
    with project.read() as view:
        table = crossings.matrix(view, "codes", columns, layer="all", **options).to_table("code")
    return table.columns[1:], {row[0]: row[1:] for row in table.rows if any(row[1:])}


@pytest.mark.parametrize(
    ("date", "year", "quarter", "month"),
    [
        ("2024-05-31", "2024", "2024-Q2", "2024-05"),
        ("2024-12", "2024", "2024-Q4", "2024-12"),
        ("2024-01", "2024", "2024-Q1", "2024-01"),
        ("2024", "2024", None, None),
        ("", None, None, None),
    ],
)
def test_a_date_belongs_to_the_periods_it_tells(
    date: str, year: str | None, quarter: str | None, month: str | None
) -> None:
    assert [period(date, length) for length in ("year", "quarter", "month")] == [year, quarter, month]


def test_a_partial_date_is_left_out_where_it_does_not_tell(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 3), "paper")
        documents.set_fields(work, "P01", {"occurred_on": "2024-05"})
        documents.set_fields(work, "N01", {"occurred_on": "2023"})
    assert matrix(file_project, "period:year") == (("2023", "2024"), {"work/paper": (1, 2), "work/data entry": (0, 1)})
    assert matrix(file_project, "period:month")[0] == ("2024-05",)
    with file_project.read() as view:
        notes = crossings.matrix(view, "codes", "period:month", layer="all").notes
    assert any("1 coding has no value for period:month" in note for note in notes)


def test_a_document_with_several_values_counts_under_each(project: Project) -> None:
    with project.write("Anna") as work:
        attributes.define(work, "issuers", "text", applies_to="document", many=True)
        documents.set_fields(work, "P01", {}, {"issuers": "health; finance"})
    labels, cells = matrix(project, "attribute:Issuers")
    assert (labels, cells["work/paper"]) == (("finance", "health"), (2, 2))


def test_numbers_are_in_the_order_of_numbers(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        attributes.define(work, "age", "integer")
        for name, age in (("P01 woman", "9"), ("东麓县", "10")):
            cases.set_values(work, name, {"age": age})
    assert matrix(file_project, "attribute:age")[0] == ("9", "10")


def test_shares_of_cases_are_of_all_that_could_have_been_found(project: Project) -> None:
    """Four officials, one of whom is tied to a document that holds the code: 1 of 4, and the denominator is printed."""
    rows = [("P01 woman", "official")] + [(f"other {n}", "official") for n in range(3)] + [("mayor", "mayor")]
    with project.write("Anna") as work:
        cases.import_table(work, ("case", "post"), rows)
        cases.link(work, "N01", "other 0")
    labels, cells = matrix(project, "attribute:post", value="cases", normalize="cases")
    assert (labels, cells["work/paper"]) == (("mayor", "official"), (0, 0.25))
    with project.read() as view:
        made = crossings.matrix(view, "codes", "attribute:post", value="cases", normalize="cases")
    assert any("mayor 1, official 4" in note for note in made.notes)


def test_an_attribute_of_cases_goes_before_one_of_documents_of_the_same_name(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        attributes.define(work, "level", "text", applies_to="document")
        documents.set_fields(work, "P01", {}, {"level": "of the document"})
        cases.set_values(work, "P01 woman", {"level": "of the case"})
    assert matrix(file_project, "attribute:level")[0] == ("county", "of the case")
    assert matrix(file_project, "attribute:document.level")[0] == ("of the document",)
    with file_project.read() as view:
        said = crossings.matrix(view, "codes", "attribute:level").notes
    assert any("attribute:document.level" in note for note in said)


def test_a_coding_belongs_to_who_speaks_where_it_starts(project: Project) -> None:
    answer = projects.INTERVIEW.index("去年春天")
    question = projects.INTERVIEW.index("为什么")
    with project.write("Anna") as work:
        coding.apply(work, "P01", Span(question, answer + 60), "pressure")
        coding.apply(work, "N01", Span(0, 3), "pressure")
    labels, cells = matrix(project, "speakers")
    assert dict(zip(labels, cells["pressure"], strict=True)) == {"访谈者": 1, "受访者": 0}
    assert dict(zip(labels, cells["work/paper"], strict=True)) == {"访谈者": 0, "受访者": 2}


def test_segments_are_spans_that_codings_share(file_project: Project) -> None:
    with file_project.write("Ben") as work:
        coding.apply(work, "P01", Span(32, 39), "pressure")
    labels, cells = matrix(file_project, "segments")
    assert labels == ("P01 30–45", "P01 32–39", "P01 32–45")
    assert (cells["work/paper"], cells["pressure"]) == ((1, 1, 0), (0, 1, 0))


def test_a_dimension_that_is_not_there_says_what_there_is(file_project: Project) -> None:
    with file_project.read() as view:
        found = layers.codings(view, "all")
        with pytest.raises(WrongUse, match="period:month"):
            dimension(view, found, "period:week")
        with pytest.raises(WrongUse, match="codes, documents"):
            dimension(view, found, "colours")
        with pytest.raises(NotFound, match="no attribute 'leval'") as caught:
            dimension(view, found, "attribute:leval")
    assert caught.value.nearest == ("level",)


def test_choices_are_shown_by_what_they_mean_and_missing_answers_are_left_out(project: Project) -> None:
    choices = [
        {"value": "2", "label": "often", "missing": False},
        {"value": "1", "label": "never", "missing": False},
        {"value": "9", "label": "refused", "missing": True},
    ]
    with project.write("Anna") as work:
        attributes.define(work, "use", "choice", applies_to="document", choices=choices, many=True)
        documents.set_fields(work, "P01", {}, {"use": "1; 2; 9"})
    labels, cells = matrix(project, "attribute:use")
    assert (labels, cells["work/paper"]) == (("often", "never"), (2, 2))
    with project.read() as view:
        notes = crossings.matrix(view, "codes", "attribute:use", layer="all").notes
    assert "attribute:use leaves out the answers that are marked as missing: refused ×1." in notes


def test_numbers_stay_beside_what_they_mean(project: Project) -> None:
    ends = [{"value": "1", "label": "bad", "missing": False}, {"value": "5", "label": "good", "missing": False}]
    with project.write("Anna") as work:
        attributes.define(work, "score", "decimal", applies_to="document", choices=ends, many=True)
        documents.set_fields(work, "P01", {}, {"score": "5; 3.5; 1"})
    assert matrix(project, "attribute:score")[0] == ("1 (bad)", "3.5", "5 (good)")


def test_choices_that_mean_the_same_are_told_apart(project: Project) -> None:
    same = [{"value": value, "label": "other", "missing": False} for value in ("7", "8")]
    with project.write("Anna") as work:
        attributes.define(work, "why", "choice", applies_to="document", choices=same, many=True)
        documents.set_fields(work, "P01", {}, {"why": "8; 7"})
    assert matrix(project, "attribute:why")[0] == ("7 (other)", "8 (other)")
