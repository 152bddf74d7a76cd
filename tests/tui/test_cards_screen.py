"""Comparing the segments of a code as cards: what lies on a pile becomes a code, and a sorting that is left is not lost."""

from __future__ import annotations

import csv
from pathlib import Path

from qualcode.actions import coding, coding_files, exchange, splitting
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.screens.cards import CardsScreen
from qualcode.tui.widgets.lines import Lines
from tui.comparing import said, until
from tui.conftest import Bench, Open
from tui.test_codebook_screen import edit, go

SPANS = ((0, 6), (8, 12), (14, 20), (22, 30))


def with_cards(place: Path) -> None:
    """Four segments coded as pressure, none of them the others' words."""
    with open_project(place) as project, project.write("Anna") as work:
        for start, end in SPANS:
            coding.apply(work, "P01", Span(start, end), ["pressure"])


def codes_of(place: Path) -> list[str]:
    with open_project(place) as project, project.read("Anna") as view:
        return sorted(row.code for row in coding.matching(view, document="P01") if row.code.startswith("pressure"))


def cards(bench: Bench) -> CardsScreen:
    screen = bench.app.screen
    assert isinstance(screen, CardsScreen)
    return screen


async def lay_out(bench: Bench) -> None:
    await edit(bench)
    await go(bench, "pressure")
    await bench.press("p")
    await until(bench, lambda: isinstance(bench.app.screen, CardsScreen) and cards(bench).found is not None)


async def test_piles_become_codes_in_one_change(workbench: Open, place: Path) -> None:
    with_cards(place)
    before = codes_of(place)
    async with workbench(place, "Anna", "P01") as bench:
        await lay_out(bench)
        await bench.press("c", *"上面 above", "enter")
        await bench.press("c", *"below", "enter")
        await bench.press("1")
        assert list(map(len, cards(bench).piles.parts.values())) == [2, 1]
        assert codes_of(place) == before  # nothing is done yet
        await bench.press("S", "enter")
        await until(bench, lambda: said(bench).startswith("pressure is split"))
        assert codes_of(place).count("pressure/上面 above") == 2
        assert codes_of(place).count("pressure/below") == 1
        await bench.press("u")
        await until(bench, lambda: codes_of(place) == before)


async def test_a_card_is_read_beside_the_others_of_its_pile(workbench: Open, place: Path) -> None:
    with_cards(place)
    async with workbench(place, "Anna", "P01") as bench:
        await lay_out(bench)
        await bench.press("space", "space", "c", *"same", "enter")
        await bench.press("home")
        shown = "\n".join(row.plain for row in cards(bench).query_one("#card", Lines)._rows)
        with open_project(place) as project, project.read("Anna") as view:
            rows = coding_files.table(view, coding.matching(view, code="pressure")).rows
        assert str(rows[1][7]).split()[0] in shown
        assert "Beside it on the pile “same”:" in shown


async def test_a_sorting_that_is_left_is_there_again_and_nobody_elses(workbench: Open, place: Path) -> None:
    with_cards(place)
    async with workbench(place, "Anna", "P01") as bench:
        await lay_out(bench)
        await bench.press("c", *"one", "enter")
        await bench.press("escape")
    async with workbench(place, "Anna", "P01") as bench:
        await lay_out(bench)
        assert list(cards(bench).piles.parts) == ["one"]
        assert said(bench) == "1 card is where you left it."
        await bench.press("x")
        assert not cards(bench).piles.parts
        await bench.press("u")
        assert list(cards(bench).piles.parts) == ["one"]
    async with workbench(place, "Ben", "P01") as bench:
        await lay_out(bench)
        assert not cards(bench).piles.parts


async def test_a_card_whose_coding_somebody_takes_away_leaves_its_pile(workbench: Open, place: Path) -> None:
    with_cards(place)
    async with workbench(place, "Anna", "P01") as bench:
        await lay_out(bench)
        n = len(cards(bench)._listed)
        gone = cards(bench).current
        assert gone is not None
        await bench.press("c", *"one", "enter")
        with open_project(place) as project, project.write("Anna") as work:
            coding.remove(work, [gone.guid])
        await until(bench, lambda: len(cards(bench)._listed) == n - 1)
        assert not cards(bench).piles.parts


async def test_what_is_written_of_a_sorting_splits_the_code_as_well(
    workbench: Open, place: Path, tmp_path: Path
) -> None:
    with_cards(place)
    written = tmp_path / "cards.csv"
    async with workbench(place, "Anna", "P01") as bench:
        await lay_out(bench)
        await bench.press("c", *"a/b", "enter", "1")
        await bench.press("e")
        cards(bench).line.field.value = str(written)
        await bench.press("enter")
        await until(bench, written.exists)
    with written.open(encoding="utf-8", newline="") as file:
        assert [row["pile"] for row in csv.DictReader(file)].count("a/b") == 2
    with open_project(place) as project, project.write("Anna") as work:
        parts = splitting.parts_named(work, "pressure", exchange.read_text_table(written))
        splitting.split(work, "pressure", parts)
    assert codes_of(place).count("pressure/a\\/b") == 2
