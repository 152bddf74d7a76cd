"""Picking quotes and putting them in order, in words and in another language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from qualcode.actions import segments
from qualcode.actions.memos import require_kind
from qualcode.actions.places import Place, documented
from qualcode.actions.quotes import picked
from qualcode.actions.quotes.wording import require_fit
from qualcode.actions.registry import action
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.store.models import Memo, PickedQuote, Segment
from qualcode.store.removal import remove
from qualcode.store.session import Work
from qualcode.store.types import now

TRANSLATION = "translation"


@action("quotes.pick")
def pick(work: Work, places: Iterable[Place], *, note: str = "") -> int:
    """Pick passages, each the name of a document and a span, behind those picked before. Returns how many are new.

    Raises NotFound for an unknown document, WrongUse for a span beyond its text or where no passage is given.
    """
    chosen = documented(work, places)
    if not chosen:
        raise WrongUse(_("Say which passages: a coding, a document and a span, or a query."))
    there = picked.places(work)
    new = [(document, span) for document, span in chosen if (document.id, span.start, span.end) not in there]
    last = work.connection.scalar(select(func.max(PickedQuote.position))) or 0
    same = {"note": note, "coder_id": work.coder_id, "created_at": now()}
    of_segments = enumerate(segments.on_spans(work, new), last + 1)
    work.journal.insert_many(PickedQuote, [{**same, "position": at, "segment_id": it} for at, it in of_segments])
    work.describe("quotes.pick", plural("picked {n} quote", "picked {n} quotes", len(new)))
    return len(new)


@action("quotes.drop")
def drop(work: Work, names: Sequence[str]) -> None:
    """Drop quotes; a segment made for one goes too when nothing else needs it."""
    found = picked.named(work, names)
    remove(work.journal, PickedQuote, [it.id for it in found])
    segments.let_go(work, [it.segment_id for it in found])
    work.describe("quotes.drop", plural("dropped {n} quote", "dropped {n} quotes", len(found)))


@action("quotes.order")
def order(work: Work, names: Sequence[str]) -> None:
    """Put quotes first, in this order; all others follow in the order they have."""
    first = [it.id for it in picked.named(work, names)]
    if len(set(first)) < len(first):
        raise WrongUse(_("A quote is named twice."))
    ids = first + [it.id for it in picked.quotes(work) if it.id not in first]
    work.journal.update_each(PickedQuote, {row_id: {"position": place} for place, row_id in enumerate(ids, 1)})
    work.describe("quotes.order", _("put the quotes in order"))


@action("quotes.word")
def word(work: Work, name: str, wording: str) -> None:
    """Say how a quote is printed; an empty wording prints it whole. Raises WrongUse, saying where, for what is not in the text."""
    (quote,) = picked.named(work, [name])
    if wording.strip():
        require_fit(wording, quote.text)
    work.journal.update(PickedQuote, quote.id, wording=wording.strip())
    work.describe("quotes.word", _("worded the quote {quote}", quote=quote.short))


@action("quotes.note")
def note(work: Work, name: str, text: str) -> None:
    """Note something on a quote; an empty text takes the note away."""
    (quote,) = picked.named(work, [name])
    work.journal.update(PickedQuote, quote.id, note=text.strip())
    work.describe("quotes.note", _("noted something on the quote {quote}", quote=quote.short))


@action("quotes.translate")
def translate(work: Work, name: str, text: str) -> None:
    """Translate a quote: a memo of kind translation on its segment, in place of the coder's own earlier one."""
    (quote,) = picked.named(work, [name])
    if not text.strip():
        raise WrongUse(_("A translation needs some words."), _("qualcode memos remove takes one away."))
    require_kind(TRANSLATION)
    span = (Segment.document_id == quote.document_id) & (Segment.start == quote.start) & (Segment.end == quote.end)
    own = select(Memo.id).join(Segment, Memo.segment_id == Segment.id).where(span, Memo.kind == TRANSLATION)
    there = work.connection.scalar(own.where(Memo.coder_id == work.coder_id).order_by(Memo.id.desc()).limit(1))
    if there is None:
        work.journal.insert(
            Memo,
            text=text.strip(),
            kind=TRANSLATION,
            segment_id=quote.segment_id,
            coder_id=work.coder_id,
            created_at=now(),
        )
    else:
        work.journal.update(Memo, there, text=text.strip(), created_at=now())
    work.describe("quotes.translate", _("translated the quote {quote}", quote=quote.short))
