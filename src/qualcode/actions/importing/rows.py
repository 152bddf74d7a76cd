"""Read documents as rows: the documents with the files they came from, their speakers, turns and sections."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.actions.importing.understanding import ReadDocument
from qualcode.formats.bundle import DocumentDraft
from qualcode.store.models import Document, DocumentOriginal, Section, Speaker, Turn
from qualcode.store.session import Work
from qualcode.text.names import name_key
from qualcode.text.turns.turn import TurnReading

_PACKED = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")  # packing these again saves next to nothing


@dataclass(frozen=True)
class Arrival:
    """A document on its way in, with the id of its row; all it holds is at hand."""

    id: int
    document: ReadDocument
    draft: DocumentDraft
    speech: TurnReading


def insert_documents(work: Work, documents: Sequence[ReadDocument], *, keep_original: bool) -> list[Arrival]:
    """Bring documents in under the names they were given. Returns them with their ids."""
    drafts = [document.draft for document in documents]
    ids = work.journal.insert_many(Document, [_document_row(*pair) for pair in zip(documents, drafts, strict=True)])
    arrived = [
        Arrival(row_id, document, draft, document.speech)
        for row_id, document, draft in zip(ids, documents, drafts, strict=True)
    ]
    if keep_original:
        work.journal.insert_many(DocumentOriginal, [_original_row(it) for it in arrived if it.draft.original])
    speakers: dict[tuple[int, str], int] = {}
    rows = [row for it in arrived for row in _speaker_rows(it)]
    for row_id, row in zip(work.journal.insert_many(Speaker, rows), rows, strict=True):
        speakers[row["document_id"], row["name"]] = row_id
    work.journal.insert_many(Turn, [row for it in arrived for row in _turn_rows(it, speakers)])
    work.journal.insert_many(Section, [row for it in arrived for row in _section_rows(it)])
    return arrived


def _document_row(document: ReadDocument, draft: DocumentDraft) -> dict[str, Any]:
    return {
        "name": document.name,
        "name_key": name_key(document.name),
        "kind": draft.kind,
        "language": draft.language,
        "text_hash": document.text_hash,
        "length": document.length,
        "words": document.words,
        "occurred_on": draft.occurred_on or "",
        "place": draft.place or "",
        "source_name": document.source,
        "source_type": draft.source_type,
        "text": draft.text,
    }


def _original_row(it: Arrival) -> dict[str, Any]:
    content = it.draft.original or b""
    return {
        "document_id": it.id,
        "media_type": it.draft.media_type,
        "sha256": it.document.sha256,
        "bytes": zlib.compress(content, 1 if content.startswith(_PACKED) else 6),
    }


def _speaker_rows(it: Arrival) -> list[dict[str, Any]]:
    return [
        {
            "document_id": it.id,
            "name": speaker.name,
            "name_key": name_key(speaker.name),
            "aliases": list(speaker.aliases),
            "role": speaker.role,
        }
        for speaker in it.speech.speakers
    ]


def _turn_rows(it: Arrival, speakers: dict[tuple[int, str], int]) -> list[dict[str, Any]]:
    return [
        {
            "document_id": it.id,
            "ordinal": ordinal,
            "start": turn.start,
            "end": turn.end,
            "label_start": turn.label_start,
            "label_end": turn.label_end,
            "speaker_id": None if turn.speaker is None else speakers[it.id, turn.speaker],
            "started_ms": turn.started_ms,
            "ended_ms": turn.ended_ms,
        }
        for ordinal, turn in enumerate(it.speech.turns)
    ]


def _section_rows(it: Arrival) -> list[dict[str, Any]]:
    return [
        {
            "document_id": it.id,
            "ordinal": ordinal,
            "level": s.level,
            "label": s.label,
            "start": s.start,
            "end": s.end,
            "kind": s.kind,
            "anchor": s.anchor,
        }
        for ordinal, s in enumerate(it.draft.sections)
    ]
