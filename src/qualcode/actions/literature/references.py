"""The bibliographic records of publications: listed, shown, exported, and tied to their full texts."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from sqlalchemy import Row, or_, select

from qualcode.actions.layers import codings
from qualcode.actions.literature import screening
from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.formats.bibliography import dates, names, writing
from qualcode.formats.bundle import Report
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import Document, Link, Reference
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest

COLUMNS = ("key", "document", "type", "author", "year", "title", "journal", "doi", "abstract", "screening", "full_text")
FULL_TEXT = "full text"
_COLUMNS = (Reference.__table__, Document.guid.label("document_guid"), Document.name.label("document"))


def all_references(view: View) -> Sequence[Row[Any]]:
    """All records, each with the name and the guid of its document, by their keys."""
    statement = select(*_COLUMNS).join(Document, Reference.document_id == Document.id)
    return queries.rows(view, statement.order_by(Reference.citekey_key))


def named(view: View, key: str) -> Row[Any]:
    """The record of a key, or of a document of this name. Raises NotFound with the nearest keys."""
    found = all_references(view)
    wanted = name_key(key)
    for column in ("citekey", "document"):
        for row in found:
            if name_key(getattr(row, column)) == wanted:
                return row
    keys = [row.citekey for row in found]
    raise queries.not_found(_("There is no reference {key!r}.", key=key), nearest(key, keys), keys)


def listing(view: View, match: str | None = None, where: str | None = None) -> Table:
    """A row for each publication under COLUMNS; ``match`` is a pattern for keys, ``where`` a query on documents or codings."""
    outcomes = screening.outcomes(view)
    texts = full_texts(view)
    rows = []
    for row in _chosen(view, where):
        if match is not None and not fnmatch(row.citekey_key, name_key(match)):
            continue
        fields = row.fields
        authors = "; ".join(names.shown(name) for name in names.creators(fields))
        year = dates.iso(fields)[:4]
        rows.append(
            (
                *(row.citekey, row.document, _words(fields, "type"), authors or None, int(year) if year else None),
                *(_words(fields, "title"), _words(fields, "container-title"), _words(fields, "DOI")),
                *(bool(fields.get("abstract")), outcomes.get(row.document_id), texts.get(row.document_guid)),
            )
        )
    return Table(COLUMNS, rows)


def _words(fields: dict[str, Any], variable: str) -> str | None:
    return str(fields.get(variable) or "") or None


def _chosen(view: View, where: str | None) -> list[Row[Any]]:
    """The records of the documents that a query is true of, or finds codings in; all without one."""
    found = list(all_references(view))
    if where is None:
        return found
    chosen = documents_meant(view, where)
    return [row for row in found if row.document_id in chosen]


def documents_meant(view: View, where: str) -> set[int]:
    """The ids of the documents that a query chooses, or where it is about codings, finds some in."""
    from qualcode.actions.querying.retrieval import codings_where
    from qualcode.actions.querying.whole_documents import documents_where

    everything = codings(view, "all")
    try:
        chosen, _note = documents_where(view, everything, where)
        return {row.id for row, is_meant in zip(everything.documents, chosen.tolist(), strict=True) if is_meant}
    except WrongUse:
        found = codings_where(view, "record", where)  # says itself what is wrong with a query
    return {found.documents[at].id for at in set(found.table.document.tolist())}


def full_texts(view: View) -> dict[Any, str]:
    """The names of the full texts of publications, by the guids of the publications' documents."""
    found = select(Link.to_guid, Document.name).join(Document, Document.guid == Link.from_guid)
    return {guid: name for guid, name in view.connection.execute(found.where(Link.kind == FULL_TEXT))}  # noqa: C416


def shown(view: View, key: str, *, as_it_stood: bool = False) -> str:
    """All that is recorded of a publication, a line for each field, or the entry as it stood in its file."""
    row = named(view, key)
    if as_it_stood:
        return str(row.entry)
    lines = [f"key: {row.citekey}", f"document: {row.document}"]
    for variable, value in row.fields.items():
        lines += [f"{variable}: {text}" for text in _lines(row.fields, variable, value)]
    full = full_texts(view).get(row.document_guid)
    return "\n".join([*lines, *([f"full text: {full}"] if full else [])])


def _lines(fields: dict[str, Any], variable: str, value: Any) -> list[str]:
    if variable in ("issued", "accessed"):
        return [dates.written(fields, variable, "-")]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ["; ".join(names.shown(name) for name in names.creators(fields, variable))]
    if variable == "custom" and isinstance(value, dict):
        return [
            f"{name}: {it}"
            for name, several in value.items()
            for it in (several if isinstance(several, list) else [several])
        ]
    return [str(value)]


def export(view: View, path: Path, where: str | None = None, keys: Sequence[str] = ()) -> Report:
    """Write publications to a .bib, .ris or .json file: all, those a query chooses, or those of these keys.

    What the format cannot hold is in the report; a .json file holds everything. Raises WrongUse for another ending or what
    is no query, NotFound for an unknown key, Unreachable where the file cannot be written.
    """
    write = writing.writer_for(path)
    rows = [named(view, key) for key in keys] if keys else _chosen(view, where)
    left_out = write([(row.citekey, row.fields) for row in rows], path)
    report = Report(str(path), path.suffix.lower().lstrip("."))
    report.add("written", plural("{n} entry", "{n} entries", len(rows)))
    if left_out:
        report.add(
            "not carried",
            _("fields this format has no place for: {names}; a .json file holds all", names=listed(left_out)),
        )
    return report


@action("references.attach")
def attach(work: Work, key: str, document: str) -> None:
    """Tie a publication to the document that holds its full text, in place of another. Raises NotFound, and Refused for itself."""
    row, text = named(work, key), queries.document_named(work, document)
    if row.document_guid == text.guid:
        raise Refused(
            _("{key!r} is this very document.", key=row.citekey), _("Name the document that holds the full text.")
        )
    ties = or_(Link.to_guid == row.document_guid, Link.from_guid == text.guid)
    there = list(
        work.connection.execute(select(Link.id, Link.to_guid, Link.from_guid).where(Link.kind == FULL_TEXT, ties))
    )
    if not any((it.to_guid, it.from_guid) == (row.document_guid, text.guid) for it in there):
        work.journal.delete(Link, [it.id for it in there])
        work.journal.insert(
            Link,
            from_table="document",
            from_guid=text.guid,
            to_table="document",
            to_guid=row.document_guid,
            kind=FULL_TEXT,
        )
    work.describe(
        "references.attach", _("tied {document} to {key} as its full text", document=text.name, key=row.citekey)
    )
