"""What everything that reads a project is given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection


class View:
    """A consistent look at a project. ``viewer`` is who looks: what a blind round hides from a coder is left out for her."""

    can_change = False
    """Whether what is looked at may change meanwhile."""

    def __init__(self, connection: Connection, viewer: str) -> None:
        self.connection = connection
        self.viewer = viewer
        self.kept: dict[str, Any] = {}  # what was read and will be asked for again, where nothing can change meanwhile
