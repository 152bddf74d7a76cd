"""Evidence: the segments that speak for or against a claim or a link between codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, select

from qualcode.actions import segments
from qualcode.actions.coding_files import speaker_at
from qualcode.actions.concepts import claims, links
from qualcode.actions.material import documents
from qualcode.actions.places import Place, documented
from qualcode.actions.privacy.consent import documents_barred
from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Claim, CodeLink, Evidence, Memo, Segment
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table

Stance = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Evidence as shown. ``about`` is the claim or the link in words, ``of`` says which of the two it is.

    Where the segment was erased there is no document, no span and no quote.
    """

    guid: str
    of: Literal["claim", "link"]
    about: str
    about_guid: str
    stance: str
    document: str | None
    start: int | None
    end: int | None
    speaker: str | None
    quote: str | None
    note: str
    coder: str
    language: str

    @property
    def erased(self) -> bool:
        """Whether the segment is gone for good."""
        return self.document is None


@dataclass(frozen=True)
class About:
    """What evidence is about: a claim or a link between codes, by its column of Evidence and its id, and in words."""

    column: Literal["claim_id", "code_link_id"]
    id: int
    words: str


def about_named(view: View, named: Sequence[str]) -> About:
    """The claim or link that is meant: by identifier, a claim by MEMO:NUMBER, a link by FROM KIND TO. Raises NotFound, WrongUse."""
    if len(named) == 1:
        try:
            return _claim(claims.claim_row(view, named[0]))
        except NotFound:
            if not _is_guid(named[0]):
                raise
    row = links.link_row(view, named)
    tree = queries.code_tree(view)
    return About("code_link_id", row.id, _link_words(tree, row, links.symmetric_kinds(view)))


