"""Speakers: which spellings mean one person, and what part the person plays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from qualcode.text.names import name_key

_WORD = re.compile(r"[^\W\d_]+")

# Whole words of Western labels, and what Chinese labels begin with.
_WESTERN = {
    "interviewer": "interviewer interviewers int iv i q question questioner researcher researchers moderator moderators "
    "facilitator facilitators host mod investigator reporter",
    "respondent": "interviewee interviewees respondent respondents participant participants informant informants "
    "answer r p resp",
    "observer": "observer observers notetaker",
    "voice": "speaker speakers voice unknown unidentified student students teacher teachers man woman male female men women "
    "all everyone everybody multiple several audience group crowd child children narrator translator interpreter",
}
_CHINESE = {
    "respondent": "受访 受訪 被访 被訪 被采访 被採訪 访谈对象 訪談對象 被试 受試者 参与者 參與者 回答 答",
    "interviewer": "访谈者 訪談者 访谈员 訪談員 访谈人 訪談人 访问者 訪問者 访问员 訪問員 采访者 採訪者 采访人 採訪人 访员 訪員 "
    "调查员 調查員 调研员 調研員 研究者 主持 记者 記者 提问 提問 问 問",
    "observer": "观察员 觀察員 观察者 觀察者 记录员 記錄員 紀錄員",
    "voice": "说话人 說話人 说话者 發言人 发言人 讲话人 講話人 讲者 講者 与会者 與會者 学员 學員 学生 學生 老师 老師 教师 教師 众人 眾人 "
    "大家 全体 全體 观众 觀眾 听众 聽眾 民众 民眾 男声 女声 未知",
}
_ROLE_OF_WORD = {word: role for role, words in _WESTERN.items() for word in words.split()}
# A character alone begins many other words ("问题", "答案"): it counts only where no letter follows.
_LONE = r"(?![^\W\d_])"
_BEGINNING = re.compile(
    "|".join(
        f"(?P<{role}>{'|'.join(word if len(word) > 1 else word + _LONE for word in words.split())})"
        for role, words in _CHINESE.items()
    )
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker with every spelling met; ``role`` is interviewer, respondent, observer or other."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str = "other"


@lru_cache(maxsize=4096)
def speaker_key(name: str) -> str:
    """What two spellings of one speaker's label share: "Interviewer 1" and "interviewer1"."""
    return "".join(name_key(name).split())


@lru_cache(maxsize=4096)
def voice(name: str) -> str | None:
    """The part a label names: interviewer, respondent, observer, "voice" for another known one, or None."""
    key = name_key(name)
    if beginning := _BEGINNING.match(key):
        return beginning.lastgroup
    words = _WORD.findall(key)
    telling = words if len(words) == 1 else [word for word in words if len(word) > 1]
    return next((_ROLE_OF_WORD[word] for word in telling if word in _ROLE_OF_WORD), None)


def is_voice(name: str) -> bool:
    """Whether ``name`` is nothing but a known part, perhaps with a number or a letter: "Unknown Speaker", "受访者A"."""
    if len(name) > 16 or voice(name) is None:
        return False
    return all(not word.isascii() or voice(word) for word in _WORD.findall(name_key(name)))


def speakers_of(names: Iterable[str]) -> dict[str, Speaker]:
    """The speaker each spelling in ``names`` (one for every turn) means, in order of appearance.

    Spellings that differ in case, width or spaces are one speaker, and so are a full name and its last word ("CRAIG
    BREADEN", "BREADEN") where only one full name ends in it. The most frequent spelling is the name, the others aliases.
    """
    counts = Counter(names)
    groups: dict[str, list[str]] = {}
    owner = _surnames(list(counts))
    for spelling in counts:
        key = speaker_key(spelling)
        groups.setdefault(owner.get(key, key), []).append(spelling)
    found = {key: _speaker(spellings, counts) for key, spellings in groups.items()}
    for key in _answering(found):
        found[key] = replace(found[key], role="respondent")
    return {spelling: found[key] for key, spellings in groups.items() for spelling in spellings}


def _speaker(spellings: list[str], counts: Counter[str]) -> Speaker:
    by_count = sorted(spellings, key=lambda spelling: -counts[spelling])
    role = voice(by_count[0])
    return Speaker(by_count[0], tuple(by_count[1:]), role if role and role != "voice" else "other")


def _answering(found: dict[str, Speaker]) -> list[str]:
    """Whose part follows from the others': A beside Q, and the one other speaker beside an interviewer."""
    if len(found) == 2 and {it.role for it in found.values()} == {"interviewer", "other"}:
        return [key for key, it in found.items() if it.role == "other"]
    return ["a"] if {"q", "a"} <= found.keys() else []


def _surnames(names: list[str]) -> dict[str, str]:
    """From the key of a surname used alone to the key of the one full name that ends in it."""
    full: dict[str, set[str]] = {}
    for name in names:
        parts = name.split()
        if len(parts) > 1 and parts[-1].isalpha() and not voice(name):
            full.setdefault(speaker_key(parts[-1]), set()).add(speaker_key(name))
    keys = {speaker_key(name) for name in names}
    return {surname: min(owners) for surname, owners in full.items() if surname in keys and len(owners) == 1}
