"""Columns of a table in cells: how wide each is, and words made to fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from qualcode.tui.view.width import cells, offset_at, show

_LEAST = 6  # cells in which words can still be told apart


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its head: as a rule at least so many ``cells`` wide, with a ``share`` of what is left, ``most`` cells at most
    (0: no bound), and left out where the table is narrower than ``from_width``."""

    id: str
    head: str
    cells: int
    share: int = 0
    most: int = 0
    at_right: bool = False
    from_width: int = 0


_MEASURED = 20  # values of a column that are measured: those with the most characters


def snug(columns: Sequence[Column], values: Mapping[str, Iterable[str]]) -> list[Column]:
    """The columns, those with ``values`` no wider than what stands in them needs: what they leave is for the others."""
    return [_snug(column, values[column.id]) if column.id in values else column for column in columns]


def _snug(column: Column, values: Iterable[str]) -> Column:
    longest = nlargest(_MEASURED, values, key=len)
    widest = max([column.cells, cells(column.head), *(cells(show(value)) for value in longest)])
    return replace(column, most=min(column.most or widest, widest))


def widths(columns: Sequence[Column], room: int) -> list[tuple[Column, int]]:
    """The columns for which there is room, each with its width; a cell stands between two.

    Where the least of them all is too wide, those that share what is left give way first, then the last are left out: nothing is
    cut at the edge of the table.
    """
    shown = [column for column in columns if room >= column.from_width]
    given = {column.id: column.cells for column in shown}
    sharing = [column for column in shown if column.share]
    left = room - sum(given.values()) - len(shown)
    if left < 0:
        return _squeezed(shown, room)
    while full := [it for it in sharing if it.most and it.cells + _part(it, sharing, left) > it.most]:
        for column in full:
            given[column.id] = column.most
        left -= sum(column.most - column.cells for column in full)
        sharing = [column for column in sharing if column not in full]
    for column in sharing:
        given[column.id] += _part(column, sharing, left)
    return [(column, given[column.id]) for column in shown]


def _squeezed(columns: Sequence[Column], room: int) -> list[tuple[Column, int]]:
    """Columns for which there is too little room, the widest of those that share what is left made narrower cell by cell."""
    shown = {column.id: (column, column.cells) for column in columns}
    while len(shown) > 1 and (over := sum(width + 1 for _column, width in shown.values()) - room - 1) > 0:
        can_give = {name: width - _LEAST for name, (column, width) in shown.items() if column.share and width > _LEAST}
        if sum(can_give.values()) < over:
            shown.popitem()
        else:
            name = max(can_give, key=lambda name: can_give[name])
            shown[name] = shown[name][0], shown[name][1] - 1
    return [*shown.values()]


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
