"""The answers to a question one under the other: sorted, found, and coded, one or many at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qualcode.actions import coding
from qualcode.actions.material import answers, attributes, cases, documents
from qualcode.project import create_project, open_project
from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.coding import CodingScreen
from tui.comparing import said, until
from tui.conftest import Bench, Open

HARDEST, BETTER = "申请或办理救助时", "您希望以后怎样改进"


def screen_of(bench: Bench) -> AnswersScreen:
    screen = bench.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


async def look(bench: Bench) -> AnswersScreen:
    await bench.press("g", "r")
    await until(bench, lambda: isinstance(bench.app.screen, AnswersScreen) and screen_of(bench).found is not None)
    return screen_of(bench)


def coded(place: Path, coder: str = "Min") -> Counter[tuple[str, str, str]]:
    """What a coder has put where, by document, words and code."""
    with open_project(place) as project, project.read(coder) as view:
        rows = [row for row in coding.listing(view) if row.coder == coder]
        texts = {name: documents.open_document(view, name).text for name in {row.document for row in rows}}
        return Counter((row.document, texts[row.document][row.start : row.end], row.code) for row in rows)


async def test_questions_are_gone_through_and_an_answer_is_read_in_its_document(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Min") as bench:
        screen = await look(bench)
        assert screen.found is not None and screen.found.question.startswith(HARDEST)
        count = len(screen.found.rows)
        await bench.press("p")
        await until(bench, lambda: screen.found is not None and screen.found.question.startswith(BETTER))
        await bench.press("n")
        await until(bench, lambda: screen.found is not None and screen.found.question.startswith(HARDEST))
        assert len(screen.found.rows) == count and f"{count} answers" in bench.rows()[0]
        await bench.press("down", "down")
        answer = screen.current
        assert answer is not None
        await bench.press("enter")
        await until(bench, lambda: isinstance(bench.app.screen, CodingScreen))
        assert bench.view.selection == answer.span and answer.span.of(bench.view.text) == answer.text
        await look(bench)
        assert screen.current == answer  # back at the row


async def test_one_answer_is_coded_and_the_codes_used_last_go_on_all_that_are_marked(
    workbench: Open, sample: Path
) -> None:
    async with workbench(sample, "Min", size=(120, 40)) as bench:
        screen = await look(bench)
        await bench.press("p")
        await until(bench, lambda: screen.found is not None and screen.found.question.startswith(BETTER))
        await bench.press("home", "z")
        first = screen.current
        assert first is not None and not first.marks
        before = coded(sample)
        await bench.press("c", *"overload", "enter")
        await until(bench, lambda: len(coded(sample)) == len(before) + 1)
        ((where, words, code),) = coded(sample) - before
        assert (where, words) == (first.document, first.text) and code.endswith("system overload")
        await until(bench, lambda: bool(screen.current and screen.current.marks))
        await bench.press("z", "space", "space", ".")
        await until(bench, lambda: len(coded(sample)) == len(before) + 3)
        assert "2 codings are new." in said(bench)
        await bench.press("u")  # both at once
        await until(bench, lambda: len(coded(sample)) == len(before) + 1)
        await bench.press("u")
        await until(bench, lambda: coded(sample) == before)


async def test_a_new_code_is_made_on_the_way_and_taken_off_again(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Min") as bench:
        screen = await look(bench)
        before = coded(sample)
        answer = screen.current
        assert answer is not None
        await bench.press("c", *"quick and easy", "enter")
        await until(bench, lambda: (answer.document, answer.text, "quick and easy") in coded(sample))
        await until(bench, lambda: bool(screen.current) and "quick and easy" in {m.code for m in screen.current.marks})
        await bench.press("x", *"quick", "enter")
        await until(bench, lambda: coded(sample) == before)


async def test_they_are_found_and_sorted_by_what_is_recorded(workbench: Open, sample: Path) -> None:
    ages = {"R01": 34, "R02": 7, "R04": 58}
    with open_project(sample) as project, project.write("Lead") as work:
        attributes.define(work, "age", "integer")
        for name, age in ages.items():
            cases.add(work, f"{name} person")
            cases.link(work, name, f"{name} person")
            cases.set_values(work, f"{name} person", {"age": str(age)})
    async with workbench(sample, "Min", size=(120, 40)) as bench:
        screen = await look(bench)
        await bench.press("t", *"age", "tab", "enter")
        await until(bench, lambda: "age" in bench.rows()[1].split())
        await bench.press("o", *"age", "enter")
        await until(bench, lambda: "age ↑" in bench.rows()[1])
        shown = [row.values.get("age") for row in screen._listed]
        assert shown == [7, 34, 58, *[None] * (len(shown) - 3)]  # of whom nothing is recorded comes last
        await bench.press("/", *"58", "enter")
        assert [row.document for row in screen._listed] == ["R04"]
        await bench.press("/", "ctrl+u", *"R04 person", "enter")
        assert [row.document for row in screen._listed] == ["R04"]
        await bench.press("t", *"age", "tab", "enter")
        await until(bench, lambda: "age" not in bench.rows()[1])


async def test_what_others_put_there_is_seen_and_not_taken_off(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project:
        async with workbench(sample, "Min") as bench:
            screen = await look(bench)
            row = next(it for it in screen._listed if it.marks)
            with project.write("Jonas") as work:
                coding.apply_to_all(work, [(row.document, row.span)], guids=[row.marks[0].code_guid])
            await until(bench, lambda: any(m.coder == "Jonas" for it in screen._listed for m in it.marks))
            with project.write("Min") as work:
                coding.remove(work, [m.guid for it in screen._listed for m in it.marks if m.coder == "Min"])
            await until(bench, lambda: not any(m.coder == "Min" for it in screen._listed for m in it.marks))
            await bench.press("x")
            assert said(bench) == "No code of yours is on this answer."


async def test_the_table_is_written_as_the_command_writes_it(workbench: Open, sample: Path, tmp_path: Path) -> None:
    async with workbench(sample, "Min") as bench:
        screen = await look(bench)
        await bench.press("e", *str(tmp_path / "a.csv"), "enter")
        await until(bench, lambda: (tmp_path / "a.csv").exists())
        await until(bench, lambda: "rows are in" in said(bench))
        with open_project(sample) as project, project.read("Min") as view:
            assert screen.found is not None
            table = answers.table(view, screen.found.question)
        lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == ",".join(table.columns) and len(lines) == len(table.rows) + 1


@pytest.mark.parametrize("key", ["c", "x", ".", "1", "q", "n", "z", "t", "o", "M", "space", "enter", "e"])
async def test_without_questionnaires_every_key_is_harmless(workbench: Open, tmp_path: Path, key: str) -> None:
    place = tmp_path / "empty.qualcode"
    create_project(place, "Empty", "Min").close()
    async with workbench(place, "Min") as bench:
        await look(bench)
        assert "no answers in words yet" in said(bench)
        await bench.press(key)
        assert isinstance(bench.app.screen, AnswersScreen)
