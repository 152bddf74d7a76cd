"""A verified copy of a project file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from qualcode.errors import IntegrityProblem, Refused, Unreachable
from qualcode.messages import _, reason_of
from qualcode.store.engine import plain_errors
from qualcode.store.types import new_guid


def back_up(path: Path, target: Path) -> None:
    """Copy the project at ``path`` to the one file ``target``, with all that is committed, and prove that the copy is whole.

    Raises Refused when ``target`` exists, IntegrityProblem when the copy is damaged; ``target`` then does not come to be.
    """
    if target.exists():
        raise Refused(_("{path} exists already.", path=target), _("Choose another name for the copy."))
    unfinished = target.with_name(f".{target.name}.{new_guid().hex}")
    try:
        with (
            plain_errors(str(path)),
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # so that the copy is one file
            _verify(copy, target)
        unfinished.rename(target)
    except OSError as error:
        raise Unreachable(
            _("{path} cannot be written: {why}", path=target, why=reason_of(error)), _("Choose another place.")
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _verify(copy: sqlite3.Connection, target: Path) -> None:
    (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
    if answer != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
        raise IntegrityProblem(
            _("The copy {path} is damaged and was not kept: {why}", path=target, why=answer),
            _("The project itself may be damaged: run qualcode check."),
        )


def is_copy(file: Path, project: Path) -> bool:
    """Whether ``file`` is another file of the very project at ``project``."""
    own = _identity(project)
    return own is not None and not file.samefile(project) and _identity(file) == own


def _identity(file: Path) -> str | None:
    """The guid of the project in a file; None where that cannot be read. Reading leaves no other file beside it."""
    options = "mode=ro" if Path(f"{file}-wal").exists() else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{options}", uri=True)) as connection:
            row = connection.execute("SELECT guid FROM project").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])
