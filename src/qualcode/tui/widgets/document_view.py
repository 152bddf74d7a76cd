"""The document view: a text with its codings, a caret and a selection, for documents of any length.

It is given plain values and tells in messages what the person did; it knows no project. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.timer import Timer

from qualcode.text.graphemes import next_boundary, snap
from qualcode.text.span import Span
from qualcode.tui.view import motion
from qualcode.tui.view.motion import Motions, Unit
from qualcode.tui.view.paint import stripes
from qualcode.tui.view.selecting import Selecting, differing
from qualcode.tui.view.shown import ShownCoding, ShownTurn
from qualcode.tui.view.width import is_plain
from qualcode.tui.widgets.document_jumps import Direction, DocumentJumps
from qualcode.tui.widgets.document_keys import DOCUMENT_KEYS

_CLICKED: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}  # what so many clicks select
_EDGE_SCROLL = 0.05  # seconds between rows while a drag waits at an edge


class DocumentView(DocumentJumps, can_focus=True):
    """A text to read and code: ``load`` it, ask for ``caret``, ``selection`` and ``current_span()``."""

    BINDINGS = DOCUMENT_KEYS

    class CaretMoved(Message):
        """The caret stands at another place."""

        def __init__(self, view: DocumentView, caret: int) -> None:
            super().__init__()
            self.view, self.caret = view, caret

        @property
        def control(self) -> DocumentView:
            """The view it happened in."""
            return self.view

    class SelectionChanged(Message):
        """Something else is selected, or nothing any more."""

        def __init__(self, view: DocumentView, selection: Span | None) -> None:
            super().__init__()
            self.view, self.selection = view, selection

        @property
        def control(self) -> DocumentView:
            """The view it happened in."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._selecting = Selecting()
        self._pressed: tuple[int, int] | None = None
        self._pointer = Offset(0, 0)
        self._edge_timer: Timer | None = None
        self._rows_shown = 0  # while the size changes, those there were before
        super().__init__(id=id, classes=classes)

    # What the workbench asks and does

    def load(
        self, text: str, turns: Iterable[ShownTurn] = (), codings: Iterable[ShownCoding] = (), caret: int = 0
    ) -> None:
        """Show another text, the caret at ``caret``; nothing is selected, and nothing of the old text stays."""
        self._selecting = Selecting()
        self._open(text, turns, codings)
        self.move_to(caret)

    @property
    def caret(self) -> int:
        """Where the caret stands: before the code point with this offset."""
        return self._selecting.caret

    @property
    def selection(self) -> Span | None:
        """What is selected, in whole characters (grapheme clusters)."""
        return self._selecting.span

    @property
    def marking(self) -> bool:
        """Whether moving the caret stretches the selection."""
        return self._selecting.marking

    def current_span(self) -> Span | None:
        """What an action works on: the selection, else the sentence at the caret; None where there is none."""
        return self.selection or self._motions.span_of("sentence", self.caret)

    def place(self) -> Span:
        """What “here” is: the selection, else the character at the caret; at the end of a paragraph the one before.

        Where that is in no sentence, as on a speaker's name, it reaches to the one an action would work on.
        """
        if self.selection:
            return self.selection
        start = self.caret - (self.caret > 0 and self.text[self.caret : self.caret + 1] in ("", "\n"))
        said = self.current_span() or Span(start, start + 1)
        return Span(min(start, said.end - 1), max(start, said.start) + 1)

    def codings_here(self) -> list[ShownCoding]:
        """The codings on that place, in order of start."""
        place = self.place()
        return self.codings_within(place.start, place.end)

    def move_to(self, offset: int, extend: bool = False) -> None:
        """Put the caret at ``offset`` (the start of the character there) and show it."""
        with self._moving():
            self._selecting.move(self._snapped(offset), extend)

    def select(self, span: Span) -> None:
        """Select ``span``, widened to whole characters, and show it."""
        with self._moving():
            self._selecting.select(snap(self.text, span))

    # Keys

    def action_move(self, unit: Unit, direction: Direction, extend: bool = False) -> None:
        """Move by a unit of text."""
        self.move_to(self._motions.step(self.caret, unit, direction), extend)

    def action_move_rows(self, rows: int, extend: bool = False) -> None:
        """Move up or down, keeping to the column."""
        cell = self._page.cell_of(self.caret) if self._selecting.cell is None else self._selecting.cell
        self.move_to(motion.by_rows(self._page, self.caret, rows, cell), extend)
        self._selecting.cell = cell

    def action_move_pages(self, pages: float) -> None:
        """Move by screens, or a part of one, the caret staying where it is on the screen."""
        rows = round(pages * max(1, self.scrollable_size.height - 1))
        self._page.settle(self.caret, abs(rows) + 1)
        self._scroll_rows(rows)
        self.action_move_rows(rows)

    def action_move_in_row(self, end: Literal["start", "end"], extend: bool = False) -> None:
        """Move to an end of the row."""
        self.move_to((motion.row_start if end == "start" else motion.row_end)(self._page, self.caret), extend)

    def action_mark(self) -> None:
        """Start selecting at the caret, or stop."""
        with self._moving():
            self._selecting.mark()

    def action_swap(self) -> None:
        """Go to the other end of the selection."""
        with self._moving():
            self._selecting.swap()

    def action_clear(self) -> None:
        """Drop the selection."""
        with self._moving():
            self._selecting.clear()

    def action_grow(self) -> None:
        """Select the word here, then its clause, sentence, paragraph, turn, question and answer, all."""
        focus = self._focus_of_growth()
        larger = self._motions.grow(self.selection, focus)
        if larger:
            with self._moving():
                self._selecting.select(larger, focus)

    def action_shrink(self) -> None:
        """Go back from turn to paragraph, sentence, clause, word, nothing."""
        if self.selection:
            focus = self._focus_of_growth()
            smaller = self._motions.shrink(self.selection, focus)
            with self._moving():
                if smaller:
                    self._selecting.select(smaller, focus)
                else:
                    self._selecting.clear()
                    self._selecting.move(focus)

    def select_unit(self, unit: Unit) -> bool:
        """Select the unit here; whether there is one."""
        focus = self._focus_of_growth()
        span = self._motions.span_of(unit, focus)
        if span:
            with self._moving():
                self._selecting.select(span, focus)
        return span is not None

    def action_copy(self) -> None:
        """Copy what is selected."""
        if self.selection:
            self.app.copy_to_clipboard(self.selection.of(self.text))

    def _focus_of_growth(self) -> int:
        if self._selecting.focus is not None:
            return self._selecting.focus
        return self.selection.start if self.selection else self.caret

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret under the pointer, and dragging selects from there; on a stripe, select what is coded."""
        if event.button == 1:
            event.stop()
            if coding := self._stripe_at(event.offset):
                self.select(Span(coding.start, coding.end))
                return
            self.capture_mouse()
            self._pointer = event.offset
            self._pressed = self._character_at(event.offset)
            with self._moving():
                self._selecting.clear()
                self._selecting.drag(self._pressed, self._pressed)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the selection to the character under the pointer; at the upper or lower edge, scroll."""
        if self._pressed:
            event.stop()
            self._pointer = event.offset
            self._drag_on()
            at_edge = self._beyond_edge() != 0
            if at_edge and self._edge_timer is None:
                self._edge_timer = self.set_interval(_EDGE_SCROLL, self._drag_on)
            elif not at_edge:
                self._stop_edge_scroll()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End of the drag; what is selected stays."""
        if self._pressed:
            event.stop()
            self.release_mouse()
            self._pressed = None
            self._stop_edge_scroll()

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word, a third one the sentence, a fourth one the paragraph."""
        unit = _CLICKED.get(event.chain)
        if unit and event.button == 1 and not self._stripe_at(event.offset):
            span = self._motions.span_of(unit, self._character_at(event.offset)[0])
            if span:
                self.select(span)

    def _drag_on(self) -> None:
        if self._pressed:
            self._scroll_rows(self._beyond_edge())
            with self._moving(follow=False):
                self._selecting.drag(self._pressed, self._character_at(self._pointer))

    def _beyond_edge(self) -> Literal[-1, 0, 1]:
        """Whether the pointer is above or below the text; on the outermost rows where the terminal ends there."""
        y, height = self._pointer.y - self.gutter.top, self.scrollable_size.height
        shown = self.content_region
        if y < 0 or (y == 0 and shown.y == 0):
            return -1
        return 1 if y >= height or (y == height - 1 and shown.bottom == self.screen.size.height) else 0

    def _stop_edge_scroll(self) -> None:
        if self._edge_timer is not None:
            self._edge_timer.stop()
            self._edge_timer = None

    def _stripe_at(self, place: Offset) -> ShownCoding | None:
        """The coding whose stripe is under a place of the widget."""
        row = self._page.row(self.scroll_offset.y + place.y - self.gutter.top)
        lane, inside = divmod(place.x - self.gutter.left, self._gutter.lane_width)
        if row is None or inside < 0 or lane < 0:
            return None
        codings = self._index.within(row.start, row.end + row.last)
        found = stripes(row, codings, self._lane_of, self._gutter.lanes)[0].get(lane)
        return found.coding if found else None

    def _character_at(self, place: Offset) -> tuple[int, int]:
        """Start and end of the character under a place of the widget; they are equal at the end of a paragraph."""
        y = min(max(place.y - self.gutter.top, 0), self.scrollable_size.height - 1)
        cell = place.x - self.gutter.left - self._gutter.cells
        start = self._page.offset_at(self.scroll_offset.y + y, max(cell, 0))
        at_end = start == len(self.text) or self.text[start] == "\n"
        return start, start if at_end else next_boundary(self.text, start)

    # Keeping the screen in step

    def _open(self, text: str, turns: Iterable[ShownTurn], codings: Iterable[ShownCoding]) -> None:
        turns = list(turns)
        super()._open(text, turns, codings)
        self._motions = Motions(text, self._page.blocks, turns)
        self._marks.caret = self.caret

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Keep the caret on the screen where it was there before."""
        there = 0 <= self._page.number_of(self.caret) - self.scroll_offset.y < self._rows_shown
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self._rows_shown = self.scrollable_size.height
        if there and changed:
            self._show_caret()
        return changed

    def _lay_out(self) -> None:
        first = not self._gutter.columns
        super()._lay_out()
        if first:
            self._show_caret()

    def on_mount(self) -> None:
        """Load the dictionary of words after the first paint, which it would hold up."""
        self.call_after_refresh(self.run_worker, motion.warm, thread=True, name="dictionary", group="dictionary")

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Look the same; the toolkit would ask all its rules for looks, which costs as much as painting the rows of a change."""

    def on_focus(self, event: events.Focus) -> None:
        """Bring the terminal's cursor along; the text looks the same, and the toolkit would paint all of it again."""
        event.prevent_default()
        self.has_focus = True
        self._place_cursor()
        self._tell_around(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """The text looks the same without the focus."""
        event.prevent_default()
        self.has_focus = False
        self._tell_around(events.DescendantBlur(self))

    def _tell_around(self, event: events.Event) -> None:
        if self.parent is not None:
            self.parent.post_message(event)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the terminal's cursor at the caret."""
        super().watch_scroll_y(old_value, new_value)
        self._place_cursor()

    @contextmanager
    def _moving(self, follow: bool = True) -> Iterator[None]:
        """Whatever moves the caret or changes the selection happens inside; the screen and the listeners follow."""
        caret, selection = self.caret, self.selection
        yield
        self._marks.caret, self._marks.selection = self.caret, self.selection
        if follow:
            self._show_caret()
        for start, end in {(caret, caret), (self.caret, self.caret), *differing(selection, self.selection)}:
            self._repaint(start, end)
        self._place_cursor()
        if caret != self.caret:
            self.post_message(self.CaretMoved(self, self.caret))
        if selection != self.selection:
            self.post_message(self.SelectionChanged(self, self.selection))

    def _show_caret(self) -> None:
        """Scroll so that the caret is on the screen: by as little as possible, after a jump with some text above."""
        height = self.scrollable_size.height - self._covered
        if height <= 0:
            return
        self._page.settle(self.caret, height)
        self._settle()
        number, top = self._page.number_of(self.caret), self.scroll_offset.y
        if top <= number < top + height:
            return
        if not -height < number - top < 2 * height:
            to = number - height // 3
        else:
            to = number if number < top else number - height + 1
        self.scroll_to(y=to, animate=False, immediate=True)

    def cover(self, rows: int) -> None:
        """Something lies over the lowest rows, or no longer: the caret is kept above it, also at the end of the text."""
        self._covered = rows
        self._settle()
        if rows:
            self._show_caret()
        else:
            self.scroll_to(y=min(self.scroll_offset.y, self.max_scroll_y), animate=False, immediate=True)

    def _place_cursor(self) -> None:
        """Put the terminal's own cursor at the caret, for screen readers and input methods."""
        if not (self.has_focus and self.scrollable_size):
            return
        row = self._page.number_of(self.caret) - self.scroll_offset.y
        if 0 <= row < self.scrollable_size.height:
            cell = self._gutter.cells + self._page.cell_of(self.caret)
            self.app.cursor_position = self.content_region.offset + Offset(cell, row)

    def _snapped(self, offset: int) -> int:
        offset = min(max(offset, 0), len(self.text))
        if is_plain(self.text[max(offset - 1, 0) : offset + 1]):
            return offset
        return snap(self.text, Span(offset, offset + 1)).start if offset < len(self.text) else offset
