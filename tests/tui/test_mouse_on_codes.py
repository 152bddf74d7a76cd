"""Words and codes brought together with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.actions.coding import CodingRow
from tui.conftest import Bench, Open

CodingsOf = Callable[..., list[CodingRow]]


def made(codings: list[CodingRow]) -> list[tuple[int, int, str]]:
    return [(row.start, row.end, row.code) for row in codings]


def at(bench: Bench, code: str) -> tuple[int, int]:
    """The place of a code's name in the panel at the left."""
    row = next(y for y, words in enumerate(bench.rows()) if code in words.partition("▕")[0])
    return bench.rows()[row].index(code) + 1, row


async def selected(bench: Bench) -> None:
    """Select “Two clerks” with the mouse."""
    await bench.pilot.mouse_down(bench.view, offset=bench.cell("Two clerks"))
    await bench.pilot.hover(bench.view, offset=bench.cell("Two clerks", 9))
    await bench.pilot.mouse_up(bench.view, offset=bench.cell("Two clerks", 9))
    assert bench.view.selection is not None and bench.view.selection.of(bench.view.text) == "Two clerks"


async def test_selected_words_are_dragged_onto_a_code(workbench: Open, place: Path, codings_of: CodingsOf) -> None:
    async with workbench(place, "Ben", "N01", size=(110, 32)) as bench:
        await selected(bench)
        await bench.pilot.mouse_down(bench.view, offset=bench.cell("Two clerks", 3))
        await bench.pilot.hover(offset=at(bench, "pressure"))
        assert bench.said == "Let go to code with pressure."
        await bench.pilot.mouse_up(offset=at(bench, "pressure"))
        assert bench.said == "Coded with pressure."
        assert bench.view.selection is not None
    assert made(codings_of(place, "N01", "Ben")) == [(32, 42, "pressure")]


@pytest.mark.parametrize("where", ["same", "title"])
async def test_words_let_go_elsewhere_are_not_coded(
    workbench: Open, place: Path, codings_of: CodingsOf, where: str
) -> None:
    async with workbench(place, "Ben", "N01", size=(110, 32)) as bench:
        await selected(bench)
        await bench.pilot.mouse_down(bench.view, offset=bench.cell("Two clerks", 4))
        if where == "same":
            await bench.pilot.mouse_up(bench.view, offset=bench.cell("Two clerks", 4))
            assert bench.view.selection is None and bench.view.caret == 36
        else:
            await bench.pilot.hover(offset=(5, 0))
            await bench.pilot.mouse_up(offset=(5, 0))
            assert bench.view.selection is not None
    assert codings_of(place, "N01", "Ben") == []


async def test_a_click_on_a_code_puts_it_on_what_is_selected(
    workbench: Open, place: Path, codings_of: CodingsOf
) -> None:
    async with workbench(place, "Ben", "N01", size=(110, 32)) as bench:
        await bench.pilot.click(offset=at(bench, "pressure"))
        assert codings_of(place, "N01", "Ben") == []  # nothing is selected: it is only looked at
        await selected(bench)
        await bench.pilot.click(offset=at(bench, "pressure"))
        assert bench.said == "Coded with pressure." and bench.view.has_focus
        await bench.press("u")
        await bench.pilot.click(offset=at(bench, "pressure"), times=2)  # the words are selected still
        await bench.pilot.click(offset=at(bench, "work"))  # a heading is not put on text
        assert bench.view.selection is not None
    assert made(codings_of(place, "N01", "Ben")) == [(32, 42, "pressure")]


async def test_a_double_click_on_a_code_puts_it_on_the_sentence(
    workbench: Open, place: Path, codings_of: CodingsOf
) -> None:
    async with workbench(place, "Ben", "N01", size=(110, 32)) as bench:
        await bench.pilot.click(offset=at(bench, "pressure"), times=2)
    assert made(codings_of(place, "N01", "Ben")) == [(0, 30, "pressure")]


async def test_the_right_button_asks_for_codes_on_what_is_selected_or_pointed_at(
    workbench: Open, place: Path, codings_of: CodingsOf
) -> None:
    async with workbench(place, "Ben", "N01", size=(110, 32)) as bench:
        await selected(bench)
        await bench.pilot.mouse_down(bench.view, offset=bench.cell("Two clerks", 4), button=3)
        await bench.pilot.pause()
        assert bench.asking
        await bench.press(*"pressure", "enter")
        assert bench.view.selection is not None
        await bench.pilot.mouse_down(bench.view, offset=bench.cell("The hall", 2), button=3)
        await bench.pilot.pause()
        await bench.press(*"paper", "enter")
    assert made(codings_of(place, "N01", "Ben")) == [(0, 30, "work/paper"), (32, 42, "pressure")]
