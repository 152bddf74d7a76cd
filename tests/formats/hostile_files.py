"""Files that people hand in by mistake, or against us: containers of Office, archives that lie, XML that wants to reach out."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

_SECTOR = 512
_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(**streams: bytes) -> bytes:
    """The container of Office before 2007 with these streams at its top, each filled up so that it has sectors of its own."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(raw: bytes) -> int:
        """The number of the first of the sectors that hold ``raw``."""
        first, count = len(sectors), -(-len(raw) // _SECTOR)
        sectors.extend(raw[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(raw), _SECTOR))
        table.extend([*range(first + 1, first + count), _END])
        return first

    filled = {name: raw.ljust(4096, b"\0") for name, raw in streams.items()}
    entries = [_entry("Root Entry", 5, _NONE, 1, _END, 0)]
    for number, (name, raw) in enumerate(filled.items(), 1):
        entries.append(_entry(name, 2, number + 1 if number < len(filled) else _NONE, _NONE, add(raw), len(raw)))
    directory = add(b"".join(entries))
    own = len(sectors)
    table.append(_TABLE)
    sectors.append(struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff"))
    header = struct.pack("<8s16x5H6x9I", bytes.fromhex("D0CF11E0A1B11AE1"), 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096, _END, 0, _END, 0)  # fmt: skip
    return header + struct.pack("<109I", own, *[_NONE] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<HBB3I36x", len(text) + 2, kind, 1, _NONE, right, child)
    return text.ljust(64, b"\0") + links + struct.pack("<IQ", start, size)


def with_part(path: Path, part: str, content: bytes, target: Path) -> Path:
    """A package like that at ``path``, with other bytes for one part."""
    with ZipFile(path) as archive, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in archive.namelist():
            made.writestr(name, content if name == part else archive.read(name))
    return target


def with_lie(path: Path, part: str, size: int) -> None:
    """Let a part of a package say that it has ``size`` bytes, whatever it unpacks to."""
    raw = bytearray(path.read_bytes())
    with ZipFile(path) as archive:
        local = archive.getinfo(part).header_offset
    central = raw.rfind(b"PK\1\2", 0, raw.rfind(part.encode()))
    for at in (local + 22, central + 24):
        raw[at : at + 4] = struct.pack("<I", size)
    path.write_bytes(raw)


def locked_zip(parts: Mapping[str, bytes]) -> bytes:
    """An archive whose parts say that they need a password; what they hold is noise."""
    local, central = b"", b""
    for name, content in parts.items():
        raw = name.encode()
        said = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(raw), 0)
        central += b"PK\1\2" + struct.pack("<H", 20) + said + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + raw
        local += b"PK\3\4" + said + raw + content
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(central), len(local), 0)
    return local + central + b"PK\5\6" + end


def attacks(port: int, secret: Path) -> dict[str, tuple[str, str]]:
    """What XML can do to whoever believes it: a declaration to put first, and what to write into the text."""
    entities = "".join(f'<!ENTITY {name} "{before * 10}">' for name, before in _doubled(9))
    include = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="{}"/>'
    server = f"http://127.0.0.1:{port}"
    return {
        "laughs": (f'<!DOCTYPE x [<!ENTITY a "AAAAAAAAAA">{entities}]>', "&j;"),
        "file": (f'<!DOCTYPE x [<!ENTITY f SYSTEM "{secret.as_uri()}">]>', "&f;"),
        "server": (f'<!DOCTYPE x [<!ENTITY f SYSTEM "{server}/f">]>', "&f;"),
        "parameter": (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{server}/p"> %p;]>', ""),
        "definition": (f'<!DOCTYPE x SYSTEM "{server}/d">', ""),
        "stylesheet": (f'<?xml-stylesheet type="text/xsl" href="{server}/s"?>', ""),
        "include": ("", include.format(secret.as_uri()) + include.format(f"{server}/i")),
    }


def _doubled(times: int) -> list[tuple[str, str]]:
    return [(chr(98 + at), f"&{chr(97 + at)};") for at in range(times)]
