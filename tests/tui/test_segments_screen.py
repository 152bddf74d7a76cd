"""Segments: looking through all that is coded, narrowing it down, changing what is marked, taking it elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import studying
from qualcode.actions import coding
from qualcode.actions.studies import course
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.line_panel import LinePanel
from qualcode.tui.widgets.lines import Lines
from tui.comparing import compared, said, until
from tui.conftest import CHINESE, Bench, Open


def table_of(bench: Bench) -> SegmentsScreen:
    screen = bench.app.screen
    assert isinstance(screen, SegmentsScreen)
    return screen


def segments_in(place: Path) -> int:
    """How many codings a project holds."""
    with open_project(place) as project, project.read() as view:
        return len(list(coding.listing(view)))


async def look(bench: Bench, query: str | None = None) -> SegmentsScreen:
    """Go to the segments, and list what a query means."""
    await bench.press("g", "s")
    await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen) and is_there(bench))
    if query is not None:
        await ask(bench, query)
    return table_of(bench)


def is_there(bench: Bench) -> bool:
    screen = bench.app.screen
    return (
        isinstance(screen, SegmentsScreen) and screen.found is not None and screen.found.segments.operation is not None
    )


async def ask(bench: Bench, query: str) -> None:
    await bench.press("slash", "ctrl+u", *query, "enter")
    await until(bench, lambda: not asking(bench) and table_of(bench).wish.query == query)


def asking(bench: Bench) -> bool:
    return bench.app.screen.query_one(LinePanel).is_open


def codes_listed(bench: Bench) -> list[tuple[str, str, str]]:
    """Document, code and coder of each row."""
    found = table_of(bench).found
    assert found is not None
    rows = [found.row(number) for number in range(len(found))]
    return [(row.document, row.code, row.coder) for row in rows]


async def test_all_segments_are_listed_and_one_is_read_in_its_place(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(120, 30)) as bench:
        table = await look(bench)
        count = segments_in(sample)
        assert bench.rows()[0].rstrip().endswith(f"1 of {count:,} segments")
        await bench.press("end", "up", "enter")
        assert table.found is not None
        row = table.found.row(count - 2)
        assert bench.view.selection == Span(row.start, row.end)
        assert bench.rows()[0].startswith(f" {row.document}")
        await bench.press("g", "s")
        assert bench.rows()[0].rstrip().endswith(f"{count - 1:,} of {count:,} segments")


async def test_a_row_says_where_what_and_whose_and_its_surroundings_stand_below(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(100, 24)) as bench:
        await look(bench)
        await until(bench, lambda: "A data entry  32–45  Anna" in bench.screen_text())
        rows = bench.rows()
        assert rows[1].split() == ["document", "↑", "¶", "code", "text", "coder", "✎"]
        assert [row[:2] for row in rows[2:5]] == ["▸ ", "  ", "  "]
        assert rows[3].split() == ["P01", "2", "█", "paper", "都用纸，后来才", "Anna", "✎"]
        assert any(row.startswith(" paper  P01 ¶ 2 · 30–45 · Ben · 受访者") for row in rows)


async def test_a_query_narrows_down_and_what_is_wrong_with_it_is_shown(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(100, 24)) as bench:
        await look(bench, "paper and coder = Ben")
        assert codes_listed(bench) == [("P01", "work/paper", "Ben")]
        await bench.press("slash", "ctrl+u", *"paper and (", "enter")
        under = bench.app.screen.query_one("#under", Lines)
        await until(bench, lambda: any("^" in words for line in under._lines for words, _look in line))
        assert "The query ends too early." in bench.screen_text()
        await bench.press("escape")
        assert codes_listed(bench) == [("P01", "work/paper", "Ben")]
        await bench.press("slash", "ctrl+u", *"papr", "enter")
        await until(bench, lambda: "Did you mean work/paper" in bench.screen_text())


async def test_while_a_query_is_typed_codes_and_fields_are_offered(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(100, 24)) as bench:
        await look(bench)
        await bench.press("slash", *"data", "tab")
        panel = bench.app.screen.query_one(LinePanel)
        assert panel.field.value == '"work/data entry"'
        await bench.press(*" and coder = b", "tab", "enter")
        await until(bench, lambda: not panel.is_open)
        assert table_of(bench).wish.query == '"work/data entry" and coder = Ben'
        assert "No coding meets the query." in bench.screen_text()


async def test_keys_write_the_query_and_take_it_back(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        table = await look(bench)
        await bench.press("C")
        await until(bench, lambda: table.wish.query == '"state capacity and data/information capacity"')
        await bench.press("D")
        await until(bench, lambda: "document = " in table.wish.query)
        await bench.press("W")
        await until(bench, lambda: table.wish.query.endswith(" and coder = Jonas"))
        assert {(row[0], row[2]) for row in codes_listed(bench)} == {("I01 city data bureau", "Jonas")}
        for _step in range(3):
            query = table.wish.query
            await bench.press("backspace")
            await until(bench, lambda query=query: table.wish.query != query)
        assert table.wish.query == ""
        assert len(codes_listed(bench)) == segments_in(sample)


async def test_rows_are_sorted_by_any_column_both_ways(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        table = await look(bench)
        for order in ("place", "code", "text", "coder", "memo", "weight", "speaker", "document"):
            for descending in (False, True):
                if (table.wish.order, table.wish.descending) != (order, descending):
                    table.sort_by(order)
                await until(bench, lambda: (table._shown.order, table._shown.descending) == (order, descending))  # noqa: B023
                assert len(codes_listed(bench)) == segments_in(sample)
        await bench.press("o", *"coder", "enter")
        await until(bench, lambda: table._shown.order == "coder")
        assert [row[2] for row in codes_listed(bench)] == sorted(row[2] for row in codes_listed(bench))
        await bench.press("O")
        await until(bench, lambda: table._shown.descending)
        assert [row[2] for row in codes_listed(bench)] == sorted((row[2] for row in codes_listed(bench)), reverse=True)


async def test_marked_rows_get_another_code_in_one_step(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await bench.press("M")
        assert "3 marked" in bench.rows()[0]
        await bench.press("c")
        assert "Another code for: 2 codings · 1 stays as it is (" in bench.screen_text()
        await bench.press(*"pressure", "enter")
        await until(bench, lambda: said(bench).startswith("2 codings are pressure now."))
        assert sorted(codes_listed(bench)) == [
            ("P01", "pressure", "Anna"),
            ("P01", "pressure", "Anna"),
            ("P01", "work/paper", "Ben"),
        ]
        await bench.press("u")
        await until(bench, lambda: ("P01", "work/data entry", "Anna") in codes_listed(bench))
        assert sorted(codes_listed(bench)) == [
            ("P01", "work/data entry", "Anna"),
            ("P01", "work/paper", "Anna"),
            ("P01", "work/paper", "Ben"),
        ]


async def test_what_is_marked_and_not_listed_any_more_is_said_and_asked_about(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench, "coder = Anna")
        await bench.press("space")
        await ask(bench, "coder = Ben")
        assert "1 marked · 1 of them not listed" in bench.rows()[0]
        await bench.press("x")
        assert "Remove: 1 coding" in bench.screen_text()
        await bench.press("escape", "M")
        assert "marked" not in bench.rows()[0]
        assert segments_in(place) == 3


async def test_marked_rows_are_removed_after_a_question_and_others_are_refused(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        table = await look(bench)
        await bench.press("x")  # the first is Ben's
        assert said(bench).startswith("Only your own codings can be changed here")
        await bench.press("down", "space", "space", "x", "escape")
        assert len(codes_listed(bench)) == 3
        await bench.press("x", "enter")
        await until(bench, lambda: len(codes_listed(bench)) == 1)
        assert "2 codings are removed." in bench.screen_text()
        assert not table.marked
        await bench.press("ctrl+z")
        await until(bench, lambda: len(codes_listed(bench)) == 3)


async def test_what_is_shown_is_written_to_a_file(workbench: Open, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "shown.csv"
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench, "paper")
        await bench.press("e", "ctrl+u", *str(file), "enter")
        await until(bench, lambda: "2 segments are in" in bench.screen_text())
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert [(row["coder"], row["text"]) for row in rows] == [
            ("Ben", "大家都用纸，后来才补录。\n访谈"),
            ("Anna", "都用纸，后来才"),
        ]
        await bench.press("e", "ctrl+u", *str(file), "enter")
        assert "exists already. Enter once more replaces it." in " ".join(bench.screen_text().split())
        await bench.press("enter")
        await until(bench, lambda: not asking(bench))
        await bench.press("e", "ctrl+u", *str(tmp_path / "x.pdf"), "enter")
        assert asking(bench)


async def test_rows_that_somebody_takes_away_are_said_and_the_cursor_stays(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        table = await look(bench, "information capacity")
        await bench.press("down", "down", "down")
        assert table.current is not None and table.found is not None
        here, gone = table.current.key, table.found.row(0)
        with open_project(sample) as other, other.write("Min") as work:
            rows = coding.matching(work, document=gone.document, code=gone.code)
            coding.remove(work, [row.guid for row in rows if (row.start, row.end) == (gone.start, gone.end)])
        await until(bench, lambda: "1 row is gone" in bench.screen_text())
        assert table.current.key == here
        assert table.rows.cursor == 2


async def test_segments_of_a_code_from_the_codebook(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("g", "c", "s")
        await until(bench, lambda: is_there(bench))
        assert table_of(bench).wish.query == '"policy implementation"/*'
        assert {row[1].split("/")[0] for row in codes_listed(bench)} == {"policy implementation"}


async def test_a_blind_round_hides_what_others_coded(workbench: Open, place: Path) -> None:
    with open_project(place) as project:
        with project.write("Anna") as work:
            course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
        studying.code(project, "Ben", "N01", [(0, 30, "work/data entry")])
        studying.code(project, "Anna", "N01", [(0, 30, "pressure")])
    async with workbench(place, "Anna", "N01") as bench:
        await look(bench, "document = N01")
        assert codes_listed(bench) == [("N01", "pressure", "Anna")]
        assert "Ben" not in bench.screen_text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_rows_are_as_wide_as_the_screen_and_never_wider(
    workbench: Open, sample: Path, size: tuple[int, int]
) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=size) as bench:
        await look(bench)
        await bench.press("pagedown", "pagedown", "end")
        for strip in bench.app.screen._compositor.render_strips():
            assert strip.cell_length == size[0]


async def test_an_empty_project_says_so(workbench: Open, tmp_path: Path) -> None:
    from qualcode.project import create_project

    path = tmp_path / "empty.qualcode"
    create_project(path, "Empty", "Anna").close()
    async with workbench(path, "Anna") as bench:
        await look(bench)
        assert "Nothing is coded yet." in bench.screen_text()
        await bench.press("space", "M", "x", "c", "enter", "e", "C", "down", "end", "backspace", "escape")
        assert not isinstance(bench.app.screen, SegmentsScreen)


async def test_segments_of_the_code_in_dispute_and_from_there_to_the_text(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE) as bench:
        screen = await compared(bench)
        code = screen.table.code
        await bench.press("S")
        await until(bench, lambda: is_there(bench))
        assert {row[1] for row in codes_listed(bench)} == {code}
        await bench.press("enter")
        assert bench.view.selection is not None
        assert bench.said == "g a: back to the figures, where you were."
