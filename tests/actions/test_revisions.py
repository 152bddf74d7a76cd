"""A new text for a document: everything on its words stays on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import projects
from qualcode.actions import coding, history, memos
from qualcode.actions.importing import new_versions
from qualcode.actions.material.documents import open_document
from qualcode.actions.querying.search import Wanted, search
from qualcode.actions.revising import revisions
from qualcode.actions.revising.revisions import Original
from qualcode.errors import NotFound, Refused, UnreadableInput, WrongUse
from qualcode.project import Project, Work
from qualcode.store import queries
from qualcode.store.models import CaseMember, Link, Segment, Speaker, Study
from qualcode.store.models.studies import RoundDocument, StudyRound
from qualcode.store.types import now
from qualcode.text.revision.revising import replacements
from qualcode.text.span import Span
from revising import coded, dump, place, replace, revise, said, text_of, undo, waiting, whole


def test_a_corrected_word_before_codings_leaves_them_on_their_words(project: Project) -> None:
    before, at_first = coded(project), dump(project)
    revised = replace(project, "去年春天", "二〇二二年春天")
    assert coded(project) == before
    assert (revised.unchanged, revised.edited, revised.unplaced) == (3, 0, 0)
    with project.read() as view:
        row = queries.document_named(view, "P01")
        assert (row.revision, row.length) == (2, len(text_of(project)))
    assert whole(project)
    undo(project)
    assert dump(project) == at_first


def test_a_corrected_word_within_a_coding_is_told_with_both_quotations(project: Project) -> None:
    revised = replace(project, "都用纸", "都用纸张")
    assert (revised.edited, revised.unplaced) == (3, 0)
    assert "work/paper (Anna): “都用纸，后来才” is “都用纸张，后来才” now" in said(revised)
    assert ("Anna", "work/paper", "都用纸张，后来才") in coded(project)
    assert whole(project)


def test_the_present_text_changes_nothing(project: Project) -> None:
    before = dump(project)
    revised = revise(project, text_of(project).replace("\n", "\r\n"))
    assert (revised.change, revised.number) == (None, 1)
    assert "nothing is changed" in said(revised)[0]
    assert dump(project) == before


def test_an_empty_text_is_refused(project: Project) -> None:
    with pytest.raises(WrongUse, match="is empty"):
        revise(project, " \n")


def test_two_codings_on_what_became_the_same_words_are_one(project: Project) -> None:
    with project.write("Anna") as work:
        (first,) = coding.apply(work, "N01", Span(0, 8), "pressure")
        (second,) = coding.apply(work, "N01", Span(0, 9), "pressure", weight=40)
        memo = memos.add(work, "Mine.", target=memos.Target(coding=second))
        work.journal.insert(
            Link, from_table="coding", from_guid=queries.rows(work, select(Speaker.guid))[0][0],
            to_table="coding", to_guid=coding.coding_row(work, second).guid, kind="see",
        )  # fmt: skip
    before, text = dump(project), text_of(project, "N01")
    new, text_map = replacements(text, [(Span(8, 9), "")])
    revised = revise(project, new, "N01", text_map=text_map)
    assert revised.joined == 1
    assert "pressure (Anna): two on the very same words are one now" in said(revised)
    (only,) = (image for image in dump(project)["coding"] if image["end"] == 8)
    assert (only["guid"], only["weight"]) == (first, 40)
    (moved,) = (image for image in dump(project)["memo"] if image["guid"] == memo)
    assert moved["coding_id"] == first
    (link,) = dump(project)["link"]
    assert link["to_guid"] == first
    undo(project)
    assert dump(project) == before


def test_codings_may_take_each_others_places(project: Project) -> None:
    """Every sentence is coded alike, and a sentence as long as they are comes in front: each takes the next one's place."""
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("S", "".join(f"sent. {n}.\n" for n in range(9))))
        for n in range(9):
            coding.apply(work, "S", Span(9 * n, 9 * n + 8), "pressure")
            work.journal.insert(CaseMember, case_id=1, document_id=3, start=9 * n, end=9 * n + 8)
    before = dump(project)
    revised = revise(project, "new. 99.\n" + text_of(project, "S"), "S")
    assert (revised.unchanged + revised.moved, revised.joined) == (18, 0)
    assert [words for _coder, _code, words in coded(project, "S")] == [f"sent. {n}." for n in range(9)]
    after = dump(project)
    undo(project)
    assert dump(project) == before
    with project.write("Anna") as work:
        history.redo(work)
    assert dump(project) == after


