"""The codes with their figures, the lowest first, as the lead of a team reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from qualcode.actions.agreement.overview import CodeLine, Dispute, Overview
from qualcode.messages import _
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.disputes.readings import Short
from qualcode.tui.view.columns import Column
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.lines import Words
from qualcode.tui.widgets.row_table import EDGE, RowTable

_UNDEFINED = "–"
_FIGURE = 4
_INTERVAL = 9
_NAMED = (3, 12)  # cells of a column that is called by a coder, at least and at most
_ALWAYS = ("codes", "α", "disputed")
_THEN = ("interval", "taken", "before", "F1", "note")
"""The columns that stand after those of coders in what is wanted: the last is the first to give way in a narrow terminal."""


@dataclass(frozen=True)
class Figures:
    """An overview as rows: the names of coders in the order of their columns, how many disputes are decided by code."""

    found: Overview
    names: Sequence[str] = ()
    called: Callable[[str], str] = str
    short: Short = str
    decided: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.found.lines)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing: everything is there."""

    def is_marked(self, number: int) -> bool:
        """Nothing is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """What stands in a row under these columns."""
        line = self.found.lines[number]
        says: dict[str, Words] = {
            "codes": (_("all codes") if line is self.found.lines[-1] else self.short(line.code), ""),
            "α": (figure(line.alpha), ""),
            "interval": ("" if line.low is None else f"{figure(line.low)} {figure(line.high)}", "muted"),
            "before": ("" if line.before is None else figure(line.before), "muted"),
            "F1": (figure(line.positive), ""),
            "disputed": (self._disputed(line), ""),
            "taken": (self.short(line.taken_for), "muted"),
            "note": (line.note, "muted"),
        }
        says |= {_of(name): (str(line.uses.get(name, "")), "") for name in self.names}
        return [says[column] for column in columns]

    def _disputed(self, line: CodeLine) -> str:
        decided = self.decided.get(line.code, 0)
        return f"{decided}/{line.disputed}" if decided else str(line.disputed or "")

    def columns(self, room: int) -> list[Column]:
        """The columns for so many cells; where they are too few, what can be spared is left out rather than cut."""
        shown = {column.id: column for column in self._columns(room)}
        wanted = [name for name in (*_ALWAYS, *map(_of, self.names), *_THEN) if name in shown]
        needed = 0
        for name in wanted:
            needed += shown[name].cells + 1
            if name not in _ALWAYS:
                shown[name] = replace(shown[name], from_width=needed)
        return [*shown.values()]

    def _columns(self, room: int) -> Iterator[Column]:
        found = self.found
        yield Column("codes", *_headed(_("codes"), 14), 3, 40)
        if _is_measured(found):
            yield Column("α", "α", _FIGURE, at_right=True)
            yield Column("interval", *_headed(_("interval"), _INTERVAL), at_right=True)
            if any(line.before is not None for line in found.lines):
                yield Column("before", *_headed(_("before"), _FIGURE), at_right=True)
            yield Column("F1", "F1", _FIGURE, at_right=True)
        heads = [self.called(name) for name in self.names]
        least, most = _NAMED
        most = max(least, min(most, room // 3 // max(len(heads), 1)))
        for name, head in zip(self.names, heads, strict=True):
            yield Column(_of(name), head, min(max(cells(head), least), most), at_right=True)
        yield Column("disputed", *_headed(_("in dispute"), _FIGURE), at_right=True)
        yield Column("taken", *_headed(_("taken for"), 10), 2, 40)
        if any(line.note for line in found.lines):
            yield Column("note", *_headed(_("note"), 24), 2)


class AgreementTable(RowTable, inherit_bindings=False):
    """A row for each code and one for all of them. Its letters decide on passages: only keys with names move in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)"),
        Binding("up", "move(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("home,ctrl+home", "end(False)"),
        Binding("end,ctrl+end", "end(True)"),
        Binding("enter", "choose"),
    ]

    def show_codes(self, found: Overview, disputes: Iterable[Dispute], calling: Calling, short: Short) -> None:
        """Show an overview; ``disputes`` are its disputes as they are decided by now. The cursor stays on its code."""
        at, first_time = self.code, not len(self.rows)
        decided: dict[str, int] = {}
        for dispute in disputes:
            decided[dispute.code] = decided.get(dispute.code, 0) + bool(dispute.decision)
        rows = Figures(found, calling.ordered(found.coders), calling.called, short, decided)
        cursor = next((number for number, line in enumerate(found.lines) if line.code == at), 0)
        self.show((), rows, cursor, keep_top=not first_time)

    @property
    def code(self) -> str | None:
        """The code at the cursor."""
        return self.rows.found.lines[self.cursor].code if isinstance(self.rows, Figures) and len(self.rows) else None

    @property
    def alphas(self) -> list[str]:
        """The figures of the codes from top to bottom."""
        return [self.rows.words(number, ["α"])[0][0] for number in range(len(self.rows))]

    def show_cursor_on(self, code: str | None) -> None:
        """Put the cursor on a code, at the top where it is not there."""
        codes = [line.code for line in self.rows.found.lines] if isinstance(self.rows, Figures) else []
        self.move_to(codes.index(code) if code in codes else 0)

    def action_choose(self) -> None:
        """What a double click does as well."""
        self._chosen()

    def _lay_out(self) -> None:
        if isinstance(self.rows, Figures):
            self._columns = self.rows.columns(self.scrollable_size.width - EDGE)
        super()._lay_out()


def _of(name: str) -> str:
    """The name of a coder's column."""
    return f"by {name}"


def _headed(head: str, least: int) -> tuple[str, int]:
    """A head, and cells for it and for ``least``."""
    return head, max(cells(head), least)


def _is_measured(found: Overview) -> bool:
    """Whether there are figures: of a dialogue there are none."""
    return found.round is None or found.round.purpose != "dialogue"


def figure(number: float | None) -> str:
    """A coefficient to two places as journals print it, – where it is undefined."""
    return _UNDEFINED if number is None else f"{round(number, 2) + 0.0:.2f}".replace("0.", ".", 1)
