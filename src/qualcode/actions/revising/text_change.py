"""A text and what it became: where its spans and offsets are afterwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.text.revision.revising import Placement, TextMap, compare, place
from qualcode.text.span import Span


@dataclass(frozen=True)
class TextChange:
    """An old text, the new one, and the map from one to the other."""

    old: str
    new: str
    map: TextMap

    @classmethod
    def between(cls, old: str, new: str, text_map: TextMap | None = None) -> TextChange:
        """The change from ``old`` to ``new``; the map is worked out where it is not known."""
        return cls(old, new, text_map or compare(old, new))

    def place(self, spans: Sequence[Span]) -> list[Placement]:
        """Where each of these spans of the old text is in the new one; spans that many share are looked for once."""
        distinct = list(dict.fromkeys(spans))
        found = dict(zip(distinct, place(self.old, self.new, self.map, distinct), strict=True))
        return [found[span] for span in spans]

    def offset(self, old: int) -> int:
        """Where the code point at ``old`` is in the new text, or the place of what has come instead of it."""
        number = bisect_right(self._old_starts, old) - 1
        if number < 0:
            return old
        edit = self.map.edits[number]
        if old >= edit.old_end:
            return old + edit.new_end - edit.old_end
        for start, end, there in self.map.moves:
            if start <= old < end:
                return there + old - start
        return min(edit.new_start + old - edit.old_start, edit.new_end)

    def touches(self, start: int, end: int) -> bool:
        """Whether what stands in the new text from ``start`` to ``end``, or the place before or after it, is new."""
        if any(there < start and end < there + old_end - old_start for old_start, old_end, there in self.map.moves):
            return False
        number = bisect_left(self._new_ends, start)
        return number < len(self.map.edits) and self.map.edits[number].new_start <= end

    @property
    def kept(self) -> float:
        """The share of the old text that is in the new one."""
        lost = sum(edit.old_end - edit.old_start for edit in self.map.edits)
        moved = sum(end - start for start, end, _there in self.map.moves)
        return 1 - (lost - moved) / len(self.old) if self.old else 1.0

    @cached_property
    def _old_starts(self) -> list[int]:
        return [edit.old_start for edit in self.map.edits]

    @cached_property
    def _new_ends(self) -> list[int]:
        return [edit.new_end for edit in self.map.edits]