def _is_guid(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True


def _claim(row: Row[Any]) -> About:
    return About("claim_id", row.id, row.text)


def _link_words(tree: queries.CodeTree, row: Row[Any], symmetric: set[str]) -> str:
    ends = tree.path(row.from_code_id), tree.path(row.to_code_id)
    return links.in_words(ends[0], row.kind, ends[1], row.kind in symmetric)


def listing(view: View, named: Sequence[str] = ()) -> list[EvidenceRow]:
    """The evidence that who looks may see, oldest first: all, or that on one claim or link. Raises as ``about_named``."""
    statement = (
        select(Evidence.__table__).where(*rounds.shown(view, Evidence)).order_by(Evidence.created_at, Evidence.id)
    )
    if named:
        about = about_named(view, named)
        statement = statement.where(Evidence.__table__.c[about.column] == about.id)
    showing = _Showing(view)
    return [shown for row in queries.rows(view, statement) if (shown := showing.row(row)) is not None]


class _Showing:
    """What evidence needs to be shown; each document is opened once."""

    def __init__(self, view: View) -> None:
        self.view = view
        tree, symmetric = queries.code_tree(view), links.symmetric_kinds(view)
        self.coders = {row.id: row.name for row in queries.coders(view)}
        self.names = {row.id: row.name for row in queries.documents(view)}
        self.claims = {row.id: (row.text, row.guid.hex) for row in queries.rows(view, _shown_claims(view))}
        self.links = {
            row.id: (_link_words(tree, row, symmetric), row.guid.hex)
            for row in queries.rows(view, select(CodeLink.__table__))
        }
        self.segments = {row.id: row for row in queries.rows(view, select(Segment.__table__))}
        self.opened: dict[str, documents.OpenDocument] = {}

    def row(self, row: Row[Any]) -> EvidenceRow | None:
        """Evidence as shown; None where what it is about is hidden."""
        of: Literal["claim", "link"] = "claim" if row.claim_id is not None else "link"
        about = self.claims.get(row.claim_id) if of == "claim" else self.links[row.code_link_id]
        if about is None:
            return None
        common = {"stance": row.stance, "note": row.note, "coder": self.coders[row.coder_id]}
        return EvidenceRow(guid=row.guid.hex, of=of, about=about[0], about_guid=about[1], **common, **self._place(row))

    def _place(self, row: Row[Any]) -> dict[str, Any]:
        if row.segment_id is None:
            return dict.fromkeys(("document", "start", "end", "speaker", "quote")) | {"language": ""}
        segment = self.segments[row.segment_id]
        name = self.names[segment.document_id]
        if name not in self.opened:
            self.opened[name] = documents.open_document(self.view, name)
        document = self.opened[name]
        return {
            "document": name,
            "start": segment.start,
            "end": segment.end,
            "speaker": speaker_at(document, segment.start),
            "quote": document.text[segment.start : segment.end],
            "language": document.language,
        }


def _shown_claims(view: View) -> Any:
    memos = select(Memo.id).where(*rounds.shown(view, Memo))
    return select(Claim.__table__).where(Claim.memo_id.in_(memos), *rounds.shown(view, Claim))


def table(view: View, named: Sequence[str] = ()) -> Table:
    """The evidence under the columns of ``concepts evidence list``."""
    columns = ("about", "stance", "document", "start", "end", "speaker", "quote", "note", "coder", "evidence")
    found = listing(view, named)
    rows = [
        (it.about, it.stance, it.document, it.start, it.end, it.speaker, it.quote, it.note or None, it.coder, it.guid)
        for it in found
    ]
    erased = sum(it.erased for it in found)
    said = plural("Of {n} row the segment was erased.", "Of {n} rows the segment was erased.", erased)
    return Table(columns, rows, (said,) if erased else ())


@action("concepts.evidence.add")
def add(work: Work, named: Sequence[str], stance: Stance, places: Iterable[Place], *, note: str = "") -> int:
    """Let passages speak for or against a claim or a link; one that does so already is passed over. Returns how many are new.

    Raises as ``about_named``; NotFound for an unknown document, WrongUse for a span beyond its text or where no place is given.
    """
    about = about_named(work, named)
    chosen = documented(work, places)
    if not chosen:
        raise WrongUse(_("Say which passages: a document and a span, a coding, or a query."))
    known = _known(work, about, stance)
    new = [(document, span) for document, span in chosen if (document.id, span.start, span.end) not in known]
    same = {about.column: about.id, "stance": stance, "note": note, "coder_id": work.coder_id, "created_at": now()}
    work.journal.insert_many(Evidence, [{**same, "segment_id": it} for it in segments.on_spans(work, new)])
    work.describe("concepts.evidence.add", _label(stance, len(new), about.words.rstrip(".。")))
    return len(new)


def _label(stance: Stance, number: int, words: str) -> str:
    if stance == "for":
        return plural("{n} segment speaks for: {words}", "{n} segments speak for: {words}", number, words=words)
    return plural("{n} segment speaks against: {words}", "{n} segments speak against: {words}", number, words=words)


def _known(work: Work, about: About, stance: Stance) -> set[tuple[int, int, int]]:
    """The places where the coder at work has found evidence of a stance."""
    statement = (
        select(Segment.document_id, Segment.start, Segment.end)
        .join(Evidence, Evidence.segment_id == Segment.id)
        .where(Evidence.__table__.c[about.column] == about.id)
        .where(Evidence.stance == stance, Evidence.coder_id == work.coder_id)
    )
    return {(row.document_id, row.start, row.end) for row in work.connection.execute(statement)}


@action("concepts.evidence.change")
def change(work: Work, guids: Iterable[str], *, stance: Stance | None = None, note: str | None = None) -> int:
    """Let evidence speak the other way, or say something of it. Returns how many there are. Raises NotFound."""
    ids = [row.id for row in _rows(work, guids)]
    said = {"stance": stance, "note": note}
    work.journal.update_many(Evidence, ids, **{field: value for field, value in said.items() if value is not None})
    work.describe("concepts.evidence.change", plural("changed evidence", "changed evidence: {n} times", len(ids)))
    return len(ids)


@action("concepts.evidence.remove")
def remove(work: Work, guids: Iterable[str]) -> int:
    """Take evidence away; the segments made for it go where nothing else needs them. Returns how many went. Raises NotFound."""
    rows = _rows(work, guids)
    remove_rows(work.journal, Evidence, [row.id for row in rows])
    segments.let_go(work, [row.segment_id for row in rows])
    work.describe("concepts.evidence.remove", plural("removed evidence", "removed evidence: {n} times", len(rows)))
    return len(rows)


def _rows(view: View, guids: Iterable[str]) -> list[Row[Any]]:
    wanted = list(dict.fromkeys(guids))
    for guid in wanted:
        if not _is_guid(guid):
            raise WrongUse(_("{guid!r} is not the identifier of evidence.", guid=guid))
    statement = select(Evidence.__table__).where(*rounds.shown(view, Evidence))
    found = {row.guid: row for row in queries.rows_with(view, statement, Evidence.guid, map(UUID, wanted))}
    for guid in wanted:
        if UUID(guid) not in found:
            raise NotFound(_("There is no evidence {guid}.", guid=guid), _("qualcode concepts evidence list shows it."))
    return [found[UUID(guid)] for guid in wanted]


def quotable(view: View, found: Iterable[EvidenceRow]) -> tuple[list[EvidenceRow], list[EvidenceRow]]:
    """Evidence that may be quoted, and that whose participants do not agree to it."""
    barred = documents_barred(view, "quote")
    silent = {row.name for row in queries.documents(view) if row.id in barred}
    every = list(found)
    return [it for it in every if it.document not in silent], [it for it in every if it.document in silent]
