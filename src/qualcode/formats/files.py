"""Bytes from a file and bytes to a file: with limits when reading, all or nothing when writing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from lzma import LZMAError
from pathlib import Path
from uuid import uuid4
from zipfile import BadZipFile

from qualcode.errors import Unreachable, UnreadableInput
from qualcode.messages import _

MEGABYTE = 1_000_000

# All that the zipfile module has been seen to raise on a damaged, truncated, encrypted or hostile archive.
DAMAGED_ZIP = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error, LZMAError)


def read_bytes(path: Path, limit: int) -> bytes:
    """The whole file.

    Raises UnreadableInput when it cannot be opened, holds nothing, or is larger than ``limit`` bytes.
    """
    try:
        if path.stat().st_size > limit:
            raise _too_large(path, limit)
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            _("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error),
            _("Check that the file is there and that you may read it."),
        ) from error
    if not raw:
        raise UnreadableInput(
            _("{name} is empty: it holds not a single byte.", name=path.name),
            _("Copy or save the file again; a broken download or a synchronised folder often leaves such files."),
        )
    return raw


def _too_large(path: Path, limit: int) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is larger than {limit} MB.", name=path.name, limit=limit // MEGABYTE),
        _("Split it into smaller files."),
    )


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new empty place beside ``path`` to write to; it becomes ``path`` when the block ends well, and vanishes otherwise.

    An existing file stays as it was until the last moment. Raises Unreachable when the folder cannot be written to.
    """
    draft = path.with_name(f".{uuid4().hex}.tmp")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise Unreachable(
            _("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error),
            _("Check that the folder exists, that you may write there, and that no other program has the file open."),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
