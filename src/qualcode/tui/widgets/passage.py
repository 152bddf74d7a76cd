"""A passage side by side as coders read it: who says what, the text with their stripes, and the rule of the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from qualcode.tui.disputes.readings import Readings
from qualcode.tui.view.stripes import PassageRow, passage_rows
from qualcode.tui.widgets.lines import Line, Lines

_WIDE = 100  # columns from which on what is said stands beside the text
_CLOSE = 6  # coders from which on their stripes stand without a space between
_LOOKS = {"unit": "", "around": "muted", "mark": "head"}


class StripedText(Lines, can_focus=False):
    """The text of a passage, the unit in sight, with lines under it."""

    def __init__(self) -> None:
        super().__init__(id="words")
        self._shown: Readings | None = None
        self._under: tuple[Line, ...] = ()

    def show(self, shown: Readings | None, under: tuple[Line, ...]) -> None:
        """Show a passage, or only what is under it."""
        self._shown, self._under = shown, under
        self._fill()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        super().on_resize()
        self._fill()

    def _fill(self) -> None:
        width = self.scrollable_size.width
        if width < 2:
            return
        lines, first = _lines(self._shown, width) if self._shown else ([], 0)
        self.show_lines([*lines, *self._under])
        self.scroll_to(y=max(first - 1, 0), animate=False, immediate=True)


def _lines(shown: Readings, width: int) -> tuple[list[Line], int]:
    """The rows of a passage, and the number of the first with words of the unit."""
    letters = [it.letter for it in shown.stripes]
    space = "" if len(letters) > _CLOSE else " "
    gutter = len(space.join("x" * len(letters))) + 3
    head: Line = (("  " + space.join(letter[-1] for letter in letters), "head"),)
    rows = list(passage_rows(shown.text, shown.around, shown.unit, shown.stripes, max(width - gutter, 2)))
    first = next((number for number, row in enumerate(rows) if row.in_unit), 0)
    return [head, *_drawn(rows, space)], first + 1


def _drawn(rows: Sequence[PassageRow], space: str) -> Iterator[Line]:
    for in_unit, glyphs, words in rows:
        beside = f"{'▸' if in_unit else ' '} {space.join(glyphs)} "
        yield ((beside, ""), *((it, _LOOKS[look]) for it, look in words))


class Said(Lines, can_focus=False):
    """What is said of a passage; ``fit`` is called when it has another width, and so perhaps takes more or fewer rows."""

    def __init__(self, fit: Callable[[], None]) -> None:
        super().__init__(id="said")
        self._fit = fit

    def on_resize(self) -> None:
        """Once it is wrapped for the new width."""
        self.call_later(self._fit)


class Passage(Container):
    """Shows one passage; where there is room, what is said of it stands beside the text."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self) -> None:
        super().__init__(id="passage")
        self._shown: Readings | None = None
        self._words: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        """What is said, and the text."""
        yield Said(self._fit)
        yield StripedText()

    def show(self, shown: Readings) -> None:
        """Show a passage."""
        self._shown, self._words = shown, ()
        self._fill()

    def show_words(self, lines: Sequence[Line]) -> None:
        """Show lines instead."""
        self._shown, self._words = None, tuple(lines)
        self._fill()

    def scroll(self, rows: int) -> None:
        """Move the text by so many rows."""
        self.query_one(StripedText).scroll_relative(y=rows, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Put what is said where there is room for it."""
        self._fill()

    def _fill(self) -> None:
        wide = self.size.width >= _WIDE
        said, text = self.query_one("#said", Lines), self.query_one(StripedText)
        shown = self._shown
        self.set_class(wide, "-wide")
        said.display = shown is not None
        if shown is None:
            text.show(None, self._words)
        elif wide:
            said.styles.height = "1fr"
            said.show_lines([*shown.head, (), *shown.rule])
            text.show(shown, ())
        else:
            said.show_lines(shown.head)
            text.show(shown, ((), *shown.rule) if shown.rule else ())
            self._fit()
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """What is said above the text takes the rows it needs, half of all at most."""
        said = self.query_one("#said", Lines)
        if not self.has_class("-wide") and self._shown is not None:
            said.styles.height = max(min(said.height, self.size.height // 2), 1)
