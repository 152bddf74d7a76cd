"""The container that Office used before 2007, and still uses around what is locked with a password: what lies at its top.

Only the directory and the beginning of each stream are read, so that it does not matter how large the file is.
Source: [MS-CFB] Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

_ENTRY = 128  # bytes of an entry of the directory
_NO_SECTOR = 0xFFFFFFFA  # numbers from here on are marks
_MOST_SECTORS = 20_000  # that are followed one after the other; far more than any directory has
_TABLES_IN_HEADER = 109
_SMALL = 4096  # streams of fewer bytes lie together in the stream of the root
_SMALL_SECTOR = 64
_STREAM = 2


def top_streams(path: Path) -> dict[str, bytes]:
    """Names of all that lies at the top of a compound file, each with its first bytes, 64 where it has as many.

    A folder in it has none. A file whose directory is damaged or cut off has nothing. Raises OSError when it cannot be opened.
    """
    with path.open("rb") as file:
        try:
            return _Compound(file).tops()
        except (struct.error, IndexError):
            return {}


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    neighbours: tuple[int, int]
    child: int
    start: int
    size: int


class _Compound:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        header = file.read(512)
        self._shift = 12 if struct.unpack_from("<H", header, 30)[0] == 12 else 9
        directory, more_tables = struct.unpack_from("<I16xI", header, 48)
        self._tables = [*struct.unpack_from(f"<{_TABLES_IN_HEADER}I", header, 76), *self._further_tables(more_tables)]
        self._entries = list(self._directory(directory))

    def tops(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        waiting, seen = [self._entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number not in seen and number < len(self._entries):
                seen.add(number)
                entry = self._entries[number]
                found[entry.name] = self._beginning(entry) if entry.kind == _STREAM else b""
                waiting += entry.neighbours
        return found

    def _further_tables(self, sector: int) -> Iterator[int]:
        """Sectors of the table of sectors, in files of more than seven megabytes."""
        for _time in range(_MOST_SECTORS):
            if sector >= _NO_SECTOR:
                return
            *tables, sector = struct.unpack(f"<{1 << self._shift - 2}I", self._sector(sector))
            yield from tables

    def _directory(self, start: int) -> Iterator[_Entry]:
        for sector in self._chain(start):
            raw = self._sector(sector)
            for at in range(0, len(raw), _ENTRY):
                name, length, kind, *links = struct.unpack_from("<64sHBx3I", raw, at)
                begins, size = struct.unpack_from("<II", raw, at + 116)
                text = name[: max(length, 2) - 2].decode("utf-16-le", "replace")
                yield _Entry(text, kind, (links[0], links[1]), links[2], begins, size)

    def _beginning(self, entry: _Entry) -> bytes:
        if entry.size >= _SMALL:
            return self._sector(entry.start)
        skipped, within = divmod(entry.start * _SMALL_SECTOR, 1 << self._shift)
        sector = next(islice(self._chain(self._entries[0].start), skipped, None), _NO_SECTOR)
        return self._sector(sector)[within : within + min(entry.size, _SMALL_SECTOR)]

    def _chain(self, sector: int) -> Iterator[int]:
        """Sectors in their order; a damaged table may lead in a circle."""
        for _time in range(_MOST_SECTORS):
            if sector >= _NO_SECTOR:
                return
            yield sector
            table, at = divmod(sector, 1 << self._shift - 2)
            (sector,) = struct.unpack_from("<I", self._sector(self._tables[table]), 4 * at)

    def _sector(self, number: int) -> bytes:
        self._file.seek((number + 1) << self._shift)
        return self._file.read(1 << self._shift) if number < _NO_SECTOR else b""
