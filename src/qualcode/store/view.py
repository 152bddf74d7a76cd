"""What everything that reads a project is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

Known = TypeVar("Known")


class View:
    """A consistent look at a project. ``viewer`` is who looks: what a blind round hides from a coder is left out for her."""

    can_change = False
    """Whether what is looked at may change meanwhile."""

    def __init__(self, connection: Connection, viewer: str) -> None:
        self.connection = connection
        self.viewer = viewer
        self._known: dict[str, Any] = {}

    def once(self, name: str, read: Callable[[], Known]) -> Known:
        """What ``read`` finds, which is asked for again and again: it is read once where nothing can change meanwhile."""
        if self.can_change:
            return read()
        if name not in self._known:
            self._known[name] = read()
        known: Known = self._known[name]
        return known
