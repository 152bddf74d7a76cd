"""One alpha over many codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.analysis.agreement.alpha import CITATION, no_variation
from qualcode.analysis.agreement.result import AgreementResult, Figures, no_pairable_unit
from qualcode.analysis.arrays import IntArray, added, added_quotients, begins, distinct_rows, tally
from qualcode.analysis.results import ratio
from qualcode.messages import _


@dataclass(frozen=True, eq=False)
class Applied:
    """Which codes were applied to which units, parallel and sorted by unit: in this unit this code by ``count`` coders.

    ``judges`` has an entry for each unit compared, how many coders judged it, at least two; ``unit`` points into it.
    """

    judges: IntArray
    unit: IntArray
    code: IntArray
    count: IntArray


@dataclass(frozen=True, eq=False)
class _Patterns:
    """Units collapsed to what was said of them with all codes at once, so that a resample moves the codes together.

    ``units`` show each pattern and ``judges`` coders judged each of those; ``pattern``, ``code`` and ``count`` are parallel, sorted
    by code: in that pattern ``count`` coders applied the code.
    """

    units: IntArray
    judges: IntArray
    pattern: IntArray
    code: IntArray
    count: IntArray


def pooled_alpha(applied: Applied, coders: int) -> AgreementResult:
    """Alpha over all codes, each of them a yes or no on the same units::

        alpha = 1 - (mean of D_o over codes) / (mean of D_e over codes)

    with D_o and D_e of each code as for the nominal alpha of its yes and no. Disagreements are averaged, coefficients
    never; as the units are the same for all codes no weights are needed. The means are over the codes that somebody
    applied: another one would add nothing to either.
    """
    patterns = _collapsed(applied)
    units = len(applied.judges)
    figures = _figures(patterns, patterns.units[None, :]) if units else None
    expected = float(figures.expected[0]) if figures and figures.expected is not None else None
    reason = None if expected else no_variation() if units else no_pairable_unit()
    return AgreementResult(
        measure="alpha",
        estimate=float(figures.estimate[0]) if figures and not reason else None,
        undefined=reason,
        observed=float(figures.observed[0]) if figures else None,
        expected=expected,
        n_units=units,
        n_pairable_units=units,
        n_values=2,
        coders=coders,
        definition=_("Pooled alpha: 1 - (mean of D_o over codes) / (mean of D_e over codes)."),
        citation=CITATION,
        units=patterns.units,
        resampled=lambda draws: _figures(patterns, draws).estimate,
    )


def _figures(patterns: _Patterns, draws: IntArray) -> Figures:
    """As ``alpha`` for each code's yes and no, with n_c for yes and n.. - n_c for no, averaged over codes."""
    ratings = draws @ patterns.judges
    first = np.flatnonzero(begins(patterns.code))
    yes = np.add.reduceat(np.take(draws, patterns.pattern, axis=1) * patterns.count, first, axis=1)
    codes = max(len(first), 1)
    split = 2 * patterns.count * (patterns.judges[patterns.pattern] - patterns.count)
    unlike = added(patterns.pattern, split, len(patterns.units))
    observed = ratio(added_quotients(draws, unlike, patterns.judges - 1), ratings * codes)
    expected = ratio(2 * (yes * (ratings[:, None] - yes)).sum(axis=1), ratings * (ratings - 1) * codes)
    return Figures(1 - ratio(observed, expected), observed, expected)


def _collapsed(applied: Applied) -> _Patterns:
    """Units with as many codes applied are compared row by row; units without any collapse by their number of judges."""
    blank = np.ones(len(applied.judges), dtype=np.bool_)
    blank[applied.unit] = False
    judges, units = tally(applied.judges[blank])
    parts = [_Patterns(units, judges, *(np.zeros(0, dtype=np.int64),) * 3)]
    first = np.flatnonzero(begins(applied.unit))
    size = np.diff(np.append(first, len(applied.unit)))
    parts += [_of_size(applied, first[size == codes], codes) for codes in np.unique(size).tolist()]
    return _stacked(parts)


def _of_size(applied: Applied, first: IntArray, codes: int) -> _Patterns:
    """The patterns of units with ``codes`` codes applied, whose entries begin at ``first``."""
    entries = first[:, None] + np.arange(codes)
    judges = applied.judges[applied.unit[first]]
    shown, label = distinct_rows(np.column_stack((judges, applied.code[entries], applied.count[entries])))
    chosen = entries[shown].ravel()
    pattern = np.repeat(np.arange(len(shown)), codes)
    return _Patterns(np.bincount(label), judges[shown], pattern, applied.code[chosen], applied.count[chosen])


def _stacked(parts: list[_Patterns]) -> _Patterns:
    numbered = np.cumsum([0, *(len(part.units) for part in parts)])
    pattern = np.concatenate([part.pattern + offset for part, offset in zip(parts, numbered, strict=False)])
    code = np.concatenate([part.code for part in parts])
    order = np.argsort(code, kind="stable")
    return _Patterns(
        np.concatenate([part.units for part in parts]),
        np.concatenate([part.judges for part in parts]),
        pattern[order],
        code[order],
        np.concatenate([part.count for part in parts])[order],
    )
