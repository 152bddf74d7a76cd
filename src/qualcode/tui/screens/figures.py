"""How far coders agree, code by code, and under it one passage after the other about which they do not."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget
from textual.worker import get_current_worker

from qualcode.actions import history
from qualcode.actions.agreement.overview import Overview, overview
from qualcode.actions.agreement.rounds import RoundFacts, RoundName, closed_rounds
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, labelled, listed, plural
from qualcode.text.span import Span
from qualcode.text.unit_names import unit_word
from qualcode.tui.disputes import readings
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.disputes.walk import Walk
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import ElsewhereScreen
from qualcode.tui.widgets.agreement_table import AgreementTable
from qualcode.tui.widgets.key_line import KeyLine, key_of
from qualcode.tui.widgets.message_line import MessageLine
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.passage import Passage

_UNITS = (None, "turn", "sentence", "paragraph", "clause", "document")
_SCOPES = ("all", "coded")


class FiguresScreen(ElsewhereScreen):
    """Codes with their figures, the lowest first, and one passage after the other about which coders do not agree.

    Of a closed round as it was frozen, else of the project as it is. Dismissed with the place to be read, or with nothing; what is
    looked at stays for the next time.
    """

    AUTO_FOCUS = "AgreementTable"
    scope = "agreement"
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._unit: str | None = None
        self._scope = "all"
        self._rounds: list[RoundFacts] | None = None  # None before the project was looked at
        self._chosen: RoundName | None = None
        self._seen = -1  # the number of the operation after which was compared
        self._found: Overview | None = None
        self._walk: Walk | None = None
        self._calling = Calling(())
        self._alone = False  # the passage, without the table
        self._explained = False  # what the figures mean stands where the passage is
        self._to_what_changed = False  # whether to go to the dispute that a change is about
        self._greeted = False
        self._after_comparing = ""  # what is said then

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        yield OneLine(id="facts")
        with Container(id="middle"):
            yield AgreementTable(self._show_code, self.action_alone, lambda column: None)
            yield Passage()
            yield from self.compose_panels()
        yield MessageLine()
        yield KeyLine()

    def compose_panels(self) -> ComposeResult:
        """What comes up over the passage; nothing here."""
        return iter(())

    def on_mount(self) -> None:
        """The name of the screen and its keys; the figures come when they are computed."""
        self.query_one("#title", OneLine).show_words(_("Agreement"))
        self.query_one(KeyLine).show_scope("agreement")

    def on_screen_resume(self) -> None:
        """Compare, unless nothing has changed since."""
        self._compare(again=False)

    @property
    def main(self) -> Widget:
        """The table; the screen itself carries out most keys."""
        return self.table

    @property
    def table(self) -> AgreementTable:
        """The codes."""
        return self.query_one(AgreementTable)

    # Figures

    def _compare(self, again: bool = True) -> None:
        if again or self._found is None:
            self.say(_("Comparing …"))
        self._look(self._unit, self._scope, self._chosen, None if again else self._seen)

    @work(thread=True, exclusive=True, group="compare")
    def _look(self, unit: str | None, scope: str, chosen: RoundName | None, seen: int | None) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                latest = history.latest_operation(view)
                if latest == seen:
                    return
                rounds = closed_rounds(view)
                if self._rounds is None and rounds:
                    chosen = rounds[0].name
                found = overview(view, chosen, unit=unit, scope=scope)
        except QualcodeError as error:
            then = partial(self.say, str(error), True)
        else:
            then = partial(self._show, found, rounds, latest)
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _show(self, found: Overview, rounds: list[RoundFacts], latest: int) -> None:
        before, self._walk = self._walk, Walk(found)
        self._found, self._rounds, self._seen = found, rounds, latest
        self._chosen = found.round.name if found.round else None
        if found.coders != self._calling.coders:
            self._calling = Calling(found.coders, self._calling.anonymous)
        self._walk.begin(before, self._to_what_changed)
        self._to_what_changed = False
        self.say(self._after_comparing or self._greeting(found), trouble=bool(found.blind))
        self._after_comparing = ""
        self._fill()

    def _greeting(self, found: Overview) -> str:
        """What is hidden, what to do first, or nothing."""
        if found.blind:
            return joined(found.blind)
        if found.only_asked and found.scope == "all":
            return _(
                "Nothing can be compared: what two coders have finished holds no turn of anybody but interviewers, and those "
                "do not count. Who asks is set by: qualcode speakers set --role"
            )
        if len(found.coders) > 1 and found.lines and not found.units and found.scope == "all":
            return _(
                "Nothing can be compared: what two coders have finished has no unit of this kind ({unit}). {key} judges another.",
                unit=unit_word(found.unit),
                key=self._key("unit"),
            )
        if not found.lines or not found.units:
            return _(
                "Nothing can be compared yet: that takes a document that two coders have finished (D in the text), "
                "best in a round of a study: qualcode study new"
            )
        if not found.disputes:
            return _("Nothing is in dispute.")
        if not self._greeted:
            self._greeted = True
            return _("The lowest figure is on top. Enter: its passage alone. {key}: all keys.", key=self._key("help"))
        return ""

    def _fill(self) -> None:
        found, walk = self._found, self._walk
        if found is None or walk is None:
            return
        self._show_titles(found, walk)
        short = readings.shortener([*found.codes.values()])
        self.table.show_codes(found, walk.disputes, self._calling, short)
        self.table.show_cursor_on(walk.code)
        self._show_passage()

    def _show_titles(self, found: Overview, walk: Walk) -> None:
        about = round_words(found.round) if found.round else _("the project as it is")
        progress = _("{decided}/{n} decided", decided=walk.decided, n=len(walk.disputes)) if found.round else ""
        self.query_one("#title", OneLine).show_words(" · ".join((_("Agreement"), about)), progress)
        self.query_one("#facts", OneLine).show_words(self._facts(found))

    def _facts(self, found: Overview) -> str:
        """What was compared, and how far each coder is with it."""
        touch = {"half": _("touched by half"), "any": _("touched at all"), "all": _("touched as a whole")}[found.touch]
        scope = _("all units") if found.scope == "all" else _("units that anybody coded")
        compared = plural("{n} unit compared", "{n} units compared", found.units)
        done = listed(f"{self._calling.called(name)} {n}/{of}" for name, (n, of) in self._by_letter(found) if of)
        facts = [_("unit: {unit}", unit=unit_word(found.unit)), touch, scope, compared] if found.coders else []
        facts += [_("done: {coders}", coders=done)] if done else []
        return " · ".join(facts)

    def _by_letter(self, found: Overview) -> list[tuple[str, tuple[int, int]]]:
        return [(name, found.done[name]) for name in self._calling.ordered(found.done)]

    # Passages

    def _show_code(self) -> None:
        """Another code is at the cursor."""
        code = self.table.code
        if self._walk is not None and code is not None and code != self._walk.code:
            self._walk.look_at(code)
            self._show_passage()

    def _show_passage(self) -> None:
        self._explained = False
        found, walk, panel = self._found, self._walk, self.query_one(Passage)
        if found is None or walk is None or walk.current is None:
            panel.show_words([((_("No passage is in dispute here."), "muted"),)] if found and found.lines else [])
            return
        dispute, then = walk.current, found.codes.get(walk.current.code)
        now = self.desk.codes.get(then.guid) if then else None
        short = readings.shortener([*found.codes.values()])
        place = f"{walk.number}/{len(walk.here)}"
        panel.show(readings.of_dispute(found, dispute, place, self._calling, short, now))

    def action_passage(self, step: int, decided_too: bool = False) -> None:
        """The next passage in dispute about this code, or the one before; past those decided unless they are wanted."""
        if self._walk is not None:
            self._walk.step(step, decided_too)
            self.say("")
            self._show_passage()

    def action_open(self) -> None:
        """Read the passage in its document."""
        if self._found and self._walk and (dispute := self._walk.current):
            text = self._found.grounds[dispute.document].document.text
            self.dismiss((dispute.document, Span(dispute.start, dispute.end), text))

    def action_alone(self) -> None:
        """The passage without the table, or both."""
        self._alone = not self._alone
        self.rearrange()

    def action_scroll_passage(self, rows: int) -> None:
        """Move the text of the passage."""
        self.query_one(Passage).scroll(rows)

    def action_unit(self) -> None:
        """Judge the next kind of unit; a round has its own."""
        if self._chosen is not None:
            self.say(
                _("The unit of a round is fixed. {key} chooses the project as it is.", key=self._key("round")), True
            )
            return
        self._unit = _UNITS[(_UNITS.index(self._unit) + 1) % len(_UNITS)]
        self._compare()

    def action_scope(self) -> None:
        """All units, or those that anybody coded."""
        self._scope = _SCOPES[(_SCOPES.index(self._scope) + 1) % len(_SCOPES)]
        self._compare()

    def action_anonymous(self) -> None:
        """Call coders by letters drawn anew, or by their names again."""
        self._calling = Calling(self._calling.coders, not self._calling.anonymous)
        self._fill()

    def action_explain(self) -> None:
        """What the figures mean, and once more the passage."""
        if self._explained:
            self._show_passage()
        elif self._found is not None:
            self._explained = True
            found, named = self._found, self._found.coders if self._calling.anonymous else ()
            of_code = [
                labelled(line.code, line.note) for line in found.lines if line.note and line.code == self.table.code
            ]
            notes = [note for note in (*of_code, *found.notes) if not any(name in note for name in named)]
            lines = filter(None, (*found.blind, self._facts(found), *notes))
            self.query_one(Passage).show_words([((line, ""),) for line in lines])

    def action_leave(self) -> None:
        """From what the figures mean back to the passage, from the passage alone to the table, from there to the text."""
        if self._explained:
            self._show_passage()
        elif self._alone:
            self.action_alone()
        else:
            self.dismiss(None)

    def rearrange(self) -> None:
        """Share out the screen anew."""
        self.make_room()

    def make_room(self, panel: int = 0) -> None:
        """Give the passage its room: ``panel`` rows are taken by what is written under it, the table gives way for that."""
        alone = self._alone or panel > 0
        self.set_class(alone, "-alone")
        self.table.display = not alone
        self.query_one(Passage).styles.margin = (0, 0, panel, 0)
        if not panel:
            self.set_focus(self.table if self.table.display else None)

    def _key(self, name: str) -> str:
        return key_of(f"agreement.{name}", self.app)


def round_words(about: RoundFacts) -> str:
    """A closed round in words."""
    words = _("{study}, round {ordinal} of {n}", study=about.name.study, ordinal=about.name.ordinal, n=about.rounds)
    how = _("blind") if about.blind else _("open eyes")
    return f"{words} · {how} · " + _("closed {date}", date=about.closed)
