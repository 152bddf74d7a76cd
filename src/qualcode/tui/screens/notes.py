"""What figures mean, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.messages import _
from qualcode.tui.widgets.lines import Line, Lines
from qualcode.tui.widgets.one_line import OneLine


class NotesScreen(Screen[None]):
    """A paragraph for each sentence."""

    DEFAULT_CSS = "NotesScreen { layout: vertical; background: $surface; & > #notes { padding: 0 1; } }"

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._title, self._sentences = title, sentences

    def compose(self) -> ComposeResult:
        """A title and the sentences."""
        yield OneLine(id="title")
        yield Lines(id="notes")

    def on_mount(self) -> None:
        """Fill the lines."""
        self.query_one(OneLine).show_words(self._title, _("Esc: back"))
        lines: list[Line] = []
        for sentence in self._sentences:
            lines += [((sentence, ""),), ()]
        self.query_one(Lines).show_lines(lines)

    def action_go_text(self) -> None:
        """Back."""
        self.dismiss()
