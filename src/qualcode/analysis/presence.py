"""In how many units codes are present, alone and together, and the coefficients that follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.arrays import FloatArray, IntArray, distinct, followers
from qualcode.analysis.chance import fisher_exact
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.results import ratio
from qualcode.analysis.touch import Touch
from qualcode.analysis.unit_grid import UnitGrid

Done = Mapping[int, Collection[int]]


@dataclass(frozen=True, eq=False)
class Presence:
    """In how many units each code, and each pair of codes, is present.

    ``units_total`` units were read; ``units_with[a]`` hold code a, ``units_both[a, b]`` both (0 on the diagonal). Every
    coefficient is a matrix over pairs of codes, NaN where its denominator is 0: a code present in no unit.
    """

    unit: str
    units_total: int
    units_with: IntArray
    units_both: IntArray

    @property
    def jaccard(self) -> FloatArray:
        """both / (a + b - both), between 0 and 1 (Jaccard 1901)."""
        return ratio(self.units_both, np.add.outer(self.units_with, self.units_with) - self.units_both)

    @property
    def dice(self) -> FloatArray:
        """2 both / (a + b), between 0 and 1 (Dice 1945)."""
        return ratio(2 * self.units_both, np.add.outer(self.units_with, self.units_with))

    @property
    def p_b_given_a(self) -> FloatArray:
        """At [a, b] the share of the units with a that also hold b. Its transpose is the share of b's that hold a."""
        return ratio(self.units_both, self.units_with[:, None])

    @property
    def lift(self) -> FloatArray:
        """both x total / (a x b): 1 when the two are independent. Depends on how much was read without being coded."""
        return ratio(self.units_both * self.units_total, np.multiply.outer(self.units_with, self.units_with))

    @property
    def phi(self) -> FloatArray:
        """The correlation of the two presences, between -1 and 1 (Yule 1912); NaN where a code is in no unit or in all."""
        share = self.units_with / max(self.units_total, 1)
        spread = np.sqrt(share * (1 - share))
        together = self.units_both / max(self.units_total, 1) - np.multiply.outer(share, share)
        return ratio(together, np.multiply.outer(spread, spread))

    def fisher_p(self, a: IntArray, b: IntArray) -> list[float | None]:
        """For each pair of codes the two-sided p of Fisher's exact test on presence; None where phi is undefined."""
        known: dict[tuple[int, int, int], float | None] = {}
        columns = (self.units_both[a, b], self.units_with[a], self.units_with[b])
        found = list(zip(*(column.tolist() for column in columns), strict=True))
        for both, with_a, with_b in set(found):
            varies = 0 < with_a < self.units_total and 0 < with_b < self.units_total
            known[both, with_a, with_b] = fisher_exact(both, with_a, with_b, self.units_total) if varies else None
        return [known[counts] for counts in found]


def readings_with(
    spans: CodingTable, units: UnitGrid, touch: Touch, across_coders: bool
) -> tuple[IntArray, IntArray, int]:
    """Each presence of a code in a reading, as parallel arrays sorted by reading then code, and how many codings touch no unit.

    A reading is a unit (its index in ``units``) as read by one coder: unit x coders + coder. Across coders it is the unit.
    """
    codes = max(len(spans.codes), 1)
    coding, unit = units.touched(spans, touch)
    reading = unit if across_coders else unit * len(spans.coders) + spans.coder[coding]
    reading, code = np.divmod(distinct(reading * codes + spans.code[coding]), codes)
    return reading, code, len(spans) - len(distinct(coding))


def presence(
    spans: CodingTable, units: UnitGrid, unit_name: str, touch: Touch, across_coders: bool, done: Done
) -> tuple[Presence, int]:
    """Presence of codes in readings, and how many codings touch no unit."""
    codes = len(spans.codes)
    reading, code, untouched = readings_with(spans, units, touch, across_coders)
    both = np.zeros(codes * codes, dtype=np.int64)
    for one, other in followers(np.searchsorted(reading, reading, side="right")):
        both += np.bincount(pair_number(code[one], code[other], codes), minlength=codes * codes)
    total = readings(spans, units, across_coders, done)
    return Presence(unit_name, total, np.bincount(code, minlength=codes), square(both, codes)), untouched


def readings(spans: CodingTable, units: UnitGrid, across_coders: bool, done: Done) -> int:
    """How many units were read, each once for every coder of its document or, across coders, once."""
    coders = len(spans.coders)
    finished = [document * coders + coder for document, finishers in done.items() for coder in finishers]
    read = distinct(np.append(spans.document * coders + spans.coder, np.array(finished, dtype=np.int64)))
    document = read // max(coders, 1)
    counted = distinct(document) if across_coders else document
    return int(units.per_document(len(spans.documents))[counted].sum())


def pair_number(one: IntArray, other: IntArray, codes: int) -> IntArray:
    """One number for two codes, whichever comes first."""
    return np.minimum(one, other) * codes + np.maximum(one, other)


def square(upper: IntArray, codes: int) -> IntArray:
    """The symmetric matrix of counts by pair number; a code does not co-occur with itself."""
    matrix = upper.reshape(codes, codes)
    matrix = matrix + matrix.T
    np.fill_diagonal(matrix, 0)
    return matrix
