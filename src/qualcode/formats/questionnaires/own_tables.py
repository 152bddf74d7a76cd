"""Tables that are no questionnaire but something else qualcode knows, told by the names of their columns."""

from __future__ import annotations

from shlex import quote

from qualcode.formats.base import NoDocument
from qualcode.formats.codings_csv import NEEDED as CODINGS
from qualcode.formats.sheets.grid import Grid, Row
from qualcode.messages import _

_CODEBOOK = frozenset(("parent", "color", "is_codable", "definition", "include", "exclude", "examples", "aliases"))
_DOCUMENTS = frozenset(("kind", "language", "occurred_on", "place", "case", "role"))
_ASSIGNMENTS = frozenset(("of_record", "done"))
# How the tables begin that commands print: nobody's answers, though they lie in the same folder.
_PRINTED = (
    *(("code", "codings", "documents"), ("code_a", "code_b"), ("row", "column", "value")),
    *(("code", "coders", "unit", "scope"), ("document", "start", "end"), ("document", "turn", "speaker", "role")),
    *(("document", "section", "kind"), ("number", "at", "coder")),
    *(("word", "count", "documents"), ("order", "document", "new_codes"), ("file", "document", "outcome")),
    *(("property", "value"), ("coder", "role", "kind"), ("from", "to", "kind", "status"), ("what", "where")),
    *(("memo", "title", "text"), ("program", "measure"), ("measure", "estimate")),
)


def refuse_own_tables(grid: Grid) -> None:
    """Raise NoDocument for what a command prints or reads: codings, codes, cases … That command is named, where there is one."""
    first = next((row for row in grid.rows if row), ())
    if command := _command({cell.strip().casefold().partition(":")[0] for cell in first}):
        raise NoDocument(
            _("{name} is no questionnaire: its columns are those of another table.", name=grid.name),
            _("Bring it in with: {command}", command=f"qualcode {command} {quote(grid.report.source)}"),
        )
    if _is_printed(grid, first):
        raise NoDocument(
            _("{name} is a table that qualcode made: no answers, and no document.", name=grid.name),
            _("Leave it out: name the files or the folders that hold documents."),
        )


def _is_printed(grid: Grid, header: Row) -> bool:
    """Whether a table begins as one that a command prints, or is a square of codes by codes."""
    names = [cell.strip().casefold() for cell in header]
    below = [row[0].strip().casefold() for row in grid.rows if row and row is not header]
    square = len(names) > 2 and names[0] == "code" and names[1:] == below
    return square or any(tuple(names[: len(beginning)]) == beginning for beginning in _PRINTED)


def _command(columns: set[str]) -> str:
    if columns >= set(CODINGS):
        return "codings import"
    if "code" in columns and len(columns & _CODEBOOK) > 1:
        return "codebook import"
    if {"speaker", "aliases", "role"} <= columns:
        return "speakers set --from"
    if {"case", "parent"} <= columns:
        return "cases import"
    if {"document", "coder"} <= columns and columns & _ASSIGNMENTS:
        return "documents assign --from"
    return "documents set --from" if "document" in columns and len(columns & _DOCUMENTS) > 1 else ""
