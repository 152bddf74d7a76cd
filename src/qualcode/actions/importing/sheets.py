"""What a table says of many documents at once: what they are, whose they are, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row

from qualcode.actions import coders
from qualcode.actions.importing.table_rows import at, begin
from qualcode.actions.material import cases, documents
from qualcode.actions.registry import action
from qualcode.errors import WrongUse
from qualcode.formats.bundle import Report
from qualcode.formats.tables.reading import TextTable
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import Document
from qualcode.store.session import Work
from qualcode.text.names import name_key
from qualcode.text.values import parse_boolean

_OF_DOCUMENTS = ("document", *documents.FIELDS, "date", "case", "role")
_OF_ASSIGNMENTS = ("document", "coder", "of_record", "done")


@action("documents.describe")
def describe_documents(work: Work, table: TextTable) -> Report:
    """Note of each document in the column ``document`` what the others say: fields, and the case it is tied to in a role.

    A document may stand in several rows, one for each of its cases; an empty cell changes nothing. Raises NotFound or
    WrongUse, naming the line and changing nothing, for a document, case, role or value that cannot be; UnreadableInput
    without the column ``document``.
    """
    report = begin(table, _OF_DOCUMENTS, "document")
    work.describe("documents.describe", _("described the documents of {source}", source=table.name))
    document_of = _finder(queries.documents(work), partial(queries.document_named, work))
    case_of = _finder(queries.cases(work), partial(queries.case_named, work))
    fields: dict[int, dict[str, str]] = {}
    ties = []
    for line, row in table.records():
        cell = {column: row.get(column, "").strip() for column in _OF_DOCUMENTS}
        with at(table, line):
            document = document_of(cell["document"])
            known = {field: getattr(document, field) for field in documents.FIELDS}
            fields[document.id] = fields.get(document.id, known) | _fields(cell)
            if cell["case"]:
                ties.append((document.id, case_of(cell["case"]).id, cases.role_named(cell["role"] or "participant")))
    work.journal.update_each(Document, fields)
    cases.tie(work, ties)
    return report


def _fields(cell: dict[str, str]) -> dict[str, str]:
    said = {field: cell[field] for field in documents.FIELDS if cell[field]}
    if cell["date"]:  # as in the names of files; what the field itself says goes before it
        said.setdefault("occurred_on", cell["date"])
    if "kind" in said:
        said["kind"] = documents.kind_named(said["kind"])
    return documents.kept_fields(said)


def _finder(rows: Sequence[Row[Any]], named: Callable[[str], Row[Any]]) -> Callable[[str], Row[Any]]:
    """A function from names to rows: looked up among ``rows``, and by ``named`` where it is not there, which says so."""
    by_key = {row.name_key: row for row in rows}
    return lambda name: by_key.get(name_key(name)) or named(name)


@action("coders.assign_many")
def assign(work: Work, table: TextTable) -> Report:
    """Give each document in the column ``document`` to the coder beside it; ``of_record`` and ``done`` are yes, no or empty.

    An empty mark stays as it is. Raises as ``describe_documents`` does.
    """
    report = begin(table, _OF_ASSIGNMENTS, "document", "coder")
    work.describe("coders.assign_many", _("assigned the documents of {source}", source=table.name))
    document_of = _finder(queries.documents(work), partial(queries.document_named, work))
    coder_of = _finder(queries.coders(work), partial(queries.coder_named, work))
    wanted = []
    for line, row in table.records():
        with at(table, line):
            of_record, done = (_mark(column, row.get(column, "").strip()) for column in ("of_record", "done"))
            document, coder = document_of(row["document"]), coder_of(row["coder"])
            wanted.append(coders.Assigned(document.id, coder.id, done, of_record))
    coders.assign_all(work, wanted)
    return report


def _mark(column: str, text: str) -> bool | None:
    try:
        return parse_boolean(text) if text else None
    except ValueError:
        raise WrongUse(_("{column} is yes or no, not {text!r}.", column=column, text=text)) from None
