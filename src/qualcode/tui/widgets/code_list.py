"""The table of codes: a tree that is folded with a click, and in which codes are dragged to other places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.strip import Strip

from qualcode.tui.rows.codes import CodeRows
from qualcode.tui.widgets.row_table import RowTable


@dataclass(frozen=True)
class Drop:
    """Where a dragged row is: on a row's name, and so ``below`` it, or left of the name, and so behind it; ``row`` is None
    under the last row, which is the end of everything."""

    row: int | None
    below: bool = False


class CodeList(RowTable):
    """``fold`` is called with the number of a row whose sign is clicked; ``drag`` with the row that is dragged, where it is by
    now, and whether it has been let go there. Esc, or another key, ends it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-table--target"}
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(
        self,
        moved: Callable[[], None],
        chosen: Callable[[], None],
        fold: Callable[[int], None],
        drag: Callable[[int, Drop, bool], None],
    ) -> None:
        super().__init__(moved, chosen, lambda column: None)
        self._fold, self._drag = fold, drag
        self._pressed: int | None = None
        self._drop: Drop | None = None
        self._has_dragged = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Perhaps something is going to be dragged."""
        number = self.top + event.y - 1
        self._has_dragged = False
        if event.button == 1 and event.y >= 1 and number < len(self.rows):
            self._pressed = number
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where it would go."""
        if self._pressed is None:
            return
        self._scroll_on(event.y)
        drop = self._place(event.x, event.y)
        if self._drop is None and drop.row == self._pressed:
            return
        self._has_dragged = True
        if drop != self._drop:
            self._drop = drop
            self.redraw()
            self._drag(self._pressed, drop, False)

    def on_mouse_up(self) -> None:
        """It is let go."""
        pressed, drop = self._pressed, self._drop
        self.stop_dragging()
        if pressed is not None and drop is not None:
            self._drag(pressed, drop, True)

    def on_key(self) -> None:
        """A key is for something else."""
        self.stop_dragging()

    def stop_dragging(self) -> None:
        """Nothing is dragged any more."""
        if self._pressed is not None:
            self._pressed = self._drop = None
            self.release_mouse()
            self.redraw()

    @property
    def is_dragging(self) -> bool:
        """Whether a row is on its way."""
        return self._drop is not None

    def on_click(self, event: events.Click) -> None:
        """Go to a row, or fold it; what was dragged there is no click."""
        event.prevent_default()
        if self._has_dragged:
            return
        number = self.top + event.y - 1
        if event.y >= 1 and number < len(self.rows) and event.x in self._sign(number):
            self.move_to(number)
            self._fold(number)
        else:
            super().on_click(event)

    def _sign(self, number: int) -> range:
        """The cells of the sign that says whether a branch is folded."""
        assert isinstance(self.rows, CodeRows)
        name = self.rows.before_name(number)
        return range(name - 2, name)

    def _place(self, x: int, y: int) -> Drop:
        number = max(self.top + y - 1, 0)
        if number >= len(self.rows):
            return Drop(None)
        return Drop(number, x >= self._sign(number).stop)

    def _scroll_on(self, y: int) -> None:
        """Beyond the edges there is more."""
        if y < 1:
            self._scroll(self.top - 1)
        elif y >= self.size.height - 1:
            self._scroll(self.top + 1)

    def _row(self, number: int, width: int) -> Strip:
        if self._drop is None or number != self._drop.row:
            return super()._row(number, width)
        words = self.rows.words(number, [column.id for column, _cells in self._layout])
        return self._drawn(("└▸" if self._drop.below else "▁▸", words), "target", width)
