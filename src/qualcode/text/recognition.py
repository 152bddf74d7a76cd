"""Which label-like beginnings are labels: those that repeat in one clear pattern, and what stands firmly among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from qualcode.text.labels import Found, Label, Shape
from qualcode.text.speakers import speaker_key, voice

_SPARSE = 20  # labels of unknown names must open at least one line in so many
_SPARSE_UNMARKED = 5  # where nothing but its line sets a label apart
_DENSE = 0.8  # where so many lines carry a label, a personal name in that shape is one too, though seen once

_HAN = re.compile("[\u3400-\u9fff]")
_EVERYDAY = re.compile("[我你您他她它们們的了是在就不这這那么麼吧呢吗嗎啊很还還要]")
_TITLE = re.compile(
    "(?:主任|老师|老師|教授|先生|女士|小姐|经理|經理|书记|書記|局长|局長|处长|處長|科长|科長|院长|院長|博士|委员|委員)$"
)


def recognise(found: Found) -> list[Label]:
    """The labels among ``found``, in order; empty where nothing repeats as speakers' labels do.

    The shape with most repeated names leads. Where it is a shape that only labels have (a heading, a time stamp, a line of
    its own), all labels of it count; in others a name must repeat. Those names then count in every shape, and so do
    labels that name a known part ("Interviewer 2"). A name seen once counts only where the pattern around it is clear.
    """
    repeated = _repeated(found.labels)
    shapes = Counter(label.shape for label in found.labels if label.key in repeated)
    if not shapes:
        return []
    shape = shapes.most_common(1)[0][0]
    core = _core([label for label in found.labels if label.shape == shape], repeated)
    # Under headings that are labels, what looks like a label is part of what is said.
    accepted = core if shape.heading or not core else _with_others(core, found.labels)
    return accepted if accepted and _plausible(accepted, shape, found.lines) else []


def _repeated(labels: list[Label]) -> set[str]:
    counts = Counter(label.key for label in labels)
    return {key for key, n in counts.items() if n > 1}


def _core(labels: list[Label], repeated: set[str]) -> list[Label]:
    """The ``labels``, all of the leading shape, that count by themselves."""
    shape = labels[0].shape
    alone = [label for label in labels if label.alone]
    clear = labels if shape.time else alone if len(alone) >= _DENSE * len(labels) else []
    if 3 * sum(label.key in repeated for label in clear) >= len(labels):
        keys = {label.key for label in clear}
        return [label for label in labels if label.key in keys]
    return [] if shape.heading else [label for label in labels if label.key in repeated]


def _with_others(core: list[Label], labels: list[Label]) -> list[Label]:
    """The core and what belongs to it: its names in other shapes, and other names that fit among them."""
    keys = {label.key for label in core}
    fits = _fits_among(core, [label for label in labels if label.shape == core[0].shape])
    return [label for label in labels if label.key in keys or (not label.shape.heading and fits(label))]


def _plausible(accepted: list[Label], shape: Shape, lines: int) -> bool:
    """Whether these are speakers: a known part among them, or names that open lines often enough.

    Several names, unless the shape is one that only labels have.
    """
    if _are_choices([label.key for label in accepted]):
        return False
    marked = bool(shape.mark or shape.time)
    if marked and any(voice(label.name) for label in accepted):
        return True
    repeated = _repeated(accepted)
    names = {label.key for label in accepted if voice(label.name) or label.key in repeated}
    several = len(names) > 1 or shape.heading or bool(shape.time)
    return several and len(accepted) * (_SPARSE if marked else _SPARSE_UNMARKED) >= lines


def _are_choices(keys: list[str]) -> bool:
    """Whether these are the choices under questions: A, B, C, and again from A."""
    letters = all(len(key) == 1 for key in keys) and len(set(keys)) > 2
    return letters and all(key == "a" or ord(key) == ord(before) + 1 for before, key in pairwise(keys))


def _fits_among(core: list[Label], of_shape: list[Label]) -> Callable[[Label], bool]:
    """Whether a label whose name is not among the core's is one all the same."""
    first, last = core[0], core[-1]
    within = sum(first.line <= label.line <= last.line for label in of_shape)
    dense = 2 * len(core) >= within >= _DENSE * (last.line - first.line + 1)
    upper = all(label.name.isupper() for label in core)
    stems = {_stem(label.name) for label in core}

    def fits(label: Label) -> bool:
        if voice(label.name) and (label.shape.mark or label.shape.time or label.shape == first.shape):
            return True
        if label.shape != first.shape:
            return False
        last_word = speaker_key(label.name.split()[-1])
        if _stem(label.name) in stems or last_word in stems:
            return True
        between = first.start < label.start < last.start
        return between and ((dense and _is_personal(label.name)) or (upper and label.name.isupper()))

    return fits


def _stem(name: str) -> str:
    """The key of the name without the number behind it: "participant" of "Participant 7"."""
    return speaker_key(name).rstrip("0123456789#")


def _is_personal(name: str) -> bool:
    """Whether a Chinese name is short or ends in a title, and holds no everyday word; Western ones were looked at before."""
    if not _HAN.search(name):
        return True
    return not _EVERYDAY.search(name) and (len(name) <= 4 or _TITLE.search(name) is not None)
