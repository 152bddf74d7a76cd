"""How much an operation has changed."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, select

from qualcode.store.images import unpack
from qualcode.store.models import Change

_ENOUGH = 20_000  # rows after which nobody needs to know how many more there are


def rows_changed(connection: Connection, operation_id: int) -> Counter[str]:
    """How many rows an operation has made, changed or removed, by table; of a very large one as many as were counted first."""
    counted: Counter[str] = Counter()
    statement = select(Change.table, Change.guid, Change.before, Change.after)
    for change in connection.execute(statement.where(Change.operation_id == operation_id).order_by(Change.ordinal)):
        if change.guid is not None:
            counted[change.table] += 1
            continue
        many = unpack(change.before if change.after is None else change.after)
        counted[change.table] += len(range(*many["ids"])) if isinstance(many, dict) else len(many)
        if counted.total() > _ENOUGH:
            break
    return counted
