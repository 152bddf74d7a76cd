"""Tables that people bring along: CSV as every program writes it, with comma, semicolon or tab, in any encoding."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.messages import _, listed
from qualcode.text.normalize import normalize

_LARGEST_FILE = 500 * MEGABYTE
_GUARD = re.compile(r"'(?='*[=+\-@])")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as read: every cell a text, every row as wide as the header, ``lines`` where each row begins in the file."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    lines: list[int]

    def require(self, *columns: str) -> None:
        """Raise UnreadableInput naming the first of ``columns`` that is not there."""
        there = {column.casefold() for column in self.columns}
        for column in columns:
            if column not in there:
                raise UnreadableInput(
                    _("{name} has no column {column!r}.", name=self.name, column=column),
                    _(
                        "It needs {needed}; it has {there}.",
                        needed=listed(columns),
                        there=listed(self.columns),
                    ),
                )

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's line in the file and its cells under the names of the columns in lower case."""
        names = [column.casefold() for column in self.columns]
        return ((line, dict(zip(names, row))) for line, row in zip(self.lines, self.rows))


def read_text_table(path: Path, encoding: str | None = None) -> TextTable:
    """The table in a CSV or TSV file; empty rows are left out, and so is the guard of spreadsheets before = + - @.

    Raises UnreadableInput, with the line, when the file is no table: nothing in it, a quotation mark that never ends, two
    columns of one name, a row with more cells than columns.
    """
    text = normalize(decode(read_bytes(path, _LARGEST_FILE), path.name, encoding).text).text
    rows = _rows(path.name, text)
    _line, header = next(rows, (0, []))
    columns = [column.strip() for column in header]
    named = [position for position, column in enumerate(columns) if column]
    check_names(path.name, [columns[position] for position in named])
    table = TextTable(path.name, tuple(columns[position] for position in named), [], [])
    for line, row in rows:
        _check_width(path.name, line, row, columns)
        table.rows.append(tuple(unguarded(row[at]) if at < len(row) else "" for at in named))
        table.lines.append(line)
    return table


def read_table(path: Path, encoding: str | None = None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns and the rows in a CSV or TSV file, all texts; see ``read_text_table``."""
    table = read_text_table(path, encoding)
    return table.columns, table.rows


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, and the line each begins on."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text.lstrip().partition("\n")[0]), strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableInput(
            _("{name} is no table from line {line} on: {reason}.", name=name, line=line, reason=error),
            _("Look for a quotation mark that is opened and never closed."),
        ) from error


def _delimiter(header: str) -> str:
    return max((",", ";", "\t"), key=lambda delimiter: len(next(csv.reader([header], delimiter=delimiter), [])))


def check_names(name: str, columns: list[str]) -> None:
    """Raise UnreadableInput where there are no names of columns, or two are the same; ``name`` is the file's."""
    if not columns:
        raise UnreadableInput(
            _("{name} holds no table.", name=name), _("Its first line must name the columns, separated by commas.")
        )
    keys = [column.casefold() for column in columns]
    for column, key in zip(columns, keys):
        if keys.count(key) > 1:
            raise UnreadableInput(
                _("{name} has two columns named {column!r}.", name=name, column=column), _("Rename one of them.")
            )


def _check_width(name: str, line: int, row: list[str], columns: list[str]) -> None:
    surplus = [cell for at, cell in enumerate(row) if cell.strip() and (at >= len(columns) or not columns[at])]
    if surplus:
        raise UnreadableInput(
            _(
                "{name} has a cell without a column on line {line}: {cell!r}.",
                name=name,
                line=line,
                cell=surplus[0][:40],
            ),
            _("A cell that holds the separator must stand in quotation marks."),
        )


def unguarded(cell: str) -> str:
    """``cell`` without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return _GUARD.sub("", cell, count=1) if _GUARD.match(cell) else cell
