"""Two coders in a blind round: whatever the workbench shows one of them, it tells nothing of the other's work."""

from __future__ import annotations

from pathlib import Path

import pytest

import studying
from qualcode.actions import coders, coding, memos
from qualcode.actions.studies import course
from qualcode.project import open_project
from qualcode.text.span import Span
from tui.comparing import until
from tui.conftest import Bench, Open

SECRET = "Ben thinks of the paper."


@pytest.fixture
def blind(place: Path) -> Path:
    """A blind round over N01 in which Ben has coded, written a memo and finished, and Anna has coded one sentence."""
    with open_project(place) as project:
        with project.write("Anna") as work:
            course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
        studying.code(project, "Anna", "N01", [(0, 30, "pressure")])
        studying.code(project, "Ben", "N01", [(0, 30, "work/data entry"), (32, 70, "work/paper")], done=True)
        with project.write("Ben") as work:
            memos.add(work, SECRET, target=memos.Target(document="N01", span=Span(0, 8)))
    return place


def tells_of_ben(bench: Bench) -> bool:
    words = bench.screen_text()
    return "Ben" in words or SECRET in words


async def test_text_panel_counts_and_memos_are_ones_own(workbench: Open, blind: Path) -> None:
    async with workbench(blind, "Anna", "N01", size=(120, 30)) as bench:
        assert "blind round of pilot" in bench.rows()[0]
        assert "┃ pressure  Anna" in bench.panel()
        assert not tells_of_ben(bench)
        assert len(bench.app.desk.shown) == 1
        counts = {code.name: code.codings for code in bench.app.desk.codes.values()}
        assert (counts["pressure"], counts["data entry"]) == (1, 1)  # the one of data entry is Anna's in P01
        for keys in (["t", "t"], ["T"], ["T"], ["n"], ["N"], ["m", "escape"], ["x", "escape"], ["u"], ["ctrl+r"]):
            await bench.press(*keys)
            assert not tells_of_ben(bench), keys


async def test_the_list_of_documents_counts_ones_own_codings(workbench: Open, blind: Path) -> None:
    async with workbench(blind, "Anna", "N01", size=(120, 30)) as bench:
        await bench.press("g", "o")
        (row,) = [row for row in bench.offered if "N01" in row]
        assert "1 coding by 1 coder" in row
        assert "data entry" not in bench.screen_text().split("─Document")[-1]


async def test_what_the_other_does_meanwhile_does_not_appear(workbench: Open, blind: Path) -> None:
    async with workbench(blind, "Anna", "N01", size=(120, 30)) as bench:
        before, undo = bench.screen_text(), bench.rows()[-2]
        with open_project(blind) as other, other.write("Ben") as work:
            coding.apply(work, "N01", Span(0, 8), "pressure")
            memos.add(work, SECRET, target=memos.Target(document="N01", span=Span(4, 8)))
        seen = bench.app.desk._seen
        await until(bench, lambda: bench.app.desk._seen > seen)
        await bench.pilot.pause()
        assert bench.screen_text() == before
        assert bench.rows()[-2] == undo
        await bench.press("right", "left")
        assert not tells_of_ben(bench)


async def test_side_by_side_and_figures_show_nothing_of_the_other_and_say_why(workbench: Open, blind: Path) -> None:
    async with workbench(blind, "Anna", "N01", size=(120, 30)) as bench:
        await bench.press("A")
        assert "A blind round of pilot is open: only your own codings are shown here." in bench.screen_text()
        assert "A Anna  pressure" in bench.screen_text()
        assert not tells_of_ben(bench)
        await bench.press("escape", "g", "a")
        await until(bench, lambda: "A blind round of pilot is open" in bench.screen_text())
        assert not tells_of_ben(bench)
        for key in ("k", "d", "n", "P", "c", "i", "t", "r", "escape"):
            await bench.press(key)
            words = bench.screen_text()  # that somebody has not finished another document may be said
            assert not any(told in words for told in (SECRET, "paper", "data entry", "applied")), key


async def test_a_lead_who_does_not_read_sees_nothing_of_the_round_either(workbench: Open, blind: Path) -> None:
    with open_project(blind) as project, project.write("Anna") as work:
        coders.add(work, "Lead", role="lead")
    async with workbench(blind, "Lead", "N01", size=(120, 30)) as bench:
        assert "blind round of pilot" in bench.rows()[0]
        assert not bench.app.desk.shown
        assert bench.panel()[1] == "none"
        await bench.press("A")
        assert "Nobody has coded in this document yet." in bench.screen_text()
        await bench.press("escape", "g", "a")
        await until(bench, lambda: "A blind round of pilot is open" in bench.screen_text())
        assert "pressure" not in bench.screen_text()


async def test_when_the_round_is_closed_both_readings_are_seen(workbench: Open, blind: Path) -> None:
    with open_project(blind) as project:
        studying.code(project, "Anna", "N01", [], done=True)
        with project.write("Anna") as work:
            course.close(work, "pilot")
    async with workbench(blind, "Anna", "N01", size=(120, 30)) as bench:
        assert "blind" not in bench.rows()[0]
        assert "┃ data entry  Ben" in bench.panel()
        await bench.press("A")
        words = bench.screen_text()
        assert "A Anna  pressure" in words and "B Ben  data entry" in words
        assert "AB[The hall" in words
        await bench.press("a")
        assert "Ben" not in bench.screen_text() and "Anna" not in bench.screen_text()
        await bench.press("escape")
        assert bench.view.has_focus


async def test_a_round_that_begins_and_ends_while_the_document_is_open_is_said(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(120, 30)) as bench:
        bench.view.move_to(33)
        await until(bench, lambda: "Ben" in bench.screen_text())
        with open_project(place) as project, project.write("Anna") as work:
            course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["P01"]))
        await until(
            bench, lambda: bench.said.startswith("A blind round of pilot has begun: until it is closed you see")
        )
        assert not tells_of_ben(bench)
        with open_project(place) as project:
            for coder in ("Anna", "Ben"):
                with project.write(coder) as work:
                    coders.assign(work, "P01", coder, done=True)
            with project.write("Anna") as work:
                course.close(work, "pilot")
        await until(
            bench, lambda: bench.said == "The blind round of pilot is over: the codings of all are shown again."
        )
