"""What was said last."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from textual.content import Content
from textual.widget import Widget

from qualcode.messages import _, joined
from qualcode.tui.view.columns import fitted
from qualcode.tui.view.width import show
from qualcode.tui.view.wrap import wrap

_MOST = 3  # sentences kept for later
_ROWS = 5  # as many as the style sheet allows


class MessageLine(Widget):
    """What was said last, in as many rows as it needs, five at most.

    What went wrong while keys were still waiting, as when many come in one go, stays in front of what they bring: nobody
    could have read it yet.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self) -> None:
        super().__init__(id="message")
        self._sentence = ""
        self._unread: list[str] = []  # what went wrong, while nobody can have read it

    def say(self, sentence: str, trouble: bool = False, *, lasting: bool = True) -> None:
        """Show a sentence; without ``lasting`` it gives way to the next in any case."""
        sentence = show(sentence.replace("\n", " "))
        unread = [it for it in self._unread if it != sentence]
        self._unread = [*unread, sentence][-_MOST:] if trouble and sentence and lasting else unread
        self.set_class(trouble or bool(unread), "-trouble")
        rows_before = len(self._rows())
        self._sentence = joined(filter(None, [*unread, sentence]))
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
        if not self.app.message_queue_size:
            self._unread.clear()
        rows = [row.rstrip() for row in self._rows()]
        if len(rows) > _ROWS:
            rows = [*rows[: _ROWS - 1], fitted(f"{rows[_ROWS - 1]} …", self.app.size.width - 2)]
        return Content("\n".join(rows))


def tell(widget: Widget, sentence: str, trouble: bool = False) -> None:
    """Say something in the line of the screen a widget is on; ``trouble`` when something did not work.

    It is said at once: told by a message, it could come after what the next key has to say.
    """
    for line in widget.screen.query(MessageLine):
        line.say(sentence, trouble)


def too_small(width: int, height: int) -> str:
    """A sentence for a terminal in which there is no working, else nothing."""
    if width >= 60 and height >= 16:
        return ""
    return _("This terminal has {width}×{height} cells; the workbench needs 60×16.", width=width, height=height)
