"""A framework matrix as a workbook that people write into: cells to be edited, quotes beside them, and what was there at first.

The sheet "summaries" has a row for each case, and for each code two columns: the summary, and the passages it rests on. A hidden
sheet holds case, code and text of every summary as they were written, so that reading the file back tells what was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused, UnreadableInput
from qualcode.formats.files import replacing
from qualcode.formats.sheets.reading import read_grid
from qualcode.messages import _

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET, BASE = "summaries", "qualcode"
PASSAGES = " (passages)"
_MARK = "qualcode summaries"
_WIDTHS = (24, 44, 44)
_MOST_CODES = 8_000
_BASE_COLUMNS = ("case", "case_guid", "code", "code_guid", "summary", "digest")


@dataclass(frozen=True)
class Cell:
    """A summary of a case under a code as it was when the file was written; names and identifiers of both."""

    case: str
    case_guid: str
    code: str
    code_guid: str
    summary: str
    digest: str


@dataclass
class FrameworkSheet:
    """``cases`` and ``codes`` in order; ``summaries`` and ``passages`` by case and code; ``base`` is what was there at first."""

    coder: str
    cases: list[str]
    codes: list[str]
    summaries: dict[tuple[str, str], str]
    passages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    base: Sequence[Cell] = ()
    notes: Sequence[str] = ()


def write_framework_sheet(sheet: FrameworkSheet, path: Path) -> None:
    """Write the workbook. Raises Refused for too many codes, Unreachable where the file cannot be written."""
    from xlsxwriter import Workbook

    if len(sheet.codes) > _MOST_CODES:
        raise Refused(_("A sheet has room for {n} codes.", n=_MOST_CODES), _("Name those you mean with --code."))
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        _write_cells(book, sheet)
        if sheet.notes:
            notes = book.add_worksheet("notes")
            for number, note in enumerate(sheet.notes):
                notes.write_string(number, 0, note)
        _write_base(book.add_worksheet(BASE), sheet)
    with replacing(path) as draft:
        draft.write_bytes(content.getvalue())


def _write_cells(book: Any, sheet: FrameworkSheet) -> None:
    made = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    edited = book.add_format({"text_wrap": True, "valign": "top"})
    beside = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#595959", "bg_color": "#F2F2F2"})
    made.write_string(0, 0, "case", head)
    made.set_column(0, 0, _WIDTHS[0], edited)
    for at, code in enumerate(sheet.codes):
        made.write_string(0, 2 * at + 1, code, head)
        made.write_string(0, 2 * at + 2, code + PASSAGES, head)
        made.set_column(2 * at + 1, 2 * at + 1, _WIDTHS[1], edited)
        made.set_column(2 * at + 2, 2 * at + 2, _WIDTHS[2], beside)
    for number, case in enumerate(sheet.cases, start=1):
        made.write_string(number, 0, case, edited)
        for at, code in enumerate(sheet.codes):
            if text := sheet.summaries.get((case, code)):
                made.write_string(number, 2 * at + 1, text, edited)
            if quoted := sheet.passages.get((case, code)):
                made.write_string(number, 2 * at + 2, quoted, beside)
    made.freeze_panes(1, 1)


def _write_base(made: Worksheet, sheet: FrameworkSheet) -> None:
    made.hide()
    made.write_string(0, 0, _MARK)
    made.write_string(0, 1, sheet.coder)
    for at, name in enumerate(_BASE_COLUMNS):
        made.write_string(1, at, name)
    for number, cell in enumerate(sheet.base, start=2):
        values = (cell.case, cell.case_guid, cell.code, cell.code_guid, cell.summary, cell.digest)
        for at, value in enumerate(values):
            if value:
                made.write_string(number, at, value)


def read_framework_sheet(path: Path) -> FrameworkSheet:
    """What a workbook written by ``write_framework_sheet`` says now. Raises UnreadableInput for any other file.

    Two rows of one case or two columns of one code are an error as well: which of them counts is not known.
    """
    coder, base = _read_base(path)
    grid = read_grid(path, SHEET)
    rows = [(number, row) for number, row in zip(grid.numbers, grid.rows, strict=True) if row]
    if not rows or not rows[0][1] or rows[0][1][0].strip() != "case":
        raise UnreadableInput(
            _("The sheet {sheet} of {name} does not begin with a column “case”.", sheet=SHEET, name=path.name),
            _("Leave its first row and its first column where they are."),
        )
    heads = [cell.strip() for cell in rows[0][1]]
    codes = {at: head for at, head in enumerate(heads) if at and head and not head.endswith(PASSAGES)}
    _require_once(path, list(codes.values()), _("column"))
    found = FrameworkSheet(coder, [], list(codes.values()), {}, base=base)
    for _number, row in rows[1:]:
        case = row[0].strip()
        if not case:
            if any(at < len(row) and row[at].strip() for at in codes):
                raise UnreadableInput(
                    _("Row {row} of {name} has summaries and no case.", row=_number, name=path.name),
                    _("Write the name of the case into the first column."),
                )
            continue
        found.cases.append(case)
        for at, code in codes.items():
            if at < len(row) and row[at].strip():
                found.summaries[case, code] = row[at]
    _require_once(path, found.cases, _("row"))
    return found


def _require_once(path: Path, names: Sequence[str], what: str) -> None:
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise UnreadableInput(
            _("{name} has a second {what} {twice!r}.", name=path.name, what=what, twice=twice),
            _("Each may stand there once, or it is not known which counts."),
        )


def _read_base(path: Path) -> tuple[str, list[Cell]]:
    hint = _("Export one first: qualcode summaries export FILE.xlsx")
    try:
        grid = read_grid(path, BASE)
    except UnreadableInput as error:
        if path.is_file() and path.suffix.lower() == ".xlsx":
            raise UnreadableInput(_("{name} is no sheet of summaries.", name=path.name), hint) from error
        raise
    rows = [[*row, *[""] * (len(_BASE_COLUMNS) - len(row))] for row in grid.rows if row]
    if not rows or rows[0][0] != _MARK:
        raise UnreadableInput(_("{name} is no sheet of summaries.", name=path.name), hint)
    return rows[0][1], [Cell(*row[: len(_BASE_COLUMNS)]) for row in rows[2:]]
