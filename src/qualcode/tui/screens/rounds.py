"""Each code over the rounds of a study: its alpha as figures and as a curve, and where its rule was changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import work
from textual.worker import get_current_worker

from qualcode.actions.studies import figures
from qualcode.errors import QualcodeError
from qualcode.messages import _
from qualcode.table import Cell, Table
from qualcode.tui.disputes.readings import Short, shortener
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.pages import PageScreen
from qualcode.tui.view.curve import bars
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.agreement_table import figure
from qualcode.tui.widgets.lines import Line
from qualcode.tui.widgets.one_line import shortened

_CODE_CELLS = 30
_ROUND_CELLS = 7
_CHANGED = "✎"


class RoundsScreen(PageScreen):
    """A line for each code."""

    def __init__(self, desk: Desk, study: str) -> None:
        super().__init__(_("{study}: alpha over the rounds", study=study), [((_("Comparing …"), "muted"),)], hang=2)
        self.desk, self._study = desk, study
        self._short = shortener([*desk.codes.values()])

    def on_mount(self) -> None:
        """Begin to compare."""
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                lines = list(round_lines(figures.over_rounds(view, self._study), self._short))
        except QualcodeError as error:
            lines = [((str(error), "trouble"),)]
        if not worker.is_cancelled:
            self.app.call_from_thread(partial(self.show, lines))


def round_lines(found: Table, short: Short) -> Iterator[Line]:
    """A head, a line for each code with its figures, its curve and a mark before each round its rule was changed for; the notes."""
    codes: dict[str, dict[int, dict[str, Cell]]] = {}
    for record in found.records():
        codes.setdefault(short(str(record["code"])), {})[int(str(record["round"]))] = record
    rounds = sorted({number for of_code in codes.values() for number in of_code})
    width = min(max((cells(code) for code in codes), default=0), _CODE_CELLS)
    heads = "".join(_padded(_("round {n}", n=number), _ROUND_CELLS + 2) for number in rounds)
    yield ((f"{_padded(_('codes'), width)}  {heads}", "head"),)
    for code, of_code in codes.items():
        alphas = [_alpha(of_code.get(number, {})) for number in rounds]
        changed = [bool(of_code.get(number, {}).get("changed")) for number in rounds]
        figures = "".join(
            _padded(f"{_CHANGED if new else ' '} {figure(alpha)}", _ROUND_CELLS + 2)
            for alpha, new in zip(alphas, changed, strict=True)
        )
        yield (f"{_padded(shortened(code, width), width)}  ", ""), (figures, ""), (bars(alphas), "head")
    yield ()
    yield (
        (_("{mark}: the rule of the code was changed before this round. Bars go from 0 to 1.", mark=_CHANGED), "muted"),
    )
    yield from (((note, ""),) for note in found.notes)


def _alpha(record: dict[str, Cell]) -> float | None:
    alpha = record.get("alpha")
    return None if alpha is None else float(str(alpha))


def _padded(words: str, width: int) -> str:
    return words + " " * max(width - cells(words), 0)
