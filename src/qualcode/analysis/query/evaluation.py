"""Which codings of a table a query means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, distinct_members, expand
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.query import nearness, relations
from qualcode.analysis.query.between import few_words
from qualcode.analysis.query.marks import Marks, labels, mask, union
from qualcode.analysis.query.parts import rest, shared, shared_by_several
from qualcode.analysis.query.tree import (
    DISTANT,
    NEXT,
    And,
    AnyCode,
    AtLeast,
    Codes,
    Compare,
    Distance,
    Not,
    OneOf,
    Only,
    Or,
    Query,
    Relation,
    Rest,
    Shared,
    SharedBySeveral,
    is_condition,
)
from qualcode.analysis.touch import Touch, touch_units
from qualcode.analysis.unit_grid import UnitGrid


class Material(Protocol):
    """What a query is asked of."""

    @property
    def table(self) -> CodingTable:
        """The codings."""

    def codes(self, wanted: Codes) -> BoolArray:
        """Which of the table's codes are meant. Raises NotFound for an unknown one."""

    def holds(self, condition: Compare, marks: Marks) -> BoolArray:
        """Of which of ``marks`` a condition is true. Raises NotFound and WrongUse for what it cannot be about."""

    def units(self, unit: str, documents: IntArray) -> UnitGrid:
        """The units of documents."""

    def text(self, document: int) -> str:
        """The text of a document."""

    def cases(self) -> tuple[IntArray, IntArray]:
        """The pairs (document, case) of those tied to each other, sorted."""


@dataclass(frozen=True)
class Evaluation:
    """Queries asked of one material; ``touch`` says when a coding is in a sentence, paragraph or turn."""

    material: Material
    touch: Touch = "half"

    @cached_property
    def everything(self) -> Marks:
        """All codings."""
        return Marks.of_rows(self.material.table, np.arange(len(self.material.table)))

    def find(self, query: Query) -> Marks:
        """The codings that a query means. It holds no saved query. Raises NotFound and WrongUse for unknown names."""
        if is_condition(query):
            return self.everything.kept(self.holds(query, self.everything))
        match query:
            case Codes():
                codes = self.material.codes(query)
                return Marks.of_rows(self.material.table, np.flatnonzero(codes[self.material.table.code]))
            case AnyCode():
                return self.everything
            case Or(parts):
                return union([self.find(part) for part in parts])
            case And():
                return self._both(query)
            case Relation():
                left = self.find(query.left)
                return left.kept(self._stands(query, left, self.find(query.right)) ^ query.negated)
            case Only(of, same_coder):
                return self._alone(self.find(of), same_coder)
            case OneOf(parts, same_coder):
                return _on_spans([self.find(part) for part in parts], 1, 1, same_coder)
            case AtLeast(least, parts, same_coder):
                return _on_spans([self.find(part) for part in parts], least, len(parts), same_coder)
            case Shared(one, other, same_coder):
                return shared(self.find(one), self.find(other), same_coder)
            case Rest(one, other, same_coder):
                return rest(self.find(one), self.find(other), same_coder)
            case SharedBySeveral(least, parts):
                return shared_by_several([self.find(part) for part in parts], least)
        raise ValueError(f"{query} is not for evaluation")

    def holds(self, query: Query, marks: Marks) -> BoolArray:
        """Of which of ``marks`` a condition is true."""
        match query:
            case Compare():
                return self.material.holds(query, marks)
            case Not(of):
                return ~(self.holds(of, marks) if is_condition(of) else _carry(marks, self.find(of), False))
            case And(left, right):
                return self.holds(left, marks) & self.holds(right, marks)
            case Or(parts):
                either = np.zeros(len(marks), dtype=np.bool_)
                for part in parts:
                    either |= self.holds(part, marks)
                return either
        raise ValueError(f"{query} is not a condition")

    def _both(self, query: And) -> Marks:
        left, right = query.left, query.right
        if is_condition(left):
            left, right = right, left
        found = self.find(left)
        if isinstance(right, Not) and query.same_coder and not is_condition(right.of):
            return found.kept(~_carry(found, self.find(right.of), True))
        if is_condition(right):
            return found.kept(self.holds(right, found))
        return _on_spans([found, self.find(right)], 2, 2, query.same_coder)

    def _alone(self, found: Marks, same_coder: bool) -> Marks:
        table = self.material.table
        foreign = ~mask(len(table.codes), found.code)[table.code]
        others = Marks.of_rows(table, np.flatnonzero(foreign))
        return found.kept(relations.sharing(*found.lines(same_coder), *others.lines(same_coder)) == 0)

    def _stands(self, query: Relation, left: Marks, right: Marks) -> BoolArray:
        """Which of ``left`` stand in the relation to another one of ``right``."""
        lines = *left.lines(query.same_coder), *right.lines(query.same_coder)
        match query.kind:
            case "within":
                return relations.within(*lines)
            case "encloses":
                return relations.encloses(*lines)
            case "overlaps":
                return relations.overlaps(*lines)
            case "co-occurs with":
                return relations.sharing(*lines) > left.members(right)
            case "same span as":
                return _same_span(left, right, query.same_coder) > left.members(right)
            case kind if kind in DISTANT:
                return self._at_distance(query, left, right)
        groups = self._groups(query.kind.split()[-2], left, right)
        return nearness.in_one_group(left, right, groups, query.same_coder)

    def _at_distance(self, query: Relation, left: Marks, right: Marks) -> BoolArray:
        near_enough = self._near_enough(query.distance or NEXT, left, right)
        if query.kind == "follows":
            return nearness.follows(left, right, near_enough, query.same_coder)
        if query.kind == "precedes":
            return nearness.precedes(left, right, near_enough, query.same_coder)
        lines = *left.lines(query.same_coder), *right.lines(query.same_coder)
        near = relations.sharing(*lines) > left.members(right)
        for beside in (nearness.follows, nearness.precedes):
            rest = np.flatnonzero(~near)  # what is known to be near need not be measured
            near[rest] = beside(left.kept(~near), right, near_enough, query.same_coder)
        return near

    def _near_enough(self, distance: Distance, left: Marks, right: Marks) -> nearness.NearEnough:
        most, offsets = distance.most, self.material.table.offsets
        if distance.measure == "character":
            return lambda _document, end, start: start - end <= most
        if distance.measure == "word":
            return lambda document, end, start: few_words(
                self.material.text, document, end - offsets[document], start - offsets[document], most
            )
        units = self._units(distance.measure, left, right)
        return lambda _document, end, start: nearness.steps(end, start, units) <= most

    def _units(self, unit: str, left: Marks, right: Marks) -> nearness.Units:
        """The units of the documents that have codings of both sides, on the line of all documents."""
        grid = self.material.units(unit, np.intersect1d(left.document, right.document))
        offset = self.material.table.offsets[grid.document]
        return offset + grid.start, offset + grid.end

    def _groups(self, unit: str, left: Marks, right: Marks) -> list[tuple[IntArray, IntArray]]:
        """For each side which codings are in which unit, document or case."""
        if unit == "document":
            return [(np.arange(len(side)), side.document) for side in (left, right)]
        if unit == "case":
            documents, cases = self.material.cases()
            return [_members(side.document, documents, cases) for side in (left, right)]
        units = self._units(unit, left, right)
        return [touch_units(side.start, side.end, *units, self.touch) for side in (left, right)]


