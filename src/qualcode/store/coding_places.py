"""Codings by what they say: whose code is on which words. What a list of numbers needs to find the rows again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row, select

from qualcode.store import queries, rounds
from qualcode.store.models import Coding
from qualcode.store.view import View

Key = tuple[int, int, int, int, int]
"""Document, start, end, code and coder of a coding, as the store's ids: no two in force have the same."""

_COLUMNS = (Coding.document_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id)


def identities(view: View, keys: Iterable[Key]) -> dict[Key, Row[Any]]:
    """Guid and time of making of the codings of these keys, as far as they are there and may be seen by who looks."""
    return dict(_identities(view, set(keys)))


def _identities(view: View, wanted: set[Key]) -> Iterator[tuple[Key, Row[Any]]]:
    statement = select(*_COLUMNS, Coding.guid, Coding.created_at).where(*rounds.shown(view, Coding))
    documents = sorted({key[0] for key in wanted})
    for row in queries.rows_with(view, statement, Coding.document_id, documents):
        key: Key = (row.document_id, row.start, row.end, row.code_id, row.coder_id)
        if key in wanted:
            yield key, row
