"""Where in a document a place is: paragraph, turn, how far on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from qualcode.actions.material.documents import OpenDocument


@dataclass(frozen=True, slots=True)
class Bearing:
    """A place, as people say it: paragraph (from 1) of how many, who speaks there if anybody, percent of the text before it."""

    paragraph: int
    paragraphs: int
    speaker: str
    percent: int


class Bearings:
    """Finds the bearing of any offset in one document, in the time of a few comparisons."""

    def __init__(self, document: OpenDocument) -> None:
        self.document = document
        self._length = len(document.text)
        self._ends = [match.start() for match in re.finditer("\n", document.text)]
        self._turns = document.turns
        self._starts = [turn.start for turn in document.turns]

    def at(self, offset: int) -> Bearing:
        """The bearing of the place before the code point at ``offset``."""
        paragraph = bisect_right(self._ends, offset - 1) + 1
        percent = 100 * offset // self._length if self._length else 0
        return Bearing(paragraph, len(self._ends) + 1, self._speaker(offset), percent)

    def _speaker(self, offset: int) -> str:
        turn = bisect_right(self._starts, offset) - 1
        if turn < 0 or offset > self._turns[turn].end:
            return ""
        return self._turns[turn].speaker or ""
