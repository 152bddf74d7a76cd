"""Undo and texts that are revised: what comes back comes back on its words, and what was done since stays on its own.

Spans are kept as they were when something was done. Where the text has become another one since, or becomes another one
by the undo, they are followed to their words; where that is not sure, the undo is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from qualcode.store import anchors
from qualcode.store.anchors import ANCHORED
from qualcode.store.images import Image, unpack
from qualcode.store.journal import Journal, Model, table_of
from qualcode.store.later import Later
from qualcode.store.models import Change, Document, Section, Turn
from qualcode.text.revision.revising import compare, place
from qualcode.text.span import Span

_PARTS: tuple[Model, ...] = (Turn, Section)
_ON_WORDS = {table_of(model).name for model in (*ANCHORED, *_PARTS)}

Pair = tuple[Image | None, Image | None]  # a row before and after a change


class PresentTexts:
    """Follows spans while one operation is taken back."""

    def __init__(self, journal: Journal, later: Later) -> None:
        self._journal, self._later = journal, later
        self._restored: set[str] = set()
        self._revised = self._texts_changed()

    def _texts_changed(self) -> dict[str, tuple[str, str]]:
        """The documents whose text the operation changed: the text it left, and the one before."""
        own = self._changes().where(Change.operation_id == self._later.operation_id, Change.after.is_not(None))
        pairs = [(unpack(row.before), unpack(row.after)) for row in self._journal.connection.execute(own)]
        texts = {old["guid"]: (new.get("text", ""), old.get("text", "")) for old, new in pairs}
        return {guid: (left, before) for guid, (left, before) in texts.items() if left != before}

    def _changes(self) -> Select[*tuple[Any, ...]]:
        documents = (Change.table == Document.__tablename__) & Change.guid.is_not(None)
        return select(Change.before, Change.after).where(documents, Change.before.is_not(None))

    def followed(self, table: Table, pairs: Sequence[Pair]) -> list[Pair]:
        """The changes of some rows as they are to be taken back: a row that returns to words returns to where they are now.

        Raises Refused where that is not sure.
        """
        if table.name not in _ON_WORDS:
            return list(pairs)
        if self._revised:
            self._restored |= {image["guid"] for pair in pairs for image in pair if image}
        returning = [old for old, new in pairs if old and old["start"] is not None and _ends(old) != _ends(new)]
        places = self._places_of(table, returning)
        return [(old and old | places.get(old["guid"], {}), new) for old, new in pairs]

    def _places_of(self, table: Table, images: Sequence[Image]) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for document in {image["document_id"] for image in images} - self._revised.keys():
            then, now = self._text_then(document), self._present(document)
            if then is not None and now is not None and then != now:
                here = [image for image in images if image["document_id"] == document]
                spans = _places(then, now, [Span(image["start"], image["end"]) for image in here])
                if None in spans or table_of(Turn) is table or table_of(Section) is table:
                    self._later.refuse(self._later.touching(table_of(Document), document))
                found |= {image["guid"]: _columns(span) for image, span in zip(here, spans) if span}
        return found

    def _text_then(self, document: str) -> str | None:
        """A document's text as the operation left it; None where it has not been touched since."""
        since = self._changes().where(Change.operation_id > self._later.operation_id, Change.guid == UUID(document))
        first = self._journal.connection.execute(since.order_by(Change.operation_id, Change.ordinal).limit(1)).first()
        return None if first is None or first.before is None else unpack(first.before).get("text")

    def _present(self, document: str) -> str | None:
        return self._journal.connection.scalar(select(Document.text).where(Document.guid == UUID(document)))

    def settle(self) -> None:
        """Keep what others have put on words since on these, where taking the operation back has changed a text.

        Raises Refused where that is not sure.
        """
        for document, (left, before) in self._revised.items():
            (document_id,) = self._journal.ids_of(table_of(Document), [document])
            self._settle_anchors(document_id, left, before)
            for model in _PARTS:
                self._require_in_place(table_of(model), document_id, left, before)

    def _settle_anchors(self, document_id: int, left: str, before: str) -> None:
        present = anchors.find(self._journal.connection, document_id)
        since = set().union(*(self._since(table_of(model), document_id) for model in ANCHORED))
        others = [anchor for anchor in present if anchor.guid.hex in since]
        places = {anchor: anchor.span for anchor in present}
        for anchor, span in zip(others, _places(left, before, [anchor.span for anchor in others])):
            if span is None:
                self._later.refuse(self._later.touching(table_of(anchor.model), anchor.guid.hex))
            places[anchor] = span
        for anchor in anchors.twins(places):
            self._later.refuse(self._later.touching(table_of(anchor.model), anchor.guid.hex))
        anchors.move(self._journal, places)

    def _require_in_place(self, table: Table, document_id: int, left: str, before: str) -> None:
        """Turns and sections that came since must be where they are in the text before as well."""
        since = [UUID(guid) for guid in self._since(table, document_id)]
        rows = self._journal.connection.execute(select(table).where(table.c.guid.in_(since))).all()
        spans = [Span(row.start, row.end) for row in rows]
        for row, span, there in zip(rows, spans, _places(left, before, spans)):
            if span != there:
                self._later.refuse(self._later.touching(table, row.guid.hex))

    def _since(self, table: Table, document_id: int) -> set[str]:
        """The rows that came to where they are in a document after the operation, and are not put back by it."""
        rows = (
            self._journal.connection.execute(select(table).where(table.c.document_id == document_id)).mappings().all()
        )
        left = self._later.states_left(table)
        found = set()
        for row in rows:
            guid = row["guid"].hex
            new = row.get("created_in", 0) > self._later.operation_id
            if new or (guid in left and _ends(left[guid]) != (row["start"], row["end"])):
                found.add(guid)
        return found - self._restored


def _places(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
    """Where spans of ``old`` are in ``new``, letter by letter; None where that is not sure."""
    if not spans:
        return []
    placements = place(old, new, compare(old, new), spans)
    return [None if it.certainty == "edited" else it.span for it in placements]


def _ends(image: Image | None) -> tuple[object, ...]:
    return () if image is None else (image["start"], image["end"])


def _columns(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
