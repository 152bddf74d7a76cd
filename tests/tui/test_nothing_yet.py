"""A study that has only begun: every screen says what there has to be first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import codes
from qualcode.project import create_project
from tui.comparing import said, until
from tui.conftest import Open


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "new.qualcode"
    create_project(path, "Study", "Anna").close()
    return path


async def test_without_a_document_the_title_says_so_and_how_to_bring_one_in(workbench: Open, empty: Path) -> None:
    async with workbench(empty) as bench:
        await bench.press("c")
        assert bench.said == "There is no text here."
        assert bench.rows()[0].startswith(" There is no document yet.")
        assert bench.rows()[0].endswith("g d i import")


async def test_the_codebook_beside_the_text_says_where_codes_are_made(workbench: Open, empty: Path) -> None:
    async with workbench(empty) as bench:
        await bench.press("g", "c")
        assert bench.said == "There is no code yet: e leads to the codebook."


@pytest.mark.parametrize("key", ["m", "b"])
async def test_figures_ask_for_codes_and_then_for_codings(workbench: Open, empty: Path, key: str) -> None:
    async with workbench(empty) as bench:
        await bench.press("g", key)
        await until(bench, lambda: said(bench) == "There is no code yet: g k leads to the codebook.")
    with create_project(empty.with_name("other.qualcode"), "Study", "Anna") as project, project.write("Anna") as work:
        codes.add(work, "hope")
    async with workbench(empty.with_name("other.qualcode")) as bench:
        await bench.press("g", key)
        await until(bench, lambda: said(bench) == "Nothing is coded yet.")


async def test_where_there_is_no_word_and_no_text_that_is_said_under_a_title(workbench: Open, empty: Path) -> None:
    async with workbench(empty) as bench:
        await bench.press("g", "w")
        await until(bench, lambda: said(bench) == "There is no word here.")
        await bench.press("escape", "g", "p")
        await until(bench, lambda: "Codes along the text" in bench.rows()[0])
        assert said(bench) == "There is no text here."
