"""Questionnaires: a respondent a row, closed answers as typed values, answers in words as documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, ChoiceDraft
from qualcode.formats.questionnaires.reader import (
    QuestionnaireOptions,
    propose_mapping,
    read_questionnaire,
    save_mapping,
)
from qualcode.formats.registry import reader_for
from qualcode.text.span import Span
from qualcode.text.units import units

SURVEY = """\
respondent,age,gender,joined,uses,satisfied,What was hard?,意见
R1,34,f,2024/5/1,phone;desk,是,"Waiting for hours,
and nobody there.",希望以后多开几个窗口。
R2,58,m,2024/5/2,desk,否,,不用再跑
R3,41,f,2024/6/1,phone,是,"Finding the office, really.",
R4,29,m,2024/6/2,phone;desk;site,否,Nothing at all was hard.,审核太慢了
"""


def read(folder: Path, text: str, **options: Any) -> Bundle:
    path = folder / "survey.csv"
    path.write_text(text, encoding="utf-8")
    return read_questionnaire(path, QuestionnaireOptions(**options))


def said(bundle: Bundle, kind: str) -> list[str]:
    return [f"{it.sentence}{f' ({it.where})' if it.where else ''}" for it in bundle.report.of(kind)]  # type: ignore[arg-type]


def kinds(bundle: Bundle) -> dict[str, str]:
    return {it.name: it.kind + (" many" if it.many else "") for it in bundle.questions}


def test_closed_answers_are_typed_and_answers_in_words_are_documents(tmp_path: Path) -> None:
    bundle = read(tmp_path, SURVEY)
    assert kinds(bundle) == {
        "age": "integer",
        "gender": "choice",
        "joined": "date",
        "uses": "choice many",
        "satisfied": "choice",
    }
    assert [it.name for it in bundle.respondents] == ["R1", "R2", "R3", "R4"]
    assert bundle.respondents[0].answers == {
        "age": ("34",),
        "gender": ("f",),
        "joined": ("2024-05-01",),
        "uses": ("phone", "desk"),
        "satisfied": ("是",),
    }
    assert [it.line for it in bundle.respondents] == [2, 4, 5, 6]
    (warning,) = said(bundle, "warning")
    assert "What was hard?, 意见" in warning
    assert said(bundle, "changed") == ["under 'joined' 2024-05-01 is written for 2024/5/1, and so on"]


def test_a_respondent_is_a_document_with_a_heading_for_each_question(tmp_path: Path) -> None:
    first, second, *_rest = read(tmp_path, SURVEY).documents
    assert first.text == "What was hard?\nWaiting for hours,\nand nobody there.\n\n意见\n希望以后多开几个窗口。"
    assert [first.text[it.start : it.end] for it in first.sections] == ["What was hard?", "意见"]
    assert [(it.level, it.kind, it.label) for it in first.sections] == [
        (1, "heading", "What was hard?"),
        (1, "heading", "意见"),
    ]
    answers = units(first.text, "answer", headings=[Span(it.start, it.end) for it in first.sections])
    assert [it.of(first.text) for it in answers] == ["Waiting for hours,\nand nobody there.", "希望以后多开几个窗口。"]
    assert second.text == "意见\n不用再跑"
    assert (first.name, first.kind, first.turns) == ("R1", "questionnaire", [])
    assert [(it.name, it.role) for it in first.cases] == [("R1", "participant")]


def test_an_answer_may_be_a_document(tmp_path: Path) -> None:
    documents = read(tmp_path, SURVEY, shape="rows").documents
    assert [it.name for it in documents][:3] == ["R1 – What was hard?", "R1 – 意见", "R2 – 意见"]
    assert documents[1].text == "希望以后多开几个窗口。"
    assert documents[1].sections == []
    assert [(it.name, it.values) for it in documents[1].attributes] == [("question", ("意见",))]
    assert {it.cases[0].name for it in documents} == {"R1", "R2", "R3", "R4"}


def test_long_names_of_questions_are_cut_and_stay_apart(tmp_path: Path) -> None:
    long = "What do you think of all the services of this office"
    text = f"id,{long} today?,{long} then?\nR1,It is well enough as it is now.,It was not well at all.\n"
    names = [it.name for it in read(tmp_path, text, shape="rows", open=("What*",)).documents]
    assert names == [f"R1 – {long[:40]}…", f"R1 – {long[:40]}… 2"]


def test_what_is_open_skipped_and_who_answers_can_be_said(tmp_path: Path) -> None:
    bundle = read(tmp_path, SURVEY, open=("意见",), skip=("age", "u*"), case="gender")
    assert list(kinds(bundle)) == ["respondent", "joined", "satisfied", "What was hard?"]
    assert kinds(bundle)["What was hard?"] == "text"
    assert [it.text for it in bundle.documents][:1] == ["意见\n希望以后多开几个窗口。"]
    assert [it.name for it in bundle.respondents] == ["f", "m", "f (2)", "m (2)"]
    assert said(bundle, "warning") == []
    assert "2 respondents have no name, or one that another has already, and are called f (2), m (2)" in "".join(
        said(bundle, "changed")
    )


@pytest.mark.parametrize("options", [{"open": ("opinion",)}, {"case": "who"}, {"skip": ("x",)}])
def test_a_column_that_is_not_there_is_said(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(UnreadableInput, match=r"survey\.csv has no column") as caught:
        read(tmp_path, SURVEY, **options)
    assert caught.value.hint


def test_respondents_without_names_are_numbered(tmp_path: Path) -> None:
    assert [it.name for it in read(tmp_path, "age,town\n3,Yun\n4,Lin\n").respondents] == ["survey 0001", "survey 0002"]


def test_mere_numbers_are_not_taken_for_names_that_hold_elsewhere(tmp_path: Path) -> None:
    text = "序号,city\n1,Yun\n2,Lin\n"
    assert [it.name for it in read(tmp_path, text).respondents] == ["survey 1", "survey 2"]
    assert [it.name for it in read(tmp_path, text, case="序号").respondents] == ["1", "2"]


def test_names_that_come_twice_or_are_missing_are_settled_and_said(tmp_path: Path) -> None:
    bundle = read(tmp_path, "who,age\nAnna,1\nANNA,2\nAnna (2),3\n,4\nAnna,5\n", case="who")
    assert [it.name for it in bundle.respondents] == ["Anna", "ANNA (2)", "Anna (2) (2)", "survey #5", "Anna (3)"]
    assert "(line 3, line 4, line 5, line 6)" in said(bundle, "changed")[0]


def test_nothing_is_silently_something_else(tmp_path: Path) -> None:
    rows = "id,zip,account,share,mixed,flag\n" + "".join(
        f"R{n},0{n}00,11010119900307001{n},{n}5%,{n if n else 'n/a'},{'是' if n % 2 else '否'}\n" for n in range(4)
    )
    bundle = read(tmp_path, rows)
    assert kinds(bundle) == {"zip": "text", "account": "text", "share": "decimal", "mixed": "text", "flag": "choice"}
    assert bundle.respondents[0].answers["zip"] == ("0000",)
    assert bundle.respondents[3].answers["account"] == ("110101199003070013",)
    assert bundle.respondents[3].answers["share"] == ("0.35",)
    assert said(bundle, "changed") == ["under 'share' 0.05 is written for 05%, and so on"]


def test_numbers_and_dates_are_read_as_half_of_the_world_writes_them(tmp_path: Path) -> None:
    bundle = read(tmp_path, "id;height;income;day\nR1;1,60;1.250,50;4.5.2024\nR2;1,75;900;31.5.2024\n")
    assert kinds(bundle) == {"height": "decimal", "income": "decimal", "day": "date"}
    assert [it.answers for it in bundle.respondents] == [
        {"height": ("1.60",), "income": ("1250.50",), "day": ("2024-05-04",)},
        {"height": ("1.75",), "income": ("900",), "day": ("2024-05-31",)},
    ]
    assert "under 'income' 1250.50 is written for 1.250,50, and so on" in said(bundle, "changed")


def test_full_width_digits_are_numbers_and_that_is_said(tmp_path: Path) -> None:
    bundle = read(tmp_path, "id,age\nR1,３４\nR2,5\n")
    assert bundle.respondents[0].answers == {"age": ("34",)}
    assert said(bundle, "changed") == ["under 'age' 34 is written for ３４, and so on"]


def test_columns_without_an_answer_are_left_out_and_said(tmp_path: Path) -> None:
    bundle = read(tmp_path, "id,age,empty\nR1,3, \nR2,4,\n")
    assert list(kinds(bundle)) == ["age"]
    assert said(bundle, "not carried") == ["columns without an answer: empty"]


MAPPING = """\
questionnaire: survey.csv
as: rows
columns:
  - {column: respondent, use: case, name: "wave {}"}
  - {column: age, use: attribute, kind: integer, missing: ["99"]}
  - column: gender
    use: attribute
    name: sex
    label: Are you …?
    kind: choice
    choices: {f: female, m: male, "9": no answer}
    missing: "9"
  - {column: joined, use: attribute, kind: date}
  - {column: uses, use: attribute, kind: choice, separator: ;}
  - {column: satisfied, use: attribute, kind: boolean}
  - {column: 意见, use: open, label: "Anything else?"}
