"""A table from any file that holds one: lines of text with separators, or a workbook; by what the file is, not by its name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Report
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.recognise import kind_of, refusal
from qualcode.formats.sheets.delimited import read_rows
from qualcode.formats.sheets.grid import Grid, Row, is_blank
from qualcode.formats.sheets.workbook_parts import damaged
from qualcode.formats.sheets.workbooks import read_workbook
from qualcode.formats.tables.reading import TextTable, check_names, read_text_table, unguarded
from qualcode.messages import _, plural
from qualcode.text.normalize import normalize

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXT_ENDINGS = (".csv", ".tsv", ".tab")
_LARGEST_FILE = 500 * MEGABYTE
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|meta|head|body)\b", re.IGNORECASE)


def read_grid(path: Path, sheet: str | None = None, encoding: str | None = None) -> Grid:
    """The table in a file, without empty rows at its end; ``sheet`` names one of a workbook.

    Raises UnreadableInput where there is no table, naming what the file is and what can be done.
    """
    report = Report(str(path), "table")
    kind = kind_of(path)
    if kind == "workbook" or (kind in ("zip", "old Office") and path.suffix.lower() in WORKBOOK_ENDINGS):
        grid = read_workbook(path, sheet, report)
    elif kind in ("unknown", "HTML"):
        grid = _read_text(path, encoding, report)
        if sheet:
            report.add("warning", _("it has no sheets; {sheet!r} was not looked for", sheet=sheet))
    else:
        raise refusal(path, kind)
    while grid.rows and not grid.rows[-1]:
        grid.rows.pop(), grid.numbers.pop()
    return grid


def read_sheet_table(path: Path, sheet: str | None = None, encoding: str | None = None) -> TextTable:
    """A table whose first row names its columns, from any file that holds one; see ``read_text_table`` for .csv and .tsv.

    Raises UnreadableInput where there is no table, or two columns have one name.
    """
    if path.suffix.lower() not in WORKBOOK_ENDINGS:
        return read_text_table(path, encoding)
    grid = read_grid(path, sheet, encoding)
    first, *said = (at for at, row in enumerate(grid.rows) if row)
    columns = [cell.strip() for cell in grid.rows[first]]
    named = [at for at, column in enumerate(columns) if column]
    check_names(path.name, [columns[at] for at in named])
    rows = [tuple(grid.rows[at][column] for column in named) for at in said]
    return TextTable(path.name, tuple(columns[at] for at in named), rows, [grid.numbers[at] for at in said])


def _read_text(path: Path, encoding: str | None, report: Report) -> Grid:
    raw = read_bytes(path, _LARGEST_FILE)
    try:
        decoded = decode(raw, path.name, encoding, mend=True)
    except UnreadableInput as error:
        if path.suffix.lower() in WORKBOOK_ENDINGS:
            raise damaged(path.name) from error
        raise
    normalized = normalize(decoded.text)
    text = normalized.text
    if _MARKUP.match(text):
        raise UnreadableInput(
            _("{name} is a web page or XML, whatever its ending says.", name=path.name),
            _("Open it in Excel or LibreOffice and save it as .xlsx or .csv."),
        )
    report.encoding = decoded.encoding
    rows, lines, delimiter = read_rows(text, path.name)
    report.add(
        "read", _("{encoding}, cells parted by {delimiter}", encoding=decoded.encoding, delimiter=_shown(delimiter))
    )
    for sentence in replace(
        normalized, line_ends=0, byte_order_marks=0
    ).sentences():  # the form of lines is no news here
        report.add("changed", sentence)
    for doubt in decoded.warnings():
        report.add("warning", doubt)
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        report.add("changed", _("read as text: it is no workbook, whatever its ending says"))
    return Grid(path.name, _without_guards(rows, report), lines, report, is_sheet=False)


def _shown(delimiter: str) -> str:
    return {"\t": _("tabs"), "": _("nothing: it has a single column")}.get(delimiter, f"“{delimiter}”")


def _without_guards(rows: list[list[str]], report: Report) -> list[Row]:
    """The rows with () for blank ones, and without the apostrophes that keep spreadsheets from taking texts for formulas."""
    guarded = 0
    for row in rows:
        for at, cell in enumerate(row):
            if cell.startswith("'") and (bare := unguarded(cell)) != cell:
                row[at] = bare
                guarded += 1
    if guarded:
        report.add(
            "changed",
            plural(
                "{n} apostrophe was left out before = + - or @, where it keeps spreadsheets from taking text for a formula",
                "{n} apostrophes were left out before = + - or @, where they keep spreadsheets from taking text for formulas",
                guarded,
            ),
        )
    return [() if is_blank(row) else row for row in rows]
