"""Agreement between coders: data, measures and results are three separate things.

``measure(name, data)`` computes one figure from ``ReliabilityData``; ``from_codings`` makes such data from coded text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Literal, TypeAlias

from qualcode.analysis.agreement.alpha import alpha
from qualcode.analysis.agreement.intervals import Interval
from qualcode.analysis.agreement.percent import percent, positive_agreement
from qualcode.analysis.agreement.result import AgreementResult, Measure
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.results import check_choice

__all__ = ["AgreementResult", "Interval", "ReliabilityData", "measure"]

Name: TypeAlias = Literal["alpha", "percent", "positive_agreement"]

_MEASURES: dict[str, Callable[..., Measure]] = {
    "alpha": alpha,
    "percent": percent,
    "positive_agreement": positive_agreement,
}


def measure(name: Name, data: ReliabilityData, **options: Hashable) -> AgreementResult:
    """The measure called ``name`` of ``data``; undefined, with the reason, where it has no meaning.

    ``options`` are the measure's own: ``metric`` of "alpha" ("nominal"), ``value`` of "positive_agreement" (the value that
    counts as positive, True unless given). Raises WrongUse for a measure or metric that does not exist.
    """
    check_choice(name, Name)
    return _MEASURES[name](**options).of(data)
