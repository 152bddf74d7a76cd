"""A table for a paper: as a Word document or a workbook, in which equal cells below each other are one."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from qualcode.formats.files import replacing
from qualcode.formats.tables.binary import check_limits
from qualcode.table import Cell, Table

_WIDEST, _NARROWEST = 60, 8  # characters


def runs(table: Table, merged: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """For each of the columns ``merged`` (outermost first) the stretches of rows, half-open, that are one cell.

    A stretch ends where its own cell changes, or that of a column before it in ``merged``; empty cells are never one.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for depth, column in enumerate(merged):
        keys = [tuple(row[at] for at in merged[: depth + 1]) for row in table.rows]
        starts = [at for at, key in enumerate(keys) if at == 0 or key[-1] is None or key != keys[at - 1]]
        found[column] = list(zip(starts, [*starts[1:], len(keys)]))
    return found


def write_merged_xlsx(table: Table, path: Path, merged: Sequence[int] = ()) -> None:
    """Write a workbook with the table on its first sheet and the notes on its second. Texts stay texts, whatever they begin with.

    Raises Refused for a table too large for a sheet, Unreachable where the file cannot be written.
    """
    from xlsxwriter import Workbook

    check_limits(table)
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, _width(name, table.column(name)), plain)
        joined = runs(table, merged)
        for column in range(len(table.columns)):
            stretches = joined.get(column) or [(at, at + 1) for at in range(len(table.rows))]
            for start, end in stretches:
                _write(sheet, (start + 1, end), column, table.rows[start][column], plain)
        sheet.freeze_panes(1, 0)
        _write_notes(book, table.notes)
    with replacing(path) as draft:
        draft.write_bytes(content.getvalue())


def _write(sheet: Any, rows: tuple[int, int], column: int, cell: Cell, face: Any) -> None:
    """Write a cell over the rows from the first to the last."""
    first, last = rows
    if last > first:
        sheet.merge_range(first, column, last, column, "", face)
    if isinstance(cell, bool):
        sheet.write_boolean(first, column, cell, face)
    elif isinstance(cell, int | float):
        sheet.write_number(first, column, cell, face)
    elif cell is not None:
        sheet.write_string(first, column, cell, face)


def _write_notes(book: Any, notes: Sequence[str]) -> None:
    if notes:
        sheet = book.add_worksheet("notes")
        for number, note in enumerate(notes):
            sheet.write_string(number, 0, note)


def _width(name: str, cells: Sequence[Cell]) -> int:
    longest = max((len(line) for cell in cells if cell is not None for line in str(cell).split("\n")), default=0)
    return max(_NARROWEST, min(_WIDEST, max(len(name), longest) + 2))
