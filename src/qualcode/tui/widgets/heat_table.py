"""A table of figures as coloured cells: names at the left and letters at the top stay while it scrolls both ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.tui.analysis.grid import ROOM, Arranged, Grid, letters
from qualcode.tui.analysis.heat import heat, mark
from qualcode.tui.commands import bindings
from qualcode.tui.view.columns import fitted
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.document_painter import has_colors

_EDGE = 2  # cells before the names, for the cursor
_NAMES = (10, 42)  # the least and the most cells for the names of rows
_WIDEST = 18  # cells of a column that has its name at the top
_MEASURED = 400  # names of rows that are looked at for how wide they are
_READABLE = 8  # cells from which on a name says more than a letter


@dataclass(frozen=True)
class Widths:
    """The cells of the names of rows, and of a column without the one between it and the next; whether it has its name."""

    names: int
    column: int
    named: bool


class HeatTable(ScrollView, can_focus=True):
    """Figures under letters, with a cursor. ``moved`` is called when it is on another cell, ``chosen`` for a double click."""

    ALLOW_SELECT = False
    BINDINGS = bindings("cells")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("heat-table--head", "heat-table--column", "heat-table--cursor", "heat-table--muted", "heat-table--here")
    }
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, moved: Callable[[], None], chosen: Callable[[], None]) -> None:
        super().__init__(id="cells")
        self._moved, self._chosen = moved, chosen
        self.grid: Grid | None = None
        self.shown = Arranged()
        self._names: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._at = (0, 0)  # the row and column of the cursor, counted as they are shown
        self._first = (0, 0)  # the row and column at the top left
        self._widths = Widths(*_NAMES, False)
        self._colored = True
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}

    def show(self, grid: Grid, shown: Arranged, names: tuple[Sequence[str], Sequence[str]]) -> None:
        """Show a table; ``names`` are what its rows and columns are called. The cursor stays on its cell where that is there."""
        at = self.labels
        self.grid, self.shown, self._names = grid, shown, names
        self._at = self._found(at) if at else (0, 0)
        self._lay_out()

    def forget(self) -> None:
        """Begin at the top left with what is shown next."""
        self.grid, self._at, self._first = None, (0, 0), (0, 0)

    @property
    def cell(self) -> tuple[int, int] | None:
        """The row and column of the table at the cursor."""
        if not self.shown.rows or not self.shown.columns:
            return None
        return self.shown.rows[self._at[0]], self.shown.columns[self._at[1]]

    @property
    def labels(self) -> tuple[str, str] | None:
        """The labels of the row and the column at the cursor."""
        if self.grid is None or self.cell is None:
            return None
        return self.grid.rows[self.cell[0]], self.grid.columns[self.cell[1]]

    @property
    def page(self) -> tuple[int, int]:
        """How many rows and columns there is room for."""
        widths = self._widths
        room = self.size.width - _EDGE - widths.names - 2
        return max(self.size.height - 1, 1), max(room // (widths.column + 1), 1)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, counted as they are shown; the nearest where there is none."""
        if self.cell is None:
            return
        before, first = self._at, self._first
        self._at = _within(row, len(self.shown.rows)), _within(column, len(self.shown.columns))
        if self._at != before:
            self._keep_in_view()
            if self._first == first:
                self._redraw_rows(before[0], self._at[0])
            else:
                self._redraw()
            self._moved()

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        self.go_to(self._at[0] + rows, self._at[1] + columns)

    def action_page(self, rows: int, columns: int) -> None:
        """Move the cursor by pages."""
        height, width = self.page
        self.go_to(self._at[0] + rows * height, self._at[1] + columns * width)

    def action_end(self, row: int, column: int) -> None:
        """To the first or last row or column: -1 and 1; 0 leaves it."""
        ends = {-1: 0, 1: 1 << 30}
        self.go_to(ends.get(row, self._at[0]), ends.get(column, self._at[1]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Rows further down."""
        self._wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Rows further up."""
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self.action_move(0 if event.shift else rows, rows if event.shift else 0)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked, choose it with a double click."""
        widths = self._widths
        row = self._first[0] + event.y - 1
        column = self._first[1] + (event.x - _EDGE - widths.names - 1) // (widths.column + 1)
        if event.y and row < len(self.shown.rows) and 0 <= column < len(self.shown.columns):
            self.go_to(row, column)
            if event.chain == 2:
                self._chosen()

    def on_resize(self) -> None:
        """Share out the new width, and keep the cursor in sight."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw in the colours of the new theme."""
        super().notify_style_update()
        self._looks.clear()
        self._lay_out()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The letters at the top, under them the rows."""
        number = self._first[0] + y - 1
        if self.grid is None or not self.shown.columns or number >= len(self.shown.rows):
            return Strip.blank(self.size.width, self.rich_style)
        if y not in self._strips:
            segments = self._head() if y == 0 else self._row(number)
            self._strips[y] = Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
        return self._strips[y]

    @property
    def _columns(self) -> range:
        """Which of the columns shown there is room for."""
        return range(self._first[1], min(self._first[1] + self.page[1], len(self.shown.columns)))

    def _head(self) -> list[Segment]:
        widths, head, here = self._widths, self._look("head"), self._look("column")
        counted = f"{self._at[0] + 1}/{len(self.shown.rows)} × {self._at[1] + 1}/{len(self.shown.columns)}"
        before = "◂" if self._first[1] else " "
        segments = [Segment(" " * _EDGE + fitted(counted, widths.names) + before, head)]
        for at in self._columns:
            name = self._names[1][self.shown.columns[at]] if widths.named else letters(at)
            segments.append(Segment(fitted(name, widths.column, at_right=True), here if at == self._at[1] else head))
            segments.append(Segment(" ", head))
        more = self._columns.stop < len(self.shown.columns)
        return [*segments, Segment("▸" if more else " ", head), Segment(" " * self.size.width, head)]

    def _row(self, number: int) -> list[Segment]:
        widths, row = self._widths, self.shown.rows[number]
        here, at_column = number == self._at[0], self._at[1]
        name = self._names[0][row]
        if self.grid is not None and self.grid.square and self.shown.rows == self.shown.columns:
            name = f"{letters(number)} {name}"
        look = self._look("here") if here else self.rich_style
        segments = [Segment(("▸ " if here else "  ") + fitted(name, widths.names), look)]
        for at in self._columns:
            gap = "[" if here and at == at_column else "]" if here and at == at_column + 1 else " "
            segments.append(Segment(gap, self._look("here") if gap != " " else self.rich_style))
            segments.append(self._cell(row, self.shown.columns[at], here and at == at_column))
        last = "]" if here and at_column == self._columns.stop - 1 else " "
        return [*segments, Segment(last, self._look("here"))]

    def _cell(self, row: int, column: int, here: bool) -> Segment:
        assert self.grid is not None
        says, share, width = self.grid.says(row, column), self.grid.share(row, column), self._widths.column
        if not self._colored:
            words = fitted(mark(share) + says.rjust(ROOM), width, at_right=True)
            return Segment(words, self._look("cursor") if here else self.rich_style)
        words = fitted(says, width, at_right=True)
        if share <= 0:
            return Segment(words, self._look("cursor") if here else self._look("muted"))
        behind, ink = heat(share, self.app.current_theme.dark)
        return Segment(words, _on_color(ink, behind, here))

    @property
    def is_colored(self) -> bool:
        """Whether colours say how high a figure is, and not marks."""
        return has_colors(self.app)

    def _lay_out(self) -> None:
        """Names of columns where there is room for them, else letters."""
        self._colored = self.is_colored
        least, most = _NAMES
        longest = max((cells(self._names[0][row]) for row in self.shown.rows[:_MEASURED]), default=0) + 3
        names = max(least, min(longest, most, self.size.width * 2 // 5))
        letter = ROOM + (not self._colored)
        room = (self.size.width - _EDGE - names - 2) // max(len(self.shown.columns), 1) - 1
        self._widths = Widths(names, letter, False)
        if room >= _READABLE:
            wanted = max((cells(self._names[1][column]) for column in self.shown.columns), default=0)
            self._widths = Widths(names, max(min(room, wanted, _WIDEST), letter), True)
        self._keep_in_view()
        self._redraw()

    def _look(self, look: str) -> Style:
        if look not in self._looks:
            self._looks[look] = self.get_component_rich_style(f"heat-table--{look}")
        return self._looks[look]

    def _found(self, labels: tuple[str, str]) -> tuple[int, int]:
        """Where labels are shown; where they are not, where the cursor was."""
        assert self.grid is not None
        places = []
        sides = ((self.grid.rows, self.shown.rows), (self.grid.columns, self.shown.columns))
        for label, (known, shown), was in zip(labels, sides, self._at, strict=True):
            at = known.index(label) if label in known else -1
            places.append(shown.index(at) if at in shown else _within(was, len(shown)))
        return places[0], places[1]

    def _keep_in_view(self) -> None:
        first = [
            min(max(first, at - page + 1), at) for first, at, page in zip(self._first, self._at, self.page, strict=True)
        ]
        self._first = first[0], first[1]

    def _redraw_rows(self, *rows: int) -> None:
        """Draw some rows again, counted as they are shown, and the line above them all."""
        for y in (0, *(row - self._first[0] + 1 for row in rows)):
            self._strips.pop(y, None)
            self.refresh(Region(0, y, self.size.width, 1))

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh(Region(0, 0, self.size.width, self.size.height))


@lru_cache(256)
def _on_color(ink: str, behind: str, here: bool) -> Style:
    return Style(color=ink, bgcolor=behind, bold=here, underline=here)


def _within(place: int, size: int) -> int:
    return min(max(place, 0), max(size - 1, 0))
