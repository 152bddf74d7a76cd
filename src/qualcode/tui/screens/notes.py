"""What figures mean, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.tui.screens.pages import PageScreen
from qualcode.tui.widgets.lines import Line


class NotesScreen(PageScreen):
    """A paragraph for each sentence."""

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        lines: list[Line] = []
        for sentence in sentences:
            lines += [*(((line, ""),) for line in sentence.split("\n")), ()]
        super().__init__(title, lines)
