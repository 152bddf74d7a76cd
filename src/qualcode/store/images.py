"""Row images: a row as plain JSON values, with every reference written as the guid of the row it refers to.

Images are what the journal keeps and what merging compares: integer keys mean nothing outside one file, guids do.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, Table, Uuid, select

from qualcode.store.types import UtcDateTime

Image = dict[str, Any]
Row = Mapping[str, Any]
T = TypeVar("T")
_COMPRESS_FROM = 400  # bytes; below this zlib saves nothing worth its header


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
        return [self._image(table, row) for row in rows]

    def values(self, table: Table, image: Image) -> dict[str, Any]:
        """The column values an image stands for, ready to insert. Raises LookupError when a row it refers to is gone."""
        values = {}
        for name, value in image.items():
            column = table.c[name]
            if value is not None and column.foreign_keys:
                values[name] = self._id(target_of(column), value)
            else:
                values[name] = _decode(column)(value)
        return values

    def forget(self, table: Table, guid: str) -> None:
        """Forget where a row was: it has been removed, and may come back under another key."""
        self._ids.pop((table.name, guid), None)

    def _image(self, table: Table, row: Row) -> Image:
        image = {}
        for column in table.columns:
            if column.primary_key:
                continue
            value = row[column.name]
            if value is not None and column.foreign_keys:
                image[column.name] = self._guids[target_of(column).name, value]
            else:
                image[column.name] = _encode(column)(value)
        return image

    def _learn_guids(self, table: Table, ids: Iterable[int | None]) -> None:
        unknown = {id_ for id_ in ids if id_ is not None and (table.name, id_) not in self._guids}
        for batch in batches(sorted(unknown), 500):
            for id_, guid in self._connection.execute(select(table.c.id, table.c.guid).where(table.c.id.in_(batch))):
                self._guids[table.name, id_] = guid.hex

    def _id(self, table: Table, guid: str) -> int:
        known = self._ids.get((table.name, guid))
        if known is None:
            known = self._connection.scalar(select(table.c.id).where(table.c.guid == UUID(guid)))
            if known is None:
                raise LookupError(f"{table.name} {guid}")
            self._ids[table.name, guid] = known
        return known


def reference_columns(table: Table) -> list[Column[Any]]:
    """The columns of ``table`` that refer to another row."""
    return [column for column in table.columns if column.foreign_keys]


def target_of(column: Column[Any]) -> Table:
    """The table a reference column refers to."""
    table: Table = next(iter(column.foreign_keys)).column.table
    return table


def pack(value: Any) -> bytes:
    """JSON as bytes, compressed with zlib where that helps; the first byte tells which (JSON never starts with 0x78)."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return zlib.compress(raw) if len(raw) >= _COMPRESS_FROM else raw


def unpack(packed: bytes) -> Any:
    """What ``pack`` packed."""
    packed = bytes(packed)
    return json.loads(zlib.decompress(packed) if packed[:1] == b"\x78" else packed)


def batches(values: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """``values`` in runs of at most ``size``."""
    return (values[i : i + size] for i in range(0, len(values), size))


def _encode(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, Uuid):
        return lambda value: value and value.hex
    if isinstance(column.type, UtcDateTime):
        return lambda value: value and value.isoformat()
    if isinstance(column.type, LargeBinary):
        return lambda value: value and base64.b64encode(value).decode("ascii")
    return lambda value: value


def _decode(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, Uuid):
        return lambda value: value and UUID(value)
    if isinstance(column.type, UtcDateTime):
        return lambda value: value and datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return lambda value: value and base64.b64decode(value)
    return lambda value: value
