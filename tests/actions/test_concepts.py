"""Links between codes, claims, and the segments for and against both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
from qualcode.actions import code_groups, coders, codes, coding, history, memos, places
from qualcode.actions.concepts import claims, evidence, kinds, link_files, links, review
from qualcode.actions.material import documents, sets
from qualcode.actions.revising import revisions, unplaced
from qualcode.errors import NotFound, QualcodeError, Refused, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project, create_project, open_project
from qualcode.store import checks, code_links, queries
from qualcode.store.models import CaseSummary, CodeLink
from qualcode.text.span import Span

LINK = ("paper", "leads to", "pressure")


@pytest.fixture
def study(project: Project) -> Iterator[Project]:
    """The small project with a theory memo of two claims, and a link."""
    with project.write("Anna") as work:
        memos.add(work, "Numbers come first.", title="capacity", kind="theory")
        claims.add(work, "capacity", ["Paper comes before data", "数据为上级服务"])
        links.link(work, *LINK, note="after interview 1")
    yield project


def link_words(project: Project) -> list[str]:
    with project.read("Anna") as view:
        return [it.words for it in links.listing(view)]


def findings(project: Project) -> list[tuple[object, ...]]:
    with project.read("Anna") as view:
        return [row[:3] for row in review.review(view).rows]


def segments_in(project: Project) -> int:
    with project.read("Anna") as view:
        return len(projects.dump(view)["segment"])


def test_a_kind_answers_to_both_languages_and_gets_its_row_when_first_used(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "pressure", "导致", "data entry")
        links.link(work, "data entry", "属于", "pressure")
    with study.read("Anna") as view:
        assert kinds.named(view, "引起").name == "leads to"
        assert kinds.named(view, "part of").name == "属于"
        assert kinds.named(view, "Part Of").acyclic
        assert [it.name for it in kinds.listing(view) if it.id is not None] == ["leads to", "属于"]
        with pytest.raises(NotFound, match="no kind of link 'lead to'") as error:
            kinds.named(view, "lead to")
        assert error.value.nearest[0] == "leads to"


def test_a_circle_is_refused_with_the_way_round_where_the_kind_forbids_it(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "paper", "part of", "pressure")
        links.link(work, "pressure", "part of", "data entry")
        links.link(work, "pressure", "leads to", "paper")  # a loop of effects is no contradiction
    with pytest.raises(Refused, match="paper → pressure → data entry → paper"), study.write("Anna") as work:
        links.link(work, "data entry", "part of", "paper")
    with pytest.raises(Refused, match="itself"), study.write("Anna") as work:
        links.link(work, "paper", "part of", "paper")
    with pytest.raises(Refused, match="paper → pressure → paper"), study.write("Anna") as work:
        kinds.describe(work, "leads to", acyclic=True)
    assert len(link_words(study)) == 4


def test_a_symmetric_link_is_one_whichever_way_it_is_given(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "paper", "contradicts", "data entry")
    with pytest.raises(Refused, match="already"), study.write("Anna") as work:
        links.link(work, "data entry", "矛盾", "paper")
    with study.read("Anna") as view:
        assert links.link_row(view, ("data entry", "contradicts", "paper")).note == ""
    with study.write("Anna") as work:
        links.unlink(work, [("data entry", "contradicts", "paper")])
    assert link_words(study) == ["work/paper —leads to→ pressure"]


def test_links_that_say_the_same_become_one_when_their_kind_holds_both_ways(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "pressure", "leads to", "paper", note="and back")
        evidence.add(work, ("pressure", "leads to", "paper"), "for", [("P01", Span(32, 39))])
        kinds.describe(work, "leads to", symmetric=True)
    with study.read("Anna") as view:
        (only,) = links.listing(view)
    assert (only.speaking_for, only.note) == (1, "after interview 1\nand back")


def test_a_link_changes_its_kind_and_its_direction_and_keeps_its_evidence(study: Project) -> None:
    with study.write("Anna") as work:
        evidence.add(work, LINK, "against", [("P01", Span(0, 8))])
        links.change(work, LINK, kind="条件", turned=True)
    with study.read("Anna") as view:
        (only,) = links.listing(view)
    assert (only.words, only.against, only.note) == ("pressure —条件→ work/paper", 1, "after interview 1")


def test_evidence_is_listed_with_its_words_and_who_says_them(study: Project) -> None:
    with study.write("Anna") as work:
        assert evidence.add(work, ["capacity:1"], "for", [("P01", Span(32, 39)), ("N01", Span(4, 8))], note="told") == 2
        assert evidence.add(work, ["capacity:1"], "for", [("P01", Span(32, 39))]) == 0
        assert evidence.add(work, ["capacity:1"], "against", [("P01", Span(32, 39))]) == 1
    with study.read("Anna") as view:
        first, second, third = evidence.listing(view, ["capacity:1"])
        claim, other = claims.listing(view)
    assert (first.quote, first.speaker, first.document, first.note) == ("都用纸，后来才", "受访者", "P01", "told")
    assert (second.quote, second.speaker) == ("hall", None)
    assert (third.stance, third.about) == ("against", "Paper comes before data")
    assert (claim.speaking_for, claim.against, other.speaking_for) == (2, 1, 0)


def test_a_segment_lives_as_long_as_something_needs_it(study: Project) -> None:
    before = segments_in(study)  # one, under a memo
    with study.write("Anna") as work:
        evidence.add(work, ["capacity:1"], "for", [("N01", Span(4, 8)), ("N01", Span(9, 12))])
        evidence.add(work, LINK, "for", [("N01", Span(9, 12))])
    assert segments_in(study) == before + 1
    with study.write("Anna") as work:
        (memo,) = [it for it in memos.listing(work) if it.document == "N01"]
        memos.remove(work, memo.guid)  # the words stay cited
    with study.read("Anna") as view:
        assert {it.quote for it in evidence.listing(view)} == {"hall", "was"}
    with study.write("Anna") as work:
        claims.remove(work, ["capacity:1"])
    assert segments_in(study) == 1
    with study.write("Anna") as work:
        links.unlink(work, [LINK])
    assert segments_in(study) == 0


def test_a_query_gives_evidence_in_one_step(study: Project) -> None:
    with study.write("Anna") as work:
        found = places.found(work, 'code = "paper"', "all")
        assert evidence.add(work, LINK, "for", found) == 2
        with pytest.raises(WrongUse, match="finds no passage"):
            places.found(work, 'code = "pressure"', "all")
    with study.write("Anna") as work:
        history.undo(work)
    with study.read("Anna") as view:
        assert evidence.listing(view) == []


def test_claims_are_worded_ordered_and_numbered(study: Project) -> None:
    with study.write("Anna") as work:
        claims.add(work, "capacity", ["first of all"], position=0)
        claims.move(work, "capacity:3", 0)
        claims.reword(work, "capacity：2", "first")
    with study.read("Anna") as view:
        assert [(it.number, it.text) for it in claims.listing(view)] == [
            (1, "数据为上级服务"),
            (2, "first"),
            (3, "Paper comes before data"),
        ]
        with pytest.raises(NotFound, match="no claim capacity:4"):
            claims.claim_row(view, "capacity:4")
        with pytest.raises(WrongUse, match="names no claim"):
            claims.claim_row(view, "capacity")
        with pytest.raises(NotFound, match="no memo 'capacities'"):
            claims.memo_named(view, "capacities")


def test_what_waits_is_listed_and_nothing_is_when_nothing_does(study: Project) -> None:
    claim, other, link = findings(study)
    assert claim == ("claim", "capacity:1: Paper comes before data", "no evidence")
    assert other[2] == link[2] == "no evidence"
    with study.write("Anna") as work:
        evidence.add(work, ["capacity:1"], "against", [("N01", Span(4, 8))])
        evidence.add(work, ["capacity:2"], "for", [("N01", Span(4, 8))])
        evidence.add(work, LINK, "for", [("N01", Span(4, 8))])
        codes.describe(work, "pressure", retired=True)
        codes.describe(work, "data entry", status="settled")
    assert findings(study) == [
        ("claim", "capacity:1: Paper comes before data", "only counter-evidence"),
        ("link", "work/paper —leads to→ pressure", "retired code"),
        ("code", "work/data entry", "settled without definition"),
    ]


def test_evidence_follows_a_revised_text_and_waits_where_its_words_are_gone(study: Project) -> None:
    with study.write("Anna") as work:
        evidence.add(work, ["capacity:1"], "for", [("N01", Span(4, 8)), ("N01", Span(32, 42))])
        revisions.revise(
            work, "N01", projects.NOTE.replace("The hall", "That day the hall").replace("Two clerks", "Somebody")
        )
    with study.read("Anna") as view:
        (left,) = evidence.listing(view, ["capacity:1"])
        (waiting,) = unplaced.waiting(view)
        assert left.quote == "hall"
        assert ("claim", "capacity:1: Paper comes before data", "evidence unplaced") in findings(study)
    with study.write("Anna") as work:
        unplaced.place(work, [waiting.number], span=Span(0, 8))
    with study.read("Anna") as view:
        assert {it.quote for it in evidence.listing(view, ["capacity:1"])} == {"hall", "That day"}


def test_merging_codes_keeps_sets_links_evidence_and_summaries(study: Project) -> None:
    with study.write("Anna") as work:
        sets.add(work, "core", ["paper", "data entry"], of="codes")
        sets.add(work, "late", ["data entry"], of="codes")
        links.link(work, "data entry", "leads to", "pressure", note="too")
        links.link(work, "data entry", "contradicts", "paper")
        links.link(work, "pressure", "part of", "data entry")
        evidence.add(work, LINK, "for", [("N01", Span(4, 8))])
        evidence.add(work, ("data entry", "leads to", "pressure"), "for", [("N01", Span(4, 8)), ("N01", Span(9, 12))])
        case_id = queries.case_named(work, "东麓县").id
        for name, text in (("paper", "all of it"), ("data entry", "some of it")):
            code_id = queries.code_tree(work).named(name).id
            work.journal.insert(CaseSummary, case_id=case_id, code_id=code_id, coder_id=work.coder_id, text=text)
        work.describe("test", "summarised")
    with study.write("Anna") as work:
        codes.merge(work, "data entry", "paper")
        assert work.notices == ["1 link between the two is gone: contradicts."]
    with study.read("Anna") as view:
        shown = links.listing(view)
        assert [it.words for it in shown] == ["work/paper —leads to→ pressure", "pressure —part of→ work/paper"]
        assert (shown[0].speaking_for, shown[0].note) == (2, "after interview 1\ntoo")
        assert [row["text"] for row in projects.dump(view)["case_summary"]] == ["all of it\nsome of it"]
        assert len(projects.dump(view)["code_set_member"]) == 2
        assert list(checks.findings(view)) == []


def test_codes_are_not_merged_where_links_would_lead_in_a_circle(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "paper", "part of", "pressure")
        links.link(work, "pressure", "part of", "data entry")
    with pytest.raises(Refused, match="paper → pressure → paper"), study.write("Anna") as work:
        codes.merge(work, "data entry", "paper")
    assert len(link_words(study)) == 3


def test_removing_a_code_takes_its_links_and_undo_brings_all_back(study: Project) -> None:
    with study.write("Anna") as work:
        evidence.add(work, LINK, "for", [("P01", Span(0, 8))])
    with study.read("Anna") as view:
        before = projects.dump(view)
    with study.write("Anna") as work:
        code_groups.remove_all(work, ["pressure"])
    assert link_words(study) == []
    assert segments_in(study) == 1
    with study.write("Anna") as work:
        history.undo(work)
    with study.read("Anna") as view:
        assert projects.dump(view) == before


def test_undo_does_not_bring_a_circle_back(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "paper", "part of", "pressure")
    with study.write("Anna") as work:
        links.unlink(work, [("paper", "part of", "pressure")])
    with study.write("Ben") as work:
        links.link(work, "pressure", "part of", "paper")
    with pytest.raises(Refused, match="would lead in a circle"), study.write("Anna") as work:
        history.undo(work)
    assert len(link_words(study)) == 2


def test_links_travel_as_a_table_and_back(study: Project, tmp_path: Path) -> None:
    with study.write("Anna") as work:
        links.link(work, "data entry", "属于", "work", note="of course")
        evidence.add(work, LINK, "for", [("P01", Span(0, 8))])
        table = links.table(work)
    columns = table.columns
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in table.rows]
    with create_project(tmp_path / "other.qualcode", "Other", "Anna") as other:
        projects.fill(other)
        with other.write("Anna") as work:
            report = link_files.import_links(work, TextTable("links.csv", columns, rows, [2, 3]))
            again = link_files.import_links(work, TextTable("links.csv", columns, rows, [2, 3]))
        with other.read("Anna") as view:
            assert [row[:3] for row in links.table(view).rows] == [row[:3] for row in table.rows]
            assert links.listing(view)[1].note == "of course"
    assert [it.sentence for it in report.of("read")] == ["2 links brought in"]
    assert [it.sentence for it in again.of("read")][1:] == ["2 links were there already"]
    assert "segments" in report.of("not carried")[0].sentence


def test_rows_that_make_no_link_are_told_with_their_line(study: Project) -> None:
    rows = [
        ("paper", "part of", "pressure"),
        ("pressure", "part of", "paper"),
        ("papre", "leads to", "pressure"),
        ("paper", "cause", "paper"),
        ("paper", "feeds", "pressure"),
    ]
    with study.write("Anna") as work:
        report = link_files.import_links(work, TextTable("l.csv", ("from", "kind", "to"), rows, [2, 3, 4, 5, 6]))
    assert [it.where for it in report.of("error")] == ["line 3", "line 4", "line 5"]
    assert link_words(study)[1:] == ["work/paper —part of→ pressure", "work/paper —feeds→ pressure"]
    with pytest.raises(Refused, match="None of the 1 rows"), study.write("Anna") as work:
        link_files.import_links(work, TextTable("l.csv", ("from", "kind", "to"), [rows[1]], [2]))


def test_kinds_are_made_renamed_and_removed(study: Project) -> None:
    with study.write("Anna") as work:
        kinds.add(work, "经由", note="by way of")
        assert kinds.rename(work, "leads to", "yields") == 1
    assert link_words(study) == ["work/paper —yields→ pressure"]
    for wrong in (
        lambda work: kinds.add(work, "因为", acyclic=True, symmetric=True),
        lambda work: kinds.add(work, " "),
    ):
        with pytest.raises(WrongUse), study.write("Anna") as work:
            wrong(work)
    for refused in (lambda work: kinds.add(work, "条件"), lambda work: kinds.remove(work, "yields")):
        with pytest.raises(Refused), study.write("Anna") as work:
            refused(work)
    with study.write("Anna") as work:
        kinds.remove(work, "经由")
    with pytest.raises(Refused, match="not in use"), study.write("Anna") as work:
        kinds.remove(work, "cause")


def test_a_document_that_is_removed_takes_its_evidence_and_undo_brings_it_back(study: Project) -> None:
    with study.write("Anna") as work:
        evidence.add(work, ["capacity:1"], "for", [("N01", Span(4, 8))])
    with study.write("Anna") as work:
        documents.remove(work, ["N01"])
    with study.read("Anna") as view:
        assert claims.listing(view)[0].speaking_for == 0
    with study.write("Anna") as work:
        history.undo(work)
    with study.read("Anna") as view:
        assert [it.quote for it in evidence.listing(view)] == ["hall"]


NAMES = ("a", "b", "c", "d")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["link", "unlink", "merge", "turn", "undo", "redo", "kind"]),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from(["Anna", "Ben"]),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def four_codes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two coders and the codes of NAMES, to be copied and never changed."""
    path = tmp_path_factory.mktemp("steps") / "study.qualcode"
    with create_project(path, "Study", "Anna") as project, project.write("Anna") as work:
        coders.add(work, "Ben")
        for name in NAMES:
            codes.add(work, name)
    return path


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_an_acyclic_kind_never_holds_a_circle(steps: list[tuple[str, str, str, str]], four_codes: Path) -> None:
    with open_project(shutil.copy(four_codes, four_codes.with_name("copy.qualcode"))) as project:
        for what, one, other, coder in steps:
            try:
                with project.write(coder) as work:
                    step(work, what, one, other)
            except QualcodeError:
                pass
            with project.read("Anna") as view:
                assert list(code_links.circles(view.connection)) == []


