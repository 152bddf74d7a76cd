"""Codes crossed with documents, cases, attributes or codes as coloured cells, with the segments behind each a key away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from qualcode.actions.codes import CodeRow
from qualcode.actions.pictures.words import begun, dimension_title
from qualcode.actions.tables import chosen_parts, dimensions
from qualcode.messages import _
from qualcode.project import View
from qualcode.tui.analysis import crossing, words_for
from qualcode.tui.analysis.crossing import Asked, Cell, Crossed
from qualcode.tui.analysis.export import picture, shown_table
from qualcode.tui.analysis.grid import Arrangement, By, arranged, number
from qualcode.tui.analysis.heat import mark
from qualcode.tui.analysis.which_codings import WhichCodings
from qualcode.tui.asking.questions import kinds
from qualcode.tui.commands import bindings
from qualcode.tui.disputes.readings import Short, shortener
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.heat_table import HeatTable
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine

NAME, BEHIND = "matrix", "behind"
"""Under these names the application keeps the screen, and that of the segments behind a cell."""


class MatrixScreen(AnalysisScreen[Asked, Crossed]):
    """The table, and under it what the cell at the cursor says in words."""

    AUTO_FOCUS = "HeatTable"
    BINDINGS = bindings("matrix")
    scope = "matrix"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Asked())
        self.arrangement = Arrangement()
        self._before = Asked()  # what was crossed before codes with codes
        self._short: Short = str
        self._kinds = kinds()
        self._codes: dict[str, CodeRow] = {}  # by their paths

    def compose_table(self) -> ComposeResult:
        """What is crossed and how, and the table."""
        yield OneLine(id="facts")
        yield HeatTable(self.show_row, self.action_open)

    def compose_under(self) -> ComposeResult:
        """The cell in words."""
        details = Lines(id="details")
        details.can_focus = False
        yield details

    @property
    def main(self) -> Widget:
        """The table."""
        return self.table

    @property
    def table(self) -> HeatTable:
        """The table."""
        return self.query_one(HeatTable)

    # Showing

    def compute(self, view: View, asked: Asked) -> Crossed:
        """Cross."""
        crossed = crossing.crossed(view, asked)
        crossed.grid.work_out()
        return crossed

    def show_found(self) -> None:
        """Show the table as it is to be arranged."""
        found = self.found
        assert found is not None
        self._short = shortener([*self.desk.codes.values()])
        self._codes = {code.path: code for code in self.desk.codes.values()}
        shown = arranged(found.grid, self.arrangement)
        self.table.show(found.grid, shown, (self._called(found, 0), self._called(found, 1)))
        if not shown.rows:
            self.say_nothing_found(
                _("There is no figure other than 0: {key} chooses another query.", key=self.key("filter"))
            )
        self._show_facts(found)
        self.show_row()

    def _called(self, found: Crossed, side: int) -> Sequence[str]:
        """What the labels of a side are called on the screen."""
        name, labels = ((found.asked.rows, found.grid.rows), (found.asked.columns, found.grid.columns))[side]
        return [self._call(name, label) for label in labels]

    def _call(self, side: str, label: str) -> str:
        if side.partition(":")[0] == "codes":
            return self._short(label) if label in self._codes else label
        return self._kinds.get(label, label) if side == "kinds" else label

    def _show_facts(self, found: Crossed) -> None:
        grid, shown = found.grid, self.table.shown
        left = len(grid.rows) - len(shown.rows), len(grid.columns) - len(shown.columns)
        size = f"{len(shown.rows)} × {len(shown.columns)}"
        hidden = [_("{rows} × {columns} without figures not shown", rows=left[0], columns=left[1])] if any(left) else []
        self.query_one("#title", OneLine).show_words(begun(words_for.title(found.asked)), " · ".join([size, *hidden]))
        highest = number(grid.highest, grid.whole)
        marks = "".join(mark(share) for share in (0.2, 0.4, 0.6, 0.9))
        ramp = _("highest: {figure}", figure=highest) if self.table.is_colored else f"0 {marks} {highest}"
        self.query_one("#facts", OneLine).show_words(words_for.meaning(found.asked), f"{ramp}  – {_('undefined')}")

    def show_row(self) -> None:
        """Say in words what the cell says."""
        cell, found = self.table.cell, self.found
        lines: list[Any] = []
        if cell is not None and found is not None:
            lines = list(words_for.about(found, *cell, self._codes, self._call))
        self.query_one("#details", Lines).show_lines(lines)

    # Behind a cell

    def action_open(self) -> None:
        """Look through the segments behind the cell."""
        labels, found = self.table.labels, self.found
        if labels is None or found is None or self.table.cell is None:
            return
        if found.asked.together and labels[0] == labels[1]:
            self.say(_("What a code is to itself is no figure: choose two codes."), trouble=True)
        elif not found.has_codings(*self.table.cell):
            self.say(_("There is nothing behind this figure."))
        else:
            self._show_behind(found, labels)

    def _show_behind(self, found: Crossed, labels: tuple[str, str]) -> None:
        assert self.table.cell is not None
        row, column = self.table.cell
        label = f"{self._called(found, 0)[row]} × {self._called(found, 1)[column]}"
        if not self.app.is_screen_installed(BEHIND):
            self.app.install_screen(SegmentsScreen(self.desk), BEHIND)
        behind = self.app.get_screen(BEHIND)
        assert isinstance(behind, SegmentsScreen)
        behind.look_behind(Cell(found.asked, *labels, label))
        self.app.push_screen(BEHIND, self._leave_for)

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    # What is crossed

    def action_rows(self) -> None:
        """Ask what the rows are."""
        self._ask_side(_("Rows"), lambda name: self._cross(replace(self.asked, rows=name)))

    def action_columns(self) -> None:
        """Ask what the columns are."""
        self._ask_side(_("Columns"), lambda name: self._cross(replace(self.asked, columns=name)))

    def _ask_side(self, prompt: str, then: Callable[[str], None]) -> None:
        with self.desk.project.read(self.desk.coder) as view:
            names = [name for name in dimensions.names(view) if name != "segments"]
            parts = chosen_parts.offered(view)
        choices = {name: dimension_title(name) for name in names} | {name: words_for.part(name) for name in parts}
        self.ask_which(prompt, choices, then, offer=_product)

    def _cross(self, asked: Asked) -> None:
        if asked.rows == asked.columns and not asked.together:
            self.say(_("Rows and columns are the same: choose something else for one of them."), trouble=True)
            return
        if not self.asked.together:
            self._before = self.asked
        if (asked.rows, asked.columns) != (self.asked.rows, self.asked.columns):
            self.arrangement = replace(self.arrangement, rows=By(), columns=By())
        self.want(asked)

    def action_together(self) -> None:
        """Codes with codes, or what was crossed before."""
        if self.asked.together:
            before = self._before
            self._cross(replace(before, **{one.name: getattr(self.asked, one.name) for one in fields(WhichCodings)}))
        else:
            self._cross(replace(self.asked, rows="codes", columns="codes"))

    def action_turn(self) -> None:
        """Rows for columns."""
        if self.asked.rows != self.asked.columns:
            self.arrangement = self.arrangement.turned()
            self.want(self.asked.turned())

    # What its cells say

    def action_value(self) -> None:
        """Ask what the figures say."""
        if self.asked.together:
            self.ask_which(_("Figures"), words_for.figures(), lambda it: self.want(replace(self.asked, figure=it)))
        else:
            self.ask_which(_("Figures"), words_for.values(), lambda it: self.want(replace(self.asked, value=it)))

    def action_divide(self) -> None:
        """Ask what each figure is divided by."""
        if self.asked.together:
            self.say(_("Figures of two codes are not divided: {key} chooses a coefficient.", key=self.key("value")))
        else:
            prompt = _("Divide each figure")
            self.ask_which(prompt, words_for.shares(), lambda it: self.want(replace(self.asked, normalize=it)))

    def action_relation(self) -> None:
        """Ask when two codings are a pair."""
        if self._is_together():
            prompt = _("Two codings are a pair where")
            self.ask_which(prompt, words_for.relations(), lambda it: self.want(replace(self.asked, relation=it)))

    def action_unit(self) -> None:
        """Ask for the unit."""
        if self._is_together():
            self.ask_which(_("Unit"), words_for.units(), lambda it: self.want(replace(self.asked, unit=it)))

    def _is_together(self) -> bool:
        if not self.asked.together:
            self.say(_("That is for codes that occur together: {key} shows them.", key=self.key("together")))
        return self.asked.together

    def action_level(self) -> None:
        """Ask for a level of the tree."""
        self.ask_level(lambda level: self.want(replace(self.asked, code_level=level)))

    def action_layer(self) -> None:
        """Ask whose codings count."""
        self.ask_layer(lambda layer: self.want(replace(self.asked, layer=layer)))

    def action_filter(self) -> None:
        """Ask for a query."""
        self.ask_query(self.asked.where, lambda typed, then: self.want(replace(self.asked, where=typed), then))

    def action_among(self) -> None:
        """Ask for a query that chooses documents."""
        self.ask_documents(self.asked.among, lambda typed, then: self.want(replace(self.asked, among=typed), then))

    # How it is arranged

    def action_sort(self) -> None:
        """Ask for an order."""
        labels = self.table.labels
        if labels is None or self.table.cell is None or self.found is None:
            return
        row, column = self.table.cell
        choices = {
            "given": _("as they are given: codes as in the codebook"),
            "sum": _("rows and columns with the highest sums first"),
            "rows": _("rows by the column {name}", name=self._called(self.found, 1)[column]),
            "columns": _("columns by the row {name}", name=self._called(self.found, 0)[row]),
        }
        self.ask_which(_("Order"), choices, lambda how: self._sort(how, labels))

    def _sort(self, how: str, labels: tuple[str, str]) -> None:
        changes: dict[str, dict[str, By]] = {
            "given": {"rows": By(), "columns": By()},
            "sum": {"rows": By("sum"), "columns": By("sum")},
            "rows": {"rows": By("label", labels[1])},
            "columns": {"columns": By("label", labels[0])},
        }
        self.arrangement = replace(self.arrangement, **changes[how])  # type: ignore[arg-type]
        self.show_found()

    def action_empty(self) -> None:
        """Show rows and columns without figures, or leave them out."""
        self.arrangement = replace(self.arrangement, hide_empty=not self.arrangement.hide_empty)
        if self.found is not None:
            self.show_found()

    def action_explain(self) -> None:
        """What the figures are."""
        if self.found is not None:
            self.explain(begun(words_for.title(self.asked)), words_for.explained(self.found))

    def action_export(self) -> None:
        """Write what is shown to a file."""
        found, shown = self.found, self.table.shown
        if found is None or not shown.rows:
            self.say(_("There is nothing to write."), trouble=True)
            return
        name = "cooccurrence.csv" if found.asked.together else "matrix.csv"
        self.ask_file(name, lambda: shown_table(found, shown), lambda view: picture(view, found, shown))


def _product(typed: str) -> str:
    """What stands for what was typed where it is none of the choices: a product of several."""
    return _("each by each: {names}", names=typed.strip()) if "*" in typed.strip("* ") else ""


def show_matrix(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the matrix over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(MatrixScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
