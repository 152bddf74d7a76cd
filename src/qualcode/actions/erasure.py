"""Erasing for good, when somebody withdraws: a case, a document, or what one speaker said.

Everything else in a project comes back by undo; this does not. What goes is listed first (erasure_plan.py), then removed
from the tables, from the journal, from stored reports and from whatever quoted it; a tombstone stays. The file itself is
written anew afterwards (``Project.compact``), so that no free page keeps what was erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from qualcode.actions import revisions
from qualcode.actions.erasure_plan import Erasure, What, inside, plan
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store import erasing, queries
from qualcode.store.models import (
    Case,
    CaseMember,
    Coding,
    Document,
    DocumentOriginal,
    DocumentRevision,
    Memo,
    Segment,
    Speaker,
    Turn,
)
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import View, Work
from qualcode.store.undo import ERASE
from qualcode.table import Table
from qualcode.text.pseudonyms import Names, replaced
from qualcode.text.quotes import Quotes
from qualcode.text.revision.revising import TextMap, replacements
from qualcode.text.span import Span, united
from qualcode.text.turns.turn import Turn as TextTurn
from qualcode.text.turns.turn import TurnReading

__all__ = ["REASONS", "Erasure", "What", "erase", "plan"]

REASONS = ("withdrawn", "retention", "mistake", "other")
_ANCHORED: tuple[Any, ...] = (Coding, Segment, CaseMember)


def erase(work: Work, wanted: Erasure, reason: str = "withdrawn") -> Table:
    """Erase what was planned. Returns what is left to do: documents where the name still stands, quotations taken out.

    Nothing of it can be undone. Raises WrongUse for an unknown reason.
    """
    if reason not in REASONS:
        raise WrongUse(
            _("{reason!r} is no reason.", reason=reason), _("Reasons are: {reasons}", reasons=listed(REASONS))
        )
    work.describe(ERASE, _("erased a {what}", what=wanted.what))
    said, contents = list(_said(work, wanted)), list(_contents(work, wanted))
    remove_rows(work.journal, DocumentOriginal, _originals(work, wanted))
    for document_id, spans in wanted.passages.items():
        _cut_out(work, document_id, spans)
    _forget_speakers(work, wanted.speakers)
    remove_rows(work.journal, Document, list(wanted.documents))
    remove_rows(work.journal, Case, list(wanted.cases))
    quotes = _forget(work, said, wanted.names, reason)
    erasing.bury_contents(work.connection, contents, work.coder_id, reason)
    return Table(("what", "where", "number"), [*quotes, *_still_named(work, wanted)])


def _said(view: View, wanted: Erasure) -> Iterator[str]:
    """The words that go, and the same words as they stood in earlier texts."""
    for document_id in wanted.documents:
        yield queries.text_of(view, document_id)
        yield from erasing.earlier_texts(view.connection, queries.document_of(view, document_id).guid)
    for document_id, spans in wanted.passages.items():
        text = queries.text_of(view, document_id)
        yield from (span.of(text) for span in spans)
        yield from _speeches(view, document_id, text, spans)
        yield from _said_before(view, document_id, list(spans))


def _contents(view: View, wanted: Erasure) -> Iterator[str]:
    """The digests by which the documents that go, or the files they came from, are known when they come again."""
    touched = (*wanted.documents, *wanted.passages)
    kept = select(Document.id, Document.text_hash, DocumentOriginal.sha256).outerjoin(DocumentOriginal)
    for row in queries.rows_with(view, kept, Document.id, touched):
        yield row.text_hash
        if row.sha256:
            yield row.sha256


def _speeches(view: View, document_id: int, text: str, spans: Sequence[Span]) -> Iterator[str]:
    """What was said in the turns that go, without labels: a memo may quote a whole turn, however short."""
    for turn in queries.turns(view, document_id):
        if turn.label_end < turn.end and any(span.start <= turn.start and turn.end <= span.end for span in spans):
            yield text[turn.label_end : turn.end]


def _said_before(view: View, document_id: int, spans: list[Span]) -> Iterator[str]:
    """Stretches of a document as they stood in its earlier texts, followed back through the maps of its revisions."""
    texts = erasing.earlier_texts(view.connection, queries.document_of(view, document_id).guid)
    revised = select(DocumentRevision.edit_map).where(DocumentRevision.document_id == document_id)
    for (edit_map,) in view.connection.execute(revised.order_by(DocumentRevision.number.desc())).all():
        back = TextMap.from_json(edit_map)
        spans = [_before(back, span) for span in spans]
        yield from (span.of(text) for text in texts if len(text) == back.old_length for span in spans)


def _before(text_map: TextMap, span: Span) -> Span:
    """Where a stretch of a new text was in the old one, with all of every edit it touches."""
    start, end = span.start, span.end
    shift_start = shift_end = 0
    for edit in text_map.edits:
        shift = edit.old_end - edit.new_end
        if edit.new_end <= span.start:
            shift_start = shift
        elif edit.new_start < span.start:
            start, shift_start = edit.new_start, edit.old_start - edit.new_start
        if edit.new_end <= span.end:
            shift_end = shift
        elif edit.new_start < span.end:
            end, shift_end = edit.new_end, shift
    return Span(start + shift_start, max(end + shift_end, start + shift_start + 1))


def _originals(view: View, wanted: Erasure) -> list[int]:
    """The kept files that hold what goes: those of the documents, and of all others that came from the same file."""
    touched = (*wanted.documents, *wanted.passages)
    columns = DocumentOriginal.id, DocumentOriginal.document_id, DocumentOriginal.sha256
    kept = view.connection.execute(select(*columns)).all()
    hashes = {row.sha256 for row in kept if row.document_id in touched}
    return [row.id for row in kept if row.document_id in touched or row.sha256 in hashes]


def _cut_out(work: Work, document_id: int, spans: Sequence[Span]) -> None:
    """Put a marker in the place of stretches of a document; what lies in them goes, what reaches out of them is shortened."""
    document, text = queries.document_of(work, document_id), queries.text_of(work, document_id)
    stretches = list(united(spans))
    for model in _ANCHORED:
        remove_rows(work.journal, model, inside(work, model, document_id, stretches))
        work.journal.update_each(model, dict(_shortened(work, model, document_id, stretches)))
    marker = _("[erased]")
    new_text, text_map = replacements(text, [(span, marker) for span in stretches])
    # What is left of a turn is a turn still, of nobody: it must not fall to whoever spoke before.
    turns = [TextTurn(edit.new_start, edit.new_end, edit.new_start, edit.new_start) for edit in text_map.edits]
    nobodys = TurnReading(turns if queries.turns(work, document_id) else [], [], [])
    revisions.revise(work, document.name, new_text, reason=_("erased for good"), text_map=text_map, turns=nobodys)


def _shortened(
    view: View, model: Any, document_id: int, stretches: Sequence[Span]
) -> Iterator[tuple[int, dict[str, int]]]:
    """New ends for the rows that begin or end within a stretch that goes."""
    statement = select(model.id, model.start, model.end).where(model.document_id == document_id)
    for row in queries.rows(view, statement):
        if row.start is None:
            continue
        start = next((span.end for span in stretches if span.start < row.start < span.end), row.start)
        end = next((span.start for span in stretches if span.start < row.end < span.end), row.end)
        if (start, end) != (row.start, row.end) and start < end:
            yield row.id, {"start": start, "end": end}


def _forget_speakers(work: Work, speakers: Sequence[int]) -> None:
    """Take the speakers away; the turns that were theirs stay, as nobody's."""
    turns = [row.id for row in queries.rows_with(work, select(Turn.id), Turn.speaker_id, speakers)]
    work.journal.update_many(Turn, turns, speaker_id=None)
    remove_rows(work.journal, Speaker, list(speakers))