def step(work, what: str, one: str, other: str) -> None:
    match what:
        case "link":
            links.link(work, one, "part of", other)
        case "unlink":
            links.unlink(work, [(one, "part of", other)])
        case "turn":
            links.change(work, (one, "part of", other), turned=True)
        case "merge":
            codes.merge(work, one, other)
        case "kind":
            kinds.describe(work, "part of", acyclic=one < other)
        case "undo":
            history.undo(work)
        case "redo":
            history.redo(work)


def test_a_coding_that_goes_leaves_the_evidence_on_its_words(study: Project) -> None:
    with study.write("Anna") as work:
        (found,) = [row for row in coding.of_document(work, "P01") if row.coder == "Ben"]
        evidence.add(work, ["capacity:1"], "for", places.of_codings(work, [found.guid]))
        coding.remove(work, [found.guid])
    with study.read("Anna") as view:
        assert claims.listing(view)[0].speaking_for == 1


def test_the_check_of_a_project_finds_what_no_action_would_leave(study: Project) -> None:
    with study.write("Anna") as work:
        links.link(work, "paper", "part of", "pressure")
        links.link(work, "paper", "contradicts", "pressure")
        ends = {row.name: row.id for row in queries.code_tree(work).rows}
        back = {"from_code_id": ends["pressure"], "to_code_id": ends["paper"]}
        for kind in ("part of", "contradicts", "unheard of"):
            work.journal.insert(CodeLink, kind=kind, **back)
    with study.read("Anna") as view:
        assert list(checks.findings(view)) == [
            "links of the kind 'part of' lead in a circle: paper → pressure → paper",
            "links are of the kind 'unheard of', which is not among the kinds",
            "a link that holds both ways is there twice",
        ]


def test_links_claims_and_evidence_are_frames(study: Project) -> None:
    with study.write("Anna") as work:
        evidence.add(work, LINK, "for", [("P01", Span(32, 39))])
    assert study.links(kind="导致")["for"].tolist() == [1]
    assert study.claims("capacity")["claim"].tolist() == ["Paper comes before data", "数据为上级服务"]
    found = study.evidence(*LINK)
    assert found["quote"].tolist() == ["都用纸，后来才"]
    assert "speaks for or against" in str(found.definition)
