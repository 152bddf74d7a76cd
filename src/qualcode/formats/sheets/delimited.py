"""Tables written as lines of text: which character parts the cells and how cells are quoted is found out by trying.

The way of writing that gives most rows the same number of cells is the right one. Cells are never mended: a table that
cannot be parted without doubt is refused, with the line.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice

from qualcode.errors import UnreadableInput
from qualcode.messages import _

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200_000
_SAMPLE_ROWS = 200
_LIKELY = 0.7
_SAID = re.compile(r"sep=(.)\n", re.IGNORECASE)
_LONGEST_CELL = 100_000_000
_MOST_CELLS = 25_000_000
_MOST_ROWS = 1_048_576  # as many as a sheet has
_MOST_IN_LINE = 1_000_000  # a long text in a cell may hold many commas
_OFTEN_REPEATED = 40
_NOWHERE = "\x1f"  # parts nothing, in a table of one column


class _Broken(Exception):
    """A row that cannot be what the way of writing says it is."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Writing:
    """How a table is written: what parts the cells, and whether there is a space after it, whether quotation marks inside
    quoted cells have a backslash before them, and whether cells are quoted at all. ``begins`` is the line of its first row.
    """

    delimiter: str
    spaced: bool = False
    escaped: bool = False
    quoted: bool = True
    begins: int = 1

    def rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of ``text``, empty ones too, and the line each begins on. Raises _Broken."""
        csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(
            self._lines(text),
            delimiter=self.delimiter,
            skipinitialspace=self.spaced,
            escapechar="\\" if self.escaped else None,
            doublequote=not self.escaped,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            strict=self.quoted,
        )
        line = self.begins
        try:
            for row in reader:
                yield line, row
                line = self.begins + reader.line_num
        except csv.Error as error:
            raise _Broken(line, str(error)) from error

    def _lines(self, text: str) -> Iterator[str]:
        for number, line in enumerate(StringIO(text), self.begins):
            if len(line) > _MOST_IN_LINE and line.count(self.delimiter) > _MOST_IN_LINE:
                raise _Broken(number, _too_many(_MOST_IN_LINE))
            yield line


def read_rows(text: str, name: str) -> tuple[list[list[str]], list[int], str]:
    """The rows of a table, empty ones too, the line each begins on, and what parts the cells ("" in a single column).

    ``text`` has line ends "\\n"; ``name`` is the file's. Short cells that are equal share their memory. Raises
    UnreadableInput, with the line, for a quotation mark that never ends.
    """
    writing, table = _writing(text)
    try:
        rows, lines = _read(writing, table)
    except _Broken as error:
        raise UnreadableInput(
            _("{name} is no table from line {line} on: {reason}.", name=name, line=error.line, reason=error.reason),
            _("Look for a quotation mark that is opened and never closed, or export the table once more."),
        ) from error
    return rows, lines, writing.delimiter.replace(_NOWHERE, "")


def _writing(text: str) -> tuple[Writing, str]:
    """How ``text`` is written, and what of it is table: a line that tells Excel the separator is none."""
    begins, delimiters = 1, list(DELIMITERS)
    if said := _SAID.match(text):
        begins, delimiters, text = 2, [said[1]], text[said.end() :]
    sample = text[:_SAMPLE]
    likely = [Writing(delimiter, spaced, begins=begins) for spaced in (False, True) for delimiter in delimiters]
    if '\\"' in sample:
        likely += [replace(way, escaped=True) for way in likely]
    if "\t" in delimiters:
        likely.append(Writing("\t", quoted=False, begins=begins))
    scores = {way: _score(way, sample, cut=len(text) > _SAMPLE) for way in likely}
    even = [way for way in likely if scores[way][1] >= _LIKELY]
    # Of equals the first; a broken table is read too where no other way fits, so that the person is told where it breaks.
    return max(even, key=lambda way: scores[way], default=Writing(_NOWHERE, begins=begins)), text


def _score(way: Writing, sample: str, cut: bool) -> tuple[bool, float]:
    """Whether a table written so is whole, and how even it is."""
    rows: list[list[str]] = []
    whole = True
    try:
        rows.extend(row for _line, row in islice(way.rows(sample), _SAMPLE_ROWS))
        cut = cut and len(rows) < _SAMPLE_ROWS
    except _Broken:
        whole = cut
    if not way.quoted and any(_is_quoted(cell) for row in rows for cell in row):
        return False, 0
    widths = [len(row) for row in rows if len(row) > 1 or any(map(str.strip, row))]
    return whole, _evenness(widths[:-1] if cut and len(widths) > 1 else widths)


def _evenness(widths: Sequence[int]) -> float:
    """The share of rows that have the most frequent number of cells, and half a point if the first row is one of them.

    The first row may also have one cell less, where the names of rows have no heading.
    """
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0
    width, rows = counts.most_common(1)[0]
    return rows / len(widths) + (0.5 if widths[0] > 1 and widths[0] in (width, width - 1) else 0)


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell.startswith('"') and cell.endswith('"')


def _read(way: Writing, text: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    known: dict[str, str] = {}
    cells = 0
    for line, row in way.rows(text):
        cells += len(row)
        if cells > _MOST_CELLS:
            raise _Broken(line, _too_many(_MOST_CELLS))
        if len(rows) == _MOST_ROWS:
            raise _Broken(line, _("more than {n} rows", n=f"{_MOST_ROWS:,}"))
        rows.append([known.setdefault(cell, cell) if len(cell) < _OFTEN_REPEATED else cell for cell in row])
        lines.append(line)
    return rows, lines


def _too_many(cells: int) -> str:
    return _("more than {n} cells", n=f"{cells:,}")
