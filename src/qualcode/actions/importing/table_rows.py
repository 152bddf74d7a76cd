"""Tables that say something of what the project holds, row by row: which columns are understood, and where an error arose."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from qualcode.errors import QualcodeError
from qualcode.formats.bundle import Report
from qualcode.formats.tables.reading import TextTable
from qualcode.messages import _, plural


def begin(table: TextTable, known: Collection[str], *needed: str) -> Report:
    """A report that counts the rows and names the columns nobody reads. Raises UnreadableInput without those ``needed``."""
    table.require(*needed)
    report = Report(table.name)
    report.add("read", plural("{n} row", "{n} rows", len(table.rows)))
    for column in table.columns:
        if column.casefold() not in known:
            report.add("not carried", _("the column {column!r}", column=column))
    return report


@contextmanager
def at(table: TextTable, line: int) -> Iterator[None]:
    """Say of an error inside where in the file it arose."""
    try:
        yield
    except QualcodeError as error:
        error.message = _("{name}, line {line}: {problem}", name=table.name, line=line, problem=error.message)
        raise
