"""Sheets of .xlsx, .xlsm, .xls and .ods files as texts: every cell as the spreadsheet shows it at full length.

A number is written without the ".0" of a float, a date as an ISO date, a time of day as 10:02:03. Formulas are read as
the results that were saved with them, and a result that is an error as nothing. How a number is formatted (as a
percentage, a currency) is not read: 45 % is 0.45, as it is in the cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.apart import BrokeDown
from qualcode.formats.bundle import Report
from qualcode.formats.sheets.code_list import code_list
from qualcode.formats.sheets.grid import Grid, Row, is_blank
from qualcode.formats.sheets.workbook_parts import LongNumbers, Looked, damaged, look_into
from qualcode.formats.sheets.workbook_process import Locked, Place, Sheet, Workbook, open_apart
from qualcode.messages import _, listed, plural
from qualcode.text.normalize import normalize
from qualcode.text.values import number_text

_EXACT = 10**15  # whole numbers below are kept exactly, and shown so
_DIGITS = 15
_HEADER_ROWS = 10
_OFTEN_REPEATED = 40

Cells = list[list[str]]


def read_workbook(path: Path, sheet: str | None, report: Report) -> Grid:
    """The sheet of this name, else the first visible one with something in it; the others are named in ``report``.

    Raises UnreadableInput for a file that is damaged, locked, too large or empty, and where there is no such sheet.
    """
    with path.open("rb") as file:
        is_package = file.read(2) == b"PK"
    looked = look_into(path) if is_package else Looked()
    book = _opened(path, sheet)
    found = _required(book, sheet, path.name)
    if found.start is None:
        raise UnreadableInput(
            _("There is nothing in {name}.", name=path.name), _("Its sheets are empty; ask for the file once more.")
        )
    report.add("read", _("the sheet {sheet!r}", sheet=found.name))
    if others := book.others:
        report.add("not carried", plural("the sheet {names}", "the sheets {names}", len(others), names=listed(others)))
    if book.broken:
        sentence = plural(
            "the sheet {names} is damaged and cannot be read",
            "the sheets {names} are damaged and cannot be read",
            len(book.broken),
            names=listed(book.broken),
        )
        report.add("warning", sentence)
    if looked.uncomputed:
        sentence = plural(
            "{n} formula has no result; open the file in Excel or LibreOffice and save it once",
            "{n} formulas have no result; open the file in Excel or LibreOffice and save it once",
            looked.uncomputed,
        )
        report.add("warning", sentence)
    rows = _texts(found, found.start[1], looked.numbers, report)
    merged = _fill_merged(rows, found.merged, found.start, report)
    shown: list[Row] = [() if is_blank(row) else row for row in rows]
    codes = code_list(_texts(book.codes, 0, {}, Report(""))) if book.codes else {}
    return Grid(path.name, shown, list(range(1, len(shown) + 1)), report, is_sheet=True, merged=merged, codes=codes)


def _opened(path: Path, sheet: str | None) -> Workbook:
    try:
        return open_apart(path, sheet)
    except Locked as error:
        raise UnreadableInput(
            _("{name} is password-protected.", name=path.name),
            _("Remove the password in Excel and save it again."),
        ) from error
    except BrokeDown as error:
        raise damaged(path.name) from error


def _required(book: Workbook, sheet: str | None, name: str) -> Sheet:
    if not book.names:
        raise damaged(name)
    if book.sheet is None:
        raise UnreadableInput(
            _("{name} has no sheet {sheet!r}.", name=name, sheet=sheet),
            _("Its sheets are: {sheets}", sheets=listed(book.names)),
        )
    return book.sheet


def _texts(sheet: Sheet, first_column: int, numbers: LongNumbers, report: Report) -> Cells:
    texts = _Texts(first_column, numbers)
    rows = [[texts.of(value, at, column) for column, value in enumerate(row)] for at, row in enumerate(sheet.rows)]
    if texts.cut:
        report.add(
            "warning",
            plural(
                "{n} number has more than {digits} digits, of which a spreadsheet keeps the first {digits} only; the rest "
                "may be wrong. Ask for a file in which this column is text.",
                "{n} numbers have more than {digits} digits, of which a spreadsheet keeps the first {digits} only; the "
                "rest may be wrong. Ask for a file in which this column is text.",
                texts.cut,
                digits=_DIGITS,
            ),
        )
    return rows


class _Texts:
    """Cells as texts; equal ones share their memory. ``cut`` counts numbers whose last digits are lost."""

    def __init__(self, first_column: int, numbers: LongNumbers) -> None:
        self._first_column, self._numbers = first_column, numbers
        self._known_numbers: dict[float, str] = {}
        self._known_texts: dict[str, str] = {}
        self.cut = 0

    def of(self, value: object, row: int, column: int) -> str:
        """The text of a cell at these positions of the rectangle."""
        if isinstance(value, str):
            return normalize(value).text if len(value) > _OFTEN_REPEATED else self._text(value)
        if isinstance(value, float):
            if abs(value) >= _EXACT and value.is_integer():
                return self._long(value, row, column)
            return self._known_numbers.get(value) or self._known_numbers.setdefault(value, number_text(value))
        return cell_text(value)

    def _text(self, value: str) -> str:
        return self._known_texts.get(value) or self._known_texts.setdefault(value, normalize(value).text)

    def _long(self, value: float, row: int, column: int) -> str:
        for digits in self._numbers.get((row, self._first_column + column), ()):
            if float(digits) == value:
                return digits
        self.cut += 1
        return number_text(value)


def cell_text(value: object) -> str:
    """The text of a cell that holds neither a text nor a number; "" for an empty one."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            whole = value.time() == time()
            return value.date().isoformat() if whole else value.replace(microsecond=0).isoformat(" ")
        case date():
            return value.isoformat()
        case time():
            return value.replace(microsecond=0).isoformat()
        case timedelta():
            return _duration(value)
        case int():
            return str(value)
    return ""


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _fill_merged(rows: Cells, ranges: Iterable[tuple[Place, Place]], start: Place, report: Report) -> frozenset[int]:
    """Cells merged into one hold it all: downwards anywhere, sideways only near the top, where headings are.

    Returns the positions of the rows that have cells merged sideways.
    """
    first_row, first_column = start
    downwards, sideways = 0, set[int]()
    for (top, left), (bottom, right) in ranges:
        text = _at(rows, top, left - first_column)
        last = right if top < first_row + _HEADER_ROWS else left
        for at in range(top, min(bottom + 1, len(rows))) if text.strip() else ():
            columns = slice(left - first_column, last - first_column + 1)
            rows[at][columns] = [text] * len(rows[at][columns])
            downwards += at > top
            sideways |= {at} if last > left else set()
    if downwards:
        report.add(
            "changed",
            plural(
                "{n} cell below a merged one was given what that holds",
                "{n} cells below merged ones were given what those hold",
                downwards,
            ),
        )
    return frozenset(sideways)


def _at(rows: Cells, row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and 0 <= column < len(rows[row]) else ""
