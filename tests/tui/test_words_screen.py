"""Words: how often they stand in the text, by what, and each of their places."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.words.counts import words
from qualcode.actions.words.selected_text import Selection
from qualcode.actions.words.wording import Wording
from qualcode.project import open_project
from qualcode.tui.screens.kwic import KwicScreen
from qualcode.tui.screens.words import WordsScreen
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.heat_table import HeatTable
from tui.comparing import until
from tui.conftest import CHINESE, Bench, Open


async def listed(bench: Bench) -> WordsScreen:
    """Go to the words, and wait for them."""
    await bench.press("g", "w")
    screen = bench.app.screen
    assert isinstance(screen, WordsScreen)
    await until(bench, lambda: screen.found is not None)
    return screen


async def places(bench: Bench) -> KwicScreen:
    """The places of the word at the cursor."""
    await bench.press("enter")
    screen = bench.app.screen
    assert isinstance(screen, KwicScreen)
    await until(bench, lambda: screen.found is not None)
    return screen


async def press_and_wait(bench: Bench, screen: WordsScreen, *keys: str) -> None:
    before = screen.found
    await bench.press(*keys)
    await until(bench, lambda: screen.found is not before)


def on_screen(screen: WordsScreen) -> list[tuple[object, ...]]:
    assert screen._listed is not None
    return list(screen._listed.rows)


async def test_words_are_listed_as_on_the_command_line_with_bars(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = words(view)
    async with workbench(sample, "Jonas", size=(100, 24)) as bench:
        screen = await listed(bench)
        assert on_screen(screen) == list(made.rows)
        first = bench.rows()[3]
        assert str(made.rows[0][0]) in first and "█" * 16 in first
        await bench.press("o", *"word", "enter")
        assert [row[0] for row in on_screen(screen)] == sorted(str(row[0]) for row in made.rows)


async def test_a_word_is_followed_to_its_place(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(100, 24)) as bench:
        screen = await listed(bench)
        await bench.press("slash", *"数据", "enter")
        assert all("数据" in str(row[0]) for row in on_screen(screen))
        found = await places(bench)
        assert found.found is not None and len(found.found.rows) >= int(str(on_screen(screen)[0][1]))
        rows = [row for row in bench.rows() if " 数据 " in row]
        assert len({cells(row[: row.index(" 数据 ")]) for row in rows}) == 1  # one below the other
        name, start, end, *_more = found.found.rows[1]
        await bench.press("down", "enter")
        assert bench.rows()[0].startswith(f" {name}")
        assert bench.view.selection is not None
        assert (bench.view.selection.start, bench.view.selection.end) == (start, end)
        assert bench.view.selection.of(bench.view.text) == "数据"
        await bench.press("g", "w")
        assert screen.letters == "数据"


async def test_which_words_of_which_text_is_chosen(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        runs = words(view, Selection(documents=(CHINESE,)), Wording(ngram=2))
        spoken = words(view, Selection(documents=(CHINESE,), roles=("all",)), Wording(ngram=2, stopwords=False))
    async with workbench(sample, "Jonas", size=(100, 24)) as bench:
        screen = await listed(bench)
        await press_and_wait(bench, screen, "d", *CHINESE, "enter")
        await press_and_wait(bench, screen, "n", "2", "enter")
        assert on_screen(screen) == list(runs.rows)
        await press_and_wait(bench, screen, "t")
        await press_and_wait(bench, screen, "w")
        assert on_screen(screen) == list(spoken.rows)
        assert "everybody" in bench.rows()[1] and "runs of 2 words" in bench.rows()[1]


async def test_words_are_crossed_with_codes_and_read_within_one(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = words(view, Selection(), Wording(most=50), by="codes")
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await listed(bench)
        await press_and_wait(bench, screen, "b", *"codes", "enter")
        table = screen.query_one(HeatTable)
        assert table.grid is not None and bench.app.focused is table
        assert table.grid.columns == made.columns[1:]
        assert table.grid.figures[:50].tolist() == [[float(str(cell)) for cell in row[1:]] for row in made.rows]
        row = next(row for row in table.shown.rows if table.grid.figures[row].max() > 1)
        column = int(table.grid.figures[row].argmax())
        table.go_to(table.shown.rows.index(row), table.shown.columns.index(column))
        found = await places(bench)
        assert found.asked.selection.code == table.grid.columns[column]
        assert found.found is not None and found.found.rows
        await bench.press("escape")
        await press_and_wait(bench, screen, "b", *"by nothing", "enter")
        assert bench.app.focused is screen.rows


async def test_words_are_written_to_a_file(workbench: Open, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    async with workbench(sample, "Jonas", size=(100, 24)) as bench:
        screen = await listed(bench)
        await bench.press("slash", *"数据", "enter")
        await bench.press("e", "ctrl+u", *str(file), "enter")
        await until(bench, lambda: file.exists() and "are in" in bench.screen_text())
        rows = on_screen(screen)
    text = file.read_text(encoding="utf-8-sig")
    assert all(f"\n{row[0]},{row[1]}," in text for row in rows)
