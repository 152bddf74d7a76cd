"""The letters of a text that survived a revision, and where they are now."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from qualcode.text.revision.ink import INK, fold, inside_word
from qualcode.text.revision.seams import ALIKE, alikeness
from qualcode.text.revision.substitutions import Substitutions
from qualcode.text.revision.textmap import Edit, TextMap
from qualcode.text.span import Span

_LONG_WORD = 40  # letters


class Part(NamedTuple):
    """Letters of the old text, and where they are in the new one: they stayed in order, moved, or became others."""

    start: int
    end: int
    new_start: int
    new_end: int
    kind: Literal["stayed", "moved", "became"]

    def within(self, span: Span, known: bool) -> Part | None:
        """What of it lies in ``span``. What became other letters cannot be divided: in a ``known`` map it goes along whole."""
        start, end = max(self.start, span.start), min(self.end, span.end)
        if self.kind == "became":
            whole = (start, end) == (self.start, self.end)
            return self._replace(start=start, end=end) if whole or known else None
        return Part(start, end, start + self.shift, end + self.shift, self.kind) if start < end else None

    @property
    def shift(self) -> int:
        """How much further on it begins in the new text."""
        return self.new_start - self.start


class Survivors:
    """What an old text and a new one have in common, and the edits between."""

    def __init__(self, old: str, new: str, text_map: TextMap) -> None:
        self._old, self._new, self._edits, self.known = old, new, text_map.edits, text_map.known
        self._starts, self._edit_ends = [edit.old_start for edit in self._edits], [edit.old_end for edit in self._edits]
        self._moved_from = [start for start, _end, _there in text_map.moves]
        self._moved_to = sorted(there for _start, _end, there in text_map.moves)
        moved = (Part(start, end, there, there + end - start, "moved") for start, end, there in text_map.moves)
        self._parts = sorted(chain(self._stayed(), moved, self._became()))
        self._begin, self._ends = [part.start for part in self._parts], [part.end for part in self._parts]

    def of(self, span: Span) -> list[Part]:
        """The parts of ``span`` that survived, in order."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._begin, span.end)
        return [inside for part in self._parts[first:last] if (inside := part.within(span, self.known))]

    def edit_from(self, position: int) -> Edit | None:
        """The edit that took out the letter at ``position``, if any."""
        number = bisect_right(self._starts, position) - 1
        edit = self._edits[number] if number >= 0 else None
        return edit if edit and position < edit.old_end else None

    def edits_in(self, span: Span) -> Sequence[Edit]:
        """The edits inside ``span``, those that touch its ends left aside."""
        return [edit for edit in self.edits_over(span.start, span.end) if edit.old_end <= span.end]

    def edits_over(self, start: int, end: int) -> Sequence[Edit]:
        """The edits that took out, or put in something between, letters from ``start`` to ``end``."""
        first, last = bisect_left(self._edit_ends, start + 1), bisect_left(self._starts, end)
        return self._edits[first:last]

    def put_in_at(self, position: int) -> Edit | None:
        """The edit that put something in exactly there, between letters that survived or became others."""
        number = bisect_left(self._starts, position)
        edit = self._edits[number] if number < len(self._edits) else None
        return edit if edit and edit.old_start == edit.old_end == position else None

    def image(self, position: int) -> int:
        """Where the letter at ``position`` is, which survived."""
        return position + self._parts[bisect_right(self._ends, position)].shift

    def moves_in(self, edit: Edit) -> bool:
        """Whether part of what ``edit`` took out is elsewhere, or part of what it put in is from elsewhere."""
        return _any_in(self._moved_from, edit.old_start, edit.old_end) or _any_in(
            self._moved_to, edit.new_start, edit.new_end
        )

    def _stayed(self) -> Iterator[Part]:
        """What lies between the edits."""
        start = new_start = 0
        last = Edit(len(self._old), len(self._old), len(self._new), len(self._new))
        for edit in (*self._edits, last):
            if start < edit.old_start:
                yield Part(start, edit.old_start, new_start, edit.new_start, "stayed")
            start, new_start = edit.old_end, edit.new_end

    def _became(self) -> Iterator[Part]:
        """What is the same in another spelling, or is replaced by the same again and again."""
        edits = [edit for edit in self._edits if edit.old_start < edit.old_end and edit.new_start < edit.new_end]
        substitutions = Substitutions(self._old, self._new, edits)
        for edit in edits:
            if self.moves_in(edit) or self._is_repeat(edit):
                continue
            if substitutions.by_letter(edit):
                shift = edit.new_start - edit.old_start
                letters = range(edit.old_start, edit.old_end)
                yield from (Part(at, at + 1, at + shift, at + shift + 1, "became") for at in letters)
            elif self.known or self._is_respelt(edit) or substitutions.whole(edit):
                yield Part(edit.old_start, edit.old_end, edit.new_start, edit.new_end, "became")

    def _is_repeat(self, edit: Edit) -> bool:
        """Whether ``edit`` is one that put in another copy, or took one out, at one of several places."""
        words, others = self._old[edit.old_start : edit.old_end], self._new[edit.new_start : edit.new_end]
        less, more = sorted((words, others), key=len)
        return not self.known and more.startswith(less) and more.endswith(less)

    def _is_respelt(self, edit: Edit) -> bool:
        """Whether the word in which ``edit`` lies is still that word: misspelt before or now, or in another width or case."""
        words = (
            _whole_word(self._old, edit.old_start, edit.old_end),
            _whole_word(self._new, edit.new_start, edit.new_end),
        )
        return all(map(INK.fullmatch, words)) and alikeness(fold(words[0]), fold(words[1])) >= ALIKE


def _whole_word(text: str, start: int, end: int) -> str:
    """The word around ``start`` to ``end``, as far as it is not longer than words are."""
    low, high = start - _LONG_WORD, end + _LONG_WORD
    while start > low and inside_word(text, start):
        start -= 1
    while end < high and inside_word(text, end):
        end += 1
    return text[start:end]


def _any_in(places: list[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)
