"""The one door to the rows: opening a project, reading it, and the unit of work that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, PoolProxiedConnection, insert, select

from qualcode.errors import NotFound, Refused, Unreachable, UnreadableInput, WrongUse
from qualcode.messages import _, listed
from qualcode.store import lock, migrate
from qualcode.store.engine import (
    APPLICATION_ID,
    application_of,
    is_url,
    plain_errors,
    server_engine,
    shown_url,
    sqlite_engine,
)
from qualcode.store.journal import Journal
from qualcode.store.models import Code, Coder, Document, Operation, ProjectRow
from qualcode.store.search import upkeep
from qualcode.store.types import new_guid, now
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

ENDING = ".qualcode"


class Work(View):
    """A unit of work: what is done in it becomes one operation, or nothing at all. The front that opened it commits it.

    ``notices`` are sentences the person should read afterwards.
    """

    can_change = True

    def __init__(self, connection: Connection, viewer: str, coder_id: int, notices: list[str]) -> None:
        super().__init__(connection, viewer)
        self.coder_id = coder_id
        self.journal = Journal(connection, coder_id)
        self.notices = notices
        self._words: tuple[str, str, int | None] | None = None

    def describe(self, kind: str, label: str, undoes: int | None = None) -> None:
        """Say what is being done, as the action's name and in words; the first to say so names the operation."""
        self._words = self._words or (kind, label, undoes)

    @property
    def summary(self) -> str:
        """What has been done, in the words of the history; empty where nothing was changed."""
        return self._words[1] if self._words and self.journal.has_changes else ""

    def close(self, label: str | None) -> None:
        """Write the operation's name and words, ``label`` before what the actions said."""
        assert self._words is not None, "an action changed the project without saying what it does"
        kind, words, undoes = self._words
        self.journal.close(kind, label or words, undoes)


class Store:
    """An open project: a file, or a database on a server."""

    def __init__(self, engine: Engine, place: str, path: Path | None) -> None:
        self.engine = engine
        self.place = place
        self.path = path
        self._staying: PoolProxiedConnection | None = None

    def stay(self) -> None:
        """Keep a connection until ``rest``: for the last to leave a file, the database writes its log back and tidies up,
        which between two keys would cost as much as the change itself."""
        if self.path is not None and self._staying is None:
            with plain_errors(self.place):
                self._staying = self.engine.raw_connection()
                self._staying.cursor().execute("PRAGMA schema_version")  # a connection counts once it has read

    def rest(self) -> None:
        """Let go of that connection: the file alone is the whole project then."""
        staying, self._staying = self._staying, None
        if staying is not None:
            staying.close()

    @contextmanager
    def read(self, viewer: str) -> Iterator[View]:
        """Look at the project as it is at one moment."""
        with plain_errors(self.place), self.engine.begin() as connection:
            yield View(connection, viewer)

    @contextmanager
    def write(
        self, coder: str, label: str | None = None, *, add_coder: bool = False, patience: float | None = None
    ) -> Iterator[Work]:
        """Change the project: everything done inside becomes one operation of ``coder``, or nothing when an error leaves it.

        ``label`` overrules the words the actions find. ``add_coder`` makes the coder when the project does not know her.
        ``patience`` is how many seconds to wait for another writer.
        """
        options = {"writer": True} | ({} if patience is None else {"patience": patience})
        note = nullcontext() if self.path is None else lock.held(self.path, coder)
        with plain_errors(self.place), self.engine.connect() as connection:
            connection.execution_options(**options)
            with connection.begin() as transaction, note:  # the note comes once the database has let us in
                notices: list[str] = []
                coder_id = _coder_of_work(connection, coder, add_coder, notices)
                work = Work(connection, coder, coder_id, notices)
                yield work
                if work.journal.has_changes:
                    work.close(label)
                    if Document.__tablename__ in work.journal.tables:
                        upkeep.refresh(connection)
                elif not notices:
                    transaction.rollback()

    def index(self, progress: upkeep.Progress | None = None) -> None:
        """Bring the search index up to date, where the project can be written; searching does without, only slower."""
        with suppress(Unreachable), plain_errors(self.place), self.engine.connect() as connection:
            with connection.begin():
                wanting = upkeep.is_wanting(connection)
            if not wanting:
                return
            connection.execution_options(writer=True, patience=0.2)
            with connection.begin():
                upkeep.refresh(connection, progress)

    def close(self) -> None:
        """Let go of the project; the last to do so writes its log back into the file."""
        self.rest()
        self.engine.dispose()


def open_store(place: str, scripts: Path) -> Store:
    """Open the project at a path or URL; ``scripts`` is the folder of the migrations, for a project of an older version.

    Raises NotFound, UnreadableInput, Refused (a newer schema) or Unreachable; nothing is changed then.
    """
    if is_url(place):
        shown = shown_url(place)
        store = Store(server_engine(place), shown, None)
    else:
        path = Path(place)
        check_is_project(path)
        store = Store(sqlite_engine(path), str(path), path)
    with plain_errors(store.place), store.engine.begin() as connection:
        old = migrate.needs_upgrade(migrate.schema_of(connection), store.place)
    if old:
        _upgrade(store, scripts)
    return store


