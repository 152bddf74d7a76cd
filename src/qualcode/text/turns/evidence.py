"""What speaks for and against labels being speakers': talk behind them, times that run on, and the fixed order of forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from qualcode.text.turns.label_shapes import Label
from qualcode.text.turns.labels import Found
from qualcode.text.turns.speech import sounds_like_dialogue, sounds_like_request, sounds_spoken
from qualcode.text.turns.times import ascending, milliseconds, of_recording

_QUESTION = re.compile(r"(?:q|question|问|問|提问|提問)\d*")
_SAMPLE = 200  # labels looked at
_NEARLY_ALL = 0.9
_HEARD = 300  # code points of what follows a label
_LONG = 100  # code points of one label's words that no form holds


@dataclass(frozen=True, slots=True)
class Evidence:
    """Shares of labels: ``spoken`` of those followed by talk, ``dialogue`` of those followed by something said to somebody,
    ``said`` of those followed by talk or by much text, ``followed`` of those with a line of text before the next label.
    ``recorded`` where nearly all have times, those of a recording, ``in_cycles`` where the names come in one fixed order, as in forms."""

    spoken: float
    dialogue: float
    said: float
    followed: float
    times_ascend: bool
    recorded: bool
    in_cycles: bool


def evidence_of(labels: Sequence[Label], found: Found) -> Evidence:
    """The evidence for ``labels``, which stand in order in the text."""
    sample = labels[:: -(-len(labels) // _SAMPLE)]
    heard = [_heard(label, found) for label in sample]
    inline = bool(labels[0].shape.mark) and not labels[0].shape.heading
    asked = [inline and sounds_like_request(words) for words in heard]
    spoken = [asks or sounds_spoken(words) for asks, words in zip(asked, heard)]
    dialogue = [asks or sounds_like_dialogue(words) for asks, words in zip(asked, heard)]
    said = [talk or len(words) >= _LONG for talk, words in zip(spoken, heard)]
    written = [label.time for label in sample if label.time is not None]
    times = [time for it in written if (time := milliseconds(it)) is not None]
    return Evidence(
        sum(spoken) / len(heard),
        sum(dialogue) / len(heard),
        sum(said) / len(heard),
        _followed(labels, found),
        ascending(times),
        len(written) >= _NEARLY_ALL * len(sample) and of_recording(written),
        _in_cycles(labels),
    )


def _heard(label: Label, found: Found) -> str:
    """What follows a label up to the next line that may bear one."""
    following = bisect_right(found.labels, label.start, key=lambda other: other.start)
    rest = (other.start for other in islice(found.labels, following, following + 20) if other.firm)
    return found.text[label.end : min(next(rest, len(found.text)), label.end + _HEARD)].strip()


def _followed(labels: Sequence[Label], found: Found) -> float:
    """The share of labels with something behind them, on their own line or on the next."""
    least = 3 if labels[0].shape.time in ("above", "below") else 2  # the time has a line of its own
    ends = [*(label.line for label in labels[1:]), found.lines + least - 1]
    return sum(not one.alone or end - one.line >= least for one, end in zip(labels, ends)) / len(labels)


def _in_cycles(labels: Sequence[Label]) -> bool:
    """Whether three or more names follow each other in one fixed order, over and over: the fields of a form."""
    keys = [label.key for label in labels]
    following: dict[str, Counter[str]] = {}
    for one, other in pairwise(keys):
        following.setdefault(one, Counter())[other] += 1
    usual = {key: counts.most_common(1)[0] for key, counts in following.items()}
    most = Counter(keys).most_common(1)[0][0]
    cycle = [most]
    while (after := usual.get(cycle[-1], (most, 0))[0]) not in cycle:
        cycle.append(after)
    in_order = sum(usual[key][1] for key in cycle if key in usual)
    return len(cycle) > 2 and after == most and in_order >= 0.7 * (len(keys) - 1)


def only_ask(labels: Sequence[Label]) -> bool:
    """Whether these are questions that nobody answers, as in a questionnaire: Q1, Q2, Q3."""
    return all(_QUESTION.fullmatch(label.key) for label in labels)


def are_choices(labels: Sequence[Label], found: Found) -> bool:
    """Whether these are the choices under questions: A, B, C, and again from A; or A and B each time after a question."""
    keys = [label.key for label in labels]
    if not all(len(key) == 1 and key.isascii() and key.isalpha() for key in keys):
        return False
    in_order = all(key == "a" or ord(key) == ord(before) + 1 for before, key in pairwise(keys))
    if len(set(keys)) > 2 or not in_order:
        return in_order
    labelled = {label.line for label in labels}
    return all(_comes_after_question(label, labelled, found) for label in labels if label.key == "a")


def _comes_after_question(label: Label, labelled: set[int], found: Found) -> bool:
    """Whether a question that bears no label stands on the line before."""
    before = found.text[max(0, label.start - 200) : label.start].rstrip()
    return label.line - 1 not in labelled and before.endswith(("?", "？", ":", "：", ")", "）"))
