"""What somebody meets who sits before the workbench for the first time: every line says what is so and what can be done."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.importing import files
from qualcode.project import create_project, open_project
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.line_panel import LinePanel
from qualcode.tui.widgets.message_line import MessageLine
from tui.comparing import until
from tui.conftest import Open


async def test_somebody_whom_the_project_does_not_know_is_told_at_once(workbench: Open, place: Path) -> None:
    async with workbench(place, "Lin", "P01") as bench:
        await until(bench, lambda: "There is no coder 'Lin' in this project." in bench.said)
        assert "qualcode coders add" in bench.said


async def test_an_empty_project_says_how_documents_come_in(workbench: Open, tmp_path: Path) -> None:
    path = tmp_path / "empty.qualcode"
    create_project(path, "Empty", "Anna").close()
    async with workbench(path, "Anna") as bench:
        assert "g d i bring some in" in bench.said
        await bench.press("c")
        assert bench.said == "There is no text here."


async def test_in_too_small_a_terminal_no_key_acts_unseen(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(50, 12)) as bench:
        await bench.press("c")
        assert not bench.asking
        await bench.press("ctrl+q")
        assert bench.app._exit


async def test_where_nothing_fits_that_is_said_and_enter_says_it_again(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "o", *"zzqq")
        assert "nothing fits" in bench.screen_text()
        await bench.press("enter")
        assert bench.asking and bench.said.startswith("Nothing fits 'zzqq'.")


async def test_the_share_at_the_top_says_what_it_is(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        assert bench.rows()[0].endswith("at 0 %")


async def test_a_slash_in_a_name_is_told_for_what_it_is(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "k")
        await until(bench, lambda: isinstance(bench.app.screen, CodebookScreen))
        await bench.press("a", *"a/b")
        assert "The slash becomes part of the name. For a code below another: A on that one." in bench.screen_text()


async def test_typing_replaces_the_path_and_a_refusal_keeps_what_was_typed(
    workbench: Open, sample: Path, tmp_path: Path
) -> None:
    async with workbench(sample, "Min") as bench:
        await bench.press("g", "s")
        screen = bench.app.screen
        assert isinstance(screen, SegmentsScreen)
        await until(bench, lambda: screen.found is not None and screen.all_read)
        await bench.press("e")
        path = f"{tmp_path}/none/x.csv"
        await bench.press(*path)
        panel = screen.query_one(LinePanel)
        assert panel.field.value == path
        await bench.press("enter")
        await until(bench, lambda: panel.is_open and screen.query_one(MessageLine).sentence == "")
        assert panel.field.value == path and panel.is_open


async def test_whoever_undoes_an_import_is_told_that_it_was_she(workbench: Open, place: Path, tmp_path: Path) -> None:
    (tmp_path / "A0.txt").write_text("Some words.\n", encoding="utf-8")
    with open_project(place) as project, project.write("Anna") as work:
        options = files.ImportOptions()
        read, reports = files.read_files([tmp_path / "A0.txt"], options)
        files.add_documents(work, read, reports, options)
    async with workbench(place, "Anna", "A0") as bench:
        await bench.press("u")
        assert "undone by you" in bench.rows()[0]


async def test_the_places_in_all_documents_are_counted(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Min") as bench:
        await bench.press("g", "/", *"data", "down", "down")
        assert "3 of " in bench.screen_text()
