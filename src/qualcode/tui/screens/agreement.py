"""The screen of whoever leads a team: the figures and the passages in dispute, which are decided here, one by one."""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.app import ComposeResult

from qualcode.actions import history
from qualcode.actions.agreement.rounds import RoundName, require_unfrozen
from qualcode.actions.querying.vocabulary import query_for
from qualcode.actions.studies import adjudication
from qualcode.actions.studies.adjudication import Choice
from qualcode.errors import QualcodeError, Refused
from qualcode.messages import _, plural
from qualcode.tui.asking import questions
from qualcode.tui.asking.big_steps import take_back
from qualcode.tui.asking.questions import Answer
from qualcode.tui.commands import Scope, bindings
from qualcode.tui.disputes import readings
from qualcode.tui.drafts.decisions import DecisionDraft, RuleDraft
from qualcode.tui.project import desk as desks
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.figures import FiguresScreen, round_words
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.rounds import RoundsScreen
from qualcode.tui.screens.segments import show_segments
from qualcode.tui.widgets.bottom_panel import ROWS, BottomPanel
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.editor import Draft, Editor
from qualcode.tui.widgets.key_line import KeyLine


class AgreementScreen(FiguresScreen):
    """The figures, with the keys that settle what is in dispute and sharpen the rules."""

    BINDINGS = bindings("agreement")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._saving = False

    def compose_panels(self) -> ComposeResult:
        """Where reasons and rules are written, and where is asked which round."""
        yield Editor(self.rearrange, self._save)
        yield Drawer(self.rearrange)

    def _write(self, draft: Draft) -> None:
        self.query_one(Editor).write(draft)
        self.rearrange()

    def rearrange(self) -> None:
        """A panel has come up or is done with, or the table comes or goes: an open panel has its rows and the focus."""
        open_ones = [panel for panel in self.query(BottomPanel) if panel.is_open]
        scope: Scope = "agreement"
        if open_ones:
            scope = "editor" if isinstance(open_ones[0], Editor) else "drawer"
        self.query_one(KeyLine).show_scope(scope)
        self.make_room(ROWS if scope == "editor" else 0)
        if open_ones:
            self.set_focus(open_ones[0].field)

    # Deciding

    def action_decide(self, outcome: str) -> None:
        """Ask for the reason of keeping the code here, or dropping it."""
        dispute = self._walk.current if self._walk else None
        if self._saving or self._found is None or dispute is None:
            return
        if self._found.round is None:
            self.say(
                _(
                    "What is decided belongs to a closed round of a study: qualcode study new, then qualcode study close"
                ),
                trouble=True,
            )
        else:
            short = readings.shortener([*self._found.codes.values()])
            self._show_passage()  # what is decided on is seen
            self._write(DecisionDraft(dispute, outcome, short(dispute.code)))

    def action_edit_rule(self) -> None:
        """Write the rule of the code anew, unless a blind round has frozen it."""
        path = self._walk.current.code if self._walk and self._walk.current else self.table.code
        then = self._found.codes.get(path) if self._found and path else None
        if then is None:
            return
        try:
            with self.desk.project.read(self.desk.coder) as view:
                require_unfrozen(view)
            self.desk.refresh()
            self._write(RuleDraft(self.desk.code(then.guid)))
        except QualcodeError as error:
            self.say(str(error), trouble=True)

    def action_segments(self) -> None:
        """See the segments of the code as a table; what is opened from there is read."""
        path = self._walk.current.code if self._walk and self._walk.current else self.table.code
        code = self._found.codes.get(path) if self._found and path else None
        if code is not None:
            show_segments(self, self.desk, self._leave_for, query_for(code.path))

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    def _save(self, draft: DecisionDraft | RuleDraft, text: str) -> bool:
        try:
            if isinstance(draft, RuleDraft):
                self.desk.describe(draft.code.guid, draft.fields(text))
                self.say(_("The rule is saved. It holds for what is coded from now on."))
                self._show_passage()
                return True
            self._begin_decision(draft, text)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        return False

    def _begin_decision(self, draft: DecisionDraft, reason: str) -> None:
        """Have it written beside the screen; the editor stays until it is."""
        if not reason.strip():
            raise Refused(_("A decision needs a reason."), _("Esc leaves the passage undecided."))
        if not self._saving and self._chosen is not None:
            self._saving = True
            self.say(_("Saving …"))
            self._decide(self._chosen, draft, reason)

    @work(thread=True, group="decide")
    def _decide(self, chosen: RoundName, draft: DecisionDraft, reason: str) -> None:
        it = draft.dispute
        choice = Choice(it.document, it.start, it.end, it.code, draft.outcome, reason)
        try:
            with self.desk.door.passing(), self.desk.project.write(self.desk.coder, patience=desks.PATIENCE) as written:
                left = adjudication.adjudicate(written, chosen.study, [choice], ordinal=chosen.ordinal)
            with self.desk.project.read(self.desk.coder) as view:
                latest = history.latest_operation(view)
        except QualcodeError as error:
            self.app.call_from_thread(self._not_decided, str(error))
        else:
            self.app.call_from_thread(self._decided, draft, reason, left, latest)

    def _not_decided(self, sentence: str) -> None:
        self._saving = False
        self.say(sentence, trouble=True)

    def _decided(self, draft: DecisionDraft, reason: str, left: int, latest: int) -> None:
        self._saving = False
        self._seen = latest if latest == self._seen + 1 else self._seen
        if self._walk is not None:
            self._walk.decide(draft.dispute, draft.outcome, reason.strip())
        self.query_one(Editor).finish()
        self._fill()
        waiting = plural("{n} passage waits to be decided.", "{n} passages wait to be decided.", left)
        done = _("Everything in dispute is decided: what was agreed and kept is the consensus.")
        kept = _("Kept.") if draft.outcome == "keep" else _("Dropped.")
        self.say(f"{kept} {waiting if left else done}")

    def action_undo(self) -> None:
        """Take back the latest change; where that is much, after a question."""
        take_back(self.desk, self.ask, lambda: self._take_back(self.desk.undo, _("Undone: {label}")))

    def action_redo(self) -> None:
        """Do again what was taken back; where that is much, after a question."""
        take_back(self.desk, self.ask, lambda: self._take_back(self.desk.redo, _("Redone: {label}")), again=True)

    def _take_back(self, act: Callable[[], str], sentence: str) -> None:
        try:
            label = act()
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self._to_what_changed = True
            self._after_comparing = sentence.format(label=label)
            self._compare()

    # Which round

    def action_choose_round(self) -> None:
        """Ask which closed round to look at, or the project as it is."""
        if self._rounds is None:
            return
        question = questions.which_round([(it.name, round_words(it)) for it in self._rounds])
        self.ask(question, self._take_round)

    def _take_round(self, answer: Answer | None) -> None:
        if answer is not None:
            self._chosen, self._unit = answer.keys[0], None
            self._compare()

    def action_rounds(self) -> None:
        """Each code over the rounds of the study."""
        if self._found is None:
            self.say(_("Comparing …"))
        elif self._chosen is None:
            self.say(
                _("There is no closed round of a study yet: qualcode study new, then qualcode study close"),
                trouble=True,
            )
        else:
            self.app.push_screen(RoundsScreen(self.desk, self._chosen.study))

    def action_show_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen("agreement"))
