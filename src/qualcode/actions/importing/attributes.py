"""What documents bring along besides their text: attributes, and the cases they have to do with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row

from qualcode.actions.importing.rows import Arrival
from qualcode.actions.importing.understanding import ReadDocument
from qualcode.actions.material import attributes
from qualcode.actions.material.cases import ids_of_cases
from qualcode.errors import WrongUse
from qualcode.formats.bundle import AttributeDraft
from qualcode.messages import plural
from qualcode.store import queries
from qualcode.store.models import AttributeValue, DocumentCase
from qualcode.store.session import Work
from qualcode.table import Cell
from qualcode.text.names import name_key
from qualcode.text.normalize import normalize


def define_attributes(work: Work, documents: Iterable[ReadDocument]) -> None:
    """Define the attributes of documents that are new, of the kind that is said first; several values where any has them."""
    wanted: dict[str, tuple[str, str, bool]] = {}
    for name, kind, several in (it for document in documents for it in document.attributes):
        first = wanted.get(name_key(name), (name, kind, False))
        wanted[name_key(name)] = (*first[:2], first[2] or several)
    known = {row.name_key for row in queries.attributes(work, "document")}
    for key, (name, kind, several) in wanted.items():
        if key not in known:
            attributes.define(work, name, kind, applies_to="document", many=several)


def add_attributes(work: Work, arrived: Sequence[Arrival]) -> None:
    """Give documents the values they bring along. What is no value of its attribute is left out, and said."""
    known = {row.name_key: row for row in queries.attributes(work, "document")}
    rows = []
    for it in arrived:
        values: dict[int, list[Cell]] = {}
        for draft in it.draft.attributes:
            attribute = known[name_key(draft.name)]
            values.setdefault(attribute.id, []).extend(_values(it.document, attribute, draft))
        rows += [row for attribute_id, cells in values.items() for row in _value_rows(it.id, attribute_id, cells)]
    work.journal.insert_many(AttributeValue, rows)


def _value_rows(document_id: int, attribute_id: int, cells: Sequence[Cell]) -> list[dict[str, Any]]:
    shared = {"document_id": document_id, "attribute_id": attribute_id}
    return [{**shared, "ordinal": ordinal, "value": cell} for ordinal, cell in enumerate(dict.fromkeys(cells))]


def _values(document: ReadDocument, attribute: Row[Any], draft: AttributeDraft) -> Iterator[Cell]:
    texts = [normalize(text).text for text in draft.values]
    if len(texts) > 1 and not attribute.many:
        left_out = plural(
            "{n} more value of {name}, which has one only", "{n} more values of {name}, which has one only",
            len(texts) - 1, name=attribute.name,
        )  # fmt: skip
        document.tell("not carried", left_out)
        texts = texts[:1]
    for text in texts:
        try:
            yield from attributes.parse_values(attribute, text)
        except WrongUse as error:
            document.tell("not carried", error.message)


def add_cases(work: Work, arrived: Sequence[Arrival]) -> None:
    """Tie documents to the cases they have to do with, each in its role; a case that is not there is made."""
    said = [(it.id, normalize(case.name).text.strip(), case.role) for it in arrived for case in it.draft.cases]
    named = [(document_id, name, role) for document_id, name, role in said if name]
    ids = ids_of_cases(work, [name for _document_id, name, _role in named])
    ties = {(document_id, ids[name_key(name)], role) for document_id, name, role in named}
    columns = ("document_id", "case_id", "role")
    work.journal.insert_many(DocumentCase, [dict(zip(columns, tie, strict=True)) for tie in sorted(ties)])
