"""Every place of a word, the word in the middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.messages import _, plural
from qualcode.project import View
from qualcode.table import Table
from qualcode.text.span import Span
from qualcode.tui.analysis import wording
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.screens.autocoding import Asked, AutocodingScreen, ask_code
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from qualcode.actions.words.selected_text import Selection

_AROUND = 100  # cells of context on either side that are asked for, more than fit


@dataclass(frozen=True)
class Sought:
    """A word, the text that its places are looked for in, how often the word was counted, and what that text is called.

    With ``too_much`` the word was counted in a part of that text that cannot be looked through alone.
    """

    word: str
    selection: Selection
    count: int
    label: str = ""
    too_much: bool = False


class KwicScreen(AnalysisScreen[Sought, Table]):
    """Places as rows. Dismissed with the one to be read, or with nothing."""

    BINDINGS = bindings("kwic")
    scope = "kwic"

    def __init__(self, desk: Desk, sought: Sought) -> None:
        super().__init__(desk, sought)
        self._order, self._reverse = "document", False
        self._listed: Table | None = None

    def compute(self, view: View, asked: Sought) -> Table:
        """Find the places."""
        from qualcode.actions.words.concordance import Context, kwic

        return kwic(view, asked.word, asked.selection, Context(_AROUND), everything=False)

    def show_found(self) -> None:
        """Show the places in their order."""
        found = self.found
        assert found is not None
        rows = wording.sorted_places(found.rows, self._order, self._reverse)
        self._listed = Table(found.columns, rows, found.notes)
        columns, room = wording.place_columns([str(row[5]) for row in rows], self.app.size.width - 1)
        self.rows.show(columns, wording.PlaceRows(rows, room), self.rows.cursor, keep_top=True)
        title = " · ".join(
            filter(
                None, (_("Places of “{word}”", word=self.asked.word), "" if self.asked.too_much else self.asked.label)
            )
        )
        there = plural("{n} document", "{n} documents", len({row[0] for row in rows}))
        count = plural("{n:,} place in {there}", "{n:,} places in {there}", len(rows), there=there)
        self.query_one("#title", OneLine).show_words(title, count)
        if self.asked.too_much:
            self.say(_("The places in {label} alone cannot be shown: these are all.", label=self.asked.label))
        elif len(rows) != self.asked.count:
            self.say(
                _(
                    "The list has {n}: there Chinese is cut into words; here characters are found wherever they stand.",
                    n=self.asked.count,
                )
            )

    def on_resize(self) -> None:
        """Share out the new width."""
        super().on_resize()
        if self.found is not None and self.is_attached:
            self.show_found()

    def action_open(self) -> None:
        """Read the place in its document."""
        if self._listed is None or not self._listed.rows:
            return
        name, start, end, *_more = self._listed.rows[self.rows.cursor]
        self.leave_for(str(name), Span(int(str(start)), int(str(end))))

    def sort_by(self, order: str) -> None:
        """Sort by a column; the other way round where it is sorted by it already."""
        if order not in ("document", "left", "right") or self.found is None:
            return
        self._reverse = not self._reverse if order == self._order else False
        self._order = order
        self.show_found()

    def action_sort(self) -> None:
        """Ask by what to sort."""
        choices = {
            "document": _("document and place"),
            "left": _("what stands before"),
            "right": _("what stands behind"),
        }
        self.ask_which(_("Sort by"), choices, self.sort_by)

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self._order)

    def action_autocode(self) -> None:
        """Ask with which code all places are to be coded, and show what that would do."""
        asked = self.asked

        def then(code: str) -> None:
            screen = AutocodingScreen(self.desk, Asked(asked.word, code, asked.selection, "hit"), self.tell)
            self.app.push_screen(screen, self._leave_for)

        ask_code(self, self.desk, asked.word, then)

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    def action_export(self) -> None:
        """Write the places to a file."""
        listed = self._listed
        if listed is None or not listed.rows:
            self.say(_("There is nothing to write."), trouble=True)
        else:
            self.ask_file("places.csv", lambda: listed)
