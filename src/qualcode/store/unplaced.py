"""What a revision could not place: rows taken off their document with all that hung on them, until a person decides.

The rows themselves are in the journal, as the revision's operation removed them; a row of ``unplaced`` says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, and_, select

from qualcode.store.anchors import ANCHORED, unique_columns
from qualcode.store.erasing import is_erased
from qualcode.store.images import Image, completed, reference_columns, unpack
from qualcode.store.journal import Journal, table_of
from qualcode.store.models import Base, Change, Document, Unplaced
from qualcode.text.span import Span

PLACED, LET_GO = "placed", "let go"
_TABLES = tuple(table_of(model).name for model in ANCHORED)
_HANGING = ("memo", "claim", "evidence", "picked_quote", "link")

Images = Mapping[str, tuple[Table, Image]]
"""The rows that an operation removed, by guid."""


@dataclass(frozen=True)
class Waiting:
    """A row without a place: ``image`` is what it held, ``images`` are all that went with it."""

    row: Row[Any]
    image: Image
    images: Images

    @property
    def table(self) -> Table:
        """The table it belongs in."""
        return Base.metadata.tables[self.row.table]

    @property
    def candidates(self) -> tuple[Span, ...]:
        """The places that come near, best first."""
        return tuple(Span(start, end) for start, end in self.row.candidates)

    @property
    def hanging(self) -> list[tuple[Table, Image]]:
        """What hung on the row, each after what it refers to."""
        return _hanging_on(self)


def of_document(connection: Connection, document: UUID | None = None, *, decided: bool = False) -> list[Waiting]:
    """What waits for a place in a document, else in any; with ``decided`` also what has been decided. The oldest first."""
    statement = select(Unplaced.__table__).order_by(Unplaced.operation_id, Unplaced.id)
    rows = connection.execute(statement if decided else statement.where(Unplaced.decided == "")).all()
    return [it for it in _waiting(connection, rows) if document is None or it.image["document_id"] == document.hex]


def numbered(connection: Connection, numbers: Sequence[int]) -> dict[int, Waiting]:
    """The unplaced rows of these ids that are there, decided or not."""
    rows = connection.execute(select(Unplaced.__table__).where(Unplaced.id.in_(numbers))).all()
    return {it.row.id: it for it in _waiting(connection, rows)}


def _waiting(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Waiting]:
    removed: dict[int, Images] = {}
    for row in rows:
        if row.operation_id not in removed:
            removed[row.operation_id] = _removed(connection, row.operation_id)
        images = removed[row.operation_id]
        _table, image = images.get(row.row_guid.hex, (None, None))
        if image is not None and not is_erased(image):  # a shared copy may have no history
            yield Waiting(row, image, images)


def _removed(connection: Connection, operation_id: int) -> Images:
    """The rows on words that an operation removed, and what hung on them."""
    statement = select(Change.table, Change.before).where(
        Change.operation_id == operation_id,
        Change.after.is_(None),
        Change.before.is_not(None),
        Change.table.in_((*_TABLES, *_HANGING)),
    )
    found = {}
    for row in connection.execute(statement):
        table, kept = Base.metadata.tables[row.table], unpack(row.before)
        for image in [kept] if isinstance(kept, dict) else kept:
            found[image["guid"]] = table, completed(table, image)
    return found


def bring_back(journal: Journal, waiting: Waiting, span: Span) -> bool:
    """Put a row on ``span``, with its memos and links. Whether it came back as itself.

    Where another row says the same of these words already, what hung on it passes to that one. Raises Gone when
    something it refers to has been removed.
    """
    image = waiting.image | {"start": span.start, "end": span.end}
    twin = _twin(journal, waiting.table, image)
    if twin is None:
        journal.restore(waiting.table, [image])
    for table, hanging in waiting.hanging:
        heir = {name: twin if twin and value == image["guid"] else value for name, value in hanging.items()}
        there = journal.ids_of(table, [heir["guid"]])
        if not there and _has_ends(journal, table, heir):
            journal.restore(table, [heir])
    journal.update(Unplaced, waiting.row.id, decided=PLACED)
    return twin is None


def _hanging_on(waiting: Waiting) -> list[tuple[Table, Image]]:
    """What hung on the row, each after what it refers to."""
    guid = waiting.image["guid"]
    found = {guid}
    while more := {
        other for other, (table, it) in waiting.images.items() if other not in found and found & _referred(table, it)
    }:
        found |= more
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    return sorted((waiting.images[other] for other in found - {guid}), key=lambda pair: order[pair[0].name])


def _referred(table: Table, image: Image) -> set[str]:
    if table.name == "link":
        return {image["from_guid"], image["to_guid"]}
    return {image[column.name] for column in reference_columns(table)}


def _has_ends(journal: Journal, table: Table, image: Image) -> bool:
    """Whether what a link or evidence joins is there still; a claim may have been removed since."""
    ends: list[tuple[str, str | None]] = []
    if table.name == "link":
        ends = [(image["from_table"], image["from_guid"]), (image["to_table"], image["to_guid"])]
    elif table.name == "evidence":
        ends = [("claim", image["claim_id"]), ("code_link", image["code_link_id"])]
    return all(guid is None or journal.ids_of(Base.metadata.tables[name], [guid]) for name, guid in ends)


def _twin(journal: Journal, table: Table, image: Image) -> str | None:
    """The guid of another row that says the same of the same words."""
    same = unique_columns(table)
    if not same:
        return None
    (values,) = journal.images.values(table, [image])
    alike = and_(*(table.c[name] == values[name] for name in (*same, "start", "end")))
    guid = journal.connection.scalar(select(table.c.guid).where(alike))
    return None if guid is None else guid.hex


def ids_of_documents(connection: Connection, document_ids: Sequence[int]) -> list[int]:
    """The unplaced rows, decided or not, of documents."""
    guids = {guid.hex for guid in connection.scalars(select(Document.guid).where(Document.id.in_(document_ids)))}
    return [it.row.id for it in of_document(connection, decided=True) if it.image["document_id"] in guids]
