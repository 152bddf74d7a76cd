"""Saturation: the curve, the rows under it, and other orders of the documents."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.tables.saturation import Rule, saturation
from qualcode.project import open_project
from qualcode.tui.screens.saturation import SaturationScreen
from tui.comparing import until
from tui.conftest import Bench, Open


async def curve(bench: Bench) -> SaturationScreen:
    """Go to the curve, and wait for it."""
    await bench.press("g", "v")
    screen = bench.app.screen
    assert isinstance(screen, SaturationScreen)
    await until(bench, lambda: screen.found is not None)
    return screen


async def asked(bench: Bench, screen: SaturationScreen, *keys: str) -> None:
    before = screen.found
    await bench.press(*keys)
    await until(bench, lambda: screen.found is not before)


async def test_the_curve_is_that_of_the_command_line_and_leads_to_documents(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = saturation(view)
    async with workbench(sample, "Jonas", size=(80, 24)) as bench:
        screen = await curve(bench)
        assert screen.found is not None
        assert screen.found.table == made
        assert any(note.endswith(screen.found.verdict) for note in made.notes)
        assert "░" in bench.screen_text() and "█" in bench.screen_text()
        await bench.press("down", "down", "enter")
        assert bench.rows()[0].startswith(f" {made.rows[2][1]}")
        await bench.press("g", "v")
        assert screen.rows.cursor == 2


async def test_order_rule_and_band_are_chosen(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = saturation(view, Rule("import", 6, 3, 0.1, permutations=1000))
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await curve(bench)
        await asked(bench, screen, "o", *"as imported", "enter")
        await asked(bench, screen, "r", "ctrl+u", *"6 3 10 %", "enter")
        await asked(bench, screen, "b")
        assert screen.found is not None
        assert screen.found.table == made
        assert "expected" in bench.screen_text() and "high" in bench.screen_text()
        await bench.press("r", "ctrl+u", *"6 x", "enter")
        assert "These are not three numbers." in bench.screen_text()


async def test_too_few_documents_are_undefined_with_the_reason(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(80, 24)) as bench:
        await curve(bench)
        assert "Saturation is undefined" in bench.screen_text()


async def test_the_curve_is_drawn_to_a_file(workbench: Open, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "curve.svg"
    async with workbench(sample, "Jonas", size=(100, 30)) as bench:
        await curve(bench)
        await bench.press("e", "ctrl+u", *str(file), "enter")
        await until(bench, lambda: file.exists() and "are in" in bench.screen_text())
    assert "<svg" in file.read_text(encoding="utf-8")


async def test_among_some_documents_the_curve_is_theirs_and_the_title_says_so(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(120, 24)) as bench:
        screen = await curve(bench)
        before = screen.found
        await bench.press("a", *"kind = interview", "enter")
        await until(bench, lambda: screen.found is not before)
        assert screen.found is not None and len(screen.found.table.rows) == 14
        assert "among: kind = interview" in bench.rows()[0]
