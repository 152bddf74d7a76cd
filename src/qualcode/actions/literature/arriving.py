"""What publications bring with them when they come in: their bibliographic records, and attributes that hold several values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from qualcode.actions.material import attributes
from qualcode.store import queries
from qualcode.store.models import ImportReport, Reference
from qualcode.store.session import Work
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.actions.importing.rows import Arrival
    from qualcode.actions.importing.understanding import ReadDocument

_MANY = ("author", "keyword")


def define_attributes(work: Work, documents: Sequence[ReadDocument]) -> None:
    """Let the attributes that publications may have several of hold several from the first one on."""
    named = {
        name for document in documents if document.work is not None for name, _kind, _several in document.attributes
    }
    known = {row.name_key for row in queries.attributes(work, "document")}
    for name in _MANY:
        if name in named and name_key(name) not in known:
            attributes.define(work, name, "text", applies_to="document", many=True)


def add_references(work: Work, arrived: Sequence[Arrival]) -> None:
    """Keep the bibliographic record of each publication with its document; its key is the document's name."""
    rows = [
        {
            "document_id": it.id,
            "citekey": it.document.name,
            "citekey_key": name_key(it.document.name),
            "fields": it.draft.publication.fields,
            "entry": it.draft.publication.entry,
        }
        for it in arrived
        if it.draft.publication is not None
    ]
    work.journal.insert_many(Reference, rows)


def renew(work: Work, version: ReadDocument) -> None:
    """Take over the bibliographic record of a publication's new version."""
    publication = version.draft.publication
    if publication is None:
        return
    document = queries.document_named(work, version.name)
    reference = work.connection.scalar(select(Reference.id).where(Reference.document_id == document.id))
    if reference is not None:
        work.journal.update(Reference, reference, fields=publication.fields, entry=publication.entry)


def has_new_duplicates(work: Work, documents: Sequence[ReadDocument]) -> bool:
    """Whether a file held duplicates that no import has told of so far: a review counts what was found."""
    found = {(document.source, document.called) for document in documents if document.outcome == "duplicate"}
    if not found:
        return False
    told = set()
    for content in work.connection.scalars(select(ImportReport.content)):
        for of_file in content:
            told |= {
                (of_file["source"].rpartition("/")[2], it.get("called", "")) for it in of_file.get("documents", ())
            }
    return bool(found - told)
