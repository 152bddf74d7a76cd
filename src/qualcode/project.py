"""The Python interface: a project, opened by path or URL.

::

    import qualcode
    from qualcode.actions import coding

    with qualcode.open_project("study.qualcode") as project:
        with project.write("Anna", label="code the first interview") as work:
            coding.apply(work, "P07", qualcode.Span(120, 188), "hidden actions")
        frame = project.codings()
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.resources import resource
from qualcode.store.session import ENDING, Store, Work, create_store, open_store
from qualcode.store.view import View
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["ENDING", "Project", "View", "Work", "create_project", "open_project"]


class _Rehearsed(Exception):
    """The end of a rehearsal, at which all of it is taken back."""


class Project:
    """An open project. Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def place(self) -> str:
        """The path or URL, without a password."""
        return self._store.place

    @property
    def path(self) -> Path | None:
        """The project's file, None on a server."""
        return self._store.path

    def close(self) -> None:
        """Let go of the project."""
        self._store.close()

    def read(self, viewer: str = "") -> AbstractContextManager[View]:
        """Look at the project as it is at one moment; ``viewer`` is the coder who looks."""
        return self._store.read(viewer)

    @contextmanager
    def write(self, coder: str, label: str | None = None, *, patience: float | None = None) -> Iterator[Work]:
        """Change the project in the name of ``coder``: all that is done inside is one operation, or nothing if an error leaves it.

        The person's own login name is added to the coders when first used; any other unknown name raises NotFound.
        Raises Unreachable when another writer does not finish within ``patience`` seconds.
        """
        with self._store.write(coder, label, add_coder=_is_login_name(coder), patience=patience) as work:
            yield work

    @contextmanager
    def rehearse(self, coder: str, *, patience: float | None = None) -> Iterator[Work]:
        """As ``write``, but all of it is taken back at the end: what is reported of it is true, and nothing is changed."""
        with suppress(_Rehearsed), self.write(coder, patience=patience) as work:
            yield work
            raise _Rehearsed

    def back_up(self, target: str | Path | None = None) -> Path:
        """Write a verified copy of the project to ``target``, by default in a folder ``backups`` beside it, under the date and time.

        Raises Refused when there is something at ``target`` or the project is not a file, IntegrityProblem when the copy is
        damaged and so was not kept.
        """
        from qualcode.store.backup import back_up

        if self.path is None:
            raise Refused(
                _("{place} is on a server, which has its own copies.", place=self.place), _("Use pg_dump there.")
            )
        copy = Path(target) if target else self._todays_copy(self.path)
        with self.read():  # the copying connection may not tidy up the log; this one, which closes last, does
            back_up(self.path, copy)
        return copy

    @staticmethod
    def _todays_copy(path: Path) -> Path:
        # Beside the first, a second project would leave every command asking which is meant.
        folder = path.with_name("backups")
        folder.mkdir(exist_ok=True)
        return folder / f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S}{ENDING}"

    def copies(self) -> list[Path]:
        """The copies of the project that are known: those in its folder, and all in the folder ``backups`` beside it."""
        from qualcode.store.backup import is_copy

        if self.path is None:
            return []
        beside = [file for file in self.path.parent.glob(f"*{ENDING}") if is_copy(file, self.path)]
        return sorted([*beside, *self.path.with_name("backups").glob(f"*{ENDING}")])

    def share(self, target: str | Path, prepare: Callable[[Work], None] | None = None, coder: str = "") -> Path:
        """Write a verified copy for others to ``target``; ``prepare`` changes the copy, in the name of ``coder``, before it is done.

        The project itself stays as it is. Raises what ``back_up`` and ``prepare`` raise; there is no copy then.
        """
        copy = self.back_up(target)
        try:
            if prepare is not None:
                with open_project(copy) as shared:
                    with shared.write(coder) as work:
                        prepare(work)
                    shared.compact()
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        return copy

    def compact(self) -> None:
        """Write the project anew, without the pages that held what was removed. Raises Unreachable while others use it."""
        from qualcode.store import erasing

        erasing.compact(self._store.engine, self.path, self.place)

    def codings(self, viewer: str = "") -> DataFrame:
        """All codings, one row each, with text, speaker and the attributes of the document's cases.

        What an open blind round hides from ``viewer`` is left out; nobody's work in it is shown to one who is not named.
        """
        from qualcode.actions.tables import crossings

        with self.read(viewer) as view:
            return crossings.codings_with_cases(view).to_frame()


def _is_login_name(name: str) -> bool:
    with suppress(KeyError, OSError):  # an account may have no name, as in a container
        return name_key(name) == name_key(getpass.getuser())
    return False


def open_project(place: str | Path) -> Project:
    """Open the project at a path or a ``postgresql://`` URL.

    Raises NotFound, UnreadableInput, Refused (made by a newer version) or Unreachable.
    """
    return Project(open_store(str(place), resource("migrations")))


def create_project(place: str | Path, name: str = "", coder: str | None = None) -> Project:
    """Make a project with its first coder (the login name by default). Raises Refused when there is something at ``place``."""
    title = name or Path(str(place)).stem
    return Project(create_store(str(place), title, coder or getpass.getuser()))
