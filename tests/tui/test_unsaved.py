"""What is being written outlives the process, for the coder alone."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.actions import memos
from qualcode.actions.material import documents
from qualcode.actions.memos import MemoRow
from qualcode.project import open_project
from qualcode.tui.drafts.unsaved import Keeper, Unsaved
from tui.conftest import Open, Start


def state(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "state").glob("*.unsaved"))


def memos_of(place: Path, coder: str) -> list[MemoRow]:
    with open_project(place) as project, project.read() as view:
        return [memo for memo in memos.listing(view) if memo.coder == coder]


def kept(tmp_path: Path, words: str) -> bool:
    return any(words in file.read_text(encoding="utf-8") for file in state(tmp_path))


def test_a_memo_being_written_when_the_process_is_killed_is_offered_and_taken_up(
    start: Start, place: Path, tmp_path: Path
) -> None:
    terminal = start(place, "Anna", "P01", size=(120, 30))
    terminal.wait_for("? help")
    terminal.press(")", "m", *"half a thought")
    terminal.wait_for("half a thought")
    terminal.until(lambda: kept(tmp_path, "half a thought"))
    os.kill(terminal.process, signal.SIGKILL)
    terminal.wait_for("ended with")
    (file,) = state(tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    assert [it.name for it in place.parent.glob("study*") if "half" in it.read_bytes().decode("latin-1")] == []
    ben = start(place, "Ben", "P01", size=(120, 30))
    assert "U takes it up" not in ben.wait_for("? help")
    again = start(place, "Anna", "N01", size=(120, 30))
    again.wait_for("What you were writing is not saved, but kept: “您什么时候开始用这个系统？”. U takes it up.")
    again.press("U")
    again.wait_for("half a thought")
    again.press(*", and the rest", "F2")
    again.wait_for("The memo is saved.")
    (memo,) = [memo for memo in memos_of(place, "Anna") if "half" in memo.text]
    assert (memo.text, memo.on[:3], memo.start) == ("half a thought, and the rest", "P01", 4)
    assert state(tmp_path) == []


async def test_what_is_saved_or_given_up_is_not_kept(workbench: Open, place: Path, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "state" / "some.json")
    async with workbench(place, "Anna", "N01", keeper=keeper) as bench:
        for end in (["f2"], ["escape", "escape"]):
            await bench.press("m", *"words")
            await bench.pilot.pause(0.6)
            assert len(state(tmp_path)) == 1
            await bench.press(*end)
            await bench.pilot.pause(0.6)
            assert state(tmp_path) == []
        await bench.press("m", *"more", "ctrl+q", "ctrl+q")
    assert state(tmp_path) == []


LEFT = {
    "memo on words that have moved": Unsaved("text", "it", start=0, end=3, before="Two clerks"),
    "memo on words that are gone": Unsaved("text", "it", start=0, end=3, before="three clerks"),
    "memo on a code": Unsaved("text", "it", code="work/paper"),
    "memo that is gone": Unsaved("text", "it", memo="0" * 32),
    "paragraph": Unsaved(
        "text", "it", end=3, before="Two clerks typed what a third read from paper forms.", edits=True
    ),
    "paragraph that has changed": Unsaved("text", "it", start=0, end=4, before="Another", edits=True),
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT.keys())
async def test_whatever_it_was_it_is_taken_up_and_saved(
    workbench: Open, place: Path, tmp_path: Path, left: Unsaved
) -> None:
    path = tmp_path / "state" / "some.json"
    with open_project(place) as project, project.read() as view:
        guid = documents.open_document(view, "N01").guid
    Keeper(path).keep(replace(left, document=guid))  # the next keeper finds it as of a process that is no more
    async with workbench(place, "Anna", "N01", keeper=Keeper(path)) as bench:
        assert bench.said == "What you were writing is not saved, but kept: it. U takes it up."
        await bench.press("U", "f2")
        assert bench.said in ("The memo is saved.", "The text is changed.")
    assert state(tmp_path) == []
    with open_project(place) as project, project.read() as view:
        changed = documents.open_document(view, "N01").text.endswith("\ntext")
        assert changed == (left is LEFT["paragraph"])
        assert ("text" in {memo.text for memo in memos.listing(view)}) != changed


async def test_a_file_that_makes_no_sense_is_passed_over(workbench: Open, place: Path, tmp_path: Path) -> None:
    path = tmp_path / "state" / "some.json"
    path.parent.mkdir()
    for content in ("", "{", "[]", "5", '{"text": 5}', '{"start": 1}', '{"text": "a", "start": "b"}'):
        path.with_suffix(".0.unsaved").write_text(content)
        assert Keeper(path).left() is None
    async with workbench(place, "Anna", "N01", keeper=Keeper(path)) as bench:
        await bench.press("U")
        assert bench.said == "There is nothing that was left unsaved."
