"""Tables for a paper as files that tables of figures do not go into: Word, and workbooks with joined cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode import messages
from qualcode.table import Table

ENDINGS = (".docx", ".xlsx")


def write_paper_table(table: Table, path: Path, title: str, merged: Sequence[str] = ()) -> None:
    """Write a table; equal cells below each other in the columns ``merged``, the outermost first, become one; empty columns are left out.

    The ending is one of ENDINGS. Raises Refused for a table too large for a sheet, Unreachable where the file cannot be written.
    """
    table = _without_empty_columns(table)
    columns = [table.columns.index(name) for name in merged if name in table.columns]
    if path.suffix.lower() == ".docx":
        from qualcode.formats.reports.docx_table import write_table_docx

        write_table_docx(table, path, title, messages.language(), columns)
    else:
        from qualcode.formats.tables.merged import write_merged_xlsx

        write_merged_xlsx(table, path, columns)


def _without_empty_columns(table: Table) -> Table:
    kept = [at for at in range(len(table.columns)) if not table.rows or any(row[at] is not None for row in table.rows)]
    return Table(
        tuple(table.columns[at] for at in kept), [tuple(row[at] for at in kept) for row in table.rows], table.notes
    )
