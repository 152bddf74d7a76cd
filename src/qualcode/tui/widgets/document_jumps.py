"""Jumps over a text: from segment to segment, and to what is not coded. Each says where it has led, or that it leads nowhere."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Literal

from qualcode.messages import _, listed
from qualcode.tui.view.motion import Motions, first_word
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.widgets.document_page import DocumentPage
from qualcode.tui.widgets.message_line import tell

Direction = Literal[1, -1]


class DocumentJumps(DocumentPage):
    """A page over which a caret jumps."""

    _motions: Motions

    @property
    @abstractmethod
    def caret(self) -> int:
        """Where the caret stands."""

    @abstractmethod
    def codings_here(self) -> list[ShownCoding]:
        """The codings at the caret."""

    @abstractmethod
    def move_to(self, offset: int, extend: bool = False) -> None:
        """Put the caret somewhere."""

    def action_move_segments(self, direction: Direction, same_code: bool = False) -> None:
        """Move to where the next or previous coding begins, of the (shortest) code here if asked, and say which it is."""
        if same_code:
            self._move_by_code(direction)
        elif stop := self.jump(self._index.starts(), direction):
            begun = (coding.label for coding in self._index.at(self.caret) if coding.start == self.caret)
            tell(self, _("Segment {n} of {all}: {codes}", n=stop[0], all=stop[1], codes=listed(dict.fromkeys(begun))))
        else:
            tell(self, _("There is no other segment there."))

    def _move_by_code(self, direction: Direction) -> None:
        here = min(self.codings_here(), key=lambda coding: coding.end - coding.start, default=None)
        if here is None:
            tell(self, _("There is no code here. Go to a segment first, or select it."), trouble=True)
        elif stop := self.jump(self._index.starts(here.code), direction):
            tell(self, _("{what}: {n} of {all}", what=here.label, n=stop[0], all=stop[1]))
        else:
            tell(self, _("There is no other segment of {code} there.", code=here.label))

    def action_move_uncoded(self, direction: Direction) -> None:
        """Move to where the next or previous stretch of words begins that nobody has coded, and say which it is."""
        said = (self._motions.said(start, end) for start, end in self._index.gaps(len(self.text)))
        starts = (first_word(self.text, span.start, span.end) for span in said if span)
        stop = self.jump((start for start in starts if start is not None), direction)
        none = _("There is no other stretch there that is not coded.")
        tell(self, _("Not coded: {n} of {all}", n=stop[0], all=stop[1]) if stop else none)

    def jump(self, places: Iterable[int], direction: Direction, origin: int | None = None) -> tuple[int, int] | None:
        """Move to the next of these offsets, or the previous, as seen from ``origin`` (the caret); which of how many it is."""
        stops, here = sorted(set(places)), self.caret if origin is None else origin
        number = bisect_right(stops, here) if direction > 0 else bisect_left(stops, here) - 1
        if not 0 <= number < len(stops):
            return None
        self.move_to(stops[number])
        return number + 1, len(stops)
