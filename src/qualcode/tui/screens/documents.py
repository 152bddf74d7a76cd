"""The screen of all documents: how far everybody is, what is noted of each, sets of them, and bringing in more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.actions import coders
from qualcode.actions.material import cases, documents
from qualcode.actions.material.progress import DocumentRow
from qualcode.errors import QualcodeError
from qualcode.messages import _, labelled, listed, plural
from qualcode.project import Work
from qualcode.tui.asking import memo_questions, questions, set_questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.homes import instead_of
from qualcode.tui.drafts.memos import MemoDraft, draft_on
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import documents as document_rows
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.found_documents import FoundDocumentsScreen
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.line_panel import Wanted

NAME = "documents"
"""Under this name the application keeps the screen."""

_FIELDS = ("kind", "occurred_on", "place", "language", "notes")
_NAMED = 3  # documents that a sentence names


class DocumentsScreen(FoundDocumentsScreen):
    """The documents with all that can be done to them, to one or to those that are marked."""

    BINDINGS = bindings("documents")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._typed: tuple[Wanted, str] | None = None  # a line with which the project is being changed

    def compose_under(self) -> ComposeResult:
        """What is noted of a document, and where memos are written."""
        yield from super().compose_under()
        yield Editor(self.rearrange, self._save_memo)

    # Changing

    def changed(self, sentence: str, trouble: bool = False) -> None:
        """What was to be done is done, or refused; a line that was refused is there again, to be put right."""
        typed, self._typed = self._typed, None
        again = trouble and typed is not None and self.is_current
        super().changed("" if again else sentence, trouble)
        if again and typed is not None:
            self.ask_again(*typed, sentence)

    def _ask_change(self, prompt: str, text: str, act: Callable[[Work, str], str], hint: str = "") -> None:
        """Ask for a line, and change the project with it."""

        def take(typed: str) -> None:
            self.line.finish()
            self._typed = wanted, typed
            self.change(lambda work: act(work, typed.strip()))

        wanted = Wanted(prompt, text, take, hint=hint)
        self.ask_line(wanted)

    def action_done(self) -> None:
        """Mark the documents as done by the coder; where all of them are, as not done."""
        rows = self.chosen()
        done = not all(any(map(self.desk.is_mine, row.done)) for row in rows)

        def act(work: Work) -> str:
            for row in rows:
                coders.assign(work, row.name, self.desk.coder, done=done)
            if done:
                return _("You have marked {document} as done.", document=_names(rows))
            return _("{document} is no longer marked as done by you.", document=_names(rows))

        if rows:
            self.change(act)

    def action_rename(self) -> None:
        """Ask for another name."""
        row = self.current
        if row is None:
            return

        def act(work: Work, name: str) -> str:
            documents.rename(work, row.name, name)
            self._at = name
            return _("{document} is called {name} now.", document=row.name, name=name)

        self._ask_change(_("Another name for {document}", document=row.name), row.name, act)

    def action_remove(self) -> None:
        """Ask whether the documents are to go with all that is on them."""
        rows = self.chosen()
        if not rows:
            return
        n = sum(row.codings for row in rows)
        codings = plural("{n} coding", "{n} codings", n)
        what = _(
            "Remove {document} with {codings}, its memos and all else on it", document=_names(rows), codings=codings
        )
        question = questions.which_of(_("Remove"), {"no": _("Remove nothing"), "yes": what})

        def act(work: Work) -> str:
            documents.remove(work, [row.name for row in rows])
            return _("{document} is removed. {key} brings it back.", document=_names(rows), key=self.key("undo"))

        self.ask(question, lambda it: self.change(act) if it and it.keys[0] == "yes" else None)

    # Sets

    def action_sets(self) -> None:
        """Ask which set; documents that are all in it already are taken out."""
        rows, found = self.chosen(), self._found
        if not rows or found is None:
            return
        inside = [name for name in found.sets if all(name in row.sets for row in rows)]
        what, names = _names(rows), [row.name for row in rows]

        def then(answer: Answer | None) -> None:
            if answer is not None:
                self.change(set_questions.put(answer, inside, "documents", names, what))

        self.ask(set_questions.which_set(inside, found.sets, what), then)

    # Memos

    def action_memo(self) -> None:
        """Write a memo on the document, or on one of its cases."""
        if self.current is None:
            return

        def then(answer: Answer | None) -> None:
            if answer is not None:
                target, about = answer.keys[0]
                self._begin_memo(draft_on(target, about, self.desk.own_memos(), "", self.desk.guid_on(target)))

        self.ask(memo_questions.of_document(self.current), then)

    def _begin_memo(self, draft: MemoDraft) -> None:
        self.query_one(Editor).write(draft)
        self.rearrange()

    def _save_memo(self, draft: MemoDraft, text: str) -> bool | MemoDraft:
        try:
            self.desk.save_memo(draft, text)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return instead_of(error)
        self.changed(_("The memo is saved.") if text.strip() else _("The memo is removed."))
        return True

    # Describing

    def action_describe(self) -> None:
        """Ask what is to be noted, with what is there of the first."""
        rows, found = self.chosen(), self._found
        if not rows or found is None:
            return
        row = rows[0]
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
        question = questions.which_of(_("Note of {document}", document=_names(rows)), choices)
        self.ask(question, lambda it: self._describe(rows, it.keys[0], said) if it else None)

    def _describe(self, rows: Sequence[DocumentRow], what: str, said: Mapping[str, tuple[str, str]]) -> None:
        if what == "kind":
            question = questions.which_of(_("Kind"), questions.kinds())
            note = partial(_note, rows=rows)
            self.ask(question, lambda it: self.change(partial(note, fields={"kind": it.keys[0]})) if it else None)
        elif what == "case":
            self._ask_case(rows)
        else:
            name, value = said[what]
            hint = _("2024-05-31, 2024-05 or 2024") if what == "occurred_on" else ""

            def act(work: Work, typed: str) -> str:
                if what.startswith("="):
                    return _note(work, rows, {}, {name: typed})
                return _note(work, rows, {what: typed})

            self._ask_change(f"{_names(rows)} · {name}", value, act, hint)

    def _ask_case(self, rows: Sequence[DocumentRow]) -> None:
        """Ask for a case, which may be new, and what it has to do with the documents."""
        assert self._found is not None
        question = questions.which_case(self._found.cases)

        def then(answer: Answer | None) -> None:
            if answer is not None:
                self._ask_role(rows, answer.typed or str(answer.keys[0]), new=bool(answer.typed))

        self.ask(question, then)

    def _ask_role(self, rows: Sequence[DocumentRow], case: str, new: bool) -> None:
        tied = [row for row in rows if any(case == name for name, _role in row.cases)]
        choices = document_rows.roles()
        if tied:
            choices |= {"": _("nothing: {case} is taken off {document}", case=case, document=_names(tied))}
        roles = questions.which_of(_("{case} is its", case=case), choices)

        def then(answer: Answer | None) -> None:
            if answer is not None and answer.keys[0]:
                self._tie(rows, case, answer.keys[0], new)
            elif answer is not None:
                self._untie(tied, case)

        self.ask(roles, then)

    def _tie(self, rows: Sequence[DocumentRow], case: str, role: str, new: bool) -> None:
        def act(work: Work) -> str:
            if new:
                cases.add(work, case)
            for row in rows:
                cases.link(work, row.name, case, role=role)
            return _("{case} belongs to {document} now.", case=case, document=_names(rows))

        self.change(act)

    def _untie(self, rows: Sequence[DocumentRow], case: str) -> None:
        def act(work: Work) -> str:
            for row in rows:
                cases.unlink(work, row.name, case)
            return _("{case} is taken off {document}.", case=case, document=_names(rows))

        self.change(act)


def _note(
    work: Work, rows: Sequence[DocumentRow], fields: Mapping[str, str], values: Mapping[str, str] | None = None
) -> str:
    """Note something of documents."""
    for row in rows:
        documents.set_fields(work, row.name, fields, values)
    return _("It is noted of {document}.", document=_names(rows))


def _names(rows: Sequence[DocumentRow]) -> str:
    """The names of some documents in a row, the first few of many."""
    more = len(rows) - _NAMED
    named = [row.name for row in rows[:_NAMED]]
    return listed([*named, _("{n} more", n=more)] if more > 0 else named)


def show_documents(
    screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None], words: str | None = None
) -> None:
    """Put the table of documents over a screen, those with some words perhaps; ``then`` is called with what is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(DocumentsScreen(desk), NAME)
    table = screen.app.get_screen(NAME)
    assert isinstance(table, DocumentsScreen)
    if words is not None:
        table.look_for(words)
    screen.app.push_screen(NAME, then)