def test_segments_cases_and_links_go_with_their_words(project: Project) -> None:
    with project.write("Anna") as work:
        case, document = queries.case_named(work, "P01 woman"), queries.document_named(work, "N01")
        work.journal.insert(CaseMember, case_id=case.id, document_id=document.id, start=32, end=42)
        (segment,) = queries.rows(work, select(Segment.__table__))
        work.journal.insert(
            Link, from_table="segment", from_guid=segment.guid, to_table="case", to_guid=case.guid, kind="about"
        )
        work.describe("test", "linked")
    before = dump(project)
    replace(project, "The hall was", "At dawn the hall was", "N01")
    member = dump(project)["case_member"][0]
    assert text_of(project, "N01")[member["start"] : member["end"]] == before_words(before, 32, 42)
    replace(project, "At dawn the hall was full before nine.", "", "N01")
    assert [(row.kind, row.coder, row.quote) for row in waiting(project)] == [("segment", "Anna", "hall")]
    assert dump(project)["link"] == []
    place(project, span=Span(2, 5))
    assert [image["guid"] for image in dump(project)["link"]] == [image["guid"] for image in before["link"]]
    assert [memo.text for memo in in_document(project, "N01")] == ["Who reads these?"]


def before_words(state: dict[str, Any], start: int, end: int) -> str:
    (text,) = (image["text"] for image in state["document"] if image["name"] == "N01")
    return str(text[start:end])


def in_document(project: Project, name: str) -> list[memos.MemoRow]:
    with project.read() as view:
        return memos.listing(view, name)


def test_the_new_file_takes_the_place_of_the_old_one_which_undo_brings_back(project: Project) -> None:
    before = dump(project)
    new = text_of(project) + "\n完。"
    revise(project, new, original=Original(new.encode(), "text/plain", "P01 v2.txt", "text"))
    state = dump(project)
    (document,) = (image for image in state["document"] if image["name"] == "P01")
    (original,) = (image for image in state["document_original"] if image["document_id"] == document["guid"])
    assert document["source_name"] == "P01 v2.txt"
    assert original not in before["document_original"]
    undo(project)
    assert dump(project) == before


def test_corrections_made_here_that_a_new_file_takes_back_are_named(project: Project) -> None:
    text = text_of(project)
    first = revise(project, text + "\n一。", original=Original(b"1"))
    replace(project, "去年春天", "前年春天")
    second = revise(project, text + "\n二。", original=Original(b"2"))
    third = revise(project, text + "\n三。", original=Original(b"3"))
    about = [any("corrected here last by Anna" in sentence for sentence in said(it)) for it in (first, second, third)]
    assert about == [False, True, False]


def test_done_marks_and_a_text_that_shares_little_are_warned_of(project: Project) -> None:
    revised = revise(project, "甲乙丙丁戊己庚辛。" * 40)
    assert any("marked as done by Anna" in sentence for sentence in said(revised))
    assert not any("right file" in sentence for sentence in said(revised))  # the old text is too short to tell
    revised = revise(project, "abcdefghijklmnop" * 20)
    assert any("right file" in sentence for sentence in said(revised))


