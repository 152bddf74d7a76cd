"""Which codes occur together: pairs of codings in a relation, and presence in the same unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, distinct
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.analysis.presence import Done, Presence, pair_number, presence, square
from qualcode.analysis.relations import Meeting, Relation, document_products, pairs
from qualcode.analysis.results import cells, check_choice, joined_notes, untouched_notes
from qualcode.analysis.touch import Touch, touch_note
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.table import Cell, Table
from qualcode.text.unit_names import unit_word

COLUMNS = (
    *("code_a", "code_b", "count", "documents", "n_a", "n_b", "unit", "units", "units_a", "units_b", "units_both"),
    *("jaccard", "dice", "p_b_given_a", "p_a_given_b", "lift"),
)
DETAILS = ("phi", "fisher_p", "note")

Figure: TypeAlias = Literal["count", "documents", "units_both", "jaccard", "dice", "p_b_given_a", "lift", "phi"]

_UNEQUAL = 5
_NAMED = 3


@dataclass(frozen=True, eq=False)
class Cooccurrence:
    """How often each pair of codes co-occurs: matrices over ``codes``, 0 on the diagonal, symmetric unless ``directed``.

    ``count`` is the number of pairs of codings in the relation, ``documents`` in how many documents there is such a pair,
    ``n`` how many codings each code has (after joining), ``joined`` how many codings were absorbed by joining. Where
    ``directed`` the code of the row encloses that of the column. ``presence`` is None where no units were given. ``notes``
    define all of it in words. ``across``, where given, says which codes are rows of tables, and which are columns.
    """

    codes: tuple[str, ...]
    count: IntArray
    documents: IntArray
    n: IntArray
    joined: int
    presence: Presence | None = None
    notes: tuple[str, ...] = field(default=())
    directed: bool = False
    across: tuple[BoolArray, BoolArray] | None = None

    def matrix(self, figure: Figure = "count") -> Table:
        """The square of a figure: the first column names the code, then one column a code; undefined cells are None.

        ``p_b_given_a`` has a in the rows; the diagonal of a coefficient is undefined. Raises WrongUse for an unknown figure, ValueError without units where it needs them.
        """
        check_choice(figure, Figure)
        if figure in ("count", "documents"):
            values = self.count if figure == "count" else self.documents
        elif self.presence is None:
            raise ValueError("a figure about units needs units")
        else:
            values = getattr(self.presence, figure)
            if values.dtype.kind == "f":
                values = np.where(np.eye(len(self.codes), dtype=np.bool_), np.nan, values)
        down, over = (np.flatnonzero(side) for side in self._sides())
        names = [[self.codes[number] for number in side.tolist()] for side in (down, over)]
        rows = [(code, *cells(row)) for code, row in zip(names[0], values[np.ix_(down, over)], strict=True)]
        said = [] if figure == "count" else [_("Cells: {figure}.", figure=figure)]
        if figure in ("jaccard", "dice"):
            said += self.unequal_notes(*np.nonzero(np.triu(self._between(), 1)))
        return Table(("code", *names[1]), rows, (*self.notes, *said))

    def _sides(self) -> tuple[BoolArray, BoolArray]:
        every = np.ones(len(self.codes), dtype=np.bool_)
        return self.across or (every, every)

    def _between(self) -> BoolArray:
        """Which pairs of codes have one that is a row and one that is a column; where directed, in this order."""
        down, over = self._sides()
        pairs: BoolArray = down[:, None] & over[None, :]
        return pairs if self.directed else pairs | pairs.T

    def long(self, details: bool = False) -> Table:
        """One row for each pair of codes that meets at all, in the order of the tree; undefined coefficients are None.

        With ``details`` phi, the p of Fisher's exact test, and a note where one code is far more frequent than the other.
        """
        a, b = np.nonzero(self._meets())
        columns: list[list[Cell]] = [
            [self.codes[i] for i in a.tolist()],
            [self.codes[i] for i in b.tolist()],
            *(cells(values) for values in (self.count[a, b], self.documents[a, b], self.n[a], self.n[b])),
            *self._presence_columns(a, b),
        ]
        notes = [*self.notes, *self.unequal_notes(a, b)]
        if details:
            columns += self._detail_columns(a, b)
            notes += self._detail_notes(len(a))
        return Table(COLUMNS + DETAILS * details, list(zip(*columns, strict=True)), tuple(notes))

    def _meets(self) -> BoolArray:
        meets: BoolArray = (self.count > 0) & self._between()
        if self.directed:
            return meets
        if self.presence is not None:
            meets |= (self.presence.units_both > 0) & self._between()
        return np.triu(meets, 1)

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

    def _detail_columns(self, a: IntArray, b: IntArray) -> list[list[Cell]]:
        if self.presence is None:
            return [[None] * len(a)] * 3
        units = self.presence
        notes: list[Cell] = [
            self._row_note(*counts) for counts in zip(units.units_with[a].tolist(), units.units_with[b].tolist())
        ]
        return [cells(units.phi[a, b]), list(units.fisher_p(a, b)), notes]

    def _row_note(self, with_a: int, with_b: int) -> str | None:
        assert self.presence is not None
        if not with_a or not with_b:
            return _("undefined: a code is present in no unit")
        if self.presence.units_total in (with_a, with_b):
            return _("phi is undefined: a code is present in every unit")
        if _are_unequal(with_a, with_b):
            return _("more than five to one: {a} and {b} units", a=with_a, b=with_b)
        return None

    def unequal_notes(self, a: IntArray, b: IntArray) -> list[str]:
        """A warning where coefficients that weigh both codes alike hide that the rarer nearly always comes with the other."""
        if self.presence is None:
            return []
        times = self.presence.units_with
        unequal = np.flatnonzero(_are_unequal(times[a], times[b]) & (self.presence.units_both[a, b] > 0))
        if not len(unequal):
            return []
        named = [f"{self.codes[a[i]]} / {self.codes[b[i]]} ({times[a[i]]}:{times[b[i]]})" for i in unequal[:_NAMED]]
        return [
            plural(
                "Warning: in {n} pair one code is present more than five times as often as the other: {pairs}. Jaccard and dice "
                "are low there even where the rarer always comes with the other: read p_b_given_a and p_a_given_b.",
                "Warning: in {n} pairs one code is present more than five times as often as the other, such as {pairs}. Jaccard "
                "and dice are low there even where the rarer always comes with the other: read p_b_given_a and p_a_given_b.",
                len(unequal),
                pairs=listed(named),
            )
        ]

    def _detail_notes(self, pairs_tested: int) -> list[str]:
        if self.presence is None:
            return []
        return [
            _("phi: the correlation of the two presences over all units; 0 when they are independent."),
            plural(
                "fisher_p: two-sided, for {n} pair. It takes units for independent, which units of one document are not: read it as a "
                "guide.",
                "fisher_p: two-sided, for {n} pairs, not corrected for their number. It takes units for independent, which units of one "
                "document are not: read it as a guide.",
                pairs_tested,
            ),
        ]


def _are_unequal(one: IntArray | int, other: IntArray | int) -> BoolArray:
    larger, smaller = np.maximum(one, other), np.minimum(one, other)
    return np.asarray((smaller > 0) & (larger > _UNEQUAL * smaller), dtype=np.bool_)


def cooccurrence(
    table: CodingTable,
    *,
    relation: Relation = "overlap",
    within: int = 1,
    across_coders: bool = False,
    units: UnitGrid | None = None,
    unit_name: str | None = None,
    touch: Touch = "half",
    done: Done | None = None,
) -> Cooccurrence:
    """Count how codes co-occur: as codings in a relation, and (given ``units``) as presence in the same unit.

    A coder's overlapping codings of one code are joined first. Two codings of different codes in one document are then a pair
    when they are by the same coder, unless ``across_coders``, and

    - ``overlap``: share at least one character; ``same-span``: start and end at the same characters;
    - ``encloses``: the first holds all of the second and more; the result is ``directed``;
    - ``same-unit``: touch one unit; ``near``: touch one unit, or units at most ``within`` units apart;
    - ``same-document``: always.

    Presence does not depend on the relation: what is counted is a *reading*, one unit as read by one coder. A code is present in a
    reading when one of that coder's codings touches the unit by the rule ``touch``. A unit that two coders have read is two
    readings, for both judgements are evidence, and a code of the one never meets a code of the other. With ``across_coders`` a
    reading is a unit, whoever read it. A document counts for the coders who coded something in it and for those ``done`` names
    (for a document's index the indices of coders who finished it): a document somebody read without coding is blank, one nobody
    opened is missing.

    ``unit_name`` is what the table calls the units, the name of the grid unless given. Raises WrongUse for an unknown relation,
    for a ``within`` below 0, and for a relation that needs units where there are none.
    """
    check_choice(relation, Relation)
    meeting = Meeting(relation, across_coders, units, touch, within)
    _require_sense(meeting)
    spans, absorbed = joined(table)
    count, documents = _pair_counts(spans, meeting)
    notes = [meeting.note(), *joined_notes(absorbed)]
    found = None
    if units is not None:
        name = unit_name or units.name
        found, untouched = presence(spans, units, name, touch, across_coders, done or {})
        notes += [_reading_note(found, across_coders), touch_note(touch, name), *untouched_notes(untouched, name)]
    n = np.bincount(spans.code, minlength=len(table.codes))
    return Cooccurrence(table.codes, count, documents, n, absorbed, found, tuple(notes), meeting.directed)


def _require_sense(meeting: Meeting) -> None:
    if meeting.within < 0:
        raise WrongUse(_("Codings cannot be less than 0 units apart."), _("Give a number from 0 on."))
    if meeting.needs_units and meeting.units is None:
        raise WrongUse(
            _("The relation {relation} needs a unit.", relation=meeting.relation), _("Name one with --unit.")
        )


def _reading_note(presence: Presence, across_coders: bool) -> str:
    if across_coders:
        return _(
            "units: {n} units ({unit}) in documents somebody coded or finished; whose coding it is does not matter.",
            n=presence.units_total,
            unit=unit_word(presence.unit),
        )
    return _(
        "units: {n} readings, each one unit ({unit}) as read by one coder who coded something in the document or finished it.",
        n=presence.units_total,
        unit=unit_word(presence.unit),
    )


def _pair_counts(spans: CodingTable, meeting: Meeting) -> tuple[IntArray, IntArray]:
    """For each pair of codes: pairs of codings in the relation, and documents with such a pair."""
    codes = len(spans.codes)
    if meeting.relation == "same-document":
        products = document_products(spans, meeting.across_coders)
        return _without_diagonal(products[0]), _without_diagonal(products[1])
    count = np.zeros(codes * codes, dtype=np.int64)
    seen = [np.zeros(0, dtype=np.int64)]
    for one, other in pairs(spans, meeting):
        first, second = spans.code[one], spans.code[other]
        pair = first * codes + second if meeting.directed else pair_number(first, second, codes)
        count += np.bincount(pair, minlength=codes * codes)
        seen.append(distinct(spans.document[one] * (codes * codes) + pair))
    in_documents = distinct(np.concatenate(seen)) % max(codes * codes, 1)
    documents = np.bincount(in_documents, minlength=codes * codes)
    if meeting.directed:
        return _without_diagonal(count.reshape(codes, codes)), _without_diagonal(documents.reshape(codes, codes))
    return square(count, codes), square(documents, codes)


def _without_diagonal(matrix: IntArray) -> IntArray:
    """The same without what codes do with themselves."""
    np.fill_diagonal(matrix, 0)
    return matrix
