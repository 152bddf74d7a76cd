"""Opening the workbench from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode import launch
from qualcode.cli.workbench import open_
from qualcode.errors import NotFound, WrongUse


def test_in_a_pipe_a_terminal_is_asked_for() -> None:
    with pytest.raises(WrongUse, match="needs a terminal"):
        open_.main([], standalone_mode=False)


@pytest.mark.parametrize(
    ("terminal", "expected"),
    [
        ({"TERM_PROGRAM": "vscode"}, {"TEXTUAL_DISABLE_KITTY_KEY": "1"}),
        ({"TERM_PROGRAM": "iTerm.app"}, {"TEXTUAL_DISABLE_KITTY_KEY": "1"}),
        ({"LC_TERMINAL": "iTerm2"}, {"TEXTUAL_DISABLE_KITTY_KEY": "1"}),
        ({"TERM_PROGRAM": "vscode", "TEXTUAL_DISABLE_KITTY_KEY": "0"}, {"TEXTUAL_DISABLE_KITTY_KEY": "0"}),
        ({"TERM_PROGRAM": "WezTerm"}, {}),
        ({"NO_COLOR": "1"}, {"TEXTUAL_THEME": "ansi-dark"}),
        ({"NO_COLOR": "1", "TEXTUAL_THEME": "nord"}, {"TEXTUAL_THEME": "nord"}),
    ],
)
def test_what_a_terminal_needs_is_set_before_the_toolkit_is_imported(
    monkeypatch: pytest.MonkeyPatch, terminal: dict[str, str], expected: dict[str, str]
) -> None:
    settled = ("TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_THEME")
    for name in ("TERM_PROGRAM", "LC_TERMINAL", "NO_COLOR", *settled):
        monkeypatch.delenv(name, raising=False)
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    program = (
        "import os, sys\nfrom qualcode import launch\nassert 'textual' not in sys.modules\n"
        "try: launch.open_workbench('nowhere.qualcode', 'Anna')\nexcept Exception: pass\n"
        f"print(*(name + '=' + os.environ[name] for name in {settled} if name in os.environ))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == [f"{name}={value}" for name, value in expected.items()]


def test_a_document_that_is_not_there_is_said_before_anything_is_drawn(place: Path) -> None:
    with pytest.raises(NotFound, match="P02"):
        launch.open_workbench(str(place), "Anna", "P02")
