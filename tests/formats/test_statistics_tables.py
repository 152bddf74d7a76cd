"""Tables for SPSS and Stata, read back."""

from __future__ import annotations

import re
from pathlib import Path

import pandas
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.formats.tables.files import write_table
from qualcode.formats.tables.statistics import _SPSS, _STATA, _names
from qualcode.table import Table

READERS = {"sav": pyreadstat.read_sav, "dta": pyreadstat.read_dta}
both = pytest.mark.parametrize("format", ["sav", "dta"])

PANEL = Table(
    ("case", "year", "政策执行/隐性行为", "share", "treated", "quote"),
    [("东县", "2020", 3, 0.25, True, "字" * 3000), ("西县", "2020", None, None, False, "=1+1"), (None, "2021", 0, -1.5, None, "")],
    ("Layer: of record, 含各类文件。", "Cells count codings. " * 9),
)  # fmt: skip


@both
def test_what_is_written_is_read_back_with_labels(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"面板.{format}"
    said = write_table(PANEL, path, format)
    frame, about = READERS[format](path)
    assert about.column_names == ["case", "year", "政策执行_隐性行为", "share", "treated", "quote"]
    assert about.column_labels == list(PANEL.columns)
    assert frame["case"].fillna("").tolist() == ["东县", "西县", ""]
    assert frame["year"].tolist() == ["2020", "2020", "2021"]
    assert frame.iloc[:, 2].fillna(-9).tolist() == [3, -9, 0]
    assert frame["share"].fillna(-9).tolist() == [0.25, -9, -1.5]
    assert frame["treated"].fillna(-9).tolist() == [1, 0, -9]
    assert about.variable_value_labels["treated"] == {0: "false", 1: "true"}
    assert frame["quote"].fillna("").tolist() == ["字" * 3000, "=1+1", ""]
    assert said == (
        f"1 column has another name for {'SPSS' if format == 'sav' else 'Stata'}, its own is its label: "
        "政策执行/隐性行为 → 政策执行_隐性行为.",
    )


def test_another_reader_reads_the_stata_file_too(tmp_path: Path) -> None:
    write_table(PANEL, tmp_path / "panel.dta", "dta")
    frame = pandas.read_stata(tmp_path / "panel.dta", convert_categoricals=False)
    assert frame["政策执行_隐性行为"].fillna(-9).tolist() == [3, -9, 0]
    assert frame["quote"][0] == "字" * 3000


def test_the_notes_are_in_the_spss_file(tmp_path: Path) -> None:
    write_table(PANEL, tmp_path / "panel.sav", "sav")
    _frame, about = pyreadstat.read_sav(tmp_path / "panel.sav")
    assert "Layer: of record, 含各类文件。" in "".join(about.notes)


@both
def test_a_table_without_rows_keeps_its_columns(format: str, tmp_path: Path) -> None:
    write_table(Table(("case", "n"), []), tmp_path / f"empty.{format}", format)
    frame, about = READERS[format](tmp_path / f"empty.{format}")
    assert (about.column_names, len(frame)) == (["case", "n"], 0)


@both
def test_large_counts_and_columns_of_mixed_cells_are_kept(format: str, tmp_path: Path) -> None:
    table = Table(("n", "mixed", "nothing"), [(2**40, 1, None), (-(2**33), "x", None)])
    write_table(table, tmp_path / f"t.{format}", format)
    frame, _about = READERS[format](tmp_path / f"t.{format}")
    assert frame["n"].tolist() == [2**40, -(2**33)]
    assert frame["mixed"].tolist() == ["1", "x"]
    assert frame["nothing"].isna().all()


def test_names_are_shortened_to_their_last_part_and_told_apart(tmp_path: Path) -> None:
    table = Table(
        (
            "policy implementation/hidden actions/off-system handling",
            "services/off-system handling",
            "off-system handling",
        ),
        [(1, 2, 3)],
    )
    said = write_table(table, tmp_path / "t.dta", "dta")
    _frame, about = pyreadstat.read_dta(tmp_path / "t.dta")
    assert about.column_names == ["off_system_handling", "services_off_system_handling", "off_system_handling_2"]
    assert about.column_labels == list(table.columns)
    assert "3 columns have other names" in said[0]


def test_what_is_too_long_is_cut_and_said(tmp_path: Path) -> None:
    table = Table(("标签" * 60, "x"), [("字" * 20_000, 1)])
    said = write_table(table, tmp_path / "t.sav", "sav")
    frame, about = pyreadstat.read_sav(tmp_path / "t.sav")
    assert frame.iloc[0, 0] == "字" * (32_767 // 3)
    assert about.column_labels[0] == ("标签" * 60)[:85]
    assert about.column_names[0] == ("标签" * 60)[:21]
    assert [sentence.split()[1] for sentence in said] == ["column", "label", "text"]


def test_more_columns_than_stata_has_are_refused(tmp_path: Path) -> None:
    table = Table(tuple(str(n) for n in range(40_000)), [])
    with pytest.raises(Refused, match="32,767 columns"):
        write_table(table, tmp_path / "t.dta", "dta")
    assert not list(tmp_path.iterdir())


@both
@given(columns=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), min_size=1, max_size=6))
def test_any_table_can_be_written(format: str, columns: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / f"t.{format}"
    write_table(Table(tuple(columns), [tuple(columns), tuple(range(len(columns)))]), path, format)
    frame, about = READERS[format](path)
    assert len(about.column_names) == len(columns)
    written = frame.iloc[0].fillna("").tolist()
    assert [str(cell).rstrip(" ") for cell in written] == [column.rstrip(" ") for column in columns]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=70), min_size=1, max_size=12))
def test_names_are_such_as_the_programs_take(columns: list[str]) -> None:
    for rules, letters, longest, size in (
        (_SPSS, r"[\w.$#@]+", 64, lambda name: len(name.encode())),
        (_STATA, r"\w+", 32, len),
    ):
        names = _names(columns, rules)
        assert len({name.casefold() for name in names}) == len(columns)
        for name in names:
            assert re.fullmatch(letters, name)
            assert name[0].isalpha()
            assert size(name) <= longest
            assert not name.endswith(".")
            assert name.casefold() not in rules.reserved | {"str1"}
