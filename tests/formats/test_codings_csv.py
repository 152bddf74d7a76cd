"""Codings from a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import CodingDraft
from qualcode.formats.codings_csv import read_codings_csv

HEADER = "document,start,end,code,coder"


def table_of(folder: Path, text: str) -> Path:
    path = folder / "codings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_codings_are_read_with_their_lines(tmp_path: Path) -> None:
    text = f"{HEADER},weight,text,speaker,created\nP07,0,12,政策执行/隐性行为, Anna ,0.5,'=quoted,S,2026\nP08,3,4,a,B,,,,\n"
    drafts, report = read_codings_csv(table_of(tmp_path, text))
    assert drafts == [
        CodingDraft("P07", 0, 12, "政策执行/隐性行为", "Anna", 0.5, "=quoted", 2),
        CodingDraft("P08", 3, 4, "a", "B", None, None, 3),
    ]
    assert [(finding.kind, finding.sentence) for finding in report.findings] == [("read", "2 codings")]


def test_columns_may_stand_in_any_order_and_case(tmp_path: Path) -> None:
    drafts, _report = read_codings_csv(table_of(tmp_path, "Coder;Code;END;start;Document\nA;c;2;1;d\n"))
    assert drafts == [CodingDraft("d", 1, 2, "c", "A", line=2)]


def test_a_column_of_others_is_not_carried_and_said(tmp_path: Path) -> None:
    _drafts, report = read_codings_csv(table_of(tmp_path, f"{HEADER},mood\nd,1,2,c,A,fine\n"))
    assert [finding.sentence for finding in report.of("not carried")] == ["the column 'mood'"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("d,one,2,c,A", "'one' under 'start'"),
        ("d,1,2.5,c,A", "'2.5' under 'end'"),
        ("d,-1,2,c,A", "'-1' under 'start'"),
        ("d,1,,c,A", "'' under 'end'"),
        ("d,5,5,c,A", "not after the start"),
        (",1,2,c,A", "under 'document' is empty"),
        ("d,1,2, ,A", "under 'code' is empty"),
        ("d,1,2,c,", "under 'coder' is empty"),
        ("d,1,2,c,A,much", "'much' under 'weight'"),
        ("d,1,2,c,A,nan", "'nan' under 'weight'"),
    ],
)
def test_a_row_that_is_no_coding_is_said_and_the_others_go_on(tmp_path: Path, row: str, said: str) -> None:
    drafts, report = read_codings_csv(table_of(tmp_path, f"{HEADER},weight\n{row}\nd,1,2,c,A,1\n"))
    assert [draft.line for draft in drafts] == [3]
    (finding,) = report.of("error")
    assert said in finding.sentence
    assert finding.where == "line 2"


@pytest.mark.parametrize("missing", HEADER.split(","))
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    columns = [column for column in HEADER.split(",") if column != missing]
    with pytest.raises(UnreadableInput, match=f"no column '{missing}'"):
        read_codings_csv(table_of(tmp_path, ",".join(columns) + "\n1,2,3,4\n"))
