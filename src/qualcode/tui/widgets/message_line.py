"""What was said last."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from textual.content import Content
from textual.widget import Widget

from qualcode.messages import _
from qualcode.tui.view.width import show
from qualcode.tui.view.wrap import wrap


class MessageLine(Widget):
    """What was said last, in as many rows as it needs, three at most."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self) -> None:
        super().__init__(id="message")
        self._sentence = ""

    def say(self, sentence: str, trouble: bool = False) -> None:
        """Show a sentence."""
        self.set_class(trouble, "-trouble")
        rows_before = len(self._rows())
        self._sentence = show(sentence.replace("\n", " "))
        self.refresh(layout=len(self._rows()) != rows_before)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence

    def _rows(self) -> list[str]:
        starts = wrap(self._sentence, max(2, self.app.size.width - 2))
        return [self._sentence[start:end] for start, end in pairwise([*starts, len(self._sentence)])]

    def render(self) -> Content:
        """The sentence."""
        return Content("\n".join(row.rstrip() for row in self._rows()))


def too_small(width: int, height: int) -> str:
    """A sentence for a terminal in which there is no working, else nothing."""
    if width >= 60 and height >= 16:
        return ""
    return _("This terminal has {width}×{height} cells; the workbench needs 60×16.", width=width, height=height)
