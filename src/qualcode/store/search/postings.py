"""Grams with all their places, packed: sorted, as differences, seven bits a byte. And out of the bytes again."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.store.search.grams import Codes, Keys, Range, keys_of

Places = NDArray[np.int64]

_AT_ONCE = 1_000_000  # places sorted at a time: memory stays bounded however much is indexed
_BLOCK = 6_000  # bytes of places in a block, where one gram alone does not have more
_STEP = 997  # every so-many-th gram is looked at to choose where to cut


def blocks(codes: Codes) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    """The blocks of an index over folded code points, in the order of grams, each with its first one; some at a time, with how
    many code points are done."""
    keys, done = keys_of(codes), 0
    for low, high in _slices(keys):
        places = np.flatnonzero((keys >= low) & (keys < high))
        found = keys[places]
        order = np.argsort(found, kind="stable")
        done += len(places)
        yield done, list(_packed(found[order], places[order]))


def _slices(keys: Keys) -> Iterator[tuple[np.uint64, np.uint64]]:
    """Ranges of grams that together hold all, each about as many as are sorted at once."""
    sample = np.sort(keys[::_STEP])
    cuts = np.unique(sample[:: max(1, _AT_ONCE // _STEP)])[1:]
    edges = np.concatenate([np.zeros(1, np.uint64), cuts, np.array([1 << 63], np.uint64)])
    yield from itertools.pairwise(edges)


def _packed(keys: Keys, places: Places) -> Iterator[tuple[int, bytes]]:
    """Blocks of grams that are sorted, their places too."""
    if not len(keys):
        return
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    differences = np.diff(places, prepend=0)
    differences[first] = places[first]
    content, ends = _bytes_of(differences)
    stops = np.append(ends, len(content))[np.append(first[1:], len(keys))]  # behind the last place of each gram
    begins = np.concatenate([[0], stops[:-1]])
    at = 0
    while at < len(first):
        to = max(at + 1, int(np.searchsorted(stops, begins[at] + _BLOCK, "right")))
        yield (
            int(keys[first[at]]),
            _block(keys[first[at:to]], stops[at:to] - begins[at], content[begins[at] : stops[to - 1]]),
        )
        at = to


def _block(keys: Keys, stops: Places, content: NDArray[np.uint8]) -> bytes:
    """A block: the length of its head, the head (grams and where their places stop, as differences), the places."""
    head = (
        np.diff(keys, prepend=np.uint64(0)).astype("<u8").tobytes() + np.diff(stops, prepend=0).astype("<u4").tobytes()
    )
    squeezed = zlib.compress(head, 1)
    return len(squeezed).to_bytes(4, "little") + squeezed + content.tobytes()


def _bytes_of(values: Places) -> tuple[NDArray[np.uint8], Places]:
    """Numbers in seven bits a byte, all bytes of a number but its last with the high bit set, and where each begins."""
    sizes = np.ones(len(values), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        sizes += values >= (1 << bits)
    ends = np.cumsum(sizes)
    packed = np.zeros(int(ends[-1]), dtype=np.uint8)
    for back in range(5):
        long = sizes > back
        packed[ends[long] - 1 - back] = ((values[long] >> (7 * back)) & 127) | (128 if back else 0)
    return packed, ends - sizes


def _numbers_in(content: NDArray[np.uint8]) -> tuple[Places, Places]:
    """The numbers that ``_bytes_of`` packed, and where the last byte of each is."""
    ends = np.flatnonzero(content < 128)
    values = content[ends].astype(np.int64)
    if len(ends) == len(content):
        return values, ends
    sizes = np.diff(ends, prepend=-1)
    for back in range(1, 5):
        long = np.flatnonzero(sizes > back)
        if not len(long):
            break
        values[long] |= (content[ends[long] - back].astype(np.int64) & 127) << (7 * back)
    return values, ends


def _opened(block: bytes) -> tuple[Keys, Places, NDArray[np.uint8]]:
    """The grams of a block, where the bytes of their places stop, and these bytes."""
    head = 4 + int.from_bytes(block[:4], "little")
    raw = zlib.decompress(block[4:head])
    number = len(raw) // 12
    keys = np.cumsum(np.frombuffer(raw, "<u8", number), dtype=np.uint64)
    stops = np.cumsum(np.frombuffer(raw, "<u4", number, 8 * number), dtype=np.int64)
    return keys, stops, np.frombuffer(block, np.uint8, offset=head)


@dataclass(frozen=True, eq=False)
class Packed:
    """The places of some grams that follow each other, packed: their bytes, and where those of each gram stop."""

    content: NDArray[np.uint8]
    stops: Places

    def places(self) -> Places:
        """The places, in order for each gram."""
        if not len(self.content):
            return np.zeros(0, dtype=np.int64)
        numbers, ends = _numbers_in(self.content)
        places = np.cumsum(numbers)
        if len(self.stops) == 1:
            return places
        return places - np.repeat(places[self._first(ends)] - numbers[self._first(ends)], self.counts(ends))

    def counts(self, ends: Places) -> Places:
        """How many places each gram has; ``ends`` is where each packed number does."""
        return np.diff(np.append(self._first(ends), len(ends)))

    def _first(self, ends: Places) -> Places:
        """The first number of each gram."""
        return np.searchsorted(ends, np.concatenate([[0], self.stops[:-1]]))


def packed_places(block: bytes, wanted: Range) -> Packed:
    """The places of the grams of a block that are in a range."""
    keys, stops, content = _opened(block)
    low, high = np.searchsorted(keys, np.array([wanted.low, wanted.high], dtype=np.uint64)).tolist()
    begin = int(stops[low - 1]) if low else 0
    end = int(stops[high - 1]) if high > low else begin
    return Packed(content[begin:end], stops[low:high] - begin)


def everything_in(block: bytes) -> tuple[Keys, Places]:
    """All places of a block, each with its gram."""
    keys, stops, content = _opened(block)
    packed = Packed(content, stops)
    return np.repeat(keys, packed.counts(np.flatnonzero(content < 128))), packed.places()


def grams_in(block: bytes) -> Keys:
    """The grams of a block."""
    return _opened(block)[0]
