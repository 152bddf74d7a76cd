"""The caret and what is selected: from the anchor, where a selection began, to the caret."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.text.span import Span


@dataclass
class Selecting:
    """A caret between characters, and perhaps an anchor. While ``marking``, moving the caret stretches the selection.

    ``cell`` is where a caret going up and down wants to be; ``focus`` is where a selection that grows by units began.
    """

    caret: int = 0
    anchor: int | None = None
    marking: bool = False
    cell: int | None = None
    focus: int | None = None

    @property
    def span(self) -> Span | None:
        """What is selected; None when the caret is where the selection began."""
        if self.anchor is None or self.anchor == self.caret:
            return None
        return Span(min(self.anchor, self.caret), max(self.anchor, self.caret))

    def move(self, offset: int, extend: bool = False) -> None:
        """Put the caret somewhere, stretching the selection if asked to or marking, else dropping it."""
        if not (extend or self.marking):
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.caret
        self.caret = offset
        self.cell = self.focus = None

    def mark(self) -> None:
        """Start marking at the caret (or go on with what is selected); when marking already, drop the selection."""
        if self.marking:
            self.clear()
        else:
            self.marking = True
            self.anchor = self.caret if self.anchor is None else self.anchor

    def select(self, span: Span, focus: int | None = None) -> None:
        """Select ``span``, the caret at its end; ``focus`` is kept for growing on."""
        self.anchor, self.caret, self.focus, self.cell = span.start, span.end, focus, None

    def drag(self, origin: tuple[int, int], here: tuple[int, int]) -> None:
        """Select from the character pressed on to the character pointed at, both included, as (start, end)."""
        if here == origin:
            self.anchor, self.caret = None, origin[0]
        elif here[0] >= origin[0]:
            self.anchor, self.caret = origin[0], here[1]
        else:
            self.anchor, self.caret = origin[1], here[0]
        self.cell = self.focus = None

    def swap(self) -> None:
        """Let caret and anchor change places."""
        if self.anchor is not None:
            self.anchor, self.caret, self.cell = self.caret, self.anchor, None

    def on(self, span: Span) -> Selecting:
        """The same with ``span`` selected, as when the words have moved: the caret at the same end, marking if it was."""
        backwards = self.anchor is not None and self.anchor > self.caret
        ends = (span.start, span.end) if backwards else (span.end, span.start)
        return Selecting(*ends, marking=self.marking)

    def clear(self) -> None:
        """Drop the selection; the caret stays."""
        self.anchor, self.marking, self.focus = None, False, None


def differing(old: Span | None, new: Span | None) -> list[tuple[int, int]]:
    """The stretches that are in one of two spans only, or a little more."""
    if old is None or new is None or not old.overlaps(new):
        return [(span.start, span.end) for span in (old, new) if span and old != new]
    edges = [(min(old.start, new.start), max(old.start, new.start)), (min(old.end, new.end), max(old.end, new.end))]
    return [(start, end) for start, end in edges if start != end]
