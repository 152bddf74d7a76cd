"""Making one of two rows that say the same of the same words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from qualcode.store.anchors import ANCHORED, Anchor
from qualcode.store.images import batches
from qualcode.store.journal import BATCH, Journal, Model, table_of
from qualcode.store.models import Coding, Link, Memo
from qualcode.store.removal import remove


def join(journal: Journal, heirs: Mapping[Anchor, Anchor]) -> None:
    """Delete rows, and let what hangs on each pass to its heir; a weight does where the heir has none."""
    codings = {twin.id: heir.id for twin, heir in heirs.items() if twin.model is Coding}
    _pass_on(journal, codings, {twin.guid: heir.guid for twin, heir in heirs.items()})
    weights = {row.id: row.weight for row in _rows(journal, Coding, [*codings, *codings.values()])}
    given = {heir: weights[twin] for twin, heir in codings.items() if weights[heir] is None}
    journal.update_each(Coding, {heir: {"weight": weight} for heir, weight in given.items()})
    for model in ANCHORED:
        remove(journal, model, [twin.id for twin in heirs if twin.model is model])


def _pass_on(journal: Journal, codings: Mapping[int, int], guids: Mapping[UUID, UUID]) -> None:
    """Give the memos on codings (by id) and the links of rows (by guid) to others."""
    memos = _rows(journal, Memo, codings, "coding_id")
    journal.update_each(Memo, {memo.id: {"coding_id": codings[memo.coding_id]} for memo in memos})
    for end in ("from_guid", "to_guid"):
        links = _rows(journal, Link, guids, end)
        journal.update_each(Link, {link.id: {end: guids[getattr(link, end)]} for link in links})


def _rows(journal: Journal, model: Model, values: Collection[Any], column: str = "id") -> list[Any]:
    table = table_of(model)
    chosen = (select(table).where(table.c[column].in_(batch)) for batch in batches(list(values), BATCH))
    return [row for statement in chosen for row in journal.connection.execute(statement)]
