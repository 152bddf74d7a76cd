"""The choices under the line of the drawer: one row each, drawn when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.content import Content, Span
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from qualcode.tui.view.readable import standing_out
from qualcode.tui.widgets.scroll_bar import SteadyScroll


class Choices(SteadyScroll, can_focus=False):
    """Rows one of which is highlighted; ``take`` is called with the number of the one clicked."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--highlighted"}
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, take: Callable[[int], None]) -> None:
        super().__init__()
        self._take = take
        self._rows: Sequence[Content] = ()
        self._instead = Content("")
        self._strips: dict[tuple[int, bool], Strip] = {}
        self.highlighted: int | None = None

    @property
    def rows(self) -> Sequence[Content]:
        """What can be chosen."""
        return self._rows

    def show_rows(self, rows: Sequence[Content], instead: str = "") -> None:
        """Offer these, the first highlighted; where there is none, say something instead."""
        self._instead = Content.styled(f"  {instead}", "$text-muted")
        self._rows, self.highlighted = rows, 0 if rows else None
        size = Size(self.scrollable_size.width, len(rows))
        self.set_reactive(Widget.virtual_size, size)  # set plainly, it would have the whole screen laid out again
        self._scroll_update(size)
        self.scroll_to(y=0, animate=False, immediate=True)
        self._draw_anew()

    def move(self, rows: int) -> None:
        """Highlight one further down, or up where negative."""
        if self.highlighted is not None:
            place = self.highlighted = min(max(self.highlighted + rows, 0), len(self._rows) - 1)
            top, height = self.scroll_offset.y, self.scrollable_size.height
            self.scroll_to(y=min(max(top, place - height + 1), place), animate=False, immediate=True)
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the row under the pointer."""
        place = self.scroll_offset.y + event.y
        if place < len(self._rows):
            self._take(place)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._draw_anew()

    def notify_style_update(self) -> None:
        """Draw in the colours of the new theme."""
        super().notify_style_update()
        self._draw_anew()

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` of the screen."""
        place = self.scroll_offset.y + y
        key = (place, place == self.highlighted)
        if key not in self._strips:
            self._strips[key] = self._drawn(*key)
        return self._strips[key]

    def _drawn(self, place: int, highlighted: bool) -> Strip:
        width = self.scrollable_size.width
        style = self.get_visual_style("choices--highlighted") if highlighted else self.visual_style
        shown = self._rows or (self._instead,)
        if place >= len(shown):
            return Strip.blank(width, style.rich_style)
        (strip,) = Visual.to_strips(self, self._seen(shown[place], highlighted), width, 1, style)
        return strip.adjust_cell_length(width, style.rich_style)

    def _seen(self, row: Content, highlighted: bool) -> Content:
        """A row in which everything stands out: colours of codes on the page, also where it is highlighted; words there in one colour."""
        page = self.background_colors[1].hex
        spans = []
        for start, end, style in row.spans:
            words = row.plain[start:end]
            if isinstance(style, str) and style.startswith("#"):
                spans.append(Span(start, end, f"{standing_out(style, page, words)} on {page}"))
            elif not highlighted or "$" not in str(style):
                spans.append(Span(start, end, style))
        return Content(row.plain, spans)

    def _draw_anew(self) -> None:
        self._strips.clear()
        self.refresh()
