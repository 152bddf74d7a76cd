"""The lead looks at how far coders agree, reads a passage in dispute, and goes on to it in its document."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import DataTable

from qualcode.text.span import Span
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.coding import CodingScreen
from tui.conftest import CHINESE, Bench, Open


async def compared(bench: Bench) -> AgreementScreen:
    """Go to the screen and wait for its figures."""
    await bench.press("g", "a")
    screen = bench.app.screen
    assert isinstance(screen, AgreementScreen)
    for _ in range(200):
        if screen.query_one(DataTable).row_count:
            break
        await bench.pilot.pause(0.05)
    await bench.pilot.pause()
    return screen


async def test_the_weakest_code_is_on_top_with_a_passage_and_its_rule(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Lead", CHINESE, size=(140, 40)) as bench:
        screen = await compared(bench)
        table = screen.query_one(DataTable)
        figures = [str(table.get_row_at(row)[1]) for row in range(table.row_count)]
        assert figures[0].startswith("-")
        assert str(table.get_row_at(table.row_count - 1)[0]) == "(all codes)"
        words = bench.screen_text()
        assert "applied: " in words and "not applied: " in words and "definition: " in words


async def test_one_passage_follows_the_other_and_is_read_in_its_document(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Lead", CHINESE, size=(140, 40)) as bench:
        screen = await compared(bench)
        disputes = screen._disputes()
        await bench.press("n", "p", "p")
        last = disputes[-1]
        await bench.press("o")
        assert isinstance(bench.app.screen, CodingScreen)
        assert bench.screen.desk.document is not None
        assert bench.screen.desk.document.name == last.document
        assert bench.view.selection == Span(last.start, last.end)


async def test_coders_are_called_by_letters_on_request(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Lead", CHINESE, size=(140, 40)) as bench:
        await compared(bench)
        assert "Jonas" in bench.screen_text()
        await bench.press("a")
        words = bench.screen_text()
        assert "Jonas" not in words and "Min" not in words.replace("Ministry", "")
        await bench.press("a")
        assert "Jonas" in bench.screen_text()


async def test_another_unit_gives_other_figures(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Lead", CHINESE, size=(140, 40)) as bench:
        screen = await compared(bench)
        before = screen._found
        await bench.press("u", "u")
        for _ in range(200):
            if screen._found is not before and screen._found is not None and screen._found.unit == "sentence":
                break
            await bench.pilot.pause(0.05)
        assert "unit: sentence" in bench.screen_text()


async def test_with_nobody_to_compare_it_says_so_and_goes_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(120, 30)) as bench:
        await bench.press("g", "a")
        for _ in range(100):
            await bench.pilot.pause(0.05)
            if "Nothing is in dispute." in bench.screen_text():
                break
        assert "Nothing is in dispute." in bench.screen_text()
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)