def _members(document: IntArray, documents: IntArray, cases: IntArray) -> tuple[IntArray, IntArray]:
    """For codings in documents the pairs (coding, case)."""
    edges = (np.searchsorted(documents, document, side) for side in ("left", "right"))
    mark, pair = expand(*edges)
    return mark, cases[pair]


def _carry(marks: Marks, others: Marks, same_coder: bool) -> BoolArray:
    """Which of ``marks`` stand on a span that carries one of ``others``, be it the same coding."""
    return _same_span(marks, others, same_coder) > 0


def _same_span(marks: Marks, others: Marks, same_coder: bool) -> IntArray:
    """How many of ``others`` have the very span of each of ``marks``."""
    own, theirs = labels(marks.lines(same_coder), others.lines(same_coder))
    return np.bincount(theirs, minlength=int(own.max(initial=-1)) + 1)[own]


def _on_spans(several: Sequence[Marks], least: int, most: int, same_coder: bool) -> Marks:
    """Of several lists of codings, those on spans that carry at least ``least`` and at most ``most`` of the lists."""
    spans = labels(*(marks.lines(same_coder) for marks in several))
    length = max((int(span.max(initial=-1)) for span in spans), default=-1) + 1
    part = np.repeat(np.arange(len(several)), [len(span) for span in spans])
    carried = np.bincount(distinct_members(np.concatenate(spans), part), minlength=length)
    enough = (carried >= least) & (carried <= most)
    return union([marks.kept(enough[span]) for marks, span in zip(several, spans, strict=True)])
