"""Whether a project is whole: the database itself, and the rules that no constraint can hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import or_, select

from qualcode.messages import _
from qualcode.store import code_links, queries
from qualcode.store.models import (
    Assignment,
    Base,
    Change,
    Code,
    CodeLink,
    Coding,
    Document,
    LinkKind,
    Operation,
    ProjectRow,
    Section,
    Segment,
    Turn,
)
from qualcode.store.search import checking
from qualcode.store.view import View


def findings(view: View) -> Iterator[str]:
    """What is wrong, one sentence each; nothing when all is well."""
    yield from _database(view)
    yield from _texts(view)
    yield from _anchors(view)
    yield from _tree(view)
    yield from _concepts(view)
    yield from _journal(view)
    yield from checking.findings(view)


def stray_files(path: Path) -> list[str]:
    """Files beside a closed project that hold changes of their own and must travel with it, in words."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return [
            _(
                "{log} belongs to the project and holds its latest changes: never copy the one without the other.",
                log=log,
            )
        ]
    return []


def _database(view: View) -> Iterator[str]:
    if view.connection.dialect.name != "sqlite":
        return
    for (answer,) in view.connection.exec_driver_sql("PRAGMA integrity_check"):
        if answer != "ok":
            yield _("the database is damaged: {answer}", answer=answer)
    for table, row_id, target, _number in view.connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _("row {row} of {table} refers to a row of {target} that is gone", row=row_id, table=table, target=target)


def _texts(view: View) -> Iterator[str]:
    statement = select(Document.name, Document.length, Document.text_hash, Document.text)
    for row in view.connection.execution_options(yield_per=20).execute(statement):
        if len(row.text) != row.length or hashlib.sha256(row.text.encode()).hexdigest() != row.text_hash:
            yield _("the text of {document!r} is not the text that was imported", document=row.name)
        if any(mark in row.text for mark in "\r\0"):
            yield _("the text of {document!r} holds characters no stored text may hold", document=row.name)


def _anchors(view: View) -> Iterator[str]:
    for model in (Coding, Turn, Segment, Section):
        statement = (
            select(Document.name, model.start, model.end)
            .join(Document, model.document_id == Document.id)
            .where(or_(model.start < 0, model.start >= model.end, model.end > Document.length))
        )
        for name, start, end in view.connection.execute(statement):
            yield _(
                "a {kind} of {document!r} lies at {start}–{end}, beyond the text",
                kind=model.__tablename__,
                document=name,
                start=start,
                end=end,
            )


def _tree(view: View) -> Iterator[str]:
    roots = view.connection.scalars(select(Code.id).where(Code.parent_id.is_(None))).all()
    if len(roots) != 1:
        yield _("the codebook has {n} roots instead of one", n=len(roots))
        return
    reached = len(queries.code_tree(view).rows) + 1
    total = len(view.connection.scalars(select(Code.id)).all())
    if reached != total:
        yield _("{n} codes are cut off from the tree", n=total - reached)
    if len(view.connection.scalars(select(ProjectRow.id)).all()) != 1:
        yield _("the project's own row is missing or there are several")


def _concepts(view: View) -> Iterator[str]:
    for kind, codes in code_links.circles(view.connection):
        way = code_links.way_round(view.connection, codes)
        yield _("links of the kind {kind!r} lead in a circle: {way}", kind=kind, way=way)
    known = set(view.connection.scalars(select(LinkKind.name)))
    for kind in sorted(set(view.connection.scalars(select(CodeLink.kind).distinct())) - known):
        yield _("links are of the kind {kind!r}, which is not among the kinds", kind=kind)
    symmetric = select(LinkKind.name).where(LinkKind.symmetric)
    ends = select(CodeLink.from_code_id, CodeLink.to_code_id, CodeLink.kind).where(CodeLink.kind.in_(symmetric))
    pairs = [(row.kind, frozenset((row.from_code_id, row.to_code_id))) for row in view.connection.execute(ends)]
    if len(set(pairs)) != len(pairs):
        yield _("a link that holds both ways is there twice")


def _journal(view: View) -> Iterator[str]:
    known = set(Base.metadata.tables)
    for (table,) in view.connection.execute(select(Change.table).distinct()):
        if table not in known:
            yield _("the history speaks of a table {table!r} that does not exist", table=table)
    unnamed = view.connection.scalars(select(Operation.id).where(Operation.kind == "")).all()
    if unnamed:
        yield _("{n} operations of the history have no name", n=len(unnamed))
    several = select(Assignment.document_id).where(Assignment.of_record, Assignment.round == 0)
    documents = view.connection.scalars(several).all()
    if len(set(documents)) != len(documents):
        yield _("a document has several coders of record")
