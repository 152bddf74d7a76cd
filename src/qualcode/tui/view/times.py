"""The times that stand inside what is said in a transcript, set apart from it as the speakers' labels are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from qualcode.text.turns.times import stamps_inside
from qualcode.tui.view.layout import Row
from qualcode.tui.view.paint import Label


class Times:
    """Finds them in a paragraph when that is painted for the first time: in all of a long text it would be felt.

    ``labels`` are those of the speakers, sorted; a time that is part of one is no other label.
    """

    def __init__(self, text: str, labels: Sequence[Label]) -> None:
        self._text, self._labels = text, labels
        self._starts = [label.start for label in labels]
        self._found: dict[int, list[Label]] = {}

    def beside(self, row: Row) -> list[Label]:
        """The times in the paragraph of a row."""
        start = self._text.rfind("\n", 0, row.start) + 1
        if start not in self._found:
            end = self._text.find("\n", row.end)
            paragraph = self._text[start : end if end >= 0 else None]
            times = (Label(start + first, start + last, "time") for first, last in stamps_inside(paragraph))
            self._found[start] = [time for time in times if self._is_apart(time)]
        return self._found[start]

    def _is_apart(self, time: Label) -> bool:
        at = bisect_left(self._starts, time.end)
        return at == 0 or self._labels[at - 1].end <= time.start
