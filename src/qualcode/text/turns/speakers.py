"""Speakers: which spellings mean one person, and what part the person plays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qualcode.text.names import name_key
from qualcode.text.turns.parts import is_between, part_of, role_of
from qualcode.text.turns.persons import has_han, without_aside, words_of
from qualcode.text.turns.spellings import misspelt, shortened

_NUMBER = re.compile(r"[\d.]+$")
_TWICE = re.compile(r"(?<=[^\W\d])(\d+)\s+\1$")
_COUNTED = words_of("q a question answer 问 答 問 提问 回答 提問")


_AND = words_of("& + / and und et y")
_LETTER = re.compile(r"([ipr])\d{0,3}")
_MARGIN = 0.2  # by so much more one asks than the other answers with questions


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker with every spelling met; ``role`` is interviewer, respondent, observer or other."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str = "other"


@lru_cache(maxsize=32768)
def speaker_key(name: str) -> str:
    """What two spellings of one speaker's label share: "Interviewer 1", "interviewer1" and "Interviewer1 1"."""
    return "".join(_TWICE.sub(r"\1", name_key(name)).split()).strip(".")


def speakers_of(
    names: Iterable[str],
    full_names: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    asking: Mapping[str, float] | None = None,
) -> dict[str, Speaker]:
    """The speaker each spelling in ``names`` (one for every turn) means, in order of appearance.

    Spellings that differ in case, width or spaces are one speaker, and so are a full name and its last word ("CRAIG
    BREADEN", "BREADEN") or its initials where only one full name has them, a name with and without brackets behind it,
    the numbered questions of one who asks, and a part's name shortened or misspelt. The most frequent spelling is the name, the others aliases. ``full_names``
    and ``roles`` are those a legend gives, by the label's key; the full names become aliases too. ``asking`` is the share
    of each label's turns that end with a question: it settles what letters mean.
    """
    counts = Counter(names)
    groups: dict[str, list[str]] = {}
    owner = _owners(counts, full_names or {})
    for spelling in counts:
        key = speaker_key(spelling)
        groups.setdefault(owner.get(key, key), []).append(spelling)
    counted = set(counted_keys(map(speaker_key, counts)).values())
    found = {}
    for key, spellings in groups.items():
        by_use = _by_use(spellings, counts, key in counted)
        found[key] = _speaker(by_use, full_names or {}, roles or {})
    found = _with_roles(found, _by_letters(found, asking or {}, roles or {}))
    found = _with_roles(found, _answering(found))
    return {spelling: found[key] for key, spellings in groups.items() for spelling in spellings}


def _by_use(spellings: list[str], counts: Counter[str], counted: bool) -> list[str]:
    """The spellings, the most frequent first; before numbered questions the word without its number."""
    by_use = sorted(spellings, key=lambda spelling: (-counts[spelling], _TWICE.search(spelling) is not None))
    return [_NUMBER.sub("", spellings[0]).strip(), *by_use] if counted else by_use


def _speaker(spellings: list[str], full_names: Mapping[str, str], roles: Mapping[str, str]) -> Speaker:
    name = spellings[0]
    keys = [speaker_key(spelling) for spelling in spellings]
    given = [full_names[key] for key in keys if key in full_names]
    aliases = [it for it in dict.fromkeys([*spellings, *given]) if it != name]
    said = [*(roles[key] for key in keys if key in roles), *map(role_of, [*spellings, *given])]
    return Speaker(name, tuple(aliases), next((role for role in said if role != "other"), "other"))


def _with_roles(found: Mapping[str, Speaker], roles: Mapping[str, str]) -> dict[str, Speaker]:
    return {key: replace(it, role=roles.get(key, it.role)) for key, it in found.items()}


