"""Which units a coding touches: the bridge from freely marked spans to units that can be counted."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.arrays import IntArray, expand, integers
from qualcode.analysis.results import check_choice
from qualcode.messages import _
from qualcode.text.unit_names import unit_word

Touch: TypeAlias = Literal["half", "any", "all"]


def touch_units(
    starts: ArrayLike, ends: ArrayLike, unit_starts: ArrayLike, unit_ends: ArrayLike, rule: Touch = "half"
) -> tuple[IntArray, IntArray]:
    """The pairs (coding, unit) in which the coding touches the unit, sorted by coding, then unit.

    Codings may lie in any order and overlap; units are sorted and disjoint. ``rule`` is

    - ``"half"``: the coding covers at least half of the unit, or at least half of the coding lies in the unit;
    - ``"any"``: they share at least one character;
    - ``"all"``: the coding covers the whole unit.

    A long coding thus touches every unit it covers well, and a short one the unit it lies in, but one overrun character
    does not touch the next unit. Lengths are compared as integers. Raises WrongUse for an unknown rule.
    """
    check_choice(rule, Touch)
    start, end, unit_start, unit_end = map(integers, (starts, ends, unit_starts, unit_ends))
    first = np.searchsorted(unit_end, start, side="right")
    stop = np.searchsorted(unit_start, end, side="left")
    coding, unit = expand(first, np.maximum(first, stop))
    shared = np.minimum(end[coding], unit_end[unit]) - np.maximum(start[coding], unit_start[unit])
    enough = shared >= _needed((end - start)[coding], (unit_end - unit_start)[unit], rule)
    return coding[enough], unit[enough]


def _needed(coding_length: IntArray, unit_length: IntArray, rule: Touch) -> IntArray | int:
    """How many characters the two must share."""
    if rule == "half":
        return (np.minimum(coding_length, unit_length) + 1) // 2
    return unit_length if rule == "all" else 1


def touch_note(touch: Touch, unit: str) -> str:
    """The touch rule in words."""
    if touch == "half":
        return _(
            "A coding touches a unit ({unit}) when it covers at least half of it or at least half of the coding lies in it.",
            unit=unit_word(unit),
        )
    if touch == "any":
        return _("A coding touches a unit ({unit}) when they share at least one character.", unit=unit_word(unit))
    return _("A coding touches a unit ({unit}) when it covers all of it.", unit=unit_word(unit))
