"""A table of plain values: what every list and every analysis hands to whoever shows or writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """Rows of plain cells under fixed column names.

    ``columns`` are the contract other people's scripts rely on; they never change with the language. A missing or undefined
    cell is None. ``notes`` are the sentences that must be read with the figures: layer, unit, scope, warnings.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
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
