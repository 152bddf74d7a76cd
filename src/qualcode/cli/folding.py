"""Long cells of a drawn table in rows: words stay whole, Chinese breaks anywhere but before what closes or after what opens.

Rich breaks at spaces only, and takes a Chinese sentence for one long word.
"""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.containers import Lines
from rich.text import Text

_CLOSING = frozenset("，。、！？；：）】」』》〉〕”’…·％,.!?:;)]}%»")
_OPENING = frozenset("（【「『《〈〔“‘([{«")


class Folded(Text):
    """A cell that is folded as its script asks for."""

    def wrap(self, console: Any, width: int, *, justify: Any = None, **_options: Any) -> Lines:
        """The rows of the cell, none wider than ``width`` columns of the terminal."""
        rows = Lines()
        for line in self.split(allow_blank=True):
            parts = line.divide(row_ends(line.plain, width))
            for part in parts:
                part.rstrip_end(width)
            if justify:
                parts.justify(console, width, justify=justify, overflow="fold")
            rows.extend(parts)
        return rows


def row_ends(text: str, width: int) -> list[int]:
    """After how many characters each row of ``text`` ends, but for the last; spaces at its end hang over."""
    ends, start = [], 0
    while cell_len(text[start:].rstrip()) > width:
        full = _full(text, start, width)
        start = next((place for place in range(full, start, -1) if _may_end(text, place)), full)
        ends.append(start)
    return ends


def _full(text: str, start: int, width: int) -> int:
    """How far a row from ``start`` reaches at most: one character at least, and the spaces that follow it."""
    place, taken = start + 1, cell_len(text[start])
    while taken + cell_len(text[place]) <= width:
        taken += cell_len(text[place])
        place += 1
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _may_end(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before == " ":
        return after != " "
    if after == " " or after in _CLOSING or before in _OPENING or not cell_len(after):
        return False
    return before == "/" or cell_len(before) == 2 or cell_len(after) == 2
