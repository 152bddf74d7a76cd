"""Other programs at work on the same project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import projects
from qualcode.actions import codes, memos
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.actions.revising import revisions
from qualcode.project import Work, open_project
from qualcode.text.span import Span
from tui.comparing import until
from tui.conftest import Open

Put = Callable[[Path, str, str, Span, str], None]


async def test_what_another_program_codes_appears_and_nothing_moves(workbench: Open, place: Path, put: Put) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 24)) as bench:
        await bench.go_to("访谈者：为什么")
        await bench.press("v", "right", "right", "right")
        before = bench.view.caret, bench.view.selection, bench.view.scroll_offset
        start = bench.view.text.index("为什么")
        put(place, "Ben", "P01", Span(start - 4, start + 3), "pressure")
        await until(bench, lambda: "┃ pressure  Ben" in bench.panel())
        assert (bench.view.caret, bench.view.selection, bench.view.scroll_offset) == before


async def test_codes_and_memos_of_others_appear(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        with open_project(place) as other, other.write("Ben") as work:
            codes.add(work, "work/waiting")
            memos.add(work, "A thought.", target=memos.Target(document="P01", span=Span(0, 3)))
        await until(bench, lambda: "waiting" in bench.screen_text())
        assert "✎ Ben: A thought." in bench.panel()
        await bench.press("c", *"wait", "enter")
        assert bench.said == "Coded with work/waiting."


async def test_a_change_between_two_of_ours_is_not_overlooked(workbench: Open, place: Path, put: Put) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        put(place, "Ben", "N01", Span(0, 8), "pressure")
        await bench.press("c", *"paper", "enter")
        await until(bench, lambda: "┃ pressure  Ben" in bench.panel())
        put(place, "Ben", "N01", Span(0, 7), "paper")
        await bench.press("u")
        assert bench.said == "Undone: coded N01 with work/paper"
        assert bench.panel()[1:3] == ["┃ pressure  Ben", "┃ paper  Ben"]


async def test_a_document_removed_by_another_program_is_said(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        with open_project(place) as other, other.write("Ben") as work:
            documents.remove(work, ["P01"])
        await until(bench, lambda: bench.said == "Somebody has removed P01. Its text stays here.")
        await until(bench, lambda: "removed by somebody" in bench.rows()[0])
        assert "您什么时候开始用这个系统" in bench.screen_text()
        await bench.press("c", *"paper", "enter")
        assert bench.said == "Somebody has removed P01. Its text stays here. Nothing was changed."
        await bench.press("g", "o", "enter")
        assert bench.rows()[0].startswith(" N01")


async def test_a_key_right_after_a_document_is_renamed_is_not_lost(
    workbench: Open, place: Path, codings_of: Callable[..., list[CodingRow]]
) -> None:
    """Names are never keys: that the workbench has not looked again yet is no matter."""
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么")
        with open_project(place) as other, other.write("Ben") as work:
            documents.rename(work, "P01", "P01 b")
        await bench.press("c", *"paper", "enter", "D")
        assert "no longer marked as done" in bench.said
    assert len(codings_of(place, "P01 b")) == 4


ON_CODE = ("M", *"code work/paper", "enter")
MEMOS: dict[str, tuple[tuple[str, ...], Callable[[Work], object], str]] = {
    "renamed document": (("m",), lambda work: documents.rename(work, "P01", "P01 b"), "the words"),
    "renamed code": (ON_CODE, lambda work: codes.rename(work, "work/paper", "forms"), "the code"),
    "removed document": (("m",), lambda work: documents.remove(work, ["P01"]), "the project"),
    "removed words": (
        ("m",),
        lambda work: revisions.revise(work, "P01", projects.INTERVIEW.replace("访谈者：为什么要补录？\n", "")),
        "the document",
    ),
    "removed code": (
        ON_CODE,
        lambda work: codes.remove(work, "work/paper", with_codings=True),
        "the project",
    ),
}


@pytest.mark.parametrize(("keys", "change", "on"), MEMOS.values(), ids=MEMOS.keys())
async def test_a_memo_being_written_is_saved_whatever_becomes_of_what_it_is_on(
    workbench: Open, place: Path, keys: tuple[str, ...], change: Callable[[Work], object], on: str
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        bench.view.move_to(33 if keys is ON_CODE else projects.INTERVIEW.index("为什么要补录"))
        await bench.press(*keys, *"half a thought")
        with open_project(place) as other, other.write("Ben") as work:
            change(work)
        await bench.press("f2")
        if on in ("the project", "the document"):
            assert f"Save again to keep it as a memo on {on}" in bench.said
            assert "half a thought" in bench.screen_text()
            await bench.press("f2")
        assert bench.said == "The memo is saved."
    with open_project(place) as project, project.read() as view:
        (memo,) = (memo for memo in memos.listing(view) if memo.text == "half a thought")
        kind = {"the words": "segment", "the code": "code", "the project": "project", "the document": "document"}[on]
        assert memo.target == kind


async def test_a_memo_is_on_the_words_it_was_begun_on_though_another_document_is_open_by_then(
    workbench: Open, place: Path
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么要补录")
        await bench.press("m", *"why")
        bench.screen._open("N01")  # as a click on another place and then g o would
        await bench.press("f2")
        assert bench.said == "The memo is saved."
    with open_project(place) as project, project.read() as view:
        (memo,) = (memo for memo in memos.listing(view) if memo.text == "why")
        assert (memo.document, projects.INTERVIEW[memo.start : memo.end]) == ("P01", "为什么要补录？")


async def test_a_document_that_comes_back_is_shown_again(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        with open_project(place) as other, other.write("Anna") as work:
            documents.remove(work, ["P01"])
        await until(bench, lambda: bench.app.desk.gone)
        from qualcode.actions import history

        with open_project(place) as other, other.write("Anna") as work:
            history.undo(work)
        await until(bench, lambda: not bench.app.desk.gone)
        await bench.press("n")
        assert "┃ paper  Ben" in bench.panel()


async def test_a_code_removed_by_another_program_cannot_be_put_on(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        await bench.press("c", *"pressure")
        with open_project(place) as other, other.write("Ben") as work:
            codes.remove(work, "pressure")
        bench.app.desk.refresh()
        await bench.press("enter")
        assert bench.said == "This code is no longer in the codebook. Choose another."


async def test_a_project_being_written_is_said_and_the_next_try_works(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.project.desk.PATIENCE", 0.05)
    async with workbench(place, "Anna", "N01") as bench:
        with open_project(place) as other, other.write("Ben"):
            await bench.press("c", *"pressure", "enter")
            assert "is being written by another program. It is Ben on" in bench.said
            assert bench.panel()[1] == "none"
        await bench.press("c", *"pressure", "enter")
        assert bench.said == "Coded with pressure."


async def test_a_project_that_goes_away_is_said_once(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        for file in place.parent.glob("study.qualcode*"):
            file.rename(file.with_name("moved " + file.name))
        await until(bench, lambda: "cannot be opened or read" in bench.said)
        await bench.press("D", "g", "o", "u", "m", "x")
        assert bench.app.is_running
        for file in place.parent.glob("moved *"):
            file.rename(file.with_name(file.name.removeprefix("moved ")))


async def test_a_file_that_holds_nothing_any_more_is_said_and_nothing_ends(workbench: Open, place: Path) -> None:
    """As when a program that keeps folders in step has put an empty file in its place."""
    async with workbench(place, "Anna", "P01") as bench:
        whole = place.read_bytes()
        place.write_bytes(b"")
        await until(bench, lambda: "holds no project any more" in bench.said)
        await bench.press("c", *"paper", "enter", "g", "s", "escape")
        assert bench.app.is_running
        place.write_bytes(whole)
        await until(bench, lambda: bench.said == "The project can be read again.")
        await bench.press("c", *"paper", "enter")
        assert bench.said == "Coded with work/paper."


async def test_an_unknown_coder_reads_and_is_told_when_writing(workbench: Open, place: Path) -> None:
    async with workbench(place, "Dora", "N01") as bench:
        await bench.press("c", *"pressure", "enter")
        assert bench.said.startswith("There is no coder 'Dora' in this project.")


async def test_the_login_name_is_added_and_that_is_said(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "dora")
    async with workbench(place, "dora", "N01") as bench:
        await bench.press("c", *"pressure", "enter")
        assert bench.said == "Coded with pressure. dora was added to the project's coders."
