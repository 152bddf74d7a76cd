"""What several results share: the sentences that say how a figure was made, and ratios that may be undefined."""

from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.arrays import FloatArray
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.table import Cell
from qualcode.text.unit_names import unit_word


def ratio(numerator: NDArray[np.number], denominator: NDArray[np.number]) -> FloatArray:
    """``numerator / denominator``, NaN where the denominator is 0."""
    numerator, denominator = np.broadcast_arrays(numerator, denominator)
    quotient = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=quotient, where=denominator != 0)
    return quotient


def cells(values: NDArray[np.number]) -> list[Cell]:
    """The values as plain cells; None where one is undefined (NaN)."""
    return [None if value != value else value for value in values.tolist()]


def check_choice(choice: str, known: object) -> None:
    """Raise WrongUse unless ``choice`` is one of the literals of the type ``known``."""
    if choice not in get_args(known):
        raise WrongUse(
            _("{choice!r} is not a choice here.", choice=choice),
            _("Choose one of {known}.", known=listed(get_args(known))),
        )


def joined_notes(absorbed: int) -> tuple[str, ...]:
    """How many overlapping codings became part of another; nothing to say when none did."""
    if not absorbed:
        return ()
    return (
        plural(
            "{n} coding was joined to another of the same code and coder that it overlaps.",
            "{n} codings were joined to others of the same code and coder that they overlap.",
            absorbed,
        ),
    )


def untouched_notes(codings: int, unit: str) -> tuple[str, ...]:
    """How many codings touch no unit; nothing to say when all do."""
    if not codings:
        return ()
    return (
        plural(
            "{n} coding touches no unit ({unit}) and does not count in figures per unit.",
            "{n} codings touch no unit ({unit}) and do not count in figures per unit.",
            codings,
            unit=unit_word(unit),
        ),
    )