def _by_letters(found: Mapping[str, Speaker], asking: Mapping[str, float], told: Mapping[str, str]) -> dict[str, str]:
    """What letters mean depends on their company: A answers only beside Q; of I, R and P that asks which asks more.

    R is a researcher or a respondent, P a participant or the question (pregunta), I an interviewer or an interviewee; so
    are R1 and R2. What a legend has ``told`` stands.
    """
    roles = {"a": "other"} if "a" in found and "q" not in found and "a" not in told else {}
    by_letter: dict[str, list[str]] = {}
    for key in found:
        if key not in told and (match := _LETTER.fullmatch(key)):
            by_letter.setdefault(match[1], []).append(key)
    lettered = [key for keys in by_letter.values() for key in keys]
    if by_letter.keys() <= {"p"} or any(it.role == "interviewer" for key, it in found.items() if key not in lettered):
        return roles
    others = by_letter if len(by_letter) > 1 else {key: [key] for key in found if key not in lettered}
    asks, most = max(((letter, _share(keys, asking)) for letter, keys in by_letter.items()), key=_second)
    least = min((_share(keys, asking) for letter, keys in others.items() if letter != asks), default=0.0)
    if most - least >= _MARGIN:
        return roles | dict.fromkeys(lettered, "respondent") | dict.fromkeys(by_letter[asks], "interviewer")
    return roles if "i" in by_letter or len(by_letter) == 1 else roles | dict.fromkeys(lettered, "other")


def _share(keys: Sequence[str], asking: Mapping[str, float]) -> float:
    """How much the speakers of these keys ask, each as much as the others."""
    return sum(asking.get(key, 0.0) for key in keys) / len(keys)


def _second(pair: tuple[str, float]) -> float:
    return pair[1]


def _answering(found: dict[str, Speaker]) -> dict[str, str]:
    """Whose part follows from the others': the one other person beside those who ask answers."""
    open_parts = [key for key, it in found.items() if it.role == "other" and not is_between(it.name)]
    roles = {it.role for it in found.values()}
    if len(open_parts) == 1 and "interviewer" in roles and "respondent" not in roles:
        return {open_parts[0]: "respondent"}
    return {}


def _owners(counts: Mapping[str, int], full_names: Mapping[str, str]) -> dict[str, str]:
    """From the key of another form of a name to the key of the one name it can stand for; from a full name to its legend's."""
    names = list(counts)
    owners = counted_keys(map(speaker_key, names))
    owners |= {speaker_key(full): short for short, full in full_names.items() if speaker_key(full) != short}
    for other, name in {**shortened(names), **misspelt(counts)}.items():
        if speaker_key(name) not in owners:
            owners.setdefault(speaker_key(other), speaker_key(name))
    for short_of in (surname, initials, _without_brackets):
        owners |= {short: full for short, full in _short_forms(names, short_of).items() if short not in owners}
    return {short: owners.get(full, full) for short, full in owners.items() if short != full}


def counted_keys(keys: Iterable[str]) -> dict[str, str]:
    """Q1, Q2, … and A1, A2, … are the turns of one who asks and one who answers, where both are counted: from "q1" to "q"."""
    stems: dict[str, set[str]] = {}
    for key in keys:
        stem = _NUMBER.sub("", key)
        if stem in _COUNTED and stem != key:
            stems.setdefault(stem, set()).add(key)
    if {role_of(stem.upper()) for stem in stems} != {"interviewer", "respondent"}:
        return {}
    return {key: stem for stem, numbered in stems.items() if len(numbered) > 1 for key in numbered}


def _short_forms(names: list[str], short_of: Callable[[str], str]) -> dict[str, str]:
    keys = {speaker_key(name) for name in names}
    full: dict[str, set[str]] = {}
    for name in names:
        short = short_of(name)
        if short and speaker_key(short) in keys and speaker_key(short) != speaker_key(name):
            full.setdefault(speaker_key(short), set()).add(speaker_key(name))
    return {short: min(owners) for short, owners in full.items() if len(owners) == 1}


def surname(name: str) -> str:
    """The last word of a Western full name, without what follows a comma: "INSKEEP" of "STEVE INSKEEP, HOST"."""
    parts = _full_name(name)
    return parts[-1] if len(parts) > 1 and parts[-1].isalpha() else ""


def initials(name: str) -> str:
    """The first letters of a Western full name: "AT" of "Audrey Tang"."""
    parts = _full_name(name)
    return "".join(part[0] for part in parts if part[0].isupper()) if len(parts) > 1 else ""


def _full_name(name: str) -> list[str]:
    """The words of a Western name; none where it names a part, or several persons."""
    words = without_aside(name).split(",")[0].split()
    bare = " ".join(words)
    return [] if part_of(bare) or has_han(bare) or not _AND.isdisjoint(words) else words


def _without_brackets(name: str) -> str:
    bare = without_aside(name)
    return bare if bare != name else ""
