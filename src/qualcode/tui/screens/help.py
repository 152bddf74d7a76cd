"""All keys, under headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.messages import _
from qualcode.tui.commands import COMMANDS, Command, Scope, by_group, key_list
from qualcode.tui.keymaps import in_force
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.lines import Line, Lines
from qualcode.tui.widgets.one_line import OneLine

_KEYS = 28  # cells for the keys


class HelpScreen(Screen[None]):
    """Every command of the table with its keys as they are now, the person's own key map included."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, first: Scope = "document") -> None:
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        """A title and the list."""
        yield OneLine(id="title")
        yield Lines(id="help", hang=_KEYS)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OneLine).show_words(_("Keys of the workbench"), _("Esc: back"))
        self.query_one(Lines).show_lines(help_lines(in_force(self.app), self._first))

    def action_go_text(self) -> None:
        """Back to work."""
        self.dismiss()


def help_lines(keymap: Mapping[str, str], first: Scope = "document") -> Iterator[Line]:
    """Headings and under each its commands: keys, and what they do; those of the scope ``first`` before the others."""
    yield ((_("Full-width marks work like the others, and Ctrl+P finds every command by its words."), "muted"),)
    for heading, commands in by_group(sorted(COMMANDS, key=lambda command: command.scope != first)).items():
        yield ()
        yield ((heading, "head"),)
        for words, group in groupby(commands, lambda command: command.help):
            keys = _keys(list(group), keymap)
            yield (f"  {keys}{' ' * (_KEYS - 2 - cells(keys))}", ""), (words, "muted")


def _keys(commands: Sequence[Command], keymap: Mapping[str, str]) -> str:
    """The keys of commands that say the same: one after the other, or from the first to the last."""
    lists = [key_list(keymap.get(command.id, command.keys)) for command in commands]
    if len(lists) > 2:
        return f"{lists[0][0]} … {lists[-1][0]}"
    return "  ".join(key for keys in lists for key in keys)
