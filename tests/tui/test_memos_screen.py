"""All memos in a table: found, opened where they are, written on anything, changed and written to a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qualcode.actions import memos
from qualcode.actions.finding_memos import Sought
from qualcode.actions.material import cases
from qualcode.actions.memos import MemoRow, Target
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.rows.memos import found
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.memos import MemosScreen
from tui.comparing import said, until
from tui.conftest import Bench, Open


@pytest.fixture
def place(place: Path) -> Path:
    with open_project(place) as project:
        with project.write("Anna") as work:
            memos.add(
                work, "Who waits, and for whom?", target=Target("P01", Span(0, 8)), title="Waiting", kind="theory"
            )
            memos.add(work, "Ask for the minutes.", target=Target("N01"), kind="method")
            memos.add(work, "What is all this about?", target=Target(project=True))
            cases.add(work, "Ximen")
        with project.write("Ben") as work:
            memos.add(work, "Benʼs thought", target=Target(case="Ximen"), kind="reflection")
    return place


async def shown(bench: Bench) -> MemosScreen:
    """Go to the memos and wait for them."""
    await bench.press("g", "y")
    await until(bench, lambda: isinstance(bench.app.screen, MemosScreen) and bench.app.screen.current is not None)
    screen = bench.app.screen
    assert isinstance(screen, MemosScreen)
    return screen


def texts(screen: MemosScreen) -> list[str]:
    return [memo.text for memo in screen._rows]


def kept(place: Path) -> list[MemoRow]:
    with open_project(place) as project, project.read("Anna") as view:
        return memos.listing(view)


async def test_memos_are_found_by_words_kind_coder_and_what_they_are_on(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        screen = await shown(bench)
        assert len(texts(screen)) == 6
        await bench.press("slash", *"minut", "enter")
        assert texts(screen) == ["Ask for the minutes."]
        await bench.press("t", "slash", *["backspace"] * 5, "enter")
        assert texts(screen) == ["Ask for the minutes."]  # the kind is kept
        await bench.press("t")
        assert len(texts(screen)) == 6
        await bench.press("ctrl+home", "W", "backspace", "home")
        assert len(texts(screen)) == 6
        assert "Memos" in bench.rows()[0] and "6 memos" in bench.rows()[0]


def test_every_word_has_to_be_somewhere_in_a_memo() -> None:
    memo = MemoRow("1", "Title", "some words", "note", "Anna", "2026-01-02T03:04:05", "code", "a/b", None, None, None)
    assert found([memo], Sought("WORDS a/b anna"), "date", False) == [memo]
    assert not found([memo], Sought("words missing"), "date", False)
    assert not found([memo], Sought(target="case"), "date", False)
    assert found([memo], Sought(coder="ANNA", kind="note", target="code"), "title", True) == [memo]


async def test_a_memo_on_words_is_read_where_it_is_and_keys_lead_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01", size=(110, 32)) as bench:
        screen = await shown(bench)
        await bench.press("slash", *"waits", "enter", "enter")
        assert bench.view.selection == Span(0, 8)
        assert bench.rows()[0].startswith(" P01")
        assert "back to the memos" in bench.said
        await shown(bench)
        assert texts(screen) == ["Who waits, and for whom?"]


async def test_a_memo_on_a_case_leads_to_its_documents(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await shown(bench)
        await bench.press("slash", *"thought", "enter", "enter")
        await until(bench, lambda: isinstance(bench.app.screen, DocumentsScreen))
        await until(bench, lambda: "Ximen" in bench.rows()[0])


async def test_a_memo_is_written_on_a_case_entitled_and_given_a_kind(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        screen = await shown(bench)
        await bench.press("a", *"case Xim", "enter", *"A market town", "f2")
        await until(bench, lambda: screen.current is not None and screen.current.text == "A market town")
        await bench.press("r", *"Town", "enter")
        await until(bench, lambda: screen.current is not None and screen.current.title == "Town")
        await bench.press("c", *"theory", "enter")
        await until(bench, lambda: screen.current is not None and screen.current.kind == "theory")
        await bench.press("m", *", old", "f2")
        await until(bench, lambda: "old" in " ".join(texts(screen)))
    (memo,) = [memo for memo in kept(place) if memo.title == "Town"]
    assert (memo.target, memo.on, memo.kind, memo.coder) == ("case", "Ximen", "theory", "Anna")
    assert memo.text == "A market town, old"


async def test_a_removed_memo_comes_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        screen = await shown(bench)
        await bench.press("slash", *"minut", "enter", "x")
        await until(bench, lambda: not texts(screen))
        await bench.press("u")
        await until(bench, lambda: texts(screen) == ["Ask for the minutes."])


async def test_what_another_wrote_is_not_changed_here(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        screen = await shown(bench)
        await bench.press("slash", *"thought", "enter")
        for key in ("m", "r", "c", "x"):
            await bench.press(key)
            assert said(bench) == "This memo is Ben's: only your own can be changed here."
        assert len(texts(screen)) == 1


async def test_what_is_listed_is_written_to_a_file(workbench: Open, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "memos.csv"
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await shown(bench)
        await bench.press("slash", *"minut", "enter", "e", *str(file), "enter")
        await until(bench, lambda: "1 row" in said(bench))
    (row,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert (row["text"], row["on"], row["target"]) == ("Ask for the minutes.", "N01", "document")


async def test_a_memo_on_a_code_leads_to_the_codebook(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        screen = await shown(bench)
        code = next(iter(bench.app.desk.codes.values()))
        await bench.press("a", *f"code {code.path}", "enter", *"Is it one thing?", "f2")
        await until(bench, lambda: screen.current is not None and screen.current.target == "code")
        await bench.press("enter")
        await until(bench, lambda: isinstance(bench.app.screen, CodebookScreen))
        await bench.press("escape")
        await until(bench, lambda: isinstance(bench.app.screen, MemosScreen))
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)
