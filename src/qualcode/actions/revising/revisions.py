"""New texts for documents: codings, memos, turns and all else stay on their words.

A text is never changed in place. A revision is a new text and the map from the old one; it moves what surely has a place,
and keeps the rest for a person to decide (unplaced.py).
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.registry import action
from qualcode.actions.revising import revision_report
from qualcode.actions.revising.revision_report import Revised
from qualcode.actions.revising.sections import carry_sections
from qualcode.actions.revising.spans import carry_spans
from qualcode.actions.revising.text_change import TextChange
from qualcode.actions.revising.turns import carry_turns
from qualcode.errors import Refused, WrongUse
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.messages import _, plural
from qualcode.store import erasing, queries, unplaced
from qualcode.store.models import (
    Change,
    Coder,
    Document,
    DocumentOriginal,
    DocumentRevision,
    RoundDocument,
    Study,
    StudyRound,
)
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.normalize import normalize
from qualcode.text.revision.revising import TextMap
from qualcode.text.sections import Section
from qualcode.text.turns.turn import TurnReading
from qualcode.text.words import count_words

if TYPE_CHECKING:
    from qualcode.actions.importing.understanding import ReadDocument


@dataclass(frozen=True)
class Original:
    """A file a text came from, as it came: its bytes, media type and name, and the name of its format."""

    content: bytes
    media_type: str = ""
    name: str = ""
    source_type: str = ""


@dataclass(frozen=True)
class NewVersion:
    """A newer text of a document: its file, and what that says of speakers and sections (None where nothing)."""

    text: str
    report: Report
    original: Original | None = None
    turns: TurnReading | None = None
    sections: Sequence[Section] | None = None

    @classmethod
    def of(cls, draft: DocumentDraft, report: Report, turns: TurnReading | None) -> NewVersion:
        """What a file gave."""
        if n := len(draft.memos):
            report.add("not carried", plural("{n} comment of the new file", "{n} comments of the new file", n))
        name, content = Path(report.source).name, draft.original
        original = None if content is None else Original(content, draft.media_type, name, draft.source_type)
        return cls(draft.text, report, original, turns, draft.sections or None)


class TextChanged(Refused):
    """Somebody has revised the text since it was read."""


@action("documents.revise")
def revise(
    work: Work,
    document: str,
    text: str,
    *,
    reason: str = "",
    original: Original | None = None,
    turns: TurnReading | None = None,
    sections: Sequence[Section] | None = None,
    text_map: TextMap | None = None,
    although_read: bool = False,
) -> Revised:
    """Give a document a new text, and move everything on its words along.

    ``turns`` and ``sections`` are what the new file says of itself, None where it says nothing; ``original`` takes the place
    of the file kept so far; ``text_map`` is the map from the old text where it is known already. A text that is the present
    one changes nothing. Raises WrongUse for an empty text, Refused while a round of a study on the document is open,
    unless ``although_read``: what the law takes out of a text does not wait for its readers.
    """
    row = queries.document_named(work, document)
    old, new = queries.text_of(work, row.id), normalize(text).text
    report = Report(row.name)
    if new == old:
        report.add("read", _("the text is the present one; nothing is changed"))
        return Revised(row.name, row.revision, report)
    _require_text(new, row.name)
    _require_not_erased(work, row.name, new, original)
    if not although_read:
        _require_no_open_round(work, row)
    change = TextChange.between(old, new, text_map)
    to_know = list(revision_report.what_to_know(work, row, original is not None))
    _write_text(work, row, change, reason, original)
    carried = carry_spans(work, row, change)
    parts = [*carry_turns(work, row.id, change, turns), *carry_sections(work, row.id, change, sections)]
    work.describe("documents.revise", _("revised {document}", document=row.name))
    report.findings += revision_report.findings(change, carried, parts, to_know)
    counted = {name: len(carried.with_certainty(name)) for name in ("unchanged", "moved", "edited")}
    return Revised(
        row.name, row.revision + 1, report, change, **counted, joined=len(carried.joined), unplaced=len(carried.lost)
    )


def revise_to(work: Work, document: str, version: NewVersion, reason: str = "") -> Revised:
    """Give a document the text of a newer file, and keep the report. Raises what ``revise`` raises."""
    revised = _to(work, document, version, reason)
    revision_report.keep(work, revised, version.report)
    return revised


def revise_from(work: Work, document: str, read: ReadDocument, reason: str = "") -> Revised:
    """Give a document the text of a file that was read for import, which keeps a report of its own. Raises what ``revise`` raises."""
    return _to(work, document, NewVersion.of(read.draft, read.report, read.speech), reason)


def edit(work: Work, document: str, text: str) -> Revised:
    """Give a document a text that somebody has written, and keep the report. Raises what ``revise`` raises."""
    revised = revise(work, document, text)
    revision_report.keep(work, revised)
    return revised


def _to(work: Work, document: str, version: NewVersion, reason: str) -> Revised:
    return revise(
        work,
        document,
        version.text,
        reason=reason,
        original=version.original,
        turns=version.turns,
        sections=version.sections,
    )


def require_text(view: View, document: OpenDocument) -> None:
    """Raise TextChanged unless the text of a document is still the one it had when it was opened."""
    row = queries.document_named(view, document.name)
    if row.text_hash != document.text_hash:
        raise TextChanged(
            _("Somebody has changed the text of {document!r} in the meantime. Nothing was done.", document=row.name),
            _("Look at it as it is now, and do it again."),
        )


def _require_text(text: str, document: str) -> None:
    if not text.strip():
        raise WrongUse(
            _("The new text of {document!r} is empty.", document=document),
            _("A document is taken away with: qualcode documents remove"),
        )


def _require_not_erased(view: View, document: str, text: str, original: Original | None) -> None:
    """What was erased for good does not come back as a revision."""
    was_erased = erasing.erased_contents(view.connection)
    digests = [_hash(text)] if original is None else [_hash(text), hashlib.sha256(original.content).hexdigest()]
    if any(map(was_erased, digests)):
        raise Refused(
            _("This text of {document!r} holds what was erased from the project for good.", document=document),
            _("Take it out of the file first. Nothing was changed."),
        )


def _require_no_open_round(work: Work, document: Row[Any]) -> None:
    """Blind coders must read one and the same text; what is closed has a copy of its own."""
    statement = (
        select(Study.name, StudyRound.number)
        .join(StudyRound, StudyRound.study_id == Study.id)
        .join(RoundDocument, RoundDocument.study_round_id == StudyRound.id)
        .where(RoundDocument.document_id == document.id, StudyRound.closed_at.is_(None))
    )
    found = work.connection.execute(statement).first()
    if found is not None:
        raise Refused(
            _(
                "Round {number} of the study {study!r} is open: its coders are reading {document!r}.",
                number=found.number,
                study=found.name,
                document=document.name,
            ),
            _("Close the round first, then revise the text."),
        )


def _write_text(work: Work, document: Row[Any], change: TextChange, reason: str, original: Original | None) -> None:
    """Write the text, what is known of it, the map to it, and the file it came from."""
    digest, number = _hash(change.new), document.revision + 1
    source = {} if original is None else {"source_name": original.name, "source_type": original.source_type}
    work.journal.update(
        Document, document.id,
        text=change.new, text_hash=digest, length=len(change.new), words=count_words(change.new), revision=number, **source,
    )  # fmt: skip
    work.journal.insert(
        DocumentRevision,
        document_id=document.id,
        number=number,
        text_hash=digest,
        edit_map=change.map.as_json(),
        coder_id=work.coder_id,
        at=now(),
        reason=reason,
    )
    kept = work.connection.scalar(select(DocumentOriginal.id).where(DocumentOriginal.document_id == document.id))
    if original is not None and kept is not None:
        file = {"media_type": original.media_type, "sha256": hashlib.sha256(original.content).hexdigest()}
        work.journal.update(DocumentOriginal, kept, **file, bytes=zlib.compress(original.content, 6))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def listing(view: View, document: str) -> Table:
    """The revisions of a document, the first first: in how many places the text was changed, how many passages were moved,
    and how many codings and other spans had no sure place."""
    row = queries.document_named(view, document)
    statement = (
        select(DocumentRevision.__table__, Coder.name.label("coder"))
        .join(Coder, DocumentRevision.coder_id == Coder.id)
        .where(DocumentRevision.document_id == row.id)
        .order_by(DocumentRevision.number)
    )
    lost = Counter(it.row.operation_id for it in unplaced.of_document(view.connection, row.guid, decided=True))
    rows = []
    for it in view.connection.execute(statement):
        text_map = TextMap.from_json(it.edit_map)
        at = it.at.isoformat(timespec="seconds")
        made_by = view.connection.scalar(select(func.min(Change.operation_id)).where(Change.guid == it.guid))
        counted = (len(text_map.edits), len(text_map.moves), lost[made_by or 0])
        rows.append((it.number, at, it.coder, it.reason or None, *counted))
    return Table(("number", "at", "coder", "reason", "edits", "moved", "unplaced"), rows)
