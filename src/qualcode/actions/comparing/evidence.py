"""The evidence table of grounded theory: from quotes to initial concepts, categories and main categories."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qualcode.actions.layers import Codings
from qualcode.actions.privacy.consent import documents_barred
from qualcode.actions.tables.case_levels import cases_of_documents
from qualcode.actions.tables.crossings import codings_of
from qualcode.errors import WrongUse
from qualcode.messages import _, plural, some_of
from qualcode.store import queries, rounds
from qualcode.store.models import PickedQuote, Segment
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.names import format_path, parse_path

COLUMNS = ("quote", "source", "concept", "category", "main_category", "status", "passages", "documents", "cases")
MERGED = ("main_category", "category", "concept", "status", "passages", "documents", "cases")
"""The columns whose equal cells are one in a paper, the outermost first."""


Place = tuple[int, int, int]
"""A document's position, start and end."""


@dataclass(frozen=True)
class Concept:
    """A code with passages: its path in three steps, and its passages, those first that are to be quoted."""

    main: str | None
    category: str | None
    name: str
    status: str
    places: Sequence[Place]


def evidence_table(
    view: View,
    branch: str | None = None,
    *,
    quotes: int = 1,
    longest: bool = False,
    settled: bool = False,
    layer: str = "record",
    where: str | None = None,
) -> Table:
    """For each code that is used, in the order of the codebook, up to ``quotes`` passages, and how often it was found.

    The deepest code of a path is the concept, the top of a tree of three levels and more its main category, what lies between its
    category; in a tree of two levels the top is the category. Of the passages those picked for print come first, then those of documents
    not quoted yet, in the order of documents and text or, ``longest``, the longest first. ``branch`` is a code with all below it, ``settled`` leaves
    out what is provisional. Raises NotFound for an unknown code, WrongUse for a number of quotes below 1.
    """
    if quotes < 1:
        raise WrongUse(_("A concept needs a quote."), _("Give a number from 1 on."))
    found = codings_of(view, layer, where)
    barred = {number for number, row in enumerate(found.documents) if row.id in documents_barred(view, "quote")}
    picked = _picked(view, found)
    concepts = list(_concepts(found, branch, settled, picked, longest))
    tied, texts = cases_of_documents(view, found), _Texts(view, found)
    rows = [
        (quote, source, it.name, it.category, it.main, it.status, *_amounts(it.places, tied))
        for it in concepts
        for quote, source in _quoted(it.places, barred, quotes, texts, picked)
    ]
    notes = (*found.notes, *_notes(found, concepts, barred, quotes, longest, settled))
    return Table(COLUMNS, rows, notes)


def _concepts(
    found: Codings, branch: str | None, settled: bool, picked: Mapping[Place, str], longest: bool
) -> Iterator[Concept]:
    """The codes that are used, what several coders marked alike once."""
    tree, table = found.tree, found.table
    wanted = {row.id for row in tree.rows}
    if branch is not None:
        wanted = {row.id for row in tree.subtree(tree.named(branch).id)}
    places: dict[int, set[Place]] = defaultdict(set)
    columns = (table.code, table.document, table.start, table.end)
    for code, *place in zip(*(column.tolist() for column in columns), strict=True):
        places[code].add((place[0], place[1], place[2]))
    chosen = [
        (number, row)
        for number, row in enumerate(tree.rows)
        if number in places and row.id in wanted and (row.status == "settled" or not settled)
    ]
    deepest = max((len(parse_path(table.codes[number])) for number in places), default=0)
    for number, row in chosen:
        main, category, name = _steps(table.codes[number], deepest)
        status = f"{row.status}, retired" if row.retired else row.status
        yield Concept(main, category, name, status, _in_order(places[number], picked, longest))


def _steps(path: str, deepest: int) -> tuple[str | None, str | None, str]:
    """Main category, category and concept of a path, where the deepest path has so many levels."""
    parts = parse_path(path)
    if deepest <= 2:
        return None, parts[0] if len(parts) == 2 else None, parts[-1]
    return parts[0], format_path(parts[1:-1]) or None, parts[-1]


def _in_order(places: set[Place], picked: Mapping[Place, str], longest: bool) -> list[Place]:
    """Picked ones first; then one of each document before a second of any."""
    order = sorted(places, key=lambda it: (it[1] - it[2], it)) if longest else sorted(places)
    turn: Counter[int] = Counter()
    ranked: list[tuple[bool, int, int, Place]] = []
    for place in order:
        ranked.append((place not in picked, turn[place[0]], len(ranked), place))
        turn[place[0]] += 1
    return [place for *_rank, place in sorted(ranked)]


def _picked(view: View, found: Codings) -> dict[Place, str]:
    """The places that are picked for print, each with the wording it is printed in, "" where it is printed whole."""
    at = {row.id: number for number, row in enumerate(found.documents)}
    columns = Segment.document_id, Segment.start, Segment.end, PickedQuote.wording
    statement = select(*columns).join(Segment, PickedQuote.segment_id == Segment.id)
    statement = statement.where(*rounds.shown(view, PickedQuote)).order_by(PickedQuote.id)
    return {(at[row[0]], row[1], row[2]): row[3] for row in view.connection.execute(statement)}


class _Texts:
    """The words at places; the documents that were asked last stay open."""

    def __init__(self, view: View, found: Codings) -> None:
        self._view, self._found = view, found
        self._open: dict[int, str] = {}

    def words(self, place: Place) -> str:
        """What stands there."""
        document, start, end = place
        if document not in self._open:
            if len(self._open) > 50:
                self._open.clear()
            self._open[document] = queries.text_of(self._view, self._found.documents[document].id)
        return self._open[document][start:end].strip()

    def source(self, place: Place) -> str:
        """Where it stands."""
        return f"{self._found.documents[place[0]].name} {place[1]}–{place[2]}"


def _quoted(
    places: Sequence[Place], barred: set[int], most: int, texts: _Texts, picked: Mapping[Place, str]
) -> Iterator[tuple[Cell, Cell]]:
    """The quotes of a concept with their sources; where none of its passages may be quoted, that."""
    allowed = [place for place in places if place[0] not in barred]
    for place in allowed[:most]:
        yield picked.get(place) or texts.words(place), texts.source(place)
    if not allowed:
        yield plural("[{n} passage not to be quoted]", "[{n} passages not to be quoted]", len(places)), None


def _amounts(places: Sequence[Place], tied: Mapping[int, set[int]]) -> tuple[int, int, int]:
    documents = {place[0] for place in places}
    return len(places), len(documents), len({case for number in documents for case in tied.get(number, ())})


def _notes(
    found: Codings, concepts: Sequence[Concept], barred: set[int], quotes: int, longest: bool, settled: bool
) -> Iterator[str]:
    if not concepts:
        yield _("No code has a passage.")
        return
    rule = _("the longest first") if longest else _("in the order of documents and text")
    yield plural(
        "Of each concept {n} passage is quoted: one picked for print, else the first, {rule}.",
        "Of each concept up to {n} passages are quoted: those picked for print, then one of each document before a second, {rule}.",
        quotes,
        rule=rule,
    )
    yield _(
        "passages, documents, cases: of the concept itself, quoted or not; what several coders marked alike is one."
    )
    if settled:
        yield _("Only settled codes.")
    withheld = sorted({place[0] for it in concepts for place in it.places} & barred)
    if withheld:
        names = [found.documents[number].name for number in withheld]
        yield _("Consent does not allow to quote from: {documents}; they are counted.", documents=some_of(names))
