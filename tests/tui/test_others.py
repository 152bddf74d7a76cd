"""Other programs at work on the same project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.actions import codes, memos
from qualcode.actions.material import documents
from qualcode.project import open_project
from qualcode.text.span import Span
from tui.comparing import until
from tui.conftest import Open

Put = Callable[[Path, str, str, Span, str], None]


async def test_what_another_program_codes_appears_and_nothing_moves(workbench: Open, place: Path, put: Put) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 24)) as bench:
        await bench.go_to("访谈者：为什么")
        await bench.press("v", "right", "right", "right")
        before = bench.view.caret, bench.view.selection, bench.view.scroll_offset
        start = bench.view.text.index("为什么")
        put(place, "Ben", "P01", Span(start - 4, start + 3), "pressure")
        await until(bench, lambda: "┃ pressure  Ben" in bench.panel())
        assert (bench.view.caret, bench.view.selection, bench.view.scroll_offset) == before


async def test_codes_and_memos_of_others_appear(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        with open_project(place) as other, other.write("Ben") as work:
            codes.add(work, "work/waiting")
            memos.add(work, "A thought.", target=memos.Target(document="P01", span=Span(0, 3)))
        await until(bench, lambda: "waiting" in bench.screen_text())
        assert "✎ Ben: A thought." in bench.panel()
        await bench.press("c", *"wait", "enter")
        assert bench.said == "Coded with work/waiting."


async def test_a_change_between_two_of_ours_is_not_overlooked(workbench: Open, place: Path, put: Put) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        put(place, "Ben", "N01", Span(0, 8), "pressure")
        await bench.press("c", *"paper", "enter")
        await until(bench, lambda: "┃ pressure  Ben" in bench.panel())
        put(place, "Ben", "N01", Span(0, 7), "paper")
        await bench.press("u")
        assert bench.said == "Undone: coded N01 with work/paper"
        assert bench.panel()[1:3] == ["┃ pressure  Ben", "┃ paper  Ben"]


async def test_a_document_removed_by_another_program_is_said(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        with open_project(place) as other, other.write("Ben") as work:
            documents.remove(work, ["P01"])
        await until(bench, lambda: bench.said == "Somebody has removed P01. Its text stays here.")
        await until(bench, lambda: "removed by somebody" in bench.rows()[0])
        assert "您什么时候开始用这个系统" in bench.screen_text()
        await bench.press("c", *"paper", "enter")
        assert bench.said.startswith("There is no document 'P01'.")
        await bench.press("g", "o", "enter")
        assert bench.rows()[0].startswith(" N01")


async def test_a_document_that_comes_back_is_shown_again(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        with open_project(place) as other, other.write("Anna") as work:
            documents.remove(work, ["P01"])
        await until(bench, lambda: bench.app.desk.gone)
        from qualcode.actions import history

        with open_project(place) as other, other.write("Anna") as work:
            history.undo(work)
        await until(bench, lambda: not bench.app.desk.gone)
        await bench.press("n")
        assert "┃ paper  Ben" in bench.panel()


async def test_a_code_removed_by_another_program_cannot_be_put_on(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        await bench.press("c", *"pressure")
        with open_project(place) as other, other.write("Ben") as work:
            codes.remove(work, "pressure")
        bench.app.desk.refresh()
        await bench.press("enter")
        assert bench.said == "This code is no longer in the codebook. Choose another."


async def test_a_project_being_written_is_said_and_the_next_try_works(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.project.desk.PATIENCE", 0.05)
    async with workbench(place, "Anna", "N01") as bench:
        with open_project(place) as other, other.write("Ben"):
            await bench.press("c", *"pressure", "enter")
            assert "is being written by another program. It is Ben on" in bench.said
            assert bench.panel()[1] == "none"
        await bench.press("c", *"pressure", "enter")
        assert bench.said == "Coded with pressure."


async def test_a_project_that_goes_away_is_said_once(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        for file in place.parent.glob("study.qualcode*"):
            file.rename(file.with_name("moved " + file.name))
        await until(bench, lambda: "cannot be opened or read" in bench.said)
        await bench.press("D", "g", "o", "u", "m", "x")
        assert bench.app.is_running
        for file in place.parent.glob("moved *"):
            file.rename(file.with_name(file.name.removeprefix("moved ")))


async def test_an_unknown_coder_reads_and_is_told_when_writing(workbench: Open, place: Path) -> None:
    async with workbench(place, "Dora", "N01") as bench:
        await bench.press("c", *"pressure", "enter")
        assert bench.said.startswith("There is no coder 'Dora' in this project.")


async def test_the_login_name_is_added_and_that_is_said(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "dora")
    async with workbench(place, "dora", "N01") as bench:
        await bench.press("c", *"pressure", "enter")
        assert bench.said == "Coded with pressure. dora was added to the project's coders."
