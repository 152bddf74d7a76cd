"""A look into the parts of a workbook before it is read: whether it would fit into memory, and the digits of long numbers.

The reader of workbooks lays every sheet out as a full rectangle from its first cell to its last, and keeps numbers as
floating-point ones, which hold no more than fifteen digits for sure. An .xlsx file may say more: account numbers and
identities that a program has written there as whole numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree

from qualcode.errors import UnreadableInput
from qualcode.formats.files import DAMAGED_ZIP, MEGABYTE, open_zip
from qualcode.messages import _

LongNumbers = dict[tuple[int, int], list[str]]
Opened = Callable[[], IO[bytes]]

_MOST_CELLS = 25_000_000
_LARGEST_PART = 500 * MEGABYTE
_LARGEST_WHOLE = 1000 * MEGABYTE
_SUSPICIOUS_SIZE = 20 * MEGABYTE
_SUSPICIOUS_RATIO = 200
_CHUNK = 4 * MEGABYTE

_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]{1,9})""")
_COLUMN = re.compile(rb"""r=["']([A-Z]{1,4})""")
_CELL = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,4})([0-9]{1,9})["'][^>]*(?<!/)>(?:<(?:\w+:)?v>(-?[0-9]{16,})</)?"""
)
_UNCOMPUTED = re.compile(rb"""(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)</(?:\w+:)?c>""")
_LONG = re.compile(rb">-?[0-9]{16,}<")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass
class Looked:
    """What was found in the sheets of a workbook.

    ``numbers`` are the whole numbers of more than fifteen digits, by row and column from 0, as written; ``uncomputed``
    counts the formulas without a result: a program wrote them, and no spreadsheet has computed them since.
    """

    numbers: LongNumbers = field(default_factory=dict)
    uncomputed: int = 0


def look_into(path: Path) -> Looked:
    """What the sheets of a workbook hold that its reader does not give.

    Raises UnreadableInput for a package that is damaged, has two parts of one name, or would unpack beyond all measure.
    """
    found = Looked()
    try:
        with open_zip(path) as archive:
            _check_parts(path, archive)
            if "content.xml" in archive.NameToInfo:
                with archive.open("content.xml") as stream:
                    _check_repeats(path.name, stream)
            for part in archive.namelist():
                if re.search(r"worksheets/[^/]+\.xml$", part):
                    _look_into_sheet(path.name, partial(archive.open, part), found)
    except (*DAMAGED_ZIP, etree.LxmlError) as error:
        raise damaged(path.name) from error
    return found


def damaged(name: str) -> UnreadableInput:
    """What is said of a workbook that cannot be opened."""
    return UnreadableInput(
        _("{name} is damaged, or no workbook.", name=name),
        _("Open it in Excel or LibreOffice and save it again as .xlsx, or save the table as .csv."),
    )


def _check_parts(path: Path, archive: ZipFile) -> None:
    parts = archive.infolist()
    if len({part.filename for part in parts}) != len(parts):
        raise _refused(path.name, _("two parts of its package have one name"))
    unpacked = 0
    for part in parts:
        unpacked += part.file_size
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _refused(path.name, _("its part {part} is packed in a way no workbook is", part=part.filename))
        if (
            part.file_size > _LARGEST_PART
            or unpacked > _LARGEST_WHOLE
            or _is_suspicious(part.file_size, part.compress_size)
            or _is_suspicious(unpacked, path.stat().st_size)
        ):
            size = unpacked // MEGABYTE
            raise _refused(
                path.name, _("with its part {part} it would unpack to {size} MB", part=part.filename, size=size)
            )


def _is_suspicious(size: int, packed: int) -> bool:
    return size > _SUSPICIOUS_SIZE and size > _SUSPICIOUS_RATIO * max(packed, 1)


def _look_into_sheet(name: str, opened: Opened, found: Looked) -> None:
    """First quickly: only where a sheet may be too large, or has long numbers, is every cell looked at."""
    last_row, columns, has_long = 0, set[bytes](), False
    for rows in _pieces(opened):
        last_row = max([last_row, *map(int, _ROW.findall(rows))])
        columns.update(_COLUMN.findall(rows))
        found.uncomputed += len(_UNCOMPUTED.findall(rows))
        has_long = has_long or _LONG.search(rows) is not None
    if has_long or last_row * max(map(_number, columns), default=0) > _MOST_CELLS:
        _look_at_cells(name, opened, found.numbers)


def _look_at_cells(name: str, opened: Opened, found: LongNumbers) -> None:
    rows, columns = set[int](), set[int]()
    for piece in _pieces(opened):
        for letters, digits, number in _CELL.findall(piece):
            row, column = int(digits) - 1, _number(letters) - 1
            rows.add(row)
            columns.add(column)
            if number:
                found.setdefault((row, column), []).append(number.decode())
    _check_extent(name, rows, columns)


def _pieces(opened: Opened) -> Iterator[bytes]:
    """The part in pieces that end where a row ends."""
    rest = b""
    with opened() as stream:
        while chunk := stream.read(_CHUNK):
            piece, end, rest = (rest + chunk).rpartition(b"row>")
            yield piece + end
    yield rest


def _number(letters: bytes) -> int:
    """A column's number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(name: str, stream: IO[bytes]) -> None:
    """In OpenDocument a cell or a row may say that it stands there many times."""
    row_number, rows, columns = 0, {0}, {0}
    tags = (f"{_TABLE}table-row", f"{_TABLE}table")
    for _event, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, huge_tree=False):
        if element.tag == tags[1]:
            row_number, rows, columns = 0, {0}, {0}
            continue
        row_number += int(element.get(f"{_TABLE}number-rows-repeated", 1))
        if width := _width(element):
            rows, columns = {0, row_number}, {0, max(*columns, width)}
            _check_extent(name, rows, columns)
        element.clear()


def _width(row: etree._Element) -> int:
    """How many cells a row has up to the last that holds something."""
    width = number = 0
    for cell in row:
        number += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if len(cell):
            width = number
    return width


def _check_extent(name: str, rows: set[int], columns: set[int]) -> None:
    """Raise UnreadableInput where the rectangle from the first cell to the last is too large."""
    if rows and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > _MOST_CELLS:
        raise UnreadableInput(
            _("{name} is too large: its cells lie too far apart.", name=name),
            _("Delete what stands far below or beside the table, or save the table as .csv."),
        )


def _refused(name: str, why: str) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is refused: {why}.", name=name, why=why),
        _("Open it in Excel or LibreOffice and save the table as .csv."),
    )
