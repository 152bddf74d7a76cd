"""Numbered clauses: which lines open one, how deep it lies, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.numbered import has_articles, numbered_sections
from qualcode.text.sections import Section

REGULATION = """\
澄浦市热线管理办法
第一章　总则
第一条　为了规范热线办理，制定本办法。
热线由市政务服务中心管理。
第二条　办理遵循下列原则：
（一）首问负责；
（二）限时办结。
第二章　办理
第三条　受理单位应当在两日内答复。
第三条之一　第三条规定的期限可以延长一次。
"""


def shown(text: str, found: tuple[Section, ...] = ()) -> list[tuple[int, str, str]]:
    return [(section.level, section.kind, section.label) for section in numbered_sections(text, found)]


def test_chapters_articles_and_items_lie_within_each_other() -> None:
    assert shown(REGULATION) == [
        (1, "heading", "第一章 总则"),
        (2, "clause", "第一条"),
        (2, "clause", "第二条"),
        (3, "clause", "（一）"),
        (3, "clause", "（二）"),
        (1, "heading", "第二章 办理"),
        (2, "clause", "第三条"),
        (2, "clause", "第三条之一"),
    ]


def test_a_section_is_its_own_line() -> None:
    sections = numbered_sections(REGULATION)
    assert [REGULATION[s.start : s.end] for s in sections][:2] == [
        "第一章　总则",
        "第一条　为了规范热线办理，制定本办法。",
    ]


def test_the_schemes_of_a_plan() -> None:
    text = "一、总体目标\n（一）提高效率\n1.优化流程\n2.压缩时限\n（二）缩小差距\n二、保障措施\n（一）加强领导\n"
    assert shown(text) == [
        (1, "clause", "一、"),
        (2, "clause", "（一）"),
        (3, "clause", "1."),
        (3, "clause", "2."),
        (2, "clause", "（二）"),
        (1, "clause", "二、"),
        (2, "clause", "（一）"),
    ]


def test_english_chapters_articles_and_letters() -> None:
    text = "Chapter I General\nArticle 1 Scope\n(a) services;\n(b) records.\nArticle 2\n1.1 First\n1.2 Second\n1.2.1 Deeper\n"
    assert shown(text) == [
        (1, "heading", "Chapter I General"),
        (2, "clause", "Article 1"),
        (5, "clause", "(a)"),
        (5, "clause", "(b)"),
        (2, "clause", "Article 2"),
        (3, "clause", "1.1"),
        (3, "clause", "1.2"),
        (4, "clause", "1.2.1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2022.5 we opened the office.\nThe rest is known.",
        "第一章规定的程序，适用于本办法。",
        "3.14 is not a clause\n2.71 neither, though it looks like one",
        "2. a lone second point",
        "（二）不从一开始",
        "12% of the households\n13% of the others",
        "1.5万户家庭\n2.1万户家庭",
        "",
    ],
)
def test_what_is_no_clause(text: str) -> None:
    assert shown(text) == []


def test_headings_of_the_file_stay_and_clauses_go_below_them() -> None:
    text = "# 办法\n## 第一章 总则\n第一条 甲。\n第二条 乙。\n"
    found = (Section(1, "办法", 0, 4), Section(2, "第一章 总则", 5, 14))
    assert shown(text, found) == [
        (1, "heading", "办法"),
        (2, "heading", "第一章 总则"),
        (3, "clause", "第一条"),
        (3, "clause", "第二条"),
    ]


def test_three_articles_make_a_policy_text() -> None:
    assert has_articles(REGULATION)
    assert not has_articles("第一条 甲\n第二条 乙\n第三，丙")


@given(st.text(st.sampled_from("第一二三条章（）()1.2ai、 \n甲乙。"), max_size=120))
def test_sections_are_lines_in_order_whatever_the_text(text: str) -> None:
    starts = []
    for section in numbered_sections(text):
        assert 0 <= section.start < section.end <= len(text)
        assert "\n" not in text[section.start : section.end]
        assert section.level >= 1
        starts.append(section.start)
    assert starts == sorted(set(starts))


def test_real_laws_have_the_articles_and_chapters_counted_by_hand(corpora: Path) -> None:
    folder = corpora / "cn-laws-social-assistance-egov" / "utf8"
    counted = {
        "社会救助暂行办法": (70, 13),
        "国务院关于在线政务服务的若干规定": (16, 0),
        "政府信息公开条例": (56, 6),
        "信访工作条例": (50, 6),
        "社会保险经办条例": (63, 7),
        "网络数据安全管理条例": (64, 9),
        "社会保险法": (98, 12),
        "残疾人保障法": (68, 9),
        "个人信息保护法": (74, 8),
        "上海市社会救助条例(2018": (56, 8),
        "上海市社会救助条例(2024": (56, 8),
        "浙江省社会救助条例": (63, 13),
        "潍坊市12345政务服务便民热线条例": (41, 7),
    }
    for beginning, wanted in counted.items():
        (path,) = folder.glob(f"{beginning}*")
        sections = numbered_sections(path.read_text(encoding="utf-8"))
        articles = [s for s in sections if s.kind == "clause" and s.label.endswith("条")]
        chapters = [s for s in sections if s.kind == "heading" and "章" in s.label]
        assert (len(articles), len(chapters)) == wanted, beginning


def test_decimals_may_begin_below_an_article() -> None:
    text = "Article 3 Eligibility\n3.1 Any person who\n3.1.1 is resident\n3.2 Exceptions"
    assert shown(text) == [
        (1, "clause", "Article 3"),
        (2, "clause", "3.1"),
        (3, "clause", "3.1.1"),
        (2, "clause", "3.2"),
    ]


def test_roman_numbers_lie_below_letters() -> None:
    text = "(a) one\n(b) two:\n(i) cash;\n(ii) kind;\n(iii) time;\n(iv) help;\n(v) rest.\n(c) three"
    labels = [(level, label) for level, _kind, label in shown(text)]
    assert labels == [(1, "(a)"), (1, "(b)"), *((2, f"({it})") for it in ("i", "ii", "iii", "iv", "v")), (1, "(c)")]
    assert {level for level, _kind, _label in shown("\n".join(f"({letter}) x" for letter in "abcdefghi"))} == {1}


def test_parts_of_a_plan() -> None:
    assert shown("第一部分 总体要求\n第二部分　主要任务")[0] == (1, "heading", "第一部分 总体要求")
