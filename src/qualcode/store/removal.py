"""Removing a row together with what hangs on it, all of it in the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, Table, or_, select

from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.store import unplaced
from qualcode.store.images import batches, reference_columns, target_of
from qualcode.store.journal import BATCH, Journal, Model, table_of
from qualcode.store.models import Base, Link, Unplaced

# What a closed piece of work rests on is not removed along with something else.
_PROTECTED = {"round_document", "round_coder", "decision", "operation", "change", "tombstone"}


def remove(journal: Journal, model: Model, ids: Sequence[int]) -> Counter[str]:
    """Delete rows and, first, every row that refers to them. Returns how many rows of each table went.

    Raises Refused when a row is part of a reliability round.
    """
    gone: Counter[str] = Counter()
    _remove(journal, table_of(model), ids, gone)
    return gone


def _remove(journal: Journal, table: Table, ids: Sequence[int], gone: Counter[str]) -> None:
    for batch in batches(ids, BATCH):
        for other in reversed(Base.metadata.sorted_tables):
            for column in reference_columns(other):
                if target_of(column) is table:
                    users = _ids(journal, select(other.c[_key(other)]).where(column.in_(batch)))
                    _require_free(other, users)
                    _remove(journal, other, users, gone)
        _remove_links(journal, table, batch, gone)
        if table.name == "document":
            _remove_unplaced(journal, batch, gone)
        still_there = _ids(journal, select(table.c.id).where(table.c.id.in_(batch)))
        journal.delete_rows(table, still_there)
        gone[table.name] += len(still_there)


def _remove_links(journal: Journal, table: Table, ids: Sequence[int], gone: Counter[str]) -> None:
    links = table_of(Link)
    guids = select(table.c.guid).where(table.c.id.in_(ids))
    touching = or_(
        (links.c.from_table == table.name) & links.c.from_guid.in_(guids),
        (links.c.to_table == table.name) & links.c.to_guid.in_(guids),
    )
    found = _ids(journal, select(links.c.id).where(touching))
    journal.delete_rows(links, found)
    gone[links.name] += len(found)


def _remove_unplaced(journal: Journal, document_ids: Sequence[int], gone: Counter[str]) -> None:
    """What waits for a place in a document goes with it."""
    waiting = unplaced.ids_of_documents(journal.connection, document_ids)
    journal.delete(Unplaced, waiting)
    gone[Unplaced.__tablename__] += len(waiting)


def _key(table: Table) -> str:
    return "id" if "id" in table.c else "operation_id"


def _require_free(table: Table, users: list[int]) -> None:
    if users and table.name in _PROTECTED:
        raise Refused(
            _("This cannot be removed: a reliability study or the history rests on it."),
            _("Retire it instead, or remove the study first."),
        )


def _ids(journal: Journal, statement: Select[tuple[int]]) -> list[int]:
    return list(journal.connection.scalars(statement))
