"""Looking for words, or any characters, in the texts of all documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.material.speakers import ROLES
from qualcode.actions.words.selected_text import (
    Selection,
    all_documents,
    chosen_documents,
    codings_meant,
    label_named,
)
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import Speaker, Turn
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.contexts import around
from qualcode.text.names import name_key
from qualcode.text.sought import Expression, Sought
from qualcode.text.span import Span

if TYPE_CHECKING:
    from qualcode.store.search.finding import Hits

COLUMNS = ("document", "start", "end", "speaker", "text", "before", "after")
COUNT_COLUMNS = ("document", "hits")
_WIDEST = 10_000
_FEW = 10


@dataclass(frozen=True)
class Wanted:
    """What to look for, and how closely it must be met.

    By default small and capital, full-width and half-width letters are the same, white space is any white space, and words may go
    on before and behind. ``regex`` takes ``text`` for a regular expression, for which only ``case_sensitive`` counts.
    """

    text: str
    regex: bool = False
    case_sensitive: bool = False
    width_sensitive: bool = False
    whole_words: bool = False

    def finder(self) -> Sought | Expression:
        """What finds it. Raises WrongUse where there is nothing to look for, or the expression is none."""
        if not self.regex:
            return Sought(self.text, self.case_sensitive, self.width_sensitive, self.whole_words)
        if self.whole_words or self.width_sensitive:
            raise WrongUse(
                _("A regular expression says itself what is a whole word, and of what width."),
                _(r"Write \b where a word begins or ends, and leave out the option."),
            )
        return Expression(self.text, case_sensitive=self.case_sensitive)


@dataclass(frozen=True)
class Place:
    """In which documents to look: names that fit ``match``, a case with all below it, and what a ``Selection`` narrows."""

    match: str | None = None
    case: str | None = None
    selection: Selection = field(default_factory=Selection)


class _Turns:
    """Who speaks where hits are: one turn is asked for at a time, or all of a document at once that has many hits."""

    def __init__(self, view: View, found: Hits) -> None:
        columns = (Turn.start, Turn.end, Turn.label_end, Speaker.name, Speaker.role)
        self._statement: Any = select(*columns).outerjoin(Speaker, Turn.speaker_id == Speaker.id)
        self._view = view
        self._hits = Counter(found.document.tolist())
        self._rows: dict[int, Sequence[Row[Any]]] = {}

    def at(self, document_id: int, position: int) -> Row[Any] | None:
        """The turn that a position is in."""
        of_document = self._statement.where(Turn.document_id == document_id)
        if self._hits[document_id] <= _FEW:
            before = of_document.where(Turn.start <= position).order_by(Turn.ordinal.desc()).limit(1)
            turn: Row[Any] | None = self._view.connection.execute(before).first()
        else:
            if document_id not in self._rows:
                self._rows[document_id] = queries.rows(self._view, of_document.order_by(Turn.ordinal))
            rows = self._rows[document_id]
            number = bisect_right(rows, position, key=lambda row: row.start) - 1
            turn = rows[number] if number >= 0 else None
        return turn if turn is not None and position < turn.end else None


def hits(view: View, wanted: Wanted, place: Place | None = None) -> Hits:
    """Every place of what is wanted: the store's keys of documents, and code points; without their words, so the quickest way.

    Raises NotFound for an unknown document, case, speaker, code or value, WrongUse for what cannot be looked for.
    """
    return _found(view, wanted, place or Place())[0]


def search(
    view: View, wanted: Wanted, place: Place | None = None, *, context: int = 40, limit: int | None = None
) -> Table:
    """Every place of what is wanted with what stands around it, ``context`` columns of a terminal on either side.

    Positions count code points of the text as it is now; hits are apart from each other, in the order of the documents' names.
    With ``limit`` only so many rows are made. Raises what ``hits`` raises.
    """
    if not 0 <= context <= _WIDEST:
        raise WrongUse(_("There is no context of {n}.", n=context), _("Give 0 to {most}.", most=_WIDEST))
    found, notes = _found(view, wanted, place or Place())
    rows = list(_rows(view, found, context, limit))
    if len(rows) < len(found):
        notes = (*notes, _("Only the first {n} are listed.", n=len(rows)))
    return Table(COLUMNS, rows, notes)


def counts(view: View, wanted: Wanted, place: Place | None = None) -> Table:
    """How often what is wanted stands in each document that has it. Raises what ``hits`` raises."""
    found, notes = _found(view, wanted, place or Place())
    rows = [(row.name, stop - start) for row, start, stop in _by_document(view, found)]
    return Table(COUNT_COLUMNS, rows, notes)


def _found(view: View, wanted: Wanted, place: Place) -> tuple[Hits, tuple[str, ...]]:
    from qualcode.store.search.finding import Search

    found = Search(view).find(wanted.finder(), _documents(view, place))
    found, coded = _coded(view, _said(view, found, place.selection), place.selection)
    there = len(set(found.document.tolist()))
    return found, (_told(len(found), there), *_scope(place), *_rules(wanted), *coded)


def _documents(view: View, place: Place) -> set[int] | None:
    """The keys of the documents to look in, None for all."""
    chosen: set[int] | None = None
    selection = place.selection
    if selection.documents or selection.kinds or selection.attributes:
        everything = all_documents(view)
        chosen = {everything.documents[number].id for number in chosen_documents(view, everything, selection)}
    if place.match is not None:
        pattern = name_key(place.match)
        fitting = {row.id for row in queries.documents(view) if fnmatch(row.name_key, pattern)}
        chosen = fitting if chosen is None else chosen & fitting
    if place.case is not None:
        of_case = _documents_of(view, place.case)
        chosen = of_case if chosen is None else chosen & of_case
    return chosen


def _documents_of(view: View, case: str) -> set[int]:
    """The keys of the documents of a case, and of the cases below it."""
    below = {queries.case_named(view, case).id}
    rows = queries.cases(view)
    while more := {row.id for row in rows if row.parent_id in below} - below:
        below |= more
    return {row.document_id for row in queries.document_cases(view) if row.case_id in below}


def _said(view: View, found: Hits, selection: Selection) -> Hits:
    """Only the hits that stand in the words of wanted speakers and roles, not in their labels."""
    if not selection.speakers and not selection.roles:
        return found
    import numpy as np

    speakers, roles = _speakers(view, selection.speakers), _roles(selection.roles)
    turns = _Turns(view, found)
    mask = np.zeros(len(found), dtype=np.bool_)
    for at, (key, start, end) in enumerate(_triples(found)):
        turn = turns.at(key, start)
        if turn is not None and turn.label_end <= start and end <= turn.end:
            heard = not speakers or (turn.name is not None and name_key(turn.name) in speakers)
            mask[at] = heard and (not roles or turn.role in roles)
    return found.where(mask)


def _speakers(view: View, names: Sequence[str]) -> set[str]:
    known = {row.name for row in queries.rows(view, select(Speaker.name).distinct())} if names else set()
    return {name_key(label_named(known, name, _("a speaker"))) for name in names}


def _roles(roles: Sequence[str]) -> set[str]:
    for role in roles:
        if role not in (*ROLES, "all"):
            raise WrongUse(
                _("{role!r} is no role of a speaker.", role=role), _("Roles are: {roles}", roles=listed(ROLES))
            )
    return set(ROLES) if "all" in roles else set(roles)


def _coded(view: View, found: Hits, selection: Selection) -> tuple[Hits, tuple[str, ...]]:
    """Only the hits that wanted codings touch, and what must be said of that."""
    meant = codings_meant(view, selection, "hit")
    if meant is None:
        return found, ()
    import numpy as np

    from qualcode.analysis.touch import touch_units

    table, notes = meant
    rows = queries.documents(view)
    mask = np.zeros(len(found), dtype=np.bool_)
    for number, row in enumerate(rows):
        here, coded = np.flatnonzero(found.document == row.id), table.document == number
        if len(here) and coded.any():
            _coding, hit = touch_units(table.start[coded], table.end[coded], found.start[here], found.end[here], "half")
            mask[here[hit]] = True
    return found.where(mask), notes


def _rows(view: View, found: Hits, context: int, limit: int | None) -> Iterator[tuple[Cell, ...]]:
    left = len(found) if limit is None else limit
    turns = _Turns(view, found)
    for row, first, stop in _by_document(view, found):
        if left <= 0:
            return
        text = queries.text_of(view, row.id)
        for start, end in zip(
            found.start[first:stop][:left].tolist(), found.end[first:stop][:left].tolist(), strict=True
        ):
            before, after = around(text, Span(start, end), Span(0, len(text)), context)
            turn = turns.at(row.id, start)
            yield row.name, start, end, turn and turn.name, text[start:end], before, after
        left -= stop - first


def _by_document(view: View, found: Hits) -> Iterator[tuple[Row[Any], int, int]]:
    """The documents with hits in the order of their names, each with from where to where its hits stand."""
    import numpy as np

    keys, first = np.unique(found.document, return_index=True)
    stops = [*first.tolist(), len(found)][1:]
    ranges = {key: pair for key, *pair in zip(keys.tolist(), first.tolist(), stops, strict=True)}
    rows = queries.documents(view) if ranges else ()
    yield from ((row, *ranges[row.id]) for row in rows if row.id in ranges)


def _triples(found: Hits) -> Iterator[tuple[int, int, int]]:
    return zip(found.document.tolist(), found.start.tolist(), found.end.tolist(), strict=True)


def _told(number: int, documents: int) -> str:
    if not number:
        return _("Found nowhere.")
    there = plural("{n} document", "{n} documents", documents)
    return plural("{n} hit in {there}.", "{n} hits in {there}.", number, there=there)


def _scope(place: Place) -> Iterator[str]:
    """Where was looked, where not everywhere."""
    yield from place.selection.of_documents(match=place.match, case=place.case)
    if who := [*place.selection.roles, *place.selection.speakers]:
        yield _("Text: what is said by {who}.", who=listed(who))


def _rules(wanted: Wanted) -> Iterator[str]:
    """How closely it was met, as far as that may surprise."""
    if wanted.regex:
        return
    alike = [
        name
        for name, strict in ((_("letter case"), wanted.case_sensitive), (_("width"), wanted.width_sensitive))
        if not strict
    ]
    if alike:
        yield _("What makes no difference: {what}.", what=listed([*alike, _("kinds of white space")]))
