"""Whether the labels of one shape are speakers': known parts are believed, other names where what follows them is talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.text.turns.evidence import Evidence, are_choices, evidence_of, only_ask
from qualcode.text.turns.false_friends import is_false_friend, is_metadata
from qualcode.text.turns.label_shapes import Label, Shape
from qualcode.text.turns.labels import Found
from qualcode.text.turns.parts import Part, part_of, role_of
from qualcode.text.turns.persons import has_han, is_chinese_person, is_personal
from qualcode.text.turns.speakers import counted_keys

_FEW, _MANY = (
    4,
    10,
)  # labels; so many without a word of talk behind them are none, the first where their names mean much else
_SOME, _OFTEN, _SPOKEN, _SURELY = 0.1, 0.3, 0.35, 0.6  # shares of labels followed by talk
_SPARSE, _SPARSE_SPOKEN = 20, 100  # labels of unknown names open one line in so many, the second where talk is sure
_SPARSE_BARE = 8  # where nothing but its line sets a label apart
_MOST, _NEARLY_ALL = 0.8, 0.9


@dataclass(frozen=True)
class Family:
    """The labels of one shape; ``core`` are those of them that count by themselves."""

    shape: Shape
    labels: Sequence[Label]
    core: Sequence[Label]
    found: Found

    def are_speakers(self) -> bool:
        """Whether the core are speakers."""
        evidence = evidence_of(self.core, self.found)
        form = only_ask(self.labels) or are_choices(self.core, self.found)
        if form or evidence.followed < 0.5 or not evidence.times_ascend or not self._have_their_times():
            return False
        if self.shape.is_bare:
            return self._bare_are_speakers(evidence)
        if self.shape.time in ("above", "below"):
            return evidence.followed >= _NEARLY_ALL
        if self._are_known():
            return self._known_are_speakers(evidence)
        if self.shape.time or evidence.recorded:
            exported = self.shape.time == "after" and not self.shape.mark
            return evidence.spoken >= _SOME or (exported and len(self.core) >= _MANY)
        return self._names_are_spoken(evidence)

    def _have_their_times(self) -> bool:
        """Where only a time before it sets a name apart, most times at the beginning of a line must have such a name."""
        if self.shape.mark or self.shape.time in ("", "after"):
            return True
        stamps = [stamp for stamp in self.found.stamps if stamp.alone or self.shape.time == "before"]
        return len(self.core) >= _SURELY * len(stamps)

    def _parts(self) -> list[Part]:
        return [part for label in self.labels if label.firm and (part := part_of(label.name))]

    def _are_known(self) -> bool:
        """Whether the labels name parts: one that means nothing else, or one who asks and one who answers."""
        return self._are_pair() or any(part.firm for part in self._parts())

    def _are_pair(self) -> bool:
        """Whether nearly all labels name one who asks and one who answers, or persons."""
        firm = [label for label in self.labels if label.firm]
        parts = self._parts()
        asking = sum(part.role == "interviewer" for part in parts)
        others = sum(part.role == "respondent" for part in parts)
        others += sum(is_personal(label.name) and part_of(label.name) is None for label in firm)
        return others > 0 and 5 * asking >= len(firm) and asking + others >= _MOST * len(firm)

    def _known_are_speakers(self, evidence: Evidence) -> bool:
        """Forms and lists name participants as well: some talk must follow, and more where there is one name only."""
        if len({label.key for label in self.labels if label.firm}) == 1:
            return evidence.spoken >= _SPOKEN
        if all(len(label.name) == 1 and not has_han(label.name) for label in self.labels) and not evidence.said:
            return False  # R: version 4, I: the identity matrix
        few = len(self.labels) < (_MANY if self._are_pair() else _FEW)
        return few or self.shape.heading or evidence.said >= _SOME

    def _bare_are_speakers(self, evidence: Evidence) -> bool:
        """Whether names alone on their lines are speakers: several, each time with talk below, on many lines."""
        known = self._are_known()
        several = len({label.key for label in self.core}) > 1
        often = len(self.core) * (_SPARSE if known else _SPARSE_BARE) >= self.found.lines
        needed = _SOME if known else _SPOKEN if all(label.firm for label in self.core) else _SURELY
        form = not known and (evidence.in_cycles or evidence.dialogue < _SPOKEN)
        return several and often and not form and evidence.spoken >= needed and evidence.followed >= _NEARLY_ALL

    def _names_are_spoken(self, evidence: Evidence) -> bool:
        """Whether talk follows names nobody knows, several and in no fixed order, and they open lines often enough."""
        surely, dense = evidence.spoken >= _SURELY, 3 * len(self.core) >= self.found.lines
        if dense and len(repeated(self.core)) > 1 and all(_is_surely_person(label.name) for label in self.core):
            return evidence.spoken >= (_SPOKEN if evidence.in_cycles else _OFTEN)
        if not surely and (evidence.in_cycles or self.shape.mark == "-" or not _look_like_names(self.core)):
            return False
        in_doubt = self.shape.mark in ("|", "\t", "-", "**") or (self.shape.heading and not self.shape.mark)
        often = dense or (not in_doubt and len(self.core) * (_SPARSE_SPOKEN if surely else _SPARSE) >= self.found.lines)
        names = {label.key for label in self.labels if label.firm}
        several = len(names) > 1 and (dense or len(repeated(self.core)) > 1)
        spoken = evidence.spoken >= _SPOKEN and evidence.dialogue >= (_SPOKEN if in_doubt else _SOME)
        return several and often and spoken


def repeated(labels: Iterable[Label]) -> set[str]:
    """The names, by their keys, that stand more than once; Q1 and Q2 are one who asks."""
    counts = Counter(label.key for label in labels)
    counted = counted_keys(counts)
    return {key for key, n in counts.items() if n > 1 or key in counted}


def _look_like_names(core: Iterable[Label]) -> bool:
    """Whether most of the names begin with a capital letter, or are Chinese ones such as persons and offices have."""
    names = {label.name for label in core}
    likely = sum(
        role_of(name) != "other"
        or part_of(name) is not None
        or (is_personal(name) if has_han(name) else not name[0].islower())
        for name in names
    )
    return 2 * likely >= len(names)


@lru_cache(maxsize=8192)
def _is_surely_person(name: str) -> bool:
    """Whether a name can hardly mean anything else: a person's full name, title, office or code, or a part."""
    if part_of(name) is not None:
        return True
    if has_han(name):
        return is_chinese_person(name)
    return is_personal(name) and not any(is_false_friend(word) or is_metadata(word.casefold()) for word in name.split())
