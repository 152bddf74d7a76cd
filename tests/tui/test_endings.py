"""However the workbench ends, what it has said to be done is in the project."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.actions import checks, coding, history, memos
from qualcode.actions.coding import CodingRow
from qualcode.project import open_project
from tui.conftest import CHINESE, Start


def test_killed_while_coding_it_has_kept_all_that_was_painted(
    start: Start, sample: Path, tmp_path: Path, codings_of: Callable[..., list[CodingRow]]
) -> None:
    before = len(codings_of(sample, CHINESE, "Jonas"))
    terminal = start(sample, "Jonas", CHINESE, size=(120, 30))
    terminal.wait_for("? help")
    terminal.press(")", "c", *"smart", "Enter")
    terminal.wait_for("Coded with")
    for _sentence in range(4):
        terminal.press(")", "F9")
    terminal.press(")", "m", *"kept", "F2")
    terminal.wait_for("The memo is saved.")
    with open_project(sample) as project, project.read() as view:
        (memo,) = (memo for memo in memos.listing(view, CHINESE) if memo.text == "kept")
    terminal.until(lambda: f": {memo.start}}}" in "".join(map(Path.read_text, (tmp_path / "state").iterdir())))
    os.kill(terminal.process, signal.SIGKILL)
    terminal.wait_for("ended with")
    assert len(codings_of(sample, CHINESE, "Jonas")) == before + 5
    with open_project(sample) as project, project.read() as view:
        assert "kept" in {memo.text for memo in memos.listing(view, CHINESE)}
        assert checks.findings(view) == []
    again = start(sample, "Jonas", CHINESE, size=(120, 30))
    again.wait_for("Jonas: kept")  # the caret is where it was
    again.press("u")
    again.wait_for("Undone: ")


@pytest.mark.parametrize(
    ("how", "after"), [(signal.SIGKILL, 0.05), (signal.SIGKILL, 0.4), (signal.SIGKILL, 0.9), (signal.SIGHUP, 0.3)]
)
def test_ended_in_the_middle_of_a_burst_it_leaves_a_whole_project(
    start: Start, sample: Path, codings_of: Callable[..., list[CodingRow]], how: signal.Signals, after: float
) -> None:
    """At whatever moment: what is painted as coded is in the file, nothing is half there, and undo goes on from there."""
    before = len(codings_of(sample, CHINESE, "Jonas"))
    terminal = start(sample, "Jonas", CHINESE, size=(120, 90))
    terminal.wait_for("? help")
    terminal.press(")", "c", *"zzz", "Enter")
    terminal.wait_for("Coded with zzz.")
    terminal.burst(*[")", "F9", "s", "F9", "u", "C-r", "m", *"note", "F2"] * 5)
    time.sleep(after)
    os.kill(terminal.process, how)
    screen = terminal.wait_for("ended with")
    assert "Traceback" not in screen
    painted = re.search(r"█ zzz +(\d+)", screen)
    with open_project(sample) as project, project.read() as view:
        assert checks.findings(view) == []
        mine = [row for row in coding.matching(view, coder="Jonas") if row.code == "zzz"]
    assert painted is None or abs(len(mine) - int(painted[1])) <= 1  # a key more may have been done, or be on its way
    assert len(codings_of(sample, CHINESE, "Jonas")) == before + len(mine) >= before + 1
    with open_project(sample) as project, project.write("Jonas") as work:
        history.undo(work)
    with open_project(sample) as project, project.read() as view:
        assert checks.findings(view) == []


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_line_that_breaks_keeps_the_memo_being_written(start: Start, sample: Path, how: signal.Signals) -> None:
    terminal = start(sample, "Jonas", CHINESE)
    terminal.wait_for("科长您好")
    terminal.press(")", "m", *"这一段很重要")
    terminal.wait_for("这一段很重要")
    os.kill(terminal.process, how)
    screen = terminal.wait_for("ended with 0")
    assert "Traceback" not in screen
    with open_project(sample) as project, project.read() as view:
        assert "这一段很重要" in {memo.text for memo in memos.listing(view, CHINESE)}
        assert checks.findings(view) == []
    assert not sample.with_name(sample.name + "-wal").exists()


def test_a_terminal_too_small_says_so_and_the_place_is_kept(start: Start, sample: Path) -> None:
    terminal = start(sample, "Jonas", CHINESE, size=(120, 40))
    terminal.wait_for("? help")
    terminal.press(">", "(")
    terminal.wait_for("¶ 41/41")
    for columns, rows in ((50, 12), (20, 5), (4, 2), (200, 60), (80, 24)):
        terminal.resize(columns, rows)
        if (columns, rows) == (50, 12):
            terminal.wait_for("This terminal has 50×12 cells")
        terminal.come_to_rest()
    assert "¶ 41/41" in terminal.wait_for("? help")
    assert "This terminal has" not in terminal.screen


@pytest.mark.parametrize(
    ("size", "environment"),
    [
        ((120, 40), {}),
        ((200, 60), {"light": "yes"}),
        ((80, 24), {"NO_COLOR": "1"}),
        ((80, 24), {"TERM": "linux", "COLORTERM": ""}),
        ((80, 24), {"TEXTUAL_COLOR_SYSTEM": "standard"}),
    ],
)
def test_every_screen_is_reached_in_every_terminal(
    start: Start, studied: Path, tmp_path: Path, size: tuple[int, int], environment: dict[str, str]
) -> None:
    if "light" in environment:
        tmp_path.joinpath("settings.toml").write_text('theme = "textual-light"\n')
    terminal = start(studied, "Jonas", CHINESE, size=size, **environment)
    terminal.wait_for("? help")
    for keys, words in (
        ("gd", "done by you"),
        ("gs", "segments"),
        ("gk", "Codebook"),
        ("gm", "Codes × documents"),
        ("gw", "Words"),
        ("gv", "Saturation"),
        ("ga", "decided"),
        ("A", "A Jonas"),
    ):
        terminal.press(*keys)
        terminal.wait_for(words)
        terminal.come_to_rest()
        terminal.press("Escape", "Escape")
        terminal.wait_for("g go  n next")
    terminal.press("F1")
    terminal.wait_for("Keys of the workbench")
    terminal.press("Escape", "C-q")
    terminal.wait_for("ended with 0")
