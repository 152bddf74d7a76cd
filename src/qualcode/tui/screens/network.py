"""Networks: the nodes with their measures, and under them the ties of the node at the cursor as a drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.actions.networks import building
from qualcode.actions.networks.asking import Ask
from qualcode.errors import QualcodeError
from qualcode.messages import _, labelled, plural
from qualcode.project import View
from qualcode.tui.analysis import ego, netting
from qualcode.tui.analysis.ego import Tied
from qualcode.tui.analysis.netting import Found, NodeRows
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.matrix import BEHIND
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine
from qualcode.tui.widgets.row_table import RowTable

NAME = "network"
"""Under this name the application keeps the screen."""


class NetworkScreen(AnalysisScreen[Ask, Found]):
    """The nodes as rows; of that at the cursor the ties, one of them marked."""

    BINDINGS = bindings("network")
    scope = "network"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Ask())
        self._by = "degree"
        self._order: list[int] = []
        self._name = ""  # of the node at the cursor
        self._tie = 0  # which tie of the node at the cursor is marked

    def compose_table(self) -> ComposeResult:
        """What is tied and how, and the nodes."""
        yield OneLine(id="facts")
        yield RowTable(self._moved, self.action_open, self.sort_by)

    def compose_under(self) -> ComposeResult:
        """The ties of the node at the cursor."""
        drawing = Lines(id="chart")
        drawing.can_focus = False
        yield drawing

    # Showing

    def compute(self, view: View, asked: Ask) -> Found:
        """Build and measure."""
        return netting.found(view, asked)

    def show_found(self) -> None:
        """Show the nodes in their order, the cursor on the node it was on where that is still there."""
        found = self.found
        assert found is not None
        self._fill()
        title = " · ".join([_("Network"), netting.kinds().get(self.asked.kind, self.asked.kind)])
        counts = plural("{n} node", "{n} nodes", len(found.names)), plural("{n} tie", "{n} ties", found.edges)
        self.query_one("#title", OneLine).show_words(title, " · ".join(counts))
        facts = [_("╌ ─ ━ by thirds of the heaviest tie")]
        facts += [_("ties of at least {n:g}", n=self.asked.at_least)] if self.asked.at_least else []
        facts += [labelled(_("whose codings"), self.asked.layer)] if self.asked.layer != "record" else []
        facts += [_("level {n}", n=self.asked.code_level)] if self.asked.code_level else []
        facts += [self.asked.where] if self.asked.where else []
        self.query_one("#facts", OneLine).show_words(" · ".join(facts))
        if not found.names:
            self.say(_("There is nothing here that is tied: {key} chooses another network.", key=self.key("from")))

    def _fill(self) -> None:
        found = self.found
        assert found is not None
        self._order = found.order(self._by)
        names = found.table.column("node")
        cursor = next((row for row, node in enumerate(self._order) if names[node] == self._name), 0)
        self.rows.show(netting.columns(self._by), NodeRows(found, self._order), cursor)
        self._moved()

    def _moved(self) -> None:
        if self.found is not None and self._node is not None:
            self._name = str(self.found.table.column("node")[self._node])
        self._tie = 0
        self.show_row()

    def show_row(self) -> None:
        """Draw the ties of the node at the cursor."""
        chart, node = self.query_one("#chart", Lines), self._node
        if self.found is None or node is None:
            chart.show_lines([])
            return
        width, height = chart.scrollable_size
        chart.show_lines(ego.drawn(self.found.names[node], self._ties, self._tie, width, height))

    def on_resize(self) -> None:
        """Draw for the new size."""
        super().on_resize()
        self.call_after_refresh(self.show_row)

    # The node and the tie at the cursor

    @property
    def _node(self) -> int | None:
        return self._order[self.rows.cursor] if self.rows.cursor < len(self._order) else None

    @property
    def _ties(self) -> Sequence[Tied]:
        return self.found.ties[self._node] if self.found is not None and self._node is not None else ()

    def action_tie(self, step: int) -> None:
        """Mark the next tie, or the one before."""
        if self._ties:
            self._tie = min(max(self._tie + step, 0), len(self._ties) - 1)
            self.show_row()

    def action_open(self) -> None:
        """Go to the neighbour."""
        if self._ties:
            self.rows.move_to(self._order.index(self._ties[self._tie].node))

    def action_segments(self) -> None:
        """Look through the segments that make the tie."""
        if self.found is None or self._node is None or not self._ties:
            self.say(_("There is no tie here."), trouble=True)
            return
        cell = netting.behind(self.asked, self.found, self._node, self._ties[self._tie])
        if cell is None:
            self.say(_("These ties are not made of codings: there are no segments behind them."))
            return
        if not self.app.is_screen_installed(BEHIND):
            self.app.install_screen(SegmentsScreen(self.desk), BEHIND)
        behind = self.app.get_screen(BEHIND)
        assert isinstance(behind, SegmentsScreen)
        behind.look_behind(cell)
        self.app.push_screen(BEHIND, self._leave_for)

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    # What is asked

    def action_from(self) -> None:
        """Ask what is tied."""
        self.ask_which(_("Network of"), netting.kinds(), lambda kind: self.want(replace(self.asked, kind=kind)))

    def action_filter(self) -> None:
        """Ask for a query."""
        self.ask_query(
            self.asked.where or "", lambda typed, then: self.want(replace(self.asked, where=typed or None), then)
        )

    def action_layer(self) -> None:
        """Ask whose codings make ties."""
        self.ask_layer(lambda layer: self.want(replace(self.asked, layer=layer)))

    def action_level(self) -> None:
        """Ask down to which level codes are told apart."""
        self.ask_level(lambda level: self.want(replace(self.asked, code_level=level)))

    def action_least(self) -> None:
        """Ask for the least weight that counts."""
        before = f"{self.asked.at_least:g}" if self.asked.at_least else ""
        hint = _("A number above 0. Empty: all ties.")
        self.ask_line(Wanted(_("Ties of at least"), before, self._take_least, hint=hint))

    def _take_least(self, typed: str) -> None:
        try:
            asked = replace(self.asked, at_least=float(typed) if typed.strip() else None)
        except ValueError:
            self.line.refuse(_("This is not a number."))
        except QualcodeError as error:
            self.line.refuse(str(error))
        else:
            self.line.finish()
            self.want(asked)

    def sort_by(self, order: str) -> None:
        """Sort by a column; the cursor stays on its node."""
        if order in netting.ORDERS and self.found is not None:
            self._by = order
            self._fill()

    def action_sort(self) -> None:
        """Ask by what to sort."""
        heads = netting.heads()
        self.ask_which(_("Sort by"), {order: heads[order] for order in netting.ORDERS}, self.sort_by)

    def action_explain(self) -> None:
        """What nodes, ties and measures are."""
        if self.found is not None:
            self.explain(_("Network"), self.found.table.notes)

    def action_export(self) -> None:
        """Write the nodes as a table, the whole network for other programs, or a picture."""
        found, asked = self.found, self.asked
        if found is None or not found.names:
            self.say(_("There is nothing to write."), trouble=True)
            return

        def picture(view: View) -> Any:
            from qualcode.actions.pictures import networks

            return networks.network(view, asked, found.table)

        self.ask_file("network.csv", lambda: found.table, picture, partial(_stored, ask=asked))


def _stored(view: View, file: Path, ask: Ask) -> Sequence[str]:
    return building.write(view, ask, file)


def show_network(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the network over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(NetworkScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
