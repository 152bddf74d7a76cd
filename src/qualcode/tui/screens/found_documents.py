"""All documents in a table: found by words or by their set, in any order, marked, and what is noted of one below them."""

from __future__ import annotations

from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from qualcode.actions import history
from qualcode.actions.material.progress import DocumentList, DocumentRow, document_list
from qualcode.actions.querying.vocabulary import query_for
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, plural
from qualcode.text.span import Span
from qualcode.tui.asking import questions
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import documents as document_rows
from qualcode.tui.rows.documents import DocumentRows
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.importing import ImportingScreen
from qualcode.tui.screens.segments import show_segments
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine


class FoundDocumentsScreen(ImportingScreen):
    """A row for each document, and what is noted of the one at the cursor below them.

    Dismissed with a document, at its beginning, or with a place in one, or with nothing.
    """

    scope = "documents"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: DocumentList | None = None
        self._rows: list[DocumentRow] = []
        self.marked: set[str] = set()
        self._words = ""
        self._set = ""  # the set of which documents are listed, "" for all
        self._order, self._descending = "name", False
        self._at = desk.document.name if desk.document else ""

    def compose_under(self) -> ComposeResult:
        """What is noted of a document."""
        details = Lines(id="details")
        details.can_focus = False
        yield details

    # Looking

    def look(self) -> None:
        """Read the documents where something has changed."""
        if self._found is None:
            self.say(_("Reading …"))
        self._look(self._found.operation if self._found else -1)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, seen: int) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                if history.latest_operation(view) == seen:
                    return
                then = partial(self._show, document_list(view))
        except QualcodeError as error:
            then = partial(self.say, str(error), True)
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _show(self, found: DocumentList) -> None:
        before, self._found = self._found, found
        self._fill()
        if self._said or before is None:
            self.say(self._said or joined(found.notes) or self._greeting(found))
        self._said = ""

    def _greeting(self, found: DocumentList) -> str:
        if not found.rows:
            return _("There is no document yet. {key} brings some in.", key=self.key("import"))
        return ""

    def _fill(self) -> None:
        """Show what fits the words, the cursor where it was."""
        if self._found is None:
            return
        at = self._at
        self._rows = document_rows.found(self._found.rows, self._words, self._order, self._descending, self._set)
        names = [row.name for row in self._rows]
        self.marked &= {row.name for row in self._found.rows}
        cursor = names.index(at) if at in names else min(self.rows.cursor, len(names) - 1)
        columns = document_rows.columns(self._order, self._descending, self._found.rows)
        self.rows.show(columns, DocumentRows(self._rows, self.marked), cursor, keep_top=True)
        self.show_row()

    @property
    def current(self) -> DocumentRow | None:
        """The document at the cursor."""
        return self._rows[self.rows.cursor] if self._rows else None

    def show_row(self) -> None:
        """Tell what is noted of the document at the cursor."""
        row = self.current
        if row is not None:
            self._at = row.name
        self.query_one("#details", Lines).show_lines(document_rows.details(row) if row else ())
        title = " · ".join(filter(None, (_("Documents"), self._set, self._words)))
        done = sum(any(map(self.desk.is_mine, row.done)) for row in self._rows)
        counted = [plural("{n} marked", "{n} marked", len(self.marked))] if self.marked else []
        counted += [plural("{n} done by you", "{n} done by you", done)] if done else []
        counted.append(plural("{n} document", "{n} documents", len(self._rows)))
        self.query_one("#title", OneLine).show_words(title, " · ".join(counted))

    def action_open(self) -> None:
        """Read the document."""
        if self.current is not None:
            self.dismiss((self.current.name, Span(0, 1), ""))  # without a text the document as a whole is meant

    def action_segments(self) -> None:
        """See the segments of the document; what is opened from there is read."""
        if self.current is not None:
            show_segments(self, self.desk, self._leave_for, query_for(document=self.current.name))

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    # Which, and in which order

    def action_filter(self) -> None:
        """List what has the words that are typed, letter by letter."""
        before = self._words

        def left() -> None:
            self._narrow(before)

        def take(typed: str) -> None:
            self._narrow(typed)
            self.line.finish()

        hint = _("Words of the name, the kind, a case, a coder, the date, or of any value that is noted.")
        self.ask_line(Wanted(_("Documents with"), before, take, changed=self._narrow, left=left, hint=hint))

    def look_for(self, words: str) -> None:
        """List what has these words."""
        self._words = words.strip()
        if self.is_attached:
            self._fill()

    def _narrow(self, words: str) -> None:
        self._words = words.strip()
        self._fill()

    def sort_by(self, order: str) -> None:
        """Sort by a column; the other way round where it is sorted by it already."""
        self._descending = order == self._order and not self._descending
        self._order = order
        self._fill()

    def action_sort(self) -> None:
        """Ask by what to sort."""
        heads = {column.id: column.head for column in document_rows.columns("", False)}
        self.ask(questions.which_of(_("Sort by"), heads), lambda it: self.sort_by(it.keys[0]) if it else None)

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self._order)

    def action_only_set(self) -> None:
        """Ask of which set documents are to be listed."""
        if self._found is None:
            return
        if not self._found.sets:
            self.say(_("There is no set of documents yet. {key} makes one.", key=self.key("sets")))
            return
        counts = {name: sum(name in row.sets for row in self._found.rows) for name in self._found.sets}
        choices = {"": _("All documents")} | {name: f"{name}  {n}" for name, n in counts.items()}
        self.ask(
            questions.which_of(_("Documents of the set"), choices), lambda it: self._of(it.keys[0]) if it else None
        )

    def _of(self, name: str) -> None:
        self._set = name
        self._fill()

    # Marking

    def action_mark(self) -> None:
        """Mark the document, or take its mark away, and go on to the next."""
        if self.current is not None:
            number = self.rows.cursor
            self.marked.symmetric_difference_update({self.current.name})
            self.rows.redraw_row(number)
            self.rows.action_move(1)
            self.show_row()

    def action_mark_all(self) -> None:
        """Mark all that is listed, or nothing where something is marked."""
        if self.marked:
            self.marked.clear()
        else:
            self.marked.update(row.name for row in self._rows)
        self.rows.redraw()
        self.show_row()

    def chosen(self) -> list[DocumentRow]:
        """The documents that are marked, else the one at the cursor."""
        if self.marked and self._found is not None:
            return [row for row in self._found.rows if row.name in self.marked]
        return [self.current] if self.current is not None else []
