"""Taking operations back, and doing them again.

Undoing is an operation too: it records what it does like any other, so redo is the undoing of an undo, and the chain
can go on for ever and across restarts. A row is only touched while it still equals what the operation left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Row, Table, UniqueConstraint, select, tuple_
from sqlalchemy.exc import IntegrityError

from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.store.images import Gone, Image, batches, reference_columns, target_of, unpack
from qualcode.store.journal import BATCH, Journal
from qualcode.store.models import Base, Change, Operation

_Pair = tuple[Image | None, Image | None]  # a row before and after a change; None where it was not there
UNDO, REDO, SETUP = "undo", "redo", "setup"


@dataclass(frozen=True)
class Standing:
    """An operation and whether it is in force: nothing in force takes it back."""

    id: int
    guid: UUID
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


def original_label(connection: Connection, operation_id: int) -> str:
    """The words of what was first done, however often it has been undone and redone since."""
    while True:
        row = connection.execute(select(Operation.label, Operation.undoes).where(Operation.id == operation_id)).one()
        if row.undoes is None:
            return str(row.label)
        operation_id = row.undoes


def _latest_first(connection: Connection, coder_id: int) -> Iterator[Standing]:
    """A coder's operations with their standing. What comes later decides, so one pass backwards is enough."""
    taken_back = set()
    statement = (
        select(Operation.id, Operation.guid, Operation.kind, Operation.label, Operation.undoes)
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
    for change in _changes_backwards(journal.connection, operation_id):
        table = Base.metadata.tables[change.table]
        before: Any = None if change.before is None else unpack(change.before)
        after: Any = None if change.after is None else unpack(change.after)
        if isinstance(after, dict) and "ids" in after:
            _revert_bulk(journal, operation_id, change.ordinal, table, range(*after["ids"]))
        elif change.guid is not None:
            _revert_rows(journal, operation_id, table, [(before, after)])
        else:
            none = [None] * len(before or after)
            pairs = list(zip(before or none, after or none, strict=True))
            _revert_rows(journal, operation_id, table, pairs)


def _changes_backwards(connection: Connection, operation_id: int) -> list[Row[Any]]:
    statement = select(Change.ordinal, Change.table, Change.guid, Change.before, Change.after).where(
        Change.operation_id == operation_id
    )
    return list(connection.execute(statement.order_by(Change.ordinal.desc())))


def _revert_bulk(journal: Journal, operation_id: int, ordinal: int, table: Table, ids: range) -> None:
    """Remove rows made in bulk, the last first. What a later change has kept of them tells whether they are as they were made."""
    made = _made_in_bulk(journal.connection, operation_id, table, ids)
    first = _first_later_images(journal.connection, operation_id, ordinal, table)
    if len(made) < len(ids):
        there = {image["guid"] for image in journal.images_by_guid(table, list(first))}
        gone = next((guid for guid in first if guid not in there), None)
        _refuse(gone and _latest_touching(journal.connection, operation_id, table, gone))
    touched: list[_Pair] = [(None, first[guid.hex]) for guid in made.values() if guid.hex in first]
    for batch in batches(touched, BATCH):
        _require_unchanged(journal, operation_id, table, batch)
    for ids_of_batch in reversed(list(batches(list(made), BATCH))):
        _unmake(journal, operation_id, table, ids_of_batch)


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
    made = connection.execute(rows.where(here).order_by(table.c.id)).all()
    if len(made) < len(ids):
        # Guids grow with time: of several bulks of one operation the last, which is asked for first, finds its own.
        elsewhere = rows.where(~here).order_by(table.c.guid.desc()).limit(len(ids) - len(made))
        made = [*made, *reversed(connection.execute(elsewhere).all())]
    return {row.id: row.guid for row in made}


def _first_later_images(connection: Connection, operation_id: int, ordinal: int, table: Table) -> dict[str, Image]:
    """What rows an operation made looked like after its change ``ordinal``, where a later change has kept it, by guid."""
    maker = connection.execute(select(Operation.guid).where(Operation.id == operation_id)).scalar_one().hex
    later = tuple_(Change.operation_id, Change.ordinal) > (operation_id, ordinal)
    statement = select(Change.before).where(later, Change.table == table.name, Change.before.is_not(None))
    first: dict[str, Image] = {}
    for (packed,) in connection.execute(statement.order_by(Change.operation_id, Change.ordinal)):
        for image in _images(packed):
            if image["created_in"] == maker:
                first.setdefault(image["guid"], image)
    return first


def _images(packed: bytes | None) -> list[Image]:
    """The images in one side of a change; none where it holds only ids."""
    kept = None if packed is None else unpack(packed)
    if isinstance(kept, dict):
        return [] if "ids" in kept else [kept]
    return [image for image in kept or [] if image is not None]


def _revert_rows(journal: Journal, operation_id: int, table: Table, pairs: list[_Pair]) -> None:
    """Take back what was done to rows at once: each as it was before and after."""
    _require_unchanged(journal, operation_id, table, pairs)
    made = [after["guid"] for before, after in reversed(pairs) if before is None and after is not None]
    removed = [before for before, after in reversed(pairs) if after is None and before is not None]
    changed = [(before, after) for before, after in reversed(pairs) if before is not None and after is not None]
    if made:
        _unmake(journal, operation_id, table, journal.ids_of(table, made))
    if removed or changed:
        _put_back(journal, operation_id, table, removed, changed)


def _unmake(journal: Journal, operation_id: int, table: Table, ids: Sequence[int]) -> None:
    _require_unused(journal, operation_id, table, ids)
    journal.delete_rows(table, ids)


def _put_back(
    journal: Journal, operation_id: int, table: Table, removed: list[Image], changed: list[tuple[Image, Image]]
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
        _refuse(_latest_touching(journal.connection, operation_id, gone.table, gone.guid))
    except IntegrityError:
        _refuse(_in_the_way(journal, operation_id, table, removed + old))


def _in_the_way(journal: Journal, operation_id: int, table: Table, images: list[Image]) -> str | None:
    """The operation behind a row that has taken the name or the place of one of these."""
    unique = [constraint.columns for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    for values in journal.images.values(table, images):
        for columns in unique:
            same = [column == values[column.name] for column in columns]
            other = select(table).where(*same, table.c.guid != values["guid"])
            if found := journal.connection.execute(other.limit(1)).mappings().first():
                return _operation_behind(journal.connection, operation_id, table, found)
    return None


def _require_unchanged(journal: Journal, operation_id: int, table: Table, pairs: Sequence[_Pair]) -> None:
    guids = [(before or after or {})["guid"] for before, after in pairs]
    now = {image["guid"]: image for image in journal.images_by_guid(table, guids)}
    for guid, (_before, after) in zip(guids, pairs, strict=True):
        if now.get(guid) != after:
            _refuse(_latest_touching(journal.connection, operation_id, table, guid))


def _require_unused(journal: Journal, operation_id: int, table: Table, ids: Sequence[int]) -> None:
    """Refuse when rows made later refer to rows about to be removed."""
    for other in Base.metadata.sorted_tables:
        for column in reference_columns(other):
            if target_of(column) is not table or other.name == "passage":
                continue
            for batch in batches(ids, BATCH):
                user = journal.connection.execute(select(other).where(column.in_(batch)).limit(1)).mappings().first()
                if user is not None:
                    _refuse(_operation_behind(journal.connection, operation_id, other, user))


def _operation_behind(connection: Connection, operation_id: int, table: Table, row: Any) -> str | None:
    if table.name == "operation":
        return cast(str, row["label"])
    if "guid" in row:
        return _latest_touching(connection, operation_id, table, row["guid"].hex) or _label(
            connection, row.get("created_in")
        )
    return None


def _label(connection: Connection, operation_id: int | None) -> str | None:
    return connection.scalar(select(Operation.label).where(Operation.id == operation_id))


def _latest_touching(connection: Connection, operation_id: int, table: Table, guid: str) -> str | None:
    """The label of the latest operation after ``operation_id``, and before the one being written, that touched a row."""
    statement = (
        select(Operation.label, Change.guid, Change.before, Change.after)
        .join(Change, Change.operation_id == Operation.id)
        .where(Operation.id > operation_id, Operation.kind != "", Change.table == table.name)
        .where((Change.guid == UUID(guid)) | Change.guid.is_(None))
        .order_by(Operation.id.desc(), Change.ordinal.desc())
    )
    for row in connection.execute(statement):
        if row.guid is not None or guid in {image["guid"] for image in _images(row.before) + _images(row.after)}:
            return cast(str, row.label)
    return None


def _refuse(later: str | None) -> None:
    raise Refused(
        _("This can no longer be undone: what it left has been changed since by “{later}”.", later=later)
        if later
        else _("This can no longer be undone: what it left has been changed since."),
        _("Undo the later operation first. qualcode history lists them."),
    )
