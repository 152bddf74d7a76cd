"""Passages as a person gives them: spans of documents, those of codings, or all that a query finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from qualcode.actions.coding import coding_rows
from qualcode.actions.material import documents
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.span import Span

Place = tuple[str, Span]
"""The name of a document and a span in it."""


def found(view: View, query: str, layer: str = "record") -> list[Place]:
    """The places of the passages that a query finds. Raises WrongUse and NotFound as ``retrieve``, WrongUse where it finds none."""
    from qualcode.actions.querying import retrieval

    rows = retrieval.retrieve(view, query, layer=layer).rows
    if not rows:
        raise WrongUse(_("The query finds no passage."), _("qualcode retrieve shows what it finds."))
    return [(str(row[0]), Span(int(str(row[1])), int(str(row[2])))) for row in rows]


def of_codings(view: View, guids: Iterable[str]) -> list[Place]:
    """The places of codings. Raises NotFound for one that is gone."""
    names = {row.id: row.name for row in queries.documents(view)}
    return [(names[row.document_id], Span(row.start, row.end)) for row in coding_rows(view, guids)]


def documented(view: View, places: Iterable[Place]) -> list[tuple[Row[Any], Span]]:
    """Places with the rows of their documents, each once. Raises NotFound for an unknown document."""
    chosen = list(places)
    rows = {name: queries.document_named(view, name) for name in dict.fromkeys(name for name, _span in chosen)}
    once = {(rows[name].id, span): (rows[name], span) for name, span in chosen}
    return list(once.values())


def words(view: View, places: Iterable[Place]) -> Table:
    """The words at some places, under the columns document, start, end and text."""
    rows = []
    for name, span in places:
        document = documents.open_document(view, name)
        rows.append((name, span.start, span.end, span.of(document.text)))
    return Table(("document", "start", "end", "text"), rows)
