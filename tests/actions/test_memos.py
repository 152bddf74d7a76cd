"""Memos: on anything or nothing, and the segments that are made for them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

import projects
from qualcode.actions import codes, coding, history, memos
from qualcode.actions.material import cases, documents
from qualcode.errors import NotFound, QualcodeError, WrongUse
from qualcode.project import Project
from qualcode.store.models import Segment
from qualcode.text.span import Span


def segments(project: Project) -> int:
    with project.read() as view:
        return view.connection.execute(select(func.count()).select_from(Segment)).scalar_one()


def test_a_memo_may_be_on_anything_or_nothing(project: Project) -> None:
    with project.write("Anna") as work:
        first = coding.listing(work)[0].guid
        targets = [
            memos.Target(),
            memos.Target(project=True),
            memos.Target(document="p01"),
            memos.Target(document="P01", span=Span(2, 5)),
            memos.Target(code="paper"),
            memos.Target(coding=first),
            memos.Target(case="东麓县"),
        ]
        guids = [memos.add(work, "A thought.", target=target, title=str(n)) for n, target in enumerate(targets)]
    with project.read() as view:
        shown = {memo.guid: memo for memo in memos.listing(view)}
        seen = [shown[guid] for guid in guids]
        assert [(it.target, it.on, it.document, it.start, it.end) for it in seen] == [
            ("", "", None, None, None),
            ("project", "Study", None, None, None),
            ("document", "P01", "P01", None, None),
            ("segment", "P01 2–5", "P01", 2, 5),
            ("code", "work/paper", None, None, None),
            ("coding", "P01 30–45", "P01", 30, 45),
            ("case", "东麓县", None, None, None),
        ]
        assert [it.title for it in memos.listing(view, "P01")] == ["", "2", "3", "5"]
        assert {it.coder for it in seen} == {"Anna"}


BAD: list[tuple[dict[str, Any], type[QualcodeError], str]] = [
    ({"text": " "}, WrongUse, "needs some text"),
    ({"text": "x", "kind": "poem"}, WrongUse, "no kind of memo"),
    ({"text": "x", "target": memos.Target(document="P01", code="paper")}, WrongUse, "one thing at most"),
    ({"text": "x", "target": memos.Target(span=Span(0, 2))}, WrongUse, "in which document"),
    ({"text": "x", "target": memos.Target(document="N01", span=Span(0, 9999))}, WrongUse, "beyond 'N01'"),
    ({"text": "x", "target": memos.Target(case="nobody")}, NotFound, "no case 'nobody'"),
]


@pytest.mark.parametrize(("given", "error", "words"), BAD)
def test_what_cannot_be_is_said_and_changes_nothing(
    file_project: Project, given: dict[str, Any], error: type[QualcodeError], words: str
) -> None:
    with file_project.read() as view:
        before = projects.dump(view)
    with pytest.raises(error, match=words), file_project.write("Anna") as work:
        memos.add(work, **given)
    with file_project.read() as view:
        assert projects.dump(view) == before


def test_a_segment_goes_with_the_last_memo_on_it(project: Project) -> None:
    with project.write("Anna") as work:
        (first,) = [memo.guid for memo in memos.listing(work, "N01")]
        second = memos.add(work, "Or who types?", target=memos.Target(document="N01", span=Span(4, 8)))
    assert segments(project) == 1
    with project.write("Ben") as work:
        memos.add(work, "Mine, on my own segment.", target=memos.Target(document="N01", span=Span(4, 8)))
    assert segments(project) == 2
    for guid, left in ((first, 2), (second, 1)):
        with project.write("Anna") as work:
            memos.remove(work, guid)
        assert segments(project) == left
    for left in (2, 2):
        with project.write("Anna") as work:
            history.undo(work)
        assert segments(project) == left


def test_memos_come_oldest_first_also_when_one_has_been_away(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        memos.add(work, "The last one.")
        before = memos.listing(work)
    with file_project.write("Anna") as work:
        memos.remove(work, before[0].guid)
    with file_project.write("Anna") as work:
        history.undo(work)
        assert memos.listing(work) == before


def test_a_memo_goes_and_comes_with_what_it_is_on(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        memos.add(work, "On the county.", target=memos.Target(case="P01 woman"))
        memos.add(work, "On pressure.", target=memos.Target(code="pressure"))
        before = memos.listing(work)
    with file_project.write("Anna") as work:
        documents.remove(work, ["P01", "N01"])
        cases.remove(work, "P01 woman")
        codes.remove(work, "pressure")
        assert memos.listing(work) == []
    with file_project.write("Anna") as work:
        history.undo(work)
        assert memos.listing(work) == before


def test_a_memo_is_edited_in_part(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        guid = memos.add(work, "Text.", title="Title")
        memos.edit(work, guid, kind="theory")
        memos.edit(work, guid, title="")
        (memo,) = [memo for memo in memos.listing(work) if memo.guid == guid]
    assert (memo.text, memo.title, memo.kind) == ("Text.", "", "theory")
    with pytest.raises(WrongUse, match="not the identifier"), file_project.write("Anna") as work:
        memos.edit(work, "Title", text="x")
    with pytest.raises(NotFound, match="no memo"), file_project.write("Anna") as work:
        memos.remove(work, "0" * 32)
