"""Lines to read, on a screen of their own: what a report, the help and other pages have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from qualcode.messages import _
from qualcode.tui.screens.elsewhere import ElsewhereScreen
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.key_line import KeyLine
from qualcode.tui.widgets.lines import Line, Lines
from qualcode.tui.widgets.message_line import MessageLine
from qualcode.tui.widgets.one_line import OneLine


class PageScreen(ElsewhereScreen):
    """A title over lines that are scrolled; ``hang`` is how wide the first words of those are that go on under the second."""

    AUTO_FOCUS = "#lines"
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")
    scope = "paper"

    def __init__(self, title: str, lines: Iterable[Line] = (), hang: int = 0) -> None:
        super().__init__()
        self._title, self._lines, self._hang = title, list(lines), hang

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        with Container(id="middle"):
            yield Lines(id="lines", hang=self._hang)
            yield Drawer(self.rearrange)
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the lines."""
        self.query_one("#title", OneLine).show_words(self._title, _("Esc: back"))
        self.query_one(KeyLine).show_scope(self.scope)
        self.show(self.lines())

    def lines(self) -> Iterable[Line]:
        """What is shown first."""
        return self._lines

    def show(self, lines: Iterable[Line]) -> None:
        """Show other lines."""
        self.query_one("#lines", Lines).show_lines(lines)

    @property
    def main(self) -> Widget:
        """The lines."""
        return self.query_one("#lines", Lines)

    def rearrange(self) -> None:
        """The drawer has come up or is done with."""
        drawer = self.query_one(Drawer)
        self.query_one(KeyLine).show_scope("drawer" if drawer.is_open else self.scope)
        self.set_focus(drawer.field if drawer.is_open else self.main)

    def action_go_text(self) -> None:
        """Back."""
        self.dismiss(None)
