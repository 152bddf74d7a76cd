"""Where a coder was is there again the next time: for her, in this project, and nothing confidential is kept for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui.project.whereabouts import Memory, Whereabouts, memory_of
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.here_panel import HerePanel
from tui.conftest import Open


async def test_the_next_day_begins_where_this_one_ended(workbench: Open, place: Path, tmp_path: Path) -> None:
    async with workbench(place, "Anna", "P01", memory=memory_of(str(place), "Anna")) as bench:
        caret = await bench.go_to("什么时候")
        await bench.press("t", "T", "H", "g", "c", "left", "escape", "g", "o", *"N01", "enter")
        assert bench.view.caret == 0
        await bench.press("right", "right")
        folded = bench.screen.query_one(CodeTree).folded
        await bench.press("ctrl+q")
        assert folded
    memory = memory_of(str(place), "anna")
    async with workbench(place, "Anna", last=memory.last.document, memory=memory) as bench:
        assert bench.rows()[0].startswith(" N01")
        assert bench.view.caret == 2
        assert (bench.view.color_mode, bench.app.desk.only_mine) == ("coder", True)
        assert not bench.screen.query_one(HerePanel).display
        assert bench.screen.query_one(CodeTree).folded == folded
        await bench.press("g", "o", *"P01", "enter")
        assert bench.view.caret == caret
    kept = "".join(file.read_text() for file in (tmp_path / "state").iterdir())
    assert not [words for words in ("P01", "N01", "Anna", "study", "什么") if words in kept]


async def test_a_document_that_is_gone_gives_way_to_the_first(workbench: Open, place: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state.json")
    memory.keep(Whereabouts("f" * 32, {"f" * 32: 5}, ["no such code"], {"NoPanel": True}, "no such colours"))
    async with workbench(place, "Anna", last=memory.last.document, memory=memory) as bench:
        assert bench.rows()[0].startswith(" N01")
        assert bench.view.caret == 0


def test_each_coder_and_project_has_a_memory_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    memory_of(str(tmp_path / "a"), "Anna").keep(Whereabouts("1"))
    assert memory_of(str(tmp_path / "sub" / ".." / "a"), "ANNA").last.document == "1"
    assert memory_of(str(tmp_path / "a"), "Ben").last == Whereabouts()
    assert memory_of(str(tmp_path / "b"), "Anna").last == Whereabouts()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"carets": 7, "document": null}',
        '{"carets": {"a": "b"}, "panels": {"x": 1}}',
        '{"of later": 1}',
        "\0",
    ],
)
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text)
    assert Memory(tmp_path / "state.json").last == Whereabouts()


def test_where_nothing_can_be_written_it_lasts_as_long_as_the_workbench(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "state.json")
    memory.keep(Whereabouts("1"))
    assert memory.last.document == "1"


def test_only_the_latest_carets_are_kept() -> None:
    now = Whereabouts()
    for number in range(600):
        now = Whereabouts(carets=now.with_caret(str(number), number))
    assert len(now.carets) == 500 and now.caret("599") == 599 and now.caret("1") == 0


async def test_another_day_and_document_go_on_with_the_codes_and_their_numbers(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01", memory=memory_of(str(place), "Ben")) as bench:
        await bench.go_to("一开始")
        await bench.press("c", *"pressure", "enter", "c", *"paper", "enter", "c", *"data", "tab", *"pressure", "enter")
        assert bench.said == "Coded with work/data entry."  # pressure is there already
        numbered = [bench.app.desk.recent.numbered(number) for number in (1, 2, 3)]
        await bench.press("ctrl+q")
    async with workbench(place, "Ben", "N01", memory=memory_of(str(place), "Ben")) as bench:
        assert [bench.app.desk.recent.numbered(number) for number in (1, 2, 3)] == numbered
        await bench.press(".")
        assert bench.said == "Coded with work/data entry, pressure."
        await bench.press("c")
        assert [row.split()[1] for row in bench.offered[:3]] == ["pressure", "data", "paper"]


async def test_without_a_memory_what_was_coded_last_in_the_document_is_repeated(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("您什么")
        await bench.press(".")
        assert bench.said == "Coded with work/paper."
