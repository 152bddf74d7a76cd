"""All codings, or those that a query means, one below the other, and under them the one at the cursor in its surroundings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from textual import work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.worker import get_current_worker

from qualcode.actions import history
from qualcode.actions.querying import segments
from qualcode.actions.querying.segments import Listing, Order, SegmentRow, Segments
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, plural
from qualcode.project import View
from qualcode.text.span import Span
from qualcode.tui.disputes import readings
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import segments as segment_rows
from qualcode.tui.rows.segments import SegmentRows
from qualcode.tui.rows.texts import Texts
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.one_line import OneLine, shortened
from qualcode.tui.widgets.passage import Passage

_FIRST = 200  # rows that are shown while all are read
_REST = 0.04  # seconds at rest after which the surroundings of a row are shown


class Behind(Protocol):
    """Codings that something else stands for, such as those a cell of a matrix counts."""

    @property
    def label(self) -> str:
        """What they are behind, in a few words."""

    def keys(self, view: View) -> list[segments.Key]:
        """The keys of the codings, as the project is now."""


@dataclass(frozen=True)
class Wish:
    """What is to be listed, and how; with ``behind`` only those."""

    query: str = ""
    order: Order = "document"
    descending: bool = False
    behind: Behind | None = None


class FoundSegmentsScreen(ListScreen):
    """The table of codings: looking, searching, sorting."""

    scope = "segments"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wish = Wish()
        self.found: Listing | None = None
        self.marked: set[segments.Key] = set()
        self._shown = Wish()  # what the table shows
        self._codes: list[object] = []
        self._short: readings.Short = str
        self._resting: Timer | None = None
        self._unlisted = 0  # how many of those marked are not among the rows
        self._looking = False  # whether rows are being read
        self._texts = Texts(self._read_texts, self._read_later)

    def compose_under(self) -> ComposeResult:
        """The surroundings."""
        yield Passage()

    # Looking

    def look_for(self, query: str, then: Callable[[str], None] | None = None) -> None:
        """List what a query means; ``then`` is told what is wrong with it, or "" once it is listed."""
        self.look(replace(self.wish, query=query.strip()), then)

    def look_behind(self, behind: Behind) -> None:
        """List what is behind something, all of it."""
        self.look(replace(self.wish, query="", behind=behind))

    def look(self, wish: Wish | None = None, then: Callable[[str], None] | None = None) -> None:
        """List what is wished, or again what is listed where the project has changed."""
        if not self.is_attached:  # it is looked at once the screen is there
            self.wish = wish or self.wish
            return
        if wish is None and self._looking:
            return
        if self.found is None:
            self.say(_("Reading …"))
        self._looking, wanted = True, wish or self.wish
        known = self.found.segments if self.found else None
        cursor = self.found.key(self.rows.cursor) if self.found and len(self.found) else None
        self._look(wanted, known, wanted == self._shown and self.found is not None, cursor, then)

    @work(thread=True, exclusive=True, group="look")
    def _look(
        self,
        wish: Wish,
        known: Segments | None,
        is_shown: bool,
        cursor: segments.Key | None,
        then: Callable[[str], None] | None,
    ) -> None:
        worker, marked = get_current_worker(), set(self.marked)
        try:
            with self.desk.project.read(self.desk.coder) as view:
                if is_shown and known and known.operation == history.latest_operation(view):
                    after: Callable[[], None] = partial(self._unchanged, then)
                else:
                    if known is None and wish == Wish():
                        self.app.call_from_thread(self._show_beginning, segments.beginning(view, _FIRST))
                    among = wish.behind.keys(view) if wish.behind else None
                    found = segments.listing(view, wish.query, wish.order, wish.descending, known, among)
                    at = found.number_of(cursor) if cursor else None
                    lost = {key for key in marked if found.segments.place_of(key) is None}
                    self._unlisted = found.missing(marked)
                    after = partial(self._show, wish, found, at, lost, then)
        except QualcodeError as error:
            after = partial(self._refused, wish, str(error), then)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._looked, after)

    def _looked(self, after: Callable[[], None]) -> None:
        self._looking = False
        after()

    def _unchanged(self, then: Callable[[str], None] | None) -> None:
        if then is not None:
            then("")

    def _refused(self, wish: Wish, sentence: str, then: Callable[[str], None] | None) -> None:
        if then is not None:
            then(sentence)
        else:
            self.say(sentence, trouble=True)
        if self.found is None and wish.query:  # what was asked for from elsewhere cannot be had: show what there is
            self.wish = Wish(behind=wish.behind)
            self.look()

    def _show(
        self,
        wish: Wish,
        found: Listing,
        at: int | None,
        lost: set[segments.Key],
        then: Callable[[str], None] | None,
    ) -> None:
        gone = self._gone(wish, found)
        changed = self.found is not None and found.segments is not self.found.segments
        same, self.found = wish == self._shown and self.found is not None, found
        self.wish = self._shown = wish
        self.marked -= lost
        if changed:
            self._texts.forget()
            if self.desk.is_behind():
                self.desk.refresh()
        self._fill(at if at is not None else self.rows.cursor if same else 0, keep_top=same)
        self.say(joined([it for it in (self._said, gone) if it] or self._greeting(found)))
        self._said = ""
        if then is not None:
            then("")

    def _show_beginning(self, found: Listing) -> None:
        """What comes first, until all is read."""
        self.found = found
        self._fill(0, keep_top=False)

    def _fill(self, cursor: int, keep_top: bool) -> None:
        assert self.found is not None
        self._short = readings.shortener([*self.desk.codes.values()])
        rows = SegmentRows(self.found, self.marked, self.desk, self._short, self._texts)
        columns = segment_rows.columns(self._shown.order, self._shown.descending, self.found, self._short)
        self.rows.show(columns, rows, cursor, keep_top=keep_top)
        self.show_row()

    def _gone(self, wish: Wish, found: Listing) -> str:
        """What is said where others have taken away rows from under the eyes."""
        if self.found is None or wish != self._shown or self._said:
            return ""
        less = len(self.found) - len(found)
        if less <= 0:
            return ""
        return plural("The project has changed: {n} row is gone.", "The project has changed: {n} rows are gone.", less)

    def _greeting(self, found: Listing) -> list[str]:
        if found.segments.notes:
            return list(found.segments.notes)
        if not len(found.segments.table):
            return [_("Nothing is coded yet.")]
        return [] if len(found) else [_("No coding meets the query. {key} changes it.", key=self.key("filter"))]

    def _titles(self) -> None:
        assert self.found is not None
        title = " · ".join(
            filter(None, (_("Segments"), self.wish.behind.label if self.wish.behind else "", self.wish.query))
        )
        marked = [plural("{n} marked", "{n} marked", len(self.marked))] if self.marked else []
        marked += [plural("{n} of them not listed", "{n} of them not listed", self._unlisted)] if self._unlisted else []
        count = plural("{n} segment", "{n} segments", len(self.found))
        if self.found.segments.operation is None:
            count = _("reading …")
        elif len(self.found):
            at = f"{self.rows.cursor + 1:,}"
            count = plural("{at} of {n:,} segment", "{at} of {n:,} segments", len(self.found), at=at)
        counts = " · ".join([*marked, count])
        room = self.app.size.width - cells(counts) - 4  # the counts are whole, and the query gives way
        self.query_one("#title", OneLine).show_words(shortened(title, room), counts)

    @property
    def all_read(self) -> bool:
        """Whether the table has all rows by now; where it has not, that is said."""
        if self.found is not None and self.found.segments.operation is None:
            self.say(_("All segments have to be read first: a moment."))
            return False
        return self.found is not None

    # Texts

    def _read_texts(self, documents: list[int]) -> dict[int, str]:
        with self.desk.project.read(self.desk.coder) as view:
            return segments.texts(view, documents)

    def _read_later(self, documents: list[int]) -> None:
        self.call_later(self._read_beside, documents)

    @work(thread=True, exclusive=True, group="texts")
    def _read_beside(self, documents: list[int]) -> None:
        worker = get_current_worker()
        try:
            texts = self._read_texts(documents)
        except QualcodeError:
            return  # what has happened to the project is said by whoever looks at it next
        if not worker.is_cancelled:
            self.app.call_from_thread(self._have_texts, texts)

    def _have_texts(self, texts: dict[int, str]) -> None:
        self._texts.add(texts)
        self.rows.redraw()
        self._show_surroundings()

    # The row at the cursor

    @property
    def current(self) -> SegmentRow | None:
        """The coding at the cursor."""
        return self.found.row(self.rows.cursor) if self.found is not None and len(self.found) else None

    def show_row(self) -> None:
        """Say which row it is; its surroundings are shown once the cursor rests."""
        self._titles()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._show_surroundings)

    def _show_surroundings(self) -> None:
        row, panel = self.current, self.query_one(Passage)
        if row is None or self.found is None:
            panel.show_words([])
            return
        text = self._texts.get(row.document_id)
        if text is not None and row.end <= len(text):
            place = str(self._texts.paragraph(row.document_id, row.start))
            panel.show(segment_rows.in_surroundings(self.found, row, text, place, self._short))

    def action_scroll_passage(self, rows: int) -> None:
        """Move the text of the surroundings."""
        self.query_one(Passage).scroll(rows)

    def action_open(self) -> None:
        """Read the segment in its document."""
        row = self.current
        if row is None:
            return
        try:
            with self.desk.project.read(self.desk.coder) as view:
                is_there = bool(segments.guids(view, [row.key]))
                text = segments.texts(view, [row.document_id])[row.document_id] if is_there else ""
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return
        if is_there:
            self.dismiss((row.document, Span(row.start, row.end), text))
        else:
            self.say(_("Somebody has just changed or removed this coding."), trouble=True)
            self.look()

    # Order

    def sort_by(self, order: str) -> None:
        """Sort by a column; the other way round where it is sorted by it already."""
        for known in segments.ORDERS:
            if order == known:
                descending = self.wish.order == known and not self.wish.descending
                self.say(_("Sorting …"))
                self.look(replace(self.wish, order=known, descending=descending))

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self.wish.order)
