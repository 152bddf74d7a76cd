"""Taking operations back, and doing them again.

Undoing is an operation too: it records what it does like any other, so redo is the undoing of an undo, and the chain
can go on for ever and across restarts. A row is only touched while it still equals what the operation left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Table, UniqueConstraint, bindparam, select
from sqlalchemy.exc import IntegrityError

from qualcode.store import code_links, rounds
from qualcode.store.erasing import is_erased
from qualcode.store.images import Gone, Image, batches, completed, reference_columns, target_of, unpack
from qualcode.store.journal import BATCH, Journal
from qualcode.store.later import Later
from qualcode.store.models import Base, Change, Operation
from qualcode.store.present_texts import PresentTexts

_Pair = tuple[Image | None, Image | None]  # a row before and after a change; None where it was not there
UNDO, REDO, SETUP, ERASE = "undo", "redo", "setup", "erase"
_LINKING = {"code_link", "link_kind"}  # a link that comes back may meet others made since


@dataclass(frozen=True)
class Standing:
    """An operation and whether it is in force: nothing in force takes it back."""

    id: int
    kind: str
    label: str
    undoes: int | None
    in_force: bool


def latest_undoable(connection: Connection, coder_id: int) -> Standing | None:
    """The coder's latest operation still in force, None when there is nothing to undo."""
    for operation in _latest_first(connection, coder_id):
        if operation.in_force and operation.kind not in (UNDO, SETUP):
            return operation
    return None


def latest_redoable(connection: Connection, coder_id: int) -> Standing | None:
    """The undo to take back next: the coder's latest in force, unless she has done something new since."""
    for operation in _latest_first(connection, coder_id):
        if operation.kind not in (UNDO, REDO, SETUP):
            return None
        if operation.in_force and operation.kind == UNDO:
            return operation
    return None


def original(connection: Connection, operation_id: int) -> Row[Any]:
    """The kind and label of what was first done, however often it has been undone and redone since."""
    columns: list[Any] = [Operation.kind, Operation.label, Operation.undoes]
    while True:
        row = connection.execute(select(*columns).where(Operation.id == operation_id)).one()
        if row.undoes is None:
            return row
        operation_id = row.undoes


def _latest_first(connection: Connection, coder_id: int) -> Iterator[Standing]:
    """A coder's operations with their standing. What comes later decides, so one pass backwards is enough."""
    taken_back = set()
    statement = (
        select(Operation.id, Operation.kind, Operation.label, Operation.undoes)
        .where(Operation.coder_id == coder_id)
        .order_by(Operation.id.desc())
    )
    for row in connection.execute(statement):
        in_force = row.id not in taken_back
        if in_force and row.undoes is not None:
            taken_back.add(row.undoes)
        yield Standing(*row, in_force)


def revert(journal: Journal, operation_id: int) -> None:
    """Take back one operation, its last change first. Raises Refused when a row has changed since, naming the later operation."""
    later = Later(journal.connection, operation_id, journal.coder_id, _is_undo(journal.connection, operation_id))
    texts = PresentTexts(journal, later)
    for change in _changes_backwards(journal.connection, operation_id):
        table = Base.metadata.tables[change.table]
        before, after = (_kept(later, table, side) for side in (change.before, change.after))
        if isinstance(after, dict) and "ids" in after:
            _revert_bulk(journal, later, change.ordinal, table, range(*after["ids"]))
        elif change.guid is not None:
            _revert_rows(journal, later, table, texts.followed(table, [(before, after)]))
        else:
            none = [None] * len(before or after)
            pairs = list(zip(before or none, after or none, strict=True))
            _revert_rows(journal, later, table, texts.followed(table, pairs))
    texts.settle()
    if journal.tables & _LINKING:
        code_links.require_no_circles(journal.connection)


def _is_undo(connection: Connection, operation_id: int) -> bool:
    return connection.scalar(select(Operation.kind).where(Operation.id == operation_id)) == UNDO


def _kept(later: Later, table: Table, packed: bytes | None) -> Any:
    """One side of a change: the image of a row, a list of images, or the ids of rows made in bulk."""
    kept = None if packed is None else unpack(packed)
    if isinstance(kept, list):
        return [image and _whole(later, table, image) for image in kept]
    return _whole(later, table, kept) if kept and "ids" not in kept else kept


def _whole(later: Later, table: Table, image: Image) -> Image:
    """An image with every column of its row. Raises Refused where the row was erased for good."""
    if is_erased(image):
        later.refuse_erased()
    return completed(table, image)


def _changes_backwards(connection: Connection, operation_id: int) -> list[Row[Any]]:
    statement = select(Change.ordinal, Change.table, Change.guid, Change.before, Change.after).where(
        Change.operation_id == operation_id
    )
    return list(connection.execute(statement.order_by(Change.ordinal.desc())))


