"""Which label-like beginnings are labels: those that repeat in one clear pattern, and what stands firmly among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from qualcode.text.turns.label_shapes import BRACKETS, Label, Shape
from qualcode.text.turns.labels import Found
from qualcode.text.turns.likelihood import Family, repeated
from qualcode.text.turns.parts import part_of, role_of
from qualcode.text.turns.persons import has_han, is_hidden, is_personal, is_phrase, words_of
from qualcode.text.turns.speakers import speaker_key
from qualcode.text.turns.speech import sounds_spoken
from qualcode.text.turns.spellings import is_slip, is_slippery

_TOGETHER = re.compile(r"\s*[&+/,，、和与與跟及]\s*|\s+and\s+")
_COLUMNS = words_of("speaker speakers name who participant 发言人 说话人 姓名 发言者 speakername")
_SLIPPERY = 20  # names of parts that others are compared with
_HEARD = 600  # code points of an answer listened to
_TRIED = 5  # shapes looked at, those with most repeated names first
_DENSE = 0.8  # where so many lines carry a label, a personal name in that shape is one too, though seen once


def recognise(found: Found) -> list[Label]:
    """The labels among ``found``, in order; empty where nothing repeats as speakers' labels do.

    The shape with most repeated names leads. Where it is a shape that only labels have (a heading, a time stamp, a line of
    its own), all labels of it count; in others a name must repeat. Those names then count in every shape, and so do labels
    that name a known part ("Interviewer 2"). A name seen once counts only where the pattern around it is clear.
    """
    names = repeated(found.labels)
    shapes = Counter(label.shape for label in found.labels if label.key in names)
    for shape in sorted(shapes, key=lambda shape: (shape.is_bare, -shapes[shape]))[:_TRIED]:
        labels = [label for label in found.labels if label.shape == shape]
        core = _core(labels, names)
        if core and Family(shape, labels, core, found).are_speakers():
            return _without_columns(_with_others(core, found.labels))
    return _only_pair(found)


def _only_pair(found: Found) -> list[Label]:
    """A question and its long answer, each labelled once by a part that means nothing else."""
    firm = [
        label
        for label in found.labels
        if label.shape.mark and (part := part_of(label.name)) and (part.firm or has_han(label.name))
    ]
    roles = [role_of(label.name) for label in firm]
    if roles != ["interviewer", "respondent"] or firm[0].shape != firm[1].shape:
        return []
    asked = found.text[firm[0].end : firm[1].start].strip()
    answered = found.text[firm[1].end :].strip()
    return firm if len(answered) > len(asked) and sounds_spoken(asked) and sounds_spoken(answered[:_HEARD]) else []


def _core(labels: list[Label], names: set[str]) -> list[Label]:
    """The ``labels``, all of one shape, that count by themselves."""
    shape = labels[0].shape
    if shape.is_bare:
        return _bare_core(labels, names)
    labels = _without_speech(labels)
    alone = [label for label in labels if label.alone]
    clear = labels if shape.time else alone if len(alone) >= _DENSE * len(labels) else []
    if 3 * sum(label.key in names for label in clear) >= len(labels):
        keys = {label.key for label in clear}
        return [label for label in labels if label.key in keys]
    return [] if shape.heading else _without_phrases([it for it in labels if it.key in names])


def _without_speech(labels: list[Label]) -> list[Label]:
    """The labels without those right below a label that is alone on its line: there its speech begins, with a colon in it."""
    return labels[:1] + [
        label for above, label in pairwise(labels) if label.alone or not above.alone or label.line > above.line + 1
    ]


def _bare_core(labels: list[Label], names: set[str]) -> list[Label]:
    """Of names alone on their lines, known parts and what repeats and never stands right above another of them."""
    likely = [label for label in labels if label.firm or label.key in names]
    above = {one.key for one, other in pairwise(likely) if other.line == one.line + 1 and not one.firm}
    return [label for label in likely if label.key not in above]


def _without_phrases(labels: list[Label]) -> list[Label]:
    """The labels without long Chinese phrases that stand among names: 还有一点, 原因有两个."""
    counts = Counter(label.key for label in labels)
    rare = {key for key, n in counts.items() if 10 * n < len(labels)}
    return [
        label
        for label in labels
        if len(label.name) < 4 or _is_likely(label.name) or not (label.key in rare or is_phrase(label.name))
    ]


def _without_columns(labels: list[Label]) -> list[Label]:
    """The labels without the head of a column of names, which is met once, above them."""
    head = labels[0] if labels and labels[0].shape.mark in ("|", "\t") and labels[0].key in _COLUMNS else None
    return labels[1:] if head and sum(label.key == head.key for label in labels) == 1 else labels


def _with_others(core: list[Label], labels: list[Label]) -> list[Label]:
    """The core and what belongs to it: its names in other shapes, and other names that fit among them."""
    shape = core[0].shape
    keys = {label.key for label in core}
    if shape.heading:  # Under headings that are labels, what looks like a label is part of what is said.
        return [label for label in labels if label.key in keys and label.shape.heading]
    fits = _fits_among(core, [label for label in labels if label.shape == shape], repeated(labels))
    return [label for label in labels if not label.shape.heading and (_is_same(label, shape, keys) or fits(label))]


def _is_same(label: Label, shape: Shape, keys: set[str]) -> bool:
    """Whether a label bears an accepted name; a name alone on its line does so only where all are so, or as a known part."""
    if label.key not in keys:
        return False
    return label.shape == shape or not label.shape.is_bare or (label.firm and part_of(label.name) is not None)


def _fits_among(core: list[Label], of_shape: list[Label], repeats: set[str]) -> Callable[[Label], bool]:
    """Whether a label whose name is not among the core's is one all the same; ``repeats`` are names met more than once."""
    first, last = core[0], core[-1]
    within = sum(first.line <= label.line <= last.line for label in of_shape)
    dense = 2 * len(core) >= within >= _DENSE * (last.line - first.line + 1)
    upper = all(label.name.isupper() for label in core)
    stems = {_stem(label.name) for label in core}
    keys = {label.key for label in core}
    parts = [name for name in {label.name: None for label in core} if is_slippery(name)][:_SLIPPERY]

    def fits(label: Label) -> bool:
        between = first.start < label.start < last.start
        shouted = between and upper and label.name.isupper()
        if _is_part_among(label, first.shape) or _is_set_apart(label, first.shape, repeats):
            return True
        if label.shape == first.shape and between and (_is_joint(label.name, keys) or is_hidden(label.name)):
            return True
        if label.shape != first.shape or not label.firm:
            return shouted and label.shape.mark == ":" and len(label.name) > 2
        if any(is_slip(label.name, part) for part in parts):
            return True
        if _stem(label.name) in stems or speaker_key(label.name.split()[-1]) in stems:
            return True
        return shouted or (between and dense and _is_likely(label.name))

    return fits


def _is_part_among(label: Label, shape: Shape) -> bool:
    """Whether a label names a known part, in the leading shape or clearly marked in another."""
    part = part_of(label.name)
    if part is None or label.shape == shape:
        return part is not None
    return bool(label.shape.mark or label.shape.time) and (part.firm or label.name[-1].isdigit())


def _is_set_apart(label: Label, shape: Shape, repeats: set[str]) -> bool:
    """Whether brackets and a colon set a name apart that comes again: "[Name removed]:"."""
    bracketed = label.shape.mark[:1] in BRACKETS and bool(label.mark)
    return bracketed and label.shape != shape and label.key in repeats


def _is_joint(name: str, keys: set[str]) -> bool:
    """Whether several who speak elsewhere speak together: "Ann & Ben"."""
    together = [speaker_key(one) for one in _TOGETHER.split(name)]
    return len(together) > 1 and keys.issuperset(together)


def _stem(name: str) -> str:
    """The key of the name without the number behind it: "participant" of "Participant 7"."""
    return speaker_key(name).rstrip("0123456789#")


def _is_likely(name: str) -> bool:
    """Whether a Chinese name is one of a person, an office or a part; Western ones were looked at before."""
    return not has_han(name) or is_personal(name) or part_of(name) is not None
