"""The lines at the top of a transcript that say who is who: "I1: Interviewer 1", "采访者：李明", "M = Moderator, P = Participant"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from qualcode.text.turns.false_friends import is_metadata
from qualcode.text.turns.label_shapes import Label
from qualcode.text.turns.labels import lines
from qualcode.text.turns.parts import part_of, role_of
from qualcode.text.turns.persons import has_han, is_chinese_name, is_name
from qualcode.text.turns.speakers import initials, speaker_key, surname
from qualcode.text.turns.speech import sounds_spoken

_TOP = 8000  # a legend stands within so many code points of the beginning
_WIDTH = 200  # and its lines are no longer
_BETWEEN = r"\s*[;；,，、/]\s*(?=[^,;，；、\s]{1,20}\s*[=＝:：]\s*\S|[A-Za-z]{1,3}\d?\s?[为為是代表指])"
_FURTHER = r"[,，;；(（\[]|\s[-–—]\s"
_SEVERAL = r"\s*[、&]\s*|\s+and\s+"
_TITLE = r"(?i)^(?:key|legend|speakers|abbreviations|图例|说明|代号|注|备注)\s*[:：]\s*(?=\S+\s*[=＝:：]|[A-Za-z]{1,3}\d?\s?[为為是代表指])"
# "访谈一：王大娘" says with whom it was, not who asked.
_INTERVIEW = re.compile(r"(?:访谈|訪談|采访|採訪)[一二三四五六七八九十百\d]+")
_SENTENCE_END = tuple(".?!。？！…")


@dataclass
class Legend:
    """Full names and roles by the keys of labels, and where the labels begin that belong to the legend itself."""

    names: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)

    def say(self, key: str, name: str, role: str) -> None:
        """Note a full name and a role of a label; what was said first counts."""
        if name and speaker_key(name) != key:
            self.names.setdefault(key, name)
        if role != "other":
            self.roles.setdefault(key, role)


@dataclass(frozen=True)
class _Entry:
    """A line of the top and the label it begins with, if any; ``apart`` where its block ends before the talk begins."""

    text: str
    label: Label | None
    apart: bool


def read_legend(text: str, labels: Sequence[Label]) -> Legend:
    """What the top of ``text`` says of the speakers of ``labels``. It ends with the first label that says something."""
    legend = Legend()
    counts = Counter(label.key for label in labels)
    for entry in _top(text, labels):
        pairs = _pairs(entry.text)
        if entry.label is not None:
            if not pairs or entry.label.alone or not _defines(*pairs[0], entry, counts):
                break
            legend.starts.add(entry.label.start)
        for left, right in pairs:
            _note(legend, left, right, counts)
    return legend


def _top(text: str, labels: Sequence[Label]) -> Iterator[_Entry]:
    """The lines of the top that are not blank."""
    at = {label.start: label for label in labels[:200]}
    block: list[tuple[str, Label | None]] = []
    for start, line in lines(text[:_TOP]):
        if line.strip():
            block.append((line.strip(), at.get(start + len(line) - len(line.lstrip()))))
            continue
        keys = [label.key for _line, label in block if label is not None]
        apart = len(keys) == len(set(keys)) and all(_is_short(line) for line, _label in block)
        yield from (_Entry(line, label, apart) for line, label in block)
        block = []
    yield from (_Entry(line, label, False) for line, label in block)


def _is_short(line: str) -> bool:
    return len(line) <= 80 and not line.endswith(_SENTENCE_END)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A short form and what it stands for, with a sign between them or with one of them in brackets."""
    marks = r"[\s*_#>•·|-]*(?:\*?\d+:\d+\s*=\s*)?"
    signs = re.compile(
        rf"{marks}(?P<left>[^:：=＝\n]{{1,40}}?)[*_\s]*(?:[:：=＝]|\s[-–—→]\s|(?<=[A-Za-z\d])\s?(?:为|為|是|代表|表示|指))[*_\s]*"
        r"(?P<right>\S.{0,119})$"
    )
    brackets = re.compile(
        rf"{marks}(?P<left>[^()（）\[\]\n:：]{{1,40}}?)\s*[(（\[](?P<right>[^)）\]\n]{{1,30}})[)）\]]$"
    )
    return signs, brackets


def _pairs(line: str) -> list[tuple[str, str]]:
    """What a line says stands for what: one pair, or several with commas between them."""
    if len(line) > _WIDTH:
        return []
    signs, brackets = _patterns()
    bare = line.strip("()（）[]【】") if line[:1] in "(（[【" else line
    line = re.sub(_TITLE, "", bare, count=1)
    items = re.split(_BETWEEN, line) if any(sign in line for sign in "=＝:：为為是代指") else [line]
    found = [signs.match(item) or brackets.match(item) for item in items]
    return [(match["left"].strip(), match["right"].strip(" *_。")) for match in found if match]


def _defines(left: str, right: str, entry: _Entry, counts: Mapping[str, int]) -> bool:
    """Whether a line that begins with a label says who that is, instead of what was said."""
    name = _first(right)
    if right.endswith(_SENTENCE_END) or sounds_spoken(right) or not (is_name(name) or part_of(name)):
        return False
    key = speaker_key(left)
    if _meant(name, counts) is not None and counts[key] == 1:
        return True
    part = part_of(name)
    if counts[key] > 1 and ((part and part.firm) or _is_short_for(left, name)):
        return True
    return entry.apart and (not has_han(name) or is_chinese_name(name) or part is not None)


def _note(legend: Legend, left: str, right: str, counts: Mapping[str, int]) -> None:
    for name in re.split(_SEVERAL, _first(right)):
        _note_one(legend, left, name, right, counts)


def _note_one(legend: Legend, left: str, name: str, right: str, counts: Mapping[str, int]) -> None:
    key = speaker_key(left)
    meant = _meant(name, counts)
    if meant is not None and counts.get(key, 0) <= 1:
        full = left if is_name(left) and part_of(left) is None and not is_metadata(key) else name
        legend.say(meant, full, "other" if _INTERVIEW.fullmatch(key) else role_of(left))
    elif key in counts and (is_name(name) or part_of(name)) and not sounds_spoken(right):
        legend.say(key, name, role_of(right) if role_of(name) == "other" else role_of(name))


def _first(right: str) -> str:
    """A name without what is added to it: "小林" of "小林，女，20岁"."""
    return re.split(_FURTHER, right)[0].strip()


def _meant(name: str, counts: Mapping[str, int]) -> str | None:
    """The key of the label that ``name`` is, or that is its surname or initials."""
    forms = (name, surname(name), initials(name), name[0] if is_chinese_name(name) else "")
    return next((speaker_key(form) for form in forms if form and speaker_key(form) in counts), None)


def _is_short_for(left: str, name: str) -> bool:
    """Whether a code stands for a name by its letters: "M" for "Mand", "AT" for "Audrey Tang"."""
    letters = "".join(letter for letter in left if letter.isalpha())
    if not letters.isupper() or len(letters) > 4 or has_han(name):
        return False
    return initials(name) == letters or (
        name[:1] == letters[0] and (len(letters) == 1 or name.upper().startswith(letters))
    )
