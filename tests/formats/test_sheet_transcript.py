"""Transcripts typed into a sheet come in as transcripts of other formats do."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.sheet_files import write_workbook
from qualcode.formats.questionnaires.reader import QuestionnaireOptions, read_questionnaire
from qualcode.formats.sheets.reading import read_grid
from qualcode.formats.sheets.transcript import is_transcript
from qualcode.text.turns.detection import detect_turns

TALK = [
    ["Researcher 2:", "What was it like?  "],
    [],
    ["Teacher 4:", "Long.\nVery long."],
    ["[laughs]"],
    ["", "And hot."],
    ["Researcher 2:", "I see."],
    ["Teacher 4:", "Yes."],
]
TEXT = "Researcher 2:\tWhat was it like?  \n\nTeacher 4:\tLong.\nVery long.\n[laughs]\nAnd hot.\nResearcher 2:\tI see.\nTeacher 4:\tYes."


def test_a_row_is_a_line_and_an_empty_row_an_empty_line(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "talk.xlsx", S=[[], *TALK])
    bundle = read_questionnaire(path, QuestionnaireOptions())
    (document,) = bundle.documents
    assert (document.name, document.text, document.turns) == ("talk", TEXT, None)
    assert document.original == path.read_bytes()
    assert bundle.respondents == []
    turns = detect_turns(document.text).turns
    assert [it.speaker for it in turns] == ["Researcher 2", "Teacher 4"] * 2
    assert turns[1].start == TEXT.index("Teacher 4")


def test_columns_may_be_called_speaker_text_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "No,时间,说话人,内容\n1,00:00:05,访谈者,您好\n2,00:00:09,受访者,好\n3,00:00:12,访谈者,请说\n", encoding="utf-8"
    )
    bundle = read_questionnaire(path, QuestionnaireOptions())
    assert bundle.documents[0].text == "00:00:05 访谈者\t您好\n00:00:09 受访者\t好\n00:00:12 访谈者\t请说"
    assert "the columns No" in [it.sentence for it in bundle.report.of("not carried")]


def test_when_a_turn_ended_is_kept_as_well(tmp_path: Path) -> None:
    said = ["Did you fill it in?", "My daughter did.", "And who told you?", "The office called."]
    rows = [["Content", "Speaker", "Start", "End"]]
    rows += [[words, ("Li", "Wang")[n % 2], f"0:0{n}:00", f"0:0{n}:40"] for n, words in enumerate(said)]
    path = tmp_path / "talk.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    bundle = read_questionnaire(path, QuestionnaireOptions())
    text = bundle.documents[0].text
    assert text.startswith("0:00:00 - 0:00:40 Li\tDid you fill it in?\n")
    assert not bundle.report.of("not carried")
    turns = detect_turns(text).turns
    assert [(turn.speaker, turn.started_ms, turn.ended_ms) for turn in turns][:2] == [
        ("Li", 0, 40000),
        ("Wang", 60000, 100000),
    ]


@pytest.mark.parametrize(
    ("rows", "is_one"),
    [
        (TALK, True),
        (
            [["Q", "How did it begin, then?"], ["A", "It began in May."], ["Q", "And later on?"], ["A", "We stopped."]],
            True,
        ),
        ([["访谈者：", "您好"], ["受访者：", "好"], ["访谈者：", "嗯"]], True),
        ([["gender", "comment"], *([it, f"A long comment number {n}."] for n, it in enumerate("fmfmfmfm"))], False),
        ([["id", "answer"], ["R1", "It took three hours."], ["R2", "Nobody was there."]], False),
        ([["Anna:", "one"], ["Ben:", "two"]], False),
        ([["1", "It took three hours."], ["2", "Nobody was there."], ["1", "It took."], ["2", "None."]], False),
        ([["a", "b", "c"], ["a", "b", "c"]], False),
        ([["one"], ["two"]], False),
    ],
)
def test_a_transcript_is_told_from_answers(tmp_path: Path, rows: list[list[str]], is_one: bool) -> None:
    assert is_transcript(read_grid(write_workbook(tmp_path / "a.xlsx", S=rows))) is is_one


def test_what_a_table_is_can_be_said(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", S=[["Anna:", "one"], ["Ben:", "two"]])
    assert (
        read_questionnaire(path, QuestionnaireOptions(shape="transcript")).documents[0].text == "Anna:\tone\nBen:\ttwo"
    )
    path = write_workbook(tmp_path / "b.xlsx", S=TALK)
    assert len(read_questionnaire(path, QuestionnaireOptions(shape="respondents")).respondents) == 5
