"""Keys that jump, and what clicks select."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions import memos
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.view.shown import ShownCoding
from tui.conftest import Open


async def test_memos_stretches_without_a_code_and_turns_of_a_speaker_are_visited(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        text, view = bench.view.text, bench.view
        await bench.press("y")
        assert any(row.has_memo and row.start == view.caret for row in bench.app.desk.codings.values())
        await bench.press("ctrl+end", "Y")
        assert view.caret < len(text)
        await bench.press("ctrl+home", "z")
        covered = [(row.start, row.end) for row in bench.app.desk.codings.values()]
        assert not any(start <= view.caret < end for start, end in covered)
        await bench.press("ctrl+home", "}", "f")
        assert view.caret == text.index("因为上面")
        await bench.press("F")
        assert view.caret == text.index("去年春天")
        await bench.press("F")
        assert bench.said == "There is no other turn of this speaker there."


async def test_clicks_select_word_sentence_and_paragraph(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        text = bench.view.text
        for times, words in ((3, "一开始大家都用纸，后来才补录。"), (4, "去年春天。一开始大家都用纸，后来才补录。")):
            await bench.pilot.click(bench.view, offset=bench.cell("都用纸"), times=times)
            await bench.pilot.pause()
            assert bench.view.selection is not None and bench.view.selection.of(text) == words


async def test_growing_takes_in_the_question_with_its_answer(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("都用纸")
        taken = []
        for _ in range(6):
            await bench.press("s")
            assert bench.view.selection is not None
            taken.append(bench.view.selection.of(bench.view.text))
        assert any(words.endswith("后来才补录。") and "\n受访者" in words for words in taken)


async def test_a_memo_goes_on_what_is_chosen(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("M", *"the project", "enter", *"Second thoughts", "f2")
        assert bench.said == "The memo is saved."
        await bench.press("M", *"the project", "enter", *"!", "f2")
        await bench.press("M", *"the document", "enter", *"On this one", "f2")
        await bench.go_to("都用纸")
        await bench.press("M", *"the code work/paper", "enter", *"About paper", "f2")
    with open_project(place) as project, project.read() as view:
        written = {memo.text: memo.target for memo in memos.listing(view)}
    assert written["Second thoughts!"] == "project"
    assert written["On this one"] == "document"
    assert written["About paper"] == "code"


async def test_the_lanes_of_others_stay_when_a_coding_comes_or_goes(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        before = dict(bench.view._lane_of)
        bench.view.add_coding(ShownCoding("new", 0, len(bench.view.text), "c", "c", "#e69f00", "Anna"))
        assert {key: lane for key, lane in bench.view._lane_of.items() if key != "new"} == before
        bench.view.remove_coding("new")
        assert bench.view._lane_of == before
        assert bench.view.codings_within(*_ends(Span(0, 1))) == []


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
