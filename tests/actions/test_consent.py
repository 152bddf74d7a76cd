"""What cases agreed to is recorded, listed, obeyed by shared copies, and due when its time is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

import projects
from qualcode.actions import checks, memos
from qualcode.actions.material import cases, documents
from qualcode.actions.privacy import consent, sharing
from qualcode.actions.studies import course
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project, open_project
from qualcode.store.models import Consent

TALK = "问：好吗？\n答：我从来没有和别人讲过这件事情的经过。\n问：真的？\n答：真的。"
ALL = {"quote": "yes", "share": "yes", "archive": "yes"}


@pytest.fixture
def study(file_project: Project) -> Project:
    """Three participants: one agrees to all, one does not to sharing, of one nothing is recorded."""
    with file_project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("T1", TALK), projects.read_text("T2", "她说了很多。"))
        for case, document in (("甲", "N01"), ("乙", "T1"), ("丙", "T2")):
            cases.add(work, case)
            cases.link(work, document, case)
        consent.record(work, "甲", ALL | {"given_on": "2024年5月1日", "until": "2034-05"})
        consent.record(work, "乙", {"quote": "是", "version": "2"})
        memos.add(work, "“我从来没有和别人讲过这件事情的经过”，要注意。", title="Note")
    return file_project


def test_what_is_recorded_is_listed(study: Project) -> None:
    with study.read() as view:
        rows = [tuple(row) for row in consent.listing(view).rows]
        assert consent.without_record(view) == ["P01 woman", "丙"]
    assert ("甲", "given", "2024-05-01", None, True, True, True, "2034-05", None) in rows
    assert ("乙", "given", None, "2", True, False, False, None, None) in rows


def test_what_is_recorded_later_changes_only_what_it_names(study: Project) -> None:
    with study.write("Anna") as work:
        consent.record(work, "甲", {"status": "withdrawn", "given_on": ""})
    with study.read() as view:
        (row,) = [row for row in consent.listing(view).rows if row[0] == "甲"]
        assert tuple(row[1:4]) == ("withdrawn", None, None)
        assert row[5] is True
        assert view.connection.execute(select(Consent.id)).all() == [(1,), (2,)]


@pytest.mark.parametrize("values", [{"status": "maybe"}, {"share": "perhaps"}, {"until": "soon"}, {"colour": "red"}])
def test_what_is_no_consent(study: Project, values: dict[str, str]) -> None:
    with pytest.raises(WrongUse), study.write("Anna") as work:
        consent.record(work, "甲", values)
    with pytest.raises(NotFound), study.write("Anna") as work:
        consent.record(work, "丁", {"share": "yes"})


@pytest.mark.parametrize(
    ("values", "today", "why"),
    [
        ({}, date(2026, 1, 1), None),
        ({}, date(2034, 5, 31), None),
        ({}, date(2034, 6, 1), "over"),
        ({"status": "pending"}, date(2026, 1, 1), "pending"),
        ({"share": "no"}, date(2026, 1, 1), "not agreed"),
    ],
)
def test_who_may_not_be_shared_and_why(study: Project, values: dict[str, str], today: date, why: str | None) -> None:
    with study.write("Anna") as work:
        consent.record(work, "甲", values)
    with study.read() as view:
        found = {it.case: it.why for it in consent.barred(view, "share", today)}
    assert found == {"乙": "not agreed"} | ({"甲": why} if why else {})


def test_a_copy_is_refused_and_the_case_named(study: Project) -> None:
    with study.read() as view, pytest.raises(Refused, match="乙 \\(not agreed to\\)"):
        consent.require(view, "share")
    with study.read() as view:
        consent.require(view, "quote")


def test_cases_that_do_not_agree_are_left_out_of_a_copy(study: Project, tmp_path: Path) -> None:
    copy = study.share(tmp_path / "c.qualcode", lambda work: sharing.clean(work, None, leave_out=True), "Anna")
    for words in ("我从来没有", "乙", "T1"):
        assert words.encode() not in copy.read_bytes()
    with open_project(copy) as shared, shared.read() as view:
        assert documents.listing(view).column("document") == ["N01", "P01", "T2"]
        assert not {"乙"} & set(cases.listing(view).column("case"))
        assert "“[left out]”，要注意。" in [memo.text for memo in memos.listing(view)]
        assert checks.findings(view) == []
    with study.read() as view:
        assert "乙" in cases.listing(view).column("case")


def test_what_a_round_rests_on_is_left_out_too_and_where_its_name_still_stands_is_told(
    study: Project, tmp_path: Path
) -> None:
    with study.write("Anna") as work:
        cases.add(work, "吴桂兰")
        cases.link(work, "T1", "吴桂兰")
        consent.record(work, "吴桂兰", {"share": "no"})
        memos.add(work, "吴桂兰和我谈过。", title="Wu")
        course.new(work, "S", course.Plan(["Anna", "Ben"], ["T1", "T2"]))
    with study.write("Anna") as work:
        course.close(work, "S", unfinished_too=True)
    copy = study.share(tmp_path / "c.qualcode", lambda work: sharing.clean(work, None, leave_out=True), "Anna")
    with open_project(copy) as shared, shared.read() as view:
        assert "T1" not in documents.listing(view).column("document")
        assert checks.findings(view) == []
        leads = sharing.leads(view, None, ["乙", "吴桂兰"])
        assert [tuple(row) for row in leads.rows if row[0] == sharing.STILL_NAMED] == [
            (sharing.STILL_NAMED, "memo: Wu", "吴桂兰")
        ]


def test_what_is_due_is_told(study: Project) -> None:
    with study.read() as view:
        assert consent.due(view, date(2026, 1, 1)) == []
        assert "甲" in consent.due(view, date(2035, 1, 1))[0]
    with study.write("Anna") as work:
        consent.record_all(work, [{"case": "乙", "status": "withdrawn", "until": "2020", "version": ""}])
    with study.read() as view:
        assert [sentence.split(":")[0] for sentence in checks.notes(view)] == [
            "the time to keep them is over",
            "consent was withdrawn",
        ]
