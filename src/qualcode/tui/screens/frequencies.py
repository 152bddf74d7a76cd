"""How often each code was used: bars in the codes' own colours, and the segments of each a key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.screen import Screen

from qualcode.messages import _, plural
from qualcode.project import View
from qualcode.table import Table
from qualcode.tui.analysis import counting
from qualcode.tui.analysis.counting import CodeRows, CodingsOf
from qualcode.tui.analysis.which_codings import WhichCodings
from qualcode.tui.commands import bindings
from qualcode.tui.disputes.readings import shortener
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.matrix import BEHIND
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.one_line import OneLine

NAME = "frequencies"
"""Under this name the application keeps the screen."""


class FrequenciesScreen(AnalysisScreen[WhichCodings, Table]):
    """A row for each code, as in the codebook or the highest first."""

    BINDINGS = bindings("frequencies")
    scope = "frequencies"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WhichCodings())
        self._value = counting.VALUES[0]
        self._by_value = False
        self._order: list[int] = []

    def compute(self, view: View, asked: WhichCodings) -> Table:
        """Count."""
        return counting.counted(view, asked)

    def show_found(self) -> None:
        """Show the codes in their order, the cursor on the code it was on."""
        found = self.found
        assert found is not None
        before = self._order[self.rows.cursor] if self.rows.cursor < len(self._order) else 0
        self._order = counting.ordered(found, self._value, self._by_value)
        codes = {code.path: code for code in self.desk.codes.values()}
        colors = {code.path: self.desk.colors[guid] for guid, code in self.desk.codes.items()}
        rows = CodeRows(found, self._order, self._value, codes, colors, shortener([*codes.values()]))
        cursor = self._order.index(before) if before and before in self._order else 0
        self.rows.show(counting.columns(self._value, self._by_value), rows, cursor)
        self._show_title(found)
        if not any(found.column("codings")):
            self.say_nothing_found(
                _("No coding fits the query: {key} chooses another.", key=self.key("filter"))
                if self.asked.where
                else ""
            )

    def _show_title(self, found: Table) -> None:
        title = filter(None, [_("Codings of each code"), self.asked.said])
        total = sum(int(str(count)) for count in found.column("codings"))
        counts = plural("{n} code", "{n} codes", len(found.rows)), plural("{n:,} coding", "{n:,} codings", total)
        self.query_one("#title", OneLine).show_words(" · ".join(title), " · ".join(counts))

    def action_open(self) -> None:
        """Look through the segments of the code."""
        if self.found is None or not self._order:
            return
        path = str(self.found.column("code")[self._order[self.rows.cursor]])
        if not self.app.is_screen_installed(BEHIND):
            self.app.install_screen(SegmentsScreen(self.desk), BEHIND)
        behind = self.app.get_screen(BEHIND)
        assert isinstance(behind, SegmentsScreen)
        behind.look_behind(CodingsOf(self.asked, path, path))
        self.app.push_screen(BEHIND, self._leave_for)

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    # What is shown

    def action_value(self) -> None:
        """Bars of codings, of documents, of characters, and round again."""
        values = counting.VALUES
        self._value = values[(values.index(self._value) + 1) % len(values)]
        self._show_again()

    def action_sort(self) -> None:
        """As in the codebook, or the highest first."""
        self._by_value = not self._by_value
        self._show_again()

    def sort_by(self, order: str) -> None:
        """Sort by a column that bars can be of, or as in the codebook."""
        if order in ("code", *counting.VALUES):
            self._by_value = order != "code"
            self._value = order if self._by_value else self._value
            self._show_again()

    def _show_again(self) -> None:
        if self.found is not None:
            self.show_found()

    def action_filter(self) -> None:
        """Ask for a query."""
        self.ask_query(self.asked.where, lambda typed, then: self.want(replace(self.asked, where=typed), then))

    def action_among(self) -> None:
        """Ask for a query that chooses documents."""
        self.ask_documents(self.asked.among, lambda typed, then: self.want(replace(self.asked, among=typed), then))

    def action_level(self) -> None:
        """Ask for a level of the tree."""
        self.ask_level(lambda level: self.want(replace(self.asked, code_level=level)))

    def action_layer(self) -> None:
        """Ask whose codings count."""
        self.ask_layer(lambda layer: self.want(replace(self.asked, layer=layer)))

    def action_explain(self) -> None:
        """What is counted."""
        if self.found is not None:
            self.explain(_("Codings of each code"), self.found.notes)

    def action_export(self) -> None:
        """Write the table to a file, or draw its bars."""
        found, asked = self.found, self.asked
        if found is None or not found.rows:
            self.say(_("There is nothing to write."), trouble=True)
            return

        def picture(view: View) -> Any:
            from qualcode.actions.pictures import rows, words

            return rows.frequencies(view, found, words.scope(**asked.shared))

        self.ask_file("frequencies.csv", lambda: found, picture)


def show_frequencies(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the bars over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(FrequenciesScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
