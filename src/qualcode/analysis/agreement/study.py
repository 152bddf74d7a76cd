"""What several coders said of the same units, in the form agreement needs it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.agreement.patterns import Patterns, Readings, patterns_of, readings_of
from qualcode.analysis.agreement.values import named_rows, numbered, value_order
from qualcode.analysis.arrays import BoolArray, IntArray, integers, tally
from qualcode.errors import WrongUse
from qualcode.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class ReliabilityData:
    """Units with the values that coders gave them.

    ``matrix`` is coders x units: 0 where a coder gave no value, else the number of the value in ``values`` counted
    from 1. Where ``column`` is given, units that were judged alike share a column of it, and ``column`` says which
    one each unit has. ``coders`` are names (or places in the rows), ``documents`` the labels of the units' documents,
    where the data know them; ``document`` then gives for each unit the place of its label. Where ``knows_coders`` is
    False, the rows are no coders.

    Measures do not read units one by one. They count them by *reading* (who said what) or by *pattern* (how often
    each value was given), which are made when a measure asks for them. A unit is *pairable* when at least two coders
    gave it a value.
    """

    coders: tuple[Hashable, ...]
    values: tuple[Hashable, ...]
    matrix: IntArray
    documents: tuple[Hashable, ...] = ()
    document: IntArray | None = None
    column: IntArray | None = None
    knows_coders: bool = True

    @classmethod
    def from_rows(
        cls,
        rows: Sequence[Iterable[Hashable]] | Mapping[Hashable, Iterable[Hashable]] | ArrayLike | DataFrame,
        missing: Hashable = None,
        *,
        coders: Sequence[Hashable] | None = None,
        documents: Sequence[Hashable] | None = None,
    ) -> ReliabilityData:
        """One row a coder, one column a unit, in it any hashable value or a set of them.

        ``rows`` may be lists, an array, a pandas DataFrame (its index names the coders) or a mapping of coders to rows.
        None, NaN and ``missing`` stand where a coder gave no value; an empty set is a value. ``coders`` names the
        rows, else they are numbered from 0. ``documents`` gives each unit's document. The order of coders and of
        units changes no figure, to the last bit. Raises WrongUse when rows differ in length and when names or
        documents are not as many as rows or units.
        """
        names, rows = named_rows(rows)
        coders = names if coders is None else coders
        matrix, values = numbered(rows, missing)
        return cls.from_matrix(matrix, values, coders=coders, documents=documents)

    @classmethod
    def from_matrix(
        cls,
        matrix: IntArray,
        values: Sequence[Hashable],
        *,
        coders: Sequence[Hashable] | None = None,
        documents: Sequence[Hashable] | None = None,
    ) -> ReliabilityData:
        """From numbers (see ``matrix``): for those who have arrays."""
        names = tuple(range(len(matrix)) if coders is None else coders)
        if len(set(names)) != len(matrix):
            raise WrongUse(_("The rows need as many different names of coders."), _("Name each coder once."))
        if documents is None:
            return cls(names, tuple(values), matrix)
        if len(documents) != matrix.shape[1]:
            raise WrongUse(_("Every unit needs a document."), _("Give one label for each column."))
        labels = sorted(set(documents), key=value_order)
        place = {label: number for number, label in enumerate(labels)}
        return cls(names, tuple(values), matrix, tuple(labels), integers([place[label] for label in documents]))

    @classmethod
    def from_patterns(
        cls, coders: int, units: ArrayLike, counts: ArrayLike, values: Sequence[Hashable]
    ) -> ReliabilityData:
        """From pattern counts: ``units[p]`` units in which ``counts[p, v]`` coders gave ``values[v]``.

        Nothing is known about who said what, so there are no figures for coders, pairs or single units.
        """
        table = integers(counts)
        pattern, value = np.nonzero(table)
        times = table[pattern, value]
        pattern, value = np.repeat(pattern, times), np.repeat(value, times)
        row = np.arange(len(pattern)) - np.searchsorted(pattern, pattern)
        matrix = np.zeros((coders, len(table)), dtype=np.int64)
        matrix[row, pattern] = value + 1
        column = np.repeat(np.arange(len(table)), integers(units))
        return cls(tuple(range(coders)), tuple(values), matrix, column=column, knows_coders=False)

    @property
    def n_units(self) -> int:
        """How many units there are, with those that nobody judged."""
        return int(self.matrix.shape[1]) if self.column is None else len(self.column)

    @cached_property
    def readings(self) -> Readings:
        """All units, by who said what."""
        return readings_of(self.matrix, len(self.values), self.column)

    @cached_property
    def rated(self) -> Patterns:
        """The units that anybody gave a value, by how often each was given."""
        return patterns_of(self.readings, len(self.values), 1)

    @cached_property
    def pairable(self) -> Patterns:
        """The units that at least two coders gave a value, by how often each was given."""
        return patterns_of(self.readings, len(self.values), 2)

    @cached_property
    def values_used(self) -> tuple[Hashable, ...]:
        """The values that occur in pairable units."""
        return tuple(self.values[number] for number in tally(self.pairable.value)[0].tolist())

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """What a figure rests on, see ``AgreementResult``."""
        readings = self.readings
        missing = len(self.coders) - readings.ratings
        return {
            "coders": len(self.coders),
            "units": self.n_units,
            "pairable_units": int(self.pairable.units.sum()),
            "values": len(self.values_used),
            "single_rated": int(readings.units[readings.ratings == 1].sum()),
            "missing": int(readings.units @ missing),
        }

    def of_coders(self, places: Sequence[int]) -> ReliabilityData:
        """Only what some of the coders said."""
        return replace(self, coders=tuple(self.coders[place] for place in places), matrix=self.matrix[list(places)])

    def of_units(self, units: IntArray) -> ReliabilityData:
        """Only some of the units, no longer told apart by document."""
        columns = units if self.column is None else self.column[units]
        return replace(self, matrix=self.matrix[:, columns], column=None, documents=(), document=None)

    @cached_property
    def collapsed(self) -> ReliabilityData:
        """The same data with one column for all units judged alike."""
        return replace(self, matrix=self.readings.said.T, column=self.readings.kinds())

    def yes_and_no(self, yes: BoolArray) -> ReliabilityData:
        """True for the values that ``yes`` (one entry a value) marks, False for the others."""
        code = np.concatenate(([0], np.where(yes, 2, 1)))
        return replace(self.collapsed, values=(False, True), matrix=code[self.collapsed.matrix])
