"""The first letters of pinyin: what those who write Chinese type for a word they know ("xr" for 信任).

The readings are those of pypinyin, whose tables are read as the files they are: what is needed of them fits in a few hundred
kilobytes, and all of them in memory would take as much as the rest of the workbench.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_CHARACTER = re.compile(r'"(\d+)": "(.)')
_ENTRY = re.compile(r'"([^"]+)": \[([^:]*)\]')
_READING = re.compile(r'\[\s*"(.)')  # the first of those a character has there
_END = 0x32400  # behind the last Chinese character


@dataclass(frozen=True)
class _Readings:
    """``letters`` by code point, 0 where there is none; ``phrases`` are those not read character by character."""

    letters: bytes
    phrases: Mapping[str, str]
    longest: int


def pinyin_initials(name: str) -> str:
    """The first letter of each Chinese character as it is read there (银行 "yh", 行动 "xd"); all others as they are."""
    readings = _readings()
    found: list[str] = []
    at = 0
    while at < len(name):
        ends = range(min(at + readings.longest, len(name)), at + 1, -1)
        phrase = next((name[at:end] for end in ends if name[at:end] in readings.phrases), name[at])
        found.append(readings.phrases.get(phrase) or _letter_of(phrase, readings.letters))
        at += len(phrase)
    return "".join(found)


def _letter_of(character: str, letters: bytes) -> str:
    letter = letters[ord(character)] if ord(character) < _END else 0
    return chr(letter) if letter else character


@cache
def _readings() -> _Readings:
    spec = find_spec("pypinyin")
    assert spec is not None and spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0])
    letters = bytearray(_END)
    for point, reading in _CHARACTER.findall((folder / "pinyin_dict.json").read_text(encoding="utf-8")):
        if int(point) < _END:
            letters[int(point)] = ord(_first(reading))
    by_point = bytes(letters)
    phrases = _phrases((folder / "phrases_dict.json").read_text(encoding="utf-8"), by_point)
    return _Readings(by_point, phrases, max(map(len, phrases)))


def _phrases(stored: str, letters: bytes) -> dict[str, str]:
    """The phrases of a table (each with a list of readings for every character) that their characters do not tell, and
    those that have such a phrase in them and are read without it (人行道 beside 行道)."""
    found = {}
    for entry in _ENTRY.finditer(stored):
        read = _letters_in(entry)
        if read != "".join(_letter_of(each, letters) for each in entry[1]):
            found[entry[1]] = read
    misleading = {}
    for entry in _ENTRY.finditer(stored):
        word = entry[1]
        if len(word) > 2 and any(word[at : at + 2] in found for at in range(len(word) - 1)):
            misleading[word] = _letters_in(entry)
    return found | misleading


def _letters_in(entry: re.Match[str]) -> str:
    return "".join(map(_first, _READING.findall(entry[2])))


@cache
def _first(reading: str) -> str:
    """The first letter of a reading, without its tone."""
    return unicodedata.normalize("NFD", reading[0])[0]
