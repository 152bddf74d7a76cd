"""Links between documents: found in what policy texts cite, decided by a person."""

from __future__ import annotations

import pytest

import projects
from qualcode.actions.material import documents, links
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project

PLAN = "澄浦市救助方案\n澄政发〔2022〕14号\n为了便民，制定本方案。\n澄浦市人民政府\n2022年4月18日\n"
RULES = "东麓县试点细则\n东民发〔2022〕27号\n根据《澄浦市救助方案》（澄政发〔2022〕14号，以下简称《救助方案》），按《救助方案》和《农村五保条例》办。\n东麓县民政局\n2022年6月10日\n"
SHARING = "澄浦市共享办法\n依据东民发[2022]27号办理。\n澄浦市数据局\n2023年9月6日\n"
LAW_2018 = "# 澄浦市热线条例\n2018年3月2日 澄浦市第一届人民代表大会常务委员会第七次会议通过\n第一条 甲。\n"
LAW_2021 = "# 澄浦市热线条例\n2021年3月2日 澄浦市第一届人民代表大会常务委员会第九次会议修正\n第一条 乙。\n"
CITING = "话务规范\n依照《澄浦市热线条例》办理。\n澄浦市热线中心\n2019年5月5日\n"


@pytest.fixture
def papers(project: Project) -> Project:
    texts = {
        "方案": PLAN,
        "细则": RULES,
        "办法": SHARING,
        "条例(2018)": LAW_2018,
        "条例(2021)": LAW_2021,
        "规范": CITING,
    }
    with project.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(name, text) for name, text in texts.items()))
        for name in texts:
            documents.set_fields(work, name, {"kind": "policy"})
    return project


def shown(project: Project, document: str | None = None) -> list[tuple[object, ...]]:
    with project.read() as view:
        return [tuple(row) for row in links.listing(view, document).rows]


def test_titles_numbers_and_versions_are_found(papers: Project) -> None:
    with papers.write("Anna") as work:
        report = links.propose(work)
    assert shown(papers) == [
        ("办法", "细则", "cites", "proposed"),
        ("条例(2021)", "条例(2018)", "revises", "proposed"),
        ("细则", "方案", "cites", "proposed"),
        ("规范", "条例(2018)", "cites", "proposed"),  # the one in force in 2019
    ]
    (missing,) = report.of("not carried")
    assert missing.sentence == "cited, but not in the project: 《农村五保条例》 ×1"


def test_a_decision_stands_when_links_are_found_again(papers: Project) -> None:
    with papers.write("Anna") as work:
        links.propose(work)
    with papers.write("Anna") as work:
        links.decide(work, "细则", "方案", confirmed=True)
        links.decide(work, "办法", "细则", confirmed=False)
    with papers.write("Anna") as work:
        links.propose(work)
        assert not work.journal.has_changes
    assert ("细则", "方案", "cites", "confirmed") in shown(papers)
    assert ("办法", "细则", "cites", "rejected") in shown(papers)
    with papers.write("Anna") as work:
        assert links.confirm_all(work) == 2
    assert {row[3] for row in shown(papers)} == {"confirmed", "rejected"}


def test_links_made_by_hand(papers: Project) -> None:
    with papers.write("Anna") as work:
        links.add(work, "P01", "方案", "cites")
        links.add(work, "P01", "方案", "cites")
    assert shown(papers, "P01") == [("P01", "方案", "cites", "confirmed")]
    with papers.write("Anna") as work:
        assert links.remove(work, "P01", "方案") == 1
    assert shown(papers, "P01") == []


def test_what_cannot_be_linked(papers: Project) -> None:
    with papers.write("Anna") as work:
        with pytest.raises(WrongUse, match="no kind of link"):
            links.add(work, "P01", "方案", "likes")
        with pytest.raises(WrongUse, match="itself"):
            links.add(work, "P01", "P01", "cites")
        with pytest.raises(NotFound, match="no link from"):
            links.decide(work, "P01", "方案", confirmed=True)
        with pytest.raises(NotFound, match="no link from"):
            links.remove(work, "P01", "方案")


def test_a_paper_is_cited_by_the_title_of_what_it_issues(project: Project) -> None:
    notice = "东麓县政府关于印发《东麓县改革方案》的通知\n东府发〔2024〕3号\n请执行《东麓县改革方案》。\n东麓县人民政府\n2024年3月5日\n"
    citing = (
        "话务规范\n依照《东麓县改革方案》和《关于印发〈东麓县改革方案〉的通知》办理。\n东麓县热线中心\n2024年5月5日\n"
    )
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("通知", notice), projects.read_text("规范", citing))
        for name in ("通知", "规范"):
            documents.set_fields(work, name, {"kind": "policy"})
        links.propose(work)
    assert shown(project) == [("规范", "通知", "cites", "proposed")]
