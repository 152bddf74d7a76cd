"""Krippendorff's first alpha for unitizing, of 1995 and 2004, which other programs still compute."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, permutations

import numpy as np

from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.agreement.result import AgreementResult, Breakdown, no_variation
from qualcode.analysis.agreement.unitized import (
    check_continuum,
    incomparable,
    nobody_coded,
    parts_of,
    refuse_overlaps,
    span_counts,
    unused,
)
from qualcode.analysis.arrays import IntArray, expand
from qualcode.messages import _

CITATION = (
    "Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological Methodology, 25, 47-76. "
    "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology (2nd ed., pp. 251-256). Sage. "
    "Superseded in 2016: with more than two coders it can mislead."
)


@dataclass(frozen=True, eq=False)
class AlphaU1995:
    """The measure, over all values or of one ``category``; see ``alpha_u_1995``."""

    category: Hashable = None

    def of(self, continuum: Continuum) -> AgreementResult:
        """The measure of ``continuum``; undefined, with the reason, where it has no meaning.

        Raises WrongUse where spans of one coder and value overlap.
        """
        check_continuum(continuum, "alpha_u_1995")
        refuse_overlaps(continuum, "alpha_u_1995", within_values=True)
        wanted = [one for one, value in enumerate(continuum.values) if self.category in (None, value)]
        reason = self._reason(continuum, bool(wanted))
        terms = [] if reason else [_terms(continuum, value) for value in wanted]
        observed, expected = (
            sum((one for one, _other in terms), Fraction()),
            sum((one for _one, one in terms), Fraction()),
        )
        if not reason and not expected:
            reason = no_variation()
        return AgreementResult(
            measure="alpha_u_1995",
            estimate=None if reason else float(1 - observed / expected),
            undefined=reason,
            observed=float(observed) if terms else None,
            expected=float(expected) if terms else None,
            definition=_("Unitizing alpha of 1995/2004: 1 - observed/expected squared lengths, each code by itself."),
            citation=CITATION,
            counts=span_counts(continuum),
            parts=parts_of(self, continuum, lambda: self._categories(continuum)),
        )

    def _categories(self, continuum: Continuum) -> Breakdown:
        return {value: AlphaU1995(value).of(continuum) for value in continuum.values if self.category is None}

    def _reason(self, continuum: Continuum, used: bool) -> str | None:
        if reason := incomparable(continuum):
            return reason
        if not continuum.present.all():
            return _("this measure needs every coder in every document; take unitized_alpha")
        if not continuum.values:
            return nobody_coded()
        return None if used else unused(self.category)


def alpha_u_1995(category: Hashable = None) -> AlphaU1995:
    """Krippendorff's alpha for unitizing of 1995/2004, over all values or of one ``category``.

    Each value is a continuum of its own, cut into units and gaps by each of m coders; b is where a section begins, l its
    length, e = b + l; N units of that value by all coders, on L characters::

        d²(unit g, unit h) = (b_g - b_h)² + (e_g - e_h)²     where they intersect
        d²(unit g, gap h)  = l_g²                             where the unit lies wholly within the gap
        D_o = sum over i, j != i, g, h of d² / (m (m - 1) L²)
        D_e = (2/L) sum over units of [ (N - 1)/3 (2l³ - 3l² + l) + l² sum over gaps h with l_h >= l of (l_h - l + 1) ]
              / ( mL (mL - 1) - sum over units of l (l - 1) )
        alpha = 1 - (sum of D_o over values) / (sum of D_e over values)

    Several documents are laid end to end, and every coder must have coded each. No document can be drawn anew, so there is no
    interval. Source: Krippendorff (1995; 2004, pp. 251-256), where an error of the 1995 print in D_e is mended.
    """
    return AlphaU1995(category)


def _terms(continuum: Continuum, value: int) -> tuple[Fraction, Fraction]:
    """D_o and D_e of one value, exactly."""
    offset = continuum.offset[continuum.document]
    chosen = [(continuum.value == value) & (continuum.coder == one) for one in range(len(continuum.coders))]
    units = [((offset + continuum.start)[own], (offset + continuum.end)[own]) for own in chosen]
    coders, total = len(units), continuum.total
    lengths = [length for start, end in units for length in (end - start).tolist()]
    gaps = sorted(gap for start, end in units for gap in _gaps(start, end, total))
    observed = Fraction(_unlike(units), coders * (coders - 1) * total**2)
    pairs = coders * total * (coders * total - 1) - sum(length * (length - 1) for length in lengths)
    return observed, Fraction(2, total) * _by_chance(lengths, gaps) / pairs


def _gaps(start: IntArray, end: IntArray, total: int) -> list[int]:
    """The lengths of what one coder left between spans in order."""
    edges = np.concatenate(([0], np.column_stack((start, end)).ravel(), [total]))
    between = edges[1::2] - edges[::2]
    return [gap for gap in between.tolist() if gap]


def _unlike(units: list[tuple[IntArray, IntArray]]) -> int:
    """The sum of d² over ordered pairs of coders, from each coder's starts and ends."""
    total = 0
    for (begin, end), (other_begin, other_end) in permutations(units, 2):
        first, stop = np.searchsorted(other_end, begin, side="right"), np.searchsorted(other_begin, end)
        one, other = expand(first, stop)
        total += sum(((begin[one] - other_begin[other]) ** 2 + (end[one] - other_end[other]) ** 2).tolist())
        total += 2 * sum(((end - begin)[first == stop] ** 2).tolist())  # a unit in a gap, and a gap around a unit
    return total


def _by_chance(lengths: list[int], gaps: list[int]) -> Fraction:
    """The sum over units in D_e; ``gaps`` in order of length, so that each unit finds those it fits into by one look."""
    units = len(lengths)
    above = [0, *accumulate(reversed(gaps))]
    total = Fraction()
    for length in lengths:
        fitting = len(gaps) - bisect_left(gaps, length)
        total += Fraction((units - 1) * (2 * length**3 - 3 * length**2 + length), 3)
        total += length**2 * (above[fitting] - fitting * (length - 1))
    return total
