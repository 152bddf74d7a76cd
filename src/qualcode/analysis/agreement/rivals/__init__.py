"""The figures other programs print, computed as they compute them, on the same codings: to compare with, never to rely on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from qualcode.analysis.agreement.code_rows import AgreementRow
from qualcode.analysis.agreement.rivals import atlas, dedoose, inception, maxqda, nvivo, qualcoder
from qualcode.analysis.agreement.rivals.compared import ALL_CODES, ALL_DOCUMENTS, Compared, RivalFigure
from qualcode.analysis.results import check_choice
from qualcode.messages import _
from qualcode.table import Table

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

COLUMNS = ("program", "measure", "code", "document", "coders", "estimate", "observed", "expected", "units", "note")

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


def programs() -> tuple[Program, ...]:
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


def own_figure(row: AgreementRow, unit: str) -> RivalFigure:
    """A figure of ours, to stand beside those of others; its unit is told with the measure's name."""
    result = row.result
    observed, expected = (
        part if part is None or result.terms == "agreement" else 1 - part for part in (result.observed, result.expected)
    )
    place = ("qualcode", f"{result.measure} ({unit})", row.code, ALL_DOCUMENTS, row.part.coders)
    units = result.counts.get("pairable_units", result.counts.get("characters", 0))
    return RivalFigure(*place, result.estimate, result.undefined, observed, expected, units)


def table(figures: list[RivalFigure]) -> Table:
    """One row a figure; an undefined one is None and the note says why."""
    rows = [
        (
            *(
                it.program,
                it.measure,
                it.code,
                it.document,
                ", ".join(it.coders),
                it.estimate,
                it.observed,
                it.expected,
            ),
            *(it.units, _("undefined: {reason}", reason=it.undefined) if it.undefined else ""),
        )
        for it in figures
    ]
    return Table(COLUMNS, rows, (_("Observed and expected are agreements, as those programs print them."),))
