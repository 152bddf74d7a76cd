"""Which label-like beginnings are labels: those that repeat in one clear pattern, and what stands firmly among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from qualcode.text.turns.label_shapes import Label, Shape
from qualcode.text.turns.labels import Found
from qualcode.text.turns.likelihood import Family, repeated
from qualcode.text.turns.parts import part_of
from qualcode.text.turns.persons import has_han, is_personal
from qualcode.text.turns.speakers import speaker_key

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
            return _with_others(core, found.labels)
    return []


def _core(labels: list[Label], names: set[str]) -> list[Label]:
    """The ``labels``, all of one shape, that count by themselves."""
    shape = labels[0].shape
    if shape.is_bare:
        return _bare_core(labels, names)
    alone = [label for label in labels if label.alone]
    clear = labels if shape.time else alone if len(alone) >= _DENSE * len(labels) else []
    if 3 * sum(label.key in names for label in clear) >= len(labels):
        keys = {label.key for label in clear}
        return [label for label in labels if label.key in keys]
    return [] if shape.heading else _without_phrases([label for label in labels if label.key in names])


def _bare_core(labels: list[Label], names: set[str]) -> list[Label]:
    """Of names alone on their lines, known parts and what repeats and never stands right above another of them."""
    likely = [label for label in labels if label.firm or label.key in names]
    above = {one.key for one, other in pairwise(likely) if other.line == one.line + 1 and not one.firm}
    return [label for label in likely if label.key not in above]


def _without_phrases(labels: list[Label]) -> list[Label]:
    """The labels without long Chinese phrases that stand a few times among many names: 原因有两个."""
    counts = Counter(label.key for label in labels)
    rare = {key for key, n in counts.items() if 10 * n < len(labels)}
    return [label for label in labels if label.key not in rare or len(label.name) < 4 or _is_likely(label.name)]


def _with_others(core: list[Label], labels: list[Label]) -> list[Label]:
    """The core and what belongs to it: its names in other shapes, and other names that fit among them."""
    shape = core[0].shape
    keys = {label.key for label in core}
    if shape.heading:  # Under headings that are labels, what looks like a label is part of what is said.
        return [label for label in labels if label.key in keys and label.shape.heading]
    fits = _fits_among(core, [label for label in labels if label.shape == shape])
    return [label for label in labels if not label.shape.heading and (_is_same(label, shape, keys) or fits(label))]


def _is_same(label: Label, shape: Shape, keys: set[str]) -> bool:
    """Whether a label bears an accepted name; a name alone on its line does so only where all are so, or as a known part."""
    if label.key not in keys:
        return False
    return label.shape == shape or not label.shape.is_bare or (label.firm and part_of(label.name) is not None)


def _fits_among(core: list[Label], of_shape: list[Label]) -> Callable[[Label], bool]:
    """Whether a label whose name is not among the core's is one all the same."""
    first, last = core[0], core[-1]
    within = sum(first.line <= label.line <= last.line for label in of_shape)
    dense = 2 * len(core) >= within >= _DENSE * (last.line - first.line + 1)
    upper = all(label.name.isupper() for label in core)
    stems = {_stem(label.name) for label in core}

    def fits(label: Label) -> bool:
        between = first.start < label.start < last.start
        shouted = between and upper and label.name.isupper()
        if _is_part_among(label, first.shape):
            return True
        if label.shape != first.shape or not label.firm:
            return shouted and label.shape.mark == ":" and len(label.name) > 2
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


def _stem(name: str) -> str:
    """The key of the name without the number behind it: "participant" of "Participant 7"."""
    return speaker_key(name).rstrip("0123456789#")


def _is_likely(name: str) -> bool:
    """Whether a Chinese name is one of a person, an office or a part; Western ones were looked at before."""
    return not has_han(name) or is_personal(name) or part_of(name) is not None
