"""Finding in all texts: from the index where it holds them, by looking through the others; both give the same places."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.store.search.grams import SPACES, Range, cover, folded_codes, text_of
from qualcode.store.search.postings import Packed, Places, packed_places
from qualcode.store.search.upkeep import Segment, state, texts
from qualcode.store.view import View
from qualcode.text.sought import Finder, Sought

_BLOCKS = """
    SELECT content FROM search_block WHERE search_segment_id = {segment} AND first < {high} AND first >= coalesce(
        (SELECT max(first) FROM search_block WHERE search_segment_id = {segment} AND first <= {low}), 0)
    ORDER BY first
"""
_NOWHERE: Places = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Hits:
    """Where something stands: the store's keys of documents, and code points in their texts; by document, then by place.

    Within a document hits are apart from each other, the first ones taken from the left.
    """

    document: Places
    start: Places
    end: Places

    def __len__(self) -> int:
        return len(self.start)

    def where(self, mask: NDArray[np.bool_]) -> Hits:
        """Only some of them."""
        return Hits(self.document[mask], self.start[mask], self.end[mask])


class Search:
    """The texts of a project, at the moment of a view, ready to be searched any number of times."""

    def __init__(self, view: View) -> None:
        self._connection = view.connection
        self._state = state(view.connection)
        self._segments = [
            _Places(self._blocks(segment.id), segment) for segment in self._state.segments if segment.present
        ]

    def find(self, sought: Finder, documents: Collection[int] | None = None) -> Hits:
        """Every place of what is sought, in all documents or in those of some keys."""
        wanted = None if documents is None else frozenset(documents)
        if not isinstance(sought, Sought):
            return _joined(self._look_through(sought, self._all() if wanted is None else sorted(wanted)))
        found = [hits for segment in self._segments for hits in self._in_segment(segment, sought, wanted)]
        if not sought.is_plain:
            keys = sorted({key for hits in found for key in np.unique(hits.document).tolist()})
            found = list(self._look_through(sought, keys))
        missing = [key for key in self._state.missing if wanted is None or key in wanted]
        return _joined([*found, *self._look_through(sought, missing)])

    def _in_segment(self, segment: _Places, sought: Sought, wanted: frozenset[int] | None) -> Iterator[Hits]:
        """Hits by the index; where that is damaged, which is for ``check`` to tell, by looking through the texts."""
        present = segment.present if wanted is None else segment.present & wanted
        try:
            yield segment.find(sought, present)
        except (zlib.error, ValueError, IndexError):
            yield from self._look_through(sought, sorted(present))

    def _all(self) -> list[int]:
        return sorted({*self._state.missing, *(key for segment in self._state.segments for key in segment.present)})

    def _look_through(self, sought: Finder, keys: Sequence[int]) -> Iterator[Hits]:
        for key, text, _digest in texts(self._connection, keys):
            plain = isinstance(sought, Sought) and sought.is_plain
            spans = list(sought.find_folded(text_of(folded_codes(text))) if plain else sought.find(text))  # type: ignore[attr-defined]
            yield Hits(
                np.full(len(spans), key, dtype=np.int64),
                np.array([span.start for span in spans], dtype=np.int64),
                np.array([span.end for span in spans], dtype=np.int64),
            )

    def _blocks(self, segment_id: int) -> Callable[[Range], Iterable[bytes]]:
        """The blocks of a segment that may hold grams of a range."""

        def read(wanted: Range) -> Iterable[bytes]:
            values = {"segment": segment_id, "low": wanted.low, "high": wanted.high}
            return (bytes(row[0]) for row in self._connection.exec_driver_sql(_BLOCKS.format(**values)))

        return read


def _joined(found: Iterable[Hits]) -> Hits:
    parts = list(found) or [Hits(_NOWHERE, _NOWHERE, _NOWHERE)]
    columns = [np.concatenate([getattr(hits, name) for hits in parts]) for name in ("document", "start", "end")]
    order = np.lexsort((columns[1], columns[0]))
    return Hits(*(column[order] for column in columns))


class _Places:
    """One segment, searched by arithmetic on the places of grams alone."""

    def __init__(self, blocks: Callable[[Range], Iterable[bytes]], segment: Segment) -> None:
        self._blocks = blocks
        self._starts = np.array(segment.starts, dtype=np.int64)
        self._keys = np.array(segment.ids, dtype=np.int64)
        self.present = segment.present

    def find(self, sought: Sought, wanted: Collection[int]) -> Hits:
        """Every place in wanted documents, which still have the text indexed here."""
        ways = [self._written(parts) for parts in sought.spellings]
        start, end = (np.concatenate([way[side] for way in ways]) for side in (0, 1))
        if len(ways) > 1:
            order = np.lexsort((np.arange(len(start)), start))
            start, end = start[order], end[order]
        apart = _apart(start, end)
        start, end = start[apart], end[apart]
        row = np.searchsorted(self._starts, start, "right") - 1
        hits = Hits(self._keys[row], start - self._starts[row], end - self._starts[row])
        if len(wanted) == len(self._keys):
            return hits
        return hits.where(np.isin(hits.document, np.array(sorted(wanted), dtype=np.int64)))

    def _written(self, parts: Sequence[str]) -> tuple[Places, Places]:
        """Where parts stand with white space between them, overlapping places too: starts and ends."""
        if len(parts) == 1:
            start = self._standing(parts[0])
            return start, start + len(parts[0])
        start = self._standing(f"{parts[0]} ")
        at = start + len(parts[0]) + 1
        for number, part in enumerate(parts[1:], start=2):
            behind = "" if number == len(parts) else " "
            start, at = self._over_spaces(start, at, self._standing(f" {part}{behind}") + 1)
            at = at + len(part) + len(behind)
        return start, at

    def _over_spaces(self, start: Places, at: Places, next_part: Places) -> tuple[Places, Places]:
        """The chains whose next part stands at ``at``, or comes there after more white space."""
        found = []
        spaces: Places | None = None
        while len(at):
            here = _among(at, next_part)
            found.append((start[here], at[here]))
            start, at = start[~here], at[~here]
            spaces = self._of(SPACES) if spaces is None else spaces
            further = _among(at - 1, spaces)
            start, at = start[further], at[further] + 1
        starts, ends = (np.concatenate([_NOWHERE, *(pair[side] for pair in found)]) for side in (0, 1))
        order = np.argsort(starts, kind="stable")
        return starts[order], ends[order]

    def _standing(self, part: str) -> Places:
        """Where characters stand: places that all grams of theirs agree on, the rarest looked at first."""
        packed = [(wanted, self._packed(wanted)) for wanted in cover(part)]
        packed.sort(key=lambda it: sum(len(some.content) for some in it[1]))
        found: Places | None = None
        for wanted, lists in packed:
            starts = _unpacked(lists) - wanted.offset
            found = starts[starts >= 0] if found is None else found[_among(found, starts)]
            if not len(found):
                break
        return _NOWHERE if found is None else found

    def _of(self, wanted: Range) -> Places:
        return _unpacked(self._packed(wanted))

    def _packed(self, wanted: Range) -> list[Packed]:
        return [packed_places(block, wanted) for block in self._blocks(wanted)]


def _unpacked(packed: Sequence[Packed]) -> Places:
    """All places of some grams, in order."""
    if len(packed) == 1 and len(packed[0].stops) == 1:
        return packed[0].places()
    return np.sort(np.concatenate([_NOWHERE, *(some.places() for some in packed)]))


def _among(values: Places, others: Places) -> NDArray[np.bool_]:
    """Which of some sorted values are among others, sorted too."""
    if not len(others):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(np.searchsorted(others, values), len(others) - 1)
    found: NDArray[np.bool_] = others[at] == values
    return found


def _apart(start: Places, end: Places) -> NDArray[np.bool_]:
    """Which of some spans to keep, sorted by where they start, so that none overlaps: the first ones from the left."""
    kept = np.ones(len(start), dtype=np.bool_)
    if not (start[1:] < end[:-1]).any():
        return kept
    done = 0
    for at, (begin, stop) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        kept[at] = begin >= done
        done = stop if kept[at] else done
    return kept
