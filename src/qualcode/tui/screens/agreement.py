"""The screen of whoever leads a team: how far coders agree, code by code, and the passages in dispute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable

from qualcode.actions.agreement_overview import CodeLine, Dispute, Overview, overview
from qualcode.actions.documents import OpenDocument, open_document
from qualcode.errors import QualcodeError
from qualcode.messages import _, plural
from qualcode.text.span import Span
from qualcode.tui.commands import bindings
from qualcode.tui.desk import Desk
from qualcode.tui.widgets.key_line import KeyLine
from qualcode.tui.widgets.lines import Line, Lines
from qualcode.tui.widgets.message_line import MessageLine
from qualcode.tui.widgets.one_line import OneLine, shortened

_UNITS = (None, "turn", "sentence", "paragraph", "clause", "document")
_SCOPES = ("all", "coded")
_CODE_CELLS = 34  # of the longest name of a code
_UNDEFINED = "–"


class AgreementScreen(Screen[tuple[str, Span] | None]):
    """Codes with their figures, the lowest first, and one passage after the other about which coders do not agree.

    Dismissed with the document and the span to be read, or with nothing.
    """

    BINDINGS = bindings("agreement")
    AUTO_FOCUS = "DataTable"
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._unit: str | None = None
        self._scope = "all"
        self._found: Overview | None = None
        self._names: dict[str, str] = {}  # what coders are called while nobody is to know who is who
        self._place = 0
        self._documents: dict[str, OpenDocument] = {}

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield OneLine(id="title")
        yield DataTable(cursor_type="row", zebra_stripes=False)
        yield Lines(id="passage")
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Compare."""
        self.query_one(KeyLine).show_scope("agreement")
        self._compare()

    @property
    def table(self) -> DataTable[str]:
        """The codes."""
        return self.query_one(DataTable)

    # Figures

    def _compare(self) -> None:
        self._say(_("Comparing …"))
        self._look(self._unit, self._scope)

    @work(thread=True, exclusive=True)
    def _look(self, unit: str | None, scope: str) -> None:
        try:
            with self.desk.project.read(self.desk.coder) as view:
                found = overview(view, unit=unit, scope=scope)
        except QualcodeError as error:
            self.app.call_from_thread(self._say, str(error), True)
        else:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: Overview) -> None:
        self._found = found
        self._say("" if found.disputes else _("Nothing is in dispute."))
        self._fill()

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        scope = _("all units") if found.scope == "all" else _("units that anybody coded")
        unit = _("unit: {unit}", unit=found.unit)
        compared = plural("{n} unit compared", "{n} units compared", found.units)
        self.query_one("#title", OneLine).show_words(" · ".join((_("Agreement"), unit, scope, compared)))
        row = self.table.cursor_row
        self.table.clear(columns=True)
        names = [self._called(name) for name in found.coders]
        self.table.add_columns(_("code"), "α", _("interval"), "F1", *names, _("in dispute"), _("taken for"), _("note"))
        for number, line in enumerate(found.lines):
            self.table.add_row(*self._cells(line), key=str(number))
        self.table.move_cursor(row=row)
        self._show_passage()

    def on_data_table_row_highlighted(self) -> None:
        """Another code."""
        self._place = 0
        self._show_passage()

    def on_data_table_row_selected(self) -> None:
        """Enter, or a click, on a code."""
        self.action_open()

    # Passages

    def _disputes(self) -> list[Dispute]:
        if self._found is None or not self._found.lines:
            return []
        line = self._found.lines[min(self.table.cursor_row, len(self._found.lines) - 1)]
        pooled = line is self._found.lines[-1]
        return self._found.about("" if pooled else line.code) if pooled or line.disputed else []

    def _show_passage(self) -> None:
        disputes = self._disputes()
        lines: list[Line] = [((_("No passage is in dispute here."), "muted"),)]
        if disputes:
            lines = list(self._passage(disputes[self._place % len(disputes)], len(disputes)))
        self.query_one("#passage", Lines).show_lines(lines)

    def _passage(self, dispute: Dispute, among: int) -> Iterator[Line]:
        """Who reads it how, the whole turn, and the rule."""
        place = f"{self._place % among + 1}/{among}"
        yield (f"{dispute.code}  {place}  ", "head"), (dispute.document, "muted")
        yield (_("applied: "), "muted"), (self._listed(dispute.applied_by), "")
        yield (_("not applied: "), "muted"), (self._listed(dispute.not_applied_by), "")
        yield ()
        yield from self._words(dispute)
        yield from self._rule(dispute.code)

    def _words(self, dispute: Dispute) -> Iterator[Line]:
        """The turn around the unit, line by line, the unit itself set off."""
        document = self._document(dispute.document)
        start, end = next(
            ((turn.start, turn.end) for turn in document.turns if turn.start <= dispute.start < turn.end),
            (dispute.start, dispute.end),
        )
        end = max(end, dispute.end)
        pieces = ((start, dispute.start, "muted"), (dispute.start, dispute.end, ""), (dispute.end, end, "muted"))
        line: list[tuple[str, str]] = []
        for first, last, look in pieces:
            head, *rest = document.text[first:last].split("\n")
            line.append((head, look))
            for words in rest:
                yield tuple(line)
                line = [(words, look)]
        yield tuple(line)

    def _rule(self, path: str) -> Iterator[Line]:
        code = next((code for code in self.desk.codes.values() if code.path == path), None)
        rules = (
            ()
            if code is None
            else (
                (_("definition: "), code.definition),
                (_("include: "), code.include),
                (_("exclude: "), code.exclude),
            )
        )
        for label, words in rules:
            if words:
                yield ()
                yield (label, "muted"), (words, "")

    def _document(self, name: str) -> OpenDocument:
        if name not in self._documents:
            with self.desk.project.read(self.desk.coder) as view:
                self._documents[name] = open_document(view, name)
        return self._documents[name]

    def action_passage(self, step: int) -> None:
        """The next passage in dispute about this code, or the one before."""
        if disputes := self._disputes():
            self._place = (self._place + step) % len(disputes)
            self._show_passage()

    def action_open(self) -> None:
        """Read the passage in its document."""
        if disputes := self._disputes():
            dispute = disputes[self._place % len(disputes)]
            self.dismiss((dispute.document, Span(dispute.start, dispute.end)))

    # How it is compared

    def action_unit(self) -> None:
        """Judge the next kind of unit."""
        self._unit = _UNITS[(_UNITS.index(self._unit) + 1) % len(_UNITS)]
        self._compare()

    def action_scope(self) -> None:
        """All units, or those that anybody coded."""
        self._scope = _SCOPES[(_SCOPES.index(self._scope) + 1) % len(_SCOPES)]
        self._compare()

    def action_anonymous(self) -> None:
        """Call coders by letters drawn anew, or by their names again."""
        if self._names or self._found is None:
            self._names = {}
        else:
            letters = [chr(ord("A") + number) for number in range(len(self._found.coders))]
            Random().shuffle(letters)
            self._names = dict(zip(self._found.coders, letters, strict=True))
        self._fill()

    def action_explain(self) -> None:
        """What the figures mean."""
        if self._found is not None:
            self.query_one("#passage", Lines).show_lines([((note, ""),) for note in self._found.notes])

    def action_leave(self) -> None:
        """Back to the text."""
        self.dismiss(None)

    def _cells(self, line: CodeLine) -> Iterator[str]:
        yield self._short(line.code)
        yield _figure(line.alpha)
        yield f"{_figure(line.low)} {_figure(line.high)}" if line.low is not None else ""
        yield _figure(line.positive)
        yield from (str(line.uses.get(name, "")) for name in (self._found.coders if self._found else ()))
        yield str(line.disputed or "")
        yield self._short(line.taken_for)
        yield line.note

    def _short(self, path: str) -> str:
        """The last name of a code, or its path where several have that name."""
        name = next((code.name for code in self.desk.codes.values() if code.path == path), path)
        alike = sum(code.name == name for code in self.desk.codes.values())
        return shortened(name if alike == 1 else path, _CODE_CELLS)

    def _called(self, name: str) -> str:
        return self._names.get(name, name)

    def _listed(self, names: str) -> str:
        """Names as a table joins them, each as the coder is called here."""
        coders = sorted(self._found.coders if self._found else (), key=len, reverse=True)
        found = [name for name in coders if name in names]
        return ", ".join(sorted(map(self._called, found))) if self._names else names

    def _say(self, sentence: str, trouble: bool = False) -> None:
        self.query_one(MessageLine).say(sentence, trouble)


def _figure(figure: float | None) -> str:
    return _UNDEFINED if figure is None else f"{figure:.2f}".replace("0.", ".", 1)
