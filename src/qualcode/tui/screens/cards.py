"""The segments of a code as cards that are compared and sorted into piles; in the end each pile becomes a code below it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal

from qualcode.actions import codes, coding, splitting
from qualcode.actions.codes import CodeRow
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.errors import NotFound
from qualcode.messages import _, clauses, listed, plural
from qualcode.project import View, Work
from qualcode.text.match import Matcher
from qualcode.text.names import format_path
from qualcode.text.span import Span
from qualcode.tui.analysis.piles import UNSORTED, Piles
from qualcode.tui.asking import questions
from qualcode.tui.asking.questions import Answer, Choice, Question
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.sorting import Sorting
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import cards as card_rows
from qualcode.tui.rows.cards import CardRows, Cards
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine


class CardsScreen(AnalysisScreen[str, Cards]):
    """The cards of one code. Dismissed with a place to be read, or with nothing; a sorting that is left is found again."""

    BINDINGS = bindings("cards")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")
    scope = "cards"

    def __init__(self, desk: Desk, code: CodeRow) -> None:
        super().__init__(desk, code.guid)
        self._code = code
        self._sorting = Sorting(desk.project.place, desk.coder, code.guid)
        left = self._sorting.read()
        self.piles = left or Piles(_names_below(desk, code))
        self._goes_on = left is not None
        self._before: list[Piles] = []
        self._shown: str | None = None  # the pile whose cards alone are listed
        self._listed: list[CodingRow] = []
        self.marked: set[str] = set()

    def compose_table(self) -> ComposeResult:
        """The piles, and the cards beside them."""
        with Horizontal(id="sorted"):
            piles = Lines(id="piles", hang=3)
            piles.can_focus = False
            yield piles
            yield from super().compose_table()

    def compose_under(self) -> ComposeResult:
        """The card at the cursor, and those it is compared with."""
        yield Lines(id="card", hang=2)

    # Looking

    def compute(self, view: View, asked: str) -> Cards:
        """The cards there are by now."""
        code = next((row for row in codes.listing(view) if row.guid == asked), None)
        if code is None:
            raise NotFound(_("Somebody has just removed this code."))
        rows = coding.matching(view, code=code.path)
        names = {row.document for row in rows}
        return Cards(rows, {name: documents.open_document(view, name).text for name in names})

    def show_found(self) -> None:
        """Show the cards; those that are gone have left their piles."""
        assert self.found is not None
        there = {row.guid for row in self.found.rows}
        self.piles, self.marked = self.piles.only(there), self.marked & there
        self._fill()
        if self._goes_on and self.piles.lies:
            self._goes_on = False
            n = len(self.piles.lies)
            self.say(plural("{n} card is where you left it.", "{n} cards are where you left them.", n))
        elif self._said or not self.found.rows:
            self.say(self._said or _("Nothing is coded with {code} any more.", code=self._code.path))
        self._said = ""

    def _fill(self, cursor: int | None = None) -> None:
        cards = self.found
        assert cards is not None
        self._listed = [row for row in cards.rows if self._shown in (None, self.piles.pile_of(row.guid))]
        rows = CardRows(cards, self._listed, self.piles, self.marked)
        self.rows.show(card_rows.columns(), rows, self.rows.cursor if cursor is None else cursor, keep_top=True)
        self.query_one("#piles", Lines).show_lines(card_rows.pile_lines(self.piles, len(cards.rows), self._shown))
        self.show_row()

    def show_row(self) -> None:
        """Show the card at the cursor with those it is compared with."""
        assert self.found is not None
        card = self.current
        self.query_one("#card", Lines).show_lines(card_rows.card_lines(self.found, card, self.piles) if card else [])
        marked = [plural("{n} marked", "{n} marked", len(self.marked))] if self.marked else []
        left = len(self.found.rows) - len(self.piles.lies)
        counts = [*marked, plural("{n} card", "{n} cards", len(self.found.rows)), _("{n} not sorted", n=left)]
        self.query_one("#title", OneLine).show_words(_("Cards of {code}", code=self._code.path), " · ".join(counts))

    @property
    def current(self) -> CodingRow | None:
        """The card at the cursor."""
        return self._listed[self.rows.cursor] if self.rows.cursor < len(self._listed) else None

    def action_scroll_card(self, rows: int) -> None:
        """Move what is shown of the card."""
        self.query_one("#card", Lines).scroll_relative(y=rows, animate=False, immediate=True)

    def action_open(self) -> None:
        """Read the card in its document."""
        card = self.current
        if card is not None and self.found is not None:
            self.dismiss((card.document, Span(card.start, card.end), self.found.texts[card.document]))

    def action_only(self, step: int) -> None:
        """List the cards of the next pile alone; behind the last one all cards again."""
        ways = [None, UNSORTED, *self.piles.names]
        here = ways.index(self._shown) if self._shown in ways else 0
        self._shown = ways[(here + step) % len(ways)]
        self._fill(0)

    # Sorting

    def _now(self, piles: Piles, cursor: int | None = None) -> None:
        """Piles are otherwise by now: kept for the next time, and taken back one by one."""
        self._before.append(self.piles)
        self.piles = piles
        self._sorting.keep(piles)
        self._fill(cursor)

    def action_put(self, number: int) -> None:
        """Put what is marked, else this card, on the pile of a number; 0 takes it off its pile."""
        if number > len(self.piles.names):
            key = self.key("pile")
            self.say(_("There is no pile {number} yet: {key} makes one.", number=number, key=key), trouble=True)
        else:
            self._put(self.piles.names[number - 1] if number else UNSORTED)

    def _put(self, name: str) -> None:
        card = self.current
        cards = self.marked or ({card.guid} if card else set())
        if not cards:
            self.say(_("There is no card here."), trouble=True)
            return
        self.say(_("On the pile “{pile}”.", pile=self.piles.named(name)) if name else _("Not on a pile any more."))
        piles, alone = self.piles.put(cards, name), not self.marked
        self.marked = set()
        self._now(piles, self._next(piles) if alone else None)

    def _next(self, piles: Piles) -> int | None:
        """Where the cursor goes: to the next card that is not sorted; where only some are listed, the next comes up by itself."""
        at = self.rows.cursor
        if self._shown is not None:
            return at
        later = [*range(at + 1, len(self._listed)), *range(at)]
        return next((it for it in later if not piles.pile_of(self._listed[it].guid)), at)

    def action_pile(self) -> None:
        """Ask which pile, or for the name of a new one."""
        matcher = Matcher([Choice(name, (name,)) for name in self.piles.names])

        def offer(typed: str) -> str:
            name = typed.strip()
            return "" if not name or self.piles.named(name) in self.piles.names else _("new pile “{name}”", name=name)

        def then(answer: Answer | None) -> None:
            if answer is not None:
                self._put(answer.typed.strip() or str(answer.keys[0]))

        self.ask(Question(_("Pile"), matcher, questions.which_of("", {}).row, offer=offer), then)

    def action_mark(self) -> None:
        """Mark the card, or take its mark away, and go on."""
        card = self.current
        if card is not None:
            self.marked ^= {card.guid}
            self.rows.redraw_row(self.rows.cursor)
            self.rows.move_to(self.rows.cursor + 1)
            self.show_row()

    def action_rename(self) -> None:
        """Ask for another name of the pile this card lies on."""
        name = self._pile_here()
        if not name:
            return

        def take(typed: str) -> None:
            self.line.finish()
            if typed.strip():
                self._now(self.piles.renamed(name, typed))

        hint = _("The name of another pile makes one of the two.")
        self.ask_line(Wanted(_("Name of the pile"), name, take, hint=hint, replaced=True))

    def action_dissolve(self) -> None:
        """Take the pile this card lies on away; its cards are not sorted any more."""
        name = self._pile_here()
        if name:
            self._shown = None if self._shown == name else self._shown
            self._now(self.piles.without(name))
            self.say(_("The pile “{pile}” is gone, its cards are not sorted any more.", pile=name))

    def _pile_here(self) -> str:
        name = self._shown or (self.piles.pile_of(self.current.guid) if self.current else UNSORTED)
        if not name:
            self.say(_("This card lies on no pile."), trouble=True)
        return name

    def action_undo(self) -> None:
        """Take back what was sorted last; when nothing is left of that, the latest change of the project."""
        if not self._before:
            super().action_undo()
            return
        self.piles = self._before.pop()
        self._sorting.keep(self.piles)
        self._fill()
        self.say(_("The cards lie as before."))

    # Making codes

    def action_finish(self) -> None:
        """Say what codes would be made, and ask whether they are to be."""
        parts = self.piles.parts
        if not parts:
            self.say(_("No card lies on a pile yet."), trouble=True)
            return
        code = self._code.path
        self.say(clauses(f"{name} {len(cards)}" for name, cards in parts.items()))
        yes = plural(
            "Give the cards of {n} pile a code of its own", "Give the cards of {n} piles codes of their own", len(parts)
        )
        choices = {"yes": yes, "no": _("Leave everything as it is")}
        question = questions.which_of(_("Codes below {code}", code=code), choices)

        def act(work: Work) -> str:
            given = splitting.split(work, code, {format_path((name,)): cards for name, cards in parts.items()})
            return _(
                "{code} is split: {counted}.", code=code, counted=listed(f"{path} {n}" for path, n in given.items())
            )

        self.ask(question, lambda answer: self._finish(act) if answer and answer.keys[0] == "yes" else self.say(""))

    def _finish(self, act: Callable[[Work], str]) -> None:
        self._before = []
        self.change(act)

    def changed(self, sentence: str, trouble: bool = False) -> None:
        """Codes have been made, or could not be: then the cards lie as they did."""
        super().changed(sentence, trouble)
        if not trouble:
            self._sorting.keep(Piles())

    def action_export(self) -> None:
        """Write the cards with their piles to a file."""
        cards = self.found
        if cards is not None and cards.rows:
            self.ask_file("cards.csv", lambda: card_rows.written(cards, self.piles))


def _names_below(desk: Desk, code: CodeRow) -> tuple[str, ...]:
    """The codes that are below a code already: a card can go to them as well."""
    below = [it for it in desk.codes.values() if it.names[:-1] == code.names and it.is_codable and not it.retired]
    return tuple(it.name for it in below)
