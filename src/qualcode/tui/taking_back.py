"""What an undo would take back, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Operation = Mapping[str, Any]
"""A row of the history."""


def next_undo(latest_first: Iterable[Operation], is_mine: Callable[[str], bool]) -> str:
    """The words of the coder's latest operation still in force, as it was first done; empty where there is none among these."""
    rows = {row["number"]: row for row in latest_first}
    taken_back = set()
    for number, row in rows.items():
        if number not in taken_back and is_mine(row["coder"]):
            taken_back.add(row["undoes"])
            if row["kind"] not in ("undo", "setup"):
                return _first_label(rows, row)
    return ""


def _first_label(rows: Mapping[Any, Operation], row: Operation) -> str:
    """The label of what was first done, however often it has been undone and redone since."""
    while row["undoes"] in rows:
        row = rows[row["undoes"]]
    return str(row["label"])
