"""A line of words around the text."""

from __future__ import annotations

from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.view.width import cells, show
from qualcode.tui.widgets.document_painter import fence
from qualcode.tui.widgets.scroll_bar import plain_lines

_LEAST = 8  # cells the right keeps


class OneLine(Widget):
    """A line with words at the left and at the right; where both do not fit, first the right gives way.

    In a title, where the right counts something, it has up to half of the line before it does.

    It is drawn at nearly every key, and so without the toolkit's way of making a line of text, which costs ten times as much.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._words = ("", "")
        self._style: Style | None = None

    def notify_style_update(self) -> None:
        """Draw in the colours of the new theme."""
        super().notify_style_update()
        self._style = None

    def show_words(self, left: str, right: str = "") -> None:
        """Show these words."""
        words = (show(left.replace("\n", " ")), show(right.replace("\n", " ")))
        if words != self._words:
            self._words = words
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, with a blank at each end."""
        if self._style is None:
            self._style = self.rich_style
        line = Strip(fence([Segment(f" {self.line} ", self._style)])).adjust_cell_length(
            self.outer_size.width, self._style
        )
        return plain_lines(self, [line], crop)

    @property
    def line(self) -> str:
        """The words in the room there is."""
        left, right = self._words
        room = max(self.outer_size.width - 2, 0)
        least = room // 2 if self.id == "title" else _LEAST
        right = shortened(right, max(room - cells(left) - 2, min(least, room)))
        left = shortened(left, room - cells(right) - 2 * bool(right))
        return left + " " * (room - cells(left) - cells(right)) + right


def shortened(words: str, room: int) -> str:
    """``words`` as shown in ``room`` cells, with … where something is left out."""
    if cells(words) <= room:
        return words
    while words and cells(words) > room - 1:
        words = words[:-1]
    return words + "…" if room > 0 else ""
