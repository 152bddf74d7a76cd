"""What a revision could not place surely: listing it, and deciding where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import select

from qualcode.actions.registry import action
from qualcode.actions.revising.text_change import TextChange
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed, noted, plural
from qualcode.store import queries, rounds, unplaced
from qualcode.store.images import Gone, Image
from qualcode.store.later import Later
from qualcode.store.models import Coder, Document, Unplaced
from qualcode.store.session import Work
from qualcode.store.unplaced import LET_GO, Waiting
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.anchor import context, find_once
from qualcode.text.span import Span

_PLACES = 10  # candidates kept for one row
_SHOWN = 20  # code points shown on either side of a candidate
_KINDS = {"coding": "coding", "segment": "segment", "case_member": "case", "decision": "decision"}


@dataclass(frozen=True, slots=True)
class UnplacedRow:
    """A row without a place, as shown; ``number`` names it, ``kind`` is coding, segment, case or decision."""

    number: int
    document: str
    kind: str
    code: str | None
    case: str | None
    coder: str | None
    quote: str
    before: str
    after: str
    candidates: tuple[Span, ...]

    @property
    def words(self) -> str:
        """What it is, in words: its code or case, and whose it is."""
        what = self.code or self.case or self.kind
        return noted(what, self.coder) if self.coder else what


class Names:
    """What rows on words are called, from their images: the documents, codes, cases and coders by guid."""

    def __init__(self, view: View) -> None:
        tree = queries.code_tree(view)
        self._documents = {row.guid.hex: row.name for row in queries.documents(view)}
        self._codes = {row.guid.hex: tree.path(row.id) for row in tree.rows}
        self._cases = {row.guid.hex: row.name for row in queries.cases(view)}
        self._coders = {row.guid.hex: row.name for row in queries.coders(view)}

    def shown(self, table: str, image: Image, number: int = 0, **more: Any) -> UnplacedRow:
        """The row of an image as it is shown; a name is None where there is none, or no longer."""
        given = {"quote": "", "before": "", "after": "", "candidates": ()} | more
        return UnplacedRow(
            number=number,
            document=self._documents[image["document_id"]],
            kind=_KINDS[table],
            code=self._codes.get(image.get("code_id") or ""),
            case=self._cases.get(image.get("case_id") or ""),
            coder=self._coders.get(image.get("coder_id") or ""),
            **given,
        )


def waiting(view: View, document: str | None = None) -> list[UnplacedRow]:
    """What waits for a place, in one document or in all. Raises NotFound for an unknown document."""
    guid = None if document is None else queries.document_named(view, document).guid
    found = [it for it in unplaced.of_document(view.connection, guid) if _may_see(view, it)]
    names = Names(view) if found else None
    return [_shown(names, it) for it in found if names]


def _shown(names: Names, it: Waiting) -> UnplacedRow:
    before, after = it.row.context
    more = {"quote": it.row.quote, "before": before, "after": after, "candidates": it.candidates}
    return names.shown(it.row.table, it.image, it.row.id, **more)


def hanging(view: View, table: str) -> Iterator[Image]:
    """What hangs on rows that wait for a place, of one table: such as the evidence on segments."""
    for it in unplaced.of_document(view.connection):
        if _may_see(view, it):
            yield from (image for other, image in it.hanging if other.name == table)


def count(view: View) -> int:
    """How many rows wait for a place."""
    return len(waiting(view))


def _may_see(view: View, it: Waiting) -> bool:
    """Whether it is one's own, or on a document of no open blind round."""
    coder = it.image.get("coder_id")
    if coder is None or not rounds.open_rounds(view.connection, blind=True):
        return True
    own = view.connection.scalar(select(Coder.id).where(Coder.guid == UUID(coder))) == rounds.viewer_id(view)
    here = view.connection.scalar(select(Document.id).where(Document.guid == UUID(it.image["document_id"])))
    return own or here not in rounds.hidden_documents(view)


def listing(view: View, document: str | None = None) -> Table:
    """What waits for a place; ``candidates`` are spans as ``documents place --at`` takes them, their words are in the notes."""
    found = waiting(view, document)
    columns = ("number", "document", "kind", "code", "case", "coder", "quote", "before", "after", "candidates")
    rows = [
        (it.number, it.document, it.kind, it.code, it.case, it.coder, it.quote, it.before, it.after, _spans(it))
        for it in found
    ]
    texts = {
        name: queries.text_of(view, queries.document_named(view, name).id) for name in {it.document for it in found}
    }
    return Table(columns, rows, tuple(note for it in found for note in _notes(it, texts[it.document])))


def _spans(row: UnplacedRow) -> str | None:
    return " ".join(f"{span.start}:{span.end}" for span in row.candidates) or None


def _notes(row: UnplacedRow, text: str) -> Iterator[str]:
    for place, span in enumerate(row.candidates, 1):
        yield _("{number}, candidate {place}: {words}", number=row.number, place=place, words=in_context(text, span))


