"""Whether the open project can be written, and whether it is still the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from qualcode.actions import history
from qualcode.errors import Busy, NotFound, QualcodeError, Refused, Unreachable
from qualcode.messages import _
from qualcode.project import Project, View

Closed = Literal["", "busy", "read only"]


class Door:
    """``closed`` says why nothing can be written, if so: another program is writing, or there is no permission."""

    def __init__(self, project: Project, coder: str) -> None:
        self._project, self._coder = project, coder
        self._guid = ""
        self._doubtful = True  # whether it can be written
        self._inside = self._passed = 0  # changes of our own that are under way, and that are over
        self.closed: Closed = ""
        self.stranger = ""  # what is to be said where the project does not know the coder

    def doubt(self) -> None:
        """A change has been refused."""
        self._doubtful = True

    @contextmanager
    def passing(self) -> Iterator[None]:
        """While we ourselves write, who looks meanwhile finds the project locked by us."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._passed += 1

    def look(self) -> bool:
        """See whether the project can be written, while that is in doubt; whether that has changed. Good in any thread."""
        if not self._doubtful:
            return False
        before, passed = self.closed, self._passed
        found = self._why_closed()
        if found == "busy" and (self._inside or self._passed != passed):
            return False  # it was we perhaps: the next look will tell
        self.closed, self._doubtful = found, found != ""
        return self.closed != before

    def _why_closed(self) -> Closed:
        path = self._project.path
        if path is not None and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            return "read only"
        try:
            with self._project.rehearse(self._coder, patience=0.05):
                return ""
        except Busy:
            return "busy"
        except Unreachable:
            return "read only"
        except NotFound as unknown:
            self.stranger = str(unknown)
            return ""
        except QualcodeError:
            return ""

    def require_same(self, view: View) -> None:
        """Raise Refused where there is another project by now at the place of the one that was opened."""
        guid = history.project_guid(view)
        if self._guid and guid != self._guid:
            raise Refused(
                _(
                    "There is another project at {place} now than the one that was opened here.",
                    place=self._project.place,
                ),
                _("Put it back, or close the workbench and open it again."),
            )
        self._guid = guid
