"""What was done, taking it back, and doing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from qualcode.errors import Refused, WrongUse
from qualcode.messages import _
from qualcode.store import rounds
from qualcode.store import undo as undoing
from qualcode.store.extent import rows_changed
from qualcode.store.models import Coder, Operation, ProjectRow
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table


def history(view: View, limit: int | None = None) -> Table:
    """The operations of the project, latest first: number, at, coder, label, kind and, for undo and redo, what it takes back."""
    statement = (
        select(Operation.id, Operation.at, Coder.name, Operation.label, Operation.kind, Operation.undoes)
        .join(Coder, Operation.coder_id == Coder.id)
        .where(*rounds.told(view.connection, rounds.viewer_id(view)))
        .order_by(Operation.id.desc())
        .limit(limit)
    )
    rows = [
        (row.id, row.at.isoformat(timespec="seconds"), row.name, row.label, row.kind, row.undoes)
        for row in view.connection.execute(statement)
    ]
    return Table(("number", "at", "coder", "label", "kind", "undoes"), rows, tuple(rounds.notes(view)))


def latest_operation(view: View) -> int:
    """The number of the newest operation: it grows with every change, so that a reader can tell whether to look again."""
    return view.connection.scalar(select(Operation.id).order_by(Operation.id.desc()).limit(1)) or 0


def project_guid(view: View) -> str:
    """What tells this project from every other, and stays the same in its copies."""
    guid = view.connection.scalar(select(ProjectRow.guid))
    return "" if guid is None else guid.hex


def undoable(view: View) -> str:
    """What an undo of who looks would take back, in words; empty where there is nothing."""
    operation = undoing.latest_undoable(view.connection, rounds.viewer_id(view))
    return "" if operation is None else str(undoing.original(view.connection, operation.id).label)


@dataclass(frozen=True)
class Step:
    """What an undo or redo would change: the kind of action it takes back or does again, its words, and how many rows, by table."""

    kind: str
    label: str
    rows: Mapping[str, int]


def next_step(view: View, *, again: bool = False) -> Step | None:
    """What an undo of who looks would take back, or with ``again`` a redo do again; None where there is nothing."""
    find = undoing.latest_redoable if again else undoing.latest_undoable
    operation = find(view.connection, rounds.viewer_id(view))
    if operation is None:
        return None
    original = undoing.original(view.connection, operation.id)
    return Step(original.kind, original.label, rows_changed(view.connection, operation.id))


def undoes(view: View, operation: int) -> int | None:
    """The number of the operation that an undo or redo took back, or did again; None for others."""
    return view.connection.scalar(select(Operation.undoes).where(Operation.id == operation))


def undo(work: Work) -> str:
    """Take back the coder's latest operation still in force and return its label.

    Raises Refused when there is none, when it erased something for good, or when something it left has been changed since;
    WrongUse after other changes in the same unit of work.
    """
    operation = undoing.latest_undoable(work.connection, work.coder_id)
    if operation is None:
        raise Refused(_("There is nothing of yours to undo."))
    if operation.kind == undoing.ERASE:
        raise Refused(
            _("“{label}” cannot be undone: what was erased is gone for good.", label=operation.label),
            _("What you did before it stays as it is."),
        )
    return _revert(work, operation.id, undoing.UNDO, _("undid: {label}"))


def redo(work: Work) -> str:
    """Do again what the coder undid last and return its label. Raises Refused when there is nothing to redo."""
    operation = undoing.latest_redoable(work.connection, work.coder_id)
    if operation is None:
        raise Refused(_("There is nothing of yours to redo."))
    return _revert(work, operation.id, undoing.REDO, _("redid: {label}"))


def _revert(work: Work, operation_id: int, kind: str, words: str) -> str:
    if work.journal.has_changes:
        raise WrongUse(_("What is being done cannot be undone before it is finished."))
    undoing.revert(work.journal, operation_id)
    label = str(undoing.original(work.connection, operation_id).label)
    work.describe(kind, words.format(label=label), operation_id)
    return label
