"""Pinyin: what those who write Chinese type for a word they know ("xinren", or "xr", for 信任).

The readings are those of pypinyin, whose tables are read as the files they are: what is needed of them fits in a megabyte,
and all of them in memory would take as much as the rest of the workbench.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_CHARACTER = re.compile(r'"(\d+)": "([^",]+)')
_ENTRY = re.compile(r'"([^"]+)": \[([^:]*)\]')
_READING = re.compile(r'\[\s*"([^"]+)')  # the first of those a character has there
_END = 0x32400  # behind the last Chinese character
_DIAERESIS = "\u0308"


@dataclass(frozen=True)
class _Readings:
    """``numbers`` of ``syllables`` by code point, 0 where there is none; ``phrases`` are those not read character by character."""

    syllables: Sequence[str]
    numbers: Sequence[int]
    phrases: Mapping[str, tuple[str, ...]]
    longest: int

    def of(self, character: str) -> str:
        """How a character is read by itself; itself where it is not Chinese."""
        number = self.numbers[ord(character)] if ord(character) < _END else 0
        return self.syllables[number] if number else character


def pinyin(name: str) -> tuple[str, ...]:
    """How each Chinese character is read there, without tones, ü as v (银行 "yin", "hang"; 行动 "xing", "dong"); all others as they are."""
    readings = _readings()
    found: list[str] = []
    at = 0
    while at < len(name):
        ends = range(min(at + readings.longest, len(name)), at + 1, -1)
        phrase = next((name[at:end] for end in ends if name[at:end] in readings.phrases), name[at])
        found += readings.phrases.get(phrase) or [readings.of(phrase)]
        at += len(phrase)
    return tuple(found)


@cache
def _readings() -> _Readings:
    spec = find_spec("pypinyin")
    assert spec is not None and spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0])
    numbered = {"": 0}
    numbers = array("H", bytes(2 * _END))
    for point, reading in _CHARACTER.findall((folder / "pinyin_dict.json").read_text(encoding="utf-8")):
        if int(point) < _END:
            numbers[int(point)] = numbered.setdefault(_plain(reading), len(numbered))
    alone = _Readings([*numbered], numbers, {}, 0)
    phrases = _phrases((folder / "phrases_dict.json").read_text(encoding="utf-8"), alone)
    return _Readings(alone.syllables, numbers, phrases, max(map(len, phrases)))


def _phrases(stored: str, alone: _Readings) -> dict[str, tuple[str, ...]]:
    """The phrases of a table (each with a list of readings for every character) that their characters do not tell, and
    those that have such a phrase in them and are read without it (人行道 beside 行道)."""
    found = {}
    for entry in _ENTRY.finditer(stored):
        read = _read_in(entry)
        if read != tuple(map(alone.of, entry[1])):
            found[entry[1]] = read
    misleading = {}
    for entry in _ENTRY.finditer(stored):
        word = entry[1]
        if len(word) > 2 and any(word[at : at + 2] in found for at in range(len(word) - 1)):
            misleading[word] = _read_in(entry)
    return found | misleading


def _read_in(entry: re.Match[str]) -> tuple[str, ...]:
    return tuple(map(_plain, _READING.findall(entry[2])))


@cache
def _plain(reading: str) -> str:
    """A reading as it is typed: without its tone, ü as v."""
    parts = unicodedata.normalize("NFD", reading)
    letters = re.sub(rf"u(?=[^a-z]*{_DIAERESIS})", "v", parts)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
