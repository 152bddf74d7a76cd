"""Which two codings stand in a relation: overlapping, same span, one in the other, near each other, in one unit, in one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.arrays import AT_ONCE, IntArray, distinct, distinct_rows, followers
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.touch import Touch
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.messages import _, plural
from qualcode.text.unit_names import unit_word

Relation: TypeAlias = Literal["overlap", "same-span", "encloses", "near", "same-unit", "same-document"]
Pairs: TypeAlias = Iterator[tuple[IntArray, IntArray]]


@dataclass(frozen=True, eq=False)
class Meeting:
    """When two codings are a pair: they stand in ``relation`` and, unless ``across_coders``, are by one coder.

    ``units`` and ``touch`` say what a unit is, and ``within`` how many units apart is near; only ``near`` and ``same-unit``
    need units.
    """

    relation: Relation = "overlap"
    across_coders: bool = False
    units: UnitGrid | None = None
    touch: Touch = "half"
    within: int = 1

    @property
    def directed(self) -> bool:
        """Whether the first code of a pair does something to the second: it encloses it."""
        return self.relation == "encloses"

    @property
    def needs_units(self) -> bool:
        """Whether the relation is one of places in units."""
        return self.relation in ("near", "same-unit")

    def note(self) -> str:
        """What ``count`` counts, in words."""
        who = _("by any coders") if self.across_coders else _("by the same coder")
        unit = unit_word(self.units.name) if self.units is not None else ""
        sentences = {
            "overlap": _("count: pairs of codings of different codes, {who}, that share at least one character."),
            "same-span": _("count: pairs of codings of different codes, {who}, from the same first to the same last character."),
            "encloses": _(
                "count: pairs of codings, {who}, in which that of code_a (in a square: of the row) encloses that of code_b (of the "
                "column) without being on the same span."
            ),
            "same-unit": _("count: pairs of codings of different codes, {who}, that touch the same unit ({unit})."),
            "same-document": _("count: pairs of codings of different codes, {who}, in the same document."),
        }  # fmt: skip
        if self.relation != "near":
            return sentences[self.relation].format(who=who, unit=unit)
        return plural(
            "count: pairs of codings of different codes, {who}, that touch the same unit or lie at most {n} unit apart ({unit}).",
            "count: pairs of codings of different codes, {who}, that touch the same unit or lie at most {n} units apart ({unit}).",
            self.within,
            who=who,
            unit=unit,
        )


def pairs(spans: CodingTable, meeting: Meeting) -> Pairs:
    """All pairs of codings (rows of ``spans``) in the relation, in bounded parts; directed ones as (first, second).

    Spans sorted by where they begin meet in runs, so the time is proportional to codings and pairs. Not for
    ``same-document``, whose pairs are too many to be written out: see ``document_products``.
    """
    if meeting.relation == "encloses":
        yield from _enclosing(spans, meeting.across_coders)
        return
    rows, begin, reach = _reaches(spans, meeting)
    order = np.argsort(begin)
    rows = rows[order]
    for one, other in followers(np.searchsorted(begin[order], reach[order], side="left")):
        yield rows[one], rows[other]


def _reaches(spans: CodingTable, meeting: Meeting) -> tuple[IntArray, IntArray, IntArray]:
    """Codings, where each begins and how far it reaches: one that begins within another's reach meets it."""
    everything = np.arange(len(spans))
    if meeting.needs_units:
        return _in_units(spans, meeting)
    begin, reach = strips(spans, meeting.across_coders)
    if meeting.relation == "same-span":
        _first, place = distinct_rows(np.stack([begin, reach], axis=1))
        return everything, place, place + 1
    return everything, begin, reach


def strips(spans: CodingTable, across_coders: bool) -> tuple[IntArray, IntArray]:
    """Starts and ends on a line that holds each document once, or once for each coder, so that only what may meet meets."""
    if across_coders:
        return spans.line_start, spans.line_end
    strip = spans.offsets[spans.document] * len(spans.coders) + spans.coder * spans.lengths[spans.document]
    return strip + spans.start, strip + spans.end


def _in_units(spans: CodingTable, meeting: Meeting) -> tuple[IntArray, IntArray, IntArray]:
    """The codings that touch a unit, from their first unit to ``within`` units behind their last (0 for the same unit)."""
    if meeting.units is None:
        raise ValueError("this relation needs units")
    within = meeting.within if meeting.relation == "near" else 0
    coding, unit = meeting.units.touched(spans, meeting.touch)
    rows = distinct(coding)
    first = unit[np.searchsorted(coding, rows, side="left")]
    last = unit[np.searchsorted(coding, rows, side="right") - 1]
    gap = within + 1  # documents stand so far apart that nothing reaches from one into the next
    place = spans.document[rows] * gap
    if not meeting.across_coders:
        place = place + spans.coder[rows] * (len(meeting.units) + (len(spans.documents) + 1) * gap)
    return rows, place + first, place + last + 1 + within


def _enclosing(spans: CodingTable, across_coders: bool) -> Pairs:
    for one, other in pairs(spans, Meeting("overlap", across_coders)):
        start, end = spans.start, spans.end
        same = (start[one] == start[other]) & (end[one] == end[other])
        for outer, inner in ((one, other), (other, one)):
            around = (start[outer] <= start[inner]) & (end[outer] >= end[inner]) & ~same
            yield outer[around], inner[around]


def document_products(spans: CodingTable, across_coders: bool) -> tuple[IntArray, IntArray]:
    """Pairs of codings in one document, by their two codes, and documents with such a pair: products of how often each is there."""
    codes, coders = len(spans.codes), 1 if across_coders else max(len(spans.coders), 1)
    group = spans.document * coders + (0 if across_coders else spans.coder)
    count, documents = np.zeros((codes, codes)), np.zeros((codes, codes))
    edges = np.searchsorted(spans.document, np.arange(len(spans.documents) + 1))
    for low, high in _stretches_of_documents(edges, codes, coders):
        rows = slice(edges[low], edges[high])
        here = np.bincount(
            (group[rows] - low * coders) * codes + spans.code[rows], minlength=(high - low) * coders * codes
        )
        times = here.reshape(high - low, coders, codes).astype(np.float64)
        count += times.reshape(-1, codes).T @ times.reshape(-1, codes)
        documents += _documents_with(times > 0)
    return np.rint(count).astype(np.int64), np.rint(documents).astype(np.int64)


def _stretches_of_documents(edges: IntArray, codes: int, coders: int) -> Iterator[tuple[int, int]]:
    at_once = max(1, 4 * AT_ONCE // max(codes * coders, 1))
    documents = len(edges) - 1
    return ((low, min(low + at_once, documents)) for low in range(0, documents, at_once))


def _documents_with(
    present: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """In how many documents (documents x coders x codes) two codes are with one coder."""
    if present.shape[1] == 1:
        alone = present[:, 0].astype(np.float64)
        product: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = alone.T @ alone
        return product
    total = np.zeros((present.shape[2],) * 2)
    for document in present:
        used = np.flatnonzero(document.any(axis=0))
        there = document[:, used].astype(np.float64)
        total[np.ix_(used, used)] += (there.T @ there) > 0
    return total
