"""Erasing for good, when somebody withdraws: a case, a document, or what one speaker said.

Everything else in a project comes back by undo; this does not. What goes is listed first (erasure_plan.py), then removed
from the tables, from the journal, from stored reports and from whatever quoted it; a tombstone stays. The file itself is
written anew afterwards (``Project.compact``), so that no free page keeps what was erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, select, update

from qualcode.actions import segments
from qualcode.actions.privacy.erasure_plan import Erasure, What, inside, plan
from qualcode.actions.revising import revisions
from qualcode.actions.studies import erasure
from qualcode.actions.written import written
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
    Segment,
    Speaker,
    Turn,
)
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.undo import ERASE
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key
from qualcode.text.pseudonyms import Names, replaced
from qualcode.text.quotes import Quotes, blotted, put_in_place
from qualcode.text.revision.revising import TextMap, replacements
from qualcode.text.span import Span, united
from qualcode.text.turns.turn import Turn as TextTurn
from qualcode.text.turns.turn import TurnReading

__all__ = ["REASONS", "Erasure", "What", "erase", "plan"]

REASONS = ("withdrawn", "retention", "mistake", "other")
_LABELS: dict[What, Callable[[], str]] = {
    "case": lambda: _("erased a case"),
    "document": lambda: _("erased a document"),
    "speaker": lambda: _("erased a speaker"),
}
_ANCHORED: tuple[Any, ...] = (Coding, Segment, CaseMember)


def erase(work: Work, wanted: Erasure, reason: str = "withdrawn") -> Table:
    """Erase what was planned. Returns what is left to do: documents where the name still stands, quotations taken out.

    Nothing of it can be undone. Raises WrongUse for an unknown reason.
    """
    if reason not in REASONS:
        raise WrongUse(
            _("{reason!r} is no reason.", reason=reason), _("Reasons are: {reasons}", reasons=listed(REASONS))
        )
    work.describe(ERASE, _LABELS[wanted.what]())
    said, contents = list(_said(work, wanted)), list(_contents(work, wanted))
    stretches = erasure.frozen_stretches(work, wanted, _before)
    erasure.let_go(work, wanted)
    segments.orphan_evidence(work, _segments(work, wanted))
    remove_rows(work.journal, DocumentOriginal, _originals(work, wanted))
    for document_id, spans in wanted.passages.items():
        _cut_out(work, document_id, spans)
    _forget_speakers(work, wanted.speakers)
    remove_rows(work.journal, Document, list(wanted.documents))
    remove_rows(work.journal, Case, list(wanted.cases))
    quotes = Quotes(said)
    erasure.scrub(work, stretches, quotes.masked, lambda text: quotes.without(text, _("[erased]")))
    taken_out = _forget(work, quotes, wanted, reason)
    erasing.bury_contents(work.connection, contents, work.coder_id, reason)
    left = [*_still_named(work, wanted), *_may_quote(work, quotes)]
    return Table(("what", "where", "number"), [*taken_out, *left])


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


def _segments(view: View, wanted: Erasure) -> list[int]:
    """The segments that go with their words."""
    found = [segment for document_id in wanted.documents for segment in inside(view, Segment, document_id, None)]
    for document_id, spans in wanted.passages.items():
        found += inside(view, Segment, document_id, list(united(spans)))
    return found


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
    revisions.revise(
        work,
        document.name,
        new_text,
        reason=_("erased for good"),
        text_map=text_map,
        turns=nobodys,
        although_read=True,
    )


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


def _forget(work: Work, quotes: Quotes, wanted: Erasure, reason: str) -> list[tuple[str, str, int]]:
    """Take what was erased out of the journal, the reports and all quotations. Returns how many rows quoted it."""
    connection, marker = work.connection, _("[erased]")
    gone = erasing.removed_in(connection, work.journal.operation_id)
    erasing.bury(connection, gone, work.coder_id, reason)
    changed = erasing.censor_rows(connection, lambda text: quotes.without(text, marker))
    words = _Words(quotes, wanted.names, list(connection.scalars(select(Document.text))), wanted.what != "document")
    erasing.drop_reports_on(connection, wanted.reported)
    erasing.empty_journal(connection, erasing.with_history(connection, gone), words.censor_of)
    erasing.censor_history(connection, words.of_history)
    _forget_names(work, wanted, words)
    return [("quotations taken out", table, number) for table, number in sorted(changed.items())]


class _Words:
    """What is taken out of what the journal and the history keep.

    That is more than out of what is there: names, and what may be a quotation by chance only. What a person takes out of a
    memo before she erases does not stay in its earlier versions.
    """

    def __init__(self, quotes: Quotes, names: Sequence[str], texts: Sequence[str], of_a_person: bool) -> None:
        self._quotes, self._names, self._texts, self._of_a_person = quotes, Names(names), texts, of_a_person
        self._marker = _("[erased]")
        self._instead = dict.fromkeys(names, self._marker)

    def censor_of(self, table: str, column: str) -> Callable[[str], str] | None:
        """What to do with the words of a column, None where nothing."""
        if table == "import_report":
            return self.of_history
        if (table, column) == ("document", "text"):
            return self._of_text
        if column in erasing.WORDS:
            return self._of_note
        return self.of_name if self._of_a_person and column in erasing.NAMES else None

    def of_history(self, text: str) -> str:
        """Without quotations and names."""
        return self.of_name(self._quotes.without(text, self._marker))

    def of_name(self, text: str) -> str:
        """Without names."""
        return replaced(text, self._names, self._instead)

    def _of_note(self, text: str) -> str:
        text = self._quotes.without(text, self._marker)
        text = put_in_place(text, self._quotes.hints(text, self._texts), lambda _words: self._marker)
        return self.of_name(text) if self._of_a_person else text

    def _of_text(self, text: str) -> str:
        """As long as it was: the maps of revisions must go on to tell what stood where in it."""
        text = self._quotes.masked(text)
        spans = [span for span, _name in self._names.mentions(text)] if self._of_a_person else []
        return put_in_place(text, spans, blotted)


def _forget_names(work: Work, wanted: Erasure, words: _Words) -> None:
    """Take a person's name out of the names of the documents in which she spoke, of their files, and of why they were revised."""
    if wanted.what == "document":
        return
    connection = work.connection
    for document_id in wanted.passages:
        document = queries.document_of(work, document_id)
        name = words.of_name(document.name)
        if name != document.name:
            name = _free_name(connection, name)
            connection.execute(
                update(Document).where(Document.id == document_id).values(name=name, name_key=name_key(name))
            )
        source = words.of_name(document.source_name)
        connection.execute(update(Document).where(Document.id == document_id).values(source_name=source))
    for row_id, reason in connection.execute(select(DocumentRevision.id, DocumentRevision.reason)).all():
        if (shorter := words.of_name(reason)) != reason:
            connection.execute(update(DocumentRevision).where(DocumentRevision.id == row_id).values(reason=shorter))


def _free_name(connection: Connection, name: str) -> str:
    """``name``, or with a number where a document is called so."""
    taken = set(connection.scalars(select(Document.name_key)))
    return next(it for it in chain([name], (f"{name} {n}" for n in count(2))) if name_key(it) not in taken)


def _still_named(view: View, wanted: Erasure) -> Iterator[tuple[str, str, int]]:
    """Where a name still stands, in texts and in all else that was written: that is for a person to judge."""
    names = Names(name for name in wanted.names if len(name) > 1 and wanted.what != "document")
    for name, text in view.connection.execute(select(Document.name, Document.text)):
        if number := sum(1 for _mention in names.mentions(text)):
            yield "still named in the document", name, number
    for table, where, words in written(view):
        if number := sum(1 for _mention in names.mentions(words)):
            yield f"still named in the {table}", where, number


def _may_quote(view: View, quotes: Quotes) -> Iterator[tuple[str, str, int]]:
    """What may quote in few words, which cannot be told from chance: that is for a person to look at."""
    texts = list(view.connection.scalars(select(Document.text)))
    for table, where, words in written(view):
        if number := sum(len(quotes.hints(line, texts)) for line in words.split("\n")):
            yield f"may still quote: {table}", where, number
