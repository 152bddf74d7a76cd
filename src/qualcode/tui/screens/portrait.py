"""The open document as a picture of its codes: where in the text each of them stands."""

from __future__ import annotations

from qualcode.actions.querying.vocabulary import narrowed, query_for
from qualcode.messages import _, plural
from qualcode.tui.analysis import portrait
from qualcode.tui.commands import bindings
from qualcode.tui.disputes.readings import shortener
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.screens.segments import show_segments
from qualcode.tui.widgets.one_line import OneLine


class PortraitScreen(ListScreen):
    """A lane for each code. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("portrait")
    scope = "portrait"

    def __init__(self, desk: Desk, caret: int) -> None:
        super().__init__(desk)
        self._caret = caret
        self._lanes: list[portrait.Lane] = []

    def look(self) -> None:
        """Draw what is on the desk by now."""
        if self.desk.is_behind():
            self.desk.refresh()
        document = self.desk.document
        if document is None or not document.text:
            self.query_one("#title", OneLine).show_words(_("Codes along the text"))
            self.say(_("There is no text here."), trouble=True)
            return
        shown = [self.desk.codings[guid] for guid in self.desk.visible()]
        found = portrait.lanes(self.desk.codes.values(), self.desk.colors, shown)
        if found != self._lanes or not found:
            self._lanes = found
            self._show()
        if not found:
            self.say(_("Nothing is coded here yet."))

    def _show(self) -> None:
        document = self.desk.document
        assert document is not None
        short, length = shortener([*self.desk.codes.values()]), len(document.text)
        names = [short(lane.code.path) for lane in self._lanes]
        columns, room = portrait.columns(names, self.app.size.width - 1, self._caret / length)
        rows = portrait.LaneRows(self._lanes, short, length, room)
        self.rows.show(columns, rows, self.rows.cursor, keep_top=True)
        codes = plural("{n} code", "{n} codes", len(self._lanes))
        self.query_one("#title", OneLine).show_words(f"{document.name} · {_('codes along the text')}", codes)

    def on_resize(self) -> None:
        """Share out the new width."""
        super().on_resize()
        if self._lanes:
            self._show()

    def sort_by(self, order: str) -> None:
        """Lanes stay in the order of the codebook."""

    def action_open(self) -> None:
        """Read the first place of the code."""
        document = self.desk.document
        if document is not None and self._lanes:
            span = self._lanes[self.rows.cursor].spans[0]
            self.dismiss((document.name, span, document.text))

    def action_segments(self) -> None:
        """Look through the segments of the code in the document."""
        document = self.desk.document
        if document is not None and self._lanes:
            code = query_for(self._lanes[self.rows.cursor].code.path)
            show_segments(self, self.desk, self._leave_for, narrowed(code, query_for(document=document.name)))

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)
