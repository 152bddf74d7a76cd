"""The codes of a document along its text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.span import Span
from qualcode.tui.analysis.portrait import drawn
from qualcode.tui.screens.portrait import PortraitScreen
from tui.comparing import until
from tui.conftest import CHINESE, Bench, Open

ONE_SPAN = st.tuples(st.integers(0, 999), st.integers(1, 400)).map(lambda it: Span(it[0], min(it[0] + it[1], 1000)))


async def portrait(bench: Bench) -> PortraitScreen:
    await bench.press("g", "p")
    screen = bench.app.screen
    assert isinstance(screen, PortraitScreen)
    return screen


def test_a_lane_is_as_high_as_its_stretch_is_coded() -> None:
    assert drawn([Span(0, 10), Span(15, 20), Span(39, 40)], 40, 4) == "█▄ ▁"
    assert drawn([Span(0, 10), Span(5, 15)], 20, 2) == "█▄"  # what two codings share counts once


@given(st.lists(ONE_SPAN, max_size=20), st.integers(1, 120))
def test_every_stretch_with_a_coding_has_a_mark_and_no_other(spans: list[Span], room: int) -> None:
    spans.sort(key=lambda span: span.start)
    lane = drawn(spans, 1000, room)
    coded = {
        cell
        for cell in range(room)
        if any(span.start * room < (cell + 1) * 1000 and cell * 1000 < span.end * room for span in spans)
    }
    assert {cell for cell, mark in enumerate(lane) if mark != " "} == coded
    assert len(lane) == room


async def test_each_code_of_the_text_has_a_lane_that_leads_to_its_place(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(80, 24)) as bench:
        codings = list(bench.app.desk.codings.values())
        await portrait(bench)
        rows = bench.rows()
        assert rows[0].startswith(f" {CHINESE} · codes along the text")
        row = next(row for row in rows if "hidden actions" in row)
        mine = [coding for coding in codings if coding.code.endswith("/hidden actions")]
        assert str(len(mine)) in row.split()
        first = next(iter(bench.app.screen._lanes))  # type: ignore[attr-defined]
        await bench.press("enter")
        assert bench.view.selection == first.spans[0]


async def test_the_segments_of_a_lane_are_listed(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(80, 24)) as bench:
        screen = await portrait(bench)
        lane = screen._lanes[0]
        await bench.press("s")
        await until(bench, lambda: f"1 of {len(lane.spans)} segment" in bench.rows()[0])
        await bench.press("escape", "escape")
        assert bench.screen.focused is bench.view


async def test_a_text_without_codings_says_so(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01", size=(80, 24)) as bench:
        await portrait(bench)
        await bench.press("enter", "s")
        assert "Nothing is coded here yet." in bench.screen_text()
