"""Claims and links when what they cite is erased, replaced by stand-ins, left out of a copy, or coded blind."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

import projects
import studying
from qualcode.actions import codes, history, memos
from qualcode.actions.concepts import claims, evidence, kinds, links, review
from qualcode.actions.material import cases
from qualcode.actions.privacy import consent, erasure, pseudonyms, sharing
from qualcode.actions.studies import blind_copies, course
from qualcode.errors import Refused
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project, open_project
from qualcode.store import checks
from qualcode.store.images import unpack
from qualcode.store.models import Base, DocumentOriginal
from qualcode.store.view import View
from qualcode.text.span import Span

SAID = "后来才补录"
LINK = ("paper", "leads to", "pressure")


@pytest.fixture
def study(project: Project) -> Project:
    return with_concepts(project)


@pytest.fixture
def file_study(file_project: Project) -> Project:
    """The same, in a file: what is shared is a file."""
    return with_concepts(file_project)


def with_concepts(project: Project) -> Project:
    """A memo of two claims that quote, and a link, with evidence on both."""
    with project.write("Anna") as work:
        memos.add(work, "Numbers come first.", title="capacity", kind="theory")
        claims.add(work, "capacity", [f"They enter it later: “{SAID}”", "Nobody is asked."])
        start = projects.INTERVIEW.index(SAID)
        links.link(work, *LINK)
        evidence.add(work, ["capacity:1"], "for", [("P01", Span(start, start + len(SAID))), ("N01", Span(4, 8))])
        evidence.add(work, LINK, "against", [("P01", Span(start, start + len(SAID)))], note=f"so: “{SAID}”")
    with project.write("Anna") as work:
        claims.reword(work, "capacity:1", f"They enter it later, as in “{SAID}”")
    return project


def everything(view: View) -> str:
    """All rows of all tables as text, with what the journal keeps unpacked."""
    rows = [
        row
        for table in Base.metadata.sorted_tables
        if table is not DocumentOriginal.__table__
        for row in view.connection.execute(select(table))
    ]
    return str([str(unpack(value)) if isinstance(value, bytes) else str(value) for row in rows for value in row])


def erase(project: Project, *what: str) -> None:
    with project.read() as view:
        wanted = erasure.plan(view, *what)  # type: ignore[arg-type]
    with project.write("Anna") as work:
        erasure.erase(work, wanted)
    project.compact()


@pytest.mark.parametrize("what", [("document", "P01"), ("speaker", "受访者")])
def test_a_claim_stands_when_the_segment_it_cites_is_erased_and_says_so(study: Project, what: tuple[str, str]) -> None:
    erase(study, *what)
    with study.read("Anna") as view:
        first, second = claims.listing(view)
        assert (first.speaking_for, first.erased, second.erased) == (1, 1, 0)
        assert first.text == "They enter it later, as in “[erased]”"
        (gone, kept) = sorted(evidence.listing(view, ["capacity:1"]), key=lambda it: not it.erased)
        assert (gone.quote, gone.document, gone.stance) == (None, None, "for")
        assert kept.quote == "hall"
        assert links.listing(view)[0].erased == 1
        found = [row for row in review.review(view).rows if row[2] == "evidence erased"]
        assert [row[3] for row in found] == ["the segment was erased", "the segment was erased"]
        assert list(checks.findings(view)) == []
        assert not [word for word in (SAID, "后来才") if word in everything(view)]
    with pytest.raises(Refused), study.write("Anna") as work:
        history.undo(work)
    with study.write("Anna") as work:
        evidence.remove(work, [gone.guid])
    with study.read("Anna") as view:
        assert claims.listing(view)[0].erased == 0


def test_what_leaves_a_copy_for_others_leaves_its_claims_standing(file_study: Project, tmp_path: Path) -> None:
    with file_study.write("Anna") as work:
        consent.record(work, "P01 woman", {"status": "given", "share": "no"})
    copy = file_study.share(tmp_path / "copy.qualcode", lambda work: sharing.clean(work, None, leave_out=True), "Anna")
    with open_project(copy) as shared, shared.read("Anna") as view:
        assert claims.listing(view)[0].erased == 1
        assert SAID not in str(projects.dump(view))


def test_stand_ins_reach_claims_notes_and_kinds(study: Project) -> None:
    key = pseudonyms.key_of(TextTable("key.csv", ("name", "stand_in"), [("Wang", "W"), ("hall", "room")], [2, 3]))
    with study.write("Anna") as work:
        kinds.add(work, "told by Wang")
        links.link(work, "data entry", "told by Wang", "pressure", note="Wang again")
        claims.add(work, "capacity", ["Wang decides"])
        pseudonyms.pseudonymise(work, key)
    with study.read("Anna") as view:
        assert [(it.kind, it.note) for it in links.listing(view)][1] == ("told by W", "W again")
        assert claims.listing(view)[2].text == "W decides"
        assert [it.quote for it in evidence.listing(view, ["capacity:1"])] == [SAID, "room"]
        assert list(checks.findings(view)) == []


def test_a_copy_for_one_coder_holds_nothing_of_anothers_claims_and_evidence(
    file_study: Project, tmp_path: Path
) -> None:
    secret = "Ben alone thinks so"
    with file_study.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"]))
    studying.code(file_study, "Ben", "N01", [(0, 30, "paper")])
    with file_study.write("Ben") as work:
        claims.add(work, "capacity", [secret])
        evidence.add(work, ["capacity:3"], "for", [("N01", Span(9, 12))])
        evidence.add(work, LINK, "for", [("N01", Span(13, 17))], note=secret)
    for viewer, amount in (("Anna", 0), ("Ben", 1)):
        with file_study.read(viewer) as view:
            assert len(claims.listing(view)) == 2 + amount
            assert links.listing(view)[0].speaking_for == amount
            assert secret not in str(history.history(view).rows) or viewer == "Ben"
    copy = file_study.share(tmp_path / "copy.qualcode", lambda work: blind_copies.prepare(work, "Anna"), "Anna")
    assert secret.encode() not in copy.read_bytes()
    with open_project(copy) as shared, shared.read("Anna") as view:
        assert len(claims.listing(view)) == 2
        assert len(evidence.listing(view)) == 3
        assert list(checks.findings(view)) == []


def test_removing_a_case_or_a_code_below_leaves_no_loose_rows(study: Project) -> None:
    with study.write("Anna") as work:
        codes.remove(work, "pressure")
        cases.remove(work, "P01 woman")
    with study.read("Anna") as view:
        assert links.listing(view) == []
        assert len(projects.dump(view)["evidence"]) == 2
        assert list(checks.findings(view)) == []
