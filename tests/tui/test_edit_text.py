"""The text corrected from within the workbench: codings stay on their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import TextArea

import projects
from qualcode.actions import coding, history, memos
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.revising import revisions
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.drafts.paragraphs import draft_text
from qualcode.tui.widgets.editor import Editor
from tui.comparing import until
from tui.conftest import Bench, Open

Codings = Callable[..., list[CodingRow]]


def text_of(place: Path, name: str = "P01") -> str:
    with open_project(place) as project, project.read() as view:
        return documents.open_document(view, name).text


def revise(place: Path, old: str, new: str, name: str = "P01") -> None:
    """Another program revises a text."""
    with open_project(place) as project, project.write("Ben") as work:
        text = documents.open_document(work, name).text
        assert text.count(old) == 1
        revisions.revise(work, name, text.replace(old, new))


def words(place: Path, codings_of: Codings, name: str = "P01") -> list[tuple[str, str]]:
    text = text_of(place, name)
    return sorted((row.code, text[row.start : row.end]) for row in codings_of(place, name))


def field(bench: Bench) -> TextArea:
    return bench.screen.query_one(TextArea)


async def test_a_word_is_corrected_and_codings_and_caret_stay_on_their_words(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    coded = words(place, codings_of)
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("访谈者：为什么")
        await bench.press("E")
        assert field(bench).text == "访谈者：为什么要补录？"
        await bench.press("escape")
        await bench.go_to("才补录")
        await bench.press("E")
        assert field(bench).text == "受访者：去年春天。一开始大家都用纸，后来才补录。"
        assert field(bench).cursor_location == (0, 20)
        await bench.press("home", "right", "right", "right", "right", "delete", *"前")
        await bench.press("f2")
        assert bench.said == "The text is changed."
        assert bench.view.has_focus
        assert "受访者：前年春天。" in bench.screen_text()
        assert bench.view.text[bench.view.caret :].startswith("才补录")
        assert "undo: revised P01" in bench.screen_text()
        await bench.go_to("都用纸")
        assert "┃ paper  Anna ✎" in bench.panel()
        await bench.press("u")
        assert bench.said == "Undone: revised P01"
        assert "受访者：去年春天。" in bench.screen_text()
        assert bench.view.text[bench.view.caret :].startswith("都用纸")
        await bench.press("ctrl+r")
        assert "受访者：前年春天。" in bench.screen_text()
    assert words(place, codings_of) == coded
    assert "前年春天" in text_of(place)


async def test_a_new_turn_is_shown_and_counted(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("访谈者：为什么")
        await bench.press("E", "home")
        field(bench).insert("受访者：还有一句。\n")
        await bench.press("f2")
        assert bench.said == "The text is changed."
        assert "¶ 4/5  访谈者" in bench.screen_text()
        await bench.press("f7")
        assert "¶ 3/5  受访者" in bench.screen_text()


async def test_what_is_left_or_not_changed_changes_nothing(workbench: Open, place: Path) -> None:
    before = text_of(place)
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("E", *"abc", "escape")
        assert bench.said == "The text is not saved. Esc again gives it up."
        await bench.press("m")
        assert field(bench).text.startswith("abcm")
        await bench.press("escape", "escape")
        assert bench.view.has_focus
        await bench.press("shift+f2", "f2")
        assert bench.said == "The text is as it was."
    assert text_of(place) == before


async def test_the_paragraphs_of_a_selection_are_edited_together(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01", size=(80, 24)) as bench:
        await bench.go_to("什么时候")
        await bench.press("v", "}", "right", "E")
        assert field(bench).text == "\n".join(projects.INTERVIEW.split("\n")[:2])


async def test_what_has_lost_its_words_is_decided_here(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("去年春天")
        await bench.press("E")
        field(bench).text = "受访者：去年春天。"
        await bench.press("f2")
        assert bench.said == (
            "The text is changed. 3 codings or memos have lost their words: L decides where they belong."
        )
        assert "3 without a place" in bench.rows()[0]
        await bench.go_to("春天")
        await bench.press("v", "right", "right", "L")
        assert {row.partition("  ")[0] for row in bench.offered} == {
            "work/paper (Anna)", "work/paper (Ben)", "work/data entry (Anna)",
        }  # fmt: skip
        await bench.press(*"data", "enter")
        assert bench.offered[0].startswith("On the selection: ")
        assert "受访者：去年[春天]。 访谈者：为什么" in bench.offered[0]
        await bench.press("enter")
        assert bench.said == "work/data entry (Anna) has its place."
        assert "2 without a place" in bench.rows()[0]
        assert bench.asking
        await bench.press(*"Ben", "enter", *"let it go", "enter")
        assert bench.said == "work/paper (Ben) is let go."
        await bench.press("escape")
        assert "1 without a place" in bench.rows()[0]
        await bench.press("u", "u", "u")
        assert "without a place" not in bench.rows()[0]
        await bench.press("L")
        assert bench.said == "Everything in this document is on its words."
    assert text_of(place) == projects.INTERVIEW
    assert len(codings_of(place, "P01")) == 3


async def test_paragraphs_that_somebody_changes_meanwhile_are_not_overwritten(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("访谈者：为什么")
        await bench.press("E", *"x")
        revise(place, "访谈者：为什么", "访谈者：究竟为什么")
        for _try in range(2):
            await bench.press("f2")
            assert bench.said.startswith(
                "Somebody has changed these words while you were writing. Yours are not saved."
            )
            assert bench.screen.query_one(Editor).is_open
            assert "究竟为什么" in bench.view.text
            assert field(bench).text == "x访谈者：为什么要补录？"
        await bench.press("escape", "escape", "E", *"y", "f2")
        assert bench.said == "The text is changed."
    assert "y访谈者：究竟为什么" in text_of(place)


async def test_paragraphs_are_saved_where_somebody_changes_others_meanwhile(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("访谈者：为什么")
        await bench.press("E", *"x")
        revise(place, "去年春天", "二〇二二年的春天")
        with open_project(place) as other, other.write("Ben") as work:
            documents.rename(work, "P01", "P01 b")
        await bench.press("f2")
        assert bench.said == "The text is changed."
    text = text_of(place, "P01 b")
    assert "二〇二二年的春天" in text and "\nx访谈者：为什么要补录？\n" in text


async def test_a_text_changed_by_another_program_is_shown_with_the_caret_on_its_words(
    workbench: Open, place: Path
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么要补录")
        revise(place, "去年春天", "二〇二二年的春天")
        await until(bench, lambda: "二〇二二年的春天" in bench.screen_text())
        assert bench.said == "Somebody has changed the text of P01."
        assert bench.view.text[bench.view.caret :].startswith("为什么要补录")
        with open_project(place) as other, other.write("Ben") as work:
            history.undo(work)
        await until(bench, lambda: "受访者：去年春天" in bench.screen_text())
        assert bench.view.text[bench.view.caret :].startswith("为什么要补录")


async def test_a_selection_stays_on_its_words_and_goes_with_them(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    """Were it dropped, the next code would go on the whole sentence."""
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("要补录")
        await bench.press("v", "left", "left", "left")
        revise(place, "去年春天", "二〇二二年的春天")
        await until(bench, lambda: bench.said == "Somebody has changed the text of P01.")
        assert bench.view.selection is not None and bench.view.selection.of(bench.view.text) == "为什么"
        await bench.press("left", "c", *"pressure", "enter")  # it still grows to the left
        assert bench.said == "Coded with pressure."
        await bench.press("escape")
        await bench.go_to("二〇二二年的")
        await bench.press("v", *["right"] * 6)
        revise(place, "二〇二二年的", "去年")
        await until(bench, lambda: bench.said.endswith("of P01. What you had selected is gone."))
        assert bench.view.selection is None
    assert ("pressure", "：为什么") in words(place, codings_of)


async def test_ends_being_moved_go_on_being_moved(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么")
        await bench.press("v", *["right"] * 3, "c", *"pressure", "enter", "escape", "left", "e", "right")
        revise(place, "去年春天", "二〇二二年的春天")
        await until(bench, lambda: bench.said == "Somebody has changed the text of P01.")
        assert bench.screen.workspace.moving_ends
        await bench.press("right", "e")
        assert bench.said == "The coding has new ends."
    assert ("pressure", "为什么要补") in words(place, codings_of)


QUESTIONS = {
    "memo on": ("M", "sed", "Enter"),
    "command": ("ctrl+p", "sed"),
    "words": ("slash", "sed"),
    "document": ("g", "o", "sed"),
    "recode": ("r", "sed"),
}


@pytest.mark.parametrize("keys", QUESTIONS.values(), ids=QUESTIONS.keys())
async def test_whatever_is_asked_what_is_typed_goes_on_into_the_answer(
    workbench: Open, place: Path, codings_of: Codings, keys: tuple[str, ...]
) -> None:
    """Were the question closed by a change of the text, the letters that follow would be taken for commands."""
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么")
        await bench.press("v", *["right"] * 3, "c", *"pressure", "enter", "escape", "left", *keys[:-1])
        assert bench.asking
        revise(place, "去年春天", "二〇二二年的春天")
        await until(bench, lambda: bench.said == "Somebody has changed the text of P01.")
        before = codings_of(place, "P01")
        await bench.type("ximd")
        assert bench.asking
    assert codings_of(place, "P01") == before


async def test_a_coding_that_loses_its_words_while_its_new_code_is_chosen_is_no_longer_there(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么")
        await bench.press("v", *["right"] * 3, "c", *"pressure", "enter", "escape", "left", "r", *"paper")
        revise(place, "访谈者：为什么要补录？\n", "")
        await until(bench, lambda: bench.said.startswith("Somebody has changed the text of P01."))
        await bench.press("enter")
        assert bench.said.startswith("This coding is no longer there: somebody has changed or removed it.")
    assert not [row for row in codings_of(place, "P01", "Anna") if row.code == "pressure"]


async def test_what_has_lost_its_words_goes_on_the_words_that_were_chosen(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    lost = Span(*(text_of(place).index("去年春天") + n for n in (0, 4)))
    with open_project(place) as project, project.write("Anna") as work:
        coding.apply(work, "P01", lost, "pressure")
    revise(place, "去年春天", "那时")
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么")
        await bench.press("v", *["right"] * 3, "L", "enter")
        assert bench.asking and any("On the selection" in row for row in bench.offered), bench.screen_text()
        revise(place, "那时", "在二〇二二年的春天")
        await until(bench, lambda: bench.said.startswith("Somebody has changed the text of P01."))
        await bench.press("enter")
        assert "has its place" in bench.said, bench.said
    assert ("pressure", "为什么") in words(place, codings_of)


async def test_a_code_being_chosen_goes_on_the_words_it_was_chosen_for(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    """What is typed goes on into the list of codes: as commands, the letters would do anything."""
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么要补录")
        await bench.press("v", "right", "right", "right", "c", *"pre")
        revise(place, "去年春天", "二〇二二年的春天")
        await until(bench, lambda: bench.said == "Somebody has changed the text of P01.")
        await bench.press(*"ssure", "enter")
        assert bench.said == "Coded with pressure."
    assert ("pressure", "为什么") in words(place, codings_of)


async def test_a_code_being_chosen_for_words_that_are_gone_goes_nowhere(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    before = words(place, codings_of)
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("去年春天")
        await bench.press("v", "right", "right", "right", "right", "c", *"pre")
        revise(place, "去年春天", "那时")
        await until(bench, lambda: bench.said.startswith("Somebody has changed the text of P01. What you had selected"))
        await bench.press("enter")
        assert bench.said == "The words of this passage have been changed since."
    assert words(place, codings_of) == before


async def test_nothing_is_put_on_words_that_are_no_longer_there(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    """Before the workbench has looked again, a key that would code other words than those on the screen does nothing."""
    before = words(place, codings_of)
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("为什么要补录")
        revise(place, "去年春天", "二〇二二年的春天")
        await bench.press("i", "v", "right", "right", "right", "i")
        assert bench.said.startswith("Somebody has changed the text of 'P01' in the meantime. Nothing was done.")
        assert "二〇二二年的春天" in bench.screen_text()
    assert words(place, codings_of) == before


async def test_a_memo_begun_before_somebody_changed_the_text_is_on_its_words(workbench: Open, place: Path) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("为什么要补录")
        await bench.press("v", *["right"] * 3, "m", *"Why?")
        with open_project(place) as other, other.write("Anna") as work:
            text = documents.open_document(work, "P01").text
            revisions.revise(work, "P01", text.replace("去年春天", "二〇二二年的春天"))
        await until(bench, lambda: "二〇二二年的春天" in bench.view.text)
        await bench.press("f2")
        assert bench.said == "The memo is saved."
    with open_project(place) as project, project.read() as view:
        (memo,) = (memo for memo in memos.listing(view, "P01") if memo.coder == "Ben")
        assert text_of(place)[memo.start : memo.end] == "为什么"


@pytest.mark.parametrize("text", ["a\u2028b", "↵\u2028\x0b␋\ue000\x1b\x85", "plain\ttext 👩‍🌾", ""])
def test_an_editor_never_changes_what_it_cannot_hold(text: str) -> None:
    document = OpenDocument("", "D", "other", "", 1, f"before\n{text}\nafter", (), (), "")
    draft = draft_text(document, 7, None, None)
    assert draft.text.splitlines() in ([draft.text], [])
    assert draft.whole(draft.text) == document.text
    assert draft.whole(f"{draft.text}!") == f"before\n{text}!\nafter"


def test_of_a_very_long_paragraph_only_the_words_meant_are_edited() -> None:
    document = OpenDocument("", "D", "other", "", 1, "x" * 30_000, (), (), "")
    assert draft_text(document, 7, None, Span(5, 9)).whole("y") == "xxxxxy" + "x" * (30_000 - 9)


async def test_an_edit_that_cannot_be_saved_stays_in_the_editor(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.project.desk.PATIENCE", 0.05)
    async with workbench(place, "Anna", "N01") as bench:
        await bench.press("E", *"So ")
        with open_project(place) as other, other.write("Ben") as work:
            coding.apply(work, "N01", Span(0, 3), "pressure")
            await bench.press("f2")
            assert "is being written by another program" in bench.said
            assert bench.screen.query_one(Editor).is_open
        await bench.press("f2")
        assert bench.said == "The text is changed."
    assert text_of(place, "N01").startswith("So The hall")
