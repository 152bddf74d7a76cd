"""How the widgets of the workbench come together on the screen: whole rows, and only what is to be seen of them.

This file alone touches what the toolkit keeps to itself about composing a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.widgets.bottom_panel import BottomPanel

Pieces = dict[int, Strip | None]
"""The pieces of a row by the cell each begins at; None where nothing has been drawn yet."""
Spread = tuple[int, int, int]
"""A row, the first cell meant and the one after the last."""


class WholeRows(Compositor):
    """Puts the rows of an open panel on the screen in one piece.

    The toolkit cuts every row where a widget on it ends, also one that is covered by another, and a wide character that is
    cut in two vanishes: Chinese words would lack the character above the edge of the codebook.
    """

    def __init__(self) -> None:
        super().__init__()
        self._open: set[BottomPanel[Any]] = set()  # the panels that were open when this was last looked at

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """What is to be seen, the frontmost first: all that has a place, but for panels that are closed and what is in them."""
        panels = [widget for widget in self.widgets if isinstance(widget, BottomPanel)]
        opened = {panel for panel in panels if panel.is_open}
        if opened != self._open:
            self._open = opened
            self._visible_widgets = self._layers_visible = self._cuts = None
        if self._visible_widgets is None:
            closed = {panel for panel in panels if not panel.is_open}  # their bars for scrolling go with them
            known = super().visible_widgets.items()
            self._visible_widgets = {it: place for it, place in known if closed.isdisjoint(it.ancestors_with_self)}
        return self._visible_widgets

    @property
    def cuts(self) -> list[list[int]]:
        """Where each row is cut: in those of an open panel only at edges of the panel and of what is in it."""
        if self._cuts is None:
            cuts = super().cuts
            for panel in self._panels():
                self._uncut(cuts, panel)
        return self._cuts or []

    def update_widgets(self, widgets: set[Widget]) -> None:
        """Note what has changed.

        Where a part of the screen itself is to be painted again, as under a panel that has closed, the toolkit names the
        screen alone and forgets who else has something new: a sentence said at that moment would never be seen.
        """
        if any(isinstance(widget, Screen) for widget in widgets):
            widgets = widgets | {widget for widget in self.visible_widgets if widget._repaint_regions}
        super().update_widgets(widgets)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed; where that is under or in an open panel, its rows from end to end."""
        for panel in self._panels():
            covered = Region.intersection(*self.visible_widgets[panel])
            hit = [rows for dirty in self._dirty_regions if (rows := dirty.intersection(covered))]
            self._dirty_regions |= {Region(covered.x, rows.y, covered.width, rows.height) for rows in hit}
        dirty = {shown for region in self._dirty_regions if (shown := region.intersection(self.size.region))}
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(dirty))
        return ChopsUpdate(self._drawn(spans), spans, [cut[1:] for cut in self.cuts]) if spans else None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> list[dict[int, Strip]]:
        """The rows of a region."""
        return self._drawn([(y, *crop.column_span) for y in crop.line_range if is_rendered_line(y)])

    def _drawn(self, spans: Iterable[Spread]) -> list[dict[int, Strip]]:
        """All rows in pieces, by the cell where each begins, drawn as far as they share a cell with ``spans``.

        Of each widget only the rows are asked for that are wanted and not behind another. The toolkit has every widget in
        reach draw all it has, and that is most of what a key costs.
        """
        cuts = self.cuts
        rows: list[Pieces] = [dict.fromkeys(cut[:-1]) for cut in cuts]
        wanted = _wanted(spans, cuts)
        for widget, (region, clip) in self.visible_widgets.items():  # what is in front comes first
            shown = region.intersection(clip)
            ys = [y for y, cells in wanted.items() if shown.y <= y < shown.bottom and _meet(cells, shown)]
            for y, strip in _strips(widget, region, shown, ys):
                ends = [cut for cut in cuts[y] if shown.x <= cut <= shown.right]
                pieces = _divided(strip, [cut - shown.x for cut in ends[1:]])
                rows[y] |= {cut: piece for cut, piece in zip(ends, pieces) if rows[y].get(cut) is None}
                wanted[y] -= rows[y].keys() & set(ends[:-1])
        return rows  # type: ignore[return-value]  # pieces that are not wanted stay empty, as the toolkit has it

    def _panels(self) -> list[BottomPanel[Any]]:
        return [widget for widget in self.visible_widgets if isinstance(widget, BottomPanel)]

    def _uncut(self, cuts: list[list[int]], panel: BottomPanel[Any]) -> None:
        shown = [(widget, Region.intersection(*place)) for widget, place in self.visible_widgets.items()]
        own = [region for widget, region in shown if panel in widget.ancestors_with_self]
        rows = Region.from_union(own)
        for y in range(max(rows.y, 0), min(rows.bottom, len(cuts))):
            edges = {edge for it in own if it.y <= y < it.bottom for edge in (it.x, it.right)}
            cuts[y] = sorted(edges | {0, self.size.width})


def _wanted(spans: Iterable[Spread], cuts: Sequence[Sequence[int]]) -> dict[int, set[int]]:
    """The pieces that share a cell with spans: by row, the cells where they begin."""
    wanted: dict[int, set[int]] = {}
    for y, left, right in spans:
        met = {cut for cut, end in pairwise(cuts[y]) if cut < right and left < end}
        wanted[y] = wanted.get(y, set()) | met
    return wanted


def _meet(cells: Iterable[int], region: Region) -> bool:
    """Whether one of the pieces that begin at these cells lies in a region."""
    return any(region.x <= cell < region.right for cell in cells)


def _divided(strip: Strip, cuts: Sequence[int]) -> Sequence[Strip]:
    """The pieces of a row of a widget, which may leave the cells of its scroll bar free.

    One piece is the row itself. The toolkit would have it keep a list of itself: garbage that has to be looked for, at some
    later key, is most of what that key then costs.
    """
    return [strip] if cuts[0] == strip.cell_length else strip.divide(cuts)


def _strips(widget: Widget, region: Region, shown: Region, ys: Sequence[int]) -> Iterator[tuple[int, Strip]]:
    """The rows of a widget, by their place on the screen; ``shown`` is what is visible of its ``region``."""
    if ys and shown.width:
        first, last = ys[0], ys[-1]
        strips = widget.render_lines(Region(shown.x - region.x, first - region.y, shown.width, last - first + 1))
        yield from ((y, strips[y - first]) for y in ys)
