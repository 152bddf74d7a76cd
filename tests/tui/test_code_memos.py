"""Memos on codes: seen beside the code wherever it is listed, read with one key while coding."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import memos
from qualcode.actions.memos import Target
from qualcode.project import open_project
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.notes import NotesScreen
from tui.comparing import until
from tui.conftest import Open


@pytest.fixture
def place(place: Path) -> Path:
    with open_project(place) as project, project.write("Ben") as work:
        memos.add(work, "Only paper that is\nkept.", target=Target(code="work/paper"), title="What counts")
    return place


async def test_a_code_with_a_memo_is_marked_and_the_memo_read_beside_the_text(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(120, 40)) as bench:
        assert any("paper ✎" in row for row in bench.rows())
        await bench.go_to("都用纸")
        assert "✎ Ben: What counts: Only" in " ".join(bench.panel())
        await bench.press("c", *"paper")
        assert bench.offered[0].startswith("█ paper") and bench.offered[0].endswith("✎")


async def test_one_key_reads_the_memos_on_the_codes_here_or_in_the_codebook(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(80, 24)) as bench:
        await bench.press("J")
        assert bench.said == "No memo is on the codes here. M writes one."
        await bench.go_to("都用纸")
        await bench.press("J")
        assert isinstance(bench.app.screen, NotesScreen)
        rows = bench.rows()
        assert any("work/paper · Ben What counts" in row for row in rows)
        assert any(row.strip() == "kept." for row in rows)
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)
        await bench.press("g", "c", "down", "ctrl+t")
        assert isinstance(bench.app.screen, NotesScreen)


async def test_the_codebook_editor_marks_it_as_well(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(120, 40)) as bench:
        await bench.press("g", "k")
        await until(bench, lambda: isinstance(bench.app.screen, CodebookScreen))
        await until(bench, lambda: any("paper ✎" in row for row in bench.rows()))
