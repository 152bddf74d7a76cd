"""The table of commands: keys that mean one thing, words for each, and everything made from it."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from qualcode.config import Settings
from qualcode.tui.commands import COMMANDS, WITHIN, Scope, in_palette, key_list, meet
from qualcode.tui.keymaps import checked_keymap, folded
from qualcode.tui.screens.help import help_lines
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.workspace import Workspace
from tui.conftest import Open

OFTEN = ("code.apply", "code.repeat", "code.in_vivo", "code.remove", "history.undo", "history.redo", "memo.write")
TOOL = Path(__file__).parents[2] / "tools" / "keys.py"


def test_every_command_has_a_name_of_its_own_words_and_a_heading() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert "." in command.id
        assert command.help
        assert command.group


def test_no_key_means_two_things() -> None:
    for one, other in combinations(COMMANDS, 2):
        if meet(one.scope, other.scope):
            assert not folded(one.keys) & folded(other.keys), (one.id, other.id)


def test_no_key_is_one_that_terminals_or_input_methods_keep_to_themselves() -> None:
    kept = {
        "ctrl+space",
        "shift+space",
        "ctrl+at",
        "ctrl+s",
        "ctrl+b",
        "ctrl+a",
        "f10",
        "f11",
        "ctrl+i",
        "ctrl+m",
        "ctrl+h",
    }
    for command in COMMANDS:
        keys = set(command.keys.split(","))
        assert not keys & kept, command.id
        assert not any(key.startswith("alt+") for key in keys), command.id


@pytest.mark.parametrize("name", OFTEN)
def test_what_is_done_often_has_a_key_that_works_with_an_input_method_on(name: str) -> None:
    (command,) = (command for command in COMMANDS if command.id == name)
    assert any(len(key) > 1 for key in command.keys.split(","))


def test_everything_that_is_done_with_the_text_is_in_its_palette() -> None:
    offered = {command.id for command in in_palette()}
    with_text = {"app", "screen", "coding", "document", "go", "unit"}
    left_out = {command.id for command in COMMANDS if command.scope in with_text} - offered
    assert {name for name in left_out if not is_one_of_nine(name)} == {
        "app.commands",
        "go.start",
        "go.nowhere",
        "selection.unit",
        "unit.nowhere",
    }


def test_every_screen_has_a_palette_in_which_its_commands_are() -> None:
    by_scope = {
        scope: {command.id for command in in_palette(scope)} for scope, near in WITHIN.items() if "away" in near
    }
    panels = {"tree", "drawer", "editor", "lines", "line", "away"}
    for command in COMMANDS:
        on_screens = any(command.id in offered for offered in by_scope.values())
        assert (
            on_screens
            or is_one_of_nine(command.id)
            or command.id in {it.id for it in in_palette()}
            or command.scope in panels | {"coding", "go"}
            or (command.id in ("app.commands", "go.start", "unit.nowhere"))
        ), command.id


@pytest.mark.parametrize("scope", [scope for scope, around in WITHIN.items() if "away" in around])
def test_on_every_screen_the_palette_has_its_commands_and_the_ways_elsewhere(scope: Scope) -> None:
    offered = [command.id for command in in_palette(scope)]
    own = {command.id for command in COMMANDS if command.scope == scope}
    assert {name for name in own - set(offered) if not is_one_of_nine(name)} == set()
    assert {"go.text", "go.documents", "go.segments", "app.quit"} < set(offered)


def is_one_of_nine(name: str) -> bool:
    """Whether help shows a command as one of nine keys that do alike."""
    return re.search(r"\.(quick|put)_[1-9]$", name) is not None


def test_help_has_every_command_with_its_keys() -> None:
    lines = [[words for words, _look in line] for line in help_lines({})]
    for command in COMMANDS:
        keys = "  ".join(key_list(command.keys))
        shown = [line[0].strip() for line in lines if line[1:] == [command.help]]
        assert ("1 … 9" if is_one_of_nine(command.id) else keys) in shown


def test_the_guide_has_every_command_and_preset_with_its_keys() -> None:
    ended = subprocess.run([sys.executable, str(TOOL), "--check"], check=False)
    assert ended.returncode == 0, "docs/workbench.md is not as the table of commands has it: python tools/keys.py"


async def test_help_opens_over_the_text_and_closes(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(80, 24)) as bench:
        for key in ("question_mark", "f1", "？"):
            await bench.press(key)
            assert bench.rows()[0].startswith(" Keys of the workbench")
            assert bench.app.screen.query_one(Lines).has_focus
            await bench.press("pagedown", "pagedown", "escape")
            assert bench.view.has_focus


async def test_the_palette_finds_a_command_by_its_words_and_runs_it(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(80, 24)) as bench:
        await bench.press("ctrl+p", *"only your", "enter")
        assert bench.said == "Only your codings are shown."
        await bench.press("ctrl+p", *"another doc", "enter")
        assert bench.asking
        await bench.press(*"N01", "enter")
        assert bench.rows()[0].startswith(" N01")
        await bench.press("ctrl+p", *"next word", "enter")
        assert bench.view.caret == 4
        await bench.press("ctrl+p", *"节点")
        assert bench.offered[0].startswith("Put codes on the selection")
        await bench.press("enter")
        assert bench.asking


async def test_the_palette_closes_the_workbench(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(80, 24)) as bench:
        await bench.press("ctrl+p", *"close the", "enter")
        assert bench.app._exit


async def test_a_key_map_changes_keys_everywhere(workbench: Open, place: Path) -> None:
    settings = Settings(keymap={"code.apply": "ctrl+e,K", "app.help": "f12"})
    async with workbench(place, "Anna", "P01", size=(80, 24), settings=settings) as bench:
        assert bench.rows()[-1].startswith(" Ctrl+E code")
        assert bench.rows()[-1].endswith("F12 help")
        await bench.press("c")
        assert not bench.asking
        await bench.press("K")
        assert bench.asking
        await bench.press("escape", "f12", "pagedown", "pagedown", "pagedown")
        assert "Ctrl+E  K " in bench.screen_text()


async def test_what_is_wrong_with_a_key_map_is_said_and_the_rest_used(workbench: Open, place: Path) -> None:
    settings = Settings(keymap={"code.aply": "K", "memo.write": "x", "code.repeat": "K"}, theme="pink")
    async with workbench(place, "Anna", "P01", size=(120, 30), settings=settings) as bench:
        assert "The key map names 'code.aply', which is no command." in bench.said
        assert "The key map gives 'x' to memo.write, but code.remove has it." in bench.said
        assert "There is no theme 'pink'" in bench.said
        await bench.press("K")
        assert bench.said.startswith("Coded with")


def test_a_key_that_is_given_up_is_free_for_another() -> None:
    keymap, problems = checked_keymap({"code.remove": "K", "memo.write": "x"})
    assert (keymap, problems) == ({"code.remove": "K", "memo.write": "x"}, [])


async def test_ctrl_c_does_not_end_the_workbench(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "c", "ctrl+c")
        assert bench.app.is_running
        assert bench.said == "Ctrl+Q closes the workbench."


def test_the_text_and_the_workspace_bind_what_the_table_says() -> None:
    bound = {binding.id for binding in Workspace.BINDINGS}  # type: ignore[union-attr]
    assert bound == {command.id for command in COMMANDS if command.scope == "coding"}
