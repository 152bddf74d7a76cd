"""Other spellings of one label: shortened ("Int" for "Interviewer") and misspelt ("Intervewer")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from qualcode.text.names import name_key
from qualcode.text.turns.parts import part_of
from qualcode.text.turns.persons import has_han

_NUMBER = re.compile(r"[\W\d]*$")
_ALIKE = 0.85  # the share of letters two spellings of a word have in common
_LEAST, _LEAST_HAN = 6, 3  # letters of a word that can be told from another in spite of a slip
_LONGEST_SHORT = 4
_MOST = 60  # names that are compared with each other: no transcript has more, and a list may have thousands
_SELDOM = 3  # a slip comes at most once where the right spelling comes so often


def shortened(names: Iterable[str]) -> dict[str, str]:
    """From a short name of a part to the one long name that begins with it: "I" to "Interviewer", "R1" to "Respondent 1"."""
    known = [(name, part) for name in names if (part := part_of(name)) and part.role != "voice"]
    parts = [(name, part.role, *_divided(name)) for name, part in known if len(known) <= _MOST]
    owners: dict[str, set[str]] = {}
    for short, role, stem, number in parts:
        for long, its_role, its_stem, its_number in parts:
            longer = its_stem.startswith(stem) and len(stem) <= _LONGEST_SHORT and len(stem) < len(its_stem)
            if role == its_role and number == its_number and longer and _is_one(its_stem):
                owners.setdefault(short, set()).add(long)
    longest = {short: longs - owners.keys() for short, longs in owners.items()}  # INT and Interviewer
    return {short: min(longs) for short, longs in longest.items() if len({name_key(it) for it in longs}) == 1}


def misspelt(counts: Mapping[str, int]) -> dict[str, str]:
    """From a name met seldom to the frequent name of a part it is a slip for; ``counts`` is how often each name comes."""
    parts = [name for name in counts if is_slippery(name)] if len(counts) <= _MOST else []
    slips = {}
    for name, n in counts.items():
        likely = [part for part in parts if counts[part] >= max(2, _SELDOM * (n - 1)) and is_slip(name, part)]
        if len({name_key(part) for part in likely}) == 1:
            slips[name] = likely[0]
    return slips


def is_slippery(name: str) -> bool:
    """Whether ``name`` is a part's that means nothing else, and long enough to be known in spite of a slip."""
    part = part_of(name)
    return part is not None and part.firm and len(_divided(name)[0]) >= (_LEAST_HAN if has_han(name) else _LEAST)


@lru_cache(maxsize=8192)
def is_slip(name: str, part: str) -> bool:
    """Whether ``name``, which names no part itself, is ``part`` with a letter or two wrong; numbers must be the same."""
    (stem, number), (its_stem, its_number) = _divided(name), _divided(part)
    if number != its_number or part_of(name) is not None or abs(len(stem) - len(its_stem)) > 2:
        return False
    if has_han(part):
        return len(stem) == len(its_stem) and sum(one != other for one, other in zip(stem, its_stem)) == 1
    return _are_alike(name, part)


def alike(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pairs of Western names, the rarer first, of which one may be a slip for the other."""
    names = [name for name in counts if len(name) >= _LEAST and not has_han(name) and part_of(name) is None]
    return [
        (rare, often)
        for rare in (names if len(names) <= _MOST else ())
        for often in names
        if counts[often] >= max(3, _SELDOM * counts[rare]) and _are_alike(rare, often)
    ]


def _are_alike(name: str, other: str) -> bool:
    """Whether two names, with the same number behind them, have nearly all letters in common."""
    (stem, number), (its_stem, its_number) = _divided(name), _divided(other)
    return number == its_number and SequenceMatcher(None, stem, its_stem).ratio() >= _ALIKE


def _divided(name: str) -> tuple[str, str]:
    """The word of a name and the number behind it, both without spaces: "participant" and "7"."""
    key = "".join(name_key(name).split())
    number = _NUMBER.search(key)
    at = number.start() if number else len(key)
    return key[:at], key[at:].strip(".")


def _is_one(stem: str) -> bool:
    """Whether a part's word is that of one, not of many: no "participants"."""
    return not stem.endswith("s")
