"""What is read and remembered of a project, without a terminal."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions import codes, history
from qualcode.project import Project, open_project
from qualcode.text.span import Span
from qualcode.tui.bearings import Bearing, Bearings
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.style import PALETTE


def desk_of(project: Project, document: str, coder: str = "Anna") -> Desk:
    desk = Desk(project, coder)
    desk.open(document)
    return desk


def test_codes_without_a_colour_get_one_by_their_place(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.describe(work, "paper", color="#123456")
    desk = desk_of(file_project, "P01")
    assert list(desk.colors.values()) == [PALETTE[0], "#123456", PALETTE[2], PALETTE[3]]


def test_a_change_of_ours_needs_no_reading_and_one_of_others_does(file_project: Project, tmp_path: Path) -> None:
    desk = desk_of(file_project, "N01")
    desk.apply(Span(0, 3), [next(guid for guid, code in desk.codes.items() if code.name == "pressure")])
    assert not desk.is_behind()
    with file_project.write("Ben") as work:
        codes.add(work, "new")
    assert desk.is_behind()
    desk.refresh()
    assert not desk.is_behind()


def test_what_was_read_before_a_change_of_ours_is_not_taken_over(file_project: Project) -> None:
    desk = desk_of(file_project, "N01")
    with file_project.write("Ben") as work:
        codes.add(work, "new")
    news = desk.look()
    assert "new" not in {code.name for code in desk.codes.values()}
    desk.apply(Span(0, 3), [next(guid for guid, code in desk.codes.items() if code.name == "pressure")])
    there = dict(desk.codings)
    assert not desk.take(news)
    assert desk.codings == there
    assert desk.take(desk.look())
    assert desk.codings == there
    assert "new" in {code.name for code in desk.codes.values()}


def test_the_words_of_what_would_be_undone_are_those_the_history_gives(file_project: Project) -> None:
    desk = desk_of(file_project, "N01", "Ben")
    code = next(guid for guid, code in desk.codes.items() if code.name == "pressure")
    for step in ("apply", "undo", "redo", "undo", "apply", "undo"):
        desk.apply(Span(0, 3), [code]) if step == "apply" else getattr(desk, step)()
        shown = desk.undoable
        with open_project(desk.project.place) as again, again.rehearse("Ben") as work:
            assert history.undo(work) == shown
    desk.undo()
    assert desk.undoable == ""


def test_operations_of_others_do_not_count_for_what_would_be_undone(file_project: Project) -> None:
    desk = desk_of(file_project, "N01", "Ben")
    desk.apply(Span(0, 3), [next(guid for guid, code in desk.codes.items() if code.name == "pressure")])
    with file_project.write("Anna") as work:
        codes.add(work, "new")
    desk.refresh()
    assert desk.undoable == "coded N01 with pressure"
    assert desk_of(file_project, "N01", "Anna").undoable == "added the code new"


def test_between_bursts_of_work_the_file_alone_is_the_project(file_project: Project) -> None:
    desk = desk_of(file_project, "N01", "Ben")
    assert file_project.path is not None
    log = Path(f"{file_project.path}-wal")
    desk.apply(Span(0, 3), [next(guid for guid, code in desk.codes.items() if code.name == "pressure")])
    assert log.exists()
    desk.rest()
    assert log.exists()  # something has just been written; more may come
    desk.rest()
    assert not log.exists()


def test_a_place_is_told_by_paragraph_speaker_and_share(file_project: Project) -> None:
    document = desk_of(file_project, "P01").document
    assert document is not None
    bearings = Bearings(document)
    length, second = len(document.text), document.text.index("受访者")
    assert bearings.at(0) == Bearing(1, 4, "访谈者", 0)
    assert bearings.at(second - 1) == Bearing(1, 4, "访谈者", 100 * (second - 1) // length)
    assert bearings.at(second) == Bearing(2, 4, "受访者", 100 * second // length)
    assert bearings.at(length).percent == 100