"""


def with_mapping(folder: Path, text: str, mapping: str = MAPPING, **options: Any) -> Bundle:
    path = folder / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    return read(folder, text, mapping=path, **options)


def test_a_mapping_says_it_all(tmp_path: Path) -> None:
    bundle = with_mapping(tmp_path, SURVEY)
    assert kinds(bundle) == {
        "age": "integer",
        "sex": "choice",
        "joined": "date",
        "uses": "choice many",
        "satisfied": "boolean",
    }
    assert bundle.questions[1].label == "Are you …?"
    assert bundle.questions[1].choices == (
        ChoiceDraft("f", "female"),
        ChoiceDraft("m", "male"),
        ChoiceDraft("9", "no answer", missing=True),
    )
    assert bundle.respondents[0].name == "wave R1"
    assert bundle.respondents[0].answers["satisfied"] == ("是",)
    assert [it.attributes[0].values for it in bundle.documents] == [("Anything else?",)] * 3
    assert said(bundle, "not carried") == ["a column the mapping does not name: What was hard?"]
    assert len(with_mapping(tmp_path, SURVEY, shape="respondents").documents[0].sections) == 1


def test_answers_that_are_not_of_their_kind_are_left_out_and_said_with_their_line(tmp_path: Path) -> None:
    text = SURVEY.replace("R2,58", "R2,old").replace("R3,41", "R3,99").replace("R4,29", "R4,n/a")
    bundle = with_mapping(tmp_path, text)
    assert [it.answers.get("age") for it in bundle.respondents] == [("34",), None, ("99",), None]
    assert said(bundle, "error") == [
        "2 answers under 'age' are not of kind integer and were left out: old, n/a (line 4, line 6)"
    ]
    assert bundle.questions[0].choices == (ChoiceDraft("99", "", missing=True),)


def test_answers_given_as_labels_are_their_values(tmp_path: Path) -> None:
    bundle = with_mapping(tmp_path, SURVEY.replace("R1,34,f", "R1,34,Female").replace("R2,58,m", "R2,58,other"))
    assert [it.answers["sex"] for it in bundle.respondents] == [("f",), ("other",), ("f",), ("m",)]
    assert bundle.questions[1].choices[-1] == ChoiceDraft("other")


def test_columns_of_ticks_make_one_question_where_that_is_said(tmp_path: Path) -> None:
    text = "id,Q3_a,Q3_b,Q3_c\nR1,1,0,1\nR2,0,0,0\nR3,,,1\n"
    assert kinds(read(tmp_path, text)) == {"Q3_a": "integer", "Q3_b": "integer", "Q3_c": "integer"}
    columns = "".join(
        f'  - {{column: Q3_{it}, use: attribute, name: Q3, kind: choice, ticked: "1", choice: {name}}}\n'
        for it, name in zip("abc", ["phone", "desk", "site"], strict=True)
    )
    bundle = with_mapping(tmp_path, text, f"columns:\n  - {{column: id, use: case}}\n{columns}")
    assert kinds(bundle) == {"Q3": "choice many"}
    assert [it.answers for it in bundle.respondents] == [{"Q3": ("phone", "site")}, {}, {"Q3": ("site",)}]


def test_a_mapping_names_a_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no column 'age'"):
        with_mapping(tmp_path, SURVEY.replace("age", "years"))


def test_what_was_guessed_can_be_kept_and_gives_the_same_again(tmp_path: Path) -> None:
    before = read(tmp_path, SURVEY)
    save_mapping(propose_mapping(tmp_path / "survey.csv", QuestionnaireOptions()), tmp_path / "kept.yaml")
    after = read(tmp_path, SURVEY, mapping=tmp_path / "kept.yaml")
    assert (after.questions, after.respondents, after.documents) == (
        before.questions,
        before.respondents,
        before.documents,
    )


def test_answers_in_words_can_be_attributes_too(tmp_path: Path) -> None:
    bundle = read(tmp_path, SURVEY, documents=False)
    assert bundle.documents == []
    assert kinds(bundle)["意见"] == "text"
    assert said(bundle, "warning") == []


@pytest.mark.parametrize(
    ("header", "command"),
    [
        ("document,start,end,code,coder,weight", "codings import"),
        ("code,parent,definition", "codebook import"),
        ("case,parent,age:integer", "cases import"),
        ("document,coder,of_record,done", "documents assign --from"),
        ("document,kind,place", "documents set --from"),
        ("document,speaker,aliases,role,case,turns,words", "speakers set --from"),
        (
            "document,kind,language,characters,words,turns,speakers,codings,coders,occurred_on,source",
            "documents set --from",
        ),
    ],
)
def test_other_tables_are_shown_the_way(tmp_path: Path, header: str, command: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\n{',x' * header.count(',')}\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="is no questionnaire") as caught:
        reader_for(path).read(path, ReadOptions())
    assert caught.value.hint == f"Bring it in with: qualcode {command} {path}"


def test_every_table_is_read_by_the_registry(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\tage\nR1\t3\n", encoding="utf-16")
    options = ReadOptions(questionnaire=QuestionnaireOptions(case="id"))
    assert reader_for(path).read(path, options).respondents[0].name == "R1"
    page = tmp_path / "page.xls"
    page.write_text("<html><body><table><tr><td>1</td></tr></table></body></html>", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="is a web page or XML"):
        reader_for(page).read(page, ReadOptions())


@pytest.mark.parametrize(
    "text",
    [
        "code,codings,documents,cases,coders,characters,share\npaper,3,2,1,1,40,0.5\n",
        "code,paper,pressure\npaper,0,3\npressure,3,0\n",
        "document,start,end,unit,code,applied_by,not_applied_by,text\nP01,0,3,sentence,paper,Anna,Ben,abc\n",
        "document,turn,speaker,role,start,end,started,text\nP01,1,Li,other,0,9,,We waited.\nP01,2,Wu,other,9,19,,Long.\n",
    ],
)
def test_figures_of_our_own_are_no_answers(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableInput, match="is a table that qualcode made"):
        read(tmp_path, text)


def test_a_column_of_names_that_names_nobody_is_told(tmp_path: Path) -> None:
    bundle = read(tmp_path, "编号,level\nQ01,county\nQ01,city\nQ02,county\n")
    assert any(
        "编号" in sentence and "does not name the respondents" in sentence for sentence in said(bundle, "warning")
    )
