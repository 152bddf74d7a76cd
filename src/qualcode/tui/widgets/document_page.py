"""A long text with its codings on an endless page: laid out as far as seen, painted row by row.

What is on the screen hangs on ``_top``, the offset of the first character shown: row numbers change while the heights of
unseen paragraphs are still estimates. This file alone touches what the toolkit keeps to itself (``set_reactive`` of
``scroll_y`` and ``virtual_size``, ``_size_updated``, ``_scroll_update``), so that correcting an estimate neither moves nor repaints the page.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from time import perf_counter
from typing import ClassVar

from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from qualcode.text.span import Span
from qualcode.tui.view.lanes import free_lane, lanes
from qualcode.tui.view.layout import Layout
from qualcode.tui.view.paint import Label, Marks
from qualcode.tui.view.segments import SegmentIndex
from qualcode.tui.view.shown import ShownCoding, ShownTurn
from qualcode.tui.view.style import ColorMode, coder_colors
from qualcode.tui.view.times import Times
from qualcode.tui.widgets.document_painter import Gutter, Painter, has_colors, theme_of
from qualcode.tui.widgets.scroll_bar import SteadyScroll, plain_lines

_SLICE = 0.004  # seconds of background wrapping at a time
_PAUSE = 0.1  # seconds without a key after which it goes on
_KEPT_STRIPS = 500


class DocumentPage(SteadyScroll):
    """Shows a text, its speakers' labels, its codings and search hits."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "document--text",
        "document--label",
        "document--heat",
        "document--hit",
        "document--selection",
    }
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    color_mode: reactive[ColorMode] = reactive[ColorMode]("tint", init=False)
    """What the colour behind coded text says: its code, its coder, how many codes, or nothing."""
    mnemonics: reactive[bool] = reactive(False, init=False)
    """Whether stripes carry the first letters of the code's name where they begin; always without colours."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: dict[int, Strip] = {}
        self._coder_colors: dict[str, str] = {}
        self._painter: Painter | None = None  # None when it has to be asked whether the looks are still the same
        self._painted_by: Painter | None = None
        self._refining: Timer | None = None
        self._used = 0.0  # when somebody last did something here
        self._gutter = Gutter(0, False)
        self._covered = 0  # rows at the bottom that something lies over
        self._open("", (), ())

    def set_codings(self, codings: Iterable[ShownCoding]) -> None:
        """Show these codings and no others."""
        self._index = SegmentIndex(self._page.blocks, codings)
        self._relane()
        self._repaint_all()

    def add_coding(self, coding: ShownCoding) -> None:
        """Show one coding more, or in place of the one with the same key. No other changes its lane."""
        if coding.key in self._index:
            self.remove_coding(coding.key)
        first, last = self._page.row_at(coding.start), self._page.row_at(max(coding.start, coding.end - 1))
        near = self._index.within(first.start, last.end + last.last)
        self._lane_of[coding.key] = free_lane(coding, near, self._lane_of)
        self._index.add(coding)
        self._after_edit(coding)

    def remove_coding(self, key: Hashable) -> None:
        """Show one coding less; KeyError when there is none with ``key``."""
        coding = self._index.remove(key)
        del self._lane_of[key]
        self._after_edit(coding)

    def set_coder_colors(self, colors: Mapping[str, str]) -> None:
        """The colours (``#rrggbb``) of coders by name, for the mode that shows coders; others get one of the palette."""
        self._coder_colors = dict(colors)
        self._color_by_coder()
        self._repaint_all()

    def set_hits(self, spans: Iterable[Span]) -> None:
        """Show these spans (apart from each other) as hits of a search; none takes them away."""
        self._marks.hits = sorted(spans)
        self._repaint_all()

    @property
    def text(self) -> str:
        """The text shown."""
        return self._page.text

    def codings_within(self, start: int, end: int) -> list[ShownCoding]:
        """The codings that share a character with ``start`` to ``end``, in order of start."""
        return self._index.within(start, end)

    # Opening and laying out

    def _open(self, text: str, turns: Iterable[ShownTurn], codings: Iterable[ShownCoding]) -> None:
        self._page = Layout(text, self._gutter.text_cells)
        self._index = SegmentIndex(self._page.blocks, codings)
        self._marks = _marks(text, turns)
        self._top = 0
        self._lane_of: dict[Hashable, int] = {}
        self._lay_out()

    def on_mount(self) -> None:
        """Let names stand in for colours where there are none."""
        self.mnemonics = self.mnemonics or not has_colors(self.app)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Lay out afresh before the first frame in another size, not after it."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._gutter.columns != self.scrollable_size.width:
            self._lay_out()
        elif changed:
            self._settle()
        return changed

    def _watch_mnemonics(self) -> None:
        self._lay_out()

    def _watch_color_mode(self) -> None:
        self._painter = None
        self._color_by_coder()
        self._repaint_all()

    def notify_style_update(self) -> None:
        """Paint with the new theme's colours."""
        super().notify_style_update()
        self._painter = None

    def _lay_out(self) -> None:
        """Wrap for the present width; the character at the top of the screen stays there."""
        if not self.scrollable_size.width:
            return
        self._gutter = Gutter(self.scrollable_size.width, self.mnemonics)
        self._page.resize(self._gutter.text_cells)
        self._painter = None
        self._relane()
        self._repaint_all()
        self._settle()
        if self._refining is None:
            self._refining = self.set_interval(1 / 60, self._refine)

    def _refine(self) -> None:
        if perf_counter() - self._used < _PAUSE:
            return
        self._page.refine(_SLICE)
        self._hold_top()
        if self._page.complete and self._refining is not None:
            self._refining.stop()
            self._refining = None
            self._settle()

    def _settle(self) -> None:
        """Make the rows on the screen and around it certain, and tell the scroll bar how long the page is."""
        self._used = perf_counter()
        self._page.settle(self._top, 2 * self.scrollable_size.height)
        self._hold_top()
        size = Size(self.scrollable_size.width, self._page.height + self._covered)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _hold_top(self) -> None:
        """Give the row at the top of the screen the number it has by now, without a repaint."""
        number = self._page.number_of(self._top)
        if number != self.scroll_offset.y:
            self.set_reactive(Widget.scroll_y, float(number))
            self.set_reactive(Widget.scroll_target_y, float(number))
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.position = number

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what is at the top of the screen."""
        super().watch_scroll_y(old_value, new_value)
        row = self._page.row(round(new_value))
        if row and round(old_value) != round(new_value):
            self._top = row.start
            self._settle()

    def _scroll_rows(self, rows: int) -> None:
        if rows:
            self._settle()
            self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)

    def _shown_range(self) -> tuple[int, int]:
        """The offsets on the screen, the end included."""
        last = self._page.row(self.scroll_offset.y + self.scrollable_size.height - 1)
        return self._top, last.end if last else len(self.text)

    # Lanes and colours

    def _relane(self) -> None:
        """Choose lanes and colours for all codings."""
        self._lane_of = lanes(self._index, self._page.beyond)
        self._color_by_coder()

    def _color_by_coder(self) -> None:
        if self.color_mode == "coder":
            colors = coder_colors(sorted({coding.coder for coding in self._index})) | self._coder_colors
            self._marks.color_of = lambda coding: colors[coding.coder]
        else:
            self._marks.color_of = lambda coding: coding.color

    def _after_edit(self, coding: ShownCoding) -> None:
        if self.color_mode == "coder":  # a coder more or less gives others another colour
            self._color_by_coder()
            self._repaint_all()
        else:
            self._repaint(coding.start, coding.end)

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows as they are."""
        return plain_lines(self, [self.render_line(y) for y in crop.line_range], crop)

    def render_line(self, y: int) -> Strip:
        """The row of text at ``y`` of the screen."""
        painter = self._painter or self._new_painter()
        row = self._page.row(self.scroll_offset.y + y)
        if row is None:
            return painter.blank()
        strip = self._strips.get(row.start)
        if strip is None:
            if len(self._strips) > _KEPT_STRIPS:
                self._strips.clear()
            codings = self._index.within(row.start, row.end + row.last) if len(self._index) else ()
            strip = painter.strip(self.text, row, codings, self._lane_of, self._marks)
            self._strips[row.start] = strip
        return strip

    def _new_painter(self) -> Painter:
        painter = Painter(*theme_of(self), self.color_mode, self._gutter)
        if self._painted_by is None or painter.looks != self._painted_by.looks:
            self._painted_by = painter
            self._strips.clear()
        self._painter = self._painted_by
        return self._painter

    def _repaint_all(self) -> None:
        self._strips.clear()
        self.refresh()

    def _repaint(self, start: int, end: int) -> None:
        """Paint the rows from ``start`` to ``end`` (included) again, and nothing else."""
        first = self._page.row_at(start).start
        for offset in [offset for offset in self._strips if first <= offset <= end]:
            del self._strips[offset]
        top, bottom = self._shown_range()
        if first <= bottom and top <= end:
            number = self._page.number_of(max(start, top))
            count = self._page.number_of(min(end, bottom)) - number + 1
            self.refresh(Region(0, number - self.scroll_offset.y, self.scrollable_size.width, count))


def _marks(text: str, turns: Iterable[ShownTurn]) -> Marks:
    """The speakers' labels, and the times that stand in what they say: all that is not speech in a transcript."""
    turns = list(turns)
    labels = sorted(
        Label(turn.label_start, turn.label_end, turn.role or "") for turn in turns if turn.label_start < turn.label_end
    )
    return Marks(labels=labels, times=Times(text, labels).beside) if turns else Marks(labels=labels)
