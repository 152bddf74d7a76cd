"""The codebook editor: adding, moving, merging and splitting codes, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset

from qualcode.actions import codebooks, codes, coding, history, memos
from qualcode.actions.codes import CodeRow
from qualcode.actions.material import sets
from qualcode.actions.studies import course
from qualcode.formats.bundle import Codebook, CodeDraft
from qualcode.project import create_project, open_project
from qualcode.text.span import Span
from qualcode.tui.rows.outline import Outline
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.code_list import CodeList
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.field_page import FieldPage
from qualcode.tui.widgets.line_panel import LinePanel
from qualcode.tui.widgets.lines import Lines
from tui.comparing import said, until
from tui.conftest import CHINESE, Bench, Open


def codebook(place: Path) -> dict[str, CodeRow]:
    with open_project(place) as project, project.read("Anna") as view:
        return {row.path: row for row in codes.listing(view)}


def paths(place: Path) -> list[str]:
    return list(codebook(place))


def screen_of(bench: Bench) -> CodebookScreen:
    screen = bench.app.screen
    assert isinstance(screen, CodebookScreen)
    return screen


def at(bench: Bench) -> str:
    code = screen_of(bench).current
    return code.path if code else ""


def listed(bench: Bench) -> list[str]:
    return [code.path for code in screen_of(bench).outline.visible]


async def edit(bench: Bench) -> None:
    await bench.press("g", "k")
    await until(bench, lambda: isinstance(bench.app.screen, CodebookScreen) and screen_of(bench)._operation >= 0)


async def go(bench: Bench, path: str) -> None:
    (guid,) = [code.guid for code in bench.app.desk.codes.values() if code.path == path]
    screen_of(bench).go_to(guid)
    await bench.pilot.pause()


async def test_a_code_is_added_below_and_beside_and_taken_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        assert listed(bench) == ["work", "work/paper", "work/data entry", "pressure"]
        await bench.press("A", *"补录 again", "enter")
        await until(bench, lambda: at(bench) == "work/补录 again")
        await go(bench, "work/paper")
        await bench.press("a", *"stamps", "enter")
        await until(bench, lambda: at(bench) == "work/stamps")
        assert paths(place) == ["work", "work/paper", "work/stamps", "work/data entry", "work/补录 again", "pressure"]
        await bench.press("u")
        await until(bench, lambda: said(bench) == "Undone: added the code work/stamps")
        await bench.press("u")
        await until(bench, lambda: len(paths(place)) == 4)
        await bench.press("ctrl+r")
        await until(bench, lambda: "work/补录 again" in listed(bench))


async def test_a_name_that_is_taken_is_refused_in_one_line_and_can_be_mended(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("r", "ctrl+u", *"Data Entry", "enter")
        panel = screen_of(bench).query_one(LinePanel)
        assert panel.is_open
        (line, *_others) = [words for words, _look in panel.query_one(Lines)._lines[0]]
        assert line == "There is a code 'work/data entry' already. Choose another name or another place."
        await bench.press("ctrl+u", *"纸上", "enter")
        await until(bench, lambda: "work/纸上" in paths(place))
        assert codebook(place)["work/纸上"].aliases == ("纸", "paper")
        await until(bench, lambda: at(bench) == "work/纸上")


async def test_codes_go_up_down_deeper_and_higher(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/data entry")
        await bench.press("K")
        await until(bench, lambda: paths(place)[1:3] == ["work/data entry", "work/paper"])
        await until(bench, lambda: screen_of(bench).rows.cursor == 1)
        await bench.press("J")
        await until(bench, lambda: listed(bench)[1:3] == ["work/paper", "work/data entry"])
        await bench.press("greater_than_sign")
        await until(bench, lambda: at(bench) == "work/paper/data entry")
        await bench.press("less_than_sign")
        await until(bench, lambda: at(bench) == "work/data entry")
        await bench.press("ctrl+left")
        await until(bench, lambda: at(bench) == "data entry")
        assert paths(place) == ["work", "work/paper", "data entry", "pressure"]
        await bench.press("ctrl+left")
        assert said(bench) == "It is at the top already."


async def test_marked_codes_are_moved_below_a_code_that_is_chosen(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("space", "space", "m", *"press", "enter")
        await until(bench, lambda: paths(place) == ["work", "pressure", "pressure/paper", "pressure/data entry"])
        await until(bench, lambda: at(bench) == "pressure/paper")
        await bench.press("u")
        await until(bench, lambda: paths(place)[1] == "work/paper")


async def test_a_code_is_dragged_with_the_mouse_to_a_visible_place(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        rows = screen_of(bench).query_one(CodeList)
        await bench.pilot.mouse_down(rows, offset=Offset(12, 4))
        await bench.pilot.hover(rows, offset=Offset(12, 2))
        assert said(bench) == "pressure → below work/paper"
        assert [row[:2] for row in bench.rows()[2:4]] == ["▸ ", "└▸"]
        await bench.pilot.hover(rows, offset=Offset(3, 2))
        assert said(bench) == "pressure → behind work/paper"
        await bench.pilot.mouse_up(rows, offset=Offset(3, 2))
        await until(bench, lambda: paths(place) == ["work", "work/paper", "work/pressure", "work/data entry"])
        await bench.pilot.mouse_down(rows, offset=Offset(12, 1))
        await bench.pilot.hover(rows, offset=Offset(12, 3))
        assert said(bench) == "work → nowhere: a code cannot stand below itself."
        await bench.pilot.mouse_up(rows, offset=Offset(12, 3))
        await bench.pilot.mouse_down(rows, offset=Offset(12, 2))
        await bench.pilot.hover(rows, offset=Offset(12, 12))
        await bench.press("escape")
        await bench.pilot.mouse_up(rows, offset=Offset(12, 12))
        await bench.pilot.pause(0.2)
        assert len(paths(place)) == 4
        assert paths(place)[1] == "work/paper"


async def test_the_mouse_goes_to_codes_folds_branches_and_opens_the_page(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        rows = screen_of(bench).query_one(CodeList)
        await bench.pilot.click(rows, offset=Offset(12, 3))
        assert at(bench) == "work/data entry"
        await bench.pilot.click(rows, offset=Offset(5, 1))
        assert listed(bench) == ["work", "pressure"]
        assert at(bench) == "work"
        await bench.pilot.click(rows, offset=Offset(5, 1))
        assert len(listed(bench)) == 4
        await bench.pilot.click(rows, offset=Offset(12, 2), times=2)
        assert at(bench) == "work/paper"
        assert screen_of(bench).query_one(FieldPage).has_focus
        await bench.pilot.click(rows, offset=Offset(12, 4))
        await bench.pilot.pause()
        assert rows.has_focus
        assert "/ filter" in bench.rows()[-1]


async def test_codes_are_merged_after_a_look_at_what_that_does(workbench: Open, place: Path) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        coding.apply(work, "P01", Span(32, 39), "pressure")
        codes.describe(work, "pressure", definition="from above")
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("space", "M", *"press", "enter")
        told = "2 codings move; 1 of all coincides with another and becomes one with it; "
        assert said(bench).startswith(told + "of two rules (definition) the one merged is kept in a memo")
        await bench.press("enter")
        await until(bench, lambda: "work/paper" not in paths(place))
        await until(bench, lambda: at(bench) == "pressure")
        assert codebook(place)["pressure"].codings == 2
        assert said(bench) == "Merged into pressure: paper (2 codings moved)."
        await bench.press("u")
        await until(bench, lambda: codebook(place).get("work/paper") is not None)
        assert codebook(place)["work/paper"].codings == 2


async def test_a_code_is_split_segment_by_segment_as_one_change(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("S", *"segment", "enter")
        assert said(bench).startswith("P01 · Ben: ")
        assert "⟦大家都用纸，后来才补录。" in said(bench)
        await bench.press(*"ledger", "enter")
        await bench.press("enter")
        await until(bench, lambda: "work/paper/ledger" in paths(place))
        assert (codebook(place)["work/paper"].codings, codebook(place)["work/paper/ledger"].codings) == (1, 1)
        await until(bench, lambda: said(bench) == "work/paper is split: work/paper/ledger 1.")
        await bench.press("u")
        await until(bench, lambda: paths(place) == ["work", "work/paper", "work/data entry", "pressure"])


async def test_what_was_decided_segment_by_segment_is_kept_when_one_leaves_in_between(
    workbench: Open, place: Path
) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("S", *"segment", "enter", *"ledger", "enter")
        await bench.press("escape")
        assert said(bench) == ("Nothing is split yet. What was decided of 1 segment is kept: S goes on from there.")
        await bench.press("S", *"segment", "enter")
        assert "2 of 2 · paper" in bench.screen_text()
        await bench.press(*"anew", "enter")
        assert "1 of 2 · paper" in bench.screen_text()
        await bench.press(*"ledger", "enter", "escape", "S", *"segment", "enter", *"rest", "enter")
        await until(bench, lambda: "work/paper/ledger" in paths(place))
        assert (codebook(place)["work/paper"].codings, codebook(place)["work/paper/ledger"].codings) == (1, 1)


async def test_a_code_is_split_by_a_query_and_by_coder(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("S", "enter", *"theirs", "enter", *"coder = Bn", "enter")
        panel = screen_of(bench).query_one(LinePanel)
        assert "Bn" in panel.query_one(Lines)._lines[0][0][0]
        await bench.press("backspace", *"en", "enter")
        assert said(bench) == "1 coding moves to theirs"
        await bench.press("enter")
        await until(bench, lambda: "work/paper/theirs" in paths(place))
        await bench.press("u")
        await until(bench, lambda: "work/paper/theirs" not in listed(bench))
        await bench.press("S", *"each coder", "enter", "enter")
        await until(bench, lambda: paths(place)[2:4] == ["work/paper/Anna", "work/paper/Ben"])


async def test_a_code_is_removed_with_its_codings_after_saying_whose(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("x")
        assert said(bench) == "2 codings go: Anna 1, Ben 1"
        await bench.press("escape")
        assert "work/paper" in paths(place)
        await bench.press("x", "down", "enter")
        await until(bench, lambda: "work/paper" not in paths(place))
        await until(bench, lambda: said(bench) == "Removed: paper. u takes that back.")
        await go(bench, "work")
        await bench.press("x", "down", "enter")
        await until(bench, lambda: "There are codes below 'work'." in said(bench))


async def test_what_is_said_of_a_code_is_edited_on_its_page(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/data entry")
        page = screen_of(bench).query_one(FieldPage)
        await until(bench, lambda: screen_of(bench).known is not None)
        await bench.press("enter")
        assert page.has_focus
        assert any("▸ name" in row for row in bench.rows())
        while page.current and page.current.key != "definition":
            await bench.press("down")
        await bench.press("enter", *"补录", "f2")
        await until(bench, lambda: codebook(place)["work/data entry"].definition == "补录")
        assert page.has_focus
        assert any("definition" in row and "补录" in row for row in bench.rows())
        while page.current and page.current.key != "examples":
            await bench.press("down")
        await bench.press("enter", *"one", "enter", *"two", "f2")
        await until(bench, lambda: codebook(place)["work/data entry"].examples == ("one", "two"))
        await bench.press("enter", *"three", "escape")
        assert said(bench) == "It is not saved. Esc again gives it up."
        assert screen_of(bench).query_one(Editor).is_open
        await bench.press("escape")
        assert said(bench) == ""
        await bench.press("escape")
        assert screen_of(bench).rows.has_focus


async def test_the_line_of_keys_names_each_key_once(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(160, 40)) as bench:
        await edit(bench)
        await bench.press("tab")
        keys = bench.rows()[-1]
        assert keys.count("Enter ") == 1 and keys.count("Esc ") == 1, keys


async def test_marked_codes_get_a_colour_and_a_set(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("space", "space", "c")
        assert str(screen_of(bench).query_one(Drawer).query_one("Choices").rows[0]).startswith("███ orange")  # type: ignore[attr-defined]
        await bench.press(*"#12", "enter")
        assert codebook(place)["work/paper"].color == ""
        await bench.press("ctrl+u", *"#123abc", "enter")
        await until(bench, lambda: codebook(place)["work/data entry"].color == "#123abc")
        assert codebook(place)["work/paper"].color == "#123abc"
        await bench.press("t", *"核心", "enter")
        await until(bench, lambda: said(bench) == "Put in the set 核心: paper, data entry.")
        with open_project(place) as project, project.read("Anna") as view:
            assert sets.show(view, "核心").column("member") == ["work/paper", "work/data entry"]


async def test_a_heading_and_a_memo(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "pressure")
        await bench.press("H")
        await until(bench, lambda: not codebook(place)["pressure"].is_codable)
        await bench.press("w", *"谁来", "f2")
        with open_project(place) as project, project.read("Anna") as view:
            assert [memo.text for memo in memos.listing(view) if memo.on == "pressure"] == ["谁来"]


async def test_a_quick_key_is_given_to_a_code(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "pressure")
        await bench.press("tab", "down", "down", "down", "enter", "1", "enter")
        guid = codebook(place)["pressure"].guid
        assert bench.app.desk.recent.number(guid) == 1
        assert any("pressure  (key 1)" in row for row in bench.rows())


async def test_letters_find_codes_by_alias_pinyin_and_path(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(120, 40)) as bench:
        await edit(bench)
        everything = listed(bench)
        await bench.press("slash", *"yxxw")
        assert at(bench) == "policy implementation/hidden actions"
        assert listed(bench)[0] == "policy implementation"
        await bench.press("enter")
        assert screen_of(bench).rows.has_focus
        await bench.press("escape")
        assert listed(bench) == everything
        assert at(bench) == "policy implementation/hidden actions"


async def test_segments_of_the_code_open_and_come_back_here(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(120, 40)) as bench:
        await edit(bench)
        await go(bench, "policy implementation/hidden actions")
        await bench.press("s")
        await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen))
        await until(bench, lambda: bench.rows()[0].startswith(' Segments · "policy implementation/hidden actions"/*'))
        await bench.press("escape")
        assert at(bench) == "policy implementation/hidden actions"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_page_is_there_in_every_size(workbench: Open, sample: Path, size: tuple[int, int]) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=size) as bench:
        await edit(bench)
        await go(bench, "policy implementation/hidden actions")
        await until(bench, lambda: screen_of(bench).known is not None)
        text = bench.screen_text()
        assert "hidden actions" in text
        assert "definition" in text
        await bench.press("enter")
        await bench.press(*["down"] * 20)
        assert "in 10 documents" in bench.screen_text() or "documents ·" in bench.screen_text()


async def test_the_page_bears_having_no_room_while_a_filter_is_typed(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Min", CHINESE, size=(80, 24)) as bench:
        await edit(bench)
        await bench.press("slash", *"dress")
        await until(bench, lambda: " found · " in bench.rows()[0])
        screen_of(bench).show_page()
        assert at(bench) == "policy implementation/hidden actions/record dressing"
        await bench.press("enter")
        await until(bench, lambda: any("definition" in row for row in bench.rows()))


async def test_what_others_do_appears_and_the_place_stays(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/data entry")
        with open_project(place) as project, project.write("Ben") as work:
            codes.add(work, "before all")
            codes.move(work, "before all", None, position=0)
            codes.rename(work, "work/data entry", "录入")
        await until(bench, lambda: listed(bench)[0] == "before all")
        assert at(bench) == "work/录入"
        with open_project(place) as project, project.write("Ben") as work:
            codes.remove(work, "录入", with_codings=True)
        await until(bench, lambda: "work/录入" not in listed(bench))


async def test_a_frozen_codebook_says_why_it_is_only_read(workbench: Open, place: Path) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"]))
    before = paths(place)
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        for key in ("a", "A", "r", "m", "M", "S", "c", "d", "x", "H", "J", "greater_than_sign"):
            screen_of(bench).say("")
            await bench.press(key)
            assert "The codebook is frozen: a blind round of pilot is open." in said(bench), key
            assert not screen_of(bench).query_one(LinePanel).is_open
            assert not screen_of(bench).query_one(Drawer).is_open
    assert paths(place) == before


async def test_in_a_blind_round_the_page_tells_only_of_the_coders_own_work(workbench: Open, place: Path) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["P01"], keep=True))
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await until(bench, lambda: screen_of(bench).known is not None)
        assert "Ben" not in bench.screen_text()
        assert "frozen" in bench.rows()[0]


async def test_a_code_removed_while_it_is_offered_is_no_place_to_move_to(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("m", *"press")
        with open_project(place) as project, project.write("Ben") as work:
            codes.remove(work, "pressure")
        await until(bench, lambda: "pressure" not in listed(bench))
        await bench.press("enter")
        assert said(bench) == "Somebody has just removed this code."
        assert paths(place) == ["work", "work/paper", "work/data entry"]


async def test_what_is_written_of_a_code_that_is_removed_meanwhile_can_be_kept(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "pressure")
        await bench.press("d", *"a rule that took long")
        with open_project(place) as project, project.write("Ben") as work:
            codes.remove(work, "pressure")
        await bench.press("f2")
        assert said(bench).endswith("Save again to keep it as a memo on the project.")
        await bench.press("f2")
        assert said(bench) == "The memo on the project is saved."
    with open_project(place) as project, project.read() as view:
        assert "a rule that took long" in {memo.text for memo in memos.listing(view) if memo.target == "project"}


async def test_a_code_that_is_added_shows_although_it_is_not_looked_for(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await bench.press("slash", *"press", "enter", "a", *"other", "enter")
        await until(bench, lambda: at(bench) == "other")
        assert len(listed(bench)) == 5


async def test_the_codebook_is_written_to_a_file(workbench: Open, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "编码.yaml"
    file.write_text("old", encoding="utf-8")
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await bench.press("e", "ctrl+u", *str(file), "enter")
        assert file.read_text(encoding="utf-8") == "old"
        await bench.press("enter")
        await until(bench, lambda: said(bench).startswith("4 codes are in"))
        assert "data entry" in file.read_text(encoding="utf-8")


async def test_warnings_lead_to_their_code(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await bench.press("exclamation_mark", *"pressure", "enter")
        assert at(bench) == "pressure"


async def test_two_thousand_codes_are_found_folded_and_moved(workbench: Open, tmp_path: Path) -> None:
    place = tmp_path / "large.qualcode"
    with create_project(place, "Large", "Anna") as project, project.write("Anna") as work:
        groups = [CodeDraft(f"组 {group}", is_codable=False) for group in range(40)]
        drafts = [CodeDraft(f"code {group} {n}", parent=(f"组 {group}",)) for group in range(40) for n in range(49)]
        codebooks.import_codebook(work, Codebook([*groups, *drafts]))
    async with workbench(place, "Anna") as bench:
        await edit(bench)
        assert len(listed(bench)) == 40  # so large a codebook begins folded
        await bench.press("z")
        assert len(listed(bench)) == 2000
        await bench.press("slash", *"code 39 48", "enter")
        assert at(bench) == "组 39/code 39 48"
        await bench.press("escape", "K")
        await until(bench, lambda: paths(place)[-2:] == ["组 39/code 39 48", "组 39/code 39 47"])
        assert at(bench) == "组 39/code 39 48"


def test_folding_hides_what_is_below_and_finding_shows_the_way(place: Path) -> None:
    outline = Outline()
    outline.show(codebook(place).values())
    work = outline.visible[0]
    assert outline.fold(work, True)
    assert [code.path for code in outline.visible] == ["work", "pressure"]
    assert not outline.fold(outline.visible[1], True)
    outline.look_for([codebook(place)["work/paper"].guid])
    assert [code.path for code in outline.visible] == ["work", "work/paper"]


async def test_a_recoding_in_the_history_names_what_was_done(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await edit(bench)
        await go(bench, "work/paper")
        await bench.press("space", "space", "c", "enter")
        await until(bench, lambda: codebook(place)["work/paper"].color == "#e69f00")
    with open_project(place) as project, project.read("Anna") as view:
        assert history.undoable(view) == "described the codes work/paper, work/data entry"
