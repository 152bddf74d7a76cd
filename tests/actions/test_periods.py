"""Named periods: which documents are of them, in tables, panels and queries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import projects
from qualcode.actions import coding
from qualcode.actions.comparing import periods
from qualcode.actions.material import cases, documents
from qualcode.actions.querying.retrieval import retrieve
from qualcode.actions.tables.crossings import matrix
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span

DATES = {
    "A1": "2022-03-01",
    "A2": "2022-03-31",
    "A3": "2022-04-01",
    "A4": "2022-03",
    "A5": "2022",
    "A6": "",
    "A7": "2024-05-05",
    "A8": "2024-06",
}


@pytest.fixture
def dated(file_project: Project) -> Iterator[Project]:
    """Eight documents of one case with a coding each, and three periods, two of which share days."""
    with file_project.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(name, f"{name} said so.") for name in DATES))
        for name, date in DATES.items():
            documents.set_fields(work, name, {"occurred_on": date})
            cases.link(work, name, "东麓县", role="site")
            coding.apply(work, name, Span(0, 2), "pressure")
        periods.add(work, "second stay", starts_on="2024-05", ends_on="2024-06")
        periods.add(work, "first stay", starts_on="2022-03", ends_on="2022-03-31", note="with Lena")
        periods.add(work, "reform", starts_on="2024-06-01")
    yield file_project


def test_both_days_belong_and_a_vague_date_counts_only_where_it_is_sure(dated: Project) -> None:
    with dated.read() as view:
        table = periods.listing(view)
        crossed = matrix(view, "documents", "period:fieldwork").to_table("document")
    assert table.column("period") == ["first stay", "second stay", "reform"]
    assert table.column("starts_on") == ["2022-03-01", "2024-05-01", "2024-06-01"]
    assert table.column("ends_on") == ["2022-03-31", "2024-06-30", None]
    assert table.column("documents") == [3, 2, 1]
    inside = {row[0]: [name for name, cell in zip(crossed.columns[1:], row[1:]) if cell] for row in crossed.rows}
    assert {name: inside[name] for name in DATES} == {
        "A1": ["first stay"],
        "A2": ["first stay"],
        "A3": [],
        "A4": ["first stay"],
        "A5": [],
        "A6": [],
        "A7": ["second stay"],
        "A8": ["second stay", "reform"],
    }
    notes = "\n".join(crossed.notes)
    assert "1 document lies in several periods and counts in each: A8." in notes
    assert "1 document lies outside every period and is left out: A3." in notes
    assert "The date of 1 document does not tell its period, and it is left out: A5." in notes
    assert "3 documents have no date and are in no period: A6, N01, P01." in notes


def test_cases_are_compared_over_periods(dated: Project) -> None:
    with dated.read() as view:
        table = matrix(view, "cases*period:fieldwork", "codes").to_table("")
    rows = {row[:2]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert table.columns[:4] == ("case", "fieldwork", "documents", "words")
    assert rows["东麓县", "first stay"]["pressure"] == 3
    assert rows["东麓县", "second stay"]["documents"] == 2
    assert rows["P01 woman", "reform"]["pressure"] is None  # no document: empty, not 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('period = "first stay"', ["A1", "A2", "A4"]),
        ("period = Reform", ["A8"]),
        ('period in ("first stay", reform)', ["A1", "A2", "A4", "A8"]),
        ('document.period != "first stay" and pressure', ["A7", "A8"]),
        ("period is missing and pressure", ["A3", "A5", "A6"]),
        ("时期 = reform", ["A8"]),
    ],
)
def test_queries_ask_for_periods(dated: Project, query: str, found: list[str]) -> None:
    with dated.read() as view:
        assert retrieve(view, query).column("document") == found


def test_what_is_wrong_is_said(dated: Project) -> None:
    with dated.write("Anna") as work:
        with pytest.raises(Refused, match="called 'First Stay'"):
            periods.add(work, "First Stay")
        with pytest.raises(WrongUse, match="ends before"):
            periods.add(work, "third", starts_on="2025", ends_on="2024")
        with pytest.raises(WrongUse, match="no date"):
            periods.add(work, "third", starts_on="spring")
        with pytest.raises(NotFound, match="no period") as missed:
            periods.remove(work, "first stya")
    assert list(missed.value.nearest) == ["first stay"]
    with dated.read() as view, pytest.raises(NotFound, match="no period"):
        retrieve(view, 'period = "last stay"')


def test_a_period_is_changed_side_by_side(dated: Project) -> None:
    with dated.write("Anna") as work:
        periods.change(work, "first stay", ends_on="2022-04")
        periods.change(work, "first stay", new_name="spring")
        periods.change(work, "reform", starts_on="", ends_on="2023", note="since ever")
        periods.remove(work, "second stay")
    with dated.read() as view:
        table = periods.listing(view)
    assert table.rows == [
        ("reform", None, "2023-12-31", 5, "since ever"),
        ("spring", "2022-03-01", "2022-04-30", 4, "with Lena"),
    ]


def test_without_periods_a_table_says_how_to_make_one(file_project: Project) -> None:
    with file_project.read() as view:
        made = matrix(view, "codes", "period:fieldwork")
    assert made.col_labels == ()
    assert any("qualcode periods add" in note for note in made.notes)
