"""What the screen looks like: sizes, panels, colours and none."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from qualcode.config import Settings
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.here_panel import HerePanel
from tui.conftest import CHINESE, Bench, Open


def panels(bench: Bench) -> tuple[bool, bool]:
    return bench.screen.query_one(CodeTree).display, bench.screen.query_one(HerePanel).display


async def test_panels_fold_away_where_there_is_no_room_and_with_keys(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(100, 24)) as bench:
        assert panels(bench) == (True, True)
        await bench.pilot.resize_terminal(99, 24)
        await bench.pilot.pause()
        assert panels(bench) == (False, False)
        await bench.press("C")
        assert panels(bench) == (True, False)
        await bench.press("ctrl+l")
        assert panels(bench) == (False, True)
        assert "Codes here" in bench.screen_text()
        await bench.press("H")
        assert panels(bench) == (False, False)
        await bench.pilot.resize_terminal(120, 30)
        await bench.press("C", "H", "C", "C")
        assert panels(bench) == (True, True)


async def test_the_focus_goes_through_the_panels_and_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("tab")
        assert bench.screen.query_one(HerePanel).has_focus
        await bench.press("tab")
        assert bench.screen.query_one(CodeTree).has_focus
        assert bench.rows()[-1].startswith(" Enter code  Space fold")
        assert "█ paper" not in bench.panel()
        await bench.press("down")
        assert "█ paper" in bench.panel()
        await bench.press("C")
        assert bench.view.has_focus
        assert panels(bench) == (False, True)


async def test_a_terminal_that_is_too_small_is_said(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(59, 16)) as bench:
        assert bench.said == "This terminal has 59×16 cells; the workbench needs 60×16."
        await bench.pilot.resize_terminal(60, 16)
        await bench.pilot.pause()
        assert bench.said == ""
        await bench.press("c")
        assert "█ pressure" in bench.screen_text()
        for size in ((20, 5), (1, 1), (60, 16)):
            await bench.pilot.resize_terminal(*size)
            await bench.press("escape", "m", "escape", "c")
        assert "█ pressure" in bench.screen_text()


async def test_without_colours_what_is_highlighted_still_shows(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c")
        assert stands_out(bench, bench.offered[0])
        await bench.press("down", "enter", "g", "c", "down")
        assert stands_out(bench, "paper")
        await bench.press("escape", "m", *"纸", "f2", "u", "g", "o", "escape", "question_mark", "escape", "T", "t")
        assert bench.app.is_running


def stands_out(bench: Bench, words: str) -> bool:
    """Whether words are drawn reversed or underlined; that every stretch has a style is asked in passing."""
    strips = bench.app.screen._compositor.render_strips()
    assert all(segment.style is not None for strip in strips for segment in strip)
    styles = [segment.style for strip in strips if words in strip.text for segment in strip if segment.style]
    return any(style.reverse or style.underline for style in styles)


async def test_colours_change_with_a_key_and_the_theme_with_the_palette(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        said = []
        for _ in range(5):
            await bench.press("t")
            said.append(bench.said)
        assert len(set(said)) == 5
        assert bench.view.color_mode == "tint"
        await bench.press("ctrl+p", *"dark or", "enter")
        assert not bench.app.current_theme.dark
        await bench.press("ctrl+p", *"first letters", "enter")
        assert bench.view.mnemonics


async def test_the_theme_of_the_settings_is_used(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", settings=Settings(theme="nord")) as bench:
        assert bench.app.theme == "nord"


async def test_the_codebook_shows_how_often_codes_are_used_and_their_numbers(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        assert "│ └ 9█ symbolic complian… 52 ▕" in bench.screen_text()
        assert "├ ▾ 6█ hidden actions     70 ▕" in bench.screen_text()
        await bench.press("6")
        assert "├ ▾ 6█ hidden actions     71 ▕" in bench.screen_text()


async def test_the_focus_stays_when_the_window_is_left(workbench: Open, place: Path) -> None:
    """A browser may say so after it has said that its window is entered: the keys after that are for the text as well."""
    async with workbench(place, "Anna", "P01") as bench:
        before = bench.app.focused
        bench.app.post_message(events.AppBlur())
        await bench.pilot.pause()
        assert bench.app.focused is before is not None
        await bench.press("c")
        assert bench.asking
