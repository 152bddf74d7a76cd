"""Who speaks in cues that say so among their words, as Zoom's do: "Name: words".

What stands before a colon at the beginning of a cue is a label where most cues begin with one that comes again: that is
stronger than the signs there are in running text, so that "iPhone (2)" and "j.doe" are speakers too. Where fewer cues have
one, they are told as labels in any text are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.formats.recordings.caption_text import joined
from qualcode.formats.recordings.cues import Cue
from qualcode.formats.recordings.spoken import Utterance
from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.false_friends import is_false_friend
from qualcode.text.turns.speakers import speaker_key

_LABEL = re.compile(r"(?:(?:[-–—]|>+) ?)?(?P<name>[^\s:：<>/][^:：\n\t]{0,59}?) ?(?:：|:(?=\s|$))")
_LINE_OF_NAME = re.compile(r"(?P<name>[(（][^()（）:：\n]{2,40}[)）])")
_BRACKETED = re.compile(r"\[(.+)\]|【(.+)】|[(（](.+)[)）]")
_SENTENCE = re.compile(r"[，。,;；！？!?“”\"]|\.$")
_CHANGES = 0.2  # a speaker labelled twice in a row more often than this is labelled in every cue


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue; ``label`` is the length of what may be a label, and ``name`` the name in it.

    ``indent`` is the length of what stands before the label, such as ">> ".
    """

    text: str
    begins_cue: bool
    indent: int = 0
    label: int = 0
    name: str = ""

    @property
    def key(self) -> str:
        return speaker_key(self.name)


def utterances(cues: Sequence[Cue]) -> list[Utterance]:
    """What is said in ``cues``: an utterance a cue, or several where labels stand within it.

    A cue without a label is nobody's, but where labels, or ">>", stand only at changes of speaker: there the same one goes on.
    """
    lines = [_lines(cue) for cue in cues]
    accepted = _accepted([line for of_cue in lines for line in of_cue], len(cues))
    labelled = [line.key for of_cue in lines for line in of_cue if line.key in accepted]
    with_label = sum(any(line.key in accepted for line in of_cue) for of_cue in lines)
    seldom = 2 * with_label < len(cues) and _mark_changes(labelled)
    goes_on = seldom or _have_arrows([line for of_cue in lines for line in of_cue if line.key in accepted])
    said: list[Utterance] = []
    speaker: str | None = None
    for cue, of_cue in zip(cues, lines):
        for stretch in _stretches(of_cue, accepted):
            has_label = stretch[0].key in accepted
            speaker = stretch[0].name if has_label else speaker if goes_on else None
            text = joined([line.text for line in stretch])
            said.append(Utterance(text, cue.started_ms, cue.ended_ms, speaker, stretch[0].label if has_label else 0))
    return said


def _lines(cue: Cue) -> list[_Line]:
    return [_line(text, not ordinal, len(cue.lines)) for ordinal, text in enumerate(cue.lines)]


def _line(text: str, begins_cue: bool, lines: int) -> _Line:
    match = _LABEL.match(text) or (_LINE_OF_NAME.fullmatch(text) if lines > 1 and begins_cue else None)
    if not match:
        return _Line(text, begins_cue)
    bracketed = _BRACKETED.fullmatch(match["name"].strip())
    name = next(filter(None, bracketed.groups())) if bracketed else match["name"]
    return _Line(text, begins_cue, match.start("name"), match.end(), name.strip())


def _accepted(lines: list[_Line], cues: int) -> frozenset[str]:
    """The keys of the names that are speakers'."""
    counts = Counter(line.key for line in lines if line.name)
    repeated = {key for key, n in counts.items() if n > 1 and not is_false_friend(key)}
    if 2 * sum(line.key in repeated for line in lines if line.begins_cue) >= max(cues, 4):
        rare = {line.key for line in lines if counts[line.key] == 1 and line.begins_cue and _is_clear(line)}
        return frozenset(repeated | rare)
    found = detect_turns("\n".join(line.text[line.indent :] for line in lines))
    return frozenset(speaker_key(name) for it in found.speakers for name in (it.name, *it.aliases))


def _is_clear(line: _Line) -> bool:
    """Whether a name seen once is written as names are: few words with capitals, or few characters, and no sentence."""
    words = line.name.split()
    proper = len(words) <= 4 and all(not word[0].islower() for word in words)
    short = len(line.name) <= 8 or line.name.isascii()
    return proper and short and not _SENTENCE.search(line.name) and not is_false_friend(line.key)


def _have_arrows(lines: list[_Line]) -> bool:
    """Whether ">>", with which captions mark a change of speaker, stands before nearly all labels."""
    return bool(lines) and sum(line.text.startswith(">>") for line in lines) >= 0.9 * len(lines)


def _mark_changes(keys: list[str]) -> bool:
    """Whether labels, in order, stand only where another speaker begins."""
    return sum(one == other for one, other in pairwise(keys)) <= _CHANGES * max(len(keys) - 1, 0)


def _stretches(lines: list[_Line], accepted: frozenset[str]) -> list[list[_Line]]:
    """The lines of a cue, parted before every label."""
    stretches: list[list[_Line]] = []
    for line in lines:
        if not stretches or line.key in accepted:
            stretches.append([line])
        else:
            stretches[-1].append(line)
    return stretches
