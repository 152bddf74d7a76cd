"""Room for what has been read and waits to be brought in: little in memory, the rest in a file without a name."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from functools import cached_property, partial
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar
from weakref import finalize

T = TypeVar("T")
_IN_MEMORY = 64 * 2**20


class Shelf:
    """Keeps things until they are asked for, so that thousands of documents need no more memory than a few hundred.

    The file is in the folder for temporary files, has no name where the system allows it, and is gone with the shelf.
    """

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self._room = in_memory

    def keep(self, thing: T, size: int) -> Callable[[], T]:
        """Put ``thing``, of about ``size`` bytes, on the shelf. Returns what hands it out again, as often as it is called."""
        self._room -= size
        if self._room >= 0:
            return lambda: thing
        place = self._file.seek(0, os.SEEK_END)
        pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
        return partial(self._fetch, place)

    def _fetch(self, place: int) -> Any:
        self._file.seek(place)
        return pickle.load(self._file)

    @cached_property
    def _file(self) -> IO[bytes]:
        file = TemporaryFile()  # noqa: SIM115 - closed when nothing on the shelf can be asked for any more
        finalize(self, file.close)
        return file
