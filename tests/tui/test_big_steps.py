"""Taking back much: one key is not to undo what took a day to bring in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.actions import codes, coding
from qualcode.actions.coding import CodingRow
from qualcode.project import open_project
from qualcode.text.span import Span
from tui.comparing import said, until
from tui.conftest import CHINESE, Open


async def test_a_big_step_is_undone_and_redone_only_after_a_question(
    workbench: Open, sample: Path, codings_of: Callable[..., list[CodingRow]]
) -> None:
    before = len(codings_of(sample, CHINESE, "Lead"))
    with open_project(sample) as project, project.write("Lead") as work:
        coding.apply_to_all(work, [(CHINESE, Span(n, n + 9)) for n in range(60)], ["smart city"])
    async with workbench(sample, "Lead", CHINESE) as bench:
        await bench.press("u")
        assert bench.offered == ["Leave everything as it is", "It concerns 60 codings: go on"]
        await bench.press("enter")
        assert len(codings_of(sample, CHINESE, "Lead")) == before + 60
        await bench.press("u", "down", "enter")
        assert bench.said.startswith("Undone: ")
        assert len(codings_of(sample, CHINESE, "Lead")) == before
        await bench.press("ctrl+r", "down", "enter")
        assert bench.said.startswith("Redone: ")
        await bench.press("g", "s")
        await until(bench, lambda: "segments" in bench.rows()[0])
        await bench.press("u", "down", "enter")
        await until(bench, lambda: said(bench).startswith("Undone: "))
        await bench.press("u")
        assert any("documents" in row or "codings" in row for row in bench.rows() if "go on" in row), (
            bench.screen_text()
        )
        await bench.press("escape", "escape")
    assert len(codings_of(sample, CHINESE, "Lead")) == before


async def test_a_small_step_is_undone_at_once(workbench: Open, place: Path) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        codes.add(work, "new")
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("u")
        assert bench.said == "Undone: added the code new"
