"""Rows that stand on words of a document: finding them, and giving them other places."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, UniqueConstraint, select

from qualcode.store.journal import Journal, Model, table_of
from qualcode.store.models import CaseMember, Coding, Decision, Segment
from qualcode.text.span import Span

ANCHORED: tuple[Model, ...] = (Coding, Segment, CaseMember, Decision)
"""Whose rows a person has put on words."""
_ASIDE = 1 << 30  # beyond any text and any number of parts


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row on words of a document. ``same`` is what no two rows on the same words share; empty where any may."""

    model: Model
    id: int
    guid: UUID
    span: Span
    same: tuple[Hashable, ...]


def find(connection: Connection, document_id: int) -> list[Anchor]:
    """The rows on words of a document, the oldest of each table first."""
    return [anchor for model in ANCHORED for anchor in _of(connection, model, document_id)]


def _of(connection: Connection, model: Model, document_id: int) -> Iterator[Anchor]:
    table = table_of(model)
    rows = select(table).where(table.c.document_id == document_id, table.c.start.is_not(None)).order_by(table.c.id)
    unique = unique_columns(table)
    for row in connection.execute(rows).mappings():
        same = (table.name, *(row[name] for name in unique)) if unique else ()
        yield Anchor(model, row["id"], row["guid"], Span(row["start"], row["end"]), same)


def unique_columns(table: Table) -> list[str]:
    """What, beside the span, no two rows of a table share; empty where they may share everything."""
    constraints = [it.columns.keys() for it in table.constraints if isinstance(it, UniqueConstraint)]
    return [name for names in constraints if "start" in names for name in names if name not in ("start", "end")]


def twins(places: Mapping[Anchor, Span]) -> dict[Anchor, Anchor]:
    """Of rows that would say the same of the same words, each later one with the first."""
    first: dict[tuple[Hashable, ...], Anchor] = {}
    found = {}
    for anchor, span in places.items():
        stays = first.setdefault((*anchor.same, span), anchor) if anchor.same else anchor
        if stays is not anchor:
            found[anchor] = stays
    return found


def move(journal: Journal, places: Mapping[Anchor, Span]) -> None:
    """Give rows other spans, all at once: one may take the place that another leaves."""
    wanted = {(*anchor.same, span) for anchor, span in places.items() if anchor.same}
    for model in ANCHORED:
        moving = {it: span for it, span in places.items() if it.model is model and it.span != span}
        blocking = {it: span for it, span in moving.items() if (*it.same, it.span) in wanted}
        aside = {it.id: _ends(Span(_ASIDE + n, _ASIDE + n + 1)) for n, it in enumerate(blocking)}
        journal.update_each(model, aside)
        others = {it: span for it, span in moving.items() if it not in blocking}
        journal.update_each(model, {it.id: _ends(span) for it, span in (others | blocking).items()})


def _ends(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def rearrange(
    journal: Journal, model: Model, document_id: int, wanted: Sequence[tuple[int | None, Mapping[str, Any]]]
) -> None:
    """Make the turns or sections of a document these, in this order: each with the id of the row it was, None where it is new."""
    table = table_of(model)
    present = select(table.c.id, table.c.ordinal).where(table.c.document_id == document_id)
    ordinals = {row.id: row.ordinal for row in journal.connection.execute(present)}
    kept = {row_id: {"ordinal": n, **values} for n, (row_id, values) in enumerate(wanted) if row_id is not None}
    journal.delete(model, [row_id for row_id in ordinals if row_id not in kept])
    if any(ordinals[row_id] != values["ordinal"] for row_id, values in kept.items()):
        journal.update_each(model, {row_id: {"ordinal": _ASIDE + n} for n, row_id in enumerate(kept)})
    journal.update_each(model, kept)
    new = [(n, values) for n, (row_id, values) in enumerate(wanted) if row_id is None]
    journal.insert_many(model, [{"document_id": document_id, "ordinal": n, **values} for n, values in new])
