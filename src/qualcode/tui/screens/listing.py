"""What screens with a table of rows have in common: the rows, the panels over them, and changes made beside the screen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from qualcode.actions import history
from qualcode.actions.material import documents
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined
from qualcode.project import Work
from qualcode.text.span import Span
from qualcode.tui.asking.big_steps import take_back
from qualcode.tui.commands import Scope
from qualcode.tui.project import desk as desks
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import ElsewhereScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.widgets.bottom_panel import ROWS, BottomPanel
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.key_line import KeyLine, key_of
from qualcode.tui.widgets.line_panel import LinePanel, Wanted
from qualcode.tui.widgets.message_line import MessageLine
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.row_table import RowTable

_SCOPES: tuple[tuple[type[Widget], Scope], ...] = ((LinePanel, "line"), (Editor, "editor"))
_LOOK_AGAIN = 1.5  # seconds between looks at what others have done


class ListScreen(ElsewhereScreen):
    """A table, a panel under it perhaps, and what is asked comes up over them.

    Dismissed with a place to be read, or with nothing. What is looked at stays for the next time.
    """

    AUTO_FOCUS = "RowTable"
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._said = ""  # what was done last, to be said again once all that is shown is true again
        self._saving = False
        self._to_save: list[Callable[[Work], str]] = []

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        with Container(id="middle"):
            yield from self.compose_table()
            yield from self.compose_under()
            yield Drawer(self.rearrange)
            yield LinePanel(self.rearrange)
        yield MessageLine()
        yield KeyLine()

    def compose_table(self) -> ComposeResult:
        """What is looked at: a table of rows here."""
        yield RowTable(self.show_row, self.action_open, self.sort_by)

    def compose_under(self) -> ComposeResult:
        """What stands under the table; nothing here."""
        return iter(())

    def on_mount(self) -> None:
        """The keys, and a look at what others do every now and then."""
        self.query_one(KeyLine).show_scope(self.scope)
        self.set_interval(_LOOK_AGAIN, self._look_again)

    def on_screen_resume(self) -> None:
        """Look, unless nothing has changed since."""
        self.look()

    def _look_again(self) -> None:
        if self.is_current and not self._saving and not self._reading:
            self.look()

    @property
    def _reading(self) -> bool:
        """Whether a look is still under way: begun anew every time, one that takes longer than that would never come to its end."""
        return any(worker.node is self and not worker.is_finished for worker in self.workers)

    @property
    def rows(self) -> RowTable:
        """The table."""
        return self.query_one(RowTable)

    @property
    def main(self) -> Widget:
        """What has the focus unless something is asked."""
        return self.rows

    # What each screen does in its own way

    @abstractmethod
    def look(self) -> None:
        """Read what has changed since the last look."""

    def show_row(self) -> None:
        """The cursor is on another row."""

    @abstractmethod
    def action_open(self) -> None:
        """Open what is at the cursor."""

    def leave_for(self, document: str, span: Span) -> None:
        """Go to a place in a document; where that is gone, it is said."""
        try:
            with self.desk.project.read(self.desk.coder) as view:
                text = documents.open_document(view, document).text
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self.dismiss((document, span, text))

    def sort_by(self, order: str) -> None:
        """The head of a column was clicked: sort by it, the other way round where it is sorted by it already."""

    # Saying and asking

    @property
    def line(self) -> LinePanel:
        """Where lines are typed."""
        return self.query_one(LinePanel)

    def ask_line(self, wanted: Wanted) -> None:
        """Ask for a line."""
        self.line.ask(wanted)
        self.rearrange()

    def ask_again(self, wanted: Wanted, typed: str, problem: str) -> None:
        """Ask for a line once more, with what was typed and what is wrong with it."""
        self.say("")
        self.ask_line(replace(wanted, text=typed, replaced=False))
        self.line.refuse(problem)

    def rearrange(self) -> None:
        """A panel has come up or is done with: it has the focus, and the table gives way."""
        open_ones = [panel for panel in self.query(BottomPanel) if panel.is_open]
        scope: Scope = self.scope
        if open_ones:
            scope = next((of for kind, of in _SCOPES if isinstance(open_ones[0], kind)), "drawer")
        self.query_one(KeyLine).show_scope(scope)
        self.set_class(bool(open_ones), "-asking")
        self.main.styles.margin = (0, 0, ROWS if open_ones else 0, 0)
        self.set_focus(open_ones[0].field if open_ones else self.main)

    def action_show_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen(self.scope))

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def key(self, name: str) -> str:
        """The first key of a command of this screen."""
        return key_of(f"{self.scope}.{name}", self.app)

    # Changing

    def change(self, act: Callable[[Work], str]) -> None:
        """Change the project beside the screen, one change after the other; ``act`` returns what is said then."""
        self._to_save.append(act)
        self._save_next()

    def _save_next(self) -> None:
        if self._to_save and not self._saving:
            self._saving = True
            self.say(_("Saving …"))
            self._change(self._to_save.pop(0))

    @work(thread=True, group="change")
    def _change(self, act: Callable[[Work], str]) -> None:
        try:
            with self.desk.door.passing(), self.desk.project.write(self.desk.coder, patience=desks.PATIENCE) as written:
                said = act(written)
            then = partial(self.changed, joined([said, *written.notices]))
        except QualcodeError as error:
            then = partial(self.changed, str(error), True)
        self.app.call_from_thread(then)

    def changed(self, sentence: str, trouble: bool = False) -> None:
        """What was to be done is done, or refused."""
        self._saving = False
        self._said = "" if trouble else sentence
        self.say(sentence, trouble)
        self.look()
        self._save_next()

    def action_undo(self) -> None:
        """Take back the latest change; where that is much, after a question."""

        def act() -> None:
            self.change(lambda work: _("Undone: {label}", label=history.undo(work)))

        take_back(self.desk, self.ask, act)

    def action_redo(self) -> None:
        """Do again what was taken back; where that is much, after a question."""

        def act() -> None:
            self.change(lambda work: _("Redone: {label}", label=history.redo(work)))

        take_back(self.desk, self.ask, act, again=True)
