"""Tables from files: every cell as it was written, whatever the program, the separator and the encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from formats.sheet_files import changed, open_document, write_workbook
from qualcode.errors import UnreadableInput
from qualcode.formats.sheets.grid import Grid, Row
from qualcode.formats.sheets.reading import read_grid
from qualcode.formats.tables.files import write_table
from qualcode.table import Table

CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Co"), exclude_characters="\ufeff"), max_size=12
)
CELL = st.one_of(CELLS, st.sampled_from(["", "a\nb", '"', "a,b", ";", "\t", "=1+1", "'x", "007", "1,5", "是"]))
TABLES = st.integers(2, 5).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), min_size=1, max_size=8))


def written(folder: Path, text: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def rows_of(grid: Grid) -> list[list[str]]:
    return [list(row) for row in grid.rows if row]


def shown(rows: Sequence[Row]) -> list[list[str]]:
    """Rows as a grid shows them: blank ones as nothing, none at the end."""
    kept = [list(row) if any(cell.strip() for cell in row) else [] for row in rows]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def said(grid: Grid) -> list[str]:
    return [f"{it.kind}: {it.sentence}" for it in grid.report.findings]


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_every_cell_of_a_csv_comes_back(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        table = Table(rows[0], rows[1:])  # which tells columns of one name apart
        write_table(table, path, "csv")
        assert [list(row) for row in read_grid(path).rows] == shown([table.columns, *rows[1:]])


@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_cell_comes_back_whatever_the_separator(
    rows: list[tuple[str, ...]], delimiter: str, encoding: str, quoted: bool
) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
    others = set(",;\t|") - {delimiter}
    if any(other in cell for row in rows for cell in row for other in others) and not quoted:
        return  # a table that may as well be parted at another character
    with TemporaryDirectory() as folder:
        path = written(Path(folder), stream.getvalue().encode(encoding))
        grid = read_grid(path, encoding=None if encoding != "utf-8" else "utf-8")
        assert [list(row) for row in grid.rows] == shown(rows)


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_every_text_of_a_workbook_comes_back(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        grid = read_grid(write_workbook(Path(folder, "a.xlsx"), S=rows)) if any(map(any, rows)) else None
        got = [[cell for cell in row if cell] for row in grid.rows] if grid else []
        assert [row for row in got if row] == [[cell for cell in row if cell] for row in shown(rows) if row]


NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-1000000, 1000000, places=4)


@given(st.lists(NUMBERS, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_every_number_of_a_workbook_comes_back_as_it_was_written(numbers: list[object]) -> None:
    with TemporaryDirectory() as folder:
        grid = read_grid(write_workbook(Path(folder, "a.xlsx"), S=[[float(str(it))] for it in numbers]))
        assert [float(row[0]) for row in grid.rows] == [float(str(it)) for it in numbers]
        assert not any(row[0].endswith(".0") or "e" in row[0] for row in grid.rows)


def test_cells_of_a_workbook_are_written_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    row = [3, 3.5, 0.1 + 0.2, True, "007", "=1+1", "'x", date(2024, 5, 31), datetime(2024, 5, 31, 10, 2, 3)]
    row += [time(10, 2, 3), 0.00001, -2, 1e300]
    (read,) = read_grid(write_workbook(tmp_path / "a.xlsx", S=[row])).rows
    assert read == [
        *("3", "3.5", "0.3", "TRUE", "007", "=1+1", "'x", "2024-05-31", "2024-05-31 10:02:03"),
        *("10:02:03", "0.00001", "-2", "1e+300"),
    ]


def test_identities_keep_all_digits_that_are_in_the_file(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", S=[["id", "other"], [4242, 7.5]])
    exact = "110101199003070011"
    sheet = "xl/worksheets/sheet1.xml"
    grid = read_grid(changed(path, sheet, lambda xml: xml.replace("<v>4242<", f"<v>{exact}<")))
    assert grid.rows[1] == [exact, "7.5"]
    assert "warning" not in "".join(said(grid))
    grid = read_grid(changed(path, sheet, lambda xml: xml.replace(exact, "1.10101199003071E+17")))
    assert grid.rows[1] == ["110101199003071000", "7.5"]
    assert "warning: 1 number has more than 15 digits" in "".join(said(grid))


def test_merged_cells_hold_it_all(tmp_path: Path) -> None:
    rows = [["", "", ""], ["county", "a", "b"], ["", "1", "2"], ["", "3", "4"]]
    path = write_workbook(tmp_path / "a.xlsx", [(0, 1, 0, 2, "both"), (2, 0, 3, 0, "甲县")], S=rows)
    grid = read_grid(path)
    assert grid.rows == [["", "both", "both"], ["county", "a", "b"], ["甲县", "1", "2"], ["甲县", "3", "4"]]
    assert "changed: 1 cell below a merged one was given what that holds" in said(grid)


def test_the_first_sheet_with_something_in_it_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", empty=[], answers=[["x"], ["1"]], legend=[["y"]])
    grid = read_grid(path)
    assert grid.rows == [["x"], ["1"]]
    assert said(grid) == ["read: the sheet 'answers'", "not carried: the sheet legend"]
    assert read_grid(path, "LEGEND").rows == [["y"]]
    with pytest.raises(UnreadableInput, match="no sheet 'codes'") as caught:
        read_grid(path, "codes")
    assert "empty, answers, legend" in caught.value.hint


def test_formatted_rows_without_a_cell_are_nothing(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", S=[["x"], ["1"]])
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(3, 2000))
    grid = read_grid(
        changed(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", f"{blank}</sheetData>"))
    )
    assert grid.rows == [["x"], ["1"]]


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    grid = read_grid(write_workbook(tmp_path / "a.xlsx", S=[[], [], [None, "x"], [], [None, "1"]]))
    assert grid.rows == [(), (), ["x"], (), ["1"]]
    assert grid.place(4) == "row 5"
    grid = read_grid(written(tmp_path, 'a,b\n\n1,"two\nlines"\n3,4\n'))
    assert [grid.place(at) for at, row in enumerate(grid.rows) if row] == ["line 1", "line 3", "line 5"]


def cells(*values: str) -> str:
    return "".join(
        f'<t:table-cell office:value-type="string"><text:p>{value}</text:p></t:table-cell>' for value in values
    )


def test_an_open_document_is_read_and_its_empty_repetitions_are_nothing(tmp_path: Path) -> None:
    empty = (
        '<t:table-row t:number-rows-repeated="1048570"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>'
    )
    rows = f"<t:table-row>{cells('名', 'x')}</t:table-row><t:table-row>{cells('a', 'b')}</t:table-row>{empty}"
    assert read_grid(open_document(tmp_path / "a.ods", rows)).rows == [["名", "x"], ["a", "b"]]


def test_cells_too_far_apart_are_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", S=[["x"], ["1"]])
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    changed(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", far))
    with pytest.raises(UnreadableInput, match="too far apart"):
        read_grid(path)
    rows = '<t:table-row t:number-rows-repeated="1048570">' + cells("x").replace(
        "<t:table-cell", '<t:table-cell t:number-columns-repeated="16384"'
    )
    with pytest.raises(UnreadableInput, match="too far apart"):
        read_grid(open_document(tmp_path / "a.ods", f"{rows}</t:table-row>"))


def test_a_far_cell_that_fits_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", S=[["x", "y"]])
    far = '<row r="262144"><c r="B262144"><v>1</v></c></row></sheetData>'
    grid = read_grid(changed(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", far)))
    assert grid.rows[-1] == ["", "1"]
    assert len(grid.rows) == 262144


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.xlsx", b"PK\x03\x04 rest is missing", "damaged, or no workbook"),
        (
            "a.xls",
            bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le") + bytes(600),
            "damaged, or no workbook",
        ),
        ("a.xlsx", b"<!DOCTYPE html><html><table><tr><td>1", "is a web page or XML"),
        ("a.xls", b'<?xml version="1.0"?><Workbook>', "is a web page or XML"),
        ("a.xlsx", b"", "not a single byte"),
        ("a.csv", b"\0\1\2\3" * 100, "no text|control characters|cannot be told"),
        ("a.csv", b'a,b\n1,2\n3,"open\n4,5\n', "no table from line 3 on"),
        ("a.csv", b"%PDF-1.7", "a format that is not read: PDF"),
    ],
)
def test_what_is_no_table_is_one_clear_line(tmp_path: Path, name: str, raw: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words) as caught:
        read_grid(written(tmp_path, raw, name))
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_a_table_in_the_encoding_of_chinese_windows(tmp_path: Path) -> None:
    text = "编号,您对办事大厅的服务有什么意见和建议？\n1,希望以后多开几个窗口，不用再排那么久的队。\n2,没有。\n"
    grid = read_grid(written(tmp_path, text.encode("gb18030")))
    assert rows_of(grid)[1] == ["1", "希望以后多开几个窗口，不用再排那么久的队。"]
    assert grid.report.encoding.casefold().startswith("gb")


def test_text_under_the_ending_of_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    grid = read_grid(written(tmp_path, "姓名\t年龄\n甲\t30\n".encode("utf-16"), "a.xls"))
    assert grid.rows == [["姓名", "年龄"], ["甲", "30"]]
    assert "changed: read as text: it is no workbook, whatever its ending says" in said(grid)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
        ('a, b\n1, "x, y"\n', [["a", "b"], ["1", "x, y"]]),
        ('a,b\n1,"say \\"hi\\", now"\n', [["a", "b"], ["1", 'say "hi", now']]),
        ('a\tb\n1\t"open\n2\tc\n', [["a", "b"], ["1", '"open'], ["2", "c"]]),
        ("Answer\nWell, it works; mostly\nNo\n", [["Answer"], ["Well, it works; mostly"], ["No"]]),
        ('"x","y"\n"1",3,4\n"2",5,6\n', [["x", "y"], ["1", "3", "4"], ["2", "5", "6"]]),
        ("q;tools\n1;a,b,c\n2;a\n3;b,c\n", [["q", "tools"], ["1", "a,b,c"], ["2", "a"], ["3", "b,c"]]),
    ],
)
def test_the_way_a_table_is_written_is_found_out(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    assert rows_of(read_grid(written(tmp_path, text))) == rows


def test_the_guard_against_formulas_is_taken_away_and_that_is_said(tmp_path: Path) -> None:
    grid = read_grid(written(tmp_path, "a,b\n'=1+1,'quoted'\n"))
    assert grid.rows[1] == ["=1+1", "'quoted'"]
    assert "changed: 1 apostrophe was left out" in "".join(said(grid))


def test_durations_are_hours_minutes_and_seconds(tmp_path: Path) -> None:
    from qualcode.formats.sheets.workbooks import cell_text

    assert cell_text(timedelta(days=1, hours=12)) == "36:00:00"


def test_formulas_that_nobody_computed_are_told(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(1, 1, "=A2*2", None, 4)
        sheet.write_formula(1, 2, '=IF(A2>1,"","x")', None, "")
    assert read_grid(path).report.of("warning") == []
    changed(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<f>A2*2</f><v>4</v>", "<f>A2*2</f>"))
    (warning,) = read_grid(path).report.of("warning")
    assert warning.sentence.startswith("1 formula has no result")
