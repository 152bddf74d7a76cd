"""What the cells of a matrix can say of the codings in them."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.arrays import FloatArray, IntArray, distinct, distinct_members, integers
from qualcode.analysis.coding_table import CodingTable, covered_stretches
from qualcode.analysis.results import ratio
from qualcode.messages import _

Value: TypeAlias = Literal["codings", "documents", "cases", "characters", "words", "binary", "weight"]


def contributions(
    table: CodingTable,
    value: Value,
    coding: IntArray,
    place: IntArray,
    places: int,
    words: ArrayLike | None = None,
) -> tuple[IntArray, NDArray[np.number] | None]:
    """The amounts (1 each where None) whose sums by place are the cells; see ``code_matrix`` for the values.

    ``coding`` and ``place`` say which codings lie in which of ``places`` cells. Raises ValueError when ``words`` are asked for and not
    given. Distinct cases are counted by ``code_matrix`` itself, which knows what rows and columns hold.
    """
    if value == "binary":
        return distinct(place), None
    if value == "documents":
        return distinct_members(place, table.document[coding]), None
    if value == "characters":
        return covered_stretches(table, coding, place)
    if value == "words":
        if words is None:
            raise ValueError("value='words' needs the number of words of each coding")
        return place, integers(words)[coding]
    if value == "weight":
        return np.arange(places), _mean_weights(table.weight[coding], place, places)
    return place, None


def _mean_weights(weight: FloatArray, place: IntArray, places: int) -> FloatArray:
    """The mean of the weights given in each place, NaN where none is."""
    given = ~np.isnan(weight)
    total = np.bincount(place[given], weights=weight[given], minlength=places)
    return ratio(total, np.bincount(place[given], minlength=places))


def value_note(value: Value) -> str:
    """What the cells say, in words."""
    return {
        "codings": _("Cells count codings."),
        "documents": _("Cells count documents with at least one such coding."),
        "cases": _("Cells count cases with at least one such coding."),
        "characters": _("Cells count characters covered; where a coder's codings overlap, a character counts once."),
        "words": _("Cells add up the words of the codings; a word in two codings counts twice."),
        "binary": _("Cells are 1 where there is any such coding, else 0."),
        "weight": _("Cells are the mean of the weights given; empty where no coding has a weight."),
    }[value]
