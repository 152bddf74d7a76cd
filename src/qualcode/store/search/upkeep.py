"""Keeping the search index: which texts it holds, adding those it lacks, and dropping what is no more.

What counts is decided by each text's digest alone, so that no change of a text, however it was made, can leave the index
wrong: what is not indexed is looked through as it stands. Small segments are joined with new ones as they come.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from qualcode.store.images import batches
from qualcode.store.models import Document, SearchBlock, SearchSegment

Progress = Callable[[int, int], None]

_ROW = 8 + 4 + 64  # bytes of a document in a segment: its key, where its text starts, the digest of the text
_LEAST = 100_000  # code points that may be looked through as they stand, at each search
_MOST = 16_000_000  # code points of a segment, where one text alone is not longer
_STALE = 4  # a segment is made anew once one part in so many of it is no more


@dataclass(frozen=True, eq=False)
class Segment:
    """A part of the index: the documents that still have the text it was made from, with where that starts in it."""

    id: int
    length: int
    fits: bool
    ids: Sequence[int]
    starts: Sequence[int]
    present: frozenset[int]

    @cached_property
    def lengths(self) -> dict[int, int]:
        """How many code points each of its documents takes up that are still present."""
        stops = (*self.starts[1:], self.length)
        rows = zip(self.ids, self.starts, stops, strict=True)
        return {row_id: stop - start for row_id, start, stop in rows if row_id in self.present}

    @cached_property
    def living(self) -> int:
        """How many code points of it are still some document's text."""
        return sum(self.lengths.values())


@dataclass(frozen=True)
class State:
    """The segments of the index, and the documents that none of them holds."""

    segments: Sequence[Segment]
    missing: Sequence[int]


def state(connection: Connection) -> State:
    """What the index holds of the texts as they are."""
    digests = _digests(connection)
    rows = connection.execute(select(SearchSegment.__table__).order_by(SearchSegment.id)).all()
    segments = [_segment(row, digests) for row in rows]
    there = frozenset().union(*(segment.present for segment in segments))
    return State(segments, sorted(digests.keys() - there))


def _digests(connection: Connection) -> dict[int, str]:
    """The digests of all texts, by the documents' keys. The driver's own rows: this is read at every search."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute("SELECT id, text_hash FROM document")
        return dict(cursor.fetchall())
    finally:
        cursor.close()


def _segment(row: Any, digests: Mapping[int, str]) -> Segment:
    from qualcode.store.search.grams import version

    documents = bytes(row.documents)
    number = len(documents) // _ROW
    ids = struct.unpack_from(f"<{number}q", documents)
    starts = struct.unpack_from(f"<{number}I", documents, 8 * number)
    indexed = documents[12 * number :].decode("ascii")
    fits = row.version == version()
    if not fits:
        present: Iterable[int] = ()
    elif "".join(digests.get(row_id, "") for row_id in ids) == indexed:  # as nearly always
        present = ids
    else:
        pairs = enumerate(ids)
        present = (row_id for at, row_id in pairs if digests.get(row_id) == indexed[64 * at : 64 * at + 64])
    return Segment(row.id, row.length, fits, ids, starts, frozenset(present))


def is_wanting(connection: Connection) -> bool:
    """Whether ``refresh`` would do something."""
    return _work_to_do(connection, _LEAST) != ([], {})


def refresh(connection: Connection, progress: Progress | None = None, least: int = _LEAST) -> None:
    """Index what is not indexed, once that is ``least`` code points, and make anew what has become too loose or too small.

    ``progress`` is called with the code points done and those to do. The connection must be a writer's.
    """
    loose, lengths = _work_to_do(connection, least)
    if lengths or loose:
        _drop(connection, loose)
        _add(connection, lengths, progress or _silent)


def _work_to_do(connection: Connection, least: int) -> tuple[list[Segment], dict[int, int]]:
    """The segments to give up, and the lengths of the documents to be indexed, theirs among them."""
    now = state(connection)
    loose = [it for it in now.segments if not it.fits or it.living * _STALE < it.length * (_STALE - 1)]
    lengths = _lengths(connection, now.missing)
    if sum(lengths.values()) < least and not loose:
        return [], {}
    for segment in loose:
        lengths |= segment.lengths
    for segment in sorted(set(now.segments).difference(loose), key=lambda it: it.length):
        if segment.length > min(2 * sum(lengths.values()), _MOST // 2):
            break
        loose.append(segment)
        lengths |= segment.lengths
    return loose, lengths


def forget_stale(connection: Connection) -> None:
    """Drop every segment that holds something of a text which is no more: what was erased may not be read from it."""
    _drop(connection, [it for it in state(connection).segments if len(it.present) < len(it.ids)])


def _silent(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def _lengths(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    columns = select(Document.id, Document.length)
    found = (connection.execute(columns.where(Document.id.in_(batch))) for batch in batches(ids, 1000))
    return {row_id: length for rows in found for row_id, length in rows}


def _drop(connection: Connection, segments: Sequence[Segment]) -> None:
    for segment in segments:
        connection.execute(delete(SearchBlock).where(SearchBlock.search_segment_id == segment.id))
        connection.execute(delete(SearchSegment).where(SearchSegment.id == segment.id))


def _add(connection: Connection, lengths: Mapping[int, int], progress: Progress) -> None:
    """Index documents of these lengths, as many in a segment as it may hold."""
    total, before = sum(lengths.values()), 0
    for group in _groups(lengths):
        for done in _index(connection, group):
            progress(min(before + done, total), total)
        before += sum(lengths[row_id] for row_id in group)


def _groups(lengths: Mapping[int, int]) -> Iterator[list[int]]:
    group: list[int] = []
    size = 0
    for row_id, length in sorted(lengths.items()):
        if group and size + length > _MOST:
            yield group
            group, size = [], 0
        group.append(row_id)
        size += length
    if group:
        yield group


def texts(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """The key, text and digest of documents, in the order of their keys."""
    columns = select(Document.id, Document.text, Document.text_hash)
    for batch in batches(ids, 50):
        for row in connection.execute(columns.where(Document.id.in_(batch)).order_by(Document.id)):
            yield row.id, row.text, row.text_hash


def _index(connection: Connection, ids: Sequence[int]) -> Iterator[int]:
    """Make a segment of documents, and say again and again how many code points are done."""
    import numpy as np

    from qualcode.store.search import grams, postings

    pieces: list[Any] = []
    starts: list[int] = []
    digests: list[str] = []
    length = 0
    for _row_id, text, digest in texts(connection, ids):
        starts.append(length)
        digests.append(digest)
        pieces += [
            grams.folded_codes(text),
            np.zeros(1, dtype=np.uint32),
        ]  # so that nothing is found across two documents
        length += len(text) + 1
    documents = struct.pack(f"<{len(ids)}q{len(ids)}I", *ids, *starts) + "".join(digests).encode("ascii")
    values = {"version": grams.version(), "length": length, "documents": documents}
    made = connection.execute(insert(SearchSegment).values(values))
    (segment_id,) = made.inserted_primary_key or (None,)
    codes = np.concatenate(pieces)
    pieces.clear()
    for done, blocks in postings.blocks(codes):
        found = [{"search_segment_id": segment_id, "first": first, "content": content} for first, content in blocks]
        for batch in batches(found, 1000):
            connection.execute(insert(SearchBlock), batch)
        yield done
