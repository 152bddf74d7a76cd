"""The workbench in a real terminal, from the outside: what is typed, what stands on the screen, what the project holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.actions import checks
from qualcode.actions.coding import CodingRow
from qualcode.project import open_project
from tui.conftest import CHINESE, Start


def test_a_chinese_interview_is_coded_undone_and_closed(
    start: Start, sample: Path, codings_of: Callable[..., list[CodingRow]]
) -> None:
    before = len(codings_of(sample, CHINESE))
    terminal = start(sample, "Jonas", CHINESE)
    screen = terminal.wait_for("科长您好，今天主要想听您讲讲试点这两年多的情况。")
    assert screen.startswith(f" {CHINESE}")
    assert "¶ 1/41  访谈者  Jonas" in screen
    terminal.press(")", "c", *"smart")
    terminal.wait_for("█ smart city")
    terminal.press("Enter")
    terminal.wait_for("Coded with services and settings/smart city.")
    assert len(codings_of(sample, CHINESE)) == before + 1
    terminal.press("n", "F9")
    terminal.wait_for("undo: coded")
    terminal.press("u")
    terminal.wait_for("Undone: coded")
    terminal.press("F1")
    terminal.wait_for("Keys of the workbench")
    terminal.press("Escape")
    terminal.wait_for("Undone: coded")
    terminal.press("C-q")
    terminal.wait_for("ended with 0")
    assert len(codings_of(sample, CHINESE)) == before + 1
    with open_project(sample) as project, project.read() as view:
        assert checks.findings(view) == []


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "linux", "COLORTERM": ""}])
def test_a_terminal_with_few_colours_or_none_works_as_well(
    start: Start, sample: Path, environment: dict[str, str]
) -> None:
    terminal = start(sample, "Jonas", CHINESE, **environment)
    terminal.wait_for("科长您好")
    terminal.press("c")
    terminal.wait_for("─Codes")
    terminal.press("Escape", "g", "o")
    terminal.wait_for("I06 西峦 recipient")
    terminal.press("Escape", "C-q")
    terminal.wait_for("ended with 0")


def test_a_fault_of_the_program_ends_it_without_showing_what_is_confidential(start: Start, sample: Path) -> None:
    terminal = start(
        sample, "Jonas", CHINESE, "import qualcode.tui.project.desk as d\nd.Desk.mark_done = lambda *_: 1 / 0"
    )
    terminal.wait_for("科长您好")
    terminal.press("D")
    screen = terminal.wait_for("ended with 1")
    assert "ZeroDivisionError" in screen
    assert "访谈者" not in screen


def test_the_workbench_speaks_chinese(start: Start, sample: Path) -> None:
    terminal = start(sample, "Jonas", CHINESE, language="zh")
    screen = terminal.wait_for("科长您好")
    assert "代码" in screen.splitlines()[-1]
    terminal.press("C-p")
    terminal.wait_for("─命令─")
    terminal.press(*"cwdbjw")
    terminal.wait_for("把此文档标记为您已完成")
    terminal.press("Escape", "F1")
    terminal.wait_for("工作台按键")
    terminal.press("C-q")
    terminal.wait_for("ended with 0")


def test_chinese_words_over_the_edge_of_a_panel_are_whole_and_a_correction_is_kept(start: Start, sample: Path) -> None:
    """The codebook ends beneath the editor in the middle of a character: it must not take that away."""
    terminal = start(sample, "Jonas", CHINESE)
    terminal.wait_for("科长您好")
    terminal.press("C", "E")
    terminal.wait_for("Text “访谈者：科长您好，今天主要想听您讲讲试点这两年多的情况。您在…”")
    terminal.press("Home", "那么，")
    terminal.wait_for("那么，访谈者：科长您好，今天主要想听您讲讲试点这两年多的情况。")
    terminal.press("F2")
    terminal.wait_for("The text is changed.")
    terminal.press("C-z")
    terminal.wait_for("Undone: revised")
    terminal.press("C-q")
    terminal.wait_for("ended with 0")
    with open_project(sample) as project, project.read() as view:
        assert checks.findings(view) == []


def in_dispute(screen: str) -> int:
    """How many passages are in dispute, none of them decided."""
    found = re.search(r" 0/(\d+) decided", screen)
    assert found is not None, screen
    return int(found[1])


def test_a_lead_settles_a_dispute_and_comes_back_from_the_document(start: Start, studied: Path) -> None:
    terminal = start(studied, "Lead", CHINESE)
    terminal.wait_for("科长您好")
    terminal.press("g", "a")
    n = in_dispute(terminal.wait_for("decided"))
    terminal.press("Enter", "k")
    terminal.wait_for("The reason:")
    terminal.press(*"因为他说了", "F2")
    terminal.wait_for(f"Kept. {n - 1} passages wait to be decided.")
    screen = terminal.wait_for(f"1/{n} decided")
    assert "B[" in screen and "]B" in screen
    terminal.press("o")
    terminal.wait_for("back to the figures, where you were.")
    terminal.press("g", "a")
    terminal.wait_for(f"1/{n} decided")
    terminal.press("u")
    terminal.wait_for(f"0/{n} decided")
    terminal.press("C-q")
    terminal.wait_for("ended with 0")
    with open_project(studied) as project, project.read() as view:
        assert checks.findings(view) == []
