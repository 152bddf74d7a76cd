"""Not coded is not the same as not read."""

from __future__ import annotations

import pytest

import projects
from qualcode.actions import coders, codes, coding, history, layers
from qualcode.actions.finished import Finished, finished
from qualcode.project import Project, create_project
from qualcode.text.span import Span


@pytest.fixture
def team(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two documents of 400 characters, the coders Anna and Ben, and a consensus."""
    project = create_project(tmp_path_factory.mktemp("team") / "team.qualcode", coder="Anna")
    with project.write("Anna") as work:
        coders.add(work, "Ben")
        coders.add(work, "agreed", kind="consensus")
        codes.add(work, "it")
        texts = ["".join(f"{letter}{n:03}" for n in range(100)) for letter in "xy"]
        projects.add_documents(work, *[projects.read_text(f"D{n}", text) for n, text in enumerate(texts)])
    return project


def code(project: Project, coder: str, document: str, *starts: int) -> None:
    with project.write(coder) as work:
        for start in starts:
            coding.apply(work, document, Span(start, start + 2), "it")


def who(project: Project, *, include_unfinished: bool = False) -> tuple[dict[str, set[str]], Finished]:
    """By the names of documents and coders."""
    with project.read() as view:
        found = layers.codings(view, "all")
        ready = finished(view, found, include_unfinished=include_unfinished)
    names = {found.documents[d].name: {found.coders[c].name for c in them} for d, them in ready.done.items()}
    return names, ready


def test_without_assignments_whoever_coded_counts_and_that_is_said(team: Project) -> None:
    code(team, "Anna", "D0", 0)
    code(team, "Ben", "D0", 4)
    code(team, "agreed", "D0", 8)
    code(team, "Anna", "D1", 0)
    done, ready = who(team)
    assert done == {"D0": {"Anna", "Ben"}, "D1": {"Anna"}}
    assert ready.notes == ("No done marks in 1 document: whoever coded in it counts as having finished it.",)


def test_with_assignments_only_done_marks_count(team: Project) -> None:
    code(team, "Anna", "D0", 0)
    with team.write("Anna") as work:
        coders.assign(work, "D0", "Anna")
        coders.assign(work, "D0", "Ben", done=True)  # she has read it, and found nothing
        coders.assign(work, "D0", "agreed", done=True)
        coders.assign(work, "D1", "Ben")
    done, ready = who(team)
    assert done == {"D0": {"Ben"}, "D1": set()}
    assert ready.notes == (
        "Anna has not marked 1 document as finished, which is missing, not blank: D0.",
        "Ben has not marked 1 document as finished, which is missing, not blank: D1.",
    )


def test_the_unfinished_can_be_counted_and_that_is_said(team: Project) -> None:
    code(team, "Anna", "D0", 0)
    with team.write("Anna") as work:
        coders.assign(work, "D0", "Ben")
    done, ready = who(team, include_unfinished=True)
    assert done == {"D0": {"Anna", "Ben"}, "D1": set()}
    assert ready.notes == ("Unfinished documents are counted as if finished (--include-unfinished).",)


def test_who_seems_to_have_stopped_early_is_named(team: Project) -> None:
    code(team, "Anna", "D0", *range(0, 400, 10))
    code(team, "Ben", "D0", *range(0, 190, 10))
    assert [note for note in who(team)[1].notes if "may not have finished" in note] == [
        "Warning: Ben may not have finished D0: few codings in its second half, where others have many."
    ]
    code(team, "Ben", "D0", *range(200, 400, 20))
    assert not any("may not have finished" in note for note in who(team)[1].notes)


def test_a_code_made_after_somebody_had_finished_is_missing_for_her_alone(team: Project) -> None:
    with team.write("Anna") as work:
        coders.assign(work, "D0", "Anna", done=True)
    with team.write("Anna") as work:
        codes.add(work, "late")
    with team.write("Anna") as work:
        coders.assign(work, "D0", "Ben", done=True)
    code(team, "Ben", "D1", 0)  # no done mark, so no moment to compare with
    late = 1
    assert who(team)[1].late == {late: {(0, 0)}}
    with team.write("Anna") as work:  # a code that was away is not late
        codes.remove(work, "it", with_codings=True)
    with team.write("Anna") as work:
        history.undo(work)
    assert who(team)[1].late == {late: {(0, 0)}}
