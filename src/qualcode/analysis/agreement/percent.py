"""Agreement without a chance term: percent, and positive agreement (F1)."""

from __future__ import annotations

from collections.abc import Hashable

from qualcode.analysis.agreement.result import Figures, Measure
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import IntArray, added, added_quotients
from qualcode.analysis.results import ratio
from qualcode.messages import _

PERCENT_CITATION = (
    "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378-382 "
    "(its P_o)."
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

    ``observed`` is 1 - P_o.
    """
    definition = _(
        "Percent agreement: the share of agreeing pairs of coders, averaged over units; not chance-corrected."
    )
    return Measure("percent", _percent, lambda data: None, definition, PERCENT_CITATION)


def positive_agreement(value: Hashable = True) -> Measure:
    """Of all pairs of coders in which a given one says ``value``, the share in which the other says it too.

    With n_u of the m_u coders of unit u giving ``value``::

        F1 = sum over u of n_u (n_u - 1) / sum over u of n_u (m_u - 1)

    For two coders this is 2a/(2a + b + c), the F1 of one against the other; units neither gave the value do not enter.
    Undefined where nobody gave the value. Source: specific agreement, Fleiss, Levin & Paik (2003); its equality with F1,
    Hripcsak & Rothschild (2005).
    """
    return Measure(
        "positive_agreement",
        lambda data, draws: _positive(data, draws, value),
        lambda data: None if value in data.values_used else _("nobody applied it"),
        _("Positive agreement (F1): how often a coder's yes is another's yes; not chance-corrected."),
        POSITIVE_CITATION,
    )


def _percent(data: ReliabilityData, draws: IntArray) -> Figures:
    pairs = added(data.pattern, data.count * (data.count - 1), len(data.units))
    agreeing = added_quotients(draws, pairs, data.ratings * (data.ratings - 1))
    share = ratio(agreeing, draws.sum(axis=1))
    return Figures(share, 1 - share, None)


def _positive(data: ReliabilityData, draws: IntArray, value: Hashable) -> Figures:
    wanted = data.value == (data.values.index(value) if value in data.values else -1)
    pattern, count = data.pattern[wanted], data.count[wanted]
    drawn = draws[:, pattern]
    share = ratio(drawn @ (count * (count - 1)), drawn @ (count * (data.ratings[pattern] - 1)))
    return Figures(share, 1 - share, None)
