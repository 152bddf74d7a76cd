"""The line of keys and the titles in a narrow terminal: what is needed is never cut."""

from __future__ import annotations

from pathlib import Path

from qualcode.tui.commands import COMMANDS
from qualcode.tui.widgets.message_line import MessageLine
from tui.comparing import compared, until
from tui.conftest import CHINESE, Open

NARROW = (80, 24)


async def test_where_to_go_names_every_place(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=NARROW) as bench:
        await bench.press("g")
        shown = " ".join(" ".join(bench.rows()[-4:]).split())
        assert [
            it.short for it in COMMANDS if it.scope == "go" and it.short and f" {it.short} " not in f"{shown} "
        ] == []
        await bench.press("escape")
        assert bench.rows()[-1].endswith("? help")
        await bench.press("g", "d")
        await until(bench, lambda: "2 documents" in bench.rows()[0])
        await bench.press("g")
        assert "q quotes" in bench.screen_text()
        await bench.press("escape")
        assert bench.rows()[-1].endswith("? help")


async def test_a_count_in_a_title_is_whole_where_the_name_is_long(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Min", CHINESE, size=NARROW) as bench:
        await bench.press("slash", *"照片", "enter", "B", *"digital cyb", "enter")
        await until(bench, lambda: "new coding" in bench.rows()[0])
        assert bench.rows()[0].endswith("3 places")


async def test_words_are_marked_no_longer_once_a_memo_on_them_is_saved(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("v", "right", "right", "m", *"seen", "f2")
        assert bench.app.screen.query_one(MessageLine).sentence == "The memo is saved."
        await bench.press("right_parenthesis")
        assert bench.view.selection is None


async def test_what_the_figures_mean_gives_way_to_the_passage_that_is_decided(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=NARROW) as bench:
        await compared(bench)
        await bench.press("i")
        assert "Krippendorff" in bench.screen_text()
        await bench.press("escape")
        assert "applied" in bench.screen_text() and "Krippendorff" not in bench.screen_text()
        await bench.press("i", "k")
        assert "The reason:" in bench.screen_text() and "Krippendorff" not in bench.screen_text()


async def test_the_narrowest_terminal_still_names_the_key_that_leads_elsewhere(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(60, 16)) as bench:
        assert bench.rows()[-1].endswith("g go  ? help")


async def test_what_is_too_long_to_be_said_ends_with_a_mark(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(60, 16)) as bench:
        bench.screen.say("a sentence that goes on " * 30, trouble=True)
        await bench.pilot.pause()
        said = bench.rows()[-7:-2]
        assert all(row.startswith(" ") and "sentence" in row for row in said) and said[-1].endswith("…")
        assert bench.rows()[-2].startswith(" ¶")
