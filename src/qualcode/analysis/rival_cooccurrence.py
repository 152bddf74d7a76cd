"""Co-occurrence as other programs count it, on the same codings: to compare with, never to rely on.

In all of them a code can be on a span only once, whoever put it there, and coders are not told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.arrays import IntArray, distinct, distinct_rows, expand, followers
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.presence import pair_number, square
from qualcode.analysis.relations import Meeting, pairs
from qualcode.analysis.results import cells, check_choice, ratio
from qualcode.messages import _
from qualcode.table import Cell, Table

Program: TypeAlias = Literal["atlas", "maxqda", "dedoose", "qualcoder"]

COLUMNS = ("program", "code_a", "code_b", "count", "n_a", "n_b", "coefficient", "note")


@dataclass(frozen=True, eq=False)
class RivalCooccurrence:
    """The counts another program prints: ``count`` a symmetric matrix over ``codes``, ``n`` how often each code is used there.

    ``coefficients`` says whether the program prints one. ``triangle`` says that it fills only the cells above the diagonal.
    """

    program: Program
    codes: tuple[str, ...]
    count: IntArray
    n: IntArray
    coefficients: bool
    triangle: bool
    notes: tuple[str, ...]

    def matrix(self) -> Table:
        """The square of counts, as the program lays it out."""
        count = np.triu(self.count, 1) if self.triangle else self.count
        rows = [(code, *counts) for code, counts in zip(self.codes, count.tolist(), strict=True)]
        return Table(("code", *self.codes), rows, self.notes)

    def long(self) -> Table:
        """One row a pair of codes that meets; ``coefficient`` is None where the program prints none, or none can be computed."""
        a, b = np.nonzero(np.triu(self.count, 1))
        count, n_a, n_b = self.count[a, b], self.n[a], self.n[b]
        value = ratio(count, n_a + n_b - count) if self.coefficients else np.full(len(a), np.nan)
        rows = [
            (self.program, self.codes[i], self.codes[j], times, one, other, value, self._note(one, other, value))
            for i, j, times, one, other, value in zip(
                *(column.tolist() for column in (a, b, count, n_a, n_b)), cells(value), strict=True
            )
        ]
        return Table(COLUMNS, rows, self.notes)

    def _note(self, n_a: int, n_b: int, value: Cell) -> str | None:
        if not self.coefficients:
            return None
        if not isinstance(value, float):
            return _("undefined: n_a + n_b - count is 0")
        if not 0 <= value <= 1:
            return _("out of bounds: there are more pairs than codings")
        if max(n_a, n_b) > 5 * min(n_a, n_b):
            return _("more than five to one: the program marks it")
        return None


def rival_cooccurrence(program: Program, table: CodingTable) -> RivalCooccurrence:
    """What ``program`` would print for these codings. Raises WrongUse for an unknown program.

    - ``atlas``: co-occurring events; one quotation with both codes is one, and so is a pair of different quotations that overlap, the
      one with the one code, the other with the other. c = n12 / (n1 + n2 - n12), n1 and n2 the quotations of each code
      (ATLAS.ti manual, code co-occurrence).
    - ``maxqda``: the different stretches of text in which a segment of the one code and a segment of the other intersect (help,
      code relations browser, "intersection of codes in a segment").
    - ``dedoose``: excerpts with both codes, and pairs of overlapping excerpts, as its switch is set at first (help, code
      co-occurrence).
    - ``qualcoder``: pairs of codings of two codes on the same span, one in the other, or overlapping, of all coders together,
      written into one triangle (its source, code relations).
    """
    check_choice(program, Program)
    spans = table if program == "qualcoder" else _once_a_span(table)
    counts = _COUNTS[program](spans)
    n = np.bincount(spans.code, minlength=len(table.codes))
    notes = (
        _("As {program} counts it, on the codings of this layer; not the figures of qualcode.", program=NAMES[program]),
        difference(program),
    )
    return RivalCooccurrence(program, table.codes, counts, n, program == "atlas", program == "qualcoder", notes)


NAMES = {"atlas": "ATLAS.ti", "maxqda": "MAXQDA", "dedoose": "Dedoose", "qualcoder": "QualCoder"}


def difference(program: Program) -> str:
    """How the figures of ``program`` differ from those of ``cooccurrence``, in a sentence or two."""
    return {
        "atlas": _(
            "ATLAS.ti pairs quotations of different coders as well, does not join overlapping quotations, and computes its coefficient "
            "from pairs of quotations: it may pass 1 where quotations overlap, where qualcode's jaccard counts units and cannot."
        ),
        "maxqda": _(
            "MAXQDA counts stretches of text that lie under both codes: two coders on the same words make one, and codings of "
            "different coders meet; it prints no coefficient."
        ),
        "dedoose": _(
            "Dedoose counts excerpts that carry both codes and pairs of overlapping excerpts, of different coders as well; it prints no "
            "coefficient, and its counts grow with how finely excerpts were cut."
        ),
        "qualcoder": _(
            "QualCoder pairs the codings of all coders with each other, so that with k coders who code alike counts grow about with "
            "the square of k, and fills one triangle of the table; overlapping codings of one coder are not joined."
        ),
    }[program]


def _once_a_span(table: CodingTable) -> CodingTable:
    """The codings without those that repeat, as another coder's, what is on the same span with the same code."""
    key = np.stack([table.line_start, table.line_end, table.code], axis=1)
    first, _label = distinct_rows(key)
    kept = np.zeros(len(table), dtype=np.bool_)
    kept[first] = True
    return table.select(kept)


