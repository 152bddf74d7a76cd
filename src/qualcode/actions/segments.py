"""Segments that carry something of their own: there from the moment something needs one until nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import Claim, CodeLink, Evidence, Link, Memo, PickedQuote, Segment
from qualcode.store.removal import remove
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.span import Span

_Place = tuple[int, int, int]  # the id of a document, and a span in it


def on_span(work: Work, document: Row[Any], span: Span) -> int:
    """The segment of the coder at work on this span, made where there is none. Raises WrongUse beyond the text."""
    (segment_id,) = on_spans(work, [(document, span)])
    return segment_id


def on_spans(work: Work, places: Sequence[tuple[Row[Any], Span]]) -> list[int]:
    """The segments of the coder at work on these spans, made where there are none. Raises WrongUse beyond a text."""
    for document, span in places:
        if span.end > document.length:
            raise WrongUse(_("The span reaches beyond {document!r}.", document=document.name))
    wanted = [(document.id, span.start, span.end) for document, span in places]
    there = _own(work, wanted)
    new = [place for place in dict.fromkeys(wanted) if place not in there]
    rows = [{"document_id": at, "start": start, "end": end, "coder_id": work.coder_id} for at, start, end in new]
    there |= zip(new, work.journal.insert_many(Segment, rows), strict=True)
    return [there[place] for place in wanted]


def _own(work: Work, places: Iterable[_Place]) -> dict[_Place, int]:
    """The segments of the coder at work that begin where some of these places do, of several on one span the oldest."""
    starts: dict[int, set[int]] = {}
    for document_id, start, _end in places:
        starts.setdefault(document_id, set()).add(start)
    found: dict[_Place, int] = {}
    for document_id, some in starts.items():
        own = select(Segment.__table__).filter_by(document_id=document_id, coder_id=work.coder_id)
        for row in queries.rows_with(work, own.order_by(Segment.id), Segment.start, sorted(some)):
            found.setdefault((document_id, row.start, row.end), row.id)
    return found


def cited(view: View, column: Any, ids: Iterable[int]) -> list[int | None]:
    """The segments that evidence on some claims or links (``column`` of Evidence) cites."""
    return [row.segment_id for row in queries.rows_with(view, select(Evidence.segment_id), column, ids)]


def cited_by_code(view: View, code_id: int) -> list[int | None]:
    """The segments that evidence on the links of a code cites."""
    ends = or_(CodeLink.from_code_id == code_id, CodeLink.to_code_id == code_id)
    return cited(view, Evidence.code_link_id, view.connection.scalars(select(CodeLink.id).where(ends)))


def cited_by_memo(view: View, memo_id: int) -> list[int | None]:
    """The segments that evidence on the claims of a memo cites."""
    claims = select(Claim.id).where(Claim.memo_id == memo_id)
    return cited(view, Evidence.claim_id, view.connection.scalars(claims))


def orphan_evidence(work: Work, ids: Iterable[int]) -> None:
    """Let the evidence on segments that go for good stand without them: a claim does not lose what was said for it in silence."""
    found = queries.rows_with(work, select(Evidence.id), Evidence.segment_id, ids)
    work.journal.update_many(Evidence, [row.id for row in found], segment_id=None)


def let_go(work: Work, ids: Iterable[int | None]) -> None:
    """Remove those segments that nothing needs any more: without a title, and with nothing on them or linked to them."""
    candidates = {it for it in ids if it is not None}
    unused = select(Segment.id).where(
        Segment.title == "",
        *(~select(model.id).where(model.segment_id == Segment.id).exists() for model in (Memo, Evidence, PickedQuote)),
        ~select(Link.id).where(or_(Link.from_guid == Segment.guid, Link.to_guid == Segment.guid)).exists(),
    )
    remove(work.journal, Segment, [row.id for row in queries.rows_with(work, unused, Segment.id, sorted(candidates))])
