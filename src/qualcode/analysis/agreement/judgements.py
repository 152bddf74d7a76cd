"""What coders said of units, code by code: the step from coded text to data that every measure takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement.incidence import Incidence
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import BoolArray, IntArray, expand

Scope: TypeAlias = Literal["all", "coded", "code"]

#: What ``ReliabilityData.matrix`` holds for a no and a yes.
NO, YES = 1, 2

#: For the path of a code the pairs of a document and a coder for whom it came too late: there it is missing.
Late: TypeAlias = Mapping[str, Collection[tuple[int, int]]]


@dataclass(frozen=True, eq=False)
class Judgements:
    """For each code the yes or no of each coder to each unit compared.

    A coder says yes to the units one of his or her codings touches, no to the others, and nothing in documents that he or she
    did not finish or where the code came ``late``. ``scope`` chooses the units: "all"; "coded", those that any coder gave any
    code; "code", for each code those that any coder gave it.
    """

    seen: Incidence
    scope: Scope = "all"
    late: Late | None = None

    @cached_property
    def coders(self) -> IntArray:
        """Who finished a document that is compared, as numbers of the table's coders."""
        compared = self.seen.finished.sum(axis=1) >= 2
        return np.flatnonzero(self.seen.finished[compared].any(axis=0))

    @cached_property
    def units(self) -> IntArray:
        """The units compared, as numbers of the grid's."""
        compared = self.seen.judges >= 2
        if self.scope != "all":
            compared = compared & self._coded
        return np.flatnonzero(compared)

    def of(self, code: int) -> ReliabilityData:
        """Who said yes and no to a code."""
        row, unit = self._yes(code)
        matrix = self.blank.matrix.copy()
        matrix[row, unit] = YES
        for document, coder in (self.late or {}).get(self.seen.table.codes[code], ()):
            matrix[np.ix_(self.coders == coder, self.seen.grid.document[self.units] == document)] = 0
        data = replace(self.blank, matrix=matrix)
        return data if self.scope != "code" else _of_units(data, self._held(code))

    def units_of(self, code: int) -> IntArray:
        """The units to which ``of`` gives the judgements, as numbers of the grid's."""
        return self.units if self.scope != "code" else self.units[self._held(code)]

    def sets(self, codes: Collection[int]) -> ReliabilityData:
        """The set of ``codes`` that each coder gave each unit."""
        given = [[set[str]() for _unit in self.units] for _coder in self.coders]
        for code in codes:
            for row, unit in zip(*(column.tolist() for column in self._yes(code)), strict=True):
                given[row][unit].add(self.seen.table.codes[code])
        blank = self.blank
        rows = [
            [frozenset(codes) if judged else None for codes, judged in zip(sets, judged_row.tolist(), strict=True)]
            for sets, judged_row in zip(given, blank.matrix > 0, strict=True)
        ]
        documents = [] if blank.document is None else [blank.documents[at] for at in blank.document.tolist()]
        return ReliabilityData.from_rows(rows, coders=blank.coders, documents=documents)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of ``coders``."""
        return tuple(self.seen.table.coders[coder] for coder in self.coders.tolist())

    @cached_property
    def _coded(self) -> BoolArray:
        coded = np.zeros(len(self.seen.judges), dtype=np.bool_)
        coded[self.seen.unit] = True
        return coded

    @cached_property
    def blank(self) -> ReliabilityData:
        """Everybody's no, in the documents he or she finished."""
        document = self.seen.grid.document[self.units]
        finished = self.seen.finished[document][:, self.coders].T
        labels = [self.seen.table.documents[at] for at in document.tolist()]
        matrix = np.where(finished, NO, 0).astype(np.int64)
        return ReliabilityData.from_matrix(matrix, (False, True), coders=self.names, documents=labels)

    def _held(self, code: int) -> IntArray:
        """The places of the units that anybody gave a code."""
        return np.unique(self._yes(code)[1])

    def _yes(self, code: int) -> tuple[IntArray, IntArray]:
        """The yeses to a code: parallel, the coder's row and the unit's place among those compared."""
        entries = self._entries[slice(*np.searchsorted(self.seen.code[self._entries], (code, code + 1)))]
        first = self.seen.first[entries]
        owner, at = expand(first, first + self.seen.count[entries])
        place = np.searchsorted(self.units, self.seen.unit[entries][owner])
        row = np.searchsorted(self.coders, self.seen.coder[at])
        return row, place

    @cached_property
    def _entries(self) -> IntArray:
        """The entries of the incidence in units compared, by code."""
        compared = np.flatnonzero(np.isin(self.seen.unit, self.units))
        return compared[np.argsort(self.seen.code[compared], kind="stable")]


def _of_units(data: ReliabilityData, units: IntArray) -> ReliabilityData:
    """Only these units, still told apart by document."""
    document = None if data.document is None else data.document[units]
    return replace(data, matrix=data.matrix[:, units], document=document)


@dataclass(frozen=True)
class Uses:
    """How a code was used: units compared that anybody gave it, units about which not all agree, and units by coder."""

    units: int
    disputed: int
    by_coder: dict[str, int]


def uses(data: ReliabilityData) -> Uses:
    """How the code was used that ``data`` holds the yes and no of."""
    readings = data.readings
    yes, no = readings.said == YES, readings.said == NO
    anybody, all_agree = _anybody(data), ~(yes.any(axis=1) & no.any(axis=1))
    by_coder = dict(zip(map(str, data.coders), (readings.units @ yes).tolist(), strict=True))
    return Uses(int(readings.units[anybody].sum()), int(readings.units[~all_agree].sum()), by_coder)


def _anybody(data: ReliabilityData) -> BoolArray:
    """The readings in which anybody gave the code, of units that at least two judged: others are not compared."""
    given: BoolArray = (data.readings.said == YES).any(axis=1)
    return given & (data.readings.ratings >= 2)


def units_used(codes: Sequence[ReliabilityData]) -> int:
    """To how many units anybody gave any of several codes; all of the same units."""
    used = [_anybody(data)[data.readings.kinds()] for data in codes]
    return int(np.logical_or.reduce(used).sum())
