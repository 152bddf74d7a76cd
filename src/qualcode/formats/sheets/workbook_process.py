"""Opens workbooks in a process of its own, as ``apart`` says: the library for them asks for as much memory as a file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from qualcode.formats import apart
from qualcode.formats.sheets.code_list import FIRST_ROWS, is_code_list
from qualcode.text.names import name_key

Place = tuple[int, int]


class Locked(Exception):
    """The workbook needs a password."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first on, without the empty columns before ``start``, the place of its first cell.

    Places are rows and columns from 0. ``merged`` are first and last places of cells that are one.
    """

    name: str
    start: Place | None
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[Place, Place]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook with one of its sheets, None where there is none of the name.

    ``others`` are the names of those with cells, ``broken`` of those that could not be read. ``codes`` is another sheet,
    which says what codes mean.
    """

    names: list[str]
    sheet: Sheet | None = None
    others: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    codes: Sheet | None = None


def open_apart(path: Path, sheet: str | None) -> Workbook:
    """The workbook with the sheet of this name, else with the first visible one that holds something but a list of codes.

    Raises Locked; BrokeDown where the file is damaged.
    """
    found = apart.ask(__name__, str(path.absolute()), *filter(None, [sheet]))
    if found is None:
        raise Locked
    assert isinstance(found, Workbook)
    return found


def _open(path: str, sheet: str | None = None) -> Workbook | None:
    from python_calamine import CalamineWorkbook, PasswordError

    with Path(path).open("rb") as file:  # not by its path, whose ending may say another format than the file has
        try:
            book = CalamineWorkbook.from_filelike(file)
        except PasswordError:
            return None
    visible = [it.name for it in book.sheets_metadata if str(it.visible).endswith(".Visible")]
    in_order = [*visible, *(name for name in book.sheet_names if name not in visible)]
    tables = {it.name for it in book.sheets_metadata if str(it.typ).endswith((".WorkSheet", ".DialogSheet"))}
    begins = {name: _begin(book, name) for name in in_order}
    filled = [name for name in in_order if begins[name]]
    codes = [name for name in filled if is_code_list(begins[name] or [])]
    by_likelihood = [*(name for name in filled if name not in codes), *codes, *in_order]
    meant = [name for name in in_order if name_key(name) == name_key(sheet)] if sheet else by_likelihood
    if not meant:
        return Workbook(book.sheet_names)
    others = [name for name in book.sheet_names if name in filled and name != meant[0]]
    of_codes = next((_sheet(book, name) for name in codes if name != meant[0]), None)
    broken = [name for name in in_order if name in tables and begins[name] is None]
    return Workbook(book.sheet_names, _sheet(book, meant[0]), others, broken, of_codes)


def _begin(book: Any, name: str) -> list[list[Any]] | None:
    """The first rows of a sheet; None where it cannot be read: it is a chart, or broken, beside others that are not."""
    try:
        sheet = book.get_sheet_by_name(name)
        return [] if sheet.start is None else list(islice(sheet.iter_rows(), FIRST_ROWS))
    except BaseException:  # what the library panics with, too
        return None


def _sheet(book: Any, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return Sheet(name, None, [], [])
    return Sheet(name, sheet.start, list(sheet.iter_rows()), list(getattr(sheet, "merged_cell_ranges", None) or ()))


if __name__ == "__main__":
    # What is pickled must be of a module that can be imported by this name.
    from qualcode.formats.sheets import workbook_process

    apart.answer(workbook_process._open)
