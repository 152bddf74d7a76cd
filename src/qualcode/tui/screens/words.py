"""How often words stand in the text, by themselves or crossed with something, and every place of one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from qualcode.actions.material import documents
from qualcode.actions.pictures.words import dimension_title
from qualcode.actions.tables import dimensions
from qualcode.messages import _, labelled, plural
from qualcode.project import View
from qualcode.table import Table
from qualcode.tui.analysis import wording
from qualcode.tui.analysis.grid import Arrangement, arranged
from qualcode.tui.analysis.wording import Asked, WordRows
from qualcode.tui.commands import bindings
from qualcode.tui.disputes.readings import shortener
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens import autocoding
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.kwic import KwicScreen, Sought
from qualcode.tui.widgets.heat_table import HeatTable
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.row_table import RowTable

NAME = "words"
"""Under this name the application keeps the screen."""


class WordsScreen(AnalysisScreen[Asked, Table]):
    """A list of words with bars; crossed with something, coloured cells."""

    BINDINGS = bindings("words")
    scope = "words"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Asked())
        self.letters = ""
        self._order, self._reverse = "count", False
        self._listed: Table | None = None  # what is shown of what was found
        self._showing = Asked()  # what is on the screen by now

    def compose_table(self) -> ComposeResult:
        """The list, and in its place the cells."""
        yield OneLine(id="facts")
        yield RowTable(lambda: None, self.action_open, self.sort_by)
        cells = HeatTable(lambda: None, self.action_open)
        cells.display = False
        yield cells

    @property
    def main(self) -> Widget:
        """The list, or the cells."""
        return self.query_one(HeatTable) if self._showing.by else self.rows

    # Showing

    def compute(self, view: View, asked: Asked) -> Table:
        """Count."""
        return wording.counted(view, asked)

    def show_found(self) -> None:
        """Show the words that hold the letters, in their order."""
        found, crossed = self.found, bool(self.asked.by)
        assert found is not None
        self._showing = self.asked
        rows = wording.holding(found.rows, self.letters)
        if not crossed:
            rows = wording.sorted_by(rows, found.columns, self._order, self._reverse)
        self._listed = Table(found.columns, rows, found.notes)
        had_focus = self.focused in (self.rows, self.query_one(HeatTable))
        self.rows.display, self.query_one(HeatTable).display = not crossed, crossed
        if had_focus:
            self.set_focus(self.main)
        (self._show_cells if crossed else self._show_list)(self._listed)
        self._show_titles(self._listed)
        if not rows:
            self.say(_("There is no word here."))

    def _show_list(self, listed: Table) -> None:
        cursor = self.rows.cursor if self.rows.cursor < len(listed.rows) else 0
        self.rows.show(wording.columns(self._order, self._reverse), WordRows(listed.rows), cursor, keep_top=True)

    def _show_cells(self, listed: Table) -> None:
        grid = wording.grid_of(listed)
        short = shortener([*self.desk.codes.values()]) if self.asked.by == "codes" else str
        names = grid.rows, [*map(short, grid.columns)]
        self.query_one(HeatTable).show(grid, arranged(grid, Arrangement()), names)

    def _show_titles(self, listed: Table) -> None:
        asked = self.asked
        title = [_("Words")]
        title += [dimension_title(asked.by)] if asked.by else []
        title += [labelled(_("holding"), self.letters)] if self.letters else []
        count = plural("{n:,} word", "{n:,} words", len(listed.rows))
        self.query_one("#title", OneLine).show_words(" · ".join(title), count)
        facts = [_("everybody") if asked.everybody else _("without interviewers")]
        facts += [asked.document] if asked.document else []
        facts += [asked.code] if asked.code else []
        facts += [_("runs of {n} words", n=asked.ngram)] if asked.ngram > 1 else []
        facts += [_("stop words left out") if asked.stop_words else _("stop words counted")]
        self.query_one("#facts", OneLine).show_words(" · ".join(facts))

    def on_resize(self) -> None:
        """Show what fits."""
        super().on_resize()
        if self.found is not None and self.is_attached:
            self.rows.redraw()

    # The places of a word

    def action_open(self) -> None:
        """Every place of the word at the cursor."""
        at = self._cell()
        if at is None:
            return
        word, label, count = at
        within = self.asked.within(label) if label else None
        sought = Sought(word, within or self.asked.selection(), count, label, too_much=bool(label) and within is None)
        self.app.push_screen(KwicScreen(self.desk, sought), self._leave_for)

    def _cell(self) -> tuple[str, str, int] | None:
        """The word at the cursor, the label it is crossed with there, and how often it stands."""
        if self._showing.by:
            cells = self.query_one(HeatTable)
            if cells.grid is None or cells.cell is None or cells.labels is None:
                return None
            return *cells.labels, round(cells.grid.figure(*cells.cell) or 0)
        rows = self._listed.rows if self._listed else []
        if not rows:
            return None
        word, count, *_more = rows[self.rows.cursor]
        return str(word), "", int(str(count))

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    def action_autocode(self) -> None:
        """Ask with which code all places of the word are to be coded, and show what that would do."""
        at = self._cell()
        if at is None:
            return
        word, label, _count = at
        selection = (self.asked.within(label) if label else None) or self.asked.selection()

        def then(code: str) -> None:
            asked = autocoding.Asked(word, code, selection, everybody=self.asked.everybody)
            self.app.push_screen(autocoding.AutocodingScreen(self.desk, asked, self.tell), self._leave_for)

        autocoding.ask_code(self, self.desk, word, then)

    # Which words, of which text

    def action_filter(self) -> None:
        """Ask for letters; the list follows while they are typed."""
        before = self.letters

        def left() -> None:
            self._hold(before)

        self.ask_line(
            Wanted(_("Words that hold"), self.letters, lambda _typed: self.line.finish(), changed=self._hold, left=left)
        )

    def _hold(self, letters: str) -> None:
        self.letters = letters.strip()
        if self.found is not None:
            self.show_found()

    def action_by(self) -> None:
        """Ask what words are crossed with."""
        from qualcode.actions.words.counts import SORTED_BY

        with self.desk.project.read(self.desk.coder) as view:
            there = dimensions.names(view)
        names = [*SORTED_BY, *(name for name in there if ":" in name)]
        choices = {"": _("by nothing: a list of words"), **{name: dimension_title(name) for name in names}}
        self.ask_which(_("Count words by"), choices, lambda name: self.want(replace(self.asked, by=name)))

    def action_code(self) -> None:
        """Ask for a code."""
        codes = {"": _("all text, coded or not"), **{code.path: code.path for code in self.desk.codes.values()}}
        self.ask_which(
            _("Count only what is coded with"), codes, lambda code: self.want(replace(self.asked, code=code))
        )

    def action_document(self) -> None:
        """Ask for a document."""
        with self.desk.project.read(self.desk.coder) as view:
            names = [str(name) for name in documents.listing(view).column("document")]
        choices = {"": _("all documents"), **{name: name for name in names}}
        self.ask_which(_("Count only"), choices, lambda name: self.want(replace(self.asked, document=name)))

    def action_grams(self) -> None:
        """Ask for the length of runs."""
        runs = {n: plural("{n} word", "{n} words", n) for n in range(1, 6)}
        self.ask_which(_("Count runs of"), runs, lambda n: self.want(replace(self.asked, ngram=n)))

    def action_stop_words(self) -> None:
        """Count stop words, or not."""
        self.want(replace(self.asked, stop_words=not self.asked.stop_words))

    def action_roles(self) -> None:
        """Count interviewers' words, or not."""
        self.want(replace(self.asked, everybody=not self.asked.everybody))

    # Order and file

    def sort_by(self, order: str) -> None:
        """Sort by a column; the other way round where it is sorted by it already."""
        if order == "bar" or self.found is None:
            return
        self._reverse = not self._reverse if order == self._order else False
        self._order = order
        self.show_found()

    def action_sort(self) -> None:
        """Ask by what to sort."""
        choices = {"count": _("count"), "documents": _("documents"), "word": _("word")}
        self.ask_which(_("Sort by"), choices, self.sort_by)

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self._order)

    def action_explain(self) -> None:
        """What is counted."""
        if self.found is not None:
            self.explain(_("Words"), self.found.notes)

    def action_export(self) -> None:
        """Write the words that are listed, or draw them."""
        listed, asked = self._listed, self.asked
        if listed is None or not listed.rows:
            self.say(_("There is nothing to write."), trouble=True)
            return

        def picture(_view: View) -> Any:
            from qualcode.actions.pictures import rows, words

            scope = words.scope(document=asked.document, code=asked.code)
            return rows.words(listed, scope, asked.by or None)

        self.ask_file("words.csv", lambda: listed, picture)


def show_words(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the words over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(WordsScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
