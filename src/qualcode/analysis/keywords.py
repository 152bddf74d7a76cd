"""Which words tell one group of texts from another."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np

from qualcode.analysis.arrays import FloatArray, IntArray
from qualcode.analysis.results import cells
from qualcode.messages import _, plural
from qualcode.table import Cell, Table

COLUMNS = (
    *("word", "count", "reference_count", "share", "reference_share", "expected"),
    *("log_likelihood", "p", "p_holm", "log_ratio", "note"),
)
_SMALLEST_EXPECTED = 5  # Cochran (1954)
_INSTEAD_OF_ZERO = 0.5  # Hardie (2014)


def log_likelihood(count: IntArray, reference: IntArray, total: int, reference_total: int) -> FloatArray:
    """How little the two frequencies of each word fit one and the same share: G² of Dunning (1993).

    In the form of Rayson and Garside (2000), over the two cells of the word: 2·Σ O·ln(O/E), a cell with nothing in it adding
    nothing, and E the counts expected if the word's share were the same in both groups. ``total`` and ``reference_total``
    are the running words of each group. 0 where the shares are equal; which group has more, ``log_ratio`` says.
    """
    both = count + reference
    gain = np.zeros(len(count))
    for observed, size in ((count, total), (reference, reference_total)):
        expected = both * (size / (total + reference_total))
        there = observed > 0
        gain[there] += observed[there] * np.log(observed[there] / expected[there])
    return np.maximum(2 * gain, 0.0)


def log_ratio(count: IntArray, reference: IntArray, total: int, reference_total: int) -> FloatArray:
    """The binary logarithm of the ratio of the two shares (Hardie 2014): 1 means twice as frequent, -1 half as frequent.

    A word that does not stand in one of the groups is taken to stand there half a time; NaN where that group is so small that half
    a time would be the larger share, or the same, so that the sign would tell the wrong group.
    """
    shares = (
        np.where(counted > 0, counted, _INSTEAD_OF_ZERO) / size
        for counted, size in ((count, total), (reference, reference_total))
    )
    one, other = shares
    ratio = np.log2(one / other)
    wrong = ((count == 0) & (ratio >= 0)) | ((reference == 0) & (ratio <= 0))
    return np.where(wrong, np.nan, ratio)


def holm(p: FloatArray) -> FloatArray:
    """P-values corrected for their number by Holm's (1979) steps; never above 1."""
    order = np.argsort(p, kind="stable")
    stepped = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)), 1.0)
    corrected = np.empty(len(p))
    corrected[order] = stepped
    return corrected


def keyness(
    vocabulary: tuple[str, ...],
    count: IntArray,
    reference: IntArray,
    total: int,
    reference_total: int,
    *,
    at_least: int = 1,
) -> Table:
    """A row for each word in either group that stands in both together ``at_least`` times, the most telling first.

    ``p`` is that of a chi-square distribution of one degree of freedom, ``p_holm`` the same corrected for the number of rows.
    Where a group holds no words at all, nothing is defined and there is no row.
    """
    shown = np.flatnonzero((count + reference) >= max(at_least, 1))
    if not total or not reference_total:
        return Table(COLUMNS, [], (_("Undefined: one of the groups holds no words."),))
    count, reference = count[shown], reference[shown]
    likelihood = log_likelihood(count, reference, total, reference_total)
    ratio = log_ratio(count, reference, total, reference_total)
    p = np.array([erfc(sqrt(value / 2)) for value in likelihood.tolist()])
    expected = (count + reference) * (total / (total + reference_total))
    small = np.minimum(expected, count + reference - expected) < _SMALLEST_EXPECTED
    columns = (count, reference, count / total, reference / reference_total, expected, likelihood, p, holm(p), ratio)
    names = [vocabulary[word] for word in shown.tolist()]
    remarks = [_("expected under 5") if few else "" for few in small.tolist()]
    rows: list[tuple[Cell, ...]] = list(zip(names, *map(cells, columns), remarks, strict=True))
    rows.sort(key=lambda row: (-float(row[6] or 0), str(row[0])))
    undefined = int(np.isnan(ratio).sum())
    return Table(COLUMNS, rows, _notes(total, reference_total, len(rows), int(small.sum()), undefined))


def _notes(total: int, reference_total: int, words: int, small: int, undefined: int) -> tuple[str, ...]:
    notes = [
        _("Words in all: {total} against {reference}.", total=total, reference=reference_total),
        _("log_likelihood: G² (Dunning 1993) over the two cells of the word, as in Rayson and Garside (2000)."),
        _("log_ratio: binary logarithm of the ratio of the shares (Hardie 2014); a count of 0 is taken as 0.5."),
        plural(
            "p: chi-square with one degree of freedom, of one word looked at alone; p_holm: corrected for {n} word (Holm 1979).",
            "p: chi-square with one degree of freedom, of one word looked at alone; p_holm: corrected for {n} words (Holm 1979).",
            words,
        ),
        _(
            "Both take running words for independent, which words of one text are not: read them as an order, not as proof."
        ),
    ]
    if undefined:
        notes.append(
            plural(
                "log_ratio is undefined for {n} word: one group is so small that 0.5 in it would be more than the other has.",
                "log_ratio is undefined for {n} words: one group is so small that 0.5 in it would be more than the other has.",
                undefined,
            )
        )
    if small:
        notes.append(
            plural(
                "{n} word is expected under 5 times in a group: its p is not to be trusted (Cochran 1954).",
                "{n} words are expected under 5 times in a group: their p is not to be trusted (Cochran 1954).",
                small,
            )
        )
    return tuple(notes)