def open_round(work: Work, closed: bool) -> None:
    study = work.journal.insert(Study, name="S", name_key="s")
    moment = now()
    number = work.journal.insert(
        StudyRound, study_id=study, number=1, unit="turn", opened_at=moment, closed_at=moment if closed else None
    )
    document = queries.document_named(work, "P01")
    work.journal.insert(RoundDocument, study_round_id=number, document_id=document.id)
    work.describe("test", "opened a round")


def test_a_text_that_coders_of_an_open_round_are_reading_is_not_changed(project: Project) -> None:
    with project.write("Anna") as work:
        open_round(work, closed=False)
    with pytest.raises(Refused, match="Round 1 of the study 'S' is open"):
        replace(project, "去年", "前年")


def test_a_closed_round_lets_the_text_change_and_that_is_said(project: Project) -> None:
    with project.write("Anna") as work:
        open_round(work, closed=True)
    assert any("round 1 of S" in sentence for sentence in said(replace(project, "去年", "前年")))


def test_what_is_searched_is_always_the_text_as_it_is(project: Project) -> None:
    def found(words: str) -> int:
        with project.read() as view:
            return len(search(view, Wanted(words)).rows)

    project.index_texts()
    before, after = found("去年"), found("前年")
    assert before > after
    replace(project, "去年", "前年")
    assert (found("去年"), found("前年")) == (0, before + after)
    undo(project)
    assert (found("去年"), found("前年")) == (before, after)


def test_words_are_replaced_whole_in_an_alphabet_and_anywhere_in_chinese(file_project: Project) -> None:
    text = "Ann met Anna. ANN says: Ann说Anna是Ann。李某和李某某。José, Jose\u0301."
    words = {"Ann": "P1", "李某": "P2", "李某某": "P3", "Jose": "P4"}
    assert replacements(text, new_versions.places_of(text, words))[0] == (
        "P1 met Anna. ANN says: P1说Anna是P1。P2和P3。José, Jose\u0301."
    )
    with file_project.write("Anna") as work:
        revised = new_versions.replace_words(work, "P01", {"系统": "平台", "Bob": "P9"})
    assert "1 place replaced" in said(revised)
    assert "not found: “Bob”" in said(revised)
    with pytest.raises(NotFound, match="“系统” does not stand"), file_project.write("Anna") as work:
        new_versions.replace_words(work, "P01", {"系统": "平台"})


def test_revisions_are_listed(project: Project) -> None:
    replace(project, "去年", "前年")
    with project.write("Ben") as work:
        revisions.revise(work, "P01", text_of(project).replace("一开始大家都用纸，后来才补录。", ""), reason="cut")
    with project.read() as view:
        table = revisions.listing(view, "p01")
    assert table.columns == ("number", "at", "coder", "reason", "edits", "moved", "unplaced")
    assert [(row["number"], row["coder"], row["reason"], row["unplaced"]) for row in table.records()] == [
        (2, "Anna", None, 0),
        (3, "Ben", "cut", 3),
    ]


def test_a_text_somebody_else_has_changed_is_noticed(project: Project) -> None:
    with project.read() as view:
        opened = open_document(view, "P01")
    replace(project, "去年", "前年")
    with project.read() as view, pytest.raises(revisions.TextChanged, match="Somebody has changed the text of 'P01'"):
        revisions.require_text(view, opened)
    with project.read() as view:
        revisions.require_text(view, open_document(view, "P01"))


def test_a_new_version_is_one_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="There is no file"):
        new_versions.read_version(tmp_path / "none.txt")
    (tmp_path / "a.txt").write_text("Q: 一？\nA: 二。\nQ: 三？\nA: 四。\n", encoding="gb18030")
    version = new_versions.read_version(tmp_path / "a.txt", encoding="gb18030", speakers="auto")
    assert version.turns is not None
    assert [turn.speaker for turn in version.turns.turns] == ["Q", "A", "Q", "A"]
    assert version.original is not None
    assert version.original.name == "a.txt"
    assert new_versions.read_version(tmp_path / "a.txt", encoding="gb18030").turns is None
