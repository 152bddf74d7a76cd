"""Spans as a person hands them in: taken as they are, or refused with the place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeAlias

import numpy as np

from qualcode.analysis.arrays import IntArray
from qualcode.errors import WrongUse
from qualcode.messages import _

SpanColumns: TypeAlias = tuple[IntArray, IntArray, IntArray, IntArray, IntArray]

#: Positions of all coders together that one continuum may have, so that sums of squared lengths fit into 64 bits.
LARGEST = 2**31


def whole(position: object) -> int:
    """A position as a whole number. Raises WrongUse for anything else."""
    if isinstance(position, (int, np.integer)) or (isinstance(position, float) and position.is_integer()):
        return int(position)
    raise WrongUse(
        _("{position!r} is no position: positions are whole numbers.", position=position),
        _("Count characters, or milliseconds of a recording."),
    )


def columns(spans: Sequence[tuple[object, object, Hashable]]) -> tuple[list[int], list[int], list[Hashable]]:
    """Starts, ends and values of spans. Raises WrongUse for what is no (start, end, value)."""
    try:
        start, end, value = ([*column] for column in zip(*spans, strict=True)) if spans else ([], [], [])
        set(value)
    except (TypeError, ValueError):
        raise WrongUse(
            _("A span is (start, end, value), and one of these is not."),
            _("The value is a name or number; spans with several codes are several spans."),
        ) from None
    return [whole(one) for one in start], [whole(one) for one in end], value


def check_coders(names: tuple[Hashable, ...], lists: int) -> None:
    """Raise WrongUse unless there is one name for each list of spans, and none twice."""
    if len(names) != lists:
        raise WrongUse(
            _("There are {names} names of coders for {lists} lists of spans.", names=len(names), lists=lists),
            _("Give one list of spans for each coder, None for one who did not code the document."),
        )
    if len(set(names)) < len(names):
        raise WrongUse(_("Two coders have the same name."), _("Give each coder a name of his or her own."))


def check_size(lengths: IntArray, coders: int) -> None:
    """Raise WrongUse for a negative length, and for more text than can be counted exactly."""
    if (lengths < 0).any():
        raise WrongUse(_("A text has no negative length."))
    if int(lengths.sum()) * max(coders, 1) >= LARGEST:
        raise WrongUse(
            _("The documents of all coders together are longer than {largest} positions.", largest=LARGEST),
            _("Compare parts of the documents, or count in a coarser unit."),
        )


def check_positions(spans: SpanColumns, coders: tuple[Hashable, ...], lengths: IntArray) -> None:
    """Raise WrongUse for the first span that is empty or lies outside its document."""
    coder, document, start, end, _value = spans
    wrong = (start < 0) | (end <= start) | (end > lengths[document])
    if not wrong.any():
        return
    one = int(np.argmax(wrong))
    raise WrongUse(
        _(
            "Coder {coder}: the span {start} to {end} is not within the {length} characters of the text.",
            coder=coders[coder[one]],
            start=int(start[one]),
            end=int(end[one]),
            length=int(lengths[document[one]]),
        ),
        _("A span needs 0 <= start < end <= length; its end is the first position after it."),
    )


def overlapping_spans(start: IntArray, length: IntArray) -> tuple[int, int] | None:
    """Two of the spans that begin at ``start`` on one line and overlap, the leftmost such, or None."""
    order = np.argsort(start, kind="stable")
    end = (start + length)[order]
    met = np.flatnonzero(start[order][1:] < end[:-1])
    return (int(order[met[0]]), int(order[met[0] + 1])) if len(met) else None
