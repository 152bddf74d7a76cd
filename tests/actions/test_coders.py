"""Coders: names, retiring, and who is to read what."""

from __future__ import annotations

import pytest

from qualcode.actions import coders, codes, coding, history
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span


def assignments(project: Project) -> list[tuple[object, ...]]:
    with project.read() as view:
        return list(coders.assignments(view).rows)


def test_names_are_compared_by_their_keys(file_project: Project) -> None:
    with pytest.raises(Refused, match="'ＢＥＮ' already"), file_project.write("Anna") as work:
        coders.add(work, "ＢＥＮ")
    with pytest.raises(Refused, match="already"), file_project.write("Anna") as work:
        coders.rename(work, "Anna", "ben ")
    with pytest.raises(WrongUse, match="needs a name"), file_project.write("Anna") as work:
        coders.rename(work, "Ben", " ")
    with file_project.write("ａｎｎａ") as work:  # it is Anna who writes
        coders.rename(work, "BEN", "ben")
    with file_project.read() as view:
        assert coders.listing(view).column("coder") == ["Anna", "ben"]


def test_a_renamed_coder_keeps_her_codings_and_can_undo(file_project: Project) -> None:
    with file_project.write("Ben") as work:
        coders.rename(work, "Ben", "Benjamin")
    with file_project.read() as view:
        assert coding.matching(view, coder="Benjamin")[0].coder == "Benjamin"
    with file_project.write("Benjamin") as work:
        assert history.undo(work) == "renamed the coder Ben to Benjamin"
    with pytest.raises(NotFound), file_project.write("Benjamin"):
        pass


def test_who_is_retired_writes_no_more_and_keeps_her_codings(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coders.retire(work, "Ben")
    with pytest.raises(Refused, match="Ben is retired"), file_project.write("Ben") as work:
        codes.add(work, "mine")
    with file_project.read() as view:
        assert coders.listing(view).rows[1] == ("Ben", "coder", "person", True, 1, 1)
    with file_project.write("Anna") as work:
        history.undo(work)
    with file_project.write("Ben") as work:
        codes.add(work, "mine")


def test_nobody_retires_herself_since_nobody_could_undo_it(file_project: Project) -> None:
    with pytest.raises(Refused, match="cannot retire yourself"), file_project.write("Anna") as work:
        coders.retire(work, "anna")


def test_an_unknown_role_is_refused_in_words(project: Project) -> None:
    with pytest.raises(Refused, match="break a rule of the project"), project.write("Anna") as work:
        coders.add(work, "Chen", role="boss")


def test_a_document_has_one_coder_of_record(project: Project) -> None:
    with project.write("Anna") as work:
        coders.assign(work, "P01", "Ben", of_record=True)
    assert assignments(project) == [("P01", "Anna", False, True), ("P01", "Ben", True, False)]
    with project.write("Anna") as work:
        history.undo(work)
    assert assignments(project) == [("P01", "Anna", True, True)]
    with project.write("Anna") as work:
        coders.assign(work, "P01", "Anna", of_record=False)
    assert assignments(project) == [("P01", "Anna", False, True)]


def test_marks_left_unsaid_stay_as_they_are(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coders.assign(work, "p01", "anna")
        assert not work.journal.has_changes
        coders.assign(work, "N01", "Ben", done=True)
        coders.assign(work, "N01", "Ben", of_record=True)
    with file_project.read() as view:
        assert coders.progress(view) == {"P01": {"Anna"}, "N01": {"Ben"}}
    with file_project.write("Anna") as work:
        coders.assign(work, "N01", "Ben", done=False)
    assert assignments(file_project)[0] == ("N01", "Ben", True, False)


def test_marking_done_twice_keeps_the_first_moment(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coders.assign(work, "P01", "Anna", done=True)
        assert not work.journal.has_changes


def test_a_coder_who_has_worked_cannot_be_taken_back(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coders.add(work, "Chen")
    with file_project.write("Chen") as work:
        coding.apply(work, "N01", Span(0, 3), "paper")
    with pytest.raises(Refused, match="coded N01 with paper"), file_project.write("Anna") as work:
        history.undo(work)
