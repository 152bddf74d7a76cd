"""The same person in two rounds."""

from __future__ import annotations

import pytest

from qualcode.actions.studies import course, intra
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project
from studying import closed_round, code


@pytest.fixture
def twice(project: Project) -> Project:
    """Ben reads N01 in two rounds; the second time he leaves out what only he had seen."""
    closed_round(project)
    with project.write("Anna") as work:
        course.next_round(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
    code(project, "Anna", "N01", [(0, 30, "pressure")], done=True)
    code(project, "Ben", "N01", [(0, 30, "pressure")], done=True)
    with project.write("Anna") as work:
        course.close(work, "pilot")
    return project


def test_a_coder_is_compared_with_what_he_did_before(twice: Project) -> None:
    with twice.read("Anna") as view:
        made = intra.intra_coder(view, "pilot", "Ben", 1, 2, method="none")
    assert made.coders == ("Ben (round 1)", "Ben (round 2)")
    figures = {row.code: row.result.estimate for row in made.rows}
    assert figures["pressure"] == 1
    assert figures["work/paper"] is not None and figures["work/paper"] <= 0
    with twice.read("Anna") as view:
        made = intra.intra_coder(view, "pilot", "Anna", 1, 2, method="none")
    assert {row.code: row.result.estimate for row in made.rows}["pressure"] == 1


def test_who_was_not_there_and_a_round_that_was_not_held_are_named(twice: Project) -> None:
    with twice.read("Anna") as view:
        with pytest.raises(NotFound, match="Zoe"):
            intra.intra_coder(view, "pilot", "Zoe", 1, 2)
        with pytest.raises(NotFound):
            intra.intra_coder(view, "pilot", "Ben", 1, 3)


def test_one_round_is_not_compared_with_itself_and_dialogue_is_not_measured(twice: Project) -> None:
    with twice.write("Anna") as work:
        course.new(work, "talk", course.Plan(["Anna", "Ben"], ["P01"]), purpose="dialogue")
    with twice.read("Anna") as view:
        with pytest.raises(WrongUse):
            intra.intra_coder(view, "pilot", "Ben", 1, 1)
        with pytest.raises(Refused, match="dialogue"):
            intra.intra_coder(view, "talk", "Ben", 1, 2)


def test_without_a_document_read_twice_there_is_nothing_to_compare(project: Project) -> None:
    closed_round(project)
    with project.write("Anna") as work:
        course.next_round(work, "pilot", course.Plan(["Anna", "Ben"], ["P01"], unit="sentence"))
    for name in ("Anna", "Ben"):
        code(project, name, "P01", [(0, 30, "pressure")], done=True)
    with project.write("Anna") as work:
        course.close(work, "pilot")
    with project.read("Anna") as view, pytest.raises(Refused, match="no document"):
        intra.intra_coder(view, "pilot", "Ben", 1, 2)
