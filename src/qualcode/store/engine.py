"""How a database is reached: connection settings, who begins a transaction how, and what its errors mean to a person."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from qualcode.errors import Busy, IntegrityProblem, QualcodeError, Refused, Unreachable, WrongUse
from qualcode.messages import _
from qualcode.store import lock

APPLICATION_ID = 0x51434F44  # "QCOD"
PATIENCE = 10.0  # seconds a writer waits for another before it gives up
_WRITERS = 0x51434F44  # the advisory lock that serialises writers on a server, as BEGIN IMMEDIATE does in a file

# A line that is dead and says nothing: without these a person would wait a quarter of an hour before a frozen screen.
_LOST_AFTER = {
    "connect_timeout": 8,  # seconds, as all but the last
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def is_url(place: str) -> bool:
    """Whether a project is named by the URL of a server rather than by a path."""
    return place.startswith(("postgresql://", "postgresql+psycopg://"))


def server_url(place: str) -> URL:
    """The URL of a team server, with the driver this program uses."""
    return make_url(place).set(drivername="postgresql+psycopg")


def shown_url(place: str) -> str:
    """The URL of a team server as a person writes it, without the password."""
    return make_url(place).set(drivername="postgresql").render_as_string(hide_password=True)


def sqlite_engine(path: Path) -> Engine:
    """An engine on the project file at ``path``, which must exist. A file that cannot be written is opened read-only."""
    uri = _uri(path)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=0.1, check_same_thread=False, isolation_level=None)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA trusted_schema=OFF")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, json_deserializer=_from_json)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _from_json(stored: str) -> Any:
    """A value stored as JSON; most of them are empty lists, by the ten thousand in a large codebook."""
    return [] if stored == "[]" else json.loads(stored)


def _uri(path: Path) -> str:
    options = "mode=rw"
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        # Without a writable folder there can be no shared-memory file; with no log beside it the file alone is whole.
        options = "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{options}"


def application_of(path: Path) -> int:
    """Which application's file ``path`` is, as a database says it; 0 for what is none.

    The database looks itself. Were the file opened and closed in any other way, the system would take back all locks that
    this process has on it, and another process could write while we do: that destroys a project.
    """
    with closing(sqlite3.connect(_uri(path), uri=True, timeout=PATIENCE)) as connection:
        try:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
                return 0
            raise


def server_engine(place: str) -> Engine:
    """An engine on a team server."""
    url = server_url(place)
    patience = {name: value for name, value in _LOST_AFTER.items() if name not in url.query}
    engine = create_engine(url, poolclass=NullPool, connect_args=patience)
    event.listen(engine, "begin", _begin_server)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    # The driver begins nothing by itself. A writer locks at once: upgrading a read lock later can fail however long one waits.
    if connection.get_execution_options().get("writer"):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    give_up = time.monotonic() + connection.get_execution_options().get("patience", PATIENCE)
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError as error:
            if _sqlite_code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > give_up:
                raise
        time.sleep(random.uniform(0.005, 0.05))  # a random pause lets no writer starve


def _begin_server(connection: Connection) -> None:
    if not connection.get_execution_options().get("writer"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # one moment for all it reads
    else:
        patience = connection.get_execution_options().get("patience", PATIENCE)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(patience * 1000))}")  # 0 would be for ever
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


@contextmanager
def plain_errors(place: str) -> Iterator[None]:
    """Say what went wrong with the database in a person's words. ``place`` is the path or URL as shown to the person."""
    try:
        yield
    except DBAPIError as error:
        known = _in_words(error, place)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = _sqlite_in_words(getattr(error, "sqlite_errorcode", None), place)
        if known is None:
            raise
        raise known from error
    except UnicodeEncodeError as error:
        around = error.object[max(0, error.start - 20) : error.end + 20].encode("utf-8", "backslashreplace").decode()
        raise WrongUse(
            _("A character of “{words}” cannot be stored.", words=around),
            _("Half a character was left behind by another encoding. Type it anew. Nothing was changed."),
        ) from error


def _in_words(error: DBAPIError, place: str) -> QualcodeError | None:
    if isinstance(error, IntegrityError):
        return Refused(
            _("This would break a rule of the project: {why}", why=_first_line(error)), _("Nothing was changed.")
        )
    state = getattr(error.orig, "sqlstate", None)
    if state == "42P01" or _first_line(error).startswith("no such table"):  # undefined_table
        return IntegrityProblem(
            _("{place} holds no project any more.", place=place),
            _("Keep it as it is, and go on from the latest backup."),
        )
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_in_words(_sqlite_code(error), place)
    if state == "42501":  # insufficient_privilege
        return Unreachable(
            _("You have no permission to use {place}: {why}", place=place, why=_first_line(error)),
            _("Ask whoever made the project to grant you the rights to its tables."),
        )
    if state == "25006":  # read_only_sql_transaction
        return Unreachable(
            _("{place} can be read only.", place=place),
            _("Ask whoever runs the server for the right to write. Nothing was changed."),
        )
    if state == "55P03":  # lock_not_available
        return Busy(_("{place} is being written by somebody else.", place=place), _("Wait a moment and try again."))
    if error.connection_invalidated or isinstance(error, OperationalError):
        return Unreachable(
            _("The database {place} cannot be reached: {why}", place=place, why=_first_line(error)),
            _("Check the address, the network and your permission on the server."),
        )
    return None


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().split("\n")[0]


def _sqlite_code(error: DBAPIError) -> int | None:
    code: Any = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _sqlite_in_words(code: int | None, place: str) -> QualcodeError | None:
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(
                _(
                    "{place} is being written by another program. {holder}",
                    place=place,
                    holder=lock.holder(Path(place)),
                ).rstrip(),
                _("Wait until it has finished, or close it, and try again. Nothing was changed."),
            )
        case sqlite3.SQLITE_FULL:
            return _disk_full(place)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR if _has_no_room(place):
            return _disk_full(place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return Unreachable(
                _("{place} cannot be written: no permission.", place=place),
                _("Change the permission of the file and its folder, or work on a copy."),
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return Unreachable(
                _("{place} cannot be opened or read.", place=place),
                _("Check that the file and its folder exist and that you may read and write them."),
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return IntegrityProblem(
                _("{place} is damaged.", place=place),
                _("Keep it as it is, and go on from the latest backup."),
            )
        case _:
            return None


def _disk_full(place: str) -> Unreachable:
    return Unreachable(
        _("The disk that holds {place} is full.", place=place),
        _("Free some space and try again. Nothing was changed."),
    )


def _has_no_room(place: str) -> bool:
    """Whether the disk has no room for the small files that the database needs beside a project, also to read it."""
    try:
        return disk_usage(Path(place).absolute().parent).free < 2**16
    except OSError:
        return False
