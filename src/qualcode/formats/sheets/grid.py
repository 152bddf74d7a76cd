"""A table as it stands in a file, before anybody knows what its rows and columns are: cells of text, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.formats.bundle import Report
from qualcode.formats.sheets.code_list import CodeList
from qualcode.messages import _

Row = Sequence[str]


@dataclass
class Grid:
    """The rows of a table, none of them wider than its widest; a row in which nothing stands is ().

    ``numbers`` says where each row begins: a line of a text file, or else (``is_sheet``) a row of a sheet as its program
    counts them, from 1. ``merged`` are the positions of rows with cells merged sideways, which all hold what the first
    does. ``report`` is what has been found so far, ``codes`` what another sheet of the workbook says that values mean.
    """

    name: str
    rows: list[Row]
    numbers: list[int]
    report: Report
    is_sheet: bool
    merged: frozenset[int] = frozenset()
    codes: CodeList = field(default_factory=dict)

    def place(self, at: int) -> str:
        """Where in the file the row at this position is, in words."""
        return place(self.numbers[at], self.is_sheet)

    @property
    def width(self) -> int:
        """How many cells the widest row has, up to the last that holds something."""
        return max((width(row) for row in self.rows), default=0)


def place(number: int, is_sheet: bool) -> str:
    """Where a row is, in words."""
    return _("row {row}", row=number) if is_sheet else _("line {line}", line=number)


def is_blank(row: Row) -> bool:
    """Whether nothing but white space stands in a row."""
    return not any(map(str.strip, row))


def width(row: Row) -> int:
    """How many cells a row has up to the last that holds something."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)
