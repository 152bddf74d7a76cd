"""Erasing for good: what was removed from the tables is taken out of the journal and out of whatever quoted it.

Undo lives on what the journal kept, so here alone the journal is changed: the images of erased rows give way to their bare
identity, quotations in all that is left to a marker. Nothing here decides what is erased; that is the actions' business.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from qualcode.store.engine import plain_errors
from qualcode.store.images import Image, batches, pack, reference_columns, unpack
from qualcode.store.journal import BATCH
from qualcode.store.models import Base, Change, ImportReport, Operation, Tombstone, Travelling, Unplaced
from qualcode.store.search import upkeep
from qualcode.store.types import now

ERASED = "erased"
"""What an image holds besides its guid once its row has been erased."""

CONTENT = "content"
"""What stands for a table in the tombstones of files and texts."""

Censor = Callable[[str], str]
CensorOf = Callable[[str, str], Censor | None]  # of a table and a column
Rows = dict[str, set[str]]  # guids by the name of their table

# The columns a person writes sentences in. Names are no sentences, and a document's own text changes by revision alone.
WORDS = frozenset(
    [
        "text",
        "title",
        "definition",
        "include",
        "exclude",
        "examples",
        "notes",
        "note",
        "description",
        "place",
        "reason",
        "quote",
        "context",
        "value",
        "content",
        "plan",
        "codebook",
        "wording",
        "entry",
        "fields",
    ]
)
NAMES = frozenset(["name", "name_key", "source_name", "aliases", "label"])
"""The columns that hold what things are called."""

_ELSEWHERE = {"import_report"}  # censored with the history


def removed_in(connection: Connection, operation_id: int) -> Rows:
    """The rows an operation has removed, as its changes say."""
    gone: Rows = {}
    for table, before, after in _sides(connection, Change.operation_id == operation_id):
        now_there = {image["guid"] for image in after}
        gone.setdefault(table, set()).update(image["guid"] for image in before if image["guid"] not in now_there)
    return gone


def with_history(connection: Connection, gone: Rows) -> Rows:
    """The same rows, and those removed earlier that hung on them: a memo deleted last week speaks of the erased all the same."""
    found = {table: set(guids) for table, guids in gone.items()}
    while True:
        everything = set().union(*found.values())
        size = len(everything)
        for table, before, after in _sides(connection):
            references = [
                column.name for column in reference_columns(Base.metadata.tables[table]) if column.name != "created_in"
            ]
            for image in (*before, *after):
                if any(image.get(name) in everything for name in references):
                    found.setdefault(table, set()).add(image["guid"])
        if sum(map(len, found.values())) == size:
            return found


def empty_journal(connection: Connection, gone: Rows, censor_of: CensorOf) -> None:
    """Take what erased rows held out of every change, and out of all others what ``censor_of`` takes out of a column."""
    for change in list(connection.execute(select(Change))):
        guids = gone.get(change.table, set())
        sides = {side: _emptied(change.table, getattr(change, side), guids, censor_of) for side in ("before", "after")}
        if any(sides[side] != getattr(change, side) for side in sides):
            this = (Change.operation_id == change.operation_id) & (Change.ordinal == change.ordinal)
            connection.execute(update(Change).where(this).values(**sides))


def empty_all(connection: Connection) -> None:
    """Take what every row held out of every change, and the words of every operation; what kind it was, when and whose stays."""
    connection.execute(update(Operation).values(label=Operation.kind))
    for change in list(connection.execute(select(Change))):
        sides = {side: _bare(getattr(change, side)) for side in ("before", "after")}
        this = (Change.operation_id == change.operation_id) & (Change.ordinal == change.ordinal)
        connection.execute(update(Change).where(this).values(**sides))


def forget_operations(connection: Connection, ids: Iterable[int]) -> None:
    """Take operations out of the history with all they kept, but for those that rows still name as having made them."""
    makers = [table.c.created_in for table in Base.metadata.sorted_tables if "created_in" in table.c]
    needed = set(connection.scalars(select(Unplaced.operation_id)))
    needed |= {it for column in makers for it in connection.scalars(select(column).distinct())}
    for batch in batches(sorted(set(ids) - needed), BATCH):
        connection.execute(delete(Change).where(Change.operation_id.in_(batch)))
        connection.execute(update(Operation).where(Operation.undoes.in_(batch)).values(undoes=None))
        connection.execute(delete(Operation).where(Operation.id.in_(batch)))


def forget_changes(connection: Connection, operation_id: int) -> None:
    """Take what one operation changed out of the history; that it was done stays."""
    connection.execute(delete(Change).where(Change.operation_id == operation_id))


def drop_reports(connection: Connection) -> None:
    """Take away all stored reports of imports."""
    connection.execute(delete(ImportReport))


def censor_rows(connection: Connection, censor: Censor) -> Counter[str]:
    """Take quotations out of every text a person wrote, and count the rows changed, by table."""
    changed: Counter[str] = Counter()
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if isinstance(table, Table) and issubclass(mapper.class_, Travelling) and table.name not in _ELSEWHERE:
            changed[table.name] += _censor_table(connection, table, censor)
    return +changed


def censor_history(connection: Connection, censor: Censor) -> None:
    """Take quotations and names out of the words of the history and of stored reports."""
    for row_id, label in list(connection.execute(select(Operation.id, Operation.label))):
        if (shorter := censor(label)) != label:
            connection.execute(update(Operation).where(Operation.id == row_id).values(label=shorter))
    for row_id, content in list(connection.execute(select(ImportReport.id, ImportReport.content))):
        if (shorter := mapped(content, censor)) != content:
            connection.execute(update(ImportReport).where(ImportReport.id == row_id).values(content=shorter))


def bury(connection: Connection, gone: Rows, coder_id: int, reason: str) -> None:
    """Leave a tombstone for every erased row: that it was, when, by whom, on what ground."""
    at = now()
    rows = [
        {"guid": UUID(guid), "table": table, "erased_at": at, "coder_id": coder_id, "reason": reason}
        for table, guids in sorted(gone.items())
        for guid in sorted(guids)
    ]
    there = {(row.table, row.guid) for row in connection.execute(select(Tombstone.table, Tombstone.guid))}
    new = [row for row in rows if (row["table"], row["guid"]) not in there]
    for batch in batches(new, BATCH):
        connection.execute(insert(Tombstone), batch)


def earlier_texts(connection: Connection, guid: UUID) -> list[str]:
    """Every text a document has had before, as far as the journal kept it."""
    return sorted(earlier_values(connection, "document", guid, ("text",)))


def earlier_values(connection: Connection, table: str, guid: UUID, columns: Sequence[str]) -> set[str]:
    """All that a row has held in some columns, as far as the journal kept it."""
    return {
        image[column]
        for _table, before, after in _sides(connection, Change.table == table)
        for image in (*before, *after)
        if image["guid"] == guid.hex
        for column in columns
        if column in image
    }


def drop_reports_on(connection: Connection, names: Collection[str]) -> None:
    """Take out of the stored reports what they say of documents of these names, now or earlier: it may quote them."""

    def left(content: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [it for it in content if not any(document["name"] in names for document in it.get("documents", ()))]

    for row_id, content in list(connection.execute(select(ImportReport.id, ImportReport.content))):
        if (shorter := left(content)) != content:
            connection.execute(update(ImportReport).where(ImportReport.id == row_id).values(content=shorter))
    for change in list(connection.execute(select(Change).where(Change.table == ImportReport.__tablename__))):
        sides = {side: _with_content(getattr(change, side), left) for side in ("before", "after")}
        this = (Change.operation_id == change.operation_id) & (Change.ordinal == change.ordinal)
        connection.execute(update(Change).where(this).values(**sides))


def _with_content(packed: bytes | None, left: Callable[[Any], Any]) -> bytes | None:
    """The images of reports with what is ``left`` of each."""
    kept = None if packed is None else unpack(packed)
    if kept is None or (isinstance(kept, dict) and "ids" in kept):
        return packed
    images = kept if isinstance(kept, list) else [kept]
    new = [it | {"content": left(it["content"])} if it and "content" in it else it for it in images]
    return pack(new if isinstance(kept, list) else new[0])


def bury_contents(connection: Connection, digests: Iterable[str], coder_id: int, reason: str) -> None:
    """Leave tombstones for files and texts, so that the same ones are known when somebody brings them in again."""
    bury(connection, {CONTENT: {_content_guid(digest).hex for digest in digests}}, coder_id, reason)


def erased_contents(connection: Connection) -> Callable[[str], bool]:
    """A function that tells of the SHA-256 of a file or text whether it was erased from this project."""
    guids = set(connection.scalars(select(Tombstone.guid).where(Tombstone.table == CONTENT)))
    return lambda digest: _content_guid(digest) in guids


def _content_guid(digest: str) -> UUID:
    """An identity that follows from a digest alone."""
    return uuid5(NAMESPACE_OID, digest)


def is_erased(image: Image | None) -> bool:
    """Whether this is what is left of an image after its row was erased."""
    return image is not None and ERASED in image


def compact(engine: Engine, path: Path | None, place: str) -> None:
    """Write the database anew, without the pages that held what was erased. All changes must have been committed."""
    with plain_errors(place):
        with engine.connect().execution_options(writer=True) as writer, writer.begin():
            upkeep.forget_stale(writer)
        if path is not None:
            connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            for statement in (
                "PRAGMA secure_delete=ON",
                "PRAGMA wal_checkpoint(TRUNCATE)",
                "VACUUM",
                "PRAGMA wal_checkpoint(TRUNCATE)",
            ):
                connection.execute(statement)
            connection.close()
        else:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
                for table in Base.metadata.sorted_tables:
                    server.exec_driver_sql(f'VACUUM (FULL) "{table.name}"')


def _sides(connection: Connection, *conditions: Any) -> Iterator[tuple[str, list[Image], list[Image]]]:
    for table, before, after in connection.execute(
        select(Change.table, Change.before, Change.after).where(*conditions)
    ):
        yield table, _images(before), _images(after)


def _images(packed: bytes | None) -> list[Image]:
    kept = None if packed is None else unpack(packed)
    if isinstance(kept, dict):
        return [] if "ids" in kept else [kept]
    return [image for image in kept or [] if image is not None]


def _emptied(table: str, packed: bytes | None, guids: set[str], censor_of: CensorOf) -> bytes | None:
    if packed is None:
        return None
    kept = unpack(packed)
    if isinstance(kept, dict):
        new: Any = kept if "ids" in kept else _emptied_image(table, kept, guids, censor_of)
    else:
        new = [image and _emptied_image(table, image, guids, censor_of) for image in kept]
    return packed if new == kept else pack(new)


def _bare(packed: bytes | None) -> bytes | None:
    kept = None if packed is None else unpack(packed)
    if isinstance(kept, dict) and "ids" in kept:
        return packed
    if isinstance(kept, dict):
        return pack({"guid": kept["guid"], ERASED: True})
    return None if kept is None else pack([image and {"guid": image["guid"], ERASED: True} for image in kept])


def _emptied_image(table: str, image: Image, guids: set[str], censor_of: CensorOf) -> Image:
    if image["guid"] in guids:
        return {"guid": image["guid"], ERASED: True}
    censors = {column: censor for column in image if (censor := censor_of(table, column))}
    return image | {column: mapped(image[column], censor) for column, censor in censors.items()}


def _censor_table(connection: Connection, table: Table, censor: Censor) -> int:
    columns = [
        column for column in table.columns if column.name in WORDS and (table.name, column.name) != ("document", "text")
    ]
    if not columns:
        return 0
    changed = 0
    for row in list(connection.execute(select(table.c.id, *columns))):
        values = dict(zip((column.name for column in columns), row[1:], strict=True))
        new = {name: shorter for name, value in values.items() if (shorter := mapped(value, censor)) != value}
        if new:
            connection.execute(update(table).where(table.c.id == row.id).values(**new))
            changed += 1
    return changed


def mapped(value: Any, change: Censor) -> Any:
    """A JSON value with ``change`` applied to every text in it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [mapped(one, change) for one in value]
    if isinstance(value, dict):
        return {key: mapped(one, change) for key, one in value.items()}
    return value
