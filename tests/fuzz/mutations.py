"""Damaged files: what disks, mail programs and hostile people make of sound ones."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import structured

Mutation = Callable[[bytes, random.Random], bytes]
_PIECES = (
    b"\0",
    b"\xff\xfe",
    b"<",
    b"]]>",
    b"\xef\xbb\xbf",
    b"&#0;",
    b"&#xD800;",
    b"\r",
    b"\x1b$B",
    b"9" * 40,
    b"\xf0\x9f\x91",
    b"\xed\xa0\x80",
    b'"',
    b"{",
    b"\\u8232?",
    b"{\\*\\",
)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """``raw`` with one to four damages, of its bytes or of what it means; of a zip archive often within one of its parts."""
    if raw.startswith(b"PK") and chance.random() < 0.8:
        return _inside_zip(raw, chance)
    return _changed(raw, chance)


def _changed(raw: bytes, chance: random.Random) -> bytes:
    return structured.reshaped(raw, chance) if chance.random() < 0.5 else _damaged(raw, chance)


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    for _time in range(chance.randint(1, 4)):
        raw = chance.choice(_MUTATIONS)(raw, chance)
    return raw


def _flip(raw: bytes, chance: random.Random) -> bytes:
    if not raw:
        return raw
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _drop(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + raw[at + chance.randint(1, 200) :]


def _put(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.choice(_PIECES) + raw[at:]


def _double(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    block = raw[at : at + chance.randint(1, 400)]
    return raw[:at] + block * chance.randint(2, 30) + raw[at:]


def _swap(raw: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
    return raw[second:] + raw[first:second] + raw[:first]


def _inside_zip(raw: bytes, chance: random.Random) -> bytes:
    """One part damaged, removed, or there twice; the archive itself is sound."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return _damaged(raw, chance)
    if not parts:
        return raw
    number = chance.choices(range(len(parts)), [1 + min(len(content), 50_000) for _name, content in parts])[0]
    name, content = parts[number]
    match chance.randrange(12):
        case 0:
            del parts[number]
        case 1:
            parts[number] = (name, chance.choice(parts)[1])
        case _:
            parts[number] = (name, _changed(content, chance))
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts:
            archive.writestr(part, content)
    return made.getvalue()


_MUTATIONS: tuple[Mutation, ...] = (_flip, _flip, _cut, _drop, _put, _put, _double, _swap)
