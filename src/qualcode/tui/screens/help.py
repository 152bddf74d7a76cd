"""All keys, under headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from qualcode.messages import _
from qualcode.tui.commands import COMMANDS, Command, Scope, by_group, key_list
from qualcode.tui.keymaps import in_force
from qualcode.tui.screens.pages import PageScreen
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.lines import Line

_KEYS = 28  # cells for the keys


class HelpScreen(PageScreen):
    """Every command of the table with its keys as they are now, the person's own key map included."""

    def __init__(self, first: Scope = "document") -> None:
        super().__init__(_("Keys of the workbench"), hang=_KEYS)
        self._first = first

    def lines(self) -> Iterator[Line]:
        """All keys as they are now."""
        return help_lines(in_force(self.app), self._first)

    def refresh_keys(self) -> None:
        """Show the keys in force."""
        super().refresh_keys()
        self.show(self.lines())


def help_lines(keymap: Mapping[str, str], first: Scope = "document") -> Iterator[Line]:
    """Headings and under each its commands: keys, and what they do; those of the scope ``first`` before the others."""
    yield ((_("Full-width marks work like the others, and Ctrl+P finds every command by its words."), "muted"),)
    mouse = _(
        "With the mouse: a drag selects; selected words are dragged onto a code of the codebook, or a click on the code puts it "
        "on them; a double click on a code puts it on the sentence; a click on a stripe selects what it stands for."
    )
    yield ((mouse, "muted"),)
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
