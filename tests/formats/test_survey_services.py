"""What survey services write in ways of their own."""

from __future__ import annotations

from pathlib import Path

from qualcode.formats.bundle import Bundle
from qualcode.formats.questionnaires.reader import (
    QuestionnaireOptions,
    propose_mapping,
    read_questionnaire,
    save_mapping,
)


def read(folder: Path, text: str, mapping: Path | None = None) -> Bundle:
    path = folder / "survey.csv"
    path.write_text(text, encoding="utf-8")
    return read_questionnaire(path, QuestionnaireOptions(mapping=mapping))


def answers(bundle: Bundle, question: str) -> list[tuple[str, ...]]:
    return [it.answers.get(question, ()) for it in bundle.respondents]


LIME = (
    "id. Response ID;G01Q01. Your gender?;G01Q02[SQ001]. Which do you use? [Phone];G01Q02[SQ002]. Which do you use? [Desk]\n"
    "1;Female;Yes;\n2;Male;Yes;Yes\n3;Male;;\n"
)


def test_limesurvey_writes_name_and_question_in_one(tmp_path: Path) -> None:
    bundle = read(tmp_path, LIME)
    assert [it.name for it in bundle.respondents] == ["survey 1", "survey 2", "survey 3"]
    gender, uses = bundle.questions
    assert (gender.name, gender.label) == ("G01Q01", "Your gender?")
    assert (uses.name, uses.label, uses.many) == ("G01Q02", "Which do you use?", True)
    assert answers(bundle, "G01Q02") == [("Phone",), ("Phone", "Desk"), ()]


def test_what_was_joined_is_kept_in_a_mapping(tmp_path: Path) -> None:
    before = read(tmp_path, LIME)
    save_mapping(propose_mapping(tmp_path / "survey.csv", QuestionnaireOptions()), tmp_path / "kept.yaml")
    after = read(tmp_path, LIME, tmp_path / "kept.yaml")
    assert (after.questions, after.respondents) == (before.questions, before.respondents)


def test_surveymonkey_writes_the_choice_into_its_column(tmp_path: Path) -> None:
    text = (
        "Respondent ID,Which do you use?,,,How well?,\n"
        ",Phone,Desk,Other (please specify),Speed,Care\n"
        "11,Phone,,,Good,Bad\n12,Phone,Desk,a kiosk,Bad,Bad\n13,,Desk,,Good,Good\n"
    )
    bundle = read(tmp_path, text)
    assert answers(bundle, "Which do you use?") == [("Phone",), ("Phone", "Desk"), ("Desk",)]
    assert [it.name for it in bundle.questions][1:] == [
        "Which do you use? – Other (please specify)",
        "How well? – Speed",
        "How well? – Care",
    ]
    assert "columns that tick a choice each were joined: Which do you use?" in [
        it.sentence for it in bundle.report.of("changed")
    ]


def test_qualtrics_may_split_choices_into_columns(tmp_path: Path) -> None:
    text = (
        "StartDate,EndDate,Q2_1,Q2_2\nStart Date,End Date,Uses? - Selected Choice - Phone,Uses? - Selected Choice - Desk\n"
        '"{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}","{""ImportId"":""d""}"\n'
        "2024-01-01,2024-01-01,Phone,\n2024-01-02,2024-01-02,Phone,Desk\n"
    )
    bundle = read(tmp_path, text)
    assert answers(bundle, "Q2") == [("Phone",), ("Phone", "Desk")]
    assert bundle.questions[-1].label == "Uses?"


def test_wenjuanxing_codes_choices_and_skipped_questions(tmp_path: Path) -> None:
    text = (
        "序号,提交答卷时间,所用时间,1、平台:甲,1、平台:乙,2、评分\n"
        "1,2024/5/1 10:00:00,60秒,1,0,5\n2,2024/5/1 10:00:00,61秒,1,1,-3\n3,2024/5/1 10:00:00,62秒,-3,-3,4\n"
    )
    bundle = read(tmp_path, text)
    assert answers(bundle, "1、平台") == [("甲",), ("甲", "乙"), ()]
    score = next(it for it in bundle.questions if it.name == "2、评分")
    assert (score.kind, [(it.value, it.missing) for it in score.choices]) == ("integer", [("-3", True)])


def test_a_scale_in_several_columns_stays_several(tmp_path: Path) -> None:
    text = "id,Rate:Speed,Rate:Care,Rate:Cost\n" + "".join(f"R{n},{n % 2},{n % 5},{n % 4}\n" for n in range(9))
    assert [it.kind for it in read(tmp_path, text).questions] == ["integer"] * 3


def test_what_nobody_ticked_is_a_tick_where_somebody_does_later(tmp_path: Path) -> None:
    head = "序号,提交答卷时间,所用时间,1、平台:甲,1、平台:乙,1、平台:丙\n"
    read(tmp_path, head + "1,2024/5/1 10:00:00,60秒,1,0,0\n2,2024/5/1 10:00:00,61秒,1,1,0\n")
    save_mapping(propose_mapping(tmp_path / "survey.csv", QuestionnaireOptions()), tmp_path / "kept.yaml")
    later = read(tmp_path, head + "3,2024/5/2 10:00:00,60秒,0,0,1\n", tmp_path / "kept.yaml")
    assert answers(later, "1、平台") == [("丙",)]


def test_a_label_that_only_holds_a_dash_is_no_choice(tmp_path: Path) -> None:
    text = "G1[a]. Uses - at home;G1[b]. Uses - at work;G2. Why?\nY;;one\nY;Y;two\n"
    assert answers(read(tmp_path, text), "G1") == [("a",), ("a", "b")]
