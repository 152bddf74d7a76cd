"""The journal: every change of a row passes through it, and everything in it can be taken back.

An operation is written in the transaction of the changes it records. A changed row is kept as its image before and after;
many rows changed at once are kept as lists of images, at most a thousand a change. Rows made in bulk that carry the
operation that made them (``created_in``) are not kept: the journal notes only the range of their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import DeclarativeBase

from qualcode.store import rounds
from qualcode.store.images import (
    Image,
    Images,
    Row,
    batches,
    default_of,
    ids_by_guid,
    pack,
    reference_columns,
    target_of,
)
from qualcode.store.models import Change, Code, Operation
from qualcode.store.types import new_guid, now

Model = type[DeclarativeBase]
BATCH = 1000
_SINGLE = 1


def table_of(model: Model) -> Table:
    """The table behind a model."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


class Journal:
    """Records the changes of one operation while making them. Only it inserts, updates or deletes rows a person can change."""

    def __init__(self, connection: Connection, coder_id: int) -> None:
        self.connection = connection
        self.images = Images(connection)
        self.coder_id = coder_id
        self.tables: set[str] = set()
        """The names of the tables changed so far."""
        self._ordinal = 0
        self._operation_id: int | None = None

    @property
    def has_changes(self) -> bool:
        """Whether anything was changed so far."""
        return self._operation_id is not None

    @property
    def operation_id(self) -> int:
        """The operation being written; made when first needed, so that doing nothing leaves no trace."""
        if self._operation_id is None:
            table, guid = table_of(Operation), new_guid()
            values = {"guid": guid, "coder_id": self.coder_id, "at": now(), "label": "", "kind": ""}
            made = self.connection.execute(insert(table), values)
            (self._operation_id,) = made.inserted_primary_key or (None,)
            assert self._operation_id is not None
            self.images.note(table, self._operation_id, guid)
        return self._operation_id

    def close(self, kind: str, label: str, undoes: int | None = None) -> None:
        """Put the operation's name and words on it."""
        self.connection.execute(
            update(Operation).where(Operation.id == self.operation_id).values(kind=kind, label=label, undoes=undoes)
        )

    def insert(self, model: Model, **values: Any) -> int:
        """Insert one row and return its id. Missing columns take the model's defaults."""
        table = table_of(model)
        values = {**{name: make() for name, make in self._makers(table)}, **values}
        made = self.connection.execute(insert(table), values)
        (row_id,) = made.inserted_primary_key or (None,)
        assert row_id is not None
        self._record(table, [None], self.images_of(table, [row_id]))
        return int(row_id)

    def insert_many(self, model: Model, rows: Iterable[Mapping[str, Any]]) -> range:
        """Insert rows in bulk, in order, and return the range of their ids. All rows must name the same columns.

        Rows that carry ``created_in`` are not kept as images. A reference to another row of the same call is possible
        through the ids, which follow each other from ``next_id``.
        """
        table = table_of(model)
        first = stop = self.next_id(model)
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            if table.name == Code.__tablename__:
                rounds.require_unfrozen(self.connection)
            _insert_raw(self.connection, table, self._completed(table, batch, stop))
            stop += len(batch)
        ids = range(first, stop)
        if ids:
            _tell_server(self.connection, table, ids[-1])
            self._record_made(table, ids)
        return ids

    def _completed(self, table: Table, rows: Sequence[Mapping[str, Any]], first: int) -> list[Row]:
        """Rows with ids from ``first`` on and the values that columns have without being given one."""
        makers = [(name, make) for name, make in self._makers(table) if name not in rows[0]]
        return [
            {**{name: make() for name, make in makers}, **row, "id": row_id} for row_id, row in enumerate(rows, first)
        ]

    def _record_made(self, table: Table, ids: range) -> None:
        if "created_in" in table.c:
            self._add_change(table, None, None, {"ids": [ids.start, ids.stop]})
        else:
            self._record(table, [None] * len(ids), self._images_of_many(table, ids))

    def next_id(self, model: Model) -> int:
        """The id the next row made in bulk will get."""
        table = table_of(model)
        return (self.connection.scalar(select(func.max(table.c.id))) or 0) + 1

    def update(self, model: Model, row_id: int, **values: Any) -> None:
        """Change columns of one row; nothing is recorded when they already hold these values."""
        self.update_many(model, [row_id], **values)

    def update_many(self, model: Model, ids: Sequence[int], **values: Any) -> None:
        """Give the same new values (none is allowed) to many rows."""
        table = table_of(model)
        for batch in batches(ids, BATCH) if values else ():
            with self._watching(table, batch):
                self.connection.execute(update(table).where(table.c.id.in_(batch)).values(**values))

    def update_each(self, model: Model, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Give each row, by its id, values of its own, in order. All must name the same columns."""
        table = table_of(model)
        statement = update(table).where(table.c.id == bindparam("row_id"))
        for batch in batches(list(values), BATCH):
            with self._watching(table, batch):
                self.connection.execute(statement, [{"row_id": row_id, **values[row_id]} for row_id in batch])

    @contextmanager
    def _watching(self, table: Table, ids: Sequence[int]) -> Iterator[None]:
        """Record what is changed inside in these rows; nothing where they already held the new values."""
        before = self.images_of(table, ids)
        yield
        after = self.images_of(table, ids)
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        if changed:
            self._record(table, [old for old, _ in changed], [new for _, new in changed])

    def delete(self, model: Model, ids: Iterable[int]) -> None:
        """Delete rows, keeping what they held. What refers to them must have been deleted before."""
        self.delete_rows(table_of(model), list(ids))

    def delete_rows(self, table: Table, ids: Sequence[int]) -> None:
        """Delete rows of a table, keeping what they held, in the order given: children of a tree come before parents."""
        for batch in batches(ids, BATCH):
            before = self.images_of(table, batch)
            self._delete_in_order(table, batch)
            for row_id, image in zip(batch, before, strict=True):
                self.images.forget(table, row_id, image["guid"])
            self._record(table, before, [None] * len(before))

    def restore(self, table: Table, images: Sequence[Image]) -> None:
        """Insert rows again from their images, in order. Raises Gone when a row they refer to is not there."""
        for batch in batches(images, _at_once(table)):
            _insert_raw(self.connection, table, self.images.values(table, batch))
        self._record(table, [None] * len(images), list(images))

    def put(self, table: Table, before: Sequence[Image], after: Sequence[Image]) -> None:
        """Give rows the values of ``after``; ``before`` is what they hold now. Raises Gone as ``restore`` does."""
        statement = update(table).where(table.c.guid == bindparam("of_guid"))
        for batch in batches(after, BATCH):
            rows = self.images.values(table, batch)
            self.connection.execute(statement, [{"of_guid": row["guid"], **row} for row in rows])
        self._record(table, before, after)

    def _makers(self, table: Table) -> list[tuple[str, Callable[[], Any]]]:
        """The columns that have a value without being given one, each with a function that makes it."""
        makers = _defaults(table)
        if "created_in" in table.c:
            makers.append(("created_in", lambda: self.operation_id))
        return makers

    def images_of(self, table: Table, ids: Sequence[int]) -> list[Image]:
        """The images of rows, in the order of ``ids``."""
        rows = self.connection.execute(_rows(table), {"ids": list(ids)}).mappings()
        found: dict[int, Row] = {row["id"]: dict(row) for row in rows}
        return self.images.of(table, [found[row_id] for row_id in ids if row_id in found])

    def _images_of_many(self, table: Table, ids: Sequence[int]) -> list[Image]:
        return [image for batch in batches(ids, BATCH) for image in self.images_of(table, batch)]

    def images_by_guid(self, table: Table, guids: Sequence[str]) -> list[Image]:
        """The images of the rows of these guids that are there."""
        return [image for batch in batches(guids, BATCH) for image in self.images_of(table, self.ids_of(table, batch))]

    def ids_of(self, table: Table, guids: Sequence[str]) -> list[int]:
        """The ids of the rows of these guids that are there, in order."""
        found: dict[str, int] = {}
        for batch in batches(guids, BATCH):
            found |= ids_by_guid(self.connection, table, batch)
        return [found[guid] for guid in guids if guid in found]

    def _delete_in_order(self, table: Table, ids: Sequence[int]) -> None:
        for batch in batches(ids, _at_once(table)):
            self.connection.execute(delete(table).where(table.c.id.in_(batch)))

    def _record(self, table: Table, before: Sequence[Image | None], after: Sequence[Image | None]) -> None:
        if table.name == Code.__tablename__ and any(map(_says_another, before, after)):
            rounds.require_unfrozen(self.connection)
        for old, new in zip(batches(before, BATCH), batches(after, BATCH), strict=True):
            if len(old) == _SINGLE:
                image = old[0] or new[0]
                assert image is not None
                self._add_change(table, UUID(image["guid"]), old[0], new[0])
            else:
                self._add_change(table, None, _some(old), _some(new))

    def _add_change(self, table: Table, guid: UUID | None, before: Any, after: Any) -> None:
        self._ordinal += 1
        self.tables.add(table.name)
        values = {
            "operation_id": self.operation_id,
            "ordinal": self._ordinal,
            "table": table.name,
            "guid": guid,
            "before": None if before is None else pack(before),
            "after": None if after is None else pack(after),
        }
        self.connection.execute(insert(table_of(Change)), values)


@cache
def _rows(table: Table) -> Select[Any]:
    """The rows of some ``ids``; made once for a table, for it is asked at every key that codes."""
    return select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))


def _says_another(before: Image | None, after: Image | None) -> bool:
    """Whether a code has changed in more than its color."""
    return {**(before or {}), "color": ""} != {**(after or {}), "color": ""}


def _at_once(table: Table) -> int:
    """How many rows may come or go in one statement: one where a row may refer to another of them."""
    refers_to_itself = any(target_of(column) is table for column in reference_columns(table))
    return 1 if refers_to_itself else BATCH


def _some(images: Sequence[Image | None]) -> Sequence[Image | None] | None:
    return None if all(image is None for image in images) else images


def _defaults(table: Table) -> list[tuple[str, Callable[[], Any]]]:
    """The columns the model gives a value of its own, each with a function that makes it."""
    columns = [column for column in table.columns if column.default is not None and not column.primary_key]
    return [(column.name, partial(default_of, column)) for column in columns]


def _insert_raw(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows through the driver: several times faster than building a statement object for each."""
    columns = [table.c[name] for name in rows[0]]
    binders = [
        (column.name, column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect))
        for column in columns
    ]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    quote = connection.dialect.identifier_preparer.quote
    statement = (
        f"INSERT INTO {quote(table.name)} ({', '.join(quote(column.name) for column in columns)}) "
        f"VALUES ({', '.join(mark for _ in columns)})"
    )
    tuples = [tuple(bind(row[name]) if bind else row[name] for name, bind in binders) for row in rows]
    connection.exec_driver_sql(statement, tuples)


def _tell_server(connection: Connection, table: Table, last_id: int) -> None:
    """Let a server's sequence know of ids given by us; in a file the next id follows the largest by itself."""
    if connection.dialect.name != "sqlite":
        sequence = f"{table.name}_id_seq"
        statement = text(f'SELECT setval(:name, GREATEST(:last, (SELECT last_value FROM "{sequence}")))')
        connection.execute(statement, {"name": f'"{sequence}"', "last": last_id})
