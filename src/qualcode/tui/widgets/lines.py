"""Lines of words to read and scroll: wrapped by the same rules as a document, drawn row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.commands import bindings
from qualcode.tui.view.readable import standing_out
from qualcode.tui.view.width import show
from qualcode.tui.view.wrap import wrap
from qualcode.tui.widgets.document_painter import fence
from qualcode.tui.widgets.scroll_bar import SteadyScroll

Words = tuple[str, str]
"""Words and how they look: "", "muted", "head", "trouble", or a colour as #rrggbb."""
Line = tuple[Words, ...]


class Lines(SteadyScroll, can_focus=True):
    """Shows lines, each of one or more words that may look different.

    Where the first words of a line are ``hang`` cells wide, what does not fit beside them goes on under the second.
    """

    ALLOW_SELECT = False
    BINDINGS = bindings("lines")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--muted", "lines--head", "lines--trouble"}
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, *, id: str | None = None, hang: int = 0) -> None:
        super().__init__(id=id)
        self._hang = hang
        self._lines: list[Line] = []
        self._rows: list[Text] = []
        self._wraps: dict[Line, Sequence[Text]] = {}  # the lines shown, wrapped for the present width
        self._strips: dict[int, Strip] = {}
        self._style = Style()

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these lines from the top; nothing happens when they are there already."""
        lines = list(lines)
        if lines != self._lines:
            self._lines = lines
            self._lay_out()
            self.scroll_home(animate=False, immediate=True)

    @property
    def height(self) -> int:
        """How many rows the lines take at the present width."""
        return len(self._rows)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._style = self.rich_style  # asking for it costs as much as a row
        self._wraps = {}
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw in the colours of the new theme."""
        super().notify_style_update()
        style = self.rich_style
        if style != self._style:  # the toolkit calls this at every change of the focus as well
            self._style = style
            self.call_later(self._restyle)  # the looks of its parts come after those of the whole

    def _restyle(self) -> None:
        self._wraps = {}
        self._lay_out()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` of the screen."""
        number, width, style = self.scroll_offset.y + y, self.scrollable_size.width, self._style
        if number >= len(self._rows):
            return Strip.blank(width, style)
        if number not in self._strips:
            segments = [
                Segment(segment.text, style + (segment.style or Style()))
                for segment in self._rows[number].render(self.app.console)
            ]
            self._strips[number] = Strip(fence(segments)).adjust_cell_length(width, style)
        return self._strips[number]

    def _lay_out(self) -> None:
        width, before = self.scrollable_size.width, self._rows
        self._strips.clear()
        known = self._wraps
        wraps = {line: known.get(line) or list(self._wrapped(line, width)) for line in self._lines} if width > 1 else {}
        self._wraps, self._rows = wraps, [row for line in self._lines for row in wraps.get(line, ())]
        size = Size(width, len(self._rows))
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)  # set plainly, it would have the whole screen laid out again
            self._scroll_update(size)
        other = [place for place, (old, new) in enumerate(zip_longest(before, self._rows)) if old != new]
        if other:
            self.refresh(Region(0, other[0] - self.scroll_offset.y, width, other[-1] - other[0] + 1))

    def _wrapped(self, line: Line, width: int) -> Iterable[Text]:
        words = [Text(show(words.replace("\n", " ")), self._look(look, words), end="") for words, look in line]
        hang = self._hang if len(words) > 1 and words[0].cell_len == self._hang else 0
        head = words.pop(0) if hang else Text(end="")
        text = Text(end="").join(words)
        for number, row in enumerate(text.divide(wrap(text.plain, max(width - hang, 1))[1:])):
            yield Text.assemble(head if number == 0 else " " * hang, row, end="")

    def _look(self, look: str, words: str) -> Style:
        if not look:
            return Style()
        if look.startswith("#"):
            page = self._style.bgcolor
            return Style(color=standing_out(look, page.name if page else "", words))
        style = self.get_component_rich_style(
            f"lines--{look}"
        )  # whole: what is left of a colour is seen on a page only
        return style.without_color + Style(color=style.color)
