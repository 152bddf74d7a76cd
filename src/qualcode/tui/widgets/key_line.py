"""The keys of where the focus is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from qualcode.tui.commands import COMMANDS, WITHIN, Scope, bindings, key_list
from qualcode.tui.keymaps import in_force
from qualcode.tui.view.width import cells

Then = Callable[[Binding | None], Awaitable[None]]


class SecondKey(Widget):
    """Has the focus while the second key of two is waited for."""

    _then: Then | None = None

    def wait(self, then: Then | None = None) -> None:
        """Take the focus for one key; ``then`` is told which of the bindings here it is, or None, and does what is to be done."""
        self._then = then
        self.can_focus = True
        self.screen.set_focus(self)

    def on_blur(self) -> None:
        """The key has come, or the focus went elsewhere."""
        self.can_focus = False

    async def on_key(self, event: events.Key) -> None:
        """A key that means nothing here ends the waiting and does nothing else."""
        active = self.screen.active_bindings.get(event.key)
        own = active.binding if active is not None and active.node is self else None
        if self._then is not None:
            event.stop()
            await self._then(own)
        elif own is None:
            event.stop()
            await self.run_action("screen.go_text")


class UnitKeys(SecondKey):
    """Waits for the unit of text that is to be selected; takes no room."""

    BINDINGS = bindings("unit")
    DEFAULT_CSS = "UnitKeys { height: 0; }"


class KeyLine(SecondKey):
    """The keys of where the focus is. With the focus itself, it waits for the second key of “go to”."""

    BINDINGS = bindings("go")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.scope: Scope = "document"
        self._instead: Sequence[tuple[str, str]] = ()

    def show_instead(self, hints: Sequence[tuple[str, str]]) -> None:
        """While something is being done that has keys of its own, show these; none: those of the scope again."""
        if self._instead != hints:
            self._instead = hints
            self.refresh()

    def show_scope(self, scope: Scope) -> None:
        """Show the keys of a scope and of those around it."""
        if scope != self.scope:
            self.scope = scope
            self.refresh()

    def render(self) -> Content:
        """As many keys as there is room for; help is always there."""
        shown = list(self._instead) if self._instead and self.scope == "document" else key_hints(self.scope, self.app)
        while len(shown) > 1 and sum(cells("".join(pair)) + 3 for pair in shown) > self.content_size.width:
            del shown[-2]
        parts = [part for key, word in shown for part in ((key, "bold $text-primary"), f" {word}  ")]
        return Content.assemble(*parts)


def key_hints(scope: Scope, app: App[Any]) -> list[tuple[str, str]]:
    """The first key of each command shown in a scope, the person's own key map included, and its short word."""
    shown = [command for each in WITHIN[scope] for command in COMMANDS if command.short and command.scope == each]
    hints: dict[str, str] = {}  # of two commands with one key, the inner one has it
    for command in shown:
        hints.setdefault(key_of(command.id, app), command.short)
    return list(hints.items())


def key_of(name: str, app: App[Any]) -> str:
    """The first key of a command, the person's own key map included."""
    (command,) = (command for command in COMMANDS if command.id == name)
    keys = in_force(app).get(name, command.keys)
    return (key_list(keys) or [keys])[0]
