"""Changing codings that are there: their ends, their code, their weight, one of them or two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.actions.coding import CodingRow
from qualcode.text.span import Span
from tui.conftest import Open

Codings = Callable[..., list[CodingRow]]


def places(rows: list[CodingRow]) -> list[tuple[int, int, str, float | None]]:
    return [(row.start, row.end, row.code, row.weight) for row in rows]


async def test_ends_are_moved_by_any_unit_seen_first_and_kept_with_enter(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("都用纸")
        await bench.press("e")
        view = bench.view
        assert view.selection == Span(30, 45)
        await bench.press("h", "h", "o", "l")
        assert view.selection == Span(31, 43)
        assert places(codings_of(place, "P01", "Ben")) == [(30, 45, "work/paper", None)]
        await bench.press("enter")
        assert bench.said == "The coding has new ends."
        assert places(codings_of(place, "P01", "Ben")) == [(31, 43, "work/paper", None)]
        await bench.press("escape", "u")
        assert bench.said == "Undone: moved the ends of a coding with work/paper in P01"
    assert places(codings_of(place, "P01", "Ben")) == [(30, 45, "work/paper", None)]


async def test_escape_leaves_the_ends_as_they_were(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("都用纸")
        await bench.press("e", "h", "escape")
        assert bench.said == "The coding keeps the ends it had."
        assert bench.view.selection is None
        await bench.press("enter")
        assert bench.asking  # Enter codes again
    assert places(codings_of(place, "P01", "Ben")) == [(30, 45, "work/paper", None)]


async def test_a_coding_is_split_at_the_caret(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        at = await bench.go_to("后来才补录")
        await bench.press("X")
        assert bench.said == "The coding is two now."
        assert places(codings_of(place, "P01", "Ben")) == [(30, at, "work/paper", None), (at, 45, "work/paper", None)]
        await bench.press("u")
        assert bench.said == "Undone: split a coding with work/paper in P01"
        await bench.go_to("一开始大家")
        await bench.press("X")
        assert bench.said == "There is no coding of yours here."
    assert places(codings_of(place, "P01", "Ben")) == [(30, 45, "work/paper", None)]


async def test_a_coding_gets_another_code_and_a_weight(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("都用纸")
        await bench.press("r", *"pressure", "enter")
        assert bench.said == "Recoded as pressure."
        await bench.press("W", *"60", "enter")
        assert bench.said == "The weight is noted."
        assert places(codings_of(place, "P01", "Ben")) == [(30, 45, "pressure", 60)]
        assert "pressure  Ben 60" in bench.screen_text()
        await bench.press("W", *"no w", "enter", "u", "u")
        assert bench.said == "Undone: weighed a coding with pressure in P01"
        await bench.press("W", *"101")
        assert bench.offered == []
    assert places(codings_of(place, "P01", "Ben")) == [(30, 45, "pressure", None)]


async def test_the_stripe_follows_while_the_ends_are_moved_and_goes_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("都用纸")
        (whole,) = [coding for coding in bench.view.codings_here() if coding.coder == "Ben"]
        await bench.press("e", "o", "w", "w")
        moved = [it for it in bench.view.codings_within(0, len(bench.view.text)) if it.key == whole.key]
        assert bench.view.selection is not None
        assert [(it.start, it.end) for it in moved] == [(bench.view.selection.start, whole.end)]
        assert moved[0].start > whole.start
        await bench.press("escape")
        assert bench.said == "The coding keeps the ends it had."
        assert whole in bench.view.codings_within(0, len(bench.view.text))
