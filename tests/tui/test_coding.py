"""A coder at work, as stories."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from textual import events
from textual.widgets import Input

import projects
from qualcode.actions.coding import CodingRow
from qualcode.project import create_project, open_project
from qualcode.text.span import Span
from qualcode.tui.commands import COMMANDS
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.drawer import Drawer
from tui.conftest import CHINESE, ENGLISH, Open

Codings = Callable[..., list[CodingRow]]


def spans(rows: list[CodingRow], code: str) -> list[Span]:
    return [Span(row.start, row.end) for row in rows if row.code.split("/")[-1] == code]


async def test_a_sentence_gets_a_known_code_in_four_keys_and_the_next_ones_in_one(
    workbench: Open, sample: Path, codings_of: Codings
) -> None:
    sentences = ["小程序有个评价，五颗星，热线也有。", "热线二十四小时要接，三天要回，", "大姐嘛，心软。"]
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.go_to(sentences[0])
        await bench.press("c", "s", "m", "enter")  # smart city
        assert bench.said == "Coded with services and settings/smart city."
        await bench.go_to(sentences[1])
        await bench.press("full_stop")
        await bench.go_to(sentences[2])
        number = bench.app.desk.recent.number(bench.app.desk.recent.latest[0])
        await bench.press(str(number))
        text = bench.view.text
        assert "smart city" in bench.screen_text()
    own = spans(codings_of(sample, CHINESE, "Jonas"), "smart city")
    assert len(own) == 3
    assert [span.of(text)[: len(start)] for span, start in zip(own, sentences)] == sentences


async def test_chinese_codes_are_found_by_pinyin_initials_or_alias(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("enter", "y", "x", "x", "w")  # 隐性行为
        assert bench.offered[0].startswith("█ hidden actions = 隐性行为")
        await bench.press("escape", "f2", "政", "策", "遵", "从")
        assert bench.offered[0].startswith("█ compliance = 政策遵从")
        await bench.press("escape")
        assert not bench.asking
        assert bench.view.has_focus


async def test_several_codes_go_on_one_selection_at_once(workbench: Open, sample: Path, codings_of: Codings) -> None:
    async with workbench(sample, "Jonas", ENGLISH) as bench:
        start = await bench.go_to("We are the plumbers")
        await bench.press("v", "w", "w", "w", "c", *"smart", "tab", *"lag", "enter")
        assert bench.view.selection is not None and not bench.view.marking
        assert bench.view.selection.of(bench.view.text) == "We are the "
        await bench.press("right")
        assert bench.view.selection is None
    rows = codings_of(sample, ENGLISH, "Jonas")
    span = Span(start, start + len("We are the "))
    assert spans(rows, "policy lag") == [span]
    assert span in spans(rows, "smart city")


async def test_what_was_done_is_taken_back_and_done_again_after_a_restart(
    workbench: Open, sample: Path, codings_of: Codings
) -> None:
    before = len(codings_of(sample, CHINESE))
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("c", *"smart", "enter")
    assert len(codings_of(sample, CHINESE)) == before + 1
    label = f"coded {CHINESE} with services and settings/smart city"
    async with workbench(sample, "Jonas", CHINESE) as bench:
        assert f"undo: {label}" in bench.screen_text()
        await bench.press("u")
        assert bench.said == f"Undone: {label}"
        assert len(codings_of(sample, CHINESE)) == before
        assert "undo:" not in bench.screen_text()
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("ctrl+r")
        assert bench.said == f"Redone: {label}"
        assert len(codings_of(sample, CHINESE)) == before + 1
        await bench.press("ctrl+z", "ctrl+y", "ctrl+z")
    assert len(codings_of(sample, CHINESE)) == before


async def test_undo_shows_the_same_as_reading_everything_again(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        for keys in (["c", *"pressure", "enter"], ["x"], ["u"], ["u"], ["ctrl+r"], ["ctrl+r"], ["u"]):
            await bench.press(*keys)
            desk = bench.app.desk
            codings, counts = set(desk.codings), {guid: code.codings for guid, code in desk.codes.items()}
            shown, undoable = dict(desk.shown), desk.undoable
            desk.refresh()
            assert set(desk.codings) == codings
            assert {guid: code.codings for guid, code in desk.codes.items()} == counts
            assert desk.shown == shown
            assert desk.undoable == undoable


async def test_chinese_words_are_selected_with_the_mouse_and_coded(
    workbench: Open, sample: Path, codings_of: Codings
) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(80, 24)) as bench:
        await bench.pilot.mouse_down(bench.view, offset=bench.cell("科长您好"))
        await bench.pilot.hover(bench.view, offset=bench.cell("科长您好", 3))
        await bench.pilot.mouse_up(bench.view, offset=bench.cell("科长您好", 3))
        assert bench.view.selection is not None
        assert bench.view.selection.of(bench.view.text) == "科长您好"
        await bench.press("c", *"smart", "enter")
        selected = bench.view.selection
    assert selected in spans(codings_of(sample, CHINESE, "Jonas"), "smart city")


async def test_keys_that_arrive_in_one_go_do_what_they_would_do_one_by_one(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    keys = ["c", *"pressure", "enter", "right_parenthesis", "full_stop", "m", *"Toms!", "f2", "x", "c", "escape", "u"]
    async with workbench(place, "Anna", "N01") as bench:
        for key in [*keys, "g", "o", *"P01", "enter", "n"]:
            bench.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await bench.pilot.pause()
        await bench.pilot.pause()
        assert bench.rows()[0].startswith(" P01")
        assert bench.view.caret == 30
    assert [(row.start, row.has_memo) for row in codings_of(place, "N01", "Anna")] == [(0, False), (32, True)]


async def test_a_choice_is_taken_with_the_mouse(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Anna", "N01", size=(80, 24)) as bench:
        await bench.press("c", *"pressure")
        (row,) = (y for y, words in enumerate(bench.rows()) if "█ pressure" in words)
        await bench.pilot.click(offset=(10, row))
        await bench.pilot.pause()
    assert [row.code for row in codings_of(place, "N01")] == ["pressure"]


async def test_of_two_own_codings_one_is_chosen_to_be_removed(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("都用纸")
        await bench.press("x")
        assert bench.asking
        assert [choice.split()[1] for choice in bench.offered] == ["data", "paper"]
        await bench.type("entry")
        await bench.press("enter")
        assert bench.said == "Removed data entry."
    assert [(row.code, row.coder) for row in codings_of(place, "P01")] == [
        ("work/paper", "Ben"),
        ("work/paper", "Anna"),
    ]


async def test_codings_of_others_are_not_removed(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.go_to("补录。")
        await bench.press("delete")
        assert bench.said == "Removed paper."
        await bench.press("x")
        assert bench.said == "There is no coding of yours here."
    assert {row.coder for row in codings_of(place, "P01")} == {"Anna"}


async def test_selected_words_become_a_code(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("i")
        assert bench.said == "Select the words that are to be a code first."
        await bench.go_to("看数据")
        await bench.press("v", "right", "right", "right", "f3")
        assert bench.said == "Coded with 看数据."
        await bench.press("u")
        assert bench.said == "Undone: coded P01 with the new code 看数据"
        assert "看数据" not in bench.app.desk.codes
        await bench.press("ctrl+y")
    assert "看数据" in [row.code for row in codings_of(place, "P01", "Anna")]


async def test_words_with_a_slash_become_one_code_and_are_used_again(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("X", "in/out, then in\nout, then in/out"))
    async with workbench(place, "Anna", "X") as bench:
        for start in (0, 13, 26):
            bench.view.select(Span(start, start + 6))
            await bench.press("i")
    assert [row.code for row in codings_of(place, "X")] == ["in\\/out", "in out", "in\\/out"]


async def test_a_code_that_is_not_there_is_made_on_the_fly(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c", *"work/提前补")
        assert bench.offered == ["＋ new code “work/提前补”"]
        await bench.press("enter")
        assert bench.said == "Coded with work/提前补."
        assert "提前补" in bench.screen_text()
        await bench.press("right_parenthesis", "right_parenthesis", "c", *"tqb", "enter")
    assert [row.code for row in codings_of(place, "P01", "Anna")].count("work/提前补") == 2


async def test_a_new_code_under_a_missing_one_is_refused_in_words(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c", *"wrok/x", "enter")
        assert bench.said == "There is no code 'wrok'. Did you mean work?"


async def test_a_new_code_brings_the_ones_above_it_that_are_missing(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c", *"人口流失/空心化/撂荒", "enter")
        assert bench.said == "Coded with 人口流失/空心化/撂荒."
    assert "人口流失/空心化/撂荒" in [row.code for row in codings_of(place, "P01", "Anna")]


async def test_headings_are_not_offered_and_not_put_on_text(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c", *"work")
        assert [choice.split("  ")[0] for choice in bench.offered] == ["█ data entry", "█ paper"]  # the latest first
        await bench.press("escape", "g", "c", "enter")
        assert "is a heading" in bench.said


async def test_the_same_code_twice_on_the_same_words_is_refused_in_words(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c", *"pressure", "enter", "full_stop")
        assert bench.said == "You have put 'pressure' on these very words already."
        await bench.press("c", *"pressure", "tab", *"entry", "enter")
        assert bench.said == "Coded with work/data entry."


async def test_a_code_is_put_on_from_the_codebook(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Anna", "N01", size=(80, 24)) as bench:
        tree = bench.screen.query_one(CodeTree)
        assert not tree.display
        await bench.press("g", "c")
        assert tree.display and tree.has_focus
        await bench.press("down", "enter")
        assert bench.said == "Coded with work/paper."
        await bench.press("escape")
        assert bench.view.has_focus and not tree.display
        await bench.press("C", "g", "c", "escape")
        assert bench.view.has_focus and tree.display
    assert [(row.start, row.code) for row in codings_of(place, "N01")] == [(0, "work/paper")]


async def test_a_click_in_the_codebook_codes_nothing_and_a_double_click_does(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        (row,) = (y for y, words in enumerate(bench.rows()) if "█ pressure" in words)
        await bench.pilot.click(offset=(8, row))
        await bench.pilot.pause()
        assert codings_of(place, "N01") == []
        assert "█ pressure" in bench.panel()  # what it means is told at the right
        await bench.pilot.click(offset=(8, row), times=2)
        await bench.pilot.pause()
    assert [row.code for row in codings_of(place, "N01")] == ["pressure"]


async def test_branches_of_the_codebook_fold(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "c", "left")
        assert "data entry" not in "".join(row[:30] for row in bench.rows())
        await bench.press("right", "down", "left")
        assert bench.screen.query_one(CodeTree).cursor_line == 0


async def test_a_coding_gets_the_ends_of_the_selection(workbench: Open, place: Path, codings_of: Codings) -> None:
    async with workbench(place, "Ben", "P01") as bench:
        await bench.press("e")
        assert bench.said == "There is no coding of yours here."
        start = await bench.go_to("大家都用纸")
        await bench.press("v", *["right"] * 5, "e")
        assert bench.said == "The coding has new ends."
        await bench.press("u")
        assert spans(codings_of(place, "P01", "Ben"), "paper") == [Span(30, 45)]
        await bench.press("ctrl+r")
    assert spans(codings_of(place, "P01", "Ben"), "paper") == [Span(start, start + 5)]


async def test_what_is_at_the_caret_stands_at_the_right(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.go_to("都用纸")
        panel = bench.panel()
        assert panel[:4] == ["Codes here", "┃ data entry  Anna 50", "┃ paper  Anna ✎", "┃ paper  Ben"]
        assert "✎ Anna: Again the paper" in panel
        assert "decisions on paper" in panel
        await bench.press("T")
        assert bench.said == "Only your codings are shown."
        assert "Ben" not in bench.screen_text()
        assert "only my codings" in bench.rows()[0]
        await bench.press("T")
        assert "paper  Ben" in bench.screen_text()


async def test_the_lines_say_where_the_caret_is_and_who_speaks(workbench: Open, place: Path) -> None:
    async with workbench(place, "anna", "P01") as bench:
        await bench.go_to("因为上面")
        assert bench.rows()[0].split() == ["P01", "·", "done", "at", "66", "%"]
        assert bench.rows()[-2].split("undo")[0].split() == ["¶", "4/4", "受访者", "Anna"]
        await bench.press("v", "right", "right")
        assert "2 characters selected" in bench.rows()[-2]


async def test_segments_are_visited_with_a_key(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        stops = []
        for key in ("n", "n", "n", "p", "shift+f5"):
            await bench.press(key)
            stops.append(bench.view.caret)
        assert stops == [30, 32, 32, 30, 30]


async def test_leaving_the_drawer_puts_nothing_on_and_keeps_the_place(
    workbench: Open, place: Path, codings_of: Codings
) -> None:
    async with workbench(place, "Anna", "P01", size=(80, 24)) as bench:
        caret = await bench.go_to("后来才补录")
        await bench.press("c")
        assert bench.view.selection is not None
        assert bench.view.selection.of(bench.view.text) == "一开始大家都用纸，后来才补录。"
        assert bench.screen.query_one(Input).has_focus
        await bench.press("escape")
        assert (bench.view.caret, bench.view.selection) == (caret, None)
    assert len(codings_of(place, "P01")) == 3


async def test_a_click_into_the_text_closes_the_drawer_and_moves_the_caret(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c", *"pap")
        await bench.pilot.click(bench.view, offset=bench.cell("补录？"))
        await bench.pilot.pause()
        assert not bench.asking
        assert bench.view.has_focus
        assert bench.view.caret == bench.view.text.index("补录？")
        await bench.press("c")
        assert bench.view.selection is not None
        assert bench.view.selection.of(bench.view.text) == "为什么要补录？"
        await bench.pilot.click(bench.screen.query_one(CodeTree), offset=(8, 2))
        await bench.pilot.pause()
        assert not bench.asking
        assert bench.screen.query_one(CodeTree).has_focus


async def test_the_passage_stays_in_sight_above_the_drawer(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(80, 24)) as bench:
        await bench.press("ctrl+end")
        last = bench.view.text.rstrip()[-4:]
        assert last in bench.screen_text()
        await bench.press("c")
        assert bench.rows()[12] and last in bench.screen_text()
        await bench.press("escape")
        assert bench.view.size.height == 20


async def test_a_project_without_documents_takes_every_key(workbench: Open, tmp_path: Path) -> None:
    create_project(tmp_path / "empty.qualcode", coder="Anna").close()
    async with workbench(tmp_path / "empty.qualcode", "Anna") as bench:
        assert (
            bench.said == "There is no document yet. g d i bring some in; outside the workbench: qualcode import PATH"
        )
        for command in COMMANDS:
            if command.scope in ("coding", "screen") and command.keys:
                await bench.press(command.keys.split(",")[0], "escape")
        assert bench.app.is_running


async def test_two_keys_select_a_unit_and_it_is_said_where_there_is_none(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        text = bench.view.text
        await bench.go_to("热线也有")
        chosen = {}
        for key, unit in zip(("w", "c", "3", "p", "t", "q"), "wcsptq"):
            await bench.press("a", key)
            assert bench.view.has_focus
            assert bench.view.selection is not None
            chosen[unit] = bench.view.selection.of(text)
        assert (chosen["w"], chosen["c"]) == ("热线", "热线也有。")
        assert chosen["s"] == "小程序有个评价，五颗星，热线也有。"
        for smaller, larger in pairwise("wcsptq"):
            assert chosen[smaller] in chosen[larger]
        assert chosen["q"].startswith("群众有意见往哪儿反映？\n受访者：")
        await bench.press("a", "a")
        assert bench.view.has_focus
        assert bench.view.selection.of(text) == chosen["q"]


async def test_a_unit_that_is_not_there_is_said_to_be_missing(workbench: Open, tmp_path: Path) -> None:
    path = tmp_path / "notes.qualcode"
    with create_project(path, "Notes", "Anna") as project, project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("notes", "甲，乙。"))
    async with workbench(path, "Anna", "notes") as bench:
        await bench.press("shift+f9", "q")
        assert bench.said.startswith("It is not known who asks here;")
        assert bench.view.selection is None
        await bench.press("ctrl+p", *"select the clause", "enter")
        assert bench.view.selection == Span(0, 2)


async def test_what_a_code_means_is_in_view_while_it_is_chosen(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("c", *"smart")
        code = next(code for code in bench.app.desk.codes.values() if code.name == "smart city")
        assert bench.panel()[0] == "█ smart city"
        assert (code.definition or "")[:20] in " ".join(bench.panel())
        await bench.press("escape")
        assert bench.panel()[0] == "Codes here"
    async with workbench(sample, "Jonas", CHINESE, size=(80, 24)) as bench:
        await bench.press("c", *"smart")
        assert (code.definition or "")[:20] in bench.screen_text()


async def test_a_new_code_is_offered_a_place_in_the_tree(workbench: Open, sample: Path, codings_of: Codings) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("c", *"smart", "enter", "escape", "c", *"kiosk")
        assert bench.offered[:2] == ["＋ new code “kiosk”", "＋ new code “services and settings/kiosk”"]
        await bench.press("escape", "c", *"symbolic c/delay")
        path = "policy implementation/compliance/symbolic compliance/delay"
        assert bench.offered == ["＋ new code “symbolic c/delay”", f"＋ new code “{path}”"]
        await bench.press("down", "enter")
        assert bench.said == f"Coded with {path}."
    assert path in [row.code for row in codings_of(sample, CHINESE, "Jonas")]


async def test_a_full_width_slash_is_a_slash_first(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("c")
        bench.screen.query_one(Drawer).field.value = "work／delay"
        await bench.pilot.pause()
        assert bench.offered == ["＋ new code “work/delay”", "＋ new code “work／delay”"]
        await bench.press("enter")
        assert bench.said == "Coded with work/delay."


async def test_a_new_name_is_offered_before_codes_that_merely_hold_its_letters(
    workbench: Open, sample: Path, codings_of: Codings
) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("c", *"trust")
        assert bench.offered[0] == "＋ new code “trust”"
        assert any("partnership" in row for row in bench.offered)
        await bench.press("tab")
        assert bench.said.startswith("What is new comes last")
        await bench.press("enter")
        assert bench.said == "Coded with trust."


async def test_a_code_below_one_that_is_named_goes_there(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await bench.press("c", *"hidden actions/delay")
        assert bench.offered[0] == "＋ new code “policy implementation/hidden actions/delay”"


async def test_an_empty_codebook_says_what_to_do(workbench: Open, tmp_path: Path) -> None:
    path = tmp_path / "notes.qualcode"
    with create_project(path, "Notes", "Anna") as project, project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("notes", "甲，乙。"))
    async with workbench(path, "Anna", "notes") as bench:
        await bench.press("c")
        assert "type the name of a new one" in bench.screen_text()
