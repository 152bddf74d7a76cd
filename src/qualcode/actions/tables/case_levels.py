"""Cases within cases: which case a document counts for at a level of province, city, county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from qualcode.actions.layers import Codings
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View


@dataclass(frozen=True)
class CaseRows:
    """The cases that have a label of their own, and for every case's id the position of the one it counts for."""

    rows: Sequence[Row[Any]]
    at: Mapping[int, int]


def case_rows(view: View, level: int | None = None) -> CaseRows:
    """All cases, each for itself; with ``level`` those below that level (1 is the top) count for the case of that level above them.

    Raises WrongUse for a level below 1.
    """
    rows = queries.cases(view)
    if level is None:
        return CaseRows(rows, {row.id: number for number, row in enumerate(rows)})
    if level < 1:
        raise WrongUse(_("Levels of cases count from 1, the top."))
    above = {row.id: row.parent_id for row in rows}
    lines = {row.id: ancestry(above, row.id) for row in rows}
    kept = [row for row in rows if len(lines[row.id]) <= level]
    at = {row.id: number for number, row in enumerate(kept)}
    return CaseRows(kept, {case: at[line[min(level, len(line)) - 1]] for case, line in lines.items()})


def ancestry(above: Mapping[int, int | None], case: int) -> list[int]:
    """The ids of the cases a case lies in, the outermost first, and its own."""
    line = [case]
    while (parent := above.get(line[-1])) is not None and parent not in line:
        line.append(parent)
    return line[::-1]


def cases_of_documents(view: View, codings: Codings, level: int | None = None) -> dict[int, set[int]]:
    """For each document's position the positions of its cases (see ``case_rows``)."""
    at = case_rows(view, level).at
    document_at = {row.id: number for number, row in enumerate(codings.documents)}
    found: dict[int, set[int]] = {}
    for row in queries.document_cases(view):
        if row.document_id in document_at:
            found.setdefault(document_at[row.document_id], set()).add(at[row.case_id])
    return found
