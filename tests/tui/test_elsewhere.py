"""``g`` and a letter lead from every screen to every other, and no second key acts by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.config import Settings
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.line_panel import LinePanel
from qualcode.tui.widgets.message_line import MessageLine
from tui.comparing import until
from tui.conftest import Open

_SCREENS = {
    "d": "DocumentsScreen",
    "s": "SegmentsScreen",
    "m": "MatrixScreen",
    "w": "WordsScreen",
    "v": "SaturationScreen",
    "p": "PortraitScreen",
    "k": "CodebookScreen",
    "a": "AgreementScreen",
}


@pytest.mark.parametrize("key", _SCREENS)
async def test_every_screen_leads_to_the_documents_and_back_to_the_text(workbench: Open, place: Path, key: str) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", key)
        await until(bench, lambda: type(bench.app.screen).__name__ == _SCREENS[key])
        await bench.press("g", "d")
        await until(bench, lambda: isinstance(bench.app.screen, DocumentsScreen))
        assert len(bench.app.screen_stack) == 2
        await bench.press("g", key)
        await until(bench, lambda: type(bench.app.screen).__name__ == _SCREENS[key])
        await bench.press("g", "t")
        assert isinstance(bench.app.screen, CodingScreen)
        assert bench.view.has_focus


async def test_a_second_key_that_leads_nowhere_does_nothing_and_says_so(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "k")
        await until(bench, lambda: isinstance(bench.app.screen, CodebookScreen))
        await bench.press("g", "x")
        screen = bench.app.screen
        assert isinstance(screen, CodebookScreen)
        assert screen.query_one(MessageLine).sentence == "This key leads nowhere. g shows the keys that do."
        assert not screen.query_one(Editor).is_open and screen.rows.has_focus
        await bench.press("g", "escape", "a")
        assert screen.query_one(LinePanel).is_open
        await bench.press("g", "d")
        assert screen.query_one(LinePanel).field.value == "gd"


async def test_keys_in_one_go_are_for_the_screen_one_went_to(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press(*"gkgsgdgs")
        await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen))
        assert len(bench.app.screen_stack) == 2


async def test_in_a_list_vim_hands_go_to_the_first_row(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", settings=Settings(keys="vim")) as bench:
        await bench.press("g", "k")
        await until(bench, lambda: isinstance(bench.app.screen, CodebookScreen))
        screen = bench.app.screen
        assert isinstance(screen, CodebookScreen)
        await bench.press("j", "j")
        assert screen.rows.cursor == 2
        await bench.press("g", "g")
        await until(bench, lambda: screen.rows.cursor == 0)


@pytest.mark.parametrize("key", _SCREENS)
async def test_the_palette_of_every_screen_leads_to_every_other(workbench: Open, place: Path, key: str) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await bench.press("g", key)
        await until(bench, lambda: type(bench.app.screen).__name__ == _SCREENS[key])
        await bench.press("ctrl+p")
        assert bench.app.screen.query_one(Drawer).is_open
        await bench.press("escape", "ctrl+p", *"see all documents", "enter")
        await until(bench, lambda: isinstance(bench.app.screen, DocumentsScreen))
        assert len(bench.app.screen_stack) == 2


async def test_the_palette_carries_out_what_the_screen_and_its_table_do(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await bench.press("g", "d")
        await until(bench, lambda: isinstance(bench.app.screen, DocumentsScreen))
        screen = bench.app.screen
        assert isinstance(screen, DocumentsScreen)
        await until(bench, lambda: screen.current is not None)
        await bench.press("ctrl+p", *"the last row", "enter")
        await until(bench, lambda: screen.rows.cursor == len(screen.rows.rows) - 1)
        await bench.press("ctrl+p", *"another name", "enter")
        await until(bench, lambda: screen.query_one(LinePanel).is_open)
        await bench.press("escape", "ctrl+p", *"dark or light", "enter")
        await until(bench, lambda: screen.query_one(MessageLine).sentence == "Light.")


async def test_from_help_notes_and_readings_one_goes_on_as_from_anywhere(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        for before in (["f1"], ["A"], ["g", "d", "f1"], ["g", "w", "i"]):
            await bench.press(*before)
            await until(bench, lambda: not isinstance(bench.app.screen, CodingScreen | DocumentsScreen))
            await bench.press("g", "s")
            await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen))
            assert len(bench.app.screen_stack) == 2
            await bench.press("escape")
            assert isinstance(bench.app.screen, CodingScreen)


async def test_help_over_a_list_goes_back_to_the_list(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await bench.press("g", "d", "f1", "ctrl+p", "escape", "pagedown", "escape")
        assert isinstance(bench.app.screen, DocumentsScreen)


async def test_while_a_query_is_typed_the_keys_of_the_table_behind_it_do_nothing(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "s")
        await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen) and bench.app.screen.found is not None)
        screen = bench.app.screen
        await bench.press("slash", "f2", "ctrl+z", "shift+f4", "f8", "ctrl+p", "x")
        line = screen.query_one(LinePanel)
        assert line.is_open and line.field.value == "x" and not screen.query_one(Drawer).is_open
        assert screen.query_one(MessageLine).sentence == ""
        await bench.press("f1")
        assert bench.rows()[0].startswith(" Keys of the workbench")
        await bench.press("escape", "escape", "ctrl+z")
        await until(bench, lambda: screen.query_one(MessageLine).sentence.startswith("This can no longer"))
