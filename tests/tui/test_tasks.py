"""The table of keystrokes in the guide: each line is played, does what it says, and takes as many keys as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.tui.widgets.editor import Editor
from tui.conftest import CHINESE, Bench, Open

GUIDE = Path(__file__).parents[2] / "docs" / "workbench.md"
SENTENCE, NEXT = "小程序有个评价，五颗星，热线也有。", "大姐嘛，心软。"
KEYS = {"Enter": "enter", "Tab": "tab", "Ctrl+R": "ctrl+r", ".": "full_stop", ")": "right_parenthesis"}
FRESH = (
    "Code the current sentence with a known code",
    "Put two codes on the current sentence",
    "Make the current word a code",
)


def tasks() -> dict[str, tuple[list[str], int]]:
    """The keys of each task and how many there are, as the guide has them."""
    (table,) = re.findall(r"## How many keys\n.*?(?=\n## )", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    lines = re.findall(r"^\| ([^|]+) \| (`[^|]+`) \| (\d+) \|$", table, re.MULTILINE)
    return {task: (re.findall(r"`([^`]+)`", keys), int(count)) for task, keys, count in lines}


def codings(bench: Bench) -> set[tuple[str, str, float | None]]:
    """What the lead, who has coded nothing here before, has coded: the words, the code, the weight."""
    rows = [row for row in bench.app.desk.codings.values() if row.coder == "Lead"]
    return {(bench.view.text[row.start : row.end], row.code.split("/")[-1], row.weight) for row in rows}


CHANGES = {
    "Put two codes on the current sentence": 2,
    "Take off the coding here": -1,
    "Take back what was done last": -1,
    "Split the coding here at the caret": 1,
    **dict.fromkeys(
        (
            "Code the current sentence with a known code",
            "Code it with the code used last",
            "Code it with a code that has a number",
            "Go to the next sentence and code it with the code used last",
            "Code the current word",
            "Code the current paragraph",
            "Make the current word a code",
            "Do it again",
        ),
        1,
    ),
}
"""How many codings a task adds, where that is not none."""


@pytest.mark.parametrize("task", tasks())
async def test_a_task_takes_the_keys_the_guide_says(workbench: Open, sample: Path, task: str) -> None:
    keys, count = tasks()[task]
    async with workbench(sample, "Lead", CHINESE) as bench:
        await prepare(bench, task)
        before, caret, done = codings(bench), bench.view.caret, bench.app.desk.done
        pressed = [KEYS.get(key, key) for key in keys]
        assert len(pressed) == count
        await bench.press(*pressed)
        after = codings(bench)
        assert len(after) == len(before) + CHANGES.get(task, 0)
        if task.startswith("Go to the next"):
            assert bench.view.caret > caret
        assert (bench.app.desk.done != done) == task.startswith("Mark")
        assert bench.screen.query_one(Editor).is_open == task.startswith("Open a memo")
        if task.startswith("Give"):
            assert len(after - before) == 1


async def prepare(bench: Bench, task: str) -> None:
    """The caret stands in a sentence; what is about a coding finds one of hers there, what uses the last code finds it used."""
    await bench.go_to(SENTENCE)
    if task in FRESH:
        return
    await bench.press("c", *"smart", "enter", "escape")
    if task in CHANGES and CHANGES[task] == 1 and not task.startswith("Split"):
        await bench.go_to(NEXT)
    else:
        await bench.go_to(SENTENCE[8:])
    if task == "Do it again":
        await bench.press("u")


def test_there_are_twenty_tasks_and_coding_costs_little() -> None:
    known = tasks()
    assert len(known) == 20
    assert known["Code the current sentence with a known code"][1] <= 5
    assert known["Code it with the code used last"][1] == 1
