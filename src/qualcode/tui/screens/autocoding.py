"""What coding by words would do, place by place, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.actions.material import documents
from qualcode.messages import _, joined, plural
from qualcode.project import View, Work
from qualcode.text.span import Span
from qualcode.text.unit_names import unit_word
from qualcode.tui.analysis import wording
from qualcode.tui.analysis.wording import ProposedRows
from qualcode.tui.asking import questions
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from qualcode.actions.autocoding import Hit, Proposal, Rule
    from qualcode.actions.words.selected_text import Selection

_AROUND = 100  # cells of context on either side that are asked for, more than fit


@dataclass(frozen=True)
class Asked:
    """Words, the path of the code to be put on what holds them, what is coded there, and in which text they are looked for."""

    words: str
    code: str
    selection: Selection
    unit: str = "sentence"
    everybody: bool = False

    @property
    def rules(self) -> list[Rule]:
        """The one rule."""
        from qualcode.actions.autocoding import Rule

        return [Rule(self.words, self.code, self.unit)]

    @property
    def text(self) -> Selection:
        """The text, with what interviewers say where that is wanted."""
        from qualcode.actions.autocoding import with_interviewers

        return with_interviewers(self.selection) if self.everybody else self.selection


class AutocodingScreen(AnalysisScreen[Asked, "Proposal"]):
    """The places as rows; those with a mark are coded by Enter, in one step. Dismissed with a place to be read, or with nothing.

    ``done`` is told what has been done, once it is.
    """

    BINDINGS = bindings("autocoding")
    scope = "autocoding"

    def __init__(self, desk: Desk, asked: Asked, done: Callable[[str], None]) -> None:
        super().__init__(desk, asked)
        self._done = done
        self._left_out: set[Hit] = set()

    def compute(self, view: View, asked: Asked) -> Proposal:
        """What would be done."""
        from qualcode.actions.autocoding import propose
        from qualcode.actions.words.concordance import Context

        return propose(view, asked.rules, asked.text, Context(_AROUND))

    def show_found(self) -> None:
        """Show the places."""
        assert self.found is not None
        hits = self.found.hits
        columns, room = wording.place_columns([str(row[5]) for row in hits], self.app.size.width - 1)
        self.rows.show(columns, ProposedRows(hits, room, self._left_out), self.rows.cursor, keep_top=True)
        self._show_titles()
        if not hits:
            self.say(joined(self.found.notes))

    def _show_titles(self) -> None:
        assert self.found is not None
        what = unit_word(self.asked.unit) if self.asked.unit != "hit" else _("the words alone")
        where = list(self.asked.selection.documents) or [_("all documents")]
        title = [f"“{self.asked.words}” → {self.asked.code}", what, *where]
        title += [_("everybody")] if self.asked.everybody else []
        new = wording.new_codings(self.found.hits, self._left_out)
        counts = plural("{n} new coding", "{n} new codings", new)
        counts = plural("{counts} · {n} place", "{counts} · {n} places", len(self.found.hits), counts=counts)
        self.query_one("#title", OneLine).show_words(" · ".join(title), counts)

    def show_row(self) -> None:
        """Nothing more is said of a place."""

    def on_resize(self) -> None:
        """Share out the new width."""
        super().on_resize()
        if self.found is not None and self.is_attached:
            self.show_found()

    # Which places

    def action_leave_out(self) -> None:
        """Leave this place out, or take it in again, and go on to the next."""
        if self.found is not None and self.found.hits:
            number = self.rows.cursor
            self._left_out.symmetric_difference_update({wording.hit_of(self.found.hits[number])})
            self.rows.redraw_row(number)
            self.rows.action_move(1)
            self._show_titles()

    def action_unit(self) -> None:
        """Ask what is coded where the words stand."""
        from qualcode.actions.autocoding import UNITS

        units = {unit: unit_word(unit) if unit != "hit" else _("the words alone") for unit in UNITS}
        self.ask_which(_("Code"), units, lambda unit: self.want(replace(self.asked, unit=unit)))

    def action_code(self) -> None:
        """Ask for another code."""
        ask_code(self, self.desk, self.asked.words, lambda code: self.want(replace(self.asked, code=code)))

    def action_document(self) -> None:
        """Ask in which document."""
        with self.desk.project.read(self.desk.coder) as view:
            names = [str(name) for name in documents.listing(view).column("document")]

        def take(name: str) -> None:
            chosen = replace(self.asked.selection, documents=(name,) if name else ())
            self.want(replace(self.asked, selection=chosen))

        self.ask_which(_("Look in"), {"": _("all documents"), **{name: name for name in names}}, take)

    def action_roles(self) -> None:
        """Interviewers' words as well, or not."""
        self.want(replace(self.asked, everybody=not self.asked.everybody))

    # Doing it, or looking first

    def action_take(self) -> None:
        """Code the places that have a mark."""
        if self.found is None or not wording.new_codings(self.found.hits, self._left_out):
            self.say(_("There is nothing to code here."), trouble=True)
            return
        asked, left_out = self.asked, frozenset(self._left_out)

        def act(work: Work) -> str:
            from qualcode.actions.autocoding import autocode

            n = autocode(work, asked.rules, asked.text, without=left_out).codes.total()
            return plural(
                "{n} coding with {code} is made; one undo takes it back.",
                "{n} codings with {code} are made; one undo takes them back.",
                n,
                code=asked.code,
            )

        self.change(act)

    def changed(self, sentence: str, trouble: bool = False) -> None:
        """It is done, or refused."""
        if trouble:
            super().changed(sentence, trouble)
        else:
            self.dismiss(None)
            self.call_later(self._done, sentence)

    def action_open(self) -> None:
        """Read the place in its document; nothing is coded then."""
        if self.found is None or not self.found.hits:
            return
        name, start, end = wording.hit_of(self.found.hits[self.rows.cursor])
        self.leave_for(name, Span(start, end))


def ask_code(asking: questions.Asking, desk: Desk, words: str, then: Callable[[str], None]) -> None:
    """Ask for the code to be put on all places of some words; ``then`` is told its path."""
    matcher = questions.code_matcher(desk.codes.values())
    question = questions.which_code(desk, matcher, _("Code every place of “{words}” with", words=words))
    asking.ask(question, lambda answer: then(desk.code(answer.keys[0]).path) if answer else None)
