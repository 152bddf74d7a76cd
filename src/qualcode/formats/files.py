"""Bytes from a file and bytes to a file: with limits when reading and unpacking, all or nothing when writing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from io import SEEK_CUR, SEEK_END, BytesIO
from lzma import LZMAError
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from qualcode.errors import Unreachable, UnreadableInput
from qualcode.messages import _, reason_of

MEGABYTE = 1_000_000

# All that the zipfile module has been seen to raise on a damaged, truncated, encrypted or hostile archive.
DAMAGED_ZIP = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error, LZMAError)

_LARGEST_DIRECTORY = 10 * MEGABYTE  # of a zip archive: some hundred thousand parts
_END_RECORD = b"PK\5\6"
# The header in front of each part: signature, flags, and the sizes of its name and of what else is said of it.
_HEADER, _SIGNATURE = struct.Struct("<4s2xH18xHH"), b"PK\3\4"
_UTF8 = 0x800
_PLAIN_FLAGS = _UTF8 | 0x0E  # how hard it was packed, and that sizes stand behind the part as well
_FARTHEST_END = 66_000  # bytes a comment may put between that record and the end of the file


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
            _("{name} cannot be read: {reason}.", name=path.name, reason=reason_of(error)),
            _("Check that the file is there and that you may read it."),
        ) from error
    if not raw:
        raise UnreadableInput(
            _("{name} is empty: it holds not a single byte.", name=path.name),
            _("Copy or save the file again; a broken download or a synchronised folder often leaves such files."),
        )
    return raw


def open_zip(source: Path | BytesIO) -> ZipFile:
    """A zip archive to read from. Raises one of DAMAGED_ZIP, also where its list of parts would take all memory."""
    with source.open("rb") if isinstance(source, Path) else nullcontext(source) as file:
        at = max(0, file.seek(0, SEEK_END) - _FARTHEST_END)
        file.seek(at)
        end = file.read()
    at = end.rfind(_END_RECORD)
    if at >= 0 and len(end) >= at + 16 and struct.unpack_from("<I", end, at + 12)[0] > _LARGEST_DIRECTORY:
        raise BadZipFile("more parts than any document has")
    return ZipFile(source)


def unpack(archive: ZipFile, name: str, most: int | None = None) -> bytes:
    """The bytes of a part, ``most`` of them or all; whatever it says of its size, no more than that is unpacked.

    Raises KeyError where there is no such part, one of DAMAGED_ZIP where it is damaged, locked, or packed in a way that
    cannot be unpacked little by little.
    """
    entry = archive.getinfo(name)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile("packed in a way no document is")
    if most is None and entry.flag_bits & _PLAIN_FLAGS == entry.flag_bits:
        return _unpack_at_once(archive, entry)
    with archive.open(entry) as part:
        # One more than there should be, so that the checksum of what is longer than it says is found to be wrong.
        return part.read(entry.file_size + 1 if most is None else most)


def _unpack_at_once(archive: ZipFile, entry: ZipInfo) -> bytes:
    """A part that is neither locked nor otherwise unusual, without the buffers of a file that is read little by little."""
    file = archive.fp
    if file is None:
        raise BadZipFile("closed")
    file.seek(entry.header_offset)
    header = file.read(_HEADER.size)
    signature, flags, name_size, extra_size = _HEADER.unpack(header)
    name = file.read(name_size).decode("utf-8" if flags & _UTF8 else "cp437")
    if signature != _SIGNATURE or name != entry.orig_filename:
        raise BadZipFile("the list of parts says something else than the part")
    file.seek(extra_size, SEEK_CUR)
    content = file.read(entry.compress_size)
    if entry.compress_type == ZIP_DEFLATED:
        # One more than there should be, so that the checksum of what is longer than it says is found to be wrong.
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, entry.file_size + 1)
    if zlib.crc32(content) != entry.CRC:
        raise BadZipFile("the checksum is wrong")
    return content


def _too_large(path: Path, limit: int) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is larger than {limit} MB.", name=path.name, limit=limit // MEGABYTE),
        _("Split it into smaller files."),
    )


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new empty place beside ``path`` to write to; it becomes ``path`` when the block ends well, and vanishes otherwise.

    An existing file stays as it was until the last moment. Raises Unreachable when the folder cannot be written to.
    A device or a pipe is itself what is written to: it must not make room for a file.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        yield path
        return
    draft = path.with_name(f".{uuid4().hex}.tmp")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise Unreachable(
            _("{path} cannot be written: {reason}.", path=path, reason=reason_of(error)),
            _("Check that the folder exists, that you may write there, and that no other program has the file open."),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
