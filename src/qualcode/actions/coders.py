"""Who codes, what each is to read, and what each has finished."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import Assignment, Coder, Coding, Document
from qualcode.store.session import View, Work
from qualcode.store.types import now
from qualcode.table import Table
from qualcode.text.names import name_key


def listing(view: View) -> Table:
    """The coders with their role, kind, whether retired, and how many codings and documents each has."""
    codings = queries.counts(view, Coding, Coding.coder_id)
    pairs = select(Coding.coder_id, Coding.document_id).distinct().subquery()
    documents = queries.counts(view, pairs, pairs.c.coder_id)
    rows = [
        (row.name, row.role, row.kind, row.retired, codings.get(row.id, 0), documents.get(row.id, 0))
        for row in queries.coders(view)
    ]
    return Table(("coder", "role", "kind", "retired", "codings", "documents"), rows)


@action("coders.add")
def add(work: Work, name: str, *, role: str = "coder", kind: str = "person") -> None:
    """Add a coder. Raises Refused when there is one of that name, WrongUse for an empty name."""
    _require_free_name(work, name)
    work.journal.insert(Coder, name=name.strip(), name_key=name_key(name), role=role, kind=kind)
    work.describe("coders.add", _("added the coder {name}", name=name))


@action("coders.rename")
def rename(work: Work, name: str, new_name: str) -> None:
    """Give a coder another name; her codings stay hers."""
    coder = queries.coder_named(work, name)
    if name_key(new_name) != coder.name_key:
        _require_free_name(work, new_name)
    work.journal.update(Coder, coder.id, name=new_name.strip(), name_key=name_key(new_name))
    work.describe("coders.rename", _("renamed the coder {name} to {new_name}", name=name, new_name=new_name))


@action("coders.retire")
def retire(work: Work, name: str) -> None:
    """Let a coder write no more; her codings stay."""
    work.journal.update(Coder, queries.coder_named(work, name).id, retired=True)
    work.describe("coders.retire", _("retired the coder {name}", name=name))


def _require_free_name(view: View, name: str) -> None:
    if not name.strip():
        raise WrongUse(_("A coder needs a name."))
    if any(row.name_key == name_key(name) for row in queries.coders(view)):
        raise Refused(_("There is a coder called {name!r} already.", name=name))


def assignments(view: View) -> Table:
    """Who is to read which document, whether it is done, and whose codings are of record."""
    names = {row.id: row.name for row in queries.documents(view)}
    coders = {row.id: row.name for row in queries.coders(view)}
    rows = [
        (names[row.document_id], coders[row.coder_id], row.of_record, row.done_at is not None)
        for row in queries.assignments(view)
    ]
    return Table(("document", "coder", "of_record", "done"), sorted(rows))


@action("coders.assign")
def assign(work: Work, document: str, coder: str, *, done: bool | None = None, of_record: bool | None = None) -> None:
    """Give a document to a coder, or change what is noted of it. ``None`` leaves a mark as it is.

    One coder of record at most: naming another takes the mark from the first.
    """
    document_row = queries.document_named(work, document)
    coder_row = queries.coder_named(work, coder)
    existing = _assignment(work, document_row.id, coder_row.id)
    if existing is None:
        assignment_id = work.journal.insert(
            Assignment, document_id=document_row.id, coder_id=coder_row.id, round=0, assigned_at=now(), of_record=False
        )
    else:
        assignment_id = existing.id
    if done is not None and done != (existing is not None and existing.done_at is not None):
        work.journal.update(Assignment, assignment_id, done_at=now() if done else None)
    if of_record is not None:
        _set_of_record(work, document_row.id, assignment_id, of_record)
    work.describe("coders.assign", _("assigned {document} to {coder}", document=document, coder=coder))


def _assignment(view: View, document_id: int, coder_id: int) -> Row[Any] | None:
    wanted = select(Assignment.__table__).filter_by(document_id=document_id, coder_id=coder_id, round=0)
    return view.connection.execute(wanted).first()


def _set_of_record(work: Work, document_id: int, assignment_id: int, of_record: bool) -> None:
    if of_record:
        others = select(Assignment.id).filter_by(document_id=document_id, round=0, of_record=True)
        work.journal.update_many(Assignment, list(work.connection.scalars(others)), of_record=False)
    work.journal.update(Assignment, assignment_id, of_record=of_record)


def progress(view: View) -> dict[str, set[str]]:
    """For each document the coders who have marked it done."""
    done: dict[str, set[str]] = {}
    statement = (
        select(Document.name, Coder.name)
        .join(Assignment, Assignment.document_id == Document.id)
        .join(Coder, Assignment.coder_id == Coder.id)
        .where(Assignment.round == 0, Assignment.done_at.is_not(None))
    )
    for document, coder in view.connection.execute(statement):
        done.setdefault(document, set()).add(coder)
    return done
