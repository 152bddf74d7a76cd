"""Crossing codes with anything: the figures of the command line as coloured cells, and the segments behind each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import studying
from qualcode.actions.studies import course
from qualcode.actions.tables import crossings
from qualcode.config import Settings
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.screens.matrix import MatrixScreen
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.heat_table import HeatTable
from tui.comparing import until
from tui.conftest import CHINESE, Bench, Open


async def matrix(bench: Bench, *keys: str) -> MatrixScreen:
    """Go to the matrix, and wait for its figures."""
    await bench.press("g", "m")
    screen = bench.app.screen
    assert isinstance(screen, MatrixScreen)
    await until(bench, lambda: screen.found is not None)
    for key in keys:
        await bench.press(key)
    return screen


async def choose(bench: Bench, screen: MatrixScreen, key: str, words: str) -> None:
    """Ask with a key, and take the choice that fits some words; wait for the figures."""
    before = screen.found
    await bench.press(key, *words, "enter")
    await until(bench, lambda: screen.found is not before)


def put_cursor(screen: MatrixScreen, row: str, column: str) -> None:
    table = screen.table
    assert table.grid is not None
    rows, columns = table.grid.rows.index(row), table.grid.columns.index(column)
    table.go_to(table.shown.rows.index(rows), table.shown.columns.index(columns))


def shown_figures(screen: MatrixScreen) -> list[list[float]]:
    assert screen.found is not None
    return screen.found.grid.figures.tolist()


async def listed(bench: Bench) -> SegmentsScreen:
    """The segments behind a cell, once they are there."""
    await until(
        bench,
        lambda: (
            isinstance(bench.app.screen, SegmentsScreen)
            and bench.app.screen.found is not None
            and bench.app.screen._shown == bench.app.screen.wish
        ),
    )
    assert isinstance(bench.app.screen, SegmentsScreen)
    return bench.app.screen


async def test_codes_and_documents_are_crossed_as_on_the_command_line(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.matrix(view, "codes", "documents")
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        assert shown_figures(screen) == made.figures.tolist()
        assert bench.rows()[0].startswith(" Codes × documents")
        assert "record" in bench.rows()[1]
        head = bench.rows()[2]
        assert head.split()[3:6] == ["A", "B", "C"]


async def test_behind_a_cell_are_its_segments_one_of_them_is_read_and_the_cell_is_there_again(
    workbench: Open, sample: Path
) -> None:
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        code = "policy implementation/hidden actions"
        put_cursor(screen, code, CHINESE)
        assert screen.table.cell is not None and screen.found is not None
        figure = screen.found.grid.figure(*screen.table.cell)
        await bench.press("enter")
        behind = await listed(bench)
        assert behind.found is not None
        rows = [behind.found.row(number) for number in range(len(behind.found))]
        assert len(rows) == figure
        assert {(row.code, row.document) for row in rows} == {(code, CHINESE)}
        assert bench.rows()[0].startswith(f" Segments · hidden actions × {CHINESE}")
        await bench.press("enter")
        assert bench.view.selection == Span(rows[0].start, rows[0].end)
        await bench.press("g", "m")
        assert screen.table.labels == (code, CHINESE)


async def test_escape_goes_back_from_the_segments_to_the_cell(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench, "down", "down", "right")
        labels = screen.table.labels
        await bench.press("enter")
        await listed(bench)
        await bench.press("escape")
        assert bench.app.screen is screen
        assert screen.table.labels == labels
        await bench.press("escape", "g", "s")
        assert " × " not in bench.rows()[0]  # all segments are still all segments


async def test_codes_that_occur_together_and_the_pairs_behind_them(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.cooccurrence(view)
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        await bench.press("x")
        await until(bench, lambda: screen.asked.together)
        assert shown_figures(screen) == made.count.tolist()
        row, column = divmod(int(made.count.argmax()), len(made.codes))
        one, other = made.codes[row], made.codes[column]
        put_cursor(screen, one, other)
        await bench.pilot.pause()
        pairs, there = int(made.count[row, column]), int(made.documents[row, column])
        assert f"{pairs} pairs of codings in {there} documents" in bench.screen_text()
        assert "Jaccard" in bench.screen_text()
        await bench.press("enter")
        behind = await listed(bench)
        assert behind.found is not None
        rows = [behind.found.row(number) for number in range(len(behind.found))]
        assert {row.code for row in rows} == {one, other}
        for each in rows:  # each meets one of the other code, by the same coder
            others = [it for it in rows if it.code != each.code and it.document == each.document]
            assert any(it.start < each.end and each.start < it.end and it.coder == each.coder for it in others)


async def test_what_is_crossed_counted_and_divided_is_chosen(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        await choose(bench, screen, "c", "kinds")
        assert screen.found is not None
        assert "interview" in bench.rows()[2]  # names, where there is room for them
        await choose(bench, screen, "n", "sum of its column")
        columns = list(zip(*shown_figures(screen), strict=True))
        assert all(sum(column) == pytest.approx(1) for column in columns if any(column))
        assert "by the sum of its column" in bench.screen_text()
        await choose(bench, screen, "d", "level 1")
        assert all("/" not in code for code in screen.found.grid.rows)
        await bench.press("t")
        await until(bench, lambda: screen.asked.rows == "kinds")
        assert screen.asked.normalize == "row"


async def test_a_query_leaves_out_codings_and_what_is_wrong_with_it_is_said(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        before = sum(map(sum, shown_figures(screen)))
        await bench.press("slash", *"kind = interviw", "enter")
        await until(bench, lambda: "interview" in bench.screen_text() and screen.line.is_open)
        assert sum(map(sum, shown_figures(screen))) == before
        await bench.press("ctrl+u", *"kind = interview", "enter")
        await until(bench, lambda: screen.asked.where == "kind = interview")
        assert 0 < sum(map(sum, shown_figures(screen))) < before
        assert "kind = interview" in bench.rows()[1]


async def test_rows_are_sorted_by_a_column_and_empty_ones_come_and_go(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        assert screen.found is not None
        grid, shown = screen.found.grid, screen.table.shown
        assert len(shown.rows) < len(grid.rows)
        await bench.press("z")
        assert len(screen.table.shown.rows) == len(grid.rows)
        await bench.press("o", *"rows by", "enter")
        column = screen.table.shown.columns[0]
        figures = [grid.figures[row, column] for row in screen.table.shown.rows]
        assert figures == sorted(figures, reverse=True)
        assert screen.table.labels is not None  # the cursor is on its cell still


async def test_what_is_shown_is_written_as_a_table_and_as_a_picture(
    workbench: Open, sample: Path, tmp_path: Path
) -> None:
    file, drawing = tmp_path / "matrix.csv", tmp_path / "matrix.svg"
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        await choose(bench, screen, "c", "kinds")
        for path in (file, drawing):
            await bench.press("e", "ctrl+u", *str(path), "enter")
            await until(bench, lambda: path.exists() and "are in" in bench.screen_text())  # noqa: B023
        shown = screen.table.shown
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(line for line in opened if not line.startswith("#")))
    assert screen.found is not None
    grid = screen.found.grid
    assert rows[0] == ["codes", *(grid.columns[column] for column in shown.columns)]
    assert [row[0] for row in rows[1:]] == [grid.rows[row] for row in shown.rows]
    assert rows[1][1] == str(round(grid.figures[shown.rows[0], shown.columns[0]]))
    assert "<svg" in drawing.read_text(encoding="utf-8")


async def test_what_another_codes_meanwhile_is_counted(workbench: Open, place: Path, put) -> None:  # type: ignore[no-untyped-def]
    async with workbench(place, "Anna", "P01", size=(100, 24)) as bench:
        screen = await matrix(bench)
        before = sum(map(sum, shown_figures(screen)))
        put(place, "Anna", "P01", Span(50, 56), "pressure")
        await until(bench, lambda: sum(map(sum, shown_figures(screen))) == before + 1)


async def test_without_colours_marks_say_how_high_a_figure_is(
    workbench: Open, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with workbench(sample, "Jonas", size=(80, 24)) as bench:
        screen = await matrix(bench)
        row = next(row for row in bench.rows() if "hidden actions" in row)
        assert any(mark in row for mark in "░▒▓█")
        assert "[" in "".join(bench.rows()[3]) and screen.query_one(HeatTable).labels is not None


async def test_rows_and_columns_scroll_with_their_names_in_place(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(80, 24)) as bench:
        await matrix(bench)
        assert bench.rows()[2].endswith("▸")
        await bench.press("end", "ctrl+end")
        rows = bench.rows()
        assert "◂" in rows[2] and rows[2].rstrip().endswith("CC")  # the 81st
        assert any(row.startswith("▸ ") and row.rstrip().endswith("]") for row in rows)


async def test_a_project_without_codings_says_so(workbench: Open, tmp_path: Path) -> None:
    from qualcode.project import create_project

    with create_project(tmp_path / "new.qualcode", "New", "Anna"):
        pass
    async with workbench(tmp_path / "new.qualcode", "Anna", settings=Settings()) as bench:
        await matrix(bench)
        assert "There is no code yet: g k leads to the codebook." in bench.screen_text()
        await bench.press("enter", "down", "e")
        assert "There is nothing to write." in bench.screen_text()


async def test_a_blind_round_counts_ones_own_codings_alone(workbench: Open, place: Path) -> None:
    with open_project(place) as project:
        with project.write("Anna") as work:
            course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
        studying.code(project, "Anna", "N01", [(0, 30, "pressure")])
        studying.code(project, "Ben", "N01", [(0, 30, "work/data entry"), (32, 70, "work/paper")], done=True)
    async with workbench(place, "Anna", "N01", size=(100, 24)) as bench:
        screen = await matrix(bench)
        await choose(bench, screen, "y", "all coders")
        assert screen.found is not None
        grid = screen.found.grid
        column = grid.columns.index("N01")
        assert {grid.rows[row]: grid.figures[row, column] for row in range(len(grid.rows))} == {
            **dict.fromkeys(grid.rows, 0),
            "pressure": 1,
        }
        put_cursor(screen, "pressure", "N01")
        await bench.press("enter")
        behind = await listed(bench)
        assert behind.found is not None and [behind.found.row(0).coder] == ["Anna"] and len(behind.found) == 1


async def test_among_some_documents_there_are_only_their_rows_columns_and_codings(
    workbench: Open, sample: Path
) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.matrix(view, "codes", "cases", among="kind = interview")
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        await choose(bench, screen, "c", "cases")
        await bench.press("a")
        assert "Only these documents" in bench.screen_text()
        await bench.press(*'code = "hidden actions"', "enter")
        await until(bench, lambda: "cannot ask about codings" in bench.screen_text())
        before = screen.found
        await bench.press("ctrl+u", *"kind = interview", "enter")
        await until(bench, lambda: screen.found is not before)
        assert shown_figures(screen) == made.figures.tolist()
        assert screen.found is not None and screen.found.grid.columns == made.col_labels
        assert "among: kind = interview" in bench.rows()[1]


async def test_one_branch_is_set_against_another_and_what_is_behind_their_pairs(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.cooccurrence(view, rows="hidden actions", columns="services and settings").matrix("count")
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        await choose(bench, screen, "r", "codes: policy implementation/hidden actions")
        await choose(bench, screen, "c", "codes: services and settings")
        await bench.press("z")
        table = screen.table
        assert table.grid is not None
        rows, columns = (
            [names[at] for at in places]
            for names, places in ((table.grid.rows, table.shown.rows), (table.grid.columns, table.shown.columns))
        )
        assert ("code", *columns) == made.columns
        figures = [[table.grid.figure(row, column) for column in table.shown.columns] for row in table.shown.rows]
        assert [(name, *map(int, figures[at])) for at, name in enumerate(rows)] == [*made.rows]  # type: ignore[arg-type]
        assert "Policy implementation/hidden actions × services and settings" in bench.rows()[0]
        await bench.press("t")
        await until(bench, lambda: screen.asked.columns == "codes:policy implementation/hidden actions")


async def test_a_product_is_typed_as_on_the_command_line(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.matrix(view, "kinds*period:year", "codes")
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        screen = await matrix(bench)
        await choose(bench, screen, "c", "codes: hidden")
        await choose(bench, screen, "r", "kinds*period:year")
        assert screen.found is not None and screen.found.grid.rows == made.row_labels
