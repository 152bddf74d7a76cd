"""Agreement between coders: data, measures and results are three separate things.

``measure(name, data)`` computes one figure from ``ReliabilityData``; ``by_code`` and ``by_span`` make such data from coded text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from inspect import signature
from typing import Any, Protocol

from qualcode.analysis.agreement.alpha import alpha
from qualcode.analysis.agreement.alpha_u_1995 import alpha_u_1995
from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.agreement.gamma import gamma, gamma_cat, gamma_k
from qualcode.analysis.agreement.gwet import brennan_prediger, gwet_ac1, gwet_ac2
from qualcode.analysis.agreement.intervals import Interval
from qualcode.analysis.agreement.kappa import cohen_kappa, conger_kappa, fleiss_kappa, scott_pi
from qualcode.analysis.agreement.percent import holsti, holsti_composite, percent, positive_agreement
from qualcode.analysis.agreement.result import AgreementResult, Confusion
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.agreement.unitizing import (
    binary_unitized_alpha,
    category_alpha,
    coding_alpha,
    unitized_alpha,
)
from qualcode.errors import WrongUse
from qualcode.messages import _, listed

__all__ = ["MEASURES", "AgreementResult", "Confusion", "Continuum", "Interval", "ReliabilityData", "measure"]


class AnyMeasure(Protocol):
    """A measure with its options, over units or over spans."""

    def of(self, data: Any, /) -> AgreementResult:
        """The measure of ``data``. Raises WrongUse for data that it is not made for."""
        ...


#: Every measure by its public name: a function of its options, which are its parameters.
MEASURES: dict[str, Callable[..., AnyMeasure]] = {
    "percent": percent,
    "holsti": holsti,
    "holsti_composite": holsti_composite,
    "positive_agreement": positive_agreement,
    "cohen_kappa": cohen_kappa,
    "conger_kappa": conger_kappa,
    "scott_pi": scott_pi,
    "fleiss_kappa": fleiss_kappa,
    "brennan_prediger": brennan_prediger,
    "gwet_ac1": gwet_ac1,
    "gwet_ac2": gwet_ac2,
    "alpha": alpha,
    "unitized_alpha": unitized_alpha,
    "binary_unitized_alpha": binary_unitized_alpha,
    "coding_alpha": coding_alpha,
    "category_alpha": category_alpha,
    "alpha_u_1995": alpha_u_1995,
    "gamma": gamma,
    "gamma_cat": gamma_cat,
    "gamma_k": gamma_k,
}


def measure(name: str, data: object, **options: Any) -> AgreementResult:
    """The measure called ``name`` of ``data``; undefined, with the reason, where it has no meaning.

    ``data`` are units (``ReliabilityData``), for those from "unitized_alpha" on spans (``Continuum``).

    ``options`` are the parameters of the measure's function, which says what they mean: ``metric`` of "alpha", ``weights`` of
    "cohen_kappa" and "gwet_ac2", ``categories`` of those that ask how many there are or in which order, ``category`` of
    "positive_agreement" and those of one code, ``composite`` of "holsti". Raises WrongUse for a measure or an option that does not exist.
    """
    if name not in MEASURES:
        raise WrongUse(_("There is no measure {name!r}.", name=name), _("There is: {known}.", known=listed(MEASURES)))
    _check_options(name, options)
    return MEASURES[name](**options).of(data)


def _check_options(name: str, options: Collection[str]) -> None:
    known = signature(MEASURES[name]).parameters
    has = _("It has: {known}.", known=listed(known)) if known else _("It has none.")
    for option in options:
        if option not in known:
            raise WrongUse(_("The measure {name} has no option {option!r}.", name=name, option=option), has)
    for option, parameter in known.items():
        if parameter.default is parameter.empty and option not in options:
            raise WrongUse(_("The measure {name} needs the option {option}.", name=name, option=option), has)
