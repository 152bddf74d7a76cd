"""The cheapest way from one short sequence to another."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def kept(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places (in ``old``, in ``new``) of what stays where the fewest elements are inserted, deleted and replaced.

    All of a column of the usual table is worked out at once, as the bits of two long integers: where a cell is one more,
    and where one less, than the cell above it (Myers 1999, in the form of Hyyrö 2003). It takes a few operations on
    integers of ``len(old)`` bits for each element of ``new``, and a quarter of ``len(old) * len(new)`` bytes.
    """
    more, less = _columns(old, new)
    row, column = len(old), len(new)
    pairs: list[tuple[int, int]] = []
    while row and column:
        bit = 1 << (row - 1)
        if more[column] & bit:  # the cell above is cheaper: deleted
            row -= 1
        elif less[column - 1] & bit:  # the cell to the left is cheaper: inserted
            column -= 1
        else:
            row, column = row - 1, column - 1
            if old[row] == new[column]:
                pairs.append((row, column))
    return pairs[::-1]


def _columns(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """For each column, beginning with the empty one: the rows that are one more, and one less, than the row above."""
    everything = (1 << len(old)) - 1
    places: dict[Hashable, int] = {}
    for row, element in enumerate(old):
        places[element] = places.get(element, 0) | 1 << row
    more, less = everything, 0
    columns_more, columns_less = [more], [less]
    for element in new:
        equal = places.get(element, 0)
        diagonal = (((equal & more) + more) ^ more) | equal | less
        right_more = (less | ~(diagonal | more)) << 1 | 1
        right_less = (diagonal & more) << 1
        more = (right_less | ~(diagonal | right_more)) & everything
        less = right_more & diagonal & everything
        columns_more.append(more)
        columns_less.append(less)
    return columns_more, columns_less
