"""The agreement figures that other programs print, for the same codings; alone, or beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.actions.agreement.measuring import EVERYBODY, Whose, by_code, by_span, chosen_codes, independent
from qualcode.actions.agreement.unit_grids import Touch
from qualcode.actions.finished import Finished
from qualcode.store.view import View
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.analysis.agreement.rivals import Compared

#: The measures of units that stand beside other programs' figures.
COMPARED = ("alpha", "percent", "positive_agreement", "holsti", "conger_kappa", "gwet_ac1", "brennan_prediger")


def as_program(view: View, program: Any, whose: Whose = EVERYBODY) -> Table:
    """What another program would print for these codings, one figure a row, with a sentence on why it is not alpha.

    Raises NotFound for an unknown name, WrongUse for an unknown program.
    """
    from qualcode.analysis.agreement import rivals

    ready, compared = _finished_by(view, whose)
    figures = rivals.rival_figures(program, compared)
    return rivals.table(figures).with_notes((*ready.notes, compared.documents_note(), rivals.difference(program)))


def compare(view: View, whose: Whose = EVERYBODY, *, unit: str | None = None, touch: Touch = "half") -> Table:
    """Our measures and what other programs print, side by side for each code, the code with the lowest alpha first.

    The notes say why each program's figure is another. Raises NotFound for an unknown name, WrongUse for an unknown unit.
    """
    from qualcode.analysis.agreement import rivals

    over_units = by_code(view, whose, unit=unit, touch=touch, measures=COMPARED, method="none")
    over_spans = by_span(view, whose, measures=["binary_unitized_alpha"], method="none")
    _ready, compared = _finished_by(view, whose)
    theirs = [it for program in rivals.programs() for it in rivals.rival_figures(program, compared)]
    figures = [
        *(rivals.own_figure(row, over_units.unit) for row in over_units.rows),
        *(rivals.own_figure(row, over_spans.unit) for row in over_spans.rows),
        *(it for it in theirs if it.document == rivals.ALL_DOCUMENTS),
    ]
    order = {row.code: number for number, row in reversed(list(enumerate(over_units.rows)))}
    figures.sort(key=lambda it: order.get(it.code, len(order)))
    notes = (*map(rivals.difference, rivals.programs()), *over_units.notes, *over_spans.notes)
    return rivals.table(figures).with_notes(dict.fromkeys(notes))


def _finished_by(view: View, whose: Whose) -> tuple[Finished, Compared]:
    """Who finished what, and the codings that count there."""
    from qualcode.analysis.agreement.rivals import Compared

    found, ready = independent(view, whose)
    chosen = chosen_codes(found, ready, whose.codes)
    numbers = tuple(number for number, path in enumerate(found.table.codes) if path in chosen)
    return ready, Compared.of(found.table, ready.done, numbers)
