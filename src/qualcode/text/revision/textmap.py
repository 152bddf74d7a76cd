"""How one text became another, as a value that can be stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """The code points ``old_start`` to ``old_end`` of the old text became ``new_start`` to ``new_end`` of the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True)
class TextMap:
    """How a text of ``old_length`` code points became one of ``new_length``.

    ``edits`` are in order and do not overlap; what lies outside them is unchanged and in order. ``moves`` are (old start,
    old end, new start) of blocks in the edits that survived letter by letter elsewhere. A map is ``known`` where it was
    not found by comparing: then what an edit took out surely became what it put in.
    """

    old_length: int
    new_length: int
    edits: tuple[Edit, ...] = ()
    moves: tuple[tuple[int, int, int], ...] = ()
    known: bool = False

    def as_json(self) -> list[Any]:
        """The map as lists of numbers: lengths, edits, moves, and whether it is known."""
        edits = [[edit.old_start, edit.old_end, edit.new_start, edit.new_end] for edit in self.edits]
        return [[self.old_length, self.new_length], edits, [list(move) for move in self.moves], self.known]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> TextMap:
        """The map that ``as_json`` gave."""
        (old_length, new_length), edits, moves, known = stored
        return cls(
            old_length,
            new_length,
            tuple(Edit(*edit) for edit in edits),
            tuple((start, end, place) for start, end, place in moves),
            known,
        )
