"""Values as coders gave them, turned into numbers, and the orders and distances that measures ask of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from numbers import Real
from typing import Any

import numpy as np

from qualcode.analysis.arrays import IntArray, tally
from qualcode.errors import WrongUse
from qualcode.messages import _


def named_rows(rows: Any) -> tuple[Sequence[Hashable] | None, Sequence[Iterable[Any]]]:
    """The names of the coders, where ``rows`` know them (a mapping, a data frame), and a row for each coder.

    Raises WrongUse where that is not rows of values.
    """
    names: Sequence[Hashable] | None = None
    if hasattr(rows, "iterrows"):
        names, rows = rows.index.tolist(), rows.to_numpy()
    elif isinstance(rows, Mapping):
        names, rows = list(rows), list(rows.values())
    found = list(rows)
    for row in found:
        if not isinstance(row, Iterable) or (isinstance(row, np.ndarray) and row.ndim != 1):
            raise WrongUse(
                _("Rows of values are needed, one for each coder, and {row!r} is none.", row=row),
                _("For instance [[1, 2, None], [1, 3, 3]] for two coders and three units."),
            )
    return names, found


def numbered(rows: Sequence[Iterable[Any]], missing: Hashable) -> tuple[IntArray, tuple[Hashable, ...]]:
    """``rows`` as coders x units of value numbers counted from 1, 0 where missing, and the values in their order.

    Raises WrongUse when rows differ in length, and for a value that is neither hashable nor a set.
    """
    lists = [row if isinstance(row, np.ndarray) else list(row) for row in rows]
    if len({len(row) for row in lists}) > 1:
        raise WrongUse(
            _("The rows of the coders differ in length."),
            _("Give every coder a value, or None, for every unit."),
        )
    if lists and all(isinstance(row, np.ndarray) and row.dtype.kind in "biu" for row in lists) and missing is None:
        return _numbered_integers(np.stack(lists))
    return _numbered_values([_plain(row) for row in lists], missing)


def value_order(value: object) -> tuple[Any, ...]:
    """What values are sorted by: numbers by size, all others by kind and by how they are written, sets by their members."""
    if isinstance(value, Real):
        return (0, "", value, repr(value))
    if isinstance(value, frozenset):
        return (1, "set", 0.0, repr(sorted(map(repr, value))))
    return (1, type(value).__name__, 0.0, repr(value))


def _numbered_integers(table: IntArray) -> tuple[IntArray, tuple[Hashable, ...]]:
    """Integers need no look-up one by one."""
    lowest, highest = (int(table.min()), int(table.max())) if table.size else (0, 0)
    if highest - lowest > table.size + 1000:
        used = tally(table.ravel().astype(np.int64))[0]
        return np.searchsorted(used, table) + 1, tuple(used.tolist())
    shifted = np.subtract(table, lowest, dtype=np.int64)
    used = np.zeros(highest - lowest + 1, dtype=np.bool_)
    for row in shifted:
        used[row] = True
    number = np.cumsum(used)
    return number[shifted], tuple((np.flatnonzero(used) + lowest).tolist())


def _numbered_values(lists: list[list[Hashable]], missing: Hashable) -> tuple[IntArray, tuple[Hashable, ...]]:
    try:
        given = set(chain.from_iterable(lists))
    except TypeError as error:
        raise WrongUse(
            _("A value cannot be compared with others: {problem}.", problem=error),
            _("Use text, numbers, tuples or sets as values."),
        ) from None
    absent = {value for value in given if value is None or not _equals_itself(value) or value == missing}
    values = tuple(sorted(given - absent, key=value_order))
    number = {value: place for place, value in enumerate(values, start=1)}
    number |= dict.fromkeys(absent, 0)
    matrix = [np.fromiter(map(number.__getitem__, row), dtype=np.int64, count=len(row)) for row in lists]
    return np.array(matrix, dtype=np.int64).reshape(len(lists), len(lists[0]) if lists else 0), values


def _equals_itself(value: Hashable) -> bool:
    """What NaN does not, and of which pandas' own missing value cannot tell."""
    try:
        return bool(value == value)
    except TypeError:
        return False


def _plain(row: Iterable[Any]) -> list[Hashable]:
    """Python's own values; sets made hashable."""
    values = row.tolist() if isinstance(row, np.ndarray) else row
    return [frozenset(value) if isinstance(value, set) else value for value in values]