def check_is_project(path: Path) -> None:
    """Raise NotFound or UnreadableInput unless ``path`` is a project file."""
    if path.is_dir():
        raise UnreadableInput(
            _("{path} is a folder, not a project.", path=path), _("Name the file that ends in .qualcode.")
        )
    if not path.exists():
        raise NotFound(
            _("There is no project at {path}.", path=path), _("Make one with: qualcode new {path}", path=path)
        )
    with plain_errors(str(path)):
        known = application_of(path) == APPLICATION_ID
    if not known:
        raise UnreadableInput(
            _("{path} is not a qualcode project.", path=path),
            _("Documents are brought into a project with: qualcode import"),
        )


def create_store(place: str, name: str, coder: str) -> Store:
    """Make a new project with its first coder. Raises Refused when there is something at ``place`` already."""
    if is_url(place):
        return _create_on_server(place, name, coder)
    path = Path(place)
    if path.exists():
        raise Refused(_("{path} exists already.", path=path), _("Choose another name, or open it."))
    if not path.parent.is_dir():
        raise WrongUse(
            _("The folder {folder} does not exist.", folder=path.parent), _("Make it first, or choose another place.")
        )
    unfinished = path.with_name(f".{path.name}.{new_guid().hex}")
    with plain_errors(str(path)):
        try:
            _make_file(unfinished, name, coder)
            unfinished.rename(path)
        except PermissionError:
            raise Unreachable(
                _("You may not write in {folder}.", folder=path.parent), _("Choose another folder.")
            ) from None
        finally:
            for rest in unfinished.parent.glob(f"{unfinished.name}*"):
                rest.unlink()
    return Store(sqlite_engine(path), str(path), path)


def _make_file(path: Path, name: str, coder: str) -> None:
    path.touch(exist_ok=False)
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.commit()
    with engine.execution_options(writer=True).begin() as connection:
        migrate.create_schema(connection)
        _first_rows(connection, name, coder)
    _use_log(path)
    engine.dispose()


def _use_log(path: Path) -> None:
    # The journal mode is kept in the file. It cannot change inside a transaction, so it is set on a connection of its own.
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _create_on_server(place: str, name: str, coder: str) -> Store:
    store = Store(server_engine(place), shown_url(place), None)
    with plain_errors(store.place), store.engine.execution_options(writer=True).begin() as connection:
        if migrate.schema_of(connection) is not None:
            raise Refused(
                _("{place} holds a project already.", place=store.place), _("Use an empty database, or open this one.")
            )
        migrate.create_schema(connection)
        _first_rows(connection, name, coder)
    return store


def _first_rows(connection: Connection, name: str, coder: str) -> None:
    connection.execute(insert(ProjectRow).values(name=name, created_at=now(), settings={}))
    _add_coder(connection, coder)
    operation_id = connection.scalar(select(Operation.id))
    connection.execute(insert(Code).values(name="", name_key="", created_in=operation_id))


def _add_coder(connection: Connection, name: str) -> int:
    """Make a coder, under an operation of her own that cannot be undone: without her there would be nobody to undo it."""
    made = connection.execute(insert(Coder).values(name=name, name_key=name_key(name)))
    (coder_id,) = made.inserted_primary_key or (None,)
    assert coder_id is not None
    label = _("{coder} joins the project", coder=name)
    connection.execute(insert(Operation).values(coder_id=coder_id, at=now(), label=label, kind="setup"))
    return int(coder_id)


def _coder_of_work(connection: Connection, name: str, add: bool, notices: list[str]) -> int:
    known = connection.execute(select(Coder.id, Coder.name, Coder.name_key, Coder.retired)).all()
    for row in known:
        if row.name_key == name_key(name):
            if row.retired:
                raise Refused(
                    _("{coder} is retired and writes no more.", coder=row.name), _("Work under another coder's name.")
                )
            return int(row.id)
    if add:
        notices.append(_("{coder} was added to the project's coders.", coder=name))
        return _add_coder(connection, name)
    close = nearest(name, [row.name for row in known]) or [row.name for row in known][:8]
    raise NotFound(
        _("There is no coder {name!r} in this project.", name=name),
        _("Did you mean {names}? A new coder is added with: qualcode coders add NAME", names=listed(close)),
        close,
    )


def _upgrade(store: Store, scripts: Path) -> None:
    from qualcode.store.backup import back_up

    if store.path is not None:
        # In a folder of its own, so that the folder of the project still holds one project.
        copies = store.path.parent / "backups"
        copies.mkdir(exist_ok=True)
        moment = now().strftime("%Y-%m-%d %H%M%S")
        with suppress(Refused):  # another process upgrades in the same second, and has just made this very copy
            back_up(store.path, copies / f"{store.path.stem} before upgrade {moment}{ENDING}")
    with plain_errors(store.place):
        migrate.upgrade(store.engine, scripts)
