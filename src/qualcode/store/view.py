"""What everything that reads a project is given."""

from __future__ import annotations

from sqlalchemy import Connection


class View:
    """A consistent look at a project. ``viewer`` is who looks: what a blind round hides from a coder is left out for her."""

    def __init__(self, connection: Connection, viewer: str) -> None:
        self.connection = connection
        self.viewer = viewer
