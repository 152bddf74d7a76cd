"""Agreement without a chance term: percent, Holsti's, and positive agreement (F1)."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import numpy as np

from qualcode.analysis.agreement.measures import Counted, Figures, Measure, unknown_coders
from qualcode.analysis.agreement.patterns import Patterns, Readings
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import FloatArray, IntArray, added, added_quotients
from qualcode.analysis.results import ratio
from qualcode.messages import _

PERCENT_CITATION = (
    "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378-382 "
    "(its P_o)."
)
HOLSTI_CITATION = (
    "Holsti, O. R. (1969). Content Analysis for the Social Sciences and Humanities (ch. 6). Addison-Wesley."
)
POSITIVE_CITATION = (
    "Fleiss, J. L., Levin, B., & Paik, M. C. (2003). Statistical Methods for Rates and Proportions (3rd ed., ch. 18). Wiley "
    "(specific agreement). Hripcsak, G., & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in "
    "information retrieval. Journal of the American Medical Informatics Association, 12(3), 296-298."
)


def percent() -> Measure:
    """The share of agreeing pairs of coders in a unit, averaged over units; not corrected for chance.

    With n_uc coders giving unit u the value c and m_u coders giving it any, over units with m_u >= 2::

        P_o = mean over u of  sum over c of n_uc (n_uc - 1) / (m_u (m_u - 1))

    Source: Fleiss (1971).
    """
    return Measure(
        "percent",
        "agreement",
        lambda data: Counted(data.pairable, lambda draws: Figures(agreeing(data.pairable, draws), None)),
        _("Percent agreement: the share of agreeing pairs of coders, averaged over units; not chance-corrected."),
        PERCENT_CITATION,
        lambda value: percent(),
        pair_weight=mean_over_units,
    )


def holsti(composite: bool = False) -> Measure:
    """Holsti's coefficient of reliability, the mean over pairs of coders; not corrected for chance.

    With N_1 and N_2 the units that each of two coders judged and M those to which both gave the same value::

        CR = 2M / (N_1 + N_2)

    A unit that only one of the two judged counts in N. Pairs of coders without a shared unit are left out of the mean
    K. With ``composite`` the composite reliability of n coders (复合信度) is given instead::

        nK / (1 + (n - 1) K)

    Source: Holsti (1969), ch. 6.
    """
    plain = _("Holsti's coefficient 2M/(N1 + N2), the mean over pairs of coders; not chance-corrected.")
    whole = _("Holsti's composite reliability nK/(1 + (n - 1)K), K the mean of 2M/(N1 + N2); not chance-corrected.")

    def counted(data: ReliabilityData) -> Counted:
        readings = data.readings.where(data.readings.ratings > 0)
        return Counted(readings, partial(_holsti, readings, composite))

    return Measure(
        "holsti_composite" if composite else "holsti",
        "agreement",
        counted,
        whole if composite else plain,
        HOLSTI_CITATION,
        lambda value: holsti(composite),
        refused=lambda data: None if data.knows_coders else unknown_coders(),
    )


def holsti_composite() -> Measure:
    """Holsti's composite reliability under a name of its own; see ``holsti``."""
    return holsti(composite=True)


def positive_agreement(category: object = True) -> Measure:
    """Of all pairs of coders in which a given one says ``category``, the share in which the other says it too.

    With n_u of the m_u coders of unit u giving that value::

        F1 = sum over u of n_u (n_u - 1) / sum over u of n_u (m_u - 1)

    For two coders this is 2a/(2a + b + c), the F1 of one against the other; units neither gave the value do not
    enter. For more it is the same over all their pairs together. Undefined where nobody gave the value. Source:
    specific agreement, Fleiss, Levin & Paik (2003); its equality with F1, Hripcsak & Rothschild (2005).
    """
    if isinstance(category, set):
        category = frozenset(category)
    return Measure(
        "positive_agreement",
        "agreement",
        lambda data: Counted(data.pairable, partial(_positive, data, category)),
        _("Positive agreement (F1): how often a coder's yes is another's yes; not chance-corrected."),
        POSITIVE_CITATION,
        lambda value: positive_agreement(True),
        refused=lambda data: _unnamed(data, category),
        empty=lambda: _("nobody applied it"),
    )


def _unnamed(data: ReliabilityData, category: object) -> str | None:
    """Why there is no figure where the values are no yes and no, and nobody said which of them is meant."""
    if category is not True or not data.values_used or set(data.values_used) & {True, False}:
        return None
    return _("this is a figure of one code; name it (category=), or read it for each code")


def agreeing(patterns: Patterns, draws: IntArray) -> FloatArray:
    """P_o: the share of agreeing pairs of coders in a unit, averaged over the units that at least two judged."""
    alike = added(patterns.pattern, patterns.count * (patterns.count - 1), len(patterns.units))
    pairs = patterns.ratings * (patterns.ratings - 1)
    return ratio(added_quotients(draws, alike, np.maximum(pairs, 1)), draws @ (pairs > 0))


def mean_over_units(data: ReliabilityData, ratings: IntArray) -> FloatArray:
    """What a pair of coders weighs where every unit weighs the same."""
    return 2 / (ratings * (ratings - 1) * data.counts["pairable_units"])


def _holsti(readings: Readings, composite: bool, draws: IntArray) -> Figures:
    coders = range(readings.said.shape[1])
    pairs = np.sort([_two(readings.said[:, list(pair)], draws) for pair in combinations(coders, 2)], axis=0)
    compared = ~np.isnan(pairs)
    mean = ratio(np.where(compared, pairs, 0).sum(axis=0), compared.sum(axis=0))
    return Figures(len(coders) * mean / (1 + (len(coders) - 1) * mean) if composite else mean, None)


def _two(said: IntArray, draws: IntArray) -> FloatArray:
    """2M/(N_1 + N_2), NaN where the two share no unit."""
    judged = said > 0
    shared = judged.all(axis=1)
    agreed, decided = draws @ (shared & (said[:, 0] == said[:, 1])), draws @ judged.sum(axis=1)
    return ratio(2 * agreed, np.where(draws @ shared > 0, decided, 0))


def _positive(data: ReliabilityData, value: object, draws: IntArray) -> Figures:
    patterns = data.pairable
    wanted = patterns.value == (data.values.index(value) if value in data.values else -1)
    pattern, count = patterns.pattern[wanted], patterns.count[wanted]
    drawn = draws[:, pattern]
    share = ratio(drawn @ (count * (count - 1)), drawn @ (count * (patterns.ratings[pattern] - 1)))
    return Figures(share, None)
