"""The screen for reading and coding a document, with everything around the text."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.dom import DOMNode
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from qualcode.actions.codes import CodeRow
from qualcode.actions.revising.text_change import TextChange
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, plural
from qualcode.text.span import Span
from qualcode.tui import questions
from qualcode.tui.bearings import Bearings
from qualcode.tui.commands import COMMANDS, Scope, bindings
from qualcode.tui.desk import Desk
from qualcode.tui.messages import Said
from qualcode.tui.questions import Answer
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.figures import Place
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.side_by_side import SideBySideScreen
from qualcode.tui.widgets.bottom_panel import ROWS, BottomPanel, WholeRows
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.editor import Draft, Editor
from qualcode.tui.widgets.here_panel import HerePanel
from qualcode.tui.widgets.key_line import KeyLine, key_of
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.message_line import MessageLine, too_small
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.workspace import Workspace

_AGREEMENT = "agreement"
_LOOK_AGAIN = 1.5  # seconds between looks at what others have done
_WIDE = 100  # columns from which on the panels beside the text are shown unless folded

_PANELS: tuple[type[Widget], ...] = (CodeTree, HerePanel)
_SCOPES: tuple[tuple[type[Widget], Scope], ...] = (
    (CodeTree, "tree"),
    (Drawer, "drawer"),
    (Editor, "editor"),
    (KeyLine, "go"),
    (Lines, "lines"),
)


class CodingScreen(Screen[None]):
    """Codebook, text and what is at the caret; the drawer, the editor, and the lines that say where one is."""

    BINDINGS = bindings("screen")
    AUTO_FOCUS = "DocumentView"
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Who has the focus. Panels show it themselves; the toolkit would paint the whole screen at every change."""
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk, sentences: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._compositor = WholeRows()
        self.desk = desk
        self._sentences = sentences
        self._wanted: dict[type[Widget], bool] = {}  # panels the person has shown or folded away herself
        self._bearings: Bearings | None = None
        self._fault = ""
        self._small = False
        self._peeking = False  # at the codebook, where there is no room to have it open all the time

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        with Container(id="middle"):
            yield Workspace(self.desk, self._ask, self._write)
            yield Editor(self._after_panel, lambda draft, text: self.workspace.save(draft, text))
            yield Drawer(self._after_panel)
        yield MessageLine()
        yield OneLine(id="facts")
        yield KeyLine()

    @property
    def workspace(self) -> Workspace:
        """The panels."""
        return self.query_one(Workspace)

    def on_mount(self) -> None:
        """Show the document; what takes long is loaded beside the first frame."""
        self._fold_panels()
        self._load()
        self.say(joined(self._sentences) or self._greeting())
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(partial(_warm, list(self.desk.codes.values())), thread=True, group="warm")
        self.set_interval(_LOOK_AGAIN, self._look_again)

    def _greeting(self) -> str:
        if self.desk.document is None:
            return _("There is no document yet. Bring some in with: qualcode import PATH")
        return ""

    # What is said and shown around the text

    def say(self, sentence: str, trouble: bool = False) -> None:
        """Say something in the line for it."""
        self.query_one(MessageLine).say(sentence, trouble)

    def on_said(self, message: Said) -> None:
        """Say what a panel has to say."""
        self.say(message.sentence, message.trouble)

    def on_place_changed(self) -> None:
        """Say where the caret is."""
        self._show_facts()

    def _load(self) -> None:
        self.workspace.load()
        self._show_facts()

    def _show_facts(self) -> None:
        document, view = self.desk.document, self.workspace.view
        if document is None:
            return
        if self._bearings is None or self._bearings.document is not document:
            self._bearings = Bearings(document)
        bearing = self._bearings.at(view.caret)
        marks = [document.name]
        marks += [_("removed by somebody")] if self.desk.gone else []
        marks += [_("{n} without a place", n=len(self.desk.lost))] if self.desk.lost else []
        marks += [_("blind round of {study}", study=self.desk.blind)] if self.desk.blind else []
        marks += [_("done")] if self.desk.done else []
        marks += [_("only my codings")] if self.desk.only_mine else []
        self.query_one("#title", OneLine).show_words(" · ".join(marks), f"{bearing.percent} %")
        chosen = view.selection
        length = chosen.length if chosen else 0
        facts = [f"¶ {bearing.paragraph}/{bearing.paragraphs}"]
        facts += [plural("{n} character selected", "{n} characters selected", length)] if chosen else []
        facts += [_("selecting")] if view.marking and not chosen else []
        facts += [bearing.speaker] if bearing.speaker else []
        facts += [self.desk.coder]
        undo = _("undo: {label}", label=self.desk.undoable) if self.desk.undoable else ""
        self.query_one("#facts", OneLine).show_words("  ".join(facts), undo)

    # Focus, panels, size

    def on_descendant_focus(self) -> None:
        """Show the keys of where the focus is; a drawer that is left by a click is closed."""
        scope: Scope = "document"
        for widget in self.focused.ancestors_with_self if self.focused else ():
            scope = next((scope for kind, scope in _SCOPES if isinstance(widget, kind)), scope)
        self.query_one(KeyLine).show_scope(scope)
        if scope != "drawer":
            self._leave_drawer()

    def on_resize(self, event: events.Resize) -> None:
        """Fold panels where there is no room."""
        self._fold_panels()
        problem = too_small(event.size.width, event.size.height)
        if problem or self._small:
            self.say(problem, trouble=True)
        self._small = bool(problem)

    def _fold_panels(self) -> None:
        for kind in _PANELS:
            self.query_one(kind).display = self._wanted.get(kind, self.app.size.width >= _WIDE)
        self.workspace.show_panels()

    def _toggle(self, kind: type[Widget]) -> None:
        panel = self.query_one(kind)
        if panel.has_focus:
            self.set_focus(self.workspace.view)
        if self.app.size.width < _WIDE:  # room for one of them
            self._wanted = dict.fromkeys(_PANELS, False)
        self._wanted[kind] = not panel.display
        self._fold_panels()

    def action_toggle_codebook(self) -> None:
        """Show the codebook or fold it away."""
        self._peeking = False
        self._toggle(CodeTree)

    def action_toggle_here(self) -> None:
        """Show what is at the caret or fold it away."""
        self._toggle(HerePanel)

    def action_next_theme(self) -> None:
        """Change between dark and light."""
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    # Going elsewhere

    def action_go(self) -> None:
        """Wait for the letter of where to go."""
        self.query_one(KeyLine).wait()

    def action_go_text(self) -> None:
        """To the text."""
        self.set_focus(self.workspace.view)
        if self._peeking:
            self._peeking = False
            self._toggle(CodeTree)

    def action_go_codebook(self) -> None:
        """To the codebook, which is shown for that, and folded away afterwards where there is little room."""
        if not self.query_one(CodeTree).display:
            self._peeking = self.app.size.width < _WIDE
            self._toggle(CodeTree)
        self.set_focus(self.query_one(CodeTree))

    def action_go_documents(self) -> None:
        """Ask which document to open."""
        try:
            question = questions.which_document(self.desk)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self._ask(question, lambda answer: self._open(answer.keys[0]) if answer else None)

    def _open(self, name: str) -> None:
        try:
            self.desk.open(name)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self._load()
            self.say("")

    def action_go_agreement(self) -> None:
        """See how far coders agree; and from there, perhaps, on to a passage. Back there, one is where one was."""
        self.action_go_text()
        if not self.app.is_screen_installed(_AGREEMENT):
            self.app.install_screen(AgreementScreen(self.desk), _AGREEMENT)
        self.app.push_screen(_AGREEMENT, self._read_passage)

    def _read_passage(self, place: Place | None) -> None:
        if place is None:
            return
        name, span, text = place
        self._open(name)
        document = self.desk.document
        if document is None or document.name != name:
            return
        here: Span | None = span
        if document.text != text:
            (placement,) = TextChange.between(text, document.text).place([span])
            here = placement.span
        if here is None:
            self.say(_("The words of this passage have been changed since."), trouble=True)
        else:
            self.workspace.view.select(here)
            keys = " ".join(key_of(name, self.app) for name in ("go.start", "go.agreement"))
            self.say(_("{keys}: back to the figures, where you were.", keys=keys))

    def action_show_readings(self) -> None:
        """Show who has coded the words here how."""
        if self.desk.document is None or not self.workspace.view.text:
            self.say(_("There is no text here."), trouble=True)
        else:
            place = self.workspace.view.current_span() or self.workspace.view.place()
            self.app.push_screen(SideBySideScreen(self.desk, place))

    def action_show_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen())

    # The drawer and the editor

    def _ask(self, question: questions.Question, then: questions.Then) -> None:
        self.query_one(Drawer).ask(question, then)
        self._make_room()

    def _write(self, draft: Draft) -> None:
        self.query_one(Editor).write(draft)
        self._make_room()

    def _after_panel(self) -> None:
        """A panel is done with: on to the other if that is open, else back to the text."""
        self._make_room()
        if self.focused is None or isinstance(self.focused.parent, BottomPanel):
            still_open = [panel for panel in self.query(BottomPanel) if panel.is_open]
            self.set_focus(still_open[0].field if still_open else self.workspace.view)

    def _make_room(self) -> None:
        """Shorten the text where the caret would be under the drawer or the editor; else nothing has to be drawn anew."""
        covering = any(panel.is_open for panel in self.query(BottomPanel))
        free = self.workspace.region.bottom - ROWS
        if not covering:
            self.workspace.view.shorten(0)
        elif self.app.cursor_position.y >= free:
            self.workspace.view.shorten(ROWS)

    def _leave_drawer(self) -> None:
        """What it asks about is no longer what it was."""
        if self.query_one(Drawer).is_open:
            self.query_one(Drawer).action_leave()

    def action_find_command(self) -> None:
        """Ask which command to run."""
        self._ask(questions.which_command(), self._run)

    def _run(self, answer: Answer | None) -> None:
        if answer is None:
            return
        command = next(command for command in COMMANDS if command.id == answer.keys[0])
        where: dict[Scope, DOMNode] = {"document": self.workspace.view, "coding": self.workspace, "app": self.app}
        self.call_later(self.app.run_action, command.action, where.get(command.scope, self))

    # Others at work

    def _look_again(self) -> None:
        self.run_worker(self._catch_up(), group="others", exclusive=True)

    async def _catch_up(self) -> None:
        """Read again when the project has changed; whatever is wrong with it is said once."""
        try:
            if await asyncio.to_thread(self.desk.is_behind):
                was_there, text = not self.desk.gone, self.workspace.view.text
                self.desk.refresh()
                if self.desk.document is not None and self.desk.document.text != text:
                    self._leave_drawer()
                    words = _("Somebody has changed the text of {document}.", document=self.desk.document.name)
                    self.say(words, trouble=True)
                self.workspace.catch_up()
                if was_there and self.desk.gone and self.desk.document is not None:
                    name = self.desk.document.name
                    self.say(_("Somebody has removed {document}. Its text stays here.", document=name), trouble=True)
            self._fault = ""
        except QualcodeError as error:
            if str(error) != self._fault:
                self._fault = str(error)
                self.say(self._fault, trouble=True)


def _warm(codes: Sequence[CodeRow]) -> None:
    """Load what finding codes needs; meant for a thread."""
    questions.code_matcher(codes)
    gc.freeze()  # what is there by now stays: looking through all of it for garbage would be felt between two keys
