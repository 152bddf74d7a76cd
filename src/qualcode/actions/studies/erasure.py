"""Erasure reaches into studies: what rounds froze loses what is erased, and the figures that rested on it are marked.

A frozen text keeps its length, so that what stays of it and of the codings in it still belongs together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from qualcode.actions.privacy.erasure_plan import Erasure
from qualcode.store import erasing, queries, snapshots
from qualcode.store.images import pack, unpack
from qualcode.store.models import Change, Decision, DocumentRevision, RoundDocument, StudyRound
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.text.revision.revising import TextMap
from qualcode.text.span import Span

Before = Callable[[TextMap, Span], Span]


def frozen_stretches(view: View, wanted: Erasure, before: Before) -> snapshots.Stretches:
    """Where what goes from documents stands in each revision of their texts, by the document's guid and the revision's number.

    ``before`` finds the place of a stretch in the text before a revision.
    """
    found: dict[tuple[str, int], Sequence[Span]] = {}
    for document_id, passages in wanted.passages.items():
        document = queries.document_of(view, document_id)
        spans = list(passages)
        found[document.guid.hex, document.revision] = spans
        revised = select(DocumentRevision.number, DocumentRevision.edit_map).filter_by(document_id=document_id)
        for number, edit_map in view.connection.execute(revised.order_by(DocumentRevision.number.desc())).all():
            text_map = TextMap.from_json(edit_map)
            spans = [before(text_map, span) for span in spans]
            found[document.guid.hex, number - 1] = spans
    return found


def let_go(work: Work, wanted: Erasure) -> None:
    """Take documents that are to be erased out of their rounds, and the decisions on what goes out of the record."""
    let_documents_go(work, wanted.documents)
    for document_id, spans in wanted.passages.items():
        decided = queries.rows(work, select(Decision.__table__).where(Decision.document_id == document_id))
        inside = [row.id for row in decided if any(span.overlaps(Span(row.start, row.end)) for span in spans)]
        work.journal.delete(Decision, inside)


def let_documents_go(work: Work, document_ids: Iterable[int]) -> None:
    """Take documents out of their rounds, and what was decided in them out of the record."""
    for document_id in document_ids:
        for model in (Decision, RoundDocument):
            rows = select(model.id).where(model.document_id == document_id)
            work.journal.delete(model, work.connection.scalars(rows).all())


def scrub(
    work: Work, stretches: snapshots.Stretches, masked: Callable[[str], str], words: Callable[[str], str]
) -> None:
    """Take what has been removed in this unit of work out of all that rounds froze, also as the journal keeps it.

    ``masked`` hides quotations in frozen texts, ``words`` takes them out of sentences.
    """
    gone = set[str]().union(*erasing.removed_in(work.connection, work.journal.operation_id).values())
    lost = snapshots.Lost(gone, stretches, masked, words, now().date().isoformat())
    for row_id, snapshot in work.connection.execute(select(StudyRound.id, StudyRound.snapshot)).all():
        left = snapshots.without(snapshot, lost)
        if left != snapshot:
            work.connection.execute(update(StudyRound).where(StudyRound.id == row_id).values(snapshot=left))
    kept = select(Change).where(Change.table == StudyRound.__tablename__)
    for change in work.connection.execute(kept).all():
        sides = {side: _scrubbed(getattr(change, side), lost) for side in ("before", "after")}
        this = (Change.operation_id == change.operation_id) & (Change.ordinal == change.ordinal)
        work.connection.execute(update(Change).where(this).values(**sides))


def _scrubbed(packed: bytes | None, lost: snapshots.Lost) -> bytes | None:
    image: Any = None if packed is None else unpack(packed)
    if isinstance(image, list):
        return pack([it and _of_image(it, lost) for it in image])
    return None if image is None else pack(_of_image(image, lost))


def _of_image(image: Mapping[str, Any], lost: snapshots.Lost) -> dict[str, Any]:
    left = dict(image)
    return left | {"snapshot": snapshots.without(left["snapshot"], lost)} if "snapshot" in left else left
