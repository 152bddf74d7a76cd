"""Which document answers, cites, revises or translates which, as the files themselves say: a reply names its message.

What a file refers to may come in later, or never. Until then it is kept in an attribute, as "answers" and its identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from qualcode.actions.importing.understanding import DOCUMENT_NUMBER, MESSAGE_ID, ReadDocument
from qualcode.actions.material import attributes
from qualcode.store import queries
from qualcode.store.models import Attribute, AttributeValue, Document, DocumentLink
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.names import name_key
from qualcode.text.normalize import normalize

REFERS_TO = "refers to"
"""The attribute of documents that holds what they refer to and the project has not."""

_ENDS = (DocumentLink.from_document_id, DocumentLink.to_document_id, DocumentLink.kind)
_Link = tuple[int, int, str]


def add_links(work: Work, arrived: Mapping[int, ReadDocument]) -> None:
    """Link documents that came in, by their ids, to what they refer to, and what waited for one of them to it.

    What a file says itself needs no confirming.
    """
    wanted = [(row_id, link.kind, link.to) for row_id, document in arrived.items() for link in document.links]
    waiting = [it for it in _waiting(work) if it[0] not in arrived]
    if not (wanted or waiting):
        return
    ids = _ids_by_reference(work)
    found = [(row_id, ids[name_key(to)], kind) for row_id, kind, to in wanted if name_key(to) in ids]
    here = {(row_id, ids[name_key(to)], kind) for row_id, kind, to in waiting if name_key(to) in ids}
    _insert(work, found + [link for link in sorted(here) if link[1] in arrived])
    _let_wait(work, [it for it in wanted if name_key(it[2]) not in ids])


def _insert(work: Work, links: Sequence[_Link]) -> None:
    known = {tuple(row) for row in work.connection.execute(select(*_ENDS))}
    new = [link for link in dict.fromkeys(links) if link not in known and link[0] != link[1]]
    columns = [column.key for column in _ENDS]
    rows = [dict(zip(columns, link, strict=True)) | {"confirmed": True} for link in new]
    work.journal.insert_many(DocumentLink, rows)


def _ids_by_reference(view: View) -> dict[str, int]:
    """The documents by their folded names, and before these by what others call them."""
    ids = {row.name_key: row.id for row in view.connection.execute(select(Document.id, Document.name_key))}
    return ids | {name_key(to): row_id for row_id, to in _values(view, MESSAGE_ID, DOCUMENT_NUMBER)}


def _waiting(view: View) -> Iterator[tuple[int, str, str]]:
    """What documents refer to without being linked to it when they came in: the document, the kind, and to what."""
    for row_id, value in _values(view, REFERS_TO):
        kind, _space, to = value.partition(" ")
        yield row_id, kind, to


def _let_wait(work: Work, wanted: Sequence[tuple[int, str, str]]) -> None:
    if not wanted:
        return
    if not attributes.is_defined(work, REFERS_TO, "document"):
        attributes.define(work, REFERS_TO, "text", applies_to="document", many=True)
    attribute = queries.attribute_named(work, REFERS_TO, "document")
    said: dict[int, list[str]] = {}
    for row_id, kind, to in wanted:
        said.setdefault(row_id, []).append(f"{kind} {normalize(to).text}")
    shared = {"attribute_id": attribute.id}
    rows = [
        {**shared, "document_id": row_id, "ordinal": ordinal, "value": value}
        for row_id, values in said.items()
        for ordinal, value in enumerate(dict.fromkeys(values))
    ]
    work.journal.insert_many(AttributeValue, rows)


def _values(view: View, *names: str) -> Iterator[tuple[int, str]]:
    """The values of attributes of documents, each with its document's id."""
    statement = select(AttributeValue.document_id, AttributeValue.value).join(Attribute)
    keys = [name_key(name) for name in names]
    statement = statement.where(Attribute.applies_to == "document", Attribute.name_key.in_(keys))
    for row in view.connection.execute(statement.order_by(AttributeValue.id)):
        yield row.document_id, str(row.value)
