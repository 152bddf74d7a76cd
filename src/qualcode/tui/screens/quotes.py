"""Quotes picked for a paper: put in order, worded, translated and written to a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.worker import get_current_worker

from qualcode.actions.quotes import picking, printing
from qualcode.actions.quotes.picked import Quote
from qualcode.errors import QualcodeError, Refused
from qualcode.formats.bundle import Report
from qualcode.messages import _, plural
from qualcode.project import View, Work
from qualcode.text.span import Span
from qualcode.tui.asking import paths
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import quotes as quote_rows
from qualcode.tui.rows.quotes import QuoteRows, Quotes
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.pages import PageScreen
from qualcode.tui.screens.report import finding_line
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine

NAME = "quotes"
"""Under this name the application keeps the screen."""
_PATTERN = "{speaker}, {document}"


class QuotesScreen(AnalysisScreen[None, Quotes]):
    """A row for each quote. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("quotes")
    DEFAULT_CLASSES = "-reading"
    scope = "quotes"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, None)
        self._at = -1  # the quote at the cursor, by its id
        self._pattern = _PATTERN

    def compose_under(self) -> ComposeResult:
        """The quote at the cursor in full."""
        yield Lines(id="details")

    # Looking

    def compute(self, view: View, asked: None) -> Quotes:
        """The quotes there are by now."""
        return Quotes.of(view)

    def show_found(self) -> None:
        """Show the quotes, the cursor on the one it was on."""
        assert self.found is not None
        ids = [quote.id for quote in self.found.rows]
        cursor = ids.index(self._at) if self._at in ids else self.rows.cursor
        self.rows.show(quote_rows.columns(), QuoteRows(self.found), cursor, keep_top=True)
        count = plural("{n} quote", "{n} quotes", len(ids))
        self.query_one("#title", OneLine).show_words(_("Quotes for the paper"), count)
        if self._said:
            self.say(self._said)
        elif not ids:
            self.say(_("No quote is picked yet: {key} in a text picks one.", key=key_of("code.pick", self.app)))
        self._said = ""
        self.show_row()

    def show_row(self) -> None:
        """Show the quote at the cursor in full."""
        quote = self.current
        self._at = quote.id if quote else -1
        lines = quote_rows.details(self.found, quote) if self.found and quote else []
        self.query_one("#details", Lines).show_lines(lines)

    @property
    def current(self) -> Quote | None:
        """The quote at the cursor."""
        return self.found.rows[self.rows.cursor] if self.found and self.rows.cursor < len(self.found.rows) else None

    def action_open(self) -> None:
        """Read the quote in its document."""
        quote = self.current
        if quote is None:
            return
        self.leave_for(quote.document, Span(quote.start, quote.end))

    # Changing

    def action_shift(self, by: int) -> None:
        """Put the quote further down, or up."""
        quote, at = self.current, self.rows.cursor + by
        if quote is None or self.found is None or not 0 <= at < len(self.found.rows):
            return
        names = [row.short for row in self.found.rows]
        names.insert(at, names.pop(self.rows.cursor))

        def act(work: Work) -> str:
            picking.order(work, names)
            return ""

        self.change(act)

    def action_word(self) -> None:
        """Ask how the quote is printed: with words left out, or explained in brackets."""
        hint = _("[…] leaves words out, [ ] adds some. Empty: as it is said.")
        self._ask(_("Printed as"), lambda quote: quote.words, picking.word, hint)

    def action_translate(self) -> None:
        """Ask for the quote in another language."""
        self._ask(_("Translation"), lambda quote: quote.translation, picking.translate)

    def action_note(self) -> None:
        """Ask what is to be noted on the quote."""
        self._ask(_("Note on the quote"), lambda quote: quote.note, picking.note)

    def _ask(
        self, prompt: str, known: Callable[[Quote], str], act: Callable[[Work, str, str], None], hint: str = ""
    ) -> None:
        quote = self.current
        if quote is None:
            return
        text = " ".join(known(quote).split())

        def take(typed: str) -> None:
            try:
                with self.desk.door.passing(), self.desk.project.write(self.desk.coder) as work:
                    act(work, quote.short, typed)
            except QualcodeError as error:
                self.line.refuse(str(error))
            else:
                self.line.finish()
                self.changed(_("Changed."))

        self.ask_line(Wanted(prompt, text, take, hint=hint))

    def action_drop(self) -> None:
        """Drop the quote; the text stays as it is."""
        quote = self.current
        if quote is None:
            return

        def act(work: Work) -> str:
            picking.drop(work, [quote.short])
            return _("Dropped. {key} takes that back.", key=self.key("undo"))

        self.change(act)

    # Writing

    def action_export(self) -> None:
        """Ask for the line under each quote and for a file, and write what consent allows."""
        if self.found is None or not self.found.rows:
            self.say(_("There is nothing to write."), trouble=True)
            return

        def take(typed: str) -> None:
            self.line.finish()
            self._pattern = typed.strip()
            self._ask_file()

        hint = _(
            "For instance {example}: attributes of cases, and document, speaker, date, place, code.",
            example="{pseudonym}, {level}",
        )
        self.ask_line(Wanted(_("Line under each quote"), self._pattern, take, hint=hint))

    def _ask_file(self) -> None:
        self._replaced = None

        def take(typed: str) -> None:
            try:
                file = paths.chosen(typed)
                if file.exists() and self._replaced != file:
                    self._replaced = file
                    raise Refused(_("{path} exists already.", path=file), _("Enter once more replaces it."))
            except QualcodeError as error:
                self.line.refuse(str(error))
                return
            self.line.finish()
            self.say(_("Writing …"))
            self._print(wanted, typed)

        hint = _("The ending says how: {endings}", endings=".docx .md .html .csv .xlsx")
        wanted = Wanted(_("Write to"), "quotes.docx", take, paths.offers, hint=hint, replaced=True)
        self.ask_line(wanted)

    @work(thread=True, exclusive=True, group="export")
    def _print(self, wanted: Wanted, typed: str) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                report = printing.print_quotes(view, paths.chosen(typed), printing.Wanted(self._pattern))
            then = partial(self._printed, report)
        except QualcodeError as error:
            then = partial(self.ask_again, wanted, typed, str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _printed(self, report: Report) -> None:
        self.say(_("The quotes are in {file}.", file=report.source))
        lines = [finding_line(it.kind, it.sentence, it.where) for it in report.findings]
        if len(lines) > 1:
            self.app.push_screen(PageScreen(_("Quotes written"), lines))


def show_quotes(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the quotes over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(QuotesScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
