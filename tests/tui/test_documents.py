"""Documents: which is open, opening another, who is done with which."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import coders
from qualcode.errors import NotFound
from qualcode.project import open_project
from qualcode.tui.project.desk import Desk
from tui.conftest import CHINESE, ENGLISH, Open


async def test_the_first_document_opens_unless_one_is_named(workbench: Open, place: Path) -> None:
    async with workbench(place) as bench:
        assert bench.rows()[0].startswith(" N01")
        assert "The hall was full" in bench.screen_text()


def test_a_document_that_is_not_there_is_said_before_the_workbench_opens(place: Path) -> None:
    with open_project(place) as project, pytest.raises(NotFound, match="P02"):
        Desk(project, "Anna").open("P02")


async def test_another_document_is_chosen_from_a_list_with_what_was_done_in_each(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", ENGLISH) as bench:
        await bench.press("g")
        words = {"d documents", "o open", "s segments", "c codebook", "a agreement", "t text"}
        assert words <= set(map(str.strip, "  ".join(bench.rows()[-3:]).split("  ")))
        await bench.press("o")
        listed = [" ".join(row.split()) for row in bench.offered]
        assert f"✓ {CHINESE} interview 96 codings by 3 coders ✓ Jonas, Min" in listed
        assert len(listed) == 81
        await bench.press(*"东麓县", "enter")
        assert bench.rows()[0].startswith(f" {CHINESE} · done")
        assert "科长您好" in bench.screen_text()
        assert bench.view.caret == 0
        await bench.press("n")
        assert "┃ social assistance  Jonas" in bench.panel()


async def test_a_document_is_marked_done_and_not_done(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "N01") as bench:
        await bench.press("D")
        assert bench.said == "You have marked this document as done."
        assert "N01 · done" in bench.rows()[0]
        assert "undo: marked N01 as done by Ben" in bench.screen_text()
        with open_project(place) as project, project.read() as view:
            assert coders.progress(view) == {"P01": {"Anna"}, "N01": {"Ben"}}
        await bench.press("D")
        assert "done" not in bench.rows()[0]


async def test_any_other_key_after_g_goes_nowhere(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        for key in ("x", "escape", "right"):
            await bench.press("g", key)
            assert bench.view.has_focus
            assert bench.rows()[-1].startswith(" c code")
        assert bench.view.caret == 0
        await bench.press("g", "t", "right")
        assert bench.view.caret == 1
