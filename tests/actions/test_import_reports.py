"""The report of an import as a table, and as it is kept in the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from qualcode.actions import history
from qualcode.actions.importing import files, import_reports
from qualcode.errors import NotFound
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.project import Project
from qualcode.store.models import ImportReport

INTERVIEW = "问：好吗？\n答：好。\n问：真的？\n答：真的。"
PLAIN = files.ImportOptions()


def bring(project: Project, folder: Path) -> files.ReadFiles:
    read = files.read_files(files.find_files([folder]), PLAIN)
    with project.write("Anna") as work:
        files.add_documents(work, read.documents, read.reports, PLAIN)
    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "field").mkdir()
    (tmp_path / "field" / "P01.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "field" / "bad.docx").write_bytes(b"no document at all")
    return tmp_path / "field"


def records(table: Any) -> list[dict[str, Any]]:
    return [{key: cell for key, cell in row.items() if cell is not None} for row in table.records()]


def test_a_row_a_finding_and_counts_once_a_document(file_project: Project, folder: Path) -> None:
    *good, bad = records(import_reports.report_of(bring(file_project, folder)))
    assert (bad["file"], bad["outcome"], bad["finding"]) == ("bad.docx", "not read", "error")
    assert {(row["document"], row["outcome"], row["format"], row["encoding"]) for row in good} == {
        ("P01 (field)", "imported", "text", "utf-8")
    }
    assert [row.get("turns") for row in good] == [4, *[None] * (len(good) - 1)]
    assert (good[0]["characters"], good[0]["speakers"]) == (len(INTERVIEW), 2)
    assert "changed" in {row["finding"] for row in good}  # its name
    assert any("the first turns: 问: 好吗？ / 答: 好。" in row["sentence"] for row in good)


def test_what_is_kept_says_neither_folders_nor_what_is_said_in_the_text(file_project: Project, folder: Path) -> None:
    bring(file_project, folder)
    (folder / "P01.txt").write_text(INTERVIEW.replace("真的？", "真的吗？") * 9, encoding="utf-8")
    (folder / "P02.txt").write_text("new", encoding="utf-8")
    bring(file_project, folder)
    with file_project.read() as view:
        kept = str(view.connection.scalars(select(ImportReport.content)).all())
    assert str(folder) not in kept
    assert "好吗" not in kept


def test_the_report_of_an_import_is_found_again(file_project: Project, folder: Path) -> None:
    bring(file_project, folder)
    with file_project.read() as view:
        number = history.latest_operation(view)
        latest, named = import_reports.kept_table(view), import_reports.kept_table(view, number)
        assert latest == named
        assert latest.columns == import_reports.COLUMNS
        assert set(latest.column("file")) == {"bad.docx", "P01.txt"}
        with pytest.raises(NotFound, match="Operation 1 has no report"):
            import_reports.kept_table(view, 1)


def test_many_documents_of_one_file_stand_in_a_row_each() -> None:
    report = Report("all.mbox", "mbox")
    report.add("read", "2 messages")
    drafts = [DocumentDraft(name, name, turns=[]) for name in ("a", "bc")]
    read = files.ReadFiles([files.understand(draft, Path("all.mbox"), report, PLAIN) for draft in drafts], [report])
    for document in read.documents:
        document.outcome, document.name, document.alone = "imported", document.called, False
    first, second, last = records(import_reports.report_of(read))
    assert [(row["document"], row["characters"]) for row in (first, second)] == [("a", 1), ("bc", 2)]
    assert last == {"file": "all.mbox", "format": "mbox", "finding": "read", "sentence": "2 messages"}


def test_a_report_kept_by_an_earlier_version_is_still_a_table() -> None:
    old = [{"source": "a.txt", "format": "text", "findings": [["read", "3 characters", ""]]}]
    assert records(import_reports.table(old)) == [
        {"file": "a.txt", "format": "text", "finding": "read", "sentence": "3 characters"}
    ]
    assert len(import_reports.table([{"source": "a.txt", "format": "", "findings": []}]).rows) == 1
