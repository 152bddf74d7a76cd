"""Tables to files and back."""

from __future__ import annotations

import csv
import json
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import cast
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused, Unreachable, UnreadableInput, WrongUse
from qualcode.formats.tables import binary as table_binary
from qualcode.formats.tables.files import FORMATS, format_of, read_table, write_table
from qualcode.formats.tables.reading import read_text_table
from qualcode.table import Cell, Table

TABLE = Table(
    ("code", "codings", "share", "is_codable", "definition"),
    [
        ("政策执行", 3, 0.1, True, 'says "no", and\nleaves'),
        ("=1+1", -2, 1e-300, False, None),
        ("https://example.org", 0, 1 / 3, True, "@here | there"),
    ],
    ("layer: record",),
)
cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=20)


def printed(table: Table, format: str, excel: bool = False) -> str:
    stream = StringIO()
    write_table(table, stream, format, excel)
    return stream.getvalue()


def test_csv_is_rfc_4180_with_line_feeds() -> None:
    assert printed(TABLE, "csv") == (
        "code,codings,share,is_codable,definition\n"
        '政策执行,3,0.1,true,"says ""no"", and\nleaves"\n'
        "=1+1,-2,1e-300,false,\n"
        "https://example.org,0,0.3333333333333333,true,@here | there\n"
    )


def test_for_spreadsheets_texts_like_formulas_are_guarded_and_numbers_are_not() -> None:
    guarded = printed(TABLE, "csv", excel=True)
    assert guarded.startswith("\ufeffcode,")
    assert "\n'=1+1,-2,1e-300,false,\n" in guarded
    assert ",'@here | there\n" in guarded


def test_tsv_has_tabs() -> None:
    assert printed(Table(("a", "b"), [("x\ty", 1)]), "tsv") == 'a\tb\n"x\ty"\t1\n'


def test_json_is_a_list_of_objects_with_numbers_as_numbers() -> None:
    text = printed(TABLE, "json")
    assert "政策执行" in text
    assert json.loads(text) == list(TABLE.records())
    assert json.loads(printed(Table(("a",), []), "json")) == []


def test_markdown_escapes_what_would_break_the_table_and_says_the_notes() -> None:
    lines = printed(TABLE, "markdown").split("\n")
    assert lines[:2] == ["| code | codings | share | is_codable | definition |", "| --- | ---: | ---: | --- | --- |"]
    assert lines[2] == '| 政策执行 | 3 | 0.1 | true | says "no", and<br>leaves |'
    assert lines[4].endswith("| @here \\| there |")
    assert lines[-2] == "layer: record"


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    write_table(TABLE, path, "xlsx")
    with ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        assert "xl/worksheets/sheet2.xml" in archive.namelist()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert "<v>0.3333333333333333</v>" in sheet and "<v>-2</v>" in sheet
    texts = ["".join(item.itertext()) for item in strings]
    assert {"政策执行", "=1+1", "https://example.org", "@here | there"} <= set(texts)


def test_a_workbook_says_when_excel_would_cut_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="row 2"):
        write_table(Table(("a",), [("short",), ("x" * 32_768,)]), tmp_path / "table.xlsx", "xlsx")
    monkeypatch.setattr(table_binary, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="room for 2 rows"):
        write_table(Table(("a",), [("x",), ("y",)]), tmp_path / "table.xlsx", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_parquet_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WrongUse, match=r"pip install 'qualcode\[parquet\]'"):
        write_table(TABLE, tmp_path / "table.parquet", "parquet")
    assert list(tmp_path.iterdir()) == []


def test_parquet_keeps_kinds_and_missing_cells(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "table.parquet"
    mixed = Table((*TABLE.columns, "mixed"), [(*row, value) for row, value in zip(TABLE.rows, (1, "a", None))])
    write_table(mixed, path, "parquet")
    rows = parquet.read_table(BytesIO(path.read_bytes())).to_pylist()
    assert [row.pop("mixed") for row in rows] == ["1", "a", None]
    assert rows == list(TABLE.records())


def test_the_ending_chooses_the_format() -> None:
    assert {format_of(Path(f"a{ending.upper()}")) for ending in FORMATS} == set(FORMATS.values())
    with pytest.raises(WrongUse):
        format_of(Path("a.pdf"))


def test_what_cannot_be_printed_says_so() -> None:
    for format in ("xlsx", "parquet", "pdf"):
        with pytest.raises(WrongUse):
            write_table(TABLE, StringIO(), format)


def test_a_failure_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    write_table(TABLE, path, "json")
    before = path.read_bytes()
    with pytest.raises(ValueError):
        write_table(Table(("a",), [(1.0,), (float("nan"),)]), path, "json")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="cannot be written"):
        write_table(TABLE, tmp_path / "missing" / "table.csv", "csv")


@given(st.lists(st.tuples(cells, cells), max_size=5), st.booleans())
def test_texts_come_back_from_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], excel: bool
) -> None:
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    table = Table(("first", "second"), cast(list[tuple[Cell, ...]], rows))
    write_table(table, path, "csv", excel)
    expected = [row for row in rows if any(cell.strip() for cell in row)]
    assert read_table(path) == (("first", "second"), expected)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_exactly_from_csv(number: float) -> None:
    _header, row = csv.reader(StringIO(printed(Table(("n",), [(number,)]), "csv")))
    assert float(row[0]) == number


def table_of(folder: Path, text: str, codec: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(codec))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_tables_of_any_program_are_read(tmp_path: Path, separator: str, line_end: str, codec: str) -> None:
    lines = (["文档", " b "], ["访谈一，第一部分", "1"], ["", ""], ['"县里"', "2"])
    path = table_of(tmp_path, "".join(separator.join(line) + line_end for line in lines), codec)
    assert read_table(path) == (("文档", "b"), [("访谈一，第一部分", "1"), ("县里", "2")])


def test_rows_know_their_lines(tmp_path: Path) -> None:
    table = read_text_table(table_of(tmp_path, 'a,b\n1,"x\ny"\n\n2,z\n'))
    assert table.rows == [("1", "x\ny"), ("2", "z")]
    assert table.lines == [2, 5]


def test_short_rows_are_filled_and_columns_without_a_name_are_dropped(tmp_path: Path) -> None:
    assert read_table(table_of(tmp_path, "a,b,,\n1\n1,2,,\n")) == (("a", "b"), [("1", ""), ("1", "2")])


def test_a_cell_longer_than_the_csv_module_likes_is_read(tmp_path: Path) -> None:
    assert read_table(table_of(tmp_path, f"a\n{'x' * 200_000}\n"))[1] == [("x" * 200_000,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n", "holds no table"),
        ("a,A\n1,2\n", "two columns named 'a'"),
        ("a,b\n1,2\n3,4,5\n", "line 3: '5'"),
        ('a,b\n1,2\n3,"4\n', "from line 3 on"),
        ('a,b\n"1"x,2\n', "from line 2 on"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said) as caught:
        read_table(table_of(tmp_path, text))
    assert caught.value.hint


def test_a_sheet_has_no_room_for_more_columns(tmp_path: Path) -> None:
    names = tuple(f"c{number}" for number in range(table_binary.MOST_COLUMNS + 1))
    with pytest.raises(Refused, match="16384 columns"):
        table_binary.as_xlsx(Table(names, [tuple(range(len(names)))]))
    assert table_binary.as_xlsx(Table(names[:-1], [tuple(range(table_binary.MOST_COLUMNS))]))
