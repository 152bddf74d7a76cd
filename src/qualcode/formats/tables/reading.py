"""Tables that people bring along: CSV as every program writes it, with comma, semicolon or tab, in any encoding."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
        _require(self.name, self.columns, columns)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's line in the file and its cells under the names of the columns in lower case."""
        names = [column.casefold() for column in self.columns]
        return ((line, dict(zip(names, row))) for line, row in zip(self.lines, self.rows))


@dataclass(frozen=True, slots=True)
class TableStream:
    """A table whose rows are read while they are walked, once: each its line in the file and its cells, as wide as the header."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]]]

    def require(self, *columns: str) -> None:
        """Raise UnreadableInput naming the first of ``columns`` that is not there."""
        _require(self.name, self.columns, columns)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's line in the file and its cells under the names of the columns in lower case."""
        names = [column.casefold() for column in self.columns]
        return ((line, dict(zip(names, row))) for line, row in self.rows)


def read_text_table(path: Path, encoding: str | None = None) -> TextTable:
    """The table in a CSV or TSV file; empty rows are left out, and so is the guard of spreadsheets before = + - @.

    Raises UnreadableInput, with the line, when the file is no table: nothing in it, a quotation mark that never ends, two
    columns of one name, a row with more cells than columns.
    """
    stream = stream_text_table(path, encoding)
    table = TextTable(stream.name, stream.columns, [], [])
    for line, row in stream.rows:
        table.rows.append(row)
        table.lines.append(line)
    return table


def stream_text_table(path: Path, encoding: str | None = None) -> TableStream:
    """As ``read_text_table``, for files of very many rows: what is wrong with a row is raised when it is come to."""
    text = normalize(decode(read_bytes(path, _LARGEST_FILE), path.name, encoding).text).text
    rows = _rows(path.name, text)
    _line, header = next(rows, (0, []))
    columns = [column.strip() for column in header]
    named = [position for position, column in enumerate(columns) if column]
    check_names(path.name, [columns[position] for position in named])
    return TableStream(path.name, tuple(columns[at] for at in named), _cells(path.name, rows, columns, named))


def _cells(
    name: str, rows: Iterator[tuple[int, list[str]]], columns: Sequence[str], named: Sequence[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row's line and its cells under columns that have a name."""
    for line, row in rows:
        if len(row) != len(columns) or len(named) < len(columns):
            _check_width(name, line, row, columns)
            row = [row[at] if at < len(row) else "" for at in named]
        yield line, tuple(map(unguarded, row))


def _require(name: str, there: Sequence[str], needed: Sequence[str]) -> None:
    keys = {column.casefold() for column in there}
    for column in needed:
        if column not in keys:
            raise UnreadableInput(
                _("{name} has no column {column!r}.", name=name, column=column),
                _("It needs {needed}; it has {there}.", needed=listed(needed), there=listed(there)),
            )


def read_table(path: Path, encoding: str | None = None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns and the rows in a CSV or TSV file, all texts; see ``read_text_table``."""
    table = read_text_table(path, encoding)
    return table.columns, table.rows


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, and the line each begins on."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(_lines(text), delimiter=_delimiter(text.lstrip().partition("\n")[0]), strict=True)
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


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, cut off one by one: a list of them, or a stream, would hold the whole text again."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


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


def _check_width(name: str, line: int, row: list[str], columns: Sequence[str]) -> None:
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
    return _GUARD.sub("", cell, count=1) if cell[:1] == "'" and _GUARD.match(cell) else cell
