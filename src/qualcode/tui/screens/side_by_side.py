"""Who has coded the words at the caret how."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from qualcode.actions import coders
from qualcode.actions.agreement.passages import Ground
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.commands import bindings
from qualcode.tui.disputes import readings
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import ElsewhereScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.key_line import KeyLine
from qualcode.tui.widgets.message_line import MessageLine
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.passage import Passage


class SideBySideScreen(ElsewhereScreen):
    """The words of one place in the open document, with a stripe for each coder whose codings may be seen; what was settled is nobody's."""

    BINDINGS = bindings("readings")
    scope = "readings"
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk, span: Span) -> None:
        super().__init__()
        assert desk.document is not None
        self.desk, self._span = desk, span
        self._ground = Ground(desk.document, tuple(desk.codings.values()))
        with desk.project.read(desk.coder) as view:
            layers = {row["coder"] for row in coders.listing(view).records() if row["kind"] == "consensus"}
        self._calling = Calling(sorted({row.coder for row in self._ground.codings} - layers))

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        with Container(id="middle"):
            yield Passage()
            yield Drawer(self.rearrange)
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the place."""
        self.query_one(KeyLine).show_scope("readings")
        self.query_one("#title", OneLine).show_words(
            _("{document}: who coded this how", document=self._ground.document.name)
        )
        if self.desk.blind:
            sentence = _(
                "A blind round of {study} is open: only your own codings are shown here.", study=self.desk.blind
            )
            self.say(sentence, trouble=True)
        self._show()

    def _show(self) -> None:
        short = readings.shortener([*self.desk.codes.values()])
        if self._calling.coders:
            self.query_one(Passage).show(readings.of_place(self._ground, self._span, self._calling, short))
        else:
            self.query_one(Passage).show_words([((_("Nobody has coded in this document yet."), "muted"),)])

    def action_anonymous(self) -> None:
        """Call coders by letters drawn anew, or by their names again."""
        self._calling = Calling(self._calling.coders, not self._calling.anonymous)
        self._show()

    def action_scroll_passage(self, rows: int) -> None:
        """Move the text."""
        self.query_one(Passage).scroll(rows)

    @property
    def main(self) -> Widget:
        """The words; the screen itself carries out their keys."""
        return self.query_one(Passage)

    def rearrange(self) -> None:
        """The drawer has come up or is done with."""
        drawer = self.query_one(Drawer)
        self.query_one(KeyLine).show_scope("drawer" if drawer.is_open else self.scope)
        self.set_focus(drawer.field if drawer.is_open else None)

    def action_show_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen(self.scope))

    def action_leave(self) -> None:
        """Back to the document."""
        self.dismiss(None)
