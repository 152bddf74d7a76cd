"""The screen of all memos: found, read in full, opened where they are, written and changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from qualcode.actions import history, memos
from qualcode.actions.finding_memos import Sought
from qualcode.actions.material import documents
from qualcode.actions.memos import MemoRow
from qualcode.errors import QualcodeError
from qualcode.messages import _, plural
from qualcode.project import Work
from qualcode.text.span import Span
from qualcode.tui.asking import memo_questions, questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.homes import instead_of
from qualcode.tui.drafts.memos import MemoDraft, draft_on
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import memos as memo_rows
from qualcode.tui.rows.memos import MemoRows
from qualcode.tui.screens.codebook import show_codebook
from qualcode.tui.screens.documents import show_documents
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.writing import WritingScreen
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine

NAME = "memos"
"""Under this name the application keeps the screen."""
_REST = 0.04  # seconds at rest after which a memo is shown in full


class MemosScreen(WritingScreen):
    """A row for each memo, and the one at the cursor in full below them. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("memos")
    scope = "memos"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[MemoRow] | None = None
        self._operation = -1
        self._rows: list[MemoRow] = []
        self._sought = Sought()
        self._order, self._descending = "date", True
        self._at = ""  # the guid of the memo at the cursor
        self._resting: Timer | None = None
        self._text: tuple[str, int, str] = ("", -1, "")  # of which document, as of which change, and its words

    def compose_under(self) -> ComposeResult:
        """The memo in full, and where it is written."""
        yield Lines(id="details")
        yield Editor(self.rearrange, self._save)

    # Looking

    def look(self) -> None:
        """Read the memos where something has changed."""
        if self._all is None:
            self.say(_("Reading …"))
        self._look(self._operation)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, seen: int) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                operation = history.latest_operation(view)
                if operation == seen:
                    return
                then = partial(self._show, memos.listing(view), operation)
        except QualcodeError as error:
            then = partial(self.say, str(error), True)
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _show(self, found: list[MemoRow], operation: int) -> None:
        first, known = self._all is None, {memo.guid for memo in self._all or ()}
        new = [memo.guid for memo in found if memo.guid not in known and self.desk.is_mine(memo.coder)]
        if not first and len(new) == 1:
            self._at = new[0]  # what has just been written
        self._all, self._operation = found, operation
        if self.desk.is_behind():
            self.desk.refresh()
        self._fill()
        if self._said or first:
            self.say(self._said or self._greeting())
        self._said = ""

    def _greeting(self) -> str:
        return "" if self._all else _("There is no memo yet. {key} writes one.", key=self.key("new"))

    def _fill(self) -> None:
        """Show what is sought, the cursor where it was."""
        self._rows = memo_rows.found(self._all or (), self._sought, self._order, self._descending)
        guids = [memo.guid for memo in self._rows]
        cursor = guids.index(self._at) if self._at in guids else min(self.rows.cursor, len(guids) - 1)
        columns = memo_rows.columns(self._order, self._descending)
        self.rows.show(columns, MemoRows(self._rows, self.desk.is_mine), cursor, keep_top=True)
        self.show_row()

    @property
    def current(self) -> MemoRow | None:
        """The memo at the cursor."""
        return self._rows[self.rows.cursor] if self._rows else None

    def show_row(self) -> None:
        """Say how many there are; the memo is shown in full once the cursor rests."""
        self._at = self.current.guid if self.current else self._at
        title = " · ".join((_("Memos"), *memo_rows.sought_words(self._sought)))
        count = plural("{n} memo", "{n} memos", len(self._rows))
        self.query_one("#title", OneLine).show_words(title, count)
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._show_whole)

    def _show_whole(self) -> None:
        memo = self.current
        quoted = self._words_of(memo)[memo.start or 0 : memo.end or 0] if memo else ""
        self.query_one("#details", Lines).show_lines(memo_rows.details(memo, quoted) if memo else ())

    def _words_of(self, memo: MemoRow) -> str:
        """The text of the document in which the words of a memo are, "" for what is not on words."""
        if memo.document is None or memo.start is None:
            return ""
        if self._text[:2] != (memo.document, self._operation):
            try:
                with self.desk.project.read(self.desk.coder) as view:
                    text = documents.open_document(view, memo.document).text
            except QualcodeError:
                return ""  # what has happened to it is said by whoever looks next
            self._text = (memo.document, self._operation, text)
        return self._text[2]

    def action_scroll_memo(self, rows: int) -> None:
        """Move the memo that is shown in full."""
        self.query_one("#details", Lines).scroll_relative(y=rows, animate=False)

    # Opening

    def action_open(self) -> None:
        """Go to what the memo is on; where that cannot be gone to, edit it."""
        memo = self.current
        if memo is None:
            return
        if memo.start is not None and memo.end is not None and memo.document is not None:
            self.dismiss((memo.document, Span(memo.start, memo.end), self._words_of(memo)))
        elif memo.document is not None:
            self.dismiss((memo.document, Span(0, 1), ""))
        elif memo.target == "code":
            codes = [code.guid for code in self.desk.codes.values() if code.path == memo.on]
            show_codebook(self, self.desk, self._leave_for, codes[0] if codes else "")
        elif memo.target == "case":
            show_documents(self, self.desk, self._leave_for, memo.on)
        else:
            self.action_edit()

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    # Which, and in which order

    def action_filter(self) -> None:
        """List what has the words that are typed, letter by letter."""
        before = self._sought

        def narrow(words: str) -> None:
            self._seek(words=words.strip())

        def left() -> None:
            self._seek(words=before.words)

        def take(typed: str) -> None:
            narrow(typed)
            self.line.finish()

        hint = _("Words of the memo, its title, its kind, what it is on, who wrote it, or the date.")
        self.ask_line(Wanted(_("Memos with"), before.words, take, changed=narrow, left=left, hint=hint))

    def _seek(self, words: str) -> None:
        self._sought = Sought(words, self._sought.kind, self._sought.coder, self._sought.target)
        self._fill()

    def action_only(self, what: str) -> None:
        """Keep what has the kind, the coder or the kind of target of the memo at the cursor; again: all."""
        memo = self.current
        if memo is not None:
            self._sought = memo_rows.toggled(self._sought, what, getattr(memo, what))
            self._fill()

    def action_all(self) -> None:
        """List all memos."""
        self._sought = Sought()
        self._fill()

    def sort_by(self, order: str) -> None:
        """Sort by a column; the other way round where it is sorted by it already."""
        self._descending = order == self._order and not self._descending
        self._order = order
        self._fill()

    def action_sort(self) -> None:
        """Ask by what to sort."""
        heads = {column.id: column.head for column in memo_rows.columns("", False)}
        self.ask(questions.which_of(_("Sort by"), heads), lambda it: self.sort_by(it.keys[0]) if it else None)

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self._order)

    # Writing

    def _own(self) -> MemoRow | None:
        """The memo at the cursor where it is the coder's own; else that is said."""
        memo = self.current
        if memo is not None and not self.desk.is_mine(memo.coder):
            self.say(_("This memo is {coder}'s: only your own can be changed here.", coder=memo.coder), trouble=True)
            return None
        return memo

    def _begin(self, draft: MemoDraft) -> None:
        self.query_one(Editor).write(draft)
        self.rearrange()

    def action_edit(self) -> None:
        """Open the memo in the editor."""
        if memo := self._own():
            self._begin(memo_questions.draft_of(memo))

    def action_new(self) -> None:
        """Ask what a memo is to be on, and open it."""
        try:
            question = memo_questions.which_target(self.desk)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return

        def then(answer: Answer | None) -> None:
            if answer is not None:
                target, about = answer.keys[0]
                self._begin(draft_on(target, about, (), "", self.desk.guid_on(target)))

        self.ask(question, then)

    def _save(self, draft: MemoDraft, text: str) -> bool | MemoDraft:
        try:
            self.desk.save_memo(draft, text)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return instead_of(error)
        self.changed(_("The memo is saved.") if text.strip() else _("The memo is removed."))
        return True

    def action_entitle(self) -> None:
        """Ask for a title."""
        memo = self._own()
        if memo is None:
            return

        def take(typed: str) -> None:
            self.line.finish()
            self._edit(memo, title=typed.strip())

        self.ask_line(Wanted(_("Title of the memo"), memo.title, take))

    def action_kind(self) -> None:
        """Ask what kind of memo it is."""
        memo = self._own()
        if memo is not None:
            question = questions.which_of(_("Kind"), memo_rows.kinds())
            self.ask(question, lambda it: self._edit(memo, kind=it.keys[0]) if it else None)

    def _edit(self, memo: MemoRow, **fields: str) -> None:
        def act(work: Work) -> str:
            memos.edit(work, memo.guid, **fields)
            return _("The memo is saved.")

        self.change(act)

    def action_remove(self) -> None:
        """Remove the memo; undo brings it back."""
        memo = self._own()
        if memo is None:
            return

        def act(work: Work) -> str:
            memos.remove(work, memo.guid)
            return _("The memo is removed. {key} brings it back.", key=self.key("undo"))

        self.change(act)

    def action_export(self) -> None:
        """Ask for a file."""
        if self._rows:
            self.ask_file("memos.csv", lambda: memo_rows.as_table(self._rows))
        else:
            self.say(_("There is nothing to write."), trouble=True)


def show_memos(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the table of memos over a screen; ``then`` is called with what is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(MemosScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
