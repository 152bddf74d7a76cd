"""Tables as files: .csv, .tsv, .json, .md, .xlsx, .parquet, .sav and .dta, from the same plain rows."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TextIO

from qualcode.errors import WrongUse
from qualcode.formats.files import replacing
from qualcode.formats.tables.reading import read_table
from qualcode.messages import _
from qualcode.table import Cell, Table

__all__ = ["FORMATS", "format_of", "read_table", "write_table"]

FORMATS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".md": "markdown",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".sav": "sav",
    ".dta": "dta",
}
"""Format by the ending of a file."""

_BINARY = ("xlsx", "parquet", "sav", "dta")

_FORMULA = re.compile(r"'*[=+\-@]")
_LOOKS_GUARDED = re.compile(r"'+[=+\-@]")  # reading takes an apostrophe away here, so writing always adds one


def format_of(path: Path) -> str:
    """The format that the ending of ``path`` chooses; raises WrongUse for an ending that chooses none."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise WrongUse(
            _("The ending of {path} says no format of tables.", path=path),
            _("Use one of {endings}.", endings=" ".join(FORMATS)),
        ) from None


def write_table(table: Table, target: Path | TextIO, format: str, excel: bool = False) -> tuple[str, ...]:
    """Write ``table`` in one of the FORMATS to a file or to a stream of text.

    ``excel`` is for old spreadsheets reading CSV: a byte-order mark in front, and a text cell that they would take for a
    formula (= + - @) behind an apostrophe, which reading takes away again. A file is replaced whole or not at all. Returns
    sentences on what a format could not hold as it is: names of columns and long texts, for SPSS and Stata. Raises
    WrongUse for an unknown format, for one that only a file can hold, and where a library is not installed; Refused for a
    table too large for .xlsx; Unreachable when the file cannot be written.
    """
    if format not in FORMATS.values():
        raise WrongUse(_("There is no format {format!r} of tables.", format=format))
    if isinstance(target, Path):
        with replacing(target) as draft:
            return _write_file(table, draft, format, excel)
    if format in _BINARY:
        raise WrongUse(
            _("{format} cannot be printed.", format=format), _("Name a file for it with -o, or choose another format.")
        )
    _write_text(table, target, format, excel)
    return ()


def _write_file(table: Table, path: Path, format: str, excel: bool) -> tuple[str, ...]:
    if format in ("sav", "dta"):
        from qualcode.formats.tables.statistics import write_dta, write_sav

        return write_sav(table, path) if format == "sav" else write_dta(table, path)
    if format in _BINARY:
        from qualcode.formats.tables.binary import as_parquet, as_xlsx

        path.write_bytes(as_xlsx(table) if format == "xlsx" else as_parquet(table))
        return ()
    with path.open("w", encoding="utf-8", newline="") as stream:
        _write_text(table, stream, format, excel)
    return ()


def _write_text(table: Table, stream: TextIO, format: str, excel: bool) -> None:
    match format:
        case "json":
            _write_json(table, stream)
        case "markdown":
            _write_markdown(table, stream)
        case _:
            _write_csv(table, stream, "\t" if format == "tsv" else ",", excel)


def _write_csv(table: Table, stream: TextIO, delimiter: str, excel: bool) -> None:
    """RFC 4180, but for lines that end in "\\n"."""
    if excel:
        stream.write("\ufeff")
    guarded = _FORMULA if excel else _LOOKS_GUARDED
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    for row in (table.columns, *table.rows):
        writer.writerow([f"'{cell}" if isinstance(cell, str) and guarded.match(cell) else _text(cell) for cell in row])


def _text(cell: Cell) -> str:
    """The shortest text that says exactly the same: nothing for a missing cell, true and false, numbers as Python writes them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return repr(float(cell)) if isinstance(cell, float) else str(cell)


def _write_json(table: Table, stream: TextIO) -> None:
    """A list of objects, one a line."""
    rows = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in table.records())
    stream.write("[" + ",\n ".join(rows) + "]\n")


def _write_markdown(table: Table, stream: TextIO) -> None:
    """A pipe table, numbers to the right, and the notes below it."""
    rules = ["---:" if _is_numeric(table.column(name)) else "---" for name in table.columns]
    for row in (table.columns, rules, *table.rows):
        stream.write("| " + " | ".join(_in_markdown(cell) for cell in row) + " |\n")
    for note in table.notes:
        stream.write(f"\n{note}\n")


def _in_markdown(cell: Cell) -> str:
    return _text(cell).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")


def _is_numeric(cells: list[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in cells)
