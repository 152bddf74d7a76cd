"""Tables about many documents at once."""

from __future__ import annotations

import pytest

import projects
from qualcode.actions import coders, history
from qualcode.actions.importing import sheets
from qualcode.actions.material import cases, documents
from qualcode.errors import NotFound, QualcodeError, UnreadableInput, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project


def sheet(columns: tuple[str, ...], *rows: tuple[str, ...]) -> TextTable:
    return TextTable("sheet.csv", columns, list(rows), list(range(2, len(rows) + 2)))


def test_documents_are_described_and_tied_to_cases(project: Project) -> None:
    table = sheet(
        ("Document", "kind", "occurred_on", "case", "role", "colour"),
        ("ｐ01", "focus-group", "2024-05", "东麓县", "site", "red"),
        ("P01", "", "", "P01 woman", "", ""),
        ("P01", "interview", "", "", "", ""),
        ("N01", "", "", "东麓县", "", ""),
    )
    with project.write("Anna") as work:
        report = sheets.describe_documents(work, table)
    assert [(it.kind, it.sentence) for it in report.findings] == [
        ("read", "4 rows"),
        ("not carried", "the column 'colour'"),
    ]
    with project.read() as view:
        details = documents.details(view, "P01").rows
        assert {("kind", "interview"), ("occurred_on", "2024-05"), ("site", "东麓县")} < set(details)
        assert details.count(("participant", "P01 woman")) == 1
        assert cases.listing(view).column("documents") == [2, 1]
    with project.write("Anna") as work:
        history.undo(work)
    with project.read() as view:
        assert ("occurred_on", "") in documents.details(view, "P01").rows
        assert cases.listing(view).column("documents") == [0, 1]


def test_a_date_may_be_called_so_and_written_as_people_do(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        report = sheets.describe_documents(
            work, sheet(("document", "date"), ("P01", "2025年3月9日"), ("N01", "2025.4"))
        )
    assert [it.kind for it in report.findings] == ["read"]
    with file_project.read() as view:
        assert ("occurred_on", "2025-03-09") in documents.details(view, "P01").rows
        assert ("occurred_on", "2025-04") in documents.details(view, "N01").rows
    with file_project.write("Anna") as work, pytest.raises(WrongUse, match="is not a date"):
        documents.set_fields(work, "P01", {"occurred_on": "next spring"})


def test_empty_cells_change_nothing(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        sheets.describe_documents(work, sheet(("document", "kind", "place"), ("P01", "", " ")))
        assert not work.journal.has_changes


@pytest.mark.parametrize(
    ("row", "error", "words"),
    [
        (("P0", "", "", ""), NotFound, "sheet.csv, line 3: There is no document 'P0'"),
        (("P01", "poem", "", ""), WrongUse, "sheet.csv, line 3: 'poem' is no kind"),
        (("P01", "", "May", ""), WrongUse, "sheet.csv, line 3: 'May' is not a date"),
        (("P01", "", "", "nobody"), NotFound, "sheet.csv, line 3: There is no case 'nobody'"),
        (("P01", "", "", "东麓县"), WrongUse, "sheet.csv, line 3: 'friend' is no role"),
    ],
)
def test_a_fault_is_said_with_its_line_and_changes_nothing(
    file_project: Project, row: tuple[str, ...], error: type[QualcodeError], words: str
) -> None:
    with file_project.read() as view:
        before = projects.dump(view)
    table = sheet(("document", "kind", "occurred_on", "case", "role"), ("N01", "policy", "", "", ""), (*row, "friend"))
    with pytest.raises(error, match=words), file_project.write("Anna") as work:
        sheets.describe_documents(work, table)
    with file_project.read() as view:
        assert projects.dump(view) == before


def test_the_column_document_is_needed(file_project: Project) -> None:
    with pytest.raises(UnreadableInput, match="no column 'document'"), file_project.write("Anna") as work:
        sheets.describe_documents(work, sheet(("name",), ("P01",)))


def test_work_is_shared_out_and_the_later_row_counts(project: Project) -> None:
    table = sheet(
        ("document", "coder", "of_record", "done"),
        ("P01", "Ben", "yes", ""),
        ("N01", "Ben", "是", "no"),
        ("N01", "Anna", "1", "yes"),
        ("P01", "Anna", "", "no"),
    )
    with project.write("Anna") as work:
        sheets.assign(work, table)
    with project.read() as view:
        assert coders.assignments(view).rows == [
            ("N01", "Anna", True, True),
            ("N01", "Ben", False, False),
            ("P01", "Anna", False, False),
            ("P01", "Ben", True, False),
        ]
    with project.write("Anna") as work:
        history.undo(work)
    with project.read() as view:
        assert coders.assignments(view).rows == [("P01", "Anna", True, True)]


def test_a_mark_that_is_neither_yes_nor_no_is_said(file_project: Project) -> None:
    table = sheet(("document", "coder", "done"), ("P01", "Ben", "soon"))
    with pytest.raises(WrongUse, match="line 2: done is yes or no, not 'soon'"), file_project.write("Anna") as work:
        sheets.assign(work, table)
