"""Which rows of a sheet are headings, which are respondents, and how columns are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formats.sheet_files import write_workbook
from qualcode.errors import UnreadableInput
from qualcode.formats.questionnaires.answers import AnswerTable
from qualcode.formats.questionnaires.sheet_answers import answers_of
from qualcode.formats.sheets.reading import read_grid


def answers(folder: Path, text: str) -> AnswerTable:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return answers_of(read_grid(path))


def names(table: AnswerTable) -> list[str]:
    return [column.name for column in table.columns]


def labels(table: AnswerTable) -> list[str]:
    return [column.label for column in table.columns]


def said(table: AnswerTable) -> list[str]:
    return [f"{it.kind}: {it.sentence}{f' ({it.where})' if it.where else ''}" for it in table.report.findings[1:]]


def test_each_row_is_a_respondent_and_blank_ones_are_none(tmp_path: Path) -> None:
    table = answers(tmp_path, "id,town\nR1,Yun\n,\n \t,  \nR2,\n,,\n")
    assert names(table) == ["id", "town"]
    assert [column.cells for column in table.columns] == [["R1", "R2"], ["Yun", ""]]
    assert [table.place(at) for at in range(2)] == ["line 2", "line 5"]
    assert said(table) == []


def test_columns_without_a_name_or_with_anothers_get_one_of_their_own(tmp_path: Path) -> None:
    table = answers(tmp_path, "a,,A ,a\n1,2,3,4\n")
    assert names(table) == ["a", "column 2", "A (2)", "a (3)"]
    assert said(table) == [
        "changed: a column without a name was named 'column 2'",
        "changed: there are two columns named 'A'; one was named 'A (2)'",
        "changed: there are two columns named 'a'; one was named 'a (3)'",
    ]


def test_a_heading_may_say_the_kind(tmp_path: Path) -> None:
    table = answers(tmp_path, "age:integer,time: now,:text\n1,2,3\n")
    assert [(column.name, column.kind) for column in table.columns] == [
        ("age", "integer"),
        ("time: now", ""),
        (":text", ""),
    ]


QUALTRICS = (
    "StartDate,EndDate,Status,Q1,Q2_1\n"
    "Start Date,End Date,Response Type,How are you today?,Why? - Work\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""s""}","{""ImportId"":""1""}","{""ImportId"":""2""}"\n'
    "2024-01-02 10:00:00,2024-01-02 10:05:00,0,fine,no\n"
)


@pytest.mark.parametrize("without", ["", '"{""ImportId"'])
def test_questions_below_the_names(tmp_path: Path, without: str) -> None:
    lines = QUALTRICS.splitlines(keepends=True)
    table = answers(tmp_path, "".join(line for line in lines if not without or not line.startswith(without)))
    assert names(table) == ["StartDate", "EndDate", "Status", "Q1", "Q2_1"]
    assert labels(table)[2:] == ["Response Type", "How are you today?", "Why? - Work"]
    assert [column.cells for column in table.columns][3:] == [["fine"], ["no"]]
    assert "read: the questions in words are below the names of the columns" in said(table)


def test_questions_above_the_names(tmp_path: Path) -> None:
    text = "您的年龄是多少岁？,您对办事大厅的服务有什么看法？\nQ1,Q2\n33,还可以\n41,很好\n"
    table = answers(tmp_path, text)
    assert names(table) == ["Q1", "Q2"]
    assert labels(table) == ["您的年龄是多少岁？", "您对办事大厅的服务有什么看法？"]
    assert table.columns[0].cells == ["33", "41"]


@pytest.mark.parametrize(
    "text",
    [
        "name,town,age\nAnna,Paris,unknown\nBen,Rome,34\nEva,Yun,51\n",
        "id,answer\nR1,It was hard to find the right office in town.\nR2,Nobody told us what to bring along with us.\n",
        "Q1,Q2,Q3\nIt was hard to find the office.,We had to wait for hours there.,unknown\nno,yes,34\nno,no,51\n",
        "Q1,Q2\nyes of course it was,no it was not so\nno it was never so,perhaps it was once\n",
    ],
)
def test_a_first_row_of_answers_is_no_heading(tmp_path: Path, text: str) -> None:
    table = answers(tmp_path, text)
    assert len(table.numbers) == text.count("\n") - 1


def test_a_question_above_a_group_of_columns(tmp_path: Path) -> None:
    table = answers(
        tmp_path,
        "Respondent ID,How often?,Which tools do you use?,,,Anything else?\n"
        ",Response,Excel,R,Other (please specify),Open-Ended Response\n"
        "123,Daily,Excel,,SPSS,no\n124,Daily,,R,,yes\n",
    )
    tools = "Which tools do you use?"
    assert names(table) == [
        "Respondent ID",
        "How often?",
        *(f"{tools} – {part}" for part in ("Excel", "R", "Other (please specify)")),
        "Anything else?",
    ]
    assert table.columns[2].cells == ["Excel", ""]


def test_merged_headings_and_titles_above(tmp_path: Path) -> None:
    rows = [
        ["2024 survey"],
        [],
        ["id", "Satisfied with", "", "county"],
        ["", "hall", "phone", ""],
        ["1", "5", "4", "甲"],
    ]
    merged = [(0, 0, 0, 3, "2024 survey"), (2, 1, 2, 2, "Satisfied with"), (2, 0, 3, 0, "id"), (2, 3, 3, 3, "county")]
    table = answers_of(read_grid(write_workbook(tmp_path / "a.xlsx", merged, S=rows)))
    assert names(table) == ["id", "Satisfied with – hall", "Satisfied with – phone", "county"]
    assert [column.cells for column in table.columns] == [["1"], ["5"], ["4"], ["甲"]]
    assert "not carried: the title '2024 survey' (row 1)" in said(table)
    assert table.place(0) == "row 5"


def test_what_a_service_writes_for_skipped_and_empty_is_no_answer(tmp_path: Path) -> None:
    table = answers(tmp_path, "序号,1、性别,2、建议\n1,(跳过),(空)\n2,女,(很好)\n")
    assert [column.cells for column in table.columns[1:]] == [["", "女"], ["", "(很好)"]]
    assert said(table) == ["changed: 2 cells that say (跳过), (空) hold no answer"]


def test_a_row_with_a_cell_too_many_is_left_out_and_said_with_its_line(tmp_path: Path) -> None:
    good = "".join(f"R{n},yes,1\n" for n in range(9))
    table = answers(tmp_path, f"id,a,b\n{good}R9,no, but,2\nR10,no\n")
    assert len(table.numbers) == 10
    assert said(table) == [
        "error: 4 cells where there are 3 columns; left out (line 11)",
        "warning: 1 row has fewer cells than there are columns; the missing ones were taken for empty (line 12)",
    ]


def test_many_rows_with_a_cell_too_many_are_no_table(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"a\.csv has 2 columns, but 3 cells on line 3") as caught:
        answers(tmp_path, "id,a\nR1,1\nR2,no, but\nR3,no, but\n")
    assert "quotation marks" in caught.value.hint


def test_names_that_stand_there_again_are_no_respondent(tmp_path: Path) -> None:
    table = answers(tmp_path, "id,a\nR1,x\nid,a\nR2,y\n")
    assert table.columns[0].cells == ["R1", "R2"]
    assert said(table) == ["not carried: the names of the columns, which stand there again (line 3)"]


def test_names_of_rows_need_no_heading(tmp_path: Path) -> None:
    table = answers(tmp_path, '"x","y"\n"r1",3,4\n"r2",5,6\n')
    assert [(column.name, column.cells) for column in table.columns] == [
        ("column 1", ["r1", "r2"]),
        ("x", ["3", "5"]),
        ("y", ["4", "6"]),
    ]


def test_two_tables_in_one_file_are_refused(tmp_path: Path) -> None:
    text = "Meeting,Topic,Minutes\n001,Reunion,75\n\nName,Guest\nAnna,yes\n"
    with pytest.raises(UnreadableInput, match="holds two tables, one below the other, from line 1 and from line 4 on"):
        answers(tmp_path, text)
    assert len(answers(tmp_path, "id,town\nR1,Yun\n\nR2,Lin\n").numbers) == 2


@pytest.mark.parametrize("text", ["id,a\n", "id,a\n,\n\n", "\n\n"])
def test_without_answers_there_is_no_questionnaire(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        answers(tmp_path, text)
    assert caught.value.hint


def test_columns_are_found_by_name_question_and_pattern(tmp_path: Path) -> None:
    table = answers(tmp_path, QUALTRICS)
    assert [it.name for it in table.named("q1")] == ["Q1"]
    assert [it.name for it in table.named("How are you today?")] == ["Q1"]
    assert [it.name for it in table.named("Q*")] == ["Q1", "Q2_1"]
    with pytest.raises(UnreadableInput, match="no column 'Q2-1'") as caught:
        table.named("Q2-1")
    assert "Did you mean Q2_1" in caught.value.hint


def test_totals_and_remarks_are_nobodys_answers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["县区数字政府问卷"],
        ["填表单位：政务局", None, None, "日期：2024-06-01"],
        ["编号", "年龄", "收入", "意见"],
    ]
    rows += [[f"D{n}", 30 + n, 100 * n, "好"] for n in range(1, 4)]
    rows += [[None] * 4, ["合 计", 96, 600], ["平均值：", 32.0, 200], ["注：由县里统计。"]]
    table = answers_of(read_grid(write_workbook(tmp_path / "s.xlsx", Sheet1=rows)))
    assert [it.name for it in table.columns] == ["编号", "年龄", "收入", "意见"]
    assert table.columns[0].cells == ["D1", "D2", "D3"]
    assert [(it.sentence, it.where) for it in table.report.of("not carried")][1:] == [
        ("the title '填表单位：政务局 日期：2024-06-01'", "row 2"),
        ("totals, which are no answers", "row 8, row 9"),
        ("remarks below the table", "row 10"),
    ]


def test_a_sheet_of_codes_says_what_values_mean_wherever_it_stands(tmp_path: Path) -> None:
    codes: list[list[Any]] = [
        ["变量", "取值", "含义"],
        ["性别", 1, "男"],
        [None, 2, "女"],
        [None, 9, "缺失"],
        ["分数", 5, "很好"],
    ]
    data: list[list[Any]] = [["编号", "性别", "分数"], ["A1", 1, 3], ["A2", 9, 5], ["A3", 2, 4]]
    table = answers_of(read_grid(write_workbook(tmp_path / "s.xlsx", 编码表=codes, 数据=data)))
    _name, sex, score = table.columns
    assert (sex.kind, [(it.value, it.label, it.missing) for it in sex.choices]) == (
        "choice",
        [("1", "男", False), ("2", "女", False), ("9", "缺失", True)],
    )
    assert (score.kind, [it.label for it in score.choices]) == ("", ["很好"])
    assert "the sheet '数据'" in [it.sentence for it in table.report.of("read")]
    assert [it.sentence for it in table.report.of("not carried")] == ["the sheet 编码表"]
