"""A panel that comes up over the bottom of the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from textual.containers import Vertical
from textual.widget import Widget

Written = TypeVar("Written", bound=Widget)

ROWS = 9
"""How high such a panel is."""


class BottomPanel(Vertical, Generic[Written]):
    """Lies over the bottom of what holds it, unseen until it is opened, so that opening it lays out nothing and paints little.

    Its screen must be put together by ``WholeRows``, which leaves a closed panel out.

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
        self._set_open(True)
        self.field.can_focus = True
        self.screen.set_focus(self.field)

    def close(self) -> None:
        """Go out of sight."""
        self._hide()
        self._after()

    def _hide(self) -> None:
        self._set_open(False)
        self.field.can_focus = False

    def _set_open(self, is_open: bool) -> None:
        self.is_open = is_open
        self.screen.refresh(self.region)
