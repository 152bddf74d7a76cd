"""A table of plain values: what every list and every analysis hands to whoever shows or writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.messages import _, listed

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """Rows of plain cells under fixed column names.

    ``columns`` are the contract other people's scripts rely on; they never change with the language. A missing or undefined
    cell is None. ``notes`` are the sentences that must be read with the figures: layer, unit, scope, warnings.

    No two columns have one name, for a reader by name would lose one of them: a code called "documents" beside the column
    ``documents`` becomes "documents (2)", and a note says so.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(set(self.columns)) < len(self.columns):
            names = _told_apart(self.columns)
            new = listed(name for name, old in zip(names, self.columns, strict=True) if name != old)
            said = _("Columns that would have the name of another have a number behind it: {names}.", names=new)
            object.__setattr__(self, "columns", names)
            object.__setattr__(self, "notes", (*self.notes, said))
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns")

    def records(self) -> Iterator[dict[str, Cell]]:
        """Each row as a mapping from column name to cell."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> list[Cell]:
        """The cells under one column name."""
        position = self.columns.index(name)
        return [row[position] for row in self.rows]

    def with_notes(self, notes: Iterable[str]) -> Table:
        """The same table with ``notes`` added to those it has."""
        return Table(self.columns, self.rows, (*self.notes, *notes))

    def to_frame(self) -> DataFrame:
        """The table as a pandas DataFrame; the notes are in ``frame.attrs["notes"]``."""
        import pandas

        frame = pandas.DataFrame.from_records(list(self.rows), columns=list(self.columns))
        attrs: dict[Any, Any] = frame.attrs
        attrs["notes"] = self.notes
        return frame


def _told_apart(columns: Sequence[str]) -> tuple[str, ...]:
    """The names in their order, those that stand there before or elsewhere with the next free number behind them."""
    taken: set[str] = set()
    names = []
    for column in columns:
        name, number = column, 1
        while name in taken or (number > 1 and name in columns):
            number += 1
            name = f"{column} ({number})"
        taken.add(name)
        names.append(name)
    return tuple(names)
