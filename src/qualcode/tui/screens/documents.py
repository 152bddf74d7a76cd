"""The screen of all documents: how far everybody is, what is noted of each, and bringing in more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.worker import get_current_worker

from qualcode.actions import coders, history
from qualcode.actions.material import cases, documents
from qualcode.actions.material.progress import DocumentList, DocumentRow, document_list
from qualcode.actions.querying.vocabulary import query_for
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, labelled, plural
from qualcode.project import Work
from qualcode.text.span import Span
from qualcode.tui.asking import questions
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import documents as document_rows
from qualcode.tui.rows.documents import DocumentRows
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.importing import ImportingScreen
from qualcode.tui.screens.segments import show_segments
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine

NAME = "documents"
"""Under this name the application keeps the screen."""

_FIELDS = ("kind", "occurred_on", "place", "language", "notes")


class DocumentsScreen(ImportingScreen):
    """A row for each document, and what is noted of the one at the cursor below them.

    Dismissed with a document, at its beginning, or with a place in one, or with nothing.
    """

    BINDINGS = bindings("documents")
    scope = "documents"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: DocumentList | None = None
        self._rows: list[DocumentRow] = []
        self._words = ""
        self._order, self._descending = "name", False
        self._said = ""
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
        self._rows = document_rows.found(self._found.rows, self._words, self._order, self._descending)
        names = [row.name for row in self._rows]
        cursor = names.index(at) if at in names else min(self.rows.cursor, len(names) - 1)
        columns = document_rows.columns(self._order, self._descending)
        self.rows.show(columns, DocumentRows(self._rows, self.desk.is_mine), cursor, keep_top=True)
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
        title = " · ".join(filter(None, (_("Documents"), self._words)))
        done = sum(any(map(self.desk.is_mine, row.done)) for row in self._rows)
        counted = [plural("{n} done by you", "{n} done by you", done)] if done else []
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

    # Changing

    def changed(self, sentence: str, trouble: bool = False) -> None:
        """What was to be done is done, or refused."""
        if not trouble:
            self._said = sentence
        super().changed(sentence, trouble)

    def action_done(self) -> None:
        """Mark the document as done by the coder, or as not done."""
        row = self.current
        if row is None:
            return
        done = not any(map(self.desk.is_mine, row.done))

        def act(work: Work) -> str:
            coders.assign(work, row.name, self.desk.coder, done=done)
            if done:
                return _("You have marked {document} as done.", document=row.name)
            return _("{document} is no longer marked as done by you.", document=row.name)

        self.change(act)

    def action_rename(self) -> None:
        """Ask for another name."""
        row = self.current
        if row is None:
            return

        def act(work: Work, name: str) -> str:
            documents.rename(work, row.name, name)
            return _("{document} is called {name} now.", document=row.name, name=name.strip())

        def take(typed: str) -> None:
            self.line.finish()
            self._at = typed.strip()
            self.change(lambda work: act(work, typed))

        self.ask_line(Wanted(_("Another name for {document}", document=row.name), row.name, take))

    def action_remove(self) -> None:
        """Ask whether the document is to go with all that is on it."""
        row = self.current
        if row is None:
            return
        codings = plural("{n} coding", "{n} codings", row.codings)
        yes = _("Remove {document} with {codings}, its memos and all else on it", document=row.name, codings=codings)
        question = questions.which_of(_("Remove"), {"no": _("Remove nothing"), "yes": yes})

        def act(work: Work) -> str:
            documents.remove(work, [row.name])
            return _("{document} is removed. {key} brings it back.", document=row.name, key=self.key("undo"))

        self.ask(question, lambda it: self.change(act) if it and it.keys[0] == "yes" else None)

    # Describing

    def action_describe(self) -> None:
        """Ask what is to be noted, with what is there."""
        row, found = self.current, self._found
        if row is None or found is None:
            return
        noted = dict(row.noted)
        said = {
            "kind": (_("kind"), document_rows.kind_of(row)),
            "occurred_on": (_("date"), row.occurred_on),
            "case": (_("case"), document_rows.cases_of(row)),
            "place": (_("place"), row.place),
            "language": (_("language"), row.language),
            "notes": (_("notes"), row.notes),
            **{f"={name}": (name, noted.get(name, "")) for name in found.attributes},
        }
        choices = {key: labelled(name, value) if value else name for key, (name, value) in said.items()}
        question = questions.which_of(_("Note of {document}", document=row.name), choices)
        self.ask(question, lambda it: self._describe(row, it.keys[0], said) if it else None)

    def _describe(self, row: DocumentRow, what: str, said: Mapping[str, tuple[str, str]]) -> None:
        if what == "kind":
            question = questions.which_of(_("Kind"), questions.kinds())
            self.ask(question, lambda it: self._set(row, {"kind": it.keys[0]}) if it else None)
        elif what == "case":
            self._ask_case(row)
        else:
            name, value = said[what]
            hint = _("2024-05-31, 2024-05 or 2024") if what == "occurred_on" else ""

            def take(typed: str) -> None:
                self.line.finish()
                fields = {} if what.startswith("=") else {what: typed.strip()}
                self._set(row, fields, {name: typed.strip()} if what.startswith("=") else {})

            self.ask_line(Wanted(f"{row.name} · {name}", value, take, hint=hint))

    def _set(self, row: DocumentRow, fields: Mapping[str, str], values: Mapping[str, str] | None = None) -> None:
        def act(work: Work) -> str:
            documents.set_fields(work, row.name, fields, values)
            return _("It is noted of {document}.", document=row.name)

        self.change(act)

    def _ask_case(self, row: DocumentRow) -> None:
        """Ask for a case, which may be new, and what it has to do with the document."""
        assert self._found is not None
        question = questions.which_case(self._found.cases)

        def then(answer: questions.Answer | None) -> None:
            if answer is not None:
                name = answer.typed or str(answer.keys[0])
                roles = questions.which_of(_("{case} is its", case=name), document_rows.roles())
                self.ask(roles, lambda it: self._tie(row, name, it.keys[0], new=bool(answer.typed)) if it else None)

        self.ask(question, then)

    def _tie(self, row: DocumentRow, case: str, role: str, new: bool) -> None:
        def act(work: Work) -> str:
            if new:
                cases.add(work, case)
            cases.link(work, row.name, case, role=role)
            return _("{case} belongs to {document} now.", case=case, document=row.name)

        self.change(act)


def show_documents(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the table of documents over a screen; ``then`` is called with what is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(DocumentsScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