def _pairs_of_codings(spans: CodingTable) -> IntArray:
    codes = len(spans.codes)
    count = np.zeros(codes * codes, dtype=np.int64)
    for one, other in pairs(spans, Meeting("overlap", across_coders=True)):
        count += np.bincount(pair_number(spans.code[one], spans.code[other], codes), minlength=codes * codes)
    return square(count, codes)


def _events(spans: CodingTable) -> IntArray:
    """Spans with both codes, and pairs of different overlapping spans of which one has the one code and one the other."""
    codes = len(spans.codes)
    order = np.lexsort((spans.line_end, spans.line_start))
    start, end, code = spans.line_start[order], spans.line_end[order], spans.code[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    first = np.append(np.flatnonzero(new), len(order))
    span = np.cumsum(new) - 1
    count = np.zeros(codes * codes, dtype=np.int64)
    for one, other in followers(np.searchsorted(span, span, side="right")):
        count += np.bincount(pair_number(code[one], code[other], codes), minlength=codes * codes)
    begin, reach = start[first[:-1]], end[first[:-1]]
    for one, other in followers(np.searchsorted(begin, reach, side="left")):
        count += np.bincount(_code_pairs(code, first, one, other, codes), minlength=codes * codes)
    return square(count, codes)


def _code_pairs(code: IntArray, first: IntArray, one: IntArray, other: IntArray, codes: int) -> IntArray:
    """The different pairs of a code of the one span and a code of the other, once for each pair of spans."""
    meeting, left = expand(first[one], first[one + 1])
    entry, right = expand(first[other[meeting]], first[other[meeting] + 1])
    number = pair_number(code[left[entry]], code[right], codes)
    return distinct(meeting[entry] * (codes * codes) + number) % max(codes * codes, 1)


def _intersections(spans: CodingTable) -> IntArray:
    """The different stretches of text under both codes."""
    codes = len(spans.codes)
    parts = [np.zeros((0, 3), dtype=np.int64), *_stretches(spans, codes)]
    found = np.concatenate(parts)
    order = np.lexsort(found.T)
    new = np.ones(len(found), dtype=np.bool_)
    new[1:] = (found[order][1:] != found[order][:-1]).any(axis=1)
    return square(np.bincount(found[order][new][:, 2], minlength=codes * codes), codes)


def _stretches(spans: CodingTable, codes: int) -> Iterator[IntArray]:
    start, end = spans.line_start, spans.line_end
    for one, other in pairs(spans, Meeting("overlap", across_coders=True)):
        apart = spans.code[one] != spans.code[other]
        one, other = one[apart], other[apart]
        number = pair_number(spans.code[one], spans.code[other], codes)
        shared = np.maximum(start[one], start[other]), np.minimum(end[one], end[other])
        yield np.stack([*shared, number], axis=1)


_COUNTS: dict[str, Callable[[CodingTable], IntArray]] = {
    "atlas": _events,
    "maxqda": _intersections,
    "dedoose": _events,
    "qualcoder": _pairs_of_codings,
}
