"""The screen for reading and coding a document, with everything around the text."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.dom import DOMNode
from textual.reactive import Reactive
from textual.widget import Widget

from qualcode.actions.codes import CodeRow
from qualcode.messages import _, joined, plural
from qualcode.tui.asking import questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.bearings import Bearings
from qualcode.tui.commands import COMMANDS, Scope, bindings
from qualcode.tui.drafts.memos import MemoDraft
from qualcode.tui.drafts.taking_up import offered, take_up
from qualcode.tui.drafts.unsaved import keeper_of
from qualcode.tui.keymaps import in_force
from qualcode.tui.messages import PlaceChanged
from qualcode.tui.project import gone
from qualcode.tui.project.desk import Desk
from qualcode.tui.project.watching import LOOK_AGAIN, Watch
from qualcode.tui.project.whereabouts import Memory, Whereabouts
from qualcode.tui.screens.going import GoingScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.notes import NotesScreen
from qualcode.tui.screens.side_by_side import SideBySideScreen
from qualcode.tui.searching import Searching
from qualcode.tui.view.motion import Unit
from qualcode.tui.view.style import COLOR_MODES
from qualcode.tui.widgets.bottom_panel import ROWS, BottomPanel
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.editor import Draft, Editor
from qualcode.tui.widgets.here_panel import HerePanel
from qualcode.tui.widgets.key_line import KeyLine, UnitKeys, key_of
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.message_line import MessageLine, too_small
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.whole_rows import WholeRows
from qualcode.tui.widgets.workspace import Workspace

_WIDE = 100  # columns from which on the panels beside the text are shown unless folded

_PANELS: tuple[type[Widget], ...] = (CodeTree, HerePanel)
_SCOPES: tuple[tuple[type[Widget], Scope], ...] = (
    (CodeTree, "tree"),
    (Drawer, "drawer"),
    (Editor, "editor"),
    (KeyLine, "go"),
    (UnitKeys, "unit"),
    (Lines, "lines"),
)


class CodingScreen(GoingScreen):
    """Codebook, text and what is at the caret; the drawer, the editor, and the lines that say where one is."""

    BINDINGS = bindings("screen")
    AUTO_FOCUS = "DocumentView"
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Who has the focus. Panels show it themselves; the toolkit would paint the whole screen at every change."""
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk, sentences: tuple[str, ...] = (), memory: Memory | None = None) -> None:
        super().__init__()
        self._compositor = WholeRows()
        self.desk = desk
        self._sentences = sentences
        self._wanted: dict[type[Widget], bool] = {}  # panels the person has shown or folded away herself
        self._bearings: Bearings | None = None
        self._searching = Searching(desk, lambda: self.workspace.view, self.ask, self._read_passage, self.say)
        self._memory = memory or Memory()
        self._watch = Watch(desk, self, self._show_facts)
        self._small = False
        self._peeking = False  # at the codebook, where there is no room to have it open all the time

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        with Container(id="middle"):
            yield Workspace(self.desk, self.ask, self._write)
            yield Editor(self._after_panel, lambda draft, text: self.workspace.save(draft, text))
            yield Drawer(self._after_panel)
        yield MessageLine()
        yield OneLine(id="facts")
        yield KeyLine()
        yield UnitKeys()

    def on_mount(self) -> None:
        """Show the document where it was left; what takes long is loaded beside the first frame."""
        self._take_up()
        self._fold_panels()
        self.show_document()
        self.say(joined(filter(None, [*self._sentences, offered(self.app)])) or self._greeting())
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.workspace.begin()
        self.run_worker(partial(_warm, list(self.desk.codes.values())), thread=True, group="warm")
        self.set_interval(LOOK_AGAIN, self._look_again)
        self._look_again()

    def _greeting(self) -> str:
        if self.desk.document is None:
            return _(
                "There is no document yet. {keys} bring some in; outside the workbench: qualcode import PATH",
                keys=self._bring_in(),
            )
        return ""

    def _bring_in(self) -> str:
        """The keys that bring documents in."""
        return " ".join(key_of(name, self.app) for name in ("go.start", "go.documents", "documents.import"))

    # What is said and shown around the text

    def say(self, sentence: str, trouble: bool = False) -> None:
        """Say something in the line for it."""
        self.query_one(MessageLine).say(sentence, trouble)

    def on_place_changed(self, message: PlaceChanged) -> None:
        """Say where the caret is, and which keys there are for what is being done."""
        message.stop()
        self._show_facts()
        self.query_one(KeyLine).show_instead(self.workspace.keys_of_moving())

    def show_document(self) -> None:
        """Show the document that is on the desk by now, where one was in it."""
        document = self.desk.document
        self.workspace.load(self._memory.last.caret(document.guid) if document else 0)
        self._show_facts()

    # Where one was

    def _take_up(self) -> None:
        last, view = self._memory.last, self.workspace.view
        view.mnemonics = view.mnemonics or last.names
        view.color_mode = next((mode for mode in COLOR_MODES if mode == last.colors), view.color_mode)
        self.desk.only_mine = last.only_mine
        self.desk.recent.resume(last.codes, self.desk.codes)
        self.query_one(CodeTree).folded = last.folded
        self._wanted = {kind: last.panels[kind.__name__] for kind in _PANELS if kind.__name__ in last.panels}

    def note_place(self) -> None:
        """Remember where one is, for the next time."""
        document = self.desk.document
        if document is None or not self.query(Workspace):  # nothing is shown yet, or no longer
            return
        view, last = self.workspace.view, self._memory.last
        panels = {kind.__name__: shown for kind, shown in self._wanted.items()} if not self._peeking else last.panels
        folded, caret = self.query_one(CodeTree).folded, last.with_caret(document.guid, view.caret)
        looks = (str(view.color_mode), view.mnemonics, self.desk.only_mine)
        self._memory.keep(Whereabouts(document.guid, caret, folded, panels, *looks, self.desk.recent.kept))

    def _show_facts(self) -> None:
        document, view = self.desk.document, self.workspace.view
        if document is None:
            self.query_one("#title", OneLine).show_words(
                _("There is no document yet."), f"{self._bring_in()} {_('import')}"
            )
            return
        if self._bearings is None or self._bearings.document is not document:
            self._bearings = Bearings(document)
        bearing = self._bearings.at(view.caret)
        marks = [document.name]
        marks += [self._closed_words()] if self.desk.door.closed else []
        marks += [gone.words(self.desk.gone_by)] if self.desk.gone else []
        marks += [_("{n} without a place", n=len(self.desk.lost))] if self.desk.lost else []
        marks += [_("blind round of {study}", study=self.desk.blind)] if self.desk.blind else []
        marks += [_("done")] if self.desk.done else []
        marks += [_("only my codings")] if self.desk.only_mine else []
        self.query_one("#title", OneLine).show_words(" · ".join(marks), _("at {percent} %", percent=bearing.percent))
        chosen = view.selection
        length = chosen.length if chosen else 0
        facts = [f"¶ {bearing.paragraph}/{bearing.paragraphs}"]
        facts += [plural("{n} character selected", "{n} characters selected", length)] if chosen else []
        facts += [_("selecting")] if view.marking and not chosen else []
        facts += [bearing.speaker] if bearing.speaker else []
        facts += [self.desk.coder]
        undo = _("undo: {label}", label=self.desk.undoable) if self.desk.undoable else ""
        self.query_one("#facts", OneLine).show_words("  ".join(facts), undo)

    def _closed_words(self) -> str:
        return _("being written by another program") if self.desk.door.closed == "busy" else _("read only")

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
            self.query_one(MessageLine).say(problem, trouble=True, lasting=False)
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

    # Going elsewhere

    def action_go(self) -> None:
        """Wait for the letter of where to go."""
        self.query_one(KeyLine).wait()

    def action_unit(self) -> None:
        """Wait for the letter of what is to be selected."""
        self.query_one(UnitKeys).wait()

    def action_select_unit(self, unit: Unit) -> None:
        """Select the unit here."""
        self.action_go_text()
        self.workspace.select_unit(unit)

    def action_go_text(self) -> None:
        """To the text."""
        self.set_focus(self.workspace.view)
        if self._peeking:
            self._peeking = False
            self._toggle(CodeTree)

    def action_go_top(self) -> None:
        """To the start of the text."""
        self.action_go_text()
        self.workspace.view.action_move("document", -1)

    def action_go_codebook(self) -> None:
        """To the codebook, which is shown for that, and folded away afterwards where there is little room."""
        if not self.query_one(CodeTree).display:
            self._peeking = self.app.size.width < _WIDE
            self._toggle(CodeTree)
        self.set_focus(self.query_one(CodeTree))
        if not self.desk.codes:
            self.say(_("There is no code yet: {key} leads to the codebook.", key=key_of("tree.edit", self.app)))

    def action_search_here(self) -> None:
        """Look for words in the text."""
        self._searching.here()

    def action_search_everywhere(self) -> None:
        """Look for words in all documents."""
        self._searching.everywhere()

    def action_next_hit(self, by: int) -> None:
        """Go to the next place of what was last looked for, or to the one before."""
        self._searching.step(by)

    def action_read_code_memos(self) -> None:
        """Read what is said in memos on the code at the cursor of the codebook, else on the codes at the caret."""
        tree = self.query_one(CodeTree)
        node = tree.cursor_node if tree.has_focus else None
        codes = [str(node.data)] if node is not None else self.workspace.codes_here()
        memos = [(self.desk.codes[guid].path, memo) for guid in codes for memo in self.desk.codes[guid].memos]
        if memos:
            heads = [joined([f"{path} · {memo.coder}", memo.title]) for path, memo in memos]
            texts = [f"{head}\n{memo.text}" for head, (_path, memo) in zip(heads, memos, strict=True)]
            self.app.push_screen(NotesScreen(_("Memos on codes"), texts))
        else:
            self.say(_("No memo is on the codes here. {key} writes one.", key=key_of("memo.choose", self.app)))

    def action_code_hits(self) -> None:
        """Ask with which code all places of what was last looked for are to be coded, and show what that would do."""
        words = self._searching.sought
        if not words:
            keys = key_of("search.here", self.app)
            self.say(_("Look for words first: {keys}. What was looked for last is coded.", keys=keys), trouble=True)
        else:
            self.code_places(words)

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

    def refresh_keys(self) -> None:
        """Other keys are in force."""
        self.query_one(KeyLine).refresh()

    def keep_memo(self) -> None:
        """Save a memo that is being written, as far as it goes; an unfinished text or rule is not kept."""
        for draft, text in filter(None, (editor.written for editor in self.query(Editor))):
            if isinstance(draft, MemoDraft) and text.strip() and self.workspace.save(draft, text) is True:
                keeper_of(self.app).drop()

    def action_take_up(self) -> None:
        """Go on writing what was not saved when the workbench ended without being closed."""
        take_up(self.desk, self.query_one(Editor), self._open)
        self._make_room()

    # The drawer and the editor

    def ask(self, question: questions.Question, then: questions.Then) -> None:
        """Ask for a choice."""
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
        """Keep the caret above the drawer or the editor."""
        covering = any(panel.is_open for panel in self.query(BottomPanel))
        self.workspace.view.cover(ROWS if covering else 0)

    def _leave_drawer(self) -> None:
        """What it asks about is no longer what it was."""
        if self.query_one(Drawer).is_open:
            self.query_one(Drawer).action_leave()

    def action_find_command(self) -> None:
        """Ask which command to run."""
        self.ask(questions.which_command(in_force(self.app)), self._run)

    def _run(self, answer: Answer | None) -> None:
        if answer is None:
            return
        command = next(command for command in COMMANDS if command.id == answer.keys[0])
        where: dict[Scope, DOMNode] = {"document": self.workspace.view, "coding": self.workspace, "app": self.app}
        self.call_later(self.app.run_action, command.action, where.get(command.scope, self))

    # Others at work

    def _look_again(self) -> None:
        self.note_place()
        self.run_worker(self._watch.look(), group="others")

    def show_news(self) -> str:
        """The desk holds something else than before. What is asked stays: an answer follows its words."""
        return self.workspace.catch_up()


def _warm(codes: Sequence[CodeRow]) -> None:
    """Load what finding codes needs; meant for a thread."""
    questions.code_matcher(codes)
    gc.freeze()  # what is there by now stays: looking through all of it for garbage would be felt between two keys
