"""Tables that are no questionnaire but something else qualcode knows, told by the names of their columns."""

from __future__ import annotations

from qualcode.errors import UnreadableInput
from qualcode.formats.codings_csv import NEEDED as CODINGS
from qualcode.formats.grid import Grid
from qualcode.messages import _

_CODEBOOK = frozenset(("parent", "color", "is_codable", "definition", "include", "exclude", "examples", "aliases"))
_DOCUMENTS = frozenset(("kind", "language", "occurred_on", "place", "case", "role"))
_ASSIGNMENTS = frozenset(("of_record", "done"))


def refuse_own_tables(grid: Grid) -> None:
    """Raise UnreadableInput, naming the command that reads it, for a table of codings, codes, cases, documents or assignments."""
    first = next((row for row in grid.rows if row), ())
    if command := _command({cell.strip().casefold().partition(":")[0] for cell in first}):
        raise UnreadableInput(
            _("{name} is no questionnaire: its columns are those of another table.", name=grid.name),
            _("Bring it in with: {command}", command=f"qualcode {command} {grid.name}"),
        )


def _command(columns: set[str]) -> str:
    if columns >= set(CODINGS):
        return "codings import"
    if "code" in columns and len(columns & _CODEBOOK) > 1:
        return "codebook import"
    if {"case", "parent"} <= columns:
        return "cases import"
    if {"document", "coder"} <= columns and columns & _ASSIGNMENTS:
        return "documents assign --from"
    return "documents set --from" if "document" in columns and len(columns & _DOCUMENTS) > 1 else ""
