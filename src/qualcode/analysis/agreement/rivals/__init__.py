"""The figures other programs print, computed as they compute them, on the same codings: to compare with, never to rely on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from qualcode.analysis.agreement.rivals import atlas, dedoose, inception, maxqda, nvivo, qualcoder
from qualcode.analysis.agreement.rivals.compared import ALL_CODES, ALL_DOCUMENTS, Compared, RivalFigure
from qualcode.analysis.results import check_choice

__all__ = [
    "ALL_CODES",
    "ALL_DOCUMENTS",
    "Compared",
    "Program",
    "RivalFigure",
    "difference",
    "programs",
    "rival_figures",
]

Program: TypeAlias = Literal["nvivo", "maxqda", "atlas", "dedoose", "qualcoder", "inception"]

_FIGURES: dict[str, Callable[[Compared], list[RivalFigure]]] = {
    "nvivo": nvivo.figures,
    "maxqda": maxqda.figures,
    "atlas": atlas.figures,
    "dedoose": dedoose.figures,
    "qualcoder": qualcoder.figures,
    "inception": inception.figures,
}
_DIFFERENCES: dict[str, Callable[[], str]] = {
    "nvivo": nvivo.difference,
    "maxqda": maxqda.difference,
    "atlas": atlas.difference,
    "dedoose": dedoose.difference,
    "qualcoder": qualcoder.difference,
    "inception": inception.difference,
}


def programs() -> tuple[str, ...]:
    """The programs whose figures can be computed."""
    return get_args(Program)


def rival_figures(program: Program, compared: Compared) -> list[RivalFigure]:
    """What ``program`` would print for these codings. Raises WrongUse for an unknown program."""
    check_choice(program, Program)
    return _FIGURES[program](compared)


def difference(program: Program) -> str:
    """Why the figures of ``program`` are not the alpha of the same codings, in a sentence or two."""
    check_choice(program, Program)
    return _DIFFERENCES[program]()
