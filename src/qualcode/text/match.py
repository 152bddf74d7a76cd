"""The palette's matcher: a few letters typed, the names meant."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Protocol

from qualcode.text.names import name_key
from qualcode.text.pinyin import pinyin

_EXACT, _PREFIX, _WORD_START, _PINYIN, _WITHIN, _WITHIN_PINYIN, _IN_PATH, _IN_PIECES, _SCATTERED = range(9)
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_NOT_IN_WORD = re.compile(r"[\W_]+")
_BEGINS = re.compile(rf"(?<![^\W_])[^\W_]|/|{_HAN.pattern}")  # where words begin; every Chinese character may be one

_Fit = tuple[int, int, int, int]


class Candidate(Protocol):
    """What can be chosen."""

    @property
    def key(self) -> Any:
        """What stands for it in the program."""

    @property
    def path(self) -> tuple[str, ...]:
        """Its name, after the names above it."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate that fits, and the name or alias by which it was found; ``loose`` where the letters are merely in that order."""

    key: Any
    path: tuple[str, ...]
    found: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Spelled:
    """The pinyin of a name, and where its syllables begin; all empty where the name is not Chinese."""

    initials: str = ""
    whole: str = ""
    starts: frozenset[int] = frozenset()

    def where(self, typed: str) -> int:
        """Where something typed stands: 0 at the beginning, more behind it, less where it does not."""
        at = self.initials.find(typed)
        found = [at] if at >= 0 else []
        at = self.whole.find(typed)
        while at >= 0 and at not in self.starts:
            at = self.whole.find(typed, at + 1)
        return min([*found, at] if at >= 0 else found, default=-1)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A candidate prepared for comparing: everything folded once."""

    key: Hashable
    path: tuple[str, ...]
    names: tuple[str, ...]  # as written, the name first, then the aliases
    folded: tuple[str, ...]
    spelled: tuple[_Spelled, ...]  # the pinyin of each name
    trail: str  # the folded path
    everything: str  # all of the above, to tell in one look that nothing fits
    letters: frozenset[str]


class Matcher:
    """Finds candidates by a prefix, a word's beginning, pinyin or its initials, a part, beginnings of words, or letters in that order.

    Made once for a list of candidates; their order is the order of ties.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._entries = [_entry(candidate) for candidate in candidates]

    def best(self, query: str, limit: int = 50, recent: Sequence[Hashable] = ()) -> list[Match]:
        """At most ``limit`` matches, best first; among equally good ones, those with keys in ``recent``, latest first.

        An empty query gives the recent ones and then all others in their order.
        """
        typed = name_key(query)
        place = {key: ordinal for ordinal, key in reversed(list(enumerate(recent)))}
        fits = self._fits(typed, limit)
        hits = sorted(
            (kind, place.get(self._entries[at].key, len(place)), length, at, which) for kind, length, at, which in fits
        )
        return [self._match(at, which, kind == _SCATTERED) for kind, *_, at, which in hits[:limit]]

    def _match(self, at: int, which: int, loose: bool) -> Match:
        entry = self._entries[at]
        return Match(entry.key, entry.path, entry.names[which], loose)

    def _fits(self, typed: str, limit: int) -> list[_Fit]:
        """For every entry that fits: kind of fit, length of what was found, place of the entry, which of its names."""
        if not typed:
            return [(_EXACT, 0, at, 0) for at in range(len(self._entries))]
        letters = "".join(typed.split())
        near = (at for at, it in enumerate(self._entries) if typed in it.everything or letters in it.everything)
        fits = [fit for at in near if (fit := _fit(typed, letters, at, self._entries[at])) is not None]
        return fits if len(fits) >= limit else fits + self._scattered(letters, {at for _kind, _length, at, _ in fits})

    def _scattered(self, letters: str, fitting: Set[int]) -> list[_Fit]:
        needed = frozenset(letters)
        pattern = re.compile(".*?".join(map(re.escape, letters)))
        return [
            (_IN_PIECES if _in_pieces(letters, pattern, entry.trail) else _SCATTERED, len(entry.trail), at, 0)
            for at, entry in enumerate(self._entries)
            if needed <= entry.letters and at not in fitting and pattern.search(entry.trail)
        ]


def rank(query: str, candidates: Iterable[Candidate], recent: Sequence[Hashable] = ()) -> list[Match]:
    """All ``candidates`` that fit ``query``, best first; for many queries make one ``Matcher``."""
    known = list(candidates)
    return Matcher(known).best(query, len(known), recent)


def _entry(candidate: Candidate) -> _Entry:
    names = (candidate.path[-1], *candidate.aliases)
    folded = tuple(map(name_key, names))
    spelled = tuple(map(_spelled, names))
    trail = "/".join(map(name_key, candidate.path))
    everything = "\n".join((*folded, *(part for it in spelled for part in (it.initials, it.whole) if part), trail))
    return _Entry(candidate.key, candidate.path, names, folded, spelled, trail, everything, frozenset(trail))


def _fit(typed: str, letters: str, at: int, entry: _Entry) -> _Fit | None:
    """The best way in which ``typed``, or its ``letters`` as pinyin, fit one of the names of ``entry``; None where nothing does."""
    ways = [(_IN_PATH, len(entry.trail), at, 0)] if typed in entry.trail else []
    for which, (name, spelled) in enumerate(zip(entry.folded, entry.spelled)):
        if typed in name:
            ways.append((_of_name(typed, name), len(name), at, which))
        elif (place := spelled.where(letters)) >= 0:
            ways.append((_WITHIN_PINYIN if place else _PINYIN, len(spelled.initials), at, which))
    return min(ways, default=None)


def _of_name(typed: str, name: str) -> int:
    if name.startswith(typed):
        return _EXACT if name == typed else _PREFIX
    at = name.find(typed)
    while at > 0:
        if _NOT_IN_WORD.match(name, at - 1):
            return _WORD_START
        at = name.find(typed, at + 1)
    return _WITHIN


def _in_pieces(letters: str, pattern: re.Pattern[str], trail: str) -> bool:
    """Whether the letters are beginnings of words, one after the other, or those of one stretch with a few left out."""
    begins = [match.start() for match in _BEGINS.finditer(trail)]
    reach = len(letters) + max(2, len(letters) // 3)
    ends = {at for at in begins if trail[at] == letters[0]}
    if any(pattern.match(trail, at, at + reach) for at in ends):
        return True
    for letter in letters[1:]:
        first = min(ends, default=len(trail))
        ends = {at + 1 for at in ends if trail.startswith(letter, at + 1)}
        ends |= {at for at in begins if at > first and trail[at] == letter}
    return bool(ends)


@lru_cache(maxsize=8192)  # a codebook changes by a name at a time
def _spelled(name: str) -> _Spelled:
    """The pinyin of a name with Chinese in it ("信任" gives "xr" and "xinren")."""
    if not _HAN.search(name):
        return _Spelled()
    syllables = [part for it in pinyin(name) if (part := _NOT_IN_WORD.sub("", name_key(it)))]
    starts = frozenset(accumulate(map(len, syllables[:-1]), initial=0))
    return _Spelled("".join(it[0] for it in syllables), "".join(syllables), starts)
