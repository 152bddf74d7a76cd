"""Whether new documents still bring new codes: the curve, and under it a row for each document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.actions.material import documents
from qualcode.errors import QualcodeError
from qualcode.messages import _, plural
from qualcode.project import View
from qualcode.text.span import Span
from qualcode.tui.analysis import courses, curve
from qualcode.tui.analysis.courses import Asked, Found
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.row_table import RowTable

NAME = "saturation"
"""Under this name the application keeps the screen."""
_ORDERS = 1000  # random orders for the band


class SaturationScreen(AnalysisScreen[Asked, Found]):
    """The curve and its rows; the cursor is on a document in both."""

    BINDINGS = bindings("saturation")
    scope = "saturation"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Asked())

    def compose_table(self) -> ComposeResult:
        """The verdict, the curve, the rows."""
        yield OneLine(id="facts")
        chart = Lines(id="chart")
        chart.can_focus = False
        yield chart
        yield RowTable(self.show_row, self.action_open, lambda _column: None)

    def compute(self, view: View, asked: Asked) -> Found:
        """Compute."""
        return courses.found(view, asked)

    def show_found(self) -> None:
        """Show curve and rows."""
        found = self.found
        assert found is not None
        columns = courses.columns(bool(found.course.high))
        self.rows.show(columns, courses.CourseRows(found.table), self.rows.cursor)
        order = _orders()[self.asked.rule.order]
        count = plural("{n} document", "{n} documents", len(found.table.rows))
        title = filter(None, [_("Saturation"), order, courses.written(self.asked.rule), self.asked.said])
        self.query_one("#title", OneLine).show_words(" · ".join(title), count)
        self.query_one("#facts", OneLine).show_words(found.verdict)
        self.show_row()

    def show_row(self) -> None:
        """Mark the document in the curve."""
        if self.found is not None:
            chart = self.query_one("#chart", Lines)
            width, height = chart.scrollable_size
            chart.show_lines(curve.drawn(self.found.course, width, max(height - 2, 2), self.rows.cursor))

    def on_resize(self) -> None:
        """Draw for the new size."""
        super().on_resize()
        self.call_after_refresh(self.show_row)

    def action_open(self) -> None:
        """Read the document at the cursor from its beginning."""
        if self.found is None or not self.found.table.rows:
            return
        name = str(self.found.table.column("document")[self.rows.cursor])
        try:
            with self.desk.project.read(self.desk.coder) as view:
                documents.open_document(view, name)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self.dismiss((name, Span(0, 1), ""))

    # What is asked

    def _rule(self, **changes: Any) -> Asked:
        return replace(self.asked, rule=replace(self.asked.rule, **changes))

    def action_order(self) -> None:
        """Ask for the order of documents."""
        self.ask_which(_("Order"), _orders(), lambda order: self.want(self._rule(order=order)))

    def action_band(self) -> None:
        """With other orders, or without."""
        self.want(self._rule(permutations=0 if self.asked.rule.permutations else _ORDERS))

    def action_rule(self) -> None:
        """Ask for base size, run length and threshold."""

        def take(typed: str) -> None:
            try:
                asked = self._rule(**courses.read(typed))
            except QualcodeError as error:
                self.line.refuse(str(error))
            else:
                self.want(asked, then)

        def then(problem: str) -> None:
            if problem:
                self.line.refuse(problem)
            else:
                self.line.finish()

        hint = _("How many documents the base has, how many a run, and the share of new codes at most.")
        self.ask_line(Wanted(_("Base size, run length, threshold"), courses.written(self.asked.rule), take, hint=hint))

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
        """What the figures are."""
        if self.found is not None:
            said = _(
                "In the curve: ░ codes known before, █ new ones, │ the band of other orders, ┼ their mean, ✓ saturation."
            )
            self.explain(_("Saturation"), [self.found.verdict, said, *self.found.table.notes])

    def action_export(self) -> None:
        """Write the rows to a file, or draw the curve."""
        found, asked = self.found, self.asked
        if found is None or not found.table.rows:
            self.say(_("There is nothing to write."), trouble=True)
            return

        def picture(_view: View) -> Any:
            from qualcode.actions.pictures import curves, words

            return curves.saturation(found.table, asked.rule, words.scope(order=asked.rule.order, **asked.shared))

        self.ask_file("saturation.csv", lambda: found.table, picture)


def _orders() -> dict[str, str]:
    """What people call the orders of documents."""
    return {"time": _("by their dates"), "import": _("as imported"), "coding": _("as they were coded")}


def show_saturation(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the curve over a screen; ``then`` is called with the document that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(SaturationScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
