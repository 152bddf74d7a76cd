"""The quotes that were picked, as values: where each stands, what it says, and how it is to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.coding_files import speaker_of
from qualcode.actions.material import documents
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coder, Memo, PickedQuote, Segment
from qualcode.store.view import View
from qualcode.table import Table

COLUMNS = (
    "quote",
    "number",
    "document",
    "revision",
    "start",
    "end",
    "speaker",
    "codes",
    "text",
    "wording",
    "translation",
    "note",
    "coder",
)
SHORT = 8
"""How many of the digits of a segment's identifier name a quote."""


@dataclass(frozen=True)
class Quote:
    """A picked quote. ``short`` names it to commands; ``codes`` are those of the codings that it has most in common with, the
    one that fits best first; ``words`` is what is printed."""

    id: int
    segment_id: int
    short: str
    number: int
    document_id: int
    document: str
    kind: str
    language: str
    date: str
    place: str
    revision: int
    start: int
    end: int
    speaker: str | None
    codes: tuple[str, ...]
    text: str
    wording: str
    translation: str
    note: str
    coder: str

    @property
    def words(self) -> str:
        """What is printed: the wording, else the text whole."""
        return self.wording or self.text.strip()

    @property
    def where(self) -> str:
        """The way back to the segment."""
        return _(
            "{document}, revision {revision}, characters {start}–{end}, {short}",
            document=self.document, revision=self.revision, start=self.start, end=self.end, short=self.short,
        )  # fmt: skip


def quotes(view: View) -> list[Quote]:
    """The quotes that who looks may see, in their order; each document is opened once."""
    translations = _translations(view)
    coders = {row.id: row.name for row in view.connection.execute(select(Coder.id, Coder.name))}
    opened_so_far: dict[int, tuple[Any, documents.OpenDocument, list[tuple[int, int, str]]]] = {}
    found = []
    for number, row in enumerate(_rows(view), 1):
        if row.document_id not in opened_so_far:
            document = queries.document_of(view, row.document_id)
            opened_so_far[row.document_id] = (
                document,
                documents.open_document(view, document.name),
                _codings(view, row.document_id),
            )
        document, opened, codings = opened_so_far[row.document_id]
        place = (row.document_id, row.start, row.end)
        found.append(
            Quote(
                row.id, row.segment_id, row.of.hex[-SHORT:], number, document.id, document.name, document.kind, document.language,
                document.occurred_on, document.place, document.revision, row.start, row.end,
                speaker_of(opened, row.start, row.end), _codes(codings, row.start, row.end), opened.text[row.start : row.end],
                row.wording, translations.get(place, ""), row.note, coders[row.coder_id],
            )
        )  # fmt: skip
    return found


def places(view: View) -> set[tuple[int, int, int]]:
    """Where the quotes stand that who looks may see: the id of a document, start and end."""
    return {(row.document_id, row.start, row.end) for row in _rows(view)}


def _rows(view: View) -> Sequence[Row[Any]]:
    statement = select(PickedQuote.__table__, Segment.document_id, Segment.start, Segment.end, Segment.guid.label("of"))
    statement = statement.join(Segment, PickedQuote.segment_id == Segment.id)
    visible = (*rounds.shown(view, PickedQuote), *rounds.shown(view, Segment))
    return queries.rows(view, statement.where(*visible).order_by(PickedQuote.position, PickedQuote.id))


def _codings(view: View, document_id: int) -> list[tuple[int, int, str]]:
    """The codings of a document, the codes in the order of the codebook."""
    tree = queries.code_tree(view)
    order = {row.id: at for at, row in enumerate(tree.rows)}
    rows = sorted(queries.codings(view, document_id=document_id), key=lambda row: order[row.code_id])
    return [(row.start, row.end, tree.path(row.code_id)) for row in rows]


def _codes(codings: Sequence[tuple[int, int, str]], start: int, end: int) -> tuple[str, ...]:
    """The codes of codings that hold half of a span or have half of themselves in it, the one most like it first."""
    likeness: dict[str, float] = {}
    for first, stop, code in codings:
        shared = min(stop, end) - max(first, start)
        if shared > 0 and 2 * shared >= min(stop - first, end - start):
            likeness[code] = max(likeness.get(code, 0), shared / (max(stop, end) - min(first, start)))
    return tuple(sorted(likeness, key=lambda code: -likeness[code]))


def _translations(view: View) -> dict[tuple[int, int, int], str]:
    """The translation memos by the places they are on; of several the latest counts."""
    statement = select(Memo.text, Segment.document_id, Segment.start, Segment.end).join(
        Segment, Memo.segment_id == Segment.id
    )
    statement = statement.where(Memo.kind == "translation", *rounds.shown(view, Memo)).order_by(
        Memo.created_at, Memo.id
    )
    return {(row.document_id, row.start, row.end): row.text for row in view.connection.execute(statement)}


def named(view: View, names: Sequence[str]) -> list[Quote]:
    """The quotes of these numbers or short identifiers, in this order. Raises NotFound for one there is not, WrongUse where several have it."""
    there = quotes(view)
    return [_named(there, name) for name in names]


def _named(there: Sequence[Quote], name: str) -> Quote:
    wanted = name.strip().lower()
    found = [it for it in there if it.short == wanted] or [it for it in there if str(it.number) == wanted]
    found = found or [it for it in there if len(wanted) >= 4 and it.short.startswith(wanted)]
    if not found:
        raise NotFound(_("There is no quote {name!r}.", name=name), _("qualcode quotes list shows them."))
    if len(found) > 1:
        raise WrongUse(
            _("Several quotes begin with {name!r}.", name=name), _("Give all of the identifier, or the number.")
        )
    return found[0]


def waiting(view: View) -> str:
    """A sentence on quotes whose segment a revision could not place; "" where there are none."""
    from qualcode.actions.revising import unplaced

    n = sum(1 for _image in unplaced.hanging(view, PickedQuote.__tablename__))
    said = plural(
        "{n} quote has no place since a revision: qualcode documents unplaced",
        "{n} quotes have no place since a revision: qualcode documents unplaced",
        n,
    )
    return said if n else ""


def table(view: View) -> Table:
    """The quotes under COLUMNS, in their order."""
    rows = [
        (it.short, it.number, it.document, it.revision, it.start, it.end, it.speaker, "; ".join(it.codes) or None, it.text,
         it.wording or None, it.translation or None, it.note or None, it.coder)
        for it in quotes(view)
    ]  # fmt: skip
    sentence = waiting(view)
    return Table(COLUMNS, rows, (sentence,) if sentence else ())
