"""Memos: written where something strikes the coder, found again there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from qualcode.actions import memos
from qualcode.actions.memos import MemoRow
from qualcode.project import open_project
from qualcode.tui.widgets.editor import Editor
from tui.conftest import Bench, Open


def memos_in(place: Path) -> list[MemoRow]:
    with open_project(place) as project, project.read() as view:
        return memos.listing(view)


def title(bench: Bench) -> str:
    return str(bench.screen.query_one(Editor).border_title)


async def test_a_memo_on_selected_words_is_written_found_and_changed(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01", size=(80, 24)) as bench:
        await bench.go_to("大家都用纸")
        await bench.press("v", *["right"] * 5, "m")
        assert title(bench) == "Memo on “大家都用纸”"
        await bench.type("谁的纸")
        await bench.press("enter", *"Whose?", "f2")
        assert bench.said == "The memo is saved."
        assert bench.view.has_focus
        await bench.press("escape", "left", "ctrl+o")
        assert bench.screen.query_one(TextArea).text == "谁的纸\nWhose?"
        await bench.press("backspace", "ctrl+o")
    (memo,) = (memo for memo in memos_in(place) if memo.coder == "Ben")
    assert (memo.text, memo.target, memo.start) == ("谁的纸\nWhose", "segment", 30)


async def test_a_memo_without_a_selection_is_on_the_coding_here_own_first(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("都用纸")
        await bench.press("m")
        assert title(bench) == "Memo on paper, put there by Ben"
        await bench.press(*"Paper.", "f2")
        assert "paper  Ben ✎" in bench.screen_text()
        assert "✎ Ben: Paper." in bench.panel()
    (memo,) = (memo for memo in memos_in(place) if memo.coder == "Ben")
    assert (memo.target, memo.start, memo.end) == ("coding", 30, 45)


async def test_a_memo_where_nothing_is_coded_is_on_the_sentence(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "N01") as bench:
        await bench.press("m", *"When?", "f2", "u")
        assert bench.said == "Undone: wrote a memo"
        await bench.press("ctrl+r")
        assert "✎ Ben: When?" in bench.panel()


async def test_what_is_written_is_not_lost_by_one_key(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "N01") as bench:
        await bench.press("m", *"Wh", "escape")
        assert bench.said == "The memo is not saved. Esc again gives it up."
        await bench.press("o")
        assert bench.screen.query_one(TextArea).text == "Who"
        bench.view.focus()
        await bench.press("pagedown", "m")
        assert bench.said == "Save this memo first, or leave it."
        assert bench.screen.query_one(TextArea).text == "Who"
        await bench.press("f2")
    assert [memo.text for memo in memos_in(place) if memo.coder == "Ben"] == ["Who"]


async def test_the_workbench_does_not_close_over_a_memo_without_a_word(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "N01") as bench:
        await bench.press("m", *"Wh", "ctrl+q")
        assert bench.said == "What you are writing is not saved. The same key again gives it up."
        assert bench.app.is_running
        await bench.press("o", "f2")
        await bench.press("m", *"Also", "ctrl+q", "ctrl+q")
        assert bench.app._exit
    assert [memo.text for memo in memos_in(place) if memo.coder == "Ben"] == ["Who"]


async def test_escape_twice_gives_a_memo_up(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "N01") as bench:
        await bench.press("m", *"Wh", "escape", "escape")
        assert bench.view.has_focus
        assert not bench.screen.query_one(Editor).is_open
        await bench.press("m")
        assert bench.screen.query_one(TextArea).text == ""
    assert not [memo for memo in memos_in(place) if memo.coder == "Ben"]


async def test_an_emptied_memo_is_removed_and_comes_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        await bench.press(*["right"] * 5, "m")
        assert bench.screen.query_one(TextArea).text == "Who reads these?"
        bench.screen.query_one(TextArea).text = ""
        await bench.press("f2")
        assert bench.said == "The memo is removed."
        assert "Who reads these?" not in [memo.text for memo in memos_in(place)]
        await bench.press("u")
    assert "Who reads these?" in [memo.text for memo in memos_in(place)]


async def test_a_memo_that_cannot_be_saved_stays_in_the_editor(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.project.desk.PATIENCE", 0.05)
    async with workbench(place, "Ben", "N01") as bench:
        await bench.press("m", "f2")
        assert bench.said == "A memo needs some text."
        await bench.type("Yes")
        with open_project(place) as other, other.write("Anna"):
            await bench.press("f2")
            assert "is being written by another program. It is Anna on" in bench.said
            assert bench.screen.query_one(Editor).is_open
        await bench.press("f2")
        assert bench.said == "The memo is saved."
