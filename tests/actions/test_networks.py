"""Networks of a project: each against what the project's own tables and rows say, written out by hand."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
from qualcode.actions import codes, coding
from qualcode.actions.material import attributes, cases, documents, links
from qualcode.actions.networks import building
from qualcode.actions.networks.asking import Ask
from qualcode.actions.tables import crossings
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project, create_project
from qualcode.store import queries
from qualcode.store.models import CodeLink, DocumentLink
from qualcode.text.span import Span

PAPERS = {
    "方案": ("澄浦市救助方案\n澄政发〔2022〕14号\n为了便民，制定本方案。\n澄浦市人民政府\n2022年4月18日\n"),
    "细则": (
        "东麓县试点细则\n东民发〔2022〕27号\n根据《澄浦市救助方案》和《农村五保条例》办，又见《 农村五保条例》。\n"
        "东麓县民政局 东麓县数据局\n2022年6月10日\n"
    ),
    "办法": "澄浦市共享办法\n依据东民发[2022]27号和《澄浦市救助方案》办理。\n澄浦市数据局、澄浦市人民政府\n2023年9月6日\n",
    "通知": "关于核对的通知\n按《东麓县试点细则》办理。\n东麓县数据局 东麓县民政局\n2024年1月5日\n",
    "旧文": "旧的规定\n没有落款。\n",
}
ISSUERS = {
    "方案": ["澄浦市人民政府"],
    "细则": ["东麓县民政局", "东麓县数据局"],
    "办法": ["澄浦市数据局", "澄浦市人民政府"],
    "通知": ["东麓县数据局", "东麓县民政局"],
}


@pytest.fixture
def papers(file_project: Project) -> Project:
    """Five policy papers with who issued them, and the links that were found between them."""
    dates = {"方案": "2022-04-18", "细则": "2022-06-10", "办法": "2023-09-06", "通知": "2024-01-05"}
    with file_project.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(name, text) for name, text in PAPERS.items()))
        for name in PAPERS:
            documents.set_fields(work, name, {"kind": "policy", "occurred_on": dates.get(name, "")})
        for agency in dict.fromkeys(name for names in ISSUERS.values() for name in names):
            cases.add(work, agency, parent="东麓县" if agency.startswith("东麓") else None)
        for paper, names in ISSUERS.items():
            for agency in names:
                cases.link(work, paper, agency, role="issuer")
        links.propose(work)
    return file_project


def rows(project: Project, ties: bool = True, by: str | None = None, **asked) -> list[dict[str, object]]:
    with project.read("Anna") as view:
        return list(building.table(view, Ask(**asked), ties=ties, by=by).records())


def notes(project: Project, **asked) -> str:
    with project.read("Anna") as view:
        return "\n".join(building.table(view, Ask(**asked)).notes)


def ends(project: Project, **asked) -> dict[tuple[str, str], object]:
    return {(str(row["source"]), str(row["target"])): row["weight"] for row in rows(project, **asked)}


@pytest.mark.parametrize("tie", ["count", "documents", "units_both", "jaccard", "dice", "lift", "phi", "p_b_given_a"])
@pytest.mark.parametrize("relation", ["overlap", "encloses", "near", "same-document"])
def test_ties_of_codes_are_the_cells_of_the_square(file_project, tie, relation):
    with file_project.write("Anna") as work:
        coding.apply(work, "P01", Span(30, 50), "pressure")
        coding.apply(work, "N01", Span(0, 30), "pressure")
        coding.apply(work, "N01", Span(20, 40), "work/paper")
    asked = {"relation": relation, "unit": "sentence", "layer": "all", "across_coders": True}
    with file_project.read("Anna") as view:
        made = crossings.cooccurrence(view, **asked)
        square = {row["code"]: row for row in made.matrix(tie).records()}
    directed = tie == "p_b_given_a" or (relation == "encloses" and tie in ("count", "documents"))
    names = list(square)
    wanted = {
        (a, b): square[a][b]
        for place, a in enumerate(names)
        for b in (names if directed else names[place + 1 :])
        if a != b and (square[a][b] or 0) > 0
    }
    assert wanted
    assert ends(file_project, tie=tie, **asked) == wanted
    assert {row["node"] for row in rows(file_project, ties=False, **asked)} == {
        "work/paper",
        "work/data entry",
        "pressure",
    }


def test_codes_that_were_never_used_are_no_nodes_and_that_is_said(file_project):
    assert [row["node"] for row in rows(file_project, ties=False)] == ["work/paper", "work/data entry"]
    assert "2 codes without codings are left out." in notes(file_project)
    assert rows(file_project, ties=False, code_level=1)[0]["node"] == "work"
    assert rows(file_project, layer="Ben") == []
    assert "community is undefined: there are no ties." in notes(file_project, layer="Ben")


def test_documents_are_tied_to_the_codes_in_them(file_project):
    made = rows(file_project, kind="documents", layer="all")
    assert [tuple(row.values()) for row in made] == [
        ("P01", "work/paper", "coded", 2, None, None, "document", "code"),
        ("P01", "work/data entry", "coded", 1, None, None, "document", "code"),
    ]
    assert set(ends(file_project, kind="documents", layer="all", tie="documents").values()) == {1}
    nodes = rows(file_project, ties=False, kind="documents", layer="all")
    assert [(row["node"], row["kind"], row["size"]) for row in nodes] == [
        *(("N01", "document", 0), ("P01", "document", 3), ("work/paper", "code", 2), ("work/data entry", "code", 1)),
    ]


def test_nodes_say_what_they_are_and_what_is_recorded_of_them(papers, tmp_path):
    with papers.write("Anna") as work:
        coding.apply(work, "方案", Span(0, 4), "pressure")
        cases.set_values(work, "澄浦市人民政府", {"level": "city"})
    with papers.read("Anna") as view:
        building.write(view, Ask(kind="cases", case_level=1), tmp_path / "net.graphml")
    by_name = {data["name"]: data for _node, data in nx.read_graphml(tmp_path / "net.graphml").nodes(data=True)}
    city = by_name["澄浦市人民政府"]
    assert (city["kind"], city["size"], city["attribute:level"]) == ("case", 1, "city")
    assert (by_name["pressure"]["kind"], by_name["东麓县"]["size"]) == ("code", 2)
    assert "Cases below level 1 count for" in notes(papers, kind="cases", case_level=1)
    assert {row["kind"] for row in rows(papers, ties=False, kind="cases*period:year")} == {"case * year", "code"}
    assert "Speakers are told apart" in notes(papers, kind="speakers")


@pytest.mark.parametrize("dimension", ["documents", "cases", "kinds", "attribute:level", "period:year"])
@pytest.mark.parametrize("tie", ["count", "documents"])
def test_ties_to_codes_are_the_cells_of_the_matrix_dated_by_their_documents(papers, dimension, tie):
    with papers.write("Anna") as work:
        cases.set_values(work, "澄浦市人民政府", {"level": "city"})
        for paper in ("方案", "细则", "办法"):
            coding.apply(work, paper, Span(0, 4), "pressure")
            coding.apply(work, paper, Span(2, 6), "pressure")
        documents.set_fields(work, "P01", {"occurred_on": "2023"})
    with papers.read("Anna") as view:
        value = {"count": "codings", "documents": "documents"}[tie]
        made = crossings.matrix(view, dimension, "codes", value=value).long()
        dates = {row.name: row.occurred_on for row in queries.documents(view)}
    wanted = {(row["row"], row["column"]): row["value"] for row in made.records() if row["value"]}
    assert wanted
    assert ends(papers, kind=dimension, tie=tie) == wanted
    if dimension == "documents":
        assert all(row["first"] == row["last"] == dates[row["source"]] for row in rows(papers, kind=dimension, tie=tie))
    if dimension == "kinds":
        (policy,) = [row for row in rows(papers, kind=dimension) if row["source"] == "policy"]
        assert (policy["first"], policy["last"]) == ("2022-04-18", "2023-09-06")


def test_agencies_are_tied_by_what_they_issue_together(papers):
    wanted = {frozenset(pair) for names in ISSUERS.values() for pair in combinations(names, 2)}
    made = rows(papers, kind="issuers")
    assert {frozenset((row["source"], row["target"])) for row in made} == wanted
    (county,) = [row for row in made if "东麓县民政局" in (row["source"], row["target"])]
    assert (county["kind"], county["weight"]) == ("issued together", 2)
    assert (county["first"], county["last"]) == ("2022-06-10", "2024-01-05")
    nodes = {row["node"]: row for row in rows(papers, ties=False, kind="issuers")}
    assert len(nodes) == 4 and nodes["澄浦市人民政府"]["size"] == 2
    assert (nodes["澄浦市人民政府"]["first"], nodes["澄浦市人民政府"]["last"]) == ("2022-04-18", "2023-09-06")
    said = notes(papers, kind="issuers")
    assert "3 documents have several issuers." in said and "1 policy document has no issuer" in said


def test_documents_lead_from_who_issued_them_to_whom_they_are_addressed(papers, tmp_path):
    dates = {"方案": "2022-04-18", "细则": "2022-06-10", "办法": "2023-09-06", "通知": "2024-01-05"}
    addressed = {"方案": ["麦屿镇"], "细则": ["麦屿镇", "东麓县民政局"], "通知": ["麦屿镇"], "P01": ["麦屿镇"]}
    with papers.write("Anna") as work:
        cases.add(work, "麦屿镇")
        for paper, names in addressed.items():
            for name in names:
                cases.link(work, paper, name, role="addressee")
        cases.link(work, "通知", "P01 woman", role="author")  # a paper that was issued is its issuers'
    by_hand: dict[tuple[str, str], list[str]] = {}
    for paper, names in addressed.items():
        for sender, addressee in product(ISSUERS.get(paper, []), names):
            if sender != addressee:
                by_hand.setdefault((sender, addressee), []).append(dates[paper])
    found = rows(papers, kind="addressees")
    shown = {(it["source"], it["target"]): (it["weight"], it["first"], it["last"]) for it in found}
    assert shown == {ends: (len(when), min(when), max(when)) for ends, when in by_hand.items()}
    assert "1 document has addressees and nobody who issued or wrote it" in notes(papers, kind="addressees")
    rolled = ends(papers, kind="addressees", case_level=1)
    assert ("东麓县", "麦屿镇") in rolled
    file = tmp_path / "net.gexf"
    with papers.read("Anna") as view:
        building.write(view, Ask("addressees"), file)
    read = nx.read_gexf(file)
    assert {data["start"] for *_ends, data in read.edges(data=True)} <= set(dates.values())
    assert read.is_directed() and read.number_of_edges() == len(by_hand)


def test_agencies_count_for_those_above_them(papers):
    assert set(ends(papers, kind="issuers", case_level=1)) == {("澄浦市人民政府", "澄浦市数据局")}
    assert "Cases below level 1 count for" in notes(papers, kind="issuers", case_level=1)
    assert {row["node"] for row in rows(papers, ties=False, kind="issuers", case_level=1)} == {
        *("东麓县", "澄浦市人民政府", "澄浦市数据局"),
    }


CITED = {("细则", "方案"), ("办法", "细则"), ("办法", "方案"), ("通知", "细则")}


def test_documents_are_tied_to_what_they_cite(papers):
    made = rows(papers, kind="citations")
    assert {(row["source"], row["target"]) for row in made} == CITED
    assert {row["kind"] for row in made} == {"cites"}
    assert {(row["source"], row["first"]) for row in made} == {
        *(("细则", "2022-06-10"), ("办法", "2023-09-06"), ("通知", "2024-01-05")),
    }
    nodes = {row["node"]: row for row in rows(papers, ties=False, kind="citations")}
    assert (nodes["细则"]["in_degree"], nodes["细则"]["out_degree"]) == (2, 1)
    assert nodes["旧文"]["degree"] == 0 and "P01" not in nodes
    said = notes(papers, kind="citations")
    assert "1 title is cited and not in the project; its citations are left out." in said
    assert "4 of 4 links are proposed" in said


def test_what_is_cited_and_not_there_may_be_a_node(papers):
    made = rows(papers, kind="citations", outside=True)
    assert {(row["source"], row["target"]) for row in made} == CITED | {("细则", "农村五保条例")}
    (law,) = [row for row in made if row["target_kind"] == "outside"]
    assert (law["weight"], law["first"]) == (1, "2022-06-10")


def test_links_that_were_decided_count_as_they_were(papers):
    with papers.write("Anna") as work:
        links.decide(work, "细则", "方案", confirmed=True)
        links.decide(work, "办法", "细则", confirmed=False)
    assert set(ends(papers, kind="citations")) == CITED - {("办法", "细则")}
    assert set(ends(papers, kind="citations", confirmed=True)) == {("细则", "方案")}
    assert "proposed" not in notes(papers, kind="citations", confirmed=True)


def test_agencies_cite_agencies_as_often_as_their_documents_do(papers):
    wanted: dict[tuple[str, str], int] = {}
    for one, other in CITED:
        for citing in ISSUERS[one]:
            for cited in ISSUERS[other]:
                if citing != cited:
                    wanted[citing, cited] = wanted.get((citing, cited), 0) + 1
    assert ends(papers, kind="citations", between="agencies") == wanted
    said = notes(papers, kind="citations", between="agencies")
    assert "3 citations of an agency's own documents make no tie." in said


def test_links_are_of_documents_and_of_codes(papers):
    with papers.write("Anna") as work:
        tree = queries.code_tree(work)
        ids = [tree.named(name).id for name in ("pressure", "work/paper")]
        work.journal.insert(CodeLink, from_code_id=ids[0], to_code_id=ids[1], kind="leads to")
        work.describe("test", "linked codes")
        links.add(work, "通知", "细则", "answers")
    made = {(row["source"], row["target"]): row for row in rows(papers, kind="links")}
    assert set(made) == CITED | {("pressure", "work/paper")}
    assert made["pressure", "work/paper"]["kind"] == "leads to"
    assert (made["通知", "细则"]["kind"], made["通知", "细则"]["weight"]) == ("answers, cites", 2)
    assert set(ends(papers, kind="links", link_kinds=("leads to",))) == {("pressure", "work/paper")}
    assert {row["node"] for row in rows(papers, ties=False, kind="links")} == {
        *("方案", "细则", "办法", "通知", "pressure", "work/paper"),
    }
    assert set(ends(papers, kind="links", where="any")) == set()
    assert "Links between codes are left out" in notes(papers, kind="links", where="any")
    with pytest.raises(WrongUse, match="leads to"):
        rows(papers, kind="links", link_kinds=("quotes",))


def test_links_are_read_from_any_database(project):
    with project.write("Anna") as work:
        links.add(work, "P01", "N01", "cites")
        cases.link(work, "N01", "东麓县", role="issuer")
        cases.link(work, "P01", "P01 woman", role="issuer")
    assert ends(project, kind="citations", confirmed=True) == {("P01", "N01"): 1}
    assert ends(project, kind="citations", between="agencies") == {("P01 woman", "东麓县"): 1}
    assert ends(project, kind="issuers") == {}


def test_a_query_chooses_the_documents_of_a_policy_network(papers):
    with papers.write("Anna") as work:
        for paper in ("方案", "细则"):
            coding.apply(work, paper, Span(0, 4), "pressure")
    assert set(ends(papers, kind="citations", where="pressure")) == {("细则", "方案")}
    assert {row["node"] for row in rows(papers, ties=False, kind="issuers", where="pressure")} == {
        *("澄浦市人民政府", "东麓县民政局", "东麓县数据局"),
    }
    with pytest.raises(WrongUse, match="--where"):
        Ask(kind="issuers", layer="Ben")


@pytest.mark.parametrize("kind", ["cooccurrence", "documents", "issuers", "citations", "links"])
def test_by_makes_a_network_of_each_group(papers, kind):
    made = rows(papers, kind=kind, by="period:year", layer="record")
    names = {row["group"] for row in made}
    if kind == "issuers":
        assert [(row["group"], row["weight"]) for row in made] == [("2022", 1), ("2023", 1), ("2024", 1)]
    if kind in ("citations", "links"):
        assert {(row["group"], row["source"], row["target"]) for row in made} == {("2022", "细则", "方案")}
    assert names <= {"2022", "2023", "2024"}
    nodes = rows(papers, ties=False, kind=kind, by="period:year")
    assert {row["group"] for row in nodes} <= {"2022", "2023", "2024"}
    if kind == "documents":
        assert {(row["node"], row["group"]) for row in nodes if row["kind"] == "document"} == {
            *(("方案", "2022"), ("细则", "2022"), ("办法", "2023"), ("通知", "2024")),
        }


@pytest.mark.parametrize("ties", [True, False])
@pytest.mark.parametrize("kind", ["cooccurrence", "documents", "attribute:level", "issuers", "citations", "links"])
def test_groups_that_are_not_there_leave_the_header(file_project, kind, ties):
    with file_project.read("Anna") as view:
        whole = building.table(view, Ask(kind=kind), ties=ties)
        made = building.table(view, Ask(kind=kind), ties=ties, by="period:year")
    assert (made.columns, made.rows) == ((*whole.columns, "group"), [])
    assert made.notes == ("No document has a value for period:year.",)


@pytest.mark.parametrize("tie", ["count", "jaccard", "p_b_given_a"])
def test_a_group_is_the_network_of_its_documents(papers, tie):
    with papers.write("Anna") as work:
        for name, start in (("N01", 0), ("N01", 10), ("方案", 2), ("细则", 0)):
            coding.apply(work, name, Span(start, start + 20), "pressure")
            coding.apply(work, name, Span(start + 5, start + 9), "work/paper")
    made = rows(papers, by="kinds", tie=tie, unit="paragraph")
    for kind in ("interview", "policy"):
        alone = rows(papers, tie=tie, unit="paragraph", where=f'document.kind = "{kind}"')
        assert alone and [{**row, "group": kind} for row in alone] == [row for row in made if row["group"] == kind]


LINK = st.tuples(
    st.integers(0, 4), st.integers(0, 4), st.sampled_from(links.KINDS), st.sampled_from([True, False, None])
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sets(st.integers(0, 3)), min_size=5, max_size=5),
    st.lists(st.sampled_from(["", "2019", "2020-05", "2020-05-01", "2021-12-31"]), min_size=5, max_size=5),
    st.lists(LINK.filter(lambda link: link[0] != link[1]), max_size=12, unique_by=lambda link: link[:3]),
)
def test_agencies_and_citations_of_random_projects_are_those_counted_by_hand(issuers, dates, found):
    with TemporaryDirectory() as folder, create_project(Path(folder, "s.qualcode"), "S", "Anna") as made:
        papers_of(made, issuers, dates, found)
        together: dict[tuple[str, str], list[str]] = {}
        for names, date in zip(issuers, dates):
            for a, b in combinations(sorted(names), 2):
                together.setdefault((f"agency {a}", f"agency {b}"), []).append(date)
        assert counted(rows(made, kind="issuers")) == {ends: summed(when) for ends, when in together.items()}
        for confirmed in (False, True):
            cited: dict[tuple[str, str], list[str]] = {}
            of_agencies: dict[tuple[str, str], list[str]] = {}
            for one, other, kind, decided in found:
                if kind not in ("cites", "revises") or decided is False or (confirmed and not decided):
                    continue
                cited[f"paper {one}", f"paper {other}"] = [dates[one]]
                for a, b in product(issuers[one], issuers[other]):
                    if a != b:
                        of_agencies.setdefault((f"agency {a}", f"agency {b}"), []).append(dates[one])
            shown = counted(rows(made, kind="citations", confirmed=confirmed))
            assert {ends: when[1:] for ends, when in shown.items()} == {e: summed(w)[1:] for e, w in cited.items()}
            shown = counted(rows(made, kind="citations", between="agencies", confirmed=confirmed))
            assert shown == {ends: summed(when) for ends, when in of_agencies.items()}


def papers_of(made: Project, issuers, dates, found) -> None:
    """Five papers with issuers, dates and links: confirmed, rejected, or (None) only proposed."""
    with made.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(f"paper {number}", f"text {number}") for number in range(5)))
        for agency in range(4):
            cases.add(work, f"agency {agency}")
        for number, names in enumerate(issuers):
            documents.set_fields(work, f"paper {number}", {"kind": "policy", "occurred_on": dates[number]})
            for agency in names:
                cases.link(work, f"paper {number}", f"agency {agency}", role="issuer")
        ids = {row.name: row.id for row in queries.documents(work)}
        for one, other, kind, decided in found:
            ends = {"from_document_id": ids[f"paper {one}"], "to_document_id": ids[f"paper {other}"]}
            states = {"confirmed": decided is True, "rejected": decided is False}
            work.journal.insert(DocumentLink, **ends, kind=kind, **states)
        work.describe("test", "brought in papers")


def counted(found: list[dict[str, object]]) -> dict[tuple[object, object], tuple[object, ...]]:
    return {(row["source"], row["target"]): (row["weight"], row["first"], row["last"]) for row in found}


def summed(dates: list[str]) -> tuple[object, ...]:
    known = sorted(date for date in dates if date)
    return len(dates), *((known[0], known[-1]) if known else (None, None))


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"kind": "villages"}, WrongUse),
        ({"kind": "codes"}, WrongUse),
        ({"kind": "attribute:levle"}, NotFound),
        ({"kind": "documents", "tie": "jaccard"}, WrongUse),
        ({"tie": "weight"}, WrongUse),
        ({"kind": "citations", "between": "people"}, WrongUse),
        ({"at_least": 0.0}, WrongUse),
        ({"at_least": float("nan")}, WrongUse),
        ({"layer": "Bne"}, NotFound),
        ({"relation": "beside"}, WrongUse),
    ],
)
def test_what_no_network_can_be_is_said(file_project, asked, error):
    with pytest.raises(error) as raised:
        rows(file_project, **asked)
    assert raised.value.hint


def test_a_file_holds_nodes_ties_colours_and_attributes(papers, tmp_path):
    with papers.write("Anna") as work:
        codes.describe(work, "work/paper", color="#123456")
        attributes.define(work, "rank", "integer")
        cases.set_values(work, "澄浦市数据局", {"rank": "3"})
    with papers.read("Anna") as view:
        said = building.write(view, Ask(kind="issuers"), tmp_path / "net.graphml")
        building.write(view, Ask(), tmp_path / "codes.gexf")
        again = [building.write(view, Ask(), tmp_path / name) for name in ("1.gexf", "2.gexf")]
    assert again[0] == again[1]
    assert (tmp_path / "1.gexf").read_bytes() == (tmp_path / "2.gexf").read_bytes()
    read = nx.read_graphml(tmp_path / "net.graphml")
    by_name = {data["name"]: data for _node, data in read.nodes(data=True)}
    assert by_name["澄浦市数据局"]["attribute:rank"] == 3 and by_name["澄浦市数据局"]["size"] == 1
    assert sorted(data["weight"] for *_ends, data in read.edges(data=True)) == [1, 2]
    assert read.graph["notes"] == "\n".join(said)
    shown = nx.read_gexf(tmp_path / "codes.gexf")
    assert {data["label"] for _node, data in shown.nodes(data=True)} == {"paper", "data entry"}
    (paper,) = [data for _node, data in shown.nodes(data=True) if data["label"] == "paper"]
    assert paper["name"] == "work/paper" and paper["viz"]["color"]["r"] == 0x12
