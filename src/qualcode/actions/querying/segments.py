"""Codings as a list to look through, however many they are: those that a query means, in any order.

Only numbers are kept, some dozens of bytes for each coding; names and words are put together for the rows looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, get_args

from qualcode.actions import history
from qualcode.actions.coding_files import COLUMNS
from qualcode.actions.layers import codings
from qualcode.actions.querying.material import ProjectMaterial
from qualcode.actions.querying.saved import opened
from qualcode.store import coding_places, queries, rounds
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, IntArray
    from qualcode.analysis.query.marks import Marks

Key = coding_places.Key
Order = Literal["document", "place", "code", "text", "coder", "memo", "weight", "speaker"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""What a list can be sorted by; ``document`` is by document and place, as the codings themselves lie."""

_LETTERS = 16  # of a text, by which texts are sorted


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A coding as it stands in a list. ``key`` finds it again, ``document_id`` fetches its words; ``speaker`` may be ""."""

    key: Key
    document: str
    start: int
    end: int
    code: str
    code_guid: str
    coder: str
    weight: float | None
    speaker: str
    has_memo: bool

    @property
    def document_id(self) -> int:
        """What fetches the text of its document."""
        return self.key[0]


class Segments:
    """All codings that who looks may see, as they were after one operation; ``notes`` say what is hidden from her.

    ``only`` those of some documents are enough to look at before all are read: ``operation`` is none then.
    """

    def __init__(self, view: View, only: Collection[int] | None = None) -> None:
        import numpy as np

        self.operation = history.latest_operation(view) if only is None else None
        self.notes = tuple(rounds.notes(view))
        self.found = codings(view, "all", only)
        self.table = self.found.table
        self._ids = [
            [row.id for row in rows] for rows in (self.found.documents, self.found.tree.rows, self.found.coders)
        ]
        self._lengths: dict[int, int] = {row.id: row.length for row in self.found.documents}
        self._speakers, self._speaker = [""], np.zeros(len(self.table), dtype=np.int32)
        self._has_memo = np.zeros(len(self.table), dtype=np.bool_)
        if only is None:
            material = ProjectMaterial(view, self.found)
            self._has_memo = _memos(material, self.everything)
            self._speakers, self._speaker = _speakers(material.conditions.speakers_at(self.everything))

    @cached_property
    def everything(self) -> Marks:
        """All of them as a query would find them."""
        import numpy as np

        from qualcode.analysis.query.marks import Marks

        return Marks.of_rows(self.table, np.arange(len(self.table)))

    @property
    def speakers(self) -> list[str]:
        """The names of those who speak in codings, each once; "" where nobody does."""
        return self._speakers

    def length_of(self, document_id: int) -> int:
        """How many characters a document has."""
        return self._lengths[document_id]

    def row(self, at: int) -> SegmentRow:
        """The coding at a place of the table."""
        table, weight = self.table, float(self.table.weight[at])
        return SegmentRow(
            self.key(at),
            document=table.documents[table.document[at]],
            start=int(table.start[at]),
            end=int(table.end[at]),
            code=table.codes[table.code[at]],
            code_guid=self.found.tree.rows[table.code[at]].guid.hex,
            coder=table.coders[table.coder[at]],
            weight=None if weight != weight else weight,
            speaker=self._speakers[self._speaker[at]],
            has_memo=bool(self._has_memo[at]),
        )

    def key(self, at: int) -> Key:
        """What finds the coding at a place of the table again, in another table too."""
        table = self.table
        documents, codes, coders = self._ids
        start, end = int(table.start[at]), int(table.end[at])
        return documents[table.document[at]], start, end, codes[table.code[at]], coders[table.coder[at]]

    def coder_of(self, key: Key) -> str:
        """Whose coding a key is of."""
        return self.table.coders[self._ids[2].index(key[4])]

    def place_of(self, key: Key) -> int | None:
        """Where in the table the coding of a key is, None where it is not there."""
        import numpy as np

        document = self._document_at.get(key[0])
        if document is None:
            return None
        start = self.table.offsets[document] + key[1]
        first, stop = np.searchsorted(self.table.line_start, (start, start + 1)).tolist()
        return next((at for at in range(first, stop) if self.key(at) == key), None)

    def places_of(self, keys: Iterable[Key]) -> list[int]:
        """Where the codings of these keys are, as far as they are there."""
        return sorted({at for at in map(self.place_of, keys) if at is not None})

    def touching(self, row: SegmentRow) -> list[SegmentRow]:
        """All codings that share a character with one, itself among them, by place."""
        import numpy as np

        first, stop = np.searchsorted(self.table.document, (at := self._document_at[row.document_id], at + 1)).tolist()
        starts, ends = self.table.start[first:stop], self.table.end[first:stop]
        return [self.row(first + number) for number in np.flatnonzero((starts < row.end) & (row.start < ends)).tolist()]

    @cached_property
    def _document_at(self) -> dict[int, int]:
        return {document_id: at for at, document_id in enumerate(self._ids[0])}

    def meant(self, view: View, query: str) -> IntArray:
        """The places of the codings that a query means; all for an empty one. Raises WrongUse and NotFound as ``retrieve``."""
        import numpy as np

        from qualcode.analysis.query.evaluation import Evaluation
        from qualcode.analysis.query.parsing import parse

        if not query.strip():
            return np.arange(len(self.table))
        marks = Evaluation(ProjectMaterial(view, self.found)).find(opened(view, parse(query)))
        return marks.origin if marks.whole else np.unique(marks.origin)

    def sorted(self, view: View, places: IntArray, order: Order, descending: bool = False) -> IntArray:
        """The places in an order; what is equal in it stays as it lies, by document and place."""
        import numpy as np

        if order == "document":
            return places[::-1] if descending else places
        values = self._values(view, places, order)
        if descending:  # as stable as ascending
            return places[::-1][np.argsort(values[::-1], kind="stable")[::-1]]
        return places[np.argsort(values, kind="stable")]

    def _values(self, view: View, places: IntArray, order: Order) -> Any:
        import numpy as np

        table = self.table
        if order == "text":
            return _first_letters(view, self, places)
        if order == "coder":
            return _ranks(table.coders)[table.coder[places]]
        if order == "speaker":
            return _ranks(self._speakers)[self._speaker[places]]
        if order == "memo":
            return np.where(self._has_memo[places], 0, 1).astype(np.int8)
        columns: dict[str, Any] = {"place": table.start, "code": table.code, "weight": -table.weight}
        return columns[order][places]


class Listing:
    """The codings that a query means in an order: rows with numbers from 0 on."""

    def __init__(self, segments: Segments, places: IntArray) -> None:
        self.segments = segments
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def row(self, number: int) -> SegmentRow:
        """A row of the list."""
        return self.segments.row(int(self._places[number]))

    def key(self, number: int) -> Key:
        """The key of a row."""
        return self.segments.key(int(self._places[number]))

    def number_of(self, key: Key) -> int | None:
        """The number of the row of a key, None where it is not in the list."""
        import numpy as np

        at = self.segments.place_of(key)
        found = [] if at is None else np.flatnonzero(self._places == at).tolist()
        return found[0] if found else None

    def missing(self, keys: Iterable[Key]) -> int:
        """How many codings of these keys are there, but not in the list."""
        import numpy as np

        return int((~np.isin(self.segments.places_of(keys), self._places)).sum())


def listing(
    view: View,
    query: str = "",
    order: Order = "document",
    descending: bool = False,
    known: Segments | None = None,
    among: Iterable[Key] | None = None,
) -> Listing:
    """The codings that a query means, in an order, with ``among`` only those of these keys.

    Those ``known`` are not read again where nothing has changed since. Raises WrongUse for what is no query, NotFound for unknown
    names in it.
    """
    import numpy as np

    current = known is not None and known.operation == history.latest_operation(view)
    segments = known if known is not None and current else Segments(view)
    places = segments.meant(view, query)
    if among is not None:
        places = np.intersect1d(places, segments.places_of(among))
    return Listing(segments, segments.sorted(view, places, order, descending))


def beginning(view: View, rows: int) -> Listing:
    """So many rows at least of all codings by document and place, where there are so many: read in a moment."""
    documents: list[int] = []
    for row in queries.documents(view):
        documents.append(row.id)
        rows -= len(queries.codings(view, document_id=row.id))
        if rows <= 0:
            break
    segments = Segments(view, documents)
    return Listing(segments, segments.meant(view, ""))


def texts(view: View, document_ids: Iterable[int]) -> dict[int, str]:
    """The texts of some documents by their ids."""
    return {document_id: queries.text_of(view, document_id) for document_id in document_ids}


def guids(view: View, keys: Sequence[Key]) -> list[str]:
    """The guids of the codings of these keys, without those that are not there any more."""
    found = coding_places.identities(view, keys)
    return [found[key].guid.hex for key in keys if key in found]


def table(view: View, found: Listing) -> Table:
    """What a list holds, under the columns of ``codings list`` and in its own order."""
    rows = [found.row(number) for number in range(len(found))]
    known = coding_places.identities(view, [row.key for row in rows])
    words = texts(view, dict.fromkeys(row.document_id for row in rows))
    cells: list[tuple[Cell, ...]] = [
        (
            *(row.document, row.start, row.end, row.code, row.coder, row.weight),
            *(row.speaker or None, words[row.document_id][row.start : row.end]),
            known[row.key].created_at.isoformat(timespec="seconds"),
        )
        for row in rows
        if row.key in known
    ]
    return Table(COLUMNS, cells, found.segments.notes)


def _memos(material: ProjectMaterial, everything: Marks) -> BoolArray:
    from qualcode.analysis.query.tree import Compare

    return material.holds(Compare("memo", "", "is not missing"), everything)


def _speakers(names: Sequence[str | None]) -> tuple[list[str], Any]:
    """The different names, "" first, and which of them each is."""
    import numpy as np

    number = {name: at for at, name in enumerate(dict.fromkeys(["", *(name or "" for name in names)]))}
    return [*number], np.fromiter((number[name or ""] for name in names), dtype=np.int32, count=len(names))


def _ranks(names: Sequence[str]) -> Any:
    """The place of each name in the alphabet; "" is last."""
    import numpy as np

    ranks = np.empty(len(names), dtype=np.int32)
    ranks[sorted(range(len(names)), key=lambda at: (not names[at], names[at].casefold()))] = np.arange(len(names))
    return ranks


def _first_letters(view: View, segments: Segments, places: IntArray) -> Any:
    """The ranks of the first letters of each text, width and case apart."""
    import numpy as np

    from qualcode.analysis.query.texts import fold

    starts, documents = segments.table.start[places], segments.table.document[places]
    ends = np.minimum(segments.table.end[places], starts + _LETTERS)
    letters = np.empty(len(places), dtype=f"U{_LETTERS}")
    by_document = np.argsort(documents, kind="stable")
    borders = np.searchsorted(documents[by_document], np.arange(len(segments.found.documents) + 1)).tolist()
    for at, (first, stop) in enumerate(pairwise(borders)):
        rows = by_document[first:stop]
        if len(rows):
            text = fold(queries.text_of(view, segments.found.documents[at].id))
            spans = zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)
            letters[rows] = [text[start:end] for start, end in spans]
    return np.unique(letters, return_inverse=True)[1]
