"""Which codes occur together: pairs of overlapping codings, and presence in the same unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from qualcode.analysis.arrays import FloatArray, IntArray, distinct, followers
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.analysis.results import cells, joined_notes, ratio, untouched_notes
from qualcode.analysis.touch import Touch, touch_note
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.messages import _
from qualcode.table import Cell, Table

COLUMNS = (
    *("code_a", "code_b", "count", "documents", "n_a", "n_b", "unit", "units", "units_a", "units_b", "units_both"),
    *("jaccard", "dice", "p_b_given_a", "p_a_given_b", "lift"),
)


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


@dataclass(frozen=True, eq=False)
class Cooccurrence:
    """How often each pair of codes co-occurs; symmetric matrices over ``codes``, 0 on the diagonal.

    ``count`` is the number of pairs of codings in the relation, ``documents`` in how many documents there is such a pair,
    ``n`` how many codings each code has (after joining), ``joined`` how many codings were absorbed by joining. ``presence``
    is None where no units were given. ``notes`` define all of it in words.
    """

    codes: tuple[str, ...]
    count: IntArray
    documents: IntArray
    n: IntArray
    joined: int
    presence: Presence | None = None
    notes: tuple[str, ...] = field(default=())

    def matrix(self) -> Table:
        """The square matrix of ``count``: the first column names the code, then one column a code."""
        rows = [(code, *counts) for code, counts in zip(self.codes, self.count.tolist(), strict=True)]
        return Table(("code", *self.codes), rows, self.notes)

    def long(self) -> Table:
        """One row for each pair of codes that meets at all, in the order of the tree; undefined coefficients are None."""
        meets = self.count > 0 if self.presence is None else (self.count > 0) | (self.presence.units_both > 0)
        a, b = np.nonzero(np.triu(meets, 1))
        columns: list[list[Cell]] = [
            [self.codes[i] for i in a.tolist()],
            [self.codes[i] for i in b.tolist()],
            *(cells(values) for values in (self.count[a, b], self.documents[a, b], self.n[a], self.n[b])),
            *self._presence_columns(a, b),
        ]
        return Table(COLUMNS, list(zip(*columns, strict=True)), self.notes)

    def _presence_columns(self, a: IntArray, b: IntArray) -> list[list[Cell]]:
        units = self.presence
        if units is None:
            return [[None] * len(a)] * 10
        given = units.p_b_given_a
        figures = (
            units.units_with[a],
            units.units_with[b],
            units.units_both[a, b],
            units.jaccard[a, b],
            units.dice[a, b],
        )
        return [
            [units.unit] * len(a),
            [units.units_total] * len(a),
            *(cells(values) for values in (*figures, given[a, b], given[b, a], units.lift[a, b])),
        ]


def cooccurrence(
    table: CodingTable,
    *,
    across_coders: bool = False,
    units: UnitGrid | None = None,
    unit_name: str | None = None,
    touch: Touch = "half",
    done: Mapping[int, Collection[int]] | None = None,
) -> Cooccurrence:
    """Count how codes co-occur: as overlapping codings, and (given ``units``) as presence in the same unit.

    A coder's overlapping codings of one code are joined first. Two codings of different codes are then a pair when they
    share at least one character of one document and, unless ``across_coders``, are by the same coder. Spans sorted by start
    meet in runs, so all pairs are written out in time proportional to codings and pairs, a bounded part at a time.

    Presence: what is counted is a *reading*, one unit as read by one coder. A code is present in a reading when one of that
    coder's codings touches the unit by the rule ``touch``. A unit that two coders have read is two readings, for both
    judgements are evidence, and a code of the one never meets a code of the other. With ``across_coders`` a reading is a
    unit, whoever read it. A document counts for the coders who coded something in it and for those ``done`` names (for
    a document's index the indices of coders who finished it): a document somebody read without coding is blank, one nobody
    opened is missing.

    ``unit_name`` is what the table calls the units, the name of the grid unless given.
    """
    spans, absorbed = joined(table)
    count, documents = _pair_counts(spans, across_coders)
    notes = [_relation_note(across_coders), *joined_notes(absorbed)]
    presence = None
    if units is not None:
        presence, untouched = _presence(spans, units, unit_name or units.name, touch, across_coders, done or {})
        notes += [_reading_note(presence, across_coders), touch_note(touch, presence.unit)]
        notes += untouched_notes(untouched, presence.unit)
    n = np.bincount(spans.code, minlength=len(table.codes))
    return Cooccurrence(table.codes, count, documents, n, absorbed, presence, tuple(notes))


def _relation_note(across_coders: bool) -> str:
    if across_coders:
        return _("count: pairs of codings of different codes, by any coders, that share at least one character.")
    return _("count: pairs of codings of different codes by the same coder that share at least one character.")


def _reading_note(presence: Presence, across_coders: bool) -> str:
    if across_coders:
        return _(
            "units: {n} units ({unit}) in documents somebody coded or finished; whose coding it is does not matter.",
            n=presence.units_total,
            unit=presence.unit,
        )
    return _(
        "units: {n} readings, each one unit ({unit}) as read by one coder who coded something in the document or finished it.",
        n=presence.units_total,
        unit=presence.unit,
    )


def _pair_counts(spans: CodingTable, across_coders: bool) -> tuple[IntArray, IntArray]:
    """For each pair of codes: pairs of overlapping codings, and documents with such a pair."""
    codes = len(spans.codes)
    begin, reach = _strips(spans, across_coders)
    order = np.argsort(begin)
    code, document = spans.code[order], spans.document[order]
    count = np.zeros(codes * codes, dtype=np.int64)
    seen = [np.zeros(0, dtype=np.int64)]
    for one, other in followers(np.searchsorted(begin[order], reach[order], side="left")):
        pair = _pair(code[one], code[other], codes)
        count += np.bincount(pair, minlength=codes * codes)
        seen.append(distinct(document[one] * (codes * codes) + pair))
    in_documents = distinct(np.concatenate(seen)) % max(codes * codes, 1)
    return _square(count, codes), _square(np.bincount(in_documents, minlength=codes * codes), codes)


def _strips(spans: CodingTable, across_coders: bool) -> tuple[IntArray, IntArray]:
    """Starts and ends on a line that holds each document once, or once for each coder, so that only what may meet meets."""
    if across_coders:
        return spans.line_start, spans.line_end
    strip = spans.offsets[spans.document] * len(spans.coders) + spans.coder * spans.lengths[spans.document]
    return strip + spans.start, strip + spans.end


def _pair(one: IntArray, other: IntArray, codes: int) -> IntArray:
    """One number for two codes, whichever comes first."""
    return np.minimum(one, other) * codes + np.maximum(one, other)


def _square(upper: IntArray, codes: int) -> IntArray:
    """The symmetric matrix of counts by pair number; a code does not co-occur with itself."""
    matrix = upper.reshape(codes, codes)
    matrix = matrix + matrix.T
    np.fill_diagonal(matrix, 0)
    return matrix


def _presence(
    spans: CodingTable,
    units: UnitGrid,
    unit_name: str,
    touch: Touch,
    across_coders: bool,
    done: Mapping[int, Collection[int]],
) -> tuple[Presence, int]:
    """Presence of codes in readings, and how many codings touch no unit."""
    codes, coders = len(spans.codes), len(spans.coders)
    coding, unit = units.touched(spans, touch)
    reading = unit if across_coders else unit * coders + spans.coder[coding]
    present = distinct(reading * codes + spans.code[coding])
    reading, code = np.divmod(present, max(codes, 1))
    both = np.zeros(codes * codes, dtype=np.int64)
    for one, other in followers(np.searchsorted(reading, reading, side="right")):
        both += np.bincount(_pair(code[one], code[other], codes), minlength=codes * codes)
    total = _readings(spans, units, across_coders, done)
    presence = Presence(unit_name, total, np.bincount(code, minlength=codes), _square(both, codes))
    return presence, len(spans) - len(distinct(coding))


def _readings(spans: CodingTable, units: UnitGrid, across_coders: bool, done: Mapping[int, Collection[int]]) -> int:
    """How many units were read, each once for every coder of its document or, across coders, once."""
    coders = len(spans.coders)
    finished = [document * coders + coder for document, finishers in done.items() for coder in finishers]
    read = distinct(np.append(spans.document * coders + spans.coder, np.array(finished, dtype=np.int64)))
    document = read // max(coders, 1)
    counted = distinct(document) if across_coders else document
    return int(units.per_document(len(spans.documents))[counted].sum())
