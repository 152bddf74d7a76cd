"""Case summaries, and the workbook they are edited in: nothing changes that nobody changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol

import projects
import studying
from qualcode.actions import codes
from qualcode.actions.comparing import summaries
from qualcode.actions.comparing.summary_reading import read_sheet
from qualcode.actions.comparing.summary_sheets import write_sheet
from qualcode.actions.material import cases
from qualcode.actions.privacy import consent
from qualcode.actions.studies import course
from qualcode.actions.tables.framework import framework
from qualcode.errors import NotFound, Refused, UnreadableInput, WrongUse
from qualcode.project import Project, create_project, open_project

PAPER, ENTRY = "work/paper", "work/data entry"


@pytest.fixture
def summed(file_project: Project) -> Iterator[Project]:
    with file_project.write("Anna") as work:
        cases.link(work, "N01", "东麓县", role="site")
        summaries.write(work, "P01 woman", PAPER, "Paper first,\r\nthen the system. ")
        summaries.write(work, "东麓县", "pressure", "=SUM(A1) is no formula here")
    with file_project.write("Ben") as work:
        summaries.write(work, "P01 woman", "paper", "Paper is a habit.")
    yield file_project


def texts(project: Project, coder: str = "Anna") -> dict[tuple[str, str], str]:
    with project.read("Anna") as view:
        return {(row[0], row[1]): row[3] for row in summaries.listing(view, coder=coder).rows}


def exported(project: Project, file: Path, **options) -> Path:
    with project.read("Anna") as view:
        write_sheet(view, file, "Anna", **options)
    return file


def sheets_of(file: Path) -> dict[str, list[list[str]]]:
    """The cells of all sheets."""
    book = CalamineWorkbook.from_path(file)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def saved(file: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """The workbook as another program would save it."""
    with Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
    return file


def edited(file: Path, **changes: str) -> Path:
    """The workbook with cells of the first sheet written, by their address."""
    sheets = sheets_of(file)
    rows = sheets["summaries"]
    for address, text in changes.items():
        row, column = xl_cell_to_rowcol(address)
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    return saved(file, sheets)


def imported(project: Project, file: Path, coder: str = "Anna"):
    with project.write(coder) as work:
        return read_sheet(work, file)


def test_every_coder_has_her_own_summary_of_a_case_under_a_code(summed: Project) -> None:
    with summed.read("Anna") as view:
        assert summaries.listing(view).rows == [
            ("东麓县", "pressure", "Anna", "=SUM(A1) is no formula here"),
            ("P01 woman", PAPER, "Anna", "Paper first,\nthen the system."),
            ("P01 woman", PAPER, "Ben", "Paper is a habit."),
        ]
        assert summaries.listing(view, case="东麓县").column("code") == ["pressure"]
        assert summaries.listing(view, code="paper", coder="Ben").column("summary") == ["Paper is a habit."]
        cells = {row["case"]: row for row in framework(view).records()}
    assert str(cells["P01 woman"][PAPER]).startswith(
        "Anna: Paper first,\nthen the system.\n\nBen: Paper is a habit.\n\n“"
    )
    with summed.write("Anna") as work:
        summaries.write(work, "P01 woman", PAPER, "Again.")
        summaries.remove(work, "东麓县", "pressure")
        with pytest.raises(NotFound, match="summed up nothing"):
            summaries.remove(work, "东麓县", "paper")
        with pytest.raises(WrongUse, match="needs words"):
            summaries.write(work, "东麓县", "paper", " \n")
        with pytest.raises(WrongUse, match="too long"):
            summaries.write(work, "东麓县", "paper", "x" * 30_001)
    assert texts(summed) == {("P01 woman", PAPER): "Again."}


def test_a_merged_code_leaves_its_summaries_to_the_other(summed: Project) -> None:
    with summed.write("Anna") as work:
        codes.merge(work, "paper", "pressure")
    assert texts(summed)["P01 woman", "pressure"] == "Paper first,\nthen the system."


def test_the_workbook_holds_cells_to_edit_and_their_quotes(summed: Project, tmp_path: Path) -> None:
    file = exported(summed, tmp_path / "s.xlsx")
    rows = sheets_of(file)["summaries"]
    heads = [PAPER, f"{PAPER} (passages)", ENTRY, f"{ENTRY} (passages)", "pressure", "pressure (passages)"]
    assert rows[0] == ["case", *heads]
    assert [row[0] for row in rows[1:]] == ["东麓县", "P01 woman"]
    assert rows[2][1] == "Paper first,\nthen the system."
    assert rows[2][2].startswith("Ben: Paper is a habit.\n\n“")
    assert rows[1][5] == "=SUM(A1) is no formula here"
    assert b"<f>" not in ZipFile(file).read("xl/worksheets/sheet1.xml")  # texts, no formulas


def test_a_round_trip_without_edits_changes_nothing(summed: Project, tmp_path: Path) -> None:
    file = exported(summed, tmp_path / "s.xlsx")
    with summed.read("Anna") as view:
        before = projects.dump(view)
    report = imported(summed, file)
    assert not report.failed
    assert "as they were (2)" in report.of("read")[0].sentence
    with summed.read("Anna") as view:
        assert projects.dump(view) == before


@pytest.fixture(scope="module")
def one_code(tmp_path_factory):
    """A project with one code, to be copied and never changed."""
    path = tmp_path_factory.mktemp("bare") / "a.qualcode"
    with create_project(path, "Study", "Anna") as project, project.write("Anna") as work:
        codes.add(work, "code")
    return path


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=60).filter(lambda text: summaries.clean(text) and "\x00" not in text))
def test_whatever_a_summary_says_comes_back_as_it_was(tmp_path_factory, one_code, text: str) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with open_project(shutil.copy(one_code, folder)) as project:
        with project.write("Anna") as work:
            cases.add(work, text[:8].strip() or "case")
            name = next(row.name for row in summaries.queries.cases(work))
            try:
                summaries.write(work, name, "code", text)
            except (UnicodeEncodeError, WrongUse):
                return
        with project.read("Anna") as view:
            before = projects.dump(view)
        report = imported(project, exported(project, folder / "s.xlsx"))
        with project.read("Anna") as view:
            assert projects.dump(view) == before, report.findings


def test_what_was_edited_is_read(summed: Project, tmp_path: Path) -> None:
    file = edited(exported(summed, tmp_path / "s.xlsx"), B3="Now different.", D3="=new", F2="", C3="quotes are mine")
    report = imported(summed, file)
    assert not report.failed
    assert "changed (1); added (1); emptied (1)" in report.of("read")[0].sentence
    assert texts(summed) == {("P01 woman", PAPER): "Now different.", ("P01 woman", ENTRY): "=new"}
    assert texts(summed, "Ben") == {("P01 woman", PAPER): "Paper is a habit."}


def test_a_cell_changed_on_both_sides_is_reported_and_stays(summed: Project, tmp_path: Path) -> None:
    file = edited(exported(summed, tmp_path / "s.xlsx"), B3="In the sheet.", D3="New in the sheet.", F2="same words")
    with summed.write("Anna") as work:
        summaries.write(work, "P01 woman", PAPER, "In the project.")
        summaries.write(work, "P01 woman", ENTRY, "New in the project.")
        summaries.write(work, "东麓县", "pressure", "same words")
    report = imported(summed, file)
    assert [it.where for it in report.of("error")] == [f"P01 woman, {PAPER}", f"P01 woman, {ENTRY}"]
    assert "“In the project.”; in the sheet: “In the sheet.”" in report.of("error")[0].sentence
    assert texts(summed)["P01 woman", PAPER] == "In the project."
    assert texts(summed)["东麓县", "pressure"] == "same words"


def test_unknown_rows_and_columns_are_reported_and_the_rest_is_read(summed: Project, tmp_path: Path) -> None:
    file = exported(summed, tmp_path / "s.xlsx")
    edited(file, A4="P01 womann", B4="who?", H1="presure", H3="what?", B3="Read all the same.")
    report = imported(summed, file)
    said = [it.sentence for it in report.of("error")]
    assert len(said) == 2
    assert "P01 woman" in said[0] and "pressure" in said[1]
    assert texts(summed)["P01 woman", PAPER] == "Read all the same."


def test_names_that_changed_since_are_known_and_what_is_gone_is_said(summed: Project, tmp_path: Path) -> None:
    file = edited(exported(summed, tmp_path / "s.xlsx"), B3="After the new name.", D3="lost")
    with summed.write("Anna") as work:
        codes.rename(work, "paper", "on paper")
        codes.remove(work, "data entry", with_codings=True)
    report = imported(summed, file)
    assert [it.sentence for it in report.of("error")] == [
        f"{ENTRY} is no longer in the project; nothing of it was read"
    ]
    assert texts(summed)["P01 woman", "work/on paper"] == "After the new name."


def test_rows_taken_out_of_the_sheet_keep_their_summaries(summed: Project, tmp_path: Path) -> None:
    file = exported(summed, tmp_path / "s.xlsx")
    sheets = sheets_of(file)
    del sheets["summaries"][1]
    saved(file, sheets)
    before = texts(summed)
    report = imported(summed, file)
    assert "东麓县" in report.of("warning")[0].sentence
    assert texts(summed) == before


def test_other_files_and_other_coders_are_refused(summed: Project, tmp_path: Path) -> None:
    file = exported(summed, tmp_path / "s.xlsx")
    with summed.write("Ben") as work, pytest.raises(Refused, match="summaries of Anna"):
        read_sheet(work, file)
    edited(file, A3="东麓县")
    with summed.write("Anna") as work, pytest.raises(UnreadableInput, match="second row"):
        read_sheet(work, file)
    (tmp_path / "no.xlsx").write_text("case,paper\n")
    saved(tmp_path / "bare.xlsx", {"summaries": sheets_of(file)["summaries"]})
    for name in ("no.xlsx", "bare.xlsx", "absent.xlsx"):
        with summed.write("Anna") as work, pytest.raises(UnreadableInput):
            read_sheet(work, tmp_path / name)


def test_codes_can_be_chosen_for_the_sheet(summed: Project, tmp_path: Path) -> None:
    file = exported(summed, tmp_path / "s.xlsx", codes=["work"])
    heads = sheets_of(file)["summaries"][0]
    assert [head for head in heads if not head.endswith(")")] == ["case", "work", PAPER, ENTRY]
    edited(file, B2="of the heading")
    imported(summed, file)
    assert texts(summed)["东麓县", "work"] == "of the heading"
    assert texts(summed)["东麓县", "pressure"].startswith("=SUM")


def test_summaries_do_not_quote_what_must_not_be_quoted(summed: Project) -> None:
    with summed.write("Anna") as work:
        summaries.write(work, "P01 woman", PAPER, "She says: 一开始大家都用纸，后来才补录 and more.")
        consent.record(work, "P01 woman", {"quote": "no"})
    with summed.read("Anna") as view:
        cell = str(next(row for row in framework(view).records() if row["case"] == "P01 woman")[PAPER])
    assert "一开始大家都用纸" not in cell
    assert "[not to be quoted]" in cell


def test_a_blind_round_hides_what_others_conclude_of_its_cases(summed: Project) -> None:
    with summed.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["P01"]))
    studying.code(summed, "Ben", "P01", [(0, 3, "pressure")])
    with summed.write("Ben") as work:
        summaries.write(work, "东麓县", "paper", "of the county above")
    with summed.read("Anna") as view:
        assert set(summaries.listing(view).column("coder")) == {"Anna"}
        assert "Paper is a habit" not in str(framework(view).rows)
    with summed.read("Ben") as view:
        assert set(summaries.listing(view).column("coder")) == {"Ben"}
