"""The answers of all respondents to one question of a questionnaire: read one under the other, sorted, found and marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from qualcode.actions.material.answers import Answer
from qualcode.messages import _, plural
from qualcode.project import View
from qualcode.tui.asking import questions
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import answers as answer_rows
from qualcode.tui.rows.answers import AnswerRows, Answers, Key, key_of
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.widgets import key_line
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine

_MOST_ATTRIBUTES = 4  # shown beside the answers


class FoundAnswersScreen(AnalysisScreen[str | None, Answers]):
    """A row for each answer to a question. Dismissed with a place to be read, or with nothing."""

    scope = "answers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, None)
        self.marked: set[Key] = set()
        self._listed: list[Answer] = []
        self._attributes: list[str] = []
        self._words, self._order, self._descending = "", "case", False
        self._at: Key | None = None

    def compose_under(self) -> ComposeResult:
        """The answer at the cursor in full."""
        yield Lines(id="details")

    # Looking

    def compute(self, view: View, asked: str | None) -> Answers:
        """The answers there are by now."""
        return Answers.of(view, asked)

    def show_found(self) -> None:
        """Show the answers, the cursor on the one it was on."""
        assert self.found is not None
        self.asked = self.found.question
        self.marked &= set(map(key_of, self.found.rows))
        self._fill()
        self.say(self._said or ("" if self.found.questions else self._greeting()))
        self._said = ""

    def _greeting(self) -> str:
        keys = " ".join(
            key_line.key_of(name, self.app) for name in ("go.elsewhere", "go.documents", "documents.import")
        )
        return _("There are no answers in words yet: {keys} brings a questionnaire in.", keys=keys)

    def _fill(self) -> None:
        assert self.found is not None
        self._listed = answer_rows.found(self.found.rows, self._words, self._order, self._descending)
        keys = list(map(key_of, self._listed))
        cursor = keys.index(self._at) if self._at in keys else min(self.rows.cursor, len(keys) - 1)
        columns = answer_rows.columns(self._attributes, self._order, self._descending)
        rows = AnswerRows(self._listed, self.marked, self.desk.is_mine)
        self.rows.show(columns, rows, cursor, keep_top=True)
        self.show_row()

    def show_row(self) -> None:
        """Show the answer at the cursor in full."""
        assert self.found is not None
        row = self.current
        self._at = key_of(row) if row else self._at
        self.query_one("#details", Lines).show_lines(answer_rows.details(row, self.desk.colors) if row else ())
        title = " · ".join(filter(None, (self.found.question or _("Answers"), self._words)))
        marked = [plural("{n} marked", "{n} marked", len(self.marked))] if self.marked else []
        left = sum(not it.marks for it in self._listed)
        counts = [*marked, _("{n} without a code", n=left), plural("{n} answer", "{n} answers", len(self._listed))]
        self.query_one("#title", OneLine).show_words(title, " · ".join(counts))

    @property
    def current(self) -> Answer | None:
        """The answer at the cursor."""
        return self._listed[self.rows.cursor] if self.rows.cursor < len(self._listed) else None

    def action_scroll_details(self, rows: int) -> None:
        """Move what is shown of the answer."""
        self.query_one("#details", Lines).scroll_relative(y=rows, animate=False, immediate=True)

    def action_open(self) -> None:
        """Read the answer in its document."""
        row = self.current
        if row is None:
            return
        self.leave_for(row.document, row.span)

    # Which, and in which order

    def action_question(self) -> None:
        """Ask for another question."""
        found = self.found
        if found is not None and found.questions:
            words = {it.words: f"{it.words or _('(no question)')}  {answer_rows.counted(it)}" for it in found.questions}
            self.ask_which(_("Question"), words, self._turn_to)

    def action_step(self, by: int) -> None:
        """The next question, or the one before."""
        if self.found is not None and self.found.questions:
            words = [it.words for it in self.found.questions]
            self._turn_to(words[(words.index(self.found.question) + by) % len(words)])

    def _turn_to(self, question: str) -> None:
        self.marked = set()
        self.want(question)

    def action_uncoded(self, step: int) -> None:
        """To the next answer without a code, or the one before."""
        at = self.rows.cursor
        ahead = range(at + 1, len(self._listed)) if step > 0 else range(at - 1, -1, -1)
        there = next((number for number in ahead if not self._listed[number].marks), None)
        if there is None:
            self.say(_("There is no answer without a code in this direction."))
        else:
            self.rows.move_to(there)

    def action_filter(self) -> None:
        """List what has the words that are typed, letter by letter."""
        before = self._words

        def narrow(words: str) -> None:
            self._words = words.strip()
            self._fill()

        def take(typed: str) -> None:
            narrow(typed)
            self.line.finish()

        hint = _("Words of the answer, a code on it, the respondent, or of any value that is recorded.")
        self.ask_line(Wanted(_("Answers with"), before, take, changed=narrow, left=lambda: narrow(before), hint=hint))

    def sort_by(self, order: str) -> None:
        """Sort by a column; the other way round where it is sorted by it already."""
        self._descending = order == self._order and not self._descending
        self._order = order
        self._fill()

    def action_sort(self) -> None:
        """Ask by what to sort: a column, or any attribute of the respondents."""
        if self.found is not None:
            heads = {column.id: column.head for column in answer_rows.columns(self.found.attributes, "", False)}
            self.ask_which(_("Sort by"), heads, self.sort_by)

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self._order)

    def action_attributes(self) -> None:
        """Ask which attributes of the respondents stand beside their answers."""
        if self.found is None:
            return
        names = dict.fromkeys([*self._attributes, *self.found.attributes])
        if not names:
            self.say(_("Nothing is recorded of these respondents."))
            return
        question = questions.which_of(_("Beside the answers"), {name: name for name in names})
        self.ask(replace(question, several=True), lambda it: self._turn_attributes(it.keys) if it else None)

    def _turn_attributes(self, names: Sequence[str]) -> None:
        """Show attributes that are not shown yet, and no longer those that are."""
        kept = [name for name in self._attributes if name not in names]
        self._attributes = [*kept, *(name for name in names if name not in self._attributes)][-_MOST_ATTRIBUTES:]
        self._fill()

    # Marking

    def action_mark(self) -> None:
        """Mark the answer, or take its mark away, and go on to the next."""
        row = self.current
        if row is not None:
            self.marked ^= {key_of(row)}
            self.rows.redraw_row(self.rows.cursor)
            self.rows.action_move(1)
            self.show_row()

    def action_mark_all(self) -> None:
        """Mark all that is listed, or nothing where something is marked."""
        self.marked = set() if self.marked else set(map(key_of, self._listed))
        self._fill()

    def chosen(self) -> list[Answer]:
        """The answers that are marked, else the one at the cursor."""
        if self.marked and self.found is not None:
            return [row for row in self.found.rows if key_of(row) in self.marked]
        return [self.current] if self.current is not None else []
