"""The lead looks at how far coders agree, reads a passage in dispute, and goes on to it in its document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.actions.material import documents
from qualcode.actions.revising import revisions
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.screens.coding import CodingScreen
from tui.comparing import compared, figures, said, until
from tui.conftest import CHINESE, Open

Put = Callable[[Path, str, str, Span, str], None]
WIDE = (140, 40)


async def test_the_weakest_code_is_on_top_with_a_passage_and_its_rule(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        alphas = [float(figure) for figure in figures(screen)]
        assert alphas[:-1] == sorted(alphas[:-1]) and alphas[0] <= 0 < alphas[-1]
        assert screen.table.rows.words(len(screen.table.rows) - 1, ["codes"]) == [("all codes", "")]
        words = bench.screen_text()
        assert "the project as it is" in bench.rows()[0]
        assert "applied" in words and "not applied" in words and "definition: " in words


async def test_a_closed_round_is_what_is_looked_at_first_as_it_was_frozen(
    workbench: Open, studied: Path, put: Put
) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        assert "pilot, round 1 of 1 · blind · closed" in bench.rows()[0]
        assert bench.rows()[0].endswith("0/80 decided")
        assert "unit: turn · touched by half · all units" in bench.rows()[1]
        assert "done: Jonas 3/3, Min 3/3" in bench.rows()[1]
        before = figures(screen)
    put(studied, "Jonas", CHINESE, Span(0, 40), "smart city")
    async with workbench(studied, "Lead", size=WIDE) as bench:
        assert figures(await compared(bench)) == before


async def test_a_round_or_the_project_as_it_is_is_chosen_with_one_key(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        await bench.press("U")
        assert "The unit of a round is fixed. r chooses" in bench.screen_text()
        await bench.press("r", "down", "enter")
        await until(bench, lambda: "the project as it is" in bench.rows()[0])
        await bench.press("k")
        assert "belongs to a closed round" in bench.screen_text()
        await bench.press("U", "U")
        await until(bench, lambda: screen._found is not None and screen._found.unit == "sentence")
        await until(bench, lambda: "unit: sentence" in bench.rows()[1])


async def test_one_passage_follows_the_other_and_is_read_in_its_document(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        assert screen._walk is not None
        await bench.press("n", "p", "p")
        last = screen._walk.here[-1]
        await bench.press("o")
        assert isinstance(bench.app.screen, CodingScreen)
        assert bench.screen.desk.document is not None
        assert bench.screen.desk.document.name == last.document
        assert bench.view.selection == Span(last.start, last.end)
        assert bench.said == "g a: back to the figures, where you were."
        await bench.press("g", "a")
        assert bench.app.screen is screen
        assert screen._walk.current == last


async def test_a_passage_is_found_again_in_a_text_that_was_corrected(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        assert screen._walk is not None and screen._walk.current is not None
        there = screen._walk.current
        words = screen._found.grounds[there.document].document.text[there.start : there.end]  # type: ignore[union-attr]
        with open_project(studied) as project, project.write("Lead") as work:
            revisions.edit(
                work, there.document, "A line before.\n" + documents.open_document(work, there.document).text
            )
        await bench.press("o")
        assert bench.view.selection is not None
        assert bench.view.selection.of(bench.view.text) == words


async def test_coders_are_called_by_letters_on_request_beside_the_text_too(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        await compared(bench)
        assert "Jonas" in bench.screen_text()
        for _ in range(4):
            await bench.press("a")
            words = bench.screen_text()
            assert "Jonas" not in words and "Min " not in words
            assert "A B" in words
            assert words.index(" A ") < words.index(" B ")
            await bench.press("i")
            assert "Jonas" not in bench.screen_text()
            await bench.press("a")
        assert "Jonas" in bench.screen_text()


async def test_the_passage_alone_has_a_stripe_for_each_coder_and_marks_where_they_begin(
    workbench: Open, studied: Path
) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        await compared(bench)
        await bench.press("enter")
        rows = bench.rows()
        assert any(row.startswith(" A Jonas  not applied  but: ") for row in rows)
        assert any(row.startswith(" B Min  applied ") for row in rows)
        assert any(row.startswith(" ▸ │ ┏ ") and "B[The family waited" in row for row in rows)
        assert any(row.startswith(" ▸ │ ┗ ") and "]B" in row for row in rows)
        assert any("definition: " in row for row in rows)
        await bench.press("pagedown", "space")
        assert "exclude: " in bench.screen_text()
        await bench.press("escape")
        assert "Jonas Min" in bench.screen_text()
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)


async def test_chinese_passages_keep_their_stripes_in_a_narrow_terminal(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        screen = await compared(bench)
        assert screen._walk is not None
        while screen._walk.current is None or screen._walk.current.document != CHINESE:
            await bench.press("n" if screen._walk.number < len(screen._walk.here) else "down")
        await bench.press("c")
        striped = [row for row in bench.rows() if row.startswith(" ▸ ")]
        assert striped
        assert all(row[3] in " ▪┏┗┃┣▫┌└│├" and row[5] in " ▪┏┗┃┣▫┌└│├" for row in striped)
        assert "受访者" in "".join(striped) or "访谈者" in "".join(striped)


async def test_with_nobody_to_compare_it_says_what_to_do_and_goes_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(120, 30)) as bench:
        await bench.press("g", "a")
        await until(bench, lambda: "Nothing can be compared yet" in bench.screen_text())
        await bench.press("t")
        assert "There is no closed round of a study yet" in bench.screen_text()
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)


async def test_it_is_read_in_light_as_well(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        bench.app.theme = "textual-light"
        await bench.pilot.pause()
        background = screen.styles.background
        assert screen.table.styles.background == background
        assert background.brightness > 0.8


async def test_what_is_said_beside_the_text_moves_above_it_where_there_is_little_room(
    workbench: Open, studied: Path
) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        said, words = screen.query_one("#said"), screen.query_one("#words")
        assert said.region.x > words.region.x and said.region.y == words.region.y
        await bench.pilot.resize_terminal(60, 30)
        await bench.pilot.pause()
        assert said.region.bottom == words.region.y and said.region.x == words.region.x
        assert any(
            row.strip() == "hidden actions" for row in bench.rows()
        )  # the end of a line that takes two rows here
        await bench.pilot.resize_terminal(*WIDE)
        await bench.pilot.pause()
        assert said.region.height == words.region.height


async def test_keys_are_shown_beginning_with_those_of_this_screen(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        screen = await compared(bench)
        await bench.press("question_mark")
        assert "Decide that the code is kept on this passage" in bench.screen_text()
        await bench.press("escape")
        assert bench.app.screen is screen


async def test_what_the_table_can_spare_gives_way_in_a_narrow_terminal_and_comes_back(
    workbench: Open, studied: Path
) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        screen = await compared(bench)
        await bench.press("down", "down")
        code = screen.table.code
        assert "in dispute taken for" in bench.rows()[2]
        await bench.pilot.resize_terminal(60, 16)
        await bench.pilot.pause()
        head = bench.rows()[2]
        assert head.split()[:2] == ["codes", "α"] and head.endswith("Jonas Min in dispute")
        await bench.pilot.resize_terminal(200, 60)
        await bench.pilot.pause()
        assert "in dispute taken for" in bench.rows()[2]
        assert screen.table.code == code and any(row.startswith("▸") for row in bench.rows())


async def test_a_passage_looks_the_same_after_the_window_was_wide_for_a_while(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        await compared(bench)
        await bench.pilot.pause()
        before = bench.rows()
        for size in ((60, 16), (200, 60), (80, 24)):
            await bench.pilot.resize_terminal(*size)
            await bench.pilot.pause()
        await until(bench, lambda: bench.rows() == before)


async def test_here_and_in_help_too_it_is_said_where_the_terminal_is_too_small(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        await compared(bench)
        for key in ("", "?"):
            await bench.press(*filter(None, [key]))
            await bench.pilot.resize_terminal(50, 12)
            await until(bench, lambda: said(bench).startswith("This terminal has 50×12 cells"))
            await bench.pilot.resize_terminal(80, 24)
            await until(bench, lambda: said(bench) == "")
