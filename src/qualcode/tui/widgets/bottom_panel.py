"""A panel that comes up over the bottom of the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.containers import Vertical
from textual.widget import Widget

ROWS = 9
"""How high such a panel is."""


class BottomPanel(Vertical):
    """Lies below what holds it until it is opened, with its size all the time, so that opening it lays out and paints little.

    ``after`` is called when it has closed.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")
    is_open = False

    def __init__(self, after: Callable[[], None], *, id: str) -> None:
        super().__init__(id=id)
        self._after = after

    def on_mount(self) -> None:
        """Begin out of sight."""
        self._hide()

    @property
    def field(self) -> Widget:
        """What is written in: it takes the focus while the panel is open and cannot while it is not."""
        raise NotImplementedError

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
