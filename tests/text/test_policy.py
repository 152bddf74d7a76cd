"""What policy texts say of themselves and of each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.policy import PolicyFacts, annexed_title, citations, number_key, policy_facts, title_key

PLAN = """\
澄浦市社会救助数字化实施方案
澄政发〔2022〕14号
各县（区）人民政府：
依据《澄浦市最低生活保障工作规程》（澄民发〔2021〕33号），结合实际，制定本方案。
一、总体目标
澄浦市人民政府
2022年4月18日
"""


def test_a_plan_with_number_signature_and_date() -> None:
    assert policy_facts(PLAN) == PolicyFacts(
        "澄浦市社会救助数字化实施方案", "澄政发〔2022〕14号", "2022-04-18", ("澄浦市人民政府",)
    )


@pytest.mark.parametrize(
    ("signed", "issuers"),
    [
        ("东麓县民政局\n东麓县数据局\n2022年6月10日", ("东麓县民政局", "东麓县数据局")),
        ("东麓县民政局　东麓县财政局\n二〇二二年六月十日", ("东麓县民政局", "东麓县财政局")),
        ("中共东麓县委办公室\n东麓县人民政府办公室\n2022年6月10日印发", ("中共东麓县委办公室", "东麓县人民政府办公室")),
        ("（此件公开发布）\n2022年6月10日", ()),
        ("联系人：张三，电话 12345\n2022年6月10日", ()),
    ],
)
def test_who_signed(signed: str, issuers: tuple[str, ...]) -> None:
    facts = policy_facts(f"东麓县试点工作细则\n第一条 为了试点，制定本细则。\n{signed}\n")
    assert facts.issuers == issuers
    assert facts.date == "2022-06-10"


def test_issuers_in_the_title_where_nobody_signed() -> None:
    assert policy_facts("民政部、财政部关于做好临时救助工作的通知\n各省：\n请照办。\n").issuers == ("民政部", "财政部")
    assert policy_facts("关于做好临时救助工作的通知\n各省：\n请照办。\n").issuers == ()


def test_a_law_names_who_passed_it_and_its_latest_date() -> None:
    law = (
        "# 澄浦市热线条例\n\n2018年3月2日 澄浦市第十五届人民代表大会常务委员会第七次会议通过\n"
        "2021年10月1日 澄浦市第十六届人民代表大会常务委员会第二次会议修正\n2022年1月1日 施行\n\n第一条 为了规范热线，制定本条例。\n"
    )
    facts = policy_facts(law)
    assert facts.title == "澄浦市热线条例"
    assert facts.issuers == ("澄浦市人民代表大会常务委员会",)
    assert facts.date == "2021-10-01"


def test_an_interview_says_nothing_of_the_kind() -> None:
    assert policy_facts("访谈者：您怎么看？\n受访者：2022年6月10日那天我在。\n") == PolicyFacts("访谈者：您怎么看？")


def test_citations_with_title_number_and_both() -> None:
    text = "根据《甲办法》（澄政发〔2022〕14号，以下简称《办法》）和民发[2021]3号，修改〈乙〉。按《关于修改〈丙条例〉的决定》办。"
    found = [(citation.title, citation.number) for citation in citations(text)]
    assert found == [
        ("甲办法", "澄政发〔2022〕14号"),
        ("办法", ""),
        ("", "和民发[2021]3号"),
        ("关于修改〈丙条例〉的决定", ""),
        ("丙条例", ""),
    ]


def test_a_text_does_not_cite_its_own_number() -> None:
    assert [citation.number for citation in citations(PLAN)] == ["澄民发〔2021〕33号"]


@given(st.text(st.sampled_from("《》〈〉（）〔2022〕14号甲乙民发 \n"), max_size=80))
def test_citations_lie_in_the_text_in_order(text: str) -> None:
    starts = []
    for citation in citations(text):
        assert 0 <= citation.start < citation.end <= len(text)
        assert citation.title or citation.number
        starts.append(citation.start)
    assert starts == sorted(starts)


def test_two_writings_of_one_title_or_number_are_the_same() -> None:
    assert (
        title_key("《中华人民共和国社会保险法》")
        == title_key("社会保险法（2018修正）")
        == title_key("社会保险法(2018-12-29)")
    )
    assert title_key("甲办法") != title_key("乙办法")
    assert number_key("民发〔2022〕14号") == number_key("民发[2022] 14 号") == number_key("民发（2022）014号")
    assert number_key("民发〔2022〕14号") != number_key("财发〔2022〕14号")


def test_real_laws(corpora: Path) -> None:
    folder = corpora / "cn-laws-social-assistance-egov" / "utf8"
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        facts = policy_facts(text)
        assert path.name.startswith(facts.title.removeprefix("中华人民共和国"))
        if "INFO END" in text[len(facts.title) + 10 :] and "年" in text[: text.index("INFO END")]:
            assert facts.issuers, path.name
            assert facts.date, path.name


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("民政部 财政部\n关于做好最低生活保障\n等社会救助工作的通知\n民发〔2022〕83号\n各省：", "关于做好最低生活保障等社会救助工作的通知"),
        ("国务院办公厅文件\n国办发〔2023〕29号\n国务院办公厅转发民政部\n《关于加强监测的意见》的通知", "国务院办公厅转发民政部《关于加强监测的意见》的通知"),
        ("东麓县人民政府办公室\n东麓县人民政府办公室关于印发\n改革实施方案的通知", "东麓县人民政府办公室关于印发改革实施方案的通知"),
        ("社会救助暂行办法\n（2014年2月21日公布 根据2019年3月2日《国务院关于修改部分行政法规的决定》修订）", "社会救助暂行办法"),
    ],
)  # fmt: skip
def test_a_title_over_several_lines(head: str, title: str) -> None:
    assert policy_facts(head + "\n正文。").title == title


def test_agencies_above_a_title_issue_it() -> None:
    facts = policy_facts(
        "中共东麓县委 东麓县人民政府\n关于打赢脱贫攻坚战的实施意见\n（2016年3月2日）\n东发〔2016〕1号\n正文。"
    )
    assert facts.issuers == ("中共东麓县委", "东麓县人民政府")
    assert (facts.number, facts.date) == ("东发〔2016〕1号", "2016-03-02")


def test_a_paper_is_signed_before_what_is_annexed() -> None:
    annex = "\n".join(f"第{n}条 内容。" for n in range(20))
    facts = policy_facts(
        f"关于印发方案的通知\n各乡镇：\n请执行。\n东麓县民政局\n二〇二四年三月五日\n附件\n方案\n{annex}"
    )
    assert (facts.issuers, facts.date) == (("东麓县民政局",), "2024-03-05")


def test_number_and_date_may_be_named_or_several() -> None:
    facts = policy_facts(
        "若干意见\n发文机关：东麓市人民政府\n发文字号：东府〔2023〕5号\n成文日期：2023年2月1日\n正文。"
    )
    assert facts == PolicyFacts("若干意见", "东府〔2023〕5号", "2023-02-01", ("东麓市人民政府",))
    joint = "关于治理的通知\n东民发〔2021〕12号、东财社〔2021〕3号\n正文。"
    assert policy_facts(joint).number == "东民发〔2021〕12号"
    assert citations(joint) == []


def test_what_a_paper_issues() -> None:
    assert annexed_title("县政府关于印发《改革方案（试行）》的通知") == "改革方案（试行）"
    assert annexed_title("关于印发改革方案的通知") == "改革方案"
    assert annexed_title("关于加强管理的通知") == ""
