"""A page of fields one of which is at the cursor and can be opened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from qualcode.tui.commands import bindings
from qualcode.tui.rows.codes import LABEL, Field
from qualcode.tui.widgets.lines import Line, Lines

_EDGE = 2  # cells for the cursor


class FieldPage(Lines, can_focus=True, inherit_bindings=False):
    """``opened`` is called with the field that is to be edited."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("page")

    def __init__(self, opened: Callable[[Field], None]) -> None:
        super().__init__(id="page", hang=_EDGE + LABEL)
        self._opened = opened
        self._fields: list[Field] = []
        self._starts: list[int] = [0]  # the first row of each field, and the one after the last
        self.cursor = 0
        self._of = ""  # whose fields they are

    def show_fields(self, fields: Iterable[Field], of: str) -> None:
        """Show these; where they are ``of`` another code than before the first is at the cursor, unless somebody is at a field."""
        anew, self._of = of != self._of, of
        self._fields = list(fields)
        if anew and not self.has_focus:
            self.cursor = 0
        self.cursor = min(self.cursor, max(len(self._fields) - 1, 0))
        self._draw()
        if anew and not self.has_focus:
            self.scroll_home(animate=False, immediate=True)

    @property
    def current(self) -> Field | None:
        """The field at the cursor."""
        return self._fields[self.cursor] if self._fields else None

    def action_move(self, fields: int) -> None:
        """Move the cursor down, or up where negative."""
        self.cursor = min(max(self.cursor + fields, 0), max(len(self._fields) - 1, 0))
        self._draw()
        self._bring_into_view()

    def action_open(self) -> None:
        """Edit the field at the cursor."""
        if self.current is not None:
            self._opened(self.current)

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked; a double click edits it."""
        row = self.scroll_offset.y + event.y
        if row < self._starts[-1]:
            self.cursor = bisect_right(self._starts, row) - 1
            self._draw()
            if event.chain == 2:
                self.action_open()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show which field is at the cursor while somebody is here."""
        super().watch_has_focus(has_focus)
        self._draw()
        if has_focus:
            self._bring_into_view()

    def _draw(self) -> None:
        self._lines = [line for number, field in enumerate(self._fields) for line in self._marked(number, field)]
        self._lay_out()

    def _marked(self, number: int, field: Field) -> Iterable[Line]:
        at_cursor = number == self.cursor and self.has_focus
        for place, line in enumerate(field.lines):
            edge = "▸ " if at_cursor and place == 0 else "  "
            (first, look), *rest = line
            yield ((edge + first, "head" if at_cursor else look), *rest)

    def _lay_out(self) -> None:
        super()._lay_out()
        fields = [self._marked(number, field) for number, field in enumerate(self._fields)]
        rows = [sum(len(self._wraps.get(line, ())) for line in lines) for lines in fields]
        self._starts = list(accumulate(rows, initial=0))

    def _bring_into_view(self) -> None:
        if self.cursor + 1 >= len(self._starts):
            return
        first, stop = self._starts[self.cursor : self.cursor + 2]
        top, height = self.scroll_offset.y, self.scrollable_size.height
        self.scroll_to(y=min(max(top, stop - height), first), animate=False, immediate=True)
