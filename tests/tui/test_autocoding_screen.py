"""Coding all places of some words from the search, the list of words and the places of a word: looked at first, one undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.actions.coding import CodingRow
from qualcode.tui.screens.autocoding import AutocodingScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.kwic import KwicScreen
from qualcode.tui.screens.words import WordsScreen
from tui.comparing import said, until
from tui.conftest import Bench, Open

CodingsOf = Callable[..., list[CodingRow]]


async def proposed(bench: Bench) -> AutocodingScreen:
    """Wait for the places."""
    await until(bench, lambda: isinstance(bench.app.screen, AutocodingScreen) and bench.app.screen.found is not None)
    screen = bench.app.screen
    assert isinstance(screen, AutocodingScreen)
    return screen


async def test_what_was_looked_for_is_coded_everywhere_after_a_look(
    workbench: Open, place: Path, codings_of: CodingsOf
) -> None:
    async with workbench(place, "Ben", "P01", size=(110, 32)) as bench:
        await bench.press("B")
        assert said(bench).startswith("Look for words first: /")
        await bench.press("slash", *"补录", "enter", "B", *"pressure", "enter")
        screen = await proposed(bench)
        assert screen.found is not None and len(screen.found.hits) == 1  # what the interviewer says is left alone
        await bench.press("w")
        await until(bench, lambda: screen.found is not None and len(screen.found.hits) == 2)
        assert "2 new codings · 2 places" in bench.rows()[0]
        await bench.press("space")
        assert "1 new coding · 2 places" in bench.rows()[0]
        await bench.press("enter")
        await until(bench, lambda: isinstance(bench.app.screen, CodingScreen))
        await until(bench, lambda: said(bench).startswith("1 coding with pressure is made"))
        (made,) = [row for row in codings_of(place, "P01", "Ben") if row.code == "pressure"]
        assert made.guid in bench.app.desk.codings
        await bench.press("u")
        assert not [row for row in codings_of(place, "P01", "Ben") if row.code == "pressure"]


async def test_nothing_is_coded_by_leaving_and_where_all_is_coded_already(
    workbench: Open, place: Path, codings_of: CodingsOf
) -> None:
    async with workbench(place, "Ben", "P01", size=(110, 32)) as bench:
        before = codings_of(place, "P01", "Ben")
        await bench.press("slash", *"数据", "enter", "B", *"pressure", "enter")
        await proposed(bench)
        await bench.press("escape")
        assert codings_of(place, "P01", "Ben") == before
        await bench.press("B", *"pressure", "enter")
        await proposed(bench)
        await bench.press("enter")
        await until(bench, lambda: isinstance(bench.app.screen, CodingScreen))
        await until(bench, lambda: len(codings_of(place, "P01", "Ben")) == len(before) + 1)
        await bench.press("B", *"pressure", "enter")
        await proposed(bench)
        await bench.press("enter")
        assert said(bench) == "There is nothing to code here."


async def test_a_word_and_its_places_are_coded_from_the_lists(
    workbench: Open, place: Path, codings_of: CodingsOf
) -> None:
    async with workbench(place, "Ben", "P01", size=(110, 32)) as bench:
        await bench.press("g", "w")
        await until(bench, lambda: isinstance(bench.app.screen, WordsScreen) and bench.app.screen.found is not None)
        await bench.press("slash", *"forms", "enter", "A", *"pressure", "enter")
        await proposed(bench)
        await bench.press("escape", "enter")
        await until(bench, lambda: isinstance(bench.app.screen, KwicScreen) and bench.app.screen.found is not None)
        await bench.press("c", *"pressure", "enter")
        screen = await proposed(bench)
        assert screen.asked.unit == "hit"
        await bench.press("U", *"paragraph", "enter")
        await until(bench, lambda: screen.asked.unit == "paragraph")
        await bench.press("f2")
        await until(bench, lambda: isinstance(bench.app.screen, KwicScreen))
        await until(bench, lambda: said(bench).startswith("1 coding with pressure is made"))
    (made,) = codings_of(place, "N01", "Ben")
    assert (made.code, made.start) == ("pressure", 32)
