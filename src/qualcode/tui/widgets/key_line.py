"""The keys of where the focus is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
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
            self.refresh(
                layout=self.size.height != self.get_content_height(self.size, self.size, self.content_size.width)
            )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row; while it is waited for where to go, as many as it takes to name all places."""
        return len(self._rows(width))

    def render(self) -> Content:
        """As many keys as there is room for; help, and the way to other screens, are always there."""
        rows = self._rows(self.content_size.width)
        parts = [[part for key, word in row for part in ((key, "bold $text-primary"), f" {word}  ")] for row in rows]
        return Content("\n").join(Content.assemble(*row) for row in parts)

    def _rows(self, width: int) -> list[list[tuple[str, str]]]:
        shown = list(self._instead) if self._instead and self.scope == "document" else key_hints(self.scope, self.app)
        if self.scope == "go":
            return list(_in_rows(shown, width))
        ways = {key_of(name, self.app) for name in ("go.start", "go.elsewhere")}
        while sum(map(_room, shown)) > width:
            spare = [place for place, (key, _word) in enumerate(shown[:-1]) if key not in ways]
            if not spare:
                break
            del shown[spare[-1]]
        return [shown]


def _room(hint: tuple[str, str]) -> int:
    return cells("".join(hint)) + 3


def _in_rows(hints: Sequence[tuple[str, str]], width: int) -> Iterator[list[tuple[str, str]]]:
    """All hints, in rows of at most ``width`` cells."""
    row: list[tuple[str, str]] = []
    for hint in hints:
        if row and sum(map(_room, row)) + _room(hint) > width:
            yield row
            row = []
        row.append(hint)
    yield row


def key_hints(scope: Scope, app: App[Any]) -> list[tuple[str, str]]:
    """The first key of each command shown in a scope, the person's own key map included, and its short word."""
    shown = [command for each in WITHIN[scope] for command in COMMANDS if command.short and command.scope == each]
    shown.sort(key=lambda command: command.id.endswith(".help"))  # at the end, where it is never left out
    hints: dict[str, str] = {}  # of two commands with one key, the inner one has it
    for command in shown:
        hints.setdefault(key_of(command.id, app), command.short)
    return list(hints.items())


def key_of(name: str, app: App[Any]) -> str:
    """The first key of a command, the person's own key map included."""
    (command,) = (command for command in COMMANDS if command.id == name)
    keys = in_force(app).get(name, command.keys)
    return (key_list(keys) or [keys])[0]
