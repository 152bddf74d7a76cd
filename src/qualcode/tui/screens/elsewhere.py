"""From a screen that lies over the text to any other, with the two keys that go there from the text."""

from __future__ import annotations

from abc import abstractmethod

from textual.binding import Binding
from textual.screen import Screen

from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.commands import bindings
from qualcode.tui.widgets.key_line import KeyLine, key_of
from qualcode.tui.widgets.message_line import MessageLine

Place = tuple[str, Span, str]
"""A document by name, a span of it, and the text the span was taken from."""


class ElsewhereScreen(Screen[Place | None]):
    """A screen over the text. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("away")

    @abstractmethod
    def rearrange(self) -> None:
        """Give the focus, and the line of keys, to what has them here."""

    def action_go(self) -> None:
        """Wait for the letter of where to go."""
        keys = self.query_one(KeyLine)
        keys.show_scope("go")
        keys.wait(self._go_on)

    async def _go_on(self, way: Binding | None) -> None:
        """Leave this screen and those below it for where the second key leads; any other key does nothing."""
        self.rearrange()
        if way is None or way.id in ("go.nowhere", "go.top"):
            if way is None:
                words = _("This key leads nowhere. {key} shows the keys that do.", key=key_of("go.elsewhere", self.app))
                self.query_one(MessageLine).say(words)
            elif way.id == "go.top":
                self.app.simulate_key("home")
            return
        home = self.app.screen_stack[0]
        while (screen := self.app.screen) is not home:
            screen.dismiss(None)
        await self.app.run_action(way.action, home)
