"""Row images: a row as plain JSON values, with every reference written as the guid of the row it refers to.

Images are what the journal keeps and what merging compares: integer keys mean nothing outside one file, guids do.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, Select, Table, Uuid, bindparam, select

from qualcode.store.types import UtcDateTime

Image = dict[str, Any]
Row = Mapping[str, Any]
T = TypeVar("T")
_COMPRESS_FROM = 400  # bytes; below this zlib saves nothing worth its header


class Gone(LookupError):
    """A row that an image refers to is not there."""

    def __init__(self, table: Table, guid: str) -> None:
        super().__init__(f"{table.name} {guid}")
        self.table = table
        self.guid = guid


class Images:
    """Turns rows into images and back, looking references up in one connection and remembering them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._guids: dict[tuple[str, int], str] = {}
        self._ids: dict[tuple[str, str], int] = {}

    def of(self, table: Table, rows: Sequence[Row]) -> list[Image]:
        """The image of each row, in order."""
        references = reference_columns(table)
        for column in references:
            self._learn_guids(target_of(column), (row[column.name] for row in rows))
        writers = [(column.name, self._writer(column)) for column in table.columns if not column.primary_key]
        return [{name: None if row[name] is None else write(row[name]) for name, write in writers} for row in rows]

    def values(self, table: Table, images: Sequence[Image]) -> list[dict[str, Any]]:
        """The column values each image stands for, ready to insert. Raises Gone when a row one refers to is not there."""
        for column in reference_columns(table):
            self._learn_ids(target_of(column), (image[column.name] for image in images))
        readers = {column.name: self._reader(column) for column in table.columns}
        return [{name: None if value is None else readers[name](value) for name, value in it.items()} for it in images]

    def note(self, table: Table, row_id: int, guid: UUID) -> None:
        """Remember a row that is known already: it need not be looked up."""
        self._guids[table.name, row_id] = guid.hex

    def forget(self, table: Table, row_id: int, guid: str) -> None:
        """Forget where a row was: it has been removed, may come back under another key, and its key may be given away."""
        self._ids.pop((table.name, guid), None)
        self._guids.pop((table.name, row_id), None)

    def _writer(self, column: Column[Any]) -> Callable[[Any], Any]:
        if column.foreign_keys:
            target = target_of(column).name
            return lambda row_id: self._guids[target, row_id]
        return _encode(column)

    def _reader(self, column: Column[Any]) -> Callable[[Any], Any]:
        if column.foreign_keys:
            target = target_of(column).name
            return lambda guid: self._ids[target, guid]
        return _decode(column)

    def _learn_guids(self, table: Table, ids: Iterable[int | None]) -> None:
        unknown = {id_ for id_ in ids if id_ is not None and (table.name, id_) not in self._guids}
        for batch in batches(sorted(unknown), 500):
            for id_, guid in self._connection.execute(_guids(table), {"ids": batch}):
                self._guids[table.name, id_] = guid.hex

    def _learn_ids(self, table: Table, guids: Iterable[str | None]) -> None:
        unknown = {guid for guid in guids if guid is not None and (table.name, guid) not in self._ids}
        for batch in batches(sorted(unknown), 500):
            found = ids_by_guid(self._connection, table, batch)
            for guid in batch:
                if guid not in found:
                    raise Gone(table, guid)
                self._ids[table.name, guid] = found[guid]


def reference_columns(table: Table) -> list[Column[Any]]:
    """The columns of ``table`` that refer to another row."""
    return [column for column in table.columns if column.foreign_keys]


def target_of(column: Column[Any]) -> Table:
    """The table a reference column refers to."""
    table: Table = next(iter(column.foreign_keys)).column.table
    return table


@cache
def _guids(table: Table) -> Select[Any]:
    """The guids of the rows of some ``ids``; made once for a table, for it is asked at every key that codes."""
    return select(table.c.id, table.c.guid).where(table.c.id.in_(bindparam("ids", expanding=True)))


@cache
def _ids(table: Table) -> Select[Any]:
    return select(table.c.guid, table.c.id).where(table.c.guid.in_(bindparam("guids", expanding=True)))


def ids_by_guid(connection: Connection, table: Table, guids: Iterable[str]) -> dict[str, int]:
    """The ids of the rows of these guids that are there, by guid; no more than a database takes in one question."""
    found = connection.execute(_ids(table), {"guids": [UUID(guid) for guid in guids]})
    return {guid.hex: row_id for guid, row_id in found}


def pack(value: Any) -> bytes:
    """JSON as bytes, compressed with zlib where that helps; the first byte tells which (JSON never starts with 0x78)."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return zlib.compress(raw) if len(raw) >= _COMPRESS_FROM else raw


def unpack(packed: bytes) -> Any:
    """What ``pack`` packed."""
    packed = bytes(packed)
    return json.loads(zlib.decompress(packed) if packed[:1] == b"\x78" else packed)


def completed(table: Table, image: Image) -> Image:
    """An image with the columns its row has got since: what an older version kept knows nothing of them."""
    since = [column for column in table.columns if not column.primary_key and column.name not in image]
    return image | {column.name: default_of(column) for column in since}


def default_of(column: Column[Any]) -> Any:
    """The value the model gives a column of its own, made anew; None where it gives none."""
    default: Any = column.default
    if default is None or default.is_scalar:
        return None if default is None else default.arg
    return default.arg(None)


def batches(values: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """``values`` in runs of at most ``size``."""
    return (values[i : i + size] for i in range(0, len(values), size))


def _encode(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, Uuid):
        return lambda value: value.hex
    if isinstance(column.type, UtcDateTime):
        return lambda value: value.isoformat()
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64encode(value).decode("ascii")
    return lambda value: value


def _decode(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, Uuid):
        return UUID
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column.type, LargeBinary):
        return base64.b64decode
    return lambda value: value
