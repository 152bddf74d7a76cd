"""What names of files and a table beside them say of documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode.actions.importing import files
from qualcode.actions.importing.file_attributes import read_sayings
from qualcode.actions.importing.file_table import read_file_table
from qualcode.actions.material import documents
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.bundle import AttributeDraft, CaseDraft, Report
from qualcode.formats.tables.files import write_table
from qualcode.project import Project
from qualcode.table import Table

NAMES = ("东麓县_town_20240531.txt", "东麓县_village_2024.6.1.txt", "notes.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        path = tmp_path / "field" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"The text of {name}.", encoding="utf-8")
    return tmp_path / "field"


def bring(project: Project, folder: Path, wanted: str) -> dict[str, list[str]]:
    """Import a folder; what was said of each file besides what it holds."""
    options = files.ImportOptions(attributes_from=wanted)
    read = files.read_files(files.find_files([folder]), options)
    with project.write("Anna") as work:
        files.add_documents(work, read.documents, read.reports, options)
    return {Path(report.source).name: [it.sentence for it in report.findings] for report in read.reports}


def details(project: Project, name: str) -> dict[str, Any]:
    with project.read() as view:
        return {key: value for key, value in documents.details(view, name).rows if value}


def test_file_names_become_attributes_dates_and_cases(file_project: Project, folder: Path) -> None:
    said = bring(file_project, folder, "{site}_{level}_{date}")
    first = details(file_project, "东麓县_town_20240531")
    assert (first["site"], first["level"], first["occurred_on"]) == ("东麓县", "town", "2024-05-31")
    assert details(file_project, "东麓县_village_2024.6.1")["occurred_on"] == "2024-06-01"
    assert "occurred_on = 2024-05-31, level = town, site = 东麓县" in said["东麓县_town_20240531.txt"]
    assert any("does not fit" in sentence for sentence in said["notes.txt"])
    assert "site" not in details(file_project, "notes")


def test_names_with_a_meaning_of_their_own(file_project: Project, folder: Path) -> None:
    (folder / "focus-group_fr_Lyon_G7_Wang; Li.txt").write_text("Bonjour.")
    bring(file_project, folder, "{kind}_{language}_{place}_{document}_{case}")
    got = details(file_project, "G7")
    assert (got["kind"], got["language"], got["place"]) == ("focus group", "fr", "Lyon")
    with file_project.read() as view:
        rows = documents.details(view, "G7").rows
    assert [row[1] for row in rows if row[0] == "participant"] == ["Wang", "Li"]


def test_what_is_no_kind_and_no_date_is_told(file_project: Project, folder: Path) -> None:
    said = bring(file_project, folder, "{kind}_{_}_{_}")
    assert any("'东麓县' is no kind of document" in it for it in said["东麓县_town_20240531.txt"])


def test_an_attribute_has_the_narrowest_kind_that_reads_all_its_values() -> None:
    paths = [Path("1_2_a.txt"), Path("2_x_b.txt")]
    given = read_sayings("{wave}_{group}_{_}", paths).given
    assert given[paths[0]].attributes == [
        AttributeDraft("wave", ("1",), "integer"),
        AttributeDraft("group", ("2",), "text"),
    ]


def test_a_pattern_with_a_slash_is_one_of_the_path(file_project: Project, folder: Path) -> None:
    bring(file_project, folder, "{where}/{_}_{level}_{date}")
    assert details(file_project, "东麓县_town_20240531")["where"] == "field"


TABLE = Table(
    ("file", "document", "date", "age:text", "issuer", "remark"),
    [
        ("东麓县_town_20240531.txt", "T1", "20240531", "35", "Office A；Office B", None),
        ("notes", None, None, "36", None, "short"),
        ("notes", None, None, None, None, "long"),
        ("gone.txt", "T9", None, None, None, None),
    ],
)


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx"])
def test_a_table_says_the_same_and_is_no_document_itself(file_project: Project, folder: Path, ending: str) -> None:
    path = folder / f"files{ending}"
    write_table(TABLE, path, ending[1:])
    said = bring(file_project, folder, str(path))
    got = details(file_project, "T1")
    assert (got["occurred_on"], got["age"], got["issuer"]) == ("2024-05-31", "35", "Office B")
    assert details(file_project, "notes")["remark"] == "short; long"
    assert any("'gone.txt' is none of the files" in it for it in said[path.name])
    with file_project.read() as view:
        assert "files" not in documents.listing(view).column("document")


def found(tmp_path: Path, rows: list[tuple[str, str]], files: list[str], key: str = "file") -> tuple[Any, Report]:
    table, report = tmp_path / "t.csv", Report("t.csv")
    write_table(Table((key, "x"), rows), table, "csv")
    return {
        str(path): [cell for _heading, cell in pairs]
        for path, pairs in read_file_table(table, [Path(it) for it in files], report).items()
    }, report


def test_files_are_named_by_name_by_stem_or_by_the_end_of_a_path(tmp_path: Path) -> None:
    files = ["field/a/P01.docx", "field/b/P01.docx", "field/P02.txt", "field/P02.v2.txt", "e\u0301.txt"]
    rows = [("a/p01.DOCX", "1"), ("b\\P01", "2"), ("P02", "3"), ("P02.v2", "4"), ("\u00e9", "5")]
    got, report = found(tmp_path, rows, files)
    assert got == dict(zip(files, [[cell] for _name, cell in rows]))
    assert not report.of("warning")


def test_a_name_that_several_files_have_is_told_with_its_line(tmp_path: Path) -> None:
    got, report = found(tmp_path, [("P01", "1"), ("", "2")], ["a/P01.docx", "b/P01.docx"])
    assert got == {}
    (warning,) = report.of("warning")
    assert (warning.where, "a/P01.docx, b/P01.docx" in warning.sentence) == ("line 2", True)


def test_the_column_document_names_files_where_none_is_called_file(tmp_path: Path) -> None:
    assert found(tmp_path, [("P01", "1")], ["P01.docx"], key="Document")[0] == {"P01.docx": ["1"]}


def test_a_table_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no column “file”"):
        found(tmp_path, [("P01", "1")], ["P01.docx"], key="name")
    with pytest.raises(UnreadableInput, match="no table"):
        read_sayings("nowhere.csv", [])
    with pytest.raises(WrongUse, match="no name stands in braces"):
        read_sayings("level", [])


def test_cases_are_parted_by_semicolons_only() -> None:
    path = Path("x_A, B；C.txt")
    given = read_sayings("{_}_{addressee}", [path]).given[path]
    assert given.cases == [CaseDraft("A, B", "addressee"), CaseDraft("C", "addressee")]
