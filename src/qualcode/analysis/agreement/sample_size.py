"""How many units a reliability sample needs, so that the figure for a code comes out as sure as it is wanted."""

from __future__ import annotations

from math import ceil
from statistics import NormalDist

from qualcode.errors import WrongUse
from qualcode.messages import _

CITATION = (
    "Bloch, D. A., & Kraemer, H. C. (1989). 2 x 2 kappa coefficients: Measures of agreement or association. Biometrics, "
    "45(1), 269-287. Donner, A., & Eliasziw, M. (1992). A goodness-of-fit approach to inference procedures for the kappa "
    "statistic. Statistics in Medicine, 11(11), 1511-1519."
)


def units_needed(alpha: float, prevalence: float, half_width: float, level: float = 0.95) -> int:
    """Units that two coders must judge so that the interval for one code is about ``half_width`` to either side.

    With alpha the agreement expected beyond chance, p the share of units that hold the code and z the normal quantile::

        Var = (1 - alpha) [ (1 - alpha)(1 - 2 alpha) + alpha (2 - alpha) / (2 p (1 - p)) ]          N = z² Var / half_width²

    the large-sample variance of the intraclass kappa of a yes or no, which nominal alpha equals but for a correction that
    vanishes with N. More coders need somewhat fewer units. Below some 50 units the interval is wider than this says.
    Source: Bloch & Kraemer (1989); Donner & Eliasziw (1992). Raises WrongUse for what is no share.
    """
    _check(alpha, prevalence, half_width, level)
    quantile = NormalDist().inv_cdf((1 + level) / 2)
    spread = alpha * (2 - alpha) / (2 * prevalence * (1 - prevalence))
    variance = (1 - alpha) * ((1 - alpha) * (1 - 2 * alpha) + spread)
    return ceil(quantile**2 * variance / half_width**2 - 1e-9)


def _check(alpha: float, prevalence: float, half_width: float, level: float) -> None:
    if not 0 <= alpha < 1:
        raise WrongUse(
            _("The alpha expected lies between 0 and 1, and {alpha} does not.", alpha=alpha), _("Usual is 0.8.")
        )
    if not 0 < prevalence < 1:
        raise WrongUse(
            _("The share of units with the code lies between 0 and 1, and {share} does not.", share=prevalence),
            _("0.1 means that one unit in ten holds it."),
        )
    if half_width <= 0 or not 0 < level < 1:
        raise WrongUse(_("The width must be above 0, and the level between 0 and 1."), _("Usual are 0.1 and 0.95."))
