"""A scroll bar that paints again only what looks different: in a long text hardly a cell of it, whatever key is pressed.

This file alone touches what the toolkit keeps to itself about scroll bars.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, Self

from rich.segment import Segment
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget


class SteadyBar(ScrollBar):
    """A vertical scroll bar; the toolkit's own paints all its rows whenever anything near it moves, half of what a key costs."""

    def __init__(self, thickness: int) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self._shown: list[Segment] = []

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint again what has changed; where the place of the bar may have changed, all of it."""
        if layout or recompose or not (repaint and self.is_attached and self.size):
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        before, self._shown = self._shown, self._cells()
        other = [y for y, (old, new) in enumerate(zip_longest(before, self._shown)) if old != new]
        if other:
            super().refresh(Region(0, other[0], self.size.width, other[-1] - other[0] + 1))
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows wanted."""
        self._shown = self._cells()
        return plain_lines(self, [Strip([self._shown[y]], self.size.width) for y in crop.line_range], crop)

    def _cells(self) -> list[Segment]:
        """What stands in each row."""
        bar: Any = self.render()
        width, height = self.size
        return [
            *bar.render_bar(
                size=height,
                virtual_size=bar.virtual_size,
                window_size=bar.window_size,
                position=bar.position,
                thickness=width,
                back_color=bar.style.bgcolor,
                bar_color=bar.style.color,
            ).segments
        ]


class SteadyScroll(ScrollView):
    """Something to scroll, with such a bar."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar at the right, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = SteadyBar(self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint what is beside the bar again, and of the bar what has changed."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(self.scrollable_size.region)


def plain_lines(widget: Widget, strips: list[Strip], crop: Region) -> list[Strip]:
    """Rows as they are, cut to a region: without the border, padding or fading that the toolkit would put around each."""
    background = widget.background_colors[1]
    for line_filter in widget.get_line_filters():
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return [strip.crop(*crop.column_span) for strip in strips]
