"""What a revision could not place waits, and a person decides."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete

from qualcode.actions import checks, codes, coding, history, overview
from qualcode.actions.material import documents
from qualcode.errors import NotFound, QualcodeError, Refused, WrongUse
from qualcode.project import Project
from qualcode.store.models import Change, Unplaced
from qualcode.text.span import Span
from revising import coded, dump, place, replace, revise, text_of, undo, waiting

PAPER = "都用纸，后来才"


def test_what_loses_its_words_waits_with_its_memo_and_comes_back_as_it_was(project: Project) -> None:
    before = dump(project)
    revised = replace(project, "去年春天。一开始大家都用纸，后来才补录。", "")
    assert (revised.unplaced, coded(project)) == (3, [])
    row = next(row for row in waiting(project) if row.code == "work/paper" and row.coder == "Anna")
    assert (row.document, row.kind, row.quote, row.before[-4:]) == ("P01", "coding", PAPER, "开始大家")
    assert not [image for image in dump(project)["memo"] if image["coding_id"]]
    with project.read() as view:
        assert checks.findings(view) == []
        assert checks.notes(view) == [
            "3 codings or other spans wait for a place since a revision: qualcode documents unplaced"
        ]
        assert dict(overview.overview(view, "").rows)["unplaced"] == 3
    place(project, row.number, quote="为什么要补录")
    (back,) = (image for image in dump(project)["coding"] if image["start"] >= 0)
    (first,) = (image for image in before["coding"] if image["guid"] == back["guid"])
    places = {"start": back["start"], "end": back["end"]}
    assert back == first | places
    assert coded(project) == [("Anna", "work/paper", "为什么要补录")]
    assert [image for image in dump(project)["memo"] if image["coding_id"]] == [
        image for image in before["memo"] if image["coding_id"]
    ]
    assert len(waiting(project)) == 2
    for _ in range(2):
        undo(project)
    assert dump(project) == before


def test_a_place_may_be_named_by_span_candidate_or_quotation_or_none_be_wanted(project: Project) -> None:
    replace(project, "一开始大家都用纸，后来才补录。", "")
    first, second, third = (row.number for row in waiting(project))
    with project.write("Anna") as work:
        work.journal.update(Unplaced, first, candidates=[[0, 3], [8, 12]])
        work.describe("test", "other candidates")
    place(project, first, candidate=2)
    place(project, second, span=Span(0, 3))
    place(project, third, let_go=True)
    assert sorted(words for _coder, _code, words in coded(project)) == sorted(["访谈者", text_of(project)[8:12]])
    assert waiting(project) == []
    with pytest.raises(Refused, match="decided already"):
        place(project, first, let_go=True)


@pytest.mark.parametrize(
    ("where", "error", "words"),
    [
        ({}, WrongUse, "Say what is to be done"),
        ({"span": Span(0, 3), "let_go": True}, WrongUse, "Say what is to be done"),
        ({"candidate": 99}, NotFound, "no 99"),
        ({"quote": "访谈者"}, NotFound, "does not stand exactly once"),
        ({"span": Span(0, 9999)}, WrongUse, "characters only"),
    ],
)
def test_a_place_that_is_none_is_refused_and_changes_nothing(
    file_project: Project, where: dict[str, Any], error: type[QualcodeError], words: str
) -> None:
    replace(file_project, "一开始大家都用纸，后来才补录。", "")
    before = dump(file_project)
    with pytest.raises(error, match=words):
        place(file_project, **where)
    with pytest.raises(NotFound, match="number 999"):
        place(file_project, 999, let_go=True)
    assert dump(file_project) == before


def test_one_that_meets_its_like_becomes_one_with_it_and_keeps_its_memo(project: Project) -> None:
    replace(project, "一开始大家都用纸，后来才补录。", "")
    row = next(row for row in waiting(project) if row.code == "work/paper" and row.coder == "Anna")
    with project.write("Anna") as work:
        coding.apply(work, "P01", Span(0, 3), "paper")
    assert place(project, row.number, span=Span(0, 3)) == [
        f"{row.number} met another on the very same words: they are one now."
    ]
    with project.read() as view:
        (only,) = coding.of_document(view, "P01")
        assert only.has_memo
    before = dump(project)
    undo(project)
    with project.write("Anna") as work:
        history.redo(work)
    assert dump(project) == before


def test_what_belongs_to_a_code_that_is_gone_is_refused_with_the_reason(project: Project) -> None:
    replace(project, "一开始大家都用纸，后来才补录。", "")
    with project.write("Anna") as work:
        codes.remove(work, "data entry", with_codings=True)
    row = next(row for row in waiting(project) if row.code is None)
    with pytest.raises(Refused, match="the code it belongs to went with “removed"):
        place(project, row.number, span=Span(0, 3))
    place(project, row.number, let_go=True)


def test_candidates_follow_later_revisions_and_the_words_may_come_back(project: Project) -> None:
    text = text_of(project)
    replace(project, "一开始大家都用纸，后来才补录。", "")
    revise(project, "序。\n" + text)
    row = next(row for row in waiting(project) if row.code == "work/data entry")
    assert [span.of(text_of(project)) for span in row.candidates][-1:] == [row.quote]


def test_a_document_goes_and_comes_back_with_what_waits_in_it(project: Project) -> None:
    replace(project, "一开始大家都用纸，后来才补录。", "")
    before = dump(project)
    with project.write("Anna") as work:
        documents.remove(work, ["P01"])
    assert waiting(project) == []
    assert dump(project)["unplaced"] == []
    undo(project)
    assert dump(project) == before
    assert len(waiting(project, "P01")) == 3
    assert waiting(project, "N01") == []


def test_a_copy_without_history_has_nothing_to_decide(file_project: Project) -> None:
    replace(file_project, "一开始大家都用纸，后来才补录。", "")
    with file_project.write("Anna") as work:
        work.connection.execute(delete(Change))
        work.notices.append("shared")
    assert waiting(file_project) == []
    with file_project.read() as view:
        assert dict(overview.overview(view, "").rows)["unplaced"] == 0
