"""Taking back and doing again when others have gone on working, and long chains of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import projects
from qualcode.actions import coders, codes, coding, coding_files, history, memos
from qualcode.actions.importing import files
from qualcode.actions.material import cases, documents
from qualcode.errors import Refused, WrongUse
from qualcode.formats.bundle import CodingDraft, Report
from qualcode.project import Project, Work, open_project
from qualcode.text.span import Span


def do(project: Project, coder: str, change: Callable[[Work], object]) -> None:
    with project.write(coder) as work:
        change(work)


def undo(project: Project, coder: str = "Anna") -> str:
    with project.write(coder) as work:
        return history.undo(work)


def redo(project: Project, coder: str = "Anna") -> str:
    with project.write(coder) as work:
        return history.redo(work)


def state(project: Project) -> dict[str, Any]:
    with project.read() as view:
        return projects.dump(view)


def test_a_long_chain_is_told_as_it_went(project: Project) -> None:
    start = state(project)
    for name in ("a", "b"):
        do(project, "Anna", lambda work, name=name: codes.add(work, name))
    assert [undo(project), undo(project)] == ["added the code b", "added the code a"]
    assert state(project) == start
    assert [redo(project), redo(project)] == ["added the code a", "added the code b"]
    with pytest.raises(Refused, match="nothing of yours to redo"):
        redo(project)
    assert [undo(project), redo(project), undo(project)] == ["added the code b"] * 3
    with project.read() as view:
        told = history.history(view, 9)
        latest = history.latest_operation(view)
    assert told.column("label")[0] == "undid: added the code b"
    assert told.column("kind") == ["undo", "redo", "undo", "redo", "redo", "undo", "undo", "codes.add", "codes.add"]
    assert told.column("number") == list(range(latest, latest - 9, -1))
    assert [latest - number for number in told.column("undoes") if isinstance(number, int)] == [1, 2, 3, 6, 5, 8, 7]


def test_undo_reaches_back_over_restarts_and_stops_at_the_beginning(file_project: Project) -> None:
    assert file_project.path is not None
    start = state(file_project)
    do(file_project, "Ben", lambda work: codes.add(work, "his"))
    file_project.close()
    with open_project(file_project.path) as again:
        assert undo(again, "Ben") == "added the code his"
        assert state(again) == start
        undo(again, "Ben")
        with pytest.raises(Refused, match="nothing of yours to undo"):
            undo(again, "Ben")


def test_what_is_being_done_cannot_be_undone_before_it_is_finished(file_project: Project) -> None:
    with pytest.raises(WrongUse, match="before it is finished"), file_project.write("Anna") as work:
        codes.add(work, "new")
        history.undo(work)


def remove_pressure(work: Work) -> None:
    codes.remove(work, "pressure")


def rename_pressure(work: Work) -> None:
    codes.rename(work, "pressure", "urgency")


@pytest.mark.parametrize("change", [remove_pressure, rename_pressure])
def test_a_name_taken_since_is_said_and_not_taken_back(project: Project, change: Callable[[Work], object]) -> None:
    do(project, "Anna", change)
    do(project, "Ben", lambda work: codes.add(work, "pressure", definition="mine"))
    do(project, "Ben", lambda work: codes.add(work, "unrelated"))
    before = state(project)
    with pytest.raises(Refused, match="“added the code pressure”"):
        undo(project)
    assert state(project) == before
    undo(project, "Ben")
    undo(project, "Ben")
    undo(project)


def test_a_place_taken_since_by_an_import_is_said(project: Project) -> None:
    do(project, "Anna", lambda work: coding.remove(work, [row.guid for row in coding.matching(work, coder="Anna")]))
    drafts = [CodingDraft("P01", 32, 39, "paper", "Anna"), CodingDraft("N01", 0, 3, "paper", "Ben")]
    do(project, "Ben", lambda work: coding_files.import_codings(work, drafts, Report("ben.csv")))
    with pytest.raises(Refused, match=r"“imported the codings of ben\.csv”"):
        undo(project)


def test_a_parent_removed_since_is_said(project: Project) -> None:
    """What was taken out of it cannot go back, whether it was moved or removed."""
    do(project, "Anna", lambda work: cases.add(work, "inner", parent="P01 woman"))
    do(project, "Anna", lambda work: cases.move(work, "inner", None))
    do(project, "Ben", lambda work: cases.remove(work, "P01 woman"))
    with pytest.raises(Refused, match="“removed the case P01 woman”"):
        undo(project)
    undo(project, "Ben")
    undo(project)
    do(project, "Anna", lambda work: cases.remove(work, "inner"))
    do(project, "Ben", lambda work: cases.remove(work, "P01 woman"))
    do(project, "Ben", lambda work: codes.add(work, "unrelated"))
    with pytest.raises(Refused, match="“removed the case P01 woman”"):
        undo(project)


def test_the_operation_that_is_named_is_the_one_that_touched_the_row(file_project: Project) -> None:
    """Not a later one that changed many other rows of the same table."""
    do(file_project, "Anna", lambda work: coding.weigh(work, coding.matching(work, coder="Anna")[0].guid, 1))
    do(file_project, "Ben", lambda work: coding.weigh(work, coding.matching(work, coder="Anna")[0].guid, 2))
    drafts = [CodingDraft("N01", 0, end, "paper", "Ben") for end in range(1, 5)]
    do(file_project, "Ben", lambda work: coding_files.import_codings(work, drafts, Report("file")))
    do(file_project, "Ben", lambda work: coding.recode(work, guids_in(work, "N01"), "pressure"))
    with pytest.raises(Refused, match="“weighed a coding with work/paper in P01”"):
        undo(file_project)


def guids_in(work: Work, document: str) -> list[str]:
    return [row.guid for row in coding.of_document(work, document)]


def three_documents(work: Work) -> None:
    projects.add_documents(work, *[projects.read_text(name, f"Words of {name}.") for name in ("A", "B", "C")])


def test_a_bulk_of_which_one_row_is_gone_names_who_removed_it(project: Project) -> None:
    do(project, "Anna", three_documents)
    do(project, "Ben", lambda work: documents.remove(work, ["B"]))
    do(project, "Ben", lambda work: documents.rename(work, "N01", "N02"))
    before = state(project)
    with pytest.raises(Refused, match="“removed B”"):
        undo(project)
    assert state(project) == before


def test_a_bulk_of_which_one_row_was_away_and_came_back_is_undone(project: Project) -> None:
    start = state(project)
    do(project, "Anna", three_documents)
    for name in ("B", "A"):
        do(project, "Ben", lambda work, name=name: documents.remove(work, [name]))
        undo(project, "Ben")
    after = state(project)
    undo(project)
    assert state(project) == start
    redo(project)
    assert state(project) == after
    undo(project)
    assert state(project) == start


def test_two_bulks_of_one_operation_are_told_apart(file_project: Project) -> None:
    start = state(file_project)

    def twice(work: Work) -> None:
        three_documents(work)
        coding.apply(work, "A", Span(0, 3), "paper")
        projects.add_documents(work, *[projects.read_text(name, f"Words of {name}.") for name in ("D", "E")])
        documents.set_fields(work, "D", {"place": "hall"})

    do(file_project, "Anna", twice)
    for names in (["A"], ["D", "E"], ["B", "D"]):
        do(file_project, "Ben", lambda work, names=names: documents.remove(work, names))
        undo(file_project, "Ben")
    do(file_project, "Ben", lambda work: documents.set_fields(work, "D", {"place": "yard"}))
    undo(file_project, "Ben")
    undo(file_project)
    assert state(file_project) == start


def test_an_import_can_be_undone_after_one_of_its_documents_was_described_and_that_taken_back(
    project: Project, tmp_path: Path
) -> None:
    start = state(project)
    (tmp_path / "new.txt").write_text("One sentence.", encoding="utf-8")
    read, reports = files.read_files([tmp_path / "new.txt"], files.ImportOptions())

    def import_and_describe(work: Work) -> None:
        files.add_documents(work, read, reports, files.ImportOptions())
        documents.set_fields(work, "new", {"place": "hall"})

    do(project, "Anna", import_and_describe)
    do(project, "Ben", lambda work: documents.set_fields(work, "new", {"place": "yard"}))
    with pytest.raises(Refused, match="“described new”"):
        undo(project)
    undo(project, "Ben")
    undo(project)
    assert state(project) == start


def test_each_coder_takes_back_her_own_in_any_order(project: Project) -> None:
    start = state(project)
    do(project, "Anna", lambda work: coding.apply(work, "N01", Span(0, 3), "paper"))
    do(project, "Ben", lambda work: memos.add(work, "Mine.", target=memos.Target(code="paper")))
    do(project, "Anna", lambda work: coders.assign(work, "N01", "Ben"))
    do(project, "Ben", lambda work: coding.apply(work, "N01", Span(0, 3), "paper"))
    for coder in ("Anna", "Anna", "Ben", "Ben"):
        undo(project, coder)
    assert state(project) == start
