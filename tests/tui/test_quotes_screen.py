"""Quotes for the paper: picked in the text, put in order, worded and written; what consent does not allow stays out."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.quotes import picked
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.segments import SegmentsScreen
from tui.comparing import until
from tui.conftest import Bench, Open


def screen_of(bench: Bench) -> QuotesScreen:
    screen = bench.app.screen
    assert isinstance(screen, QuotesScreen)
    return screen


def quotes(place: Path) -> list[picked.Quote]:
    with open_project(place) as project, project.read("Anna") as view:
        return picked.quotes(view)


async def pick(bench: Bench, *spans: tuple[int, int]) -> None:
    for start, end in spans:
        bench.view.select(Span(start, end))
        await bench.press("q")
        assert bench.said.startswith("Picked as a quote."), bench.said


async def look(bench: Bench) -> None:
    await bench.press("g", "q")
    await until(bench, lambda: isinstance(bench.app.screen, QuotesScreen) and screen_of(bench).found is not None)


async def test_words_are_picked_once_and_found_again(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await pick(bench, (2, 9), (12, 20))
        await bench.press("q")
        assert bench.said.startswith("This is picked already.")
        assert [(it.start, it.end) for it in quotes(place)] == [(2, 9), (12, 20)]
        await look(bench)
        await bench.press("down", "enter")
        await until(bench, lambda: isinstance(bench.app.screen, CodingScreen))
        assert bench.view.selection == Span(12, 20)


async def test_quotes_are_put_in_order_worded_translated_and_dropped(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await pick(bench, (2, 9), (12, 20))
        first, second = (it.short for it in quotes(place))
        await look(bench)
        await bench.press("J")
        await until(bench, lambda: [it.short for it in quotes(place)] == [second, first])
        await bench.press("t", *"in English", "enter")
        await until(bench, lambda: quotes(place)[1].translation == "in English")
        await bench.press("r", *"never said", "enter")
        assert screen_of(bench).line.is_open  # refused, and what was typed is still there
        assert not quotes(place)[1].wording
        await bench.press("escape", "x")
        await until(bench, lambda: [it.short for it in quotes(place)] == [second])
        await bench.press("u")
        await until(bench, lambda: [it.short for it in quotes(place)] == [second, first])


async def test_marked_segments_become_quotes(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "s")
        await until(
            bench, lambda: isinstance(bench.app.screen, SegmentsScreen) and bench.app.screen.current is not None
        )
        await bench.press("M", "q")
        await until(bench, lambda: len(quotes(place)) > 0)
        screen = bench.app.screen
        assert isinstance(screen, SegmentsScreen) and screen.found is not None
        keys = map(screen.found.key, range(len(screen.found)))
        assert len(quotes(place)) == len({(key[0], key[1], key[2]) for key in keys})


async def test_quotes_are_written_with_the_line_that_is_asked_for(workbench: Open, place: Path, tmp_path: Path) -> None:
    written = tmp_path / "quotes.md"
    async with workbench(place, "Anna", "P01") as bench:
        await pick(bench, (2, 9))
        words = bench.view.text[2:9].strip()
        await look(bench)
        await bench.press("e")
        screen_of(bench).line.field.value = "from {document}"
        await bench.press("enter")
        await until(bench, lambda: screen_of(bench).line.is_open)
        screen_of(bench).line.field.value = str(written)
        await bench.press("enter")
        await until(bench, written.exists)
        await until(bench, lambda: "Quotes written" in bench.screen_text())
    text = written.read_text(encoding="utf-8")
    assert words in text
    assert "from P01" in text
