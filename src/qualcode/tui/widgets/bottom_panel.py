"""A panel that comes up over the bottom of the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from textual._compositor import ChopsUpdate, Compositor
from textual.containers import Vertical
from textual.geometry import Region
from textual.widget import Widget

Written = TypeVar("Written", bound=Widget)

ROWS = 9
"""How high such a panel is."""


class BottomPanel(Vertical, Generic[Written]):
    """Lies below what holds it until it is opened, with its size all the time, so that opening it lays out and paints little.

    It holds one widget of the kind ``written_in``; ``after`` is called when it has closed.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")
    is_open = False

    def __init__(self, after: Callable[[], None], written_in: type[Written], *, id: str) -> None:
        super().__init__(id=id)
        self._after = after
        self._written_in = written_in

    def on_mount(self) -> None:
        """Begin out of sight."""
        self._hide()

    @property
    def field(self) -> Written:
        """What is written in: it takes the focus while the panel is open and cannot while it is not."""
        return self.query_one(self._written_in)

    def open(self) -> None:
        """Come up and take the focus."""
        self.is_open = True
        self.styles.offset = (0, 0)
        self.field.can_focus = True
        self.screen.set_focus(self.field)

    def close(self) -> None:
        """Go out of sight."""
        self._hide()
        self._after()

    def _hide(self) -> None:
        self.is_open = False
        self.styles.offset = (0, ROWS)
        self.field.can_focus = False


class WholeRows(Compositor):
    """Puts the rows of an open panel on the screen in one piece.

    The toolkit cuts every row where a widget on it ends, also one that is covered by another, and a wide character that is
    cut in two vanishes: Chinese words would lack the character above the edge of the codebook.
    """

    @property
    def cuts(self) -> list[list[int]]:
        """Where each row is cut: in those of an open panel only at edges of the panel and of what is in it."""
        if self._cuts is None:
            cuts = super().cuts
            for panel in self._panels():
                self._uncut(cuts, panel)
        return self._cuts or []

    def render_partial_update(self) -> ChopsUpdate | None:
        """Where something under or in an open panel has changed, its rows are painted from end to end."""
        for panel in self._panels():
            covered = Region.intersection(*self.visible_widgets[panel])
            hit = [rows for dirty in self._dirty_regions if (rows := dirty.intersection(covered))]
            self._dirty_regions |= {Region(covered.x, rows.y, covered.width, rows.height) for rows in hit}
        return super().render_partial_update()

    def _panels(self) -> list[BottomPanel[Any]]:
        return [widget for widget in self.visible_widgets if isinstance(widget, BottomPanel) and widget.is_open]

    def _uncut(self, cuts: list[list[int]], panel: BottomPanel[Any]) -> None:
        shown = [(widget, Region.intersection(*place)) for widget, place in self.visible_widgets.items()]
        own = [region for widget, region in shown if panel in widget.ancestors_with_self]
        rows = Region.from_union(own)
        for y in range(max(rows.y, 0), min(rows.bottom, len(cuts))):
            edges = {edge for it in own if it.y <= y < it.bottom for edge in (it.x, it.right)}
            cuts[y] = sorted(edges | {0, self.size.width})