def _revert_bulk(journal: Journal, later: Later, ordinal: int, table: Table, ids: range) -> None:
    """Remove rows made in bulk, the last first. What a later change has kept of them tells whether they are as they were made."""
    made = _made_in_bulk(journal.connection, later.operation_id, table, ids)
    first = later.first_images(ordinal, table)
    if len(made) < len(ids):
        there = {image["guid"] for image in journal.images_by_guid(table, list(first))}
        gone = next((guid for guid in first if guid not in there), None)
        later.refuse(gone and later.touching(table, gone))
    touched: list[_Pair] = [(None, first[guid.hex]) for guid in made.values() if guid.hex in first]
    for batch in batches(touched, BATCH):
        _require_unchanged(journal, later, table, batch)
    for ids_of_batch in reversed(list(batches(list(made), BATCH))):
        _unmake(journal, later, table, ids_of_batch)


def _made_in_bulk(connection: Connection, operation_id: int, table: Table, ids: range) -> dict[int, UUID]:
    """The rows that were given ``ids``, guids by present ids: those removed and brought back since have others."""
    one_by_one = select(Change.guid).where(
        Change.operation_id == operation_id,
        Change.table == table.name,
        Change.guid.is_not(None),
        Change.before.is_(None),
    )
    rows = select(table.c.id, table.c.guid).where(table.c.created_in == operation_id, table.c.guid.not_in(one_by_one))
    here = (table.c.id >= ids.start) & (table.c.id < ids.stop)
    made = {row.id: row.guid for row in connection.execute(rows.where(here).order_by(table.c.id))}
    if len(made) < len(ids):
        # Guids grow with time: of several bulks of one operation the last, which is asked for first, finds its own.
        elsewhere = rows.where(~here).order_by(table.c.guid.desc()).limit(len(ids) - len(made))
        made |= {row.id: row.guid for row in reversed(connection.execute(elsewhere).all())}
    return made


def _revert_rows(journal: Journal, later: Later, table: Table, pairs: list[_Pair]) -> None:
    """Take back what was done to rows at once: each as it was before and after."""
    _require_unchanged(journal, later, table, pairs)
    made = [after["guid"] for before, after in reversed(pairs) if before is None and after is not None]
    removed = [before for before, after in reversed(pairs) if after is None and before is not None]
    changed = [(before, after) for before, after in reversed(pairs) if before is not None and after is not None]
    if made:
        _unmake(journal, later, table, journal.ids_of(table, made))
    if removed or changed:
        _put_back(journal, later, table, removed, changed)


def _unmake(journal: Journal, later: Later, table: Table, ids: Sequence[int]) -> None:
    _require_unused(journal, later, table, ids)
    rounds.require_uncoded(journal.connection, table.name, ids)
    journal.delete_rows(table, ids)


def _put_back(
    journal: Journal, later: Later, table: Table, removed: list[Image], changed: list[tuple[Image, Image]]
) -> None:
    """Bring back removed rows and old values. Refuse when a row they refer to is gone, or another stands in their place."""
    old = [before for before, _after in changed]
    try:
        with journal.connection.begin_nested():
            if removed:
                journal.restore(table, removed)
            if changed:
                journal.put(table, [after for _before, after in changed], old)
    except Gone as gone:
        later.refuse(later.touching(gone.table, gone.guid))
    except IntegrityError:
        later.refuse(_in_the_way(journal, later, table, removed + old))


def _in_the_way(journal: Journal, later: Later, table: Table, images: list[Image]) -> str | None:
    """The operation behind a row that has taken the name or the place of one of these."""
    unique = [constraint.columns for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    for values in journal.images.values(table, images):
        for columns in unique:
            if all(values[column.name] is not None for column in columns):
                same = [column == values[column.name] for column in columns]
                other = select(table).where(*same, table.c.guid != values["guid"])
                if found := journal.connection.execute(other).mappings().first():
                    return later.behind(table, found)
    return None


def _require_unchanged(journal: Journal, later: Later, table: Table, pairs: Sequence[_Pair]) -> None:
    guids = [(before or after or {})["guid"] for before, after in pairs]
    now = {image["guid"]: image for image in journal.images_by_guid(table, guids)}
    for guid, (_before, after) in zip(guids, pairs, strict=True):
        if now.get(guid) != after:
            later.refuse(later.touching(table, guid))


def _require_unused(journal: Journal, later: Later, table: Table, ids: Sequence[int]) -> None:
    """Refuse when rows made later refer to rows about to be removed."""
    for other, users in _references_to(table):
        for batch in batches(ids, BATCH):
            user = journal.connection.execute(users, {"ids": list(batch)}).mappings().first()
            if user is not None:
                later.refuse(later.behind(other, user))


@cache
def _references_to(table: Table) -> list[tuple[Table, Select[Any]]]:
    """The tables that refer to a table, each with how one of its rows is found that refers to one of ``ids``."""
    ids: Any = bindparam("ids", expanding=True)
    columns = [(other, column) for other in Base.metadata.sorted_tables for column in reference_columns(other)]
    return [
        (other, select(other).where(column.in_(ids)).limit(1))
        for other, column in columns
        if target_of(column) is table
    ]
