"""Tables in the two formats that are not text: Excel workbooks and Parquet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from qualcode.errors import Refused, WrongUse
from qualcode.messages import _
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_LONGEST_TEXT = 32_767
_WIDEST = 60  # characters a column is wide at most; longer texts go over several lines


def as_xlsx(table: Table) -> bytes:
    """A workbook with the table on its first sheet and the notes, if any, on its second.

    Texts stay texts, whatever they begin with. Raises Refused where Excel's limits would cut the table.
    """
    from xlsxwriter import Workbook

    check_limits(table)
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        for position, column in enumerate(table.columns):
            sheet.write_string(0, position, column, bold)
        for number, row in enumerate(table.rows, start=1):
            _write_row(sheet, number, row)
        passages = workbook.add_format({"text_wrap": True, "valign": "top"})
        for position in range(len(table.columns)):
            texts = [cell for row in table.rows if isinstance(cell := row[position], str)]
            if max(map(len, texts), default=0) > _WIDEST:
                sheet.set_column(position, position, _WIDEST, passages)
        sheet.freeze_panes(1, 0)
        if table.notes:
            notes = workbook.add_worksheet("notes")
            for number, note in enumerate(table.notes):
                notes.write_string(number, 0, note)
    return content.getvalue()


def as_parquet(table: Table) -> bytes:
    """A Parquet file; a column that holds texts and numbers becomes one of texts. Raises WrongUse without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise WrongUse(
            _("Writing .parquet needs the library pyarrow, which is not installed."),
            _("Run: pip install 'qualcode[parquet]'"),
        ) from error
    content = BytesIO()
    arrays = [pyarrow.array(_of_one_type(table.column(name))) for name in table.columns]
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, names=list(table.columns)), content)
    return content.getvalue()


def check_limits(table: Table) -> None:
    """Raise Refused for a table that a sheet of Excel would cut."""
    hint = _("Write it as .csv instead.")
    if len(table.rows) >= MOST_ROWS:
        raise Refused(_("A sheet of .xlsx has room for {n} rows.", n=MOST_ROWS), hint)
    if len(table.columns) > MOST_COLUMNS:
        raise Refused(_("A sheet of .xlsx has room for {n} columns.", n=MOST_COLUMNS), hint)
    for number, row in enumerate(table.rows, start=1):
        if any(isinstance(cell, str) and len(cell) > _LONGEST_TEXT for cell in row):
            raise Refused(
                _("A cell in row {row} is longer than the {n} characters of .xlsx.", row=number, n=_LONGEST_TEXT), hint
            )


def _write_row(sheet: Worksheet, number: int, row: tuple[Cell, ...]) -> None:
    for position, cell in enumerate(row):
        if isinstance(cell, bool):
            sheet.write_boolean(number, position, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(number, position, cell)
        elif cell is not None:
            sheet.write_string(number, position, cell)


def _of_one_type(cells: list[Cell]) -> list[Cell]:
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) > 1 and kinds != {int, float}:
        return [None if cell is None else str(cell) for cell in cells]
    return cells