def in_context(text: str, span: Span) -> str:
    """The words of a span in brackets, of many the first and last, with a few before and after, on one line."""
    before, after = context(text, span, _SHOWN)
    words = " ".join(span.of(text).split())
    if len(words) > 4 * _SHOWN:
        words = f"{words[: 2 * _SHOWN]} … {words[-_SHOWN:]}"
    return f"{before}[{words}]{after}"


@action("documents.place")
def place(
    work: Work,
    numbers: Sequence[int],
    *,
    span: Span | None = None,
    candidate: int | None = None,
    quote: str | None = None,
    let_go: bool = False,
) -> list[str]:
    """Decide about rows without a place: all go to ``span``, each to its ``candidate`` (from 1) or where ``quote`` stands
    once in its document, or they are let go. Returns a sentence for each that met another of its kind there.

    Rows come back as they were, with their memos and links. Raises NotFound for an unknown number, candidate or quotation,
    WrongUse for anything but one of the four, Refused where one is decided already or cannot come back.
    """
    if [span, candidate, quote, let_go or None].count(None) != 3:
        raise WrongUse(
            _("Say what is to be done: one place, or that they are let go."),
            _("For instance: qualcode documents place 3 --candidate 1, or --at 120:188, --quote TEXT, --let-go"),
        )
    found = _undecided(work, numbers)
    joined = []
    for it in found:
        if let_go:
            work.journal.update(Unplaced, it.row.id, decided=LET_GO)
        elif not _bring_back(work, it, _chosen(work, it, span, candidate, quote)):
            joined.append(_("{number} met another on the very same words: they are one now.", number=it.row.id))
    work.describe("documents.place", _label(work, found, let_go))
    return joined


def _label(work: Work, found: Sequence[Waiting], let_go: bool) -> str:
    names = Names(work)
    documents = listed(dict.fromkeys(_shown(names, it).document for it in found))
    if let_go:
        return plural(
            "let go a span without a place in {documents}", "let go {n} spans without a place in {documents}",
            len(found), documents=documents,
        )  # fmt: skip
    return plural("placed a span in {documents}", "placed {n} spans in {documents}", len(found), documents=documents)


def _undecided(work: Work, numbers: Sequence[int]) -> list[Waiting]:
    found = {number: it for number, it in unplaced.numbered(work.connection, numbers).items() if _may_see(work, it)}
    for number in numbers:
        if number not in found:
            raise NotFound(
                _("There is nothing without a place under the number {number}.", number=number),
                _("qualcode documents unplaced lists what there is."),
            )
        if found[number].row.decided:
            raise Refused(_("What is to become of {number} has been decided already.", number=number))
    return [found[number] for number in dict.fromkeys(numbers)]


def _chosen(work: Work, it: Waiting, span: Span | None, candidate: int | None, quote: str | None) -> Span:
    """The place meant for a row."""
    document = next(row for row in queries.documents(work) if row.guid.hex == it.image["document_id"])
    if candidate is not None:
        if not 0 < candidate <= len(it.candidates):
            raise NotFound(
                plural(
                    "{number} has {n} candidate, no {candidate}.", "{number} has {n} candidates, no {candidate}.",
                    len(it.candidates), number=it.row.id, candidate=candidate,
                ),
                _("qualcode documents unplaced lists them; --at START:END takes any place."),
            )  # fmt: skip
        return it.candidates[candidate - 1]
    if quote is not None:
        span = find_once(queries.text_of(work, document.id), quote)
        if span is None:
            raise NotFound(
                _("“{quote}” does not stand exactly once in {document!r}.", quote=quote, document=document.name),
                _("Quote more of it, or use --at START:END."),
            )
    assert span is not None
    if span.end > document.length:
        raise WrongUse(
            _("{document!r} has {length} characters only.", document=document.name, length=document.length),
            _("Positions count characters from 0; the end is not included."),
        )
    return span


def _bring_back(work: Work, it: Waiting, span: Span) -> bool:
    try:
        return unplaced.bring_back(work.journal, it, span)
    except Gone as gone:
        _refuse(work, it, gone)


def _refuse(work: Work, it: Waiting, gone: Gone) -> NoReturn:
    later = Later(work.connection, it.row.operation_id, work.coder_id).touching(gone.table, gone.guid)
    raise Refused(
        _("{number} cannot come back: the {thing} it belongs to is gone.", number=it.row.id, thing=gone.table.name)
        if later is None
        else _(
            "{number} cannot come back: the {thing} it belongs to went with “{later}”.",
            number=it.row.id,
            thing=gone.table.name,
            later=later,
        ),
        _("Undo that first, or let it go (--let-go) and code the words anew."),
    )


def follow(work: Work, document: Any, change: TextChange) -> None:
    """Move the candidates of what still waits in a document, and add the places where the quotation stands now."""
    moved = {}
    for it in unplaced.of_document(work.connection, document.guid):
        spans = [placement.span for placement in change.place(it.candidates) if placement.span]
        places = dict.fromkeys([*spans, *_occurrences(change.new, it.row.quote)])
        moved[it.row.id] = {"candidates": [[span.start, span.end] for span in places][:_PLACES]}
    work.journal.update_each(Unplaced, moved)


def _occurrences(text: str, quote: str) -> Iterator[Span]:
    start = text.find(quote)
    while start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)
