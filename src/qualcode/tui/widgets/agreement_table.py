"""The codes with their figures, the lowest first, as the lead of a team reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widgets import DataTable

from qualcode.actions.agreement.overview import CodeLine, Dispute, Overview
from qualcode.messages import _
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.disputes.readings import Short
from qualcode.tui.view.width import show
from qualcode.tui.widgets.one_line import shortened

_UNDEFINED = "–"


class AgreementTable(DataTable[str]):
    """A row for each code and one for all of them."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False)

    def show_codes(self, found: Overview, disputes: Iterable[Dispute], calling: Calling, short: Short) -> None:
        """Show an overview; ``disputes`` are its disputes as they are decided by now. The cursor stays on its code."""
        at = self.code
        decided: dict[str, int] = {}
        for dispute in disputes:
            decided[dispute.code] = decided.get(dispute.code, 0) + bool(dispute.decision)
        self.clear(columns=True)
        names = calling.ordered(found.coders)
        self.add_columns(*self._heads(found, [calling.called(name) for name in names]))
        for line in found.lines:
            cells = self._cells(found, line, decided.get(line.code, 0), names, short)
            self.add_row(*map(show, cells), key=line.code)
        self.show_cursor_on(at)

    @property
    def code(self) -> str | None:
        """The code at the cursor."""
        return str(self.ordered_rows[self.cursor_row].key.value) if self.row_count else None

    def show_cursor_on(self, code: str | None) -> None:
        """Put the cursor on a code, at the top where it is not there."""
        codes = [str(row.key.value) for row in self.ordered_rows]
        self.move_cursor(row=codes.index(code) if code in codes else 0)

    def _heads(self, found: Overview, names: list[str]) -> Iterator[str]:
        yield _("codes")
        if _is_measured(found):
            yield from ("α", _("interval"))
            yield from (_("before"),) if _has_before(found) else ()
            yield "F1"
        yield from (*names, _("in dispute"), _("taken for"))
        yield from (_("note"),) if any(line.note for line in found.lines) else ()

    def _cells(self, found: Overview, line: CodeLine, decided: int, names: list[str], short: Short) -> Iterator[str]:
        room = 34 if self.app.size.width >= 120 else 18
        yield shortened(_("all codes") if line is found.lines[-1] else short(line.code), room)
        if _is_measured(found):
            yield figure(line.alpha)
            yield "" if line.low is None else f"{figure(line.low)} {figure(line.high)}"
            yield from ("" if line.before is None else figure(line.before),) if _has_before(found) else ()
            yield figure(line.positive)
        yield from (str(line.uses.get(name, "")) for name in names)
        yield f"{decided}/{line.disputed}" if decided else str(line.disputed or "")
        yield shortened(short(line.taken_for), room)
        yield from (line.note,) if any(other.note for other in found.lines) else ()


def _is_measured(found: Overview) -> bool:
    """Whether there are figures: of a dialogue there are none."""
    return found.round is None or found.round.purpose != "dialogue"


def _has_before(found: Overview) -> bool:
    return any(line.before is not None for line in found.lines)


def figure(number: float | None) -> str:
    """A coefficient to two places as journals print it, – where it is undefined."""
    return _UNDEFINED if number is None else f"{round(number, 2) + 0.0:.2f}".replace("0.", ".", 1)
