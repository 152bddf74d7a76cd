"""Who codes, what each is to read, and what each has finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import Assignment, Coder, Coding
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key


def listing(view: View) -> Table:
    """The coders with their role, kind, whether retired, and how many codings and documents each has."""
    codings = queries.counts(view, Coding, Coding.coder_id)
    documents = queries.coding_counts(view, Coding.coder_id, Coding.document_id)
    rows = [
        (row.name, row.role, row.kind, row.retired, codings.get(row.id, 0), documents.get(row.id, 0))
        for row in queries.coders(view)
    ]
    return Table(("coder", "role", "kind", "retired", "codings", "documents"), rows)


def names(view: View) -> list[str]:
    """The names of all coders, in the order they joined."""
    return queries.names(view, Coder)


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
    """Let a coder write no more; her codings stay. Raises Refused for the coder at work, who could not take it back."""
    coder = queries.coder_named(work, name)
    if coder.id == work.coder_id:
        raise Refused(
            _("You cannot retire yourself: you could not undo it."), _("Let another coder do it, in her own name.")
        )
    work.journal.update(Coder, coder.id, retired=True)
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
    document_id = queries.document_named(work, document).id
    assign_all(work, [Assigned(document_id, queries.coder_named(work, coder).id, done, of_record)])
    label = _("assigned {document} to {coder}")
    if done is not None and of_record is None:
        label = _("marked {document} as done by {coder}") if done else _("marked {document} as not done by {coder}")
    work.describe("coders.assign", label.format(document=document, coder=coder))


@dataclass(frozen=True, slots=True)
class Assigned:
    """A document for a coder to read, by their ids; a mark that is None stays as it is."""

    document_id: int
    coder_id: int
    done: bool | None
    of_record: bool | None


def assign_all(work: Work, wanted: Sequence[Assigned]) -> None:
    """Give documents to coders as ``assign`` does; what is said later counts."""
    touched = {one.document_id for one in wanted}
    known = {(it.document_id, it.coder_id): it for it in queries.assignments(work) if it.document_id in touched}
    marks: dict[int, dict[int, dict[str, Any]]] = {document_id: {} for document_id in touched}
    for (document_id, coder_id), row in known.items():
        marks[document_id][coder_id] = {"done_at": row.done_at, "of_record": row.of_record}
    for one in wanted:
        _mark(marks[one.document_id], one)
    each = {(document_id, coder_id): mark for document_id, of in marks.items() for coder_id, mark in of.items()}
    work.journal.update_each(Assignment, {known[key].id: mark for key, mark in each.items() if key in known})
    shared = {"round": 0, "assigned_at": now()}
    new = [(key, mark) for key, mark in each.items() if key not in known]
    work.journal.insert_many(Assignment, [{"document_id": d, "coder_id": c, **shared, **mark} for (d, c), mark in new])


def _mark(marks: dict[int, dict[str, Any]], wanted: Assigned) -> None:
    """Note what is wanted among the marks of a document's coders."""
    mark = marks.setdefault(wanted.coder_id, {"done_at": None, "of_record": False})
    if wanted.done is not None and wanted.done != (mark["done_at"] is not None):
        mark["done_at"] = now() if wanted.done else None
    if wanted.of_record:
        for other in marks.values():
            other["of_record"] = False
    if wanted.of_record is not None:
        mark["of_record"] = wanted.of_record


def done_with(view: View, document: str) -> set[str]:
    """The coders who have marked a document done."""
    coders = {row.id: row.name for row in queries.coders(view)}
    rows = queries.assignments(view, queries.document_named(view, document).id)
    return {coders[row.coder_id] for row in rows if row.done_at is not None}


def progress(view: View) -> dict[str, set[str]]:
    """For each document the coders who have marked it done."""
    done: dict[str, set[str]] = {}
    for document, coder, _of_record, is_done in assignments(view).rows:
        if is_done:
            done.setdefault(str(document), set()).add(str(coder))
    return done
