"""Units of texts with and without turns."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import WrongUse
from qualcode.text.numbered import numbered_sections
from qualcode.text.span import Span
from qualcode.text.units import UNITS, answers, clauses, default_unit, paragraphs, units

INTERVIEW = "## 访谈\n问：好吗？\n答：好。 信任政府。\n\n### 插曲\n再说一句\n问：完了。\n"

ROLES = {"问：": "interviewer", "答：": "respondent"}


@dataclass(frozen=True)
class SpokenTurn:
    start: int
    end: int
    label_start: int
    label_end: int
    role: str | None = None


def turns_of(text: str, labels: str = r"^(?:问|答)：") -> list[SpokenTurn]:
    found = list(re.finditer(labels, text, re.MULTILINE))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        SpokenTurn(found[at].start(), ends[at], found[at].start(), found[at].end(), ROLES[found[at][0]])
        for at in range(len(found))
    ]


def read(text: str, spans: list[Span]) -> list[str]:
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("turn", ["好。 信任政府。\n\n### 插曲\n再说一句"]),
        ("paragraph", ["好。 信任政府。", "再说一句"]),
        ("sentence", ["好。", "信任政府。", "再说一句"]),
        ("word", ["好", "信任", "政府", "再说", "一句"]),
        ("character", list("好。信任政府。再说一句")),
        ("clause", ["好。 信任政府。", "再说一句"]),
        ("answer", ["问：好吗？\n答：好。 信任政府。", "再说一句\n问：完了。"]),
        ("document", [INTERVIEW.strip()]),
    ],
)
def test_labels_headings_and_interviewers_are_no_units(unit, found):
    assert read(INTERVIEW, units(INTERVIEW, unit, turns_of(INTERVIEW))) == found


def test_interviewers_and_labels_are_units_when_asked():
    turns = turns_of(INTERVIEW)
    assert read(INTERVIEW, units(INTERVIEW, "turn", turns, interviewers=True))[0::2] == ["好吗？", "完了。"]
    with_labels = units(INTERVIEW, "paragraph", turns, labels=True)
    assert read(INTERVIEW, with_labels) == ["答：好。 信任政府。", "### 插曲", "再说一句"]
    assert read(INTERVIEW, units(INTERVIEW, "answer", labels=True))[0].startswith("## 访谈\n问：")


def test_a_text_without_turns_has_its_paragraphs_for_turns():
    text = "# 标题\n  一段 \n\n\t\n两段\u3000\n"
    assert read(text, units(text, "turn")) == read(text, units(text, "paragraph")) == ["一段", "两段"]
    assert read(text, paragraphs(text)) == ["# 标题", "一段", "两段"]


def test_a_turn_that_is_only_its_label_is_no_unit():
    text = "答：\n问：嗯"
    assert units(text, "turn", turns_of(text)) == []


def test_a_label_inside_a_turn_is_cut_out():
    text = "Ja. #00:05# Nein."
    turn = [SpokenTurn(0, len(text), 4, 11)]
    assert read(text, units(text, "sentence", turn)) == ["Ja.", "Nein."]
    assert read(text, units(text, "turn", turn)) == [text]


def test_a_blank_text_has_no_units():
    for unit in UNITS:
        assert units(" \n\u3000\n", unit) == units("", unit) == []


def test_an_unknown_unit_is_refused():
    with pytest.raises(WrongUse, match="verse"):
        units("a", "verse")


LINES = st.lists(
    st.sampled_from(
        [
            "问：",
            "答：",
            "# 一 ",
            "我说。",
            "Yes. ",
            "👩🏽",
            "e\u0301",
            " ",
            "\n",
            "\n\n",
            "1. ",
            "（一）",
            "\u2028",
            "……",
            "12",
        ]
    ),
    max_size=16,
).map("".join)


@given(LINES, st.sampled_from(UNITS), st.booleans(), st.booleans())
def test_units_are_sorted_apart_trimmed_and_inside_turns(text, unit, interviewers, labels):
    turns = turns_of(text)
    spans = units(text, unit, turns, interviewers=interviewers, labels=labels)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    if turns and unit not in ("answer", "document"):
        heard = [turn for turn in turns if interviewers or turn.role != "interviewer"]
        assert all(any(turn.start <= span.start and span.end <= turn.end for turn in heard) for span in spans)


@given(LINES.map(lambda text: "答：" + text))
def test_all_that_is_said_is_in_sentences_once(text):
    turns = turns_of(text)
    said = "".join(re.sub(r"(?m)(?<=\n)[ \t]*# .*$", "", text[turn.label_end : turn.end]) for turn in turns)
    spans = units(text, "sentence", turns, interviewers=True)
    assert "".join("".join(read(text, spans)).split()) == "".join(said.split())


POLICY = "办法\n第一章 总则\n第一条 为了。\n本条第二款。\n一、目标\n（一）甲；\n（二）乙。\n二、任务\n# 1. one\n2. two\n(a) three\n(b) four\nArticle 5 end"


def test_clauses_run_to_the_next_number():
    expected = [
        "办法",
        "第一章 总则",
        "第一条 为了。\n本条第二款。",
        "一、目标",
        "（一）甲；",
        "（二）乙。",
        "二、任务",
    ]
    assert read(POLICY, clauses(POLICY)) == [*expected, "# 1. one", "2. two", "(a) three", "(b) four", "Article 5 end"]


def test_clauses_and_sections_are_told_by_the_same_numbers():
    text = "前言\n三、只有一个\n1. one\n2. two"
    assert read(text, clauses(text)) == ["前言\n三、只有一个", "1. one", "2. two"]
    assert [section.label for section in numbered_sections(text)] == ["1.", "2."]


@pytest.mark.parametrize("line", ["第一次来。", "一共三个", "1.5% more", "2019年", "(see it)", "十分好", "3 people"])
def test_what_only_looks_like_a_number_begins_no_clause(line):
    assert read("前\n" + line, clauses("前\n" + line)) == ["前\n" + line]


def test_default_units_follow_the_kind():
    kinds = ["interview", "focus group", "policy", "questionnaire", "email", "post", "observation", "literature", None]
    found = [default_unit(kind) for kind in kinds]
    assert found == ["turn", "turn", "clause", "answer", "document", "document", "paragraph", "paragraph", "paragraph"]


ARTICLES = {"社会救助暂行办法": 70, "在线政务服务": 16, "信访工作条例": 50, "社会保险法": 98, "浙江省社会救助条例": 63}


@pytest.mark.parametrize(("name", "articles"), ARTICLES.items())
def test_every_article_of_a_law_is_a_clause(corpora: Path, name: str, articles: int):
    text = next(corpora.glob(f"cn-laws-social-assistance-egov/utf8/*{name}*")).read_text("utf-8")
    found = read(text, units(text, "clause"))
    assert sum(bool(re.match("第[一二三四五六七八九十百]+条", clause)) for clause in found) == articles


def test_a_sentence_runs_on_from_caption_to_caption_of_one_line():
    text = "We began last spring with paper. Then\nthe office came."
    captions = [
        SpokenTurn(0, 13, 0, 0),
        SpokenTurn(14, 32, 14, 14),
        SpokenTurn(33, 37, 33, 33),
        SpokenTurn(38, 54, 38, 38),
    ]
    assert read(text, units(text, "sentence", captions)) == [
        "We began last spring with paper.",
        "Then",
        "the office came.",
    ]
    assert len(units(text, "turn", captions)) == 4
    spoken = [SpokenTurn(0, 13, 0, 0, "other"), SpokenTurn(14, 32, 14, 14, "respondent")]
    assert read(text, units(text, "sentence", spoken)) == ["We began last", "spring with paper."]


def test_each_answer_knows_the_heading_above_it():
    text = "先说一句\n# 最难的是什么？\n材料太多。\n\nWhat else?\n没有。\n# 空的\n"
    given = Span(text.index("What else?"), text.index("What else?") + len("What else?"))
    found = answers(text, [given])
    assert [(heading and heading.of(text), answer.of(text)) for heading, answer in found] == [
        (None, "先说一句"),
        ("# 最难的是什么？", "材料太多。"),
        ("What else?", "没有。"),
    ]
    assert [answer for _heading, answer in found] == units(text, "answer", headings=[given])
