"""A line of words around the text."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content
from textual.widget import Widget

from qualcode.tui.view.width import cells, show

_LEAST = 8  # cells the right keeps


class OneLine(Widget):
    """A line with words at the left and at the right; where both do not fit, first the right gives way."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._words = ("", "")

    def show_words(self, left: str, right: str = "") -> None:
        """Show these words."""
        words = (show(left.replace("\n", " ")), show(right.replace("\n", " ")))
        if words != self._words:
            self._words = words
            self.refresh()

    def render(self) -> Content:
        """The whole line."""
        left, right = self._words
        room = self.content_size.width
        right = shortened(right, max(room - cells(left) - 2, min(_LEAST, room)))
        left = shortened(left, room - cells(right) - 2 * bool(right))
        return Content(left + " " * (room - cells(left) - cells(right)) + right)


def shortened(words: str, room: int) -> str:
    """``words`` as shown in ``room`` cells, with … where something is left out."""
    if cells(words) <= room:
        return words
    while words and cells(words) > room - 1:
        words = words[:-1]
    return words + "…" if room > 0 else ""
