"""The unitized alphas: agreement about where a text is coded, and with what.

Every coder's continuum is cut into sections S_ig: units with a value c, and gaps valued 0 ("not coded"). With m coders, L
the length of an intersection, and sums over documents, each with its own m::

    observed    l_ck = 1/(m - 1)  sum over i, j != i, g, h of L(S_ig valued c, S_jh valued k)         l.. = sum of m L
    self-pairs  s_c  = sum of L(S_ig)² over units valued c,        s_0 = sum of L(S_ig) over gaps = l_0.
    expected    e_ck = l.. (l_c. l_.k - [c = k] s_c) / (l..² - sum of s_c)

A unit is one thing, so chance may not pair any of its characters with its own others: L² pairs leave. A gap has no such
unity, so only each character with itself leaves. Units that touch are two units.

For the coding of what two coders marked, all is summed over marked matter only (starred)::

    w_ig  = 1/(m - 1)  sum over j != i of L(S_ig, marked matter of j)
    l*_c. = sum of w_ig over units valued c            s*_c = sum of w_ig² over units valued c
    e*_ck = l*.. (l*_c. l*_.k - [c = k] s*_c) / (l*..² - sum of s*_c)

In l* each character has the weight w, so the product l*_c. l*_.c pairs a unit with itself w² times, and these leave.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from qualcode.analysis.agreement.shared_matter import Totals
from qualcode.analysis.agreement.unitized import Figures, UnitizedMeasure, which_category, without_variation
from qualcode.analysis.arrays import FloatArray
from qualcode.analysis.results import ratio
from qualcode.errors import WrongUse
from qualcode.messages import _

CITATION = (
    "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing textual continua: "
    "Further developments. Quality & Quantity, 50(6), 2347-2364; erratum 2365. "
    "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed., ch. 12.6). Sage."
)


def unitized_alpha() -> UnitizedMeasure:
    """The unitized alpha: do coders mark the same stretches, with the same values?

    In the notation of this module::

        alpha_u = 1 - (l.. - sum of l_cc) / (l.. - sum of e_cc)          D_o and D_e as shares of l..

    ``per_category`` is the alpha of each value against all other text. No coder's spans may overlap.
    Source: Krippendorff et al. (2016); Krippendorff (2019), ch. 12.6.
    """
    return UnitizedMeasure(
        "unitized_alpha",
        _unitized,
        lambda once, _number: without_variation(_unitized(once, -1)),
        _("Unitized alpha: 1 - observed/expected disagreement, over all characters, about units and their values."),
        CITATION,
        by_category=_one_code,
        speaks_of_all=True,
    )


def binary_unitized_alpha(per_code: bool = False) -> UnitizedMeasure:
    """The binary unitized alpha: do coders mark the same stretches, whatever the values?

    In the notation of this module, with all values taken as one::

        alpha_|u = 1 - (l_0. - l_00) / (e_0. - e_00)          D_o and D_e as shares of l.., both off-diagonal cells counted

    With ``per_code`` every value has a continuum of its own ("this code or not"), spans of different values may overlap, and::

        alpha = 1 - (sum of D_o over codes) / (sum of D_e over codes)

    ``observed`` and ``expected`` are then the means over codes. ``per_category`` is the alpha of each value either way.
    Source: Krippendorff et al. (2016); Krippendorff (2019), ch. 12.6.
    """
    if not isinstance(per_code, bool):
        raise WrongUse(_("per_code is True or False."))
    figures = _all_codes if per_code else _marked
    return UnitizedMeasure(
        "binary_unitized_alpha",
        figures,
        lambda once, _number: without_variation(figures(once, -1)),
        _("Binary unitized alpha of each code by itself, pooled: 1 - sum of D_o / sum of D_e over codes.")
        if per_code
        else _("Binary unitized alpha: 1 - observed/expected disagreement about what is coded at all."),
        CITATION,
        by_category=_one_code,
        speaks_of_all=True,
        within_values=per_code,
    )


def coding_alpha() -> UnitizedMeasure:
    """Alpha of coding, given units: do coders give the same values where two of them marked the text?

    In the notation of this module, nominal::

        alpha_cu = 1 - (l*.. - sum of l*_cc) / (l*.. - sum of e*_cc)          D_o and D_e as shares of l*..

    ``coverage`` is l*../l.., the share of the text it speaks of; ``per_category`` is ``category_alpha`` of each value.
    Source: Krippendorff et al. (2016); Krippendorff (2019), ch. 12.6.
    """
    return UnitizedMeasure(
        "coding_alpha",
        _coding,
        _no_coding,
        _("Alpha of coding: 1 - observed/expected disagreement of values, where two coders marked the text."),
        CITATION,
        by_category=category_alpha,
        speaks_of_all=True,
    )


def category_alpha(category: Hashable = None) -> UnitizedMeasure:
    """Alpha of one value among those given: where one coder gave ``category``, and another marked too, is it the same?

    In the notation of this module, for k = ``category``::

        alpha_(k)u = 1 - [(l*_.k - l*_kk)/l*_.k] / [(e*_.k - e*_kk)/e*_.k]

    ``coverage`` is l*_.k/l_.k, the share of the matter of k it speaks of. Without a category the figure is undefined and
    ``per_category`` has it for each. Source: Krippendorff et al. (2016); Krippendorff (2019), ch. 12.6.
    """
    if category is None:
        return UnitizedMeasure(
            "category_alpha",
            _category,
            lambda _once, _number: which_category(),
            _category_words(),
            CITATION,
            category_alpha,
        )
    return UnitizedMeasure("category_alpha", _category, _no_category, _category_words(), CITATION, category=category)


def _one_code(category: Hashable) -> UnitizedMeasure:
    """The binary unitized alpha of one value against all other text."""
    return UnitizedMeasure(
        "binary_unitized_alpha",
        _code,
        lambda once, number: without_variation(_code(once, number)),
        _("Binary unitized alpha of one code: 1 - observed/expected disagreement about where it is."),
        CITATION,
        within_values=True,
        category=category,
    )


def _unitized(sums: Totals, _number: int) -> Figures:
    marked = sums.length.sum(axis=1)
    gaps = sums.text - marked
    unlike = 2 * marked - sums.shared.sum(axis=1) - sums.same.sum(axis=1)
    apart = (sums.length * (sums.text[:, None] - sums.length)).sum(axis=1) + gaps * marked
    return _figures(unlike, sums.text, apart, sums.text**2 - sums.square.sum(axis=1) - gaps)


def _marked(sums: Totals, _number: int) -> Figures:
    marked = sums.length.sum(axis=1)
    gaps = sums.text - marked
    alone = 2 * (marked - sums.shared.sum(axis=1))
    return _figures(alone, sums.text, 2 * marked * gaps, sums.text**2 - sums.square.sum(axis=1) - gaps)


def _code(sums: Totals, number: int) -> Figures:
    observed, expected = _each_code(sums)
    return _of_terms(observed[:, number], expected[:, number])


def _all_codes(sums: Totals, _number: int) -> Figures:
    observed, expected = _each_code(sums)
    codes = max(observed.shape[1], 1)
    return _of_terms(observed.sum(axis=1) / codes, expected.sum(axis=1) / codes)


def _each_code(sums: Totals) -> tuple[FloatArray, FloatArray]:
    """D_o and D_e, replicates x values, of each value against all other text."""
    text = sums.text[:, None]
    gaps = text - sums.length
    observed = ratio(2 * (sums.length - sums.same), text)
    return observed, ratio(2 * sums.length * gaps, text**2 - sums.square - gaps)


def _coding(sums: Totals, _number: int) -> Figures:
    pairable = sums.shared.sum(axis=1)
    unlike = pairable - sums.same.sum(axis=1)
    apart = (sums.shared * (pairable[:, None] - sums.shared)).sum(axis=1)
    figures = _figures(unlike, pairable, apart, pairable**2 - sums.shared_square.sum(axis=1))
    return figures._replace(coverage=ratio(pairable, sums.text))


def _category(sums: Totals, number: int) -> Figures:
    pairable, own, square = sums.shared.sum(axis=1), sums.shared[:, number], sums.shared_square[:, number]
    figures = _figures(own - sums.same[:, number], own, own * (pairable - own), pairable * own - square)
    return figures._replace(coverage=ratio(own, sums.length[:, number]))


def _no_coding(once: Totals, _number: int) -> str | None:
    if not once.shared.any():
        return _("no text was coded by two coders")
    return without_variation(_coding(once, -1))


def _no_category(once: Totals, number: int) -> str | None:
    if not once.shared[0, number]:
        return _("no text of this code was coded by another coder as well")
    return without_variation(_category(once, number))


def _category_words() -> str:
    return _(
        "Alpha of one code: 1 - observed/expected disagreement of values, where one coder gave it and another marked."
    )


def _figures(unlike: FloatArray, of: FloatArray, apart: FloatArray, pairs: FloatArray) -> Figures:
    """D_o = ``unlike``/``of`` and D_e = ``apart``/``pairs``."""
    return _of_terms(ratio(unlike, of), ratio(apart, pairs))


def _of_terms(observed: FloatArray, expected: FloatArray) -> Figures:
    return Figures(1 - np.where(expected > 0, ratio(observed, expected), np.nan), observed, expected)
