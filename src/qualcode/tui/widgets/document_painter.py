"""Rows of a document as strips of styled cells: the only place where the view's looks become the toolkit's styles."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.view.lanes import lane_limit
from qualcode.tui.view.layout import Row
from qualcode.tui.view.paint import Marks, Stripe, runs, stripes
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.view.style import RGB, ColorMode, Ink, Look, Theme, ink, legible, rgb, strong
from qualcode.tui.view.width import CELLS, FENCE, cells, fenced, show


@dataclass(frozen=True)
class Gutter:
    """The left margin at a view ``columns`` wide: lanes of stripes, a count of codings without a lane, a space."""

    columns: int
    mnemonics: bool

    @property
    def lanes(self) -> int:
        """How many stripes there is room for."""
        return lane_limit(self.columns)

    @property
    def lane_width(self) -> int:
        """Cells per lane: the stripe and, if wanted, two for the beginning of the code's name."""
        return 3 if self.mnemonics else 1

    @property
    def cells(self) -> int:
        """The width of the whole margin."""
        return self.lanes * self.lane_width + 3

    @property
    def text_cells(self) -> int:
        """What is left for text; one cell at the right stays free for the caret at a row's end."""
        return max(2, self.columns - self.cells - 1)


class Painter:
    """Paints rows in one theme, colour mode and gutter; styles are made once and kept. Every segment has a style."""

    def __init__(self, theme: Theme, ansi: bool, mode: ColorMode, gutter: Gutter) -> None:
        self.theme, self.ansi, self.mode, self.gutter = theme, ansi, mode, gutter
        self.looks = (theme, ansi, mode, gutter)
        self._styles: dict[Look, Style] = {}
        self._stripe_styles: dict[str, Style] = {}
        self.blank_style = self._style(Look())
        self._muted = self._made(Ink(theme.muted, theme.background))

    def strip(
        self,
        text: str,
        row: Row,
        codings: Sequence[ShownCoding],
        lane_of: Mapping[Hashable, int],
        marks: Marks,
    ) -> Strip:
        """The whole row: gutter, text, and blanks up to the edge of the view."""
        segments = self._gutter(row, codings, lane_of, marks) if codings else [self._blanks(self.gutter.cells)]
        used = self.gutter.cells
        for run in runs(text, row, self.gutter.text_cells, codings, marks):
            segments.append(Segment(run.text, self._style(run.look)))
            used += cells(run.text)
        if fenced(text[row.start : row.end]):
            segments = fence(segments)
        if used < self.gutter.columns:
            segments.append(self._blanks(self.gutter.columns - used))
        return Strip(segments, max(used, self.gutter.columns))

    def blank(self) -> Strip:
        """A row below the end of the text."""
        return Strip([self._blanks(self.gutter.columns)], self.gutter.columns)

    def _gutter(
        self, row: Row, codings: Sequence[ShownCoding], lane_of: Mapping[Hashable, int], marks: Marks
    ) -> list[Segment]:
        lanes, left_over = stripes(row, codings, lane_of, self.gutter.lanes)
        segments: list[Segment] = []
        empty = 0
        for lane in range(self.gutter.lanes):
            stripe = lanes.get(lane)
            if stripe is None:
                empty += self.gutter.lane_width
                continue
            if empty:
                segments.append(self._blanks(empty))
                empty = 0
            segments.append(Segment(self._mark(stripe), self._stripe_style(marks.color_of(stripe.coding))))
        return [*segments, *self._counter(left_over, empty)]

    def _counter(self, left_over: int, empty: int) -> list[Segment]:
        if not left_over:
            return [self._blanks(empty + 3)]
        count = f"+{left_over}" if left_over < 10 else "9+"
        return [Segment(" " * empty + count + " ", self._muted)]

    def _mark(self, stripe: Stripe) -> str:
        if self.gutter.lane_width == 1:
            return stripe.glyph
        return stripe.glyph + (mnemonic(stripe.coding.label) if stripe.head else "  ")

    def _blanks(self, count: int) -> Segment:
        return Segment(" " * count, self.blank_style)

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._made(ink(look, self.mode, self.theme))
        return style

    def _stripe_style(self, color: str) -> Style:
        style = self._stripe_styles.get(color)
        if style is None:
            text = legible(rgb(color), self.theme) if self.theme.colors else self.theme.text
            style = self._stripe_styles[color] = self._made(Ink(text, self.theme.background))
        return style

    def _made(self, drawn: Ink) -> Style:
        text, background = (RichColor.default(),) * 2 if self.ansi else (_color(drawn.text), _color(drawn.background))
        return Style(color=text, bgcolor=background, bold=drawn.bold, underline=drawn.underline, reverse=drawn.reverse)


def fence(segments: Sequence[Segment]) -> list[Segment]:
    """The same, what holds writing from the right closed off on both sides; within, such a run is one, however it is styled."""
    found = list(segments)
    held = [place for place, segment in enumerate(found) if fenced(segment.text)]
    if held:
        first, last = held[0], held[-1]
        found[first] = Segment(FENCE + found[first].text, found[first].style)
        found[last] = Segment(found[last].text + FENCE, found[last].style)
    return found


def mnemonic(label: str) -> str:
    """The first two cells of a code's name."""
    short = ""
    for character in show(label):
        if cells(short) + CELLS[character] > 2:
            break
        short += character
    return short + " " * (2 - cells(short))


def has_colors(app: App[object]) -> bool:
    """Whether colour may carry meaning: not where the terminal has few, or the person wants none (NO_COLOR)."""
    few = app.console.color_system in (None, "standard", "windows")
    return not (few or app.no_color or app.native_ansi_color)


def theme_of(widget: Widget) -> tuple[Theme, bool]:
    """The theme a widget's component styles make, and whether the terminal's own colours are to be used."""
    page = widget.get_component_rich_style("document--text")
    theme = Theme(
        background=_rgb(page.bgcolor),
        text=strong(_rgb(page.color), _rgb(page.bgcolor)),
        muted=_rgb(widget.get_component_rich_style("document--label").color),
        heat=_rgb(widget.get_component_rich_style("document--heat").bgcolor),
        hit=_rgb(widget.get_component_rich_style("document--hit").bgcolor),
        selection=_rgb(widget.get_component_rich_style("document--selection").bgcolor),
        colors=has_colors(widget.app),
    )
    return theme, widget.app.native_ansi_color


def _color(color: RGB) -> RichColor:
    return RichColor.from_rgb(*color)


def _rgb(color: RichColor | None) -> RGB:
    return Color.from_rich_color(color).rgb