def _forget(work: Work, said: Sequence[str], names: Sequence[str], reason: str) -> list[tuple[str, str, int]]:
    """Take what was erased out of the journal, the reports and all quotations. Returns how many rows quoted it."""
    connection, marker = work.connection, _("[erased]")
    quotes = Quotes(said)
    gone = erasing.removed_in(connection, work.journal.operation_id)
    erasing.bury(connection, gone, work.coder_id, reason)
    changed = erasing.censor_rows(connection, lambda text: quotes.without(text, marker))
    everything = erasing.with_history(connection, gone)
    known, in_its_place = Names(names), dict.fromkeys(names, marker)

    def of_history(text: str) -> str:
        return replaced(quotes.without(text, marker), known, in_its_place)

    erasing.empty_journal(connection, everything, lambda text: quotes.without(text, marker), of_history)
    erasing.censor_history(connection, of_history)
    return [("quotations taken out", table, number) for table, number in sorted(changed.items())]


def _still_named(view: View, wanted: Erasure) -> Iterator[tuple[str, str, int]]:
    """The texts and memos in which a name still stands: those are for a person to judge."""
    names = Names(name for name in wanted.names if len(name) > 1 and wanted.what != "document")
    for name, text in view.connection.execute(select(Document.name, Document.text)):
        if number := sum(1 for _mention in names.mentions(text)):
            yield "still named in the document", name, number
    for title, text in view.connection.execute(select(Memo.title, Memo.text)):
        if number := sum(1 for _mention in names.mentions(f"{title} {text}")):
            yield "still named in the memo", title or text[:40], number
