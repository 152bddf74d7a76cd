"""From a screen that lies over the text to any other, with the two keys that go there from the text, or by the words of a command."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.asking import questions
from qualcode.tui.commands import COMMANDS, Command, Scope, bindings
from qualcode.tui.keymaps import in_force
from qualcode.tui.widgets.bottom_panel import BottomPanel
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.key_line import KeyLine, key_of
from qualcode.tui.widgets.message_line import MessageLine, too_small
from qualcode.tui.widgets.whole_rows import WholeRows

Place = tuple[str, Span, str]
"""A document by name, a span of it, and the text the span was taken from."""


class ElsewhereScreen(Screen[Place | None]):
    """A screen over the text, with a line of keys, one for messages and a drawer. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("away")
    scope: ClassVar[Scope]
    """Whose commands it carries out."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = WholeRows()
        self._small = False

    @abstractmethod
    def rearrange(self) -> None:
        """Give the focus, and the line of keys, to what has them here."""

    @property
    @abstractmethod
    def main(self) -> Widget:
        """What carries out the keys that are not the screen's own."""

    def on_resize(self) -> None:
        """Say where there is no working in so small a terminal."""
        problem = too_small(self.app.size.width, self.app.size.height)
        if problem or self._small:
            self.query_one(MessageLine).say(problem, trouble=True, lasting=False)
        self._small = bool(problem)

    # Saying and asking

    def say(self, sentence: str, trouble: bool = False) -> None:
        """Say something in the line for it."""
        self.query_one(MessageLine).say(sentence, trouble)

    def ask(self, question: questions.Question, then: questions.Then) -> None:
        """Ask for a choice."""
        self.query_one(Drawer).ask(question, then)
        self.rearrange()

    def refresh_keys(self) -> None:
        """Other keys are in force."""
        self.query_one(KeyLine).refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, no key of what lies behind does anything but scroll it, or show help."""
        typing = self.focused is not None and any(isinstance(node, BottomPanel) for node in self.focused.ancestors)
        return not typing or action.startswith("scroll_") or action == "show_help"

    # Commands by their words

    def action_find_command(self) -> None:
        """Ask which command to run, of those that make sense here."""
        self.ask(questions.which_command(in_force(self.app), self.scope), self._run)

    def _run(self, answer: questions.Answer | None) -> None:
        if answer is not None:
            command = next(command for command in COMMANDS if command.id == answer.keys[0])
            self.call_later(self._carry_out, command)

    async def _carry_out(self, command: Command) -> None:
        if command.scope == "go":
            await self._go(command.action)
        else:
            here = self if command.scope in (self.scope, "away") else self.main
            await self.app.run_action(command.action, self.app if command.scope == "app" else here)

    # Going on

    def action_go(self) -> None:
        """Wait for the letter of where to go."""
        keys = self.query_one(KeyLine)
        keys.show_scope("go")
        keys.wait(self._go_on)

    async def _go_on(self, way: Binding | None) -> None:
        """Go where the second key leads; any other key does nothing."""
        self.rearrange()
        if way is None:
            words = _("This key leads nowhere. {key} shows the keys that do.", key=key_of("go.elsewhere", self.app))
            self.query_one(MessageLine).say(words)
        elif way.id == "go.top":
            self.app.simulate_key("home")
        elif way.id != "go.nowhere":
            await self._go(way.action)

    async def _go(self, action: str) -> None:
        """Leave this screen and those below it for where an action of the text leads."""
        home = self.app.screen_stack[0]
        while (screen := self.app.screen) is not home:
            screen.dismiss(None)
        await self.app.run_action(action, home)
