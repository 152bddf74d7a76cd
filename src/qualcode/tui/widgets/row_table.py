"""A table of any number of rows: only those on the screen are asked for and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.commands import bindings
from qualcode.tui.view.columns import Column, fitted, widths
from qualcode.tui.view.readable import standing_out
from qualcode.tui.widgets.lines import Words
from qualcode.tui.widgets.scroll_bar import SteadyScroll

_KEPT = 256  # rows that are kept as drawn
EDGE = 2  # cells before the first column, for the cursor and the mark


class Rows(Protocol):
    """What a table shows."""

    def __len__(self) -> int:
        """How many rows there are."""

    def prepare(self, first: int, stop: int) -> None:
        """Rows from ``first`` up to ``stop`` are about to be drawn."""

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """What stands in a row under these columns."""

    def is_marked(self, number: int) -> bool:
        """Whether a row is marked."""


@dataclass(frozen=True)
class NoRows:
    """Nothing to show."""

    def __len__(self) -> int:
        return 0

    def prepare(self, first: int, stop: int) -> None:
        """Nothing."""

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """Nothing."""
        return ()

    def is_marked(self, number: int) -> bool:
        """Nothing is."""
        return False


class RowTable(SteadyScroll, can_focus=True):
    """Rows under heads, with a cursor. ``moved`` is called when the cursor is on another row, ``chosen`` for a double click,
    ``sort`` with the name of a column whose head is clicked."""

    ALLOW_SELECT = False
    BINDINGS = bindings("rows")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("row-table--head", "row-table--cursor", "row-table--muted", "row-table--marked", "row-table--trouble"),
        "row-table--accent",
    }
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, moved: Callable[[], None], chosen: Callable[[], None], sort: Callable[[str], None]) -> None:
        super().__init__(id="rows")
        self._moved, self._chosen, self._sort = moved, chosen, sort
        self.rows: Rows = NoRows()
        self.cursor = 0
        self._columns: Sequence[Column] = ()
        self._layout: list[tuple[Column, int]] = []
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}

    def show(self, columns: Sequence[Column], rows: Rows, cursor: int = 0, *, keep_top: bool = False) -> None:
        """Show rows with the cursor on one of them; ``keep_top`` leaves the view where it is as far as that shows the cursor."""
        self._columns, self.rows = columns, rows
        self.cursor = min(max(cursor, 0), max(len(rows) - 1, 0))
        self._lay_out()
        if not keep_top:
            self._scroll(self.cursor - self.page // 2)
        self._bring_into_view()

    @property
    def page(self) -> int:
        """How many rows there is room for."""
        return max(self.scrollable_size.height - 1, 1)

    @property
    def top(self) -> int:
        """The number of the first row that is on the screen."""
        return self.scroll_offset.y

    def redraw(self) -> None:
        """Rows say something else, or look different."""
        self._strips.clear()
        self.refresh()

    def redraw_row(self, number: int) -> None:
        """One row says something else."""
        self._strips.pop(number, None)
        y = number - self.top + 1
        if 1 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def move_to(self, number: int) -> None:
        """Put the cursor on a row, the first or last for numbers beyond."""
        number = min(max(number, 0), len(self.rows) - 1)
        if number < 0 or number == self.cursor:
            return
        before, self.cursor = self.cursor, number
        self.redraw_row(before)
        self.redraw_row(number)
        self._bring_into_view()
        self._moved()

    def action_move(self, rows: int) -> None:
        """Move the cursor down, or up where negative."""
        self.move_to(self.cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages, and the view with it."""
        top = self.top + pages * self.page
        before = self.cursor
        self._scroll(top)
        self.move_to(before + pages * self.page)

    def action_end(self, last: bool) -> None:
        """To the first row, or the last."""
        self.move_to(len(self.rows) - 1 if last else 0)

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked, choose it with a double click; sort by the column of a head."""
        place = event.get_content_offset(self)
        if place is None:
            return
        if place.y == 0:
            self._click_head(place.x)
        elif (number := self.top + place.y - 1) < len(self.rows):
            self.move_to(number)
            if event.chain == 2:
                self._chosen()

    def _click_head(self, x: int) -> None:
        left = EDGE
        for column, width in self._layout:
            if left <= x < left + width:
                self._sort(column.id)
            left += width + 1

    def on_resize(self) -> None:
        """Share out the new width."""
        self._lay_out()
        self._bring_into_view()

    def notify_style_update(self) -> None:
        """Draw in the colours of the new theme."""
        super().notify_style_update()
        self._looks.clear()
        self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows on the screen; what they need is asked for once."""
        first = max(self.top + crop.y - 1, 0)
        self.rows.prepare(first, min(self.top + crop.bottom - 1, len(self.rows)))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The heads at the top, under them the rows."""
        width = self.scrollable_size.width
        number = self.top + y - 1
        if y == 0:
            return self._drawn(("  ", [(column.head, "head") for column, _cells in self._layout]), "head", width)
        if number >= len(self.rows):
            return Strip.blank(width, self._look(""))
        if number not in self._strips:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            self._strips[number] = self._row(number, width)
        return self._strips[number]

    def _row(self, number: int, width: int) -> Strip:
        at_cursor, marked = number == self.cursor, self.rows.is_marked(number)
        edge = ("▸" if at_cursor else " ") + ("✓" if marked else " ")
        words = self.rows.words(number, [column.id for column, _cells in self._layout])
        look = "cursor" if at_cursor else "marked" if marked else ""
        return self._drawn((edge, words), look, width)

    def _drawn(self, row: tuple[str, Sequence[Words]], look: str, width: int) -> Strip:
        edge, words = row
        base = self._look(look)
        segments = [Segment(edge, base)]
        for (column, room), (said, how) in zip(self._layout, words, strict=True):
            style = (
                self._colored(how, said)
                if how.startswith("#")
                else base
                if look == "cursor"
                else base + self._look(how)
            )
            segments += [Segment(fitted(said, room, column.at_right), style), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(width, base)

    def _colored(self, color: str, words: str) -> Style:
        """A colour is seen on the page alone: what has one keeps the page behind it, at the cursor too."""
        page = self._look("").bgcolor
        return Style(color=standing_out(color, page.name if page else "", words), bgcolor=page)

    def _look(self, look: str) -> Style:
        if look not in self._looks:
            if look:
                style = self.get_component_rich_style(f"row-table--{look}")
                of_words = look in ("muted", "trouble", "accent")  # on whatever the row is on
                self._looks[look] = style.without_color + Style(color=style.color) if of_words else style
            else:
                self._looks[look] = self.rich_style
        return self._looks[look]

    def _lay_out(self) -> None:
        width = self.scrollable_size.width
        self._layout = widths(self._columns, max(width - EDGE, 1)) if width > 1 else []
        size = Size(width, len(self.rows) + 1)
        self.set_reactive(Widget.virtual_size, size)  # set plainly, it would have the whole screen laid out again
        self._scroll_update(size)
        self.redraw()

    def _bring_into_view(self) -> None:
        if self.cursor < self.top:
            self._scroll(self.cursor)
        elif self.cursor >= self.top + self.page:
            self._scroll(self.cursor - self.page + 1)

    def _scroll(self, top: int) -> None:
        top = min(max(top, 0), max(len(self.rows) - self.page, 0))
        if top != self.top:
            self.scroll_to(y=top, animate=False, immediate=True)
