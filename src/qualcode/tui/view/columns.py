"""Columns of a table in cells: how wide each is, and words made to fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.tui.view.width import cells, offset_at, show


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its head: at least so many ``cells`` wide, with a ``share`` of what is left, ``most`` cells at most
    (0: no bound), and left out where the table is narrower than ``from_width``."""

    id: str
    head: str
    cells: int
    share: int = 0
    most: int = 0
    at_right: bool = False
    from_width: int = 0


def widths(columns: Sequence[Column], room: int) -> list[tuple[Column, int]]:
    """The columns for which there is room, each with its width; a cell stands between two."""
    shown = [column for column in columns if room >= column.from_width]
    given = {column.id: column.cells for column in shown}
    sharing = [column for column in shown if column.share]
    left = max(room - sum(given.values()) - len(shown), 0)
    while full := [it for it in sharing if it.most and it.cells + _part(it, sharing, left) > it.most]:
        for column in full:
            given[column.id] = column.most
        left -= sum(column.most - column.cells for column in full)
        sharing = [column for column in sharing if column not in full]
    for column in sharing:
        given[column.id] += _part(column, sharing, left)
    return [(column, given[column.id]) for column in shown]


def _part(column: Column, sharing: Sequence[Column], left: int) -> int:
    """The part of what is left that a column gets."""
    return left * column.share // sum(it.share for it in sharing)


def fitted(words: str, room: int, at_right: bool = False) -> str:
    """``words`` as shown, in exactly ``room`` cells, with … where something is left out."""
    drawn = show(words.replace("\n", " "))
    width = cells(drawn)
    if width > room:
        drawn = drawn[: offset_at(drawn, room - 1)] + "…" if room > 0 else ""
        width = cells(drawn)
    return " " * (room - width) + drawn if at_right else drawn + " " * (room - width)
