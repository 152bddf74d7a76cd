"""Whether a project is whole."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.privacy import consent
from qualcode.actions.revising import unplaced
from qualcode.messages import plural
from qualcode.store import checks
from qualcode.store.view import View


def findings(view: View) -> list[str]:
    """What is wrong with the project, one sentence each; empty when all is well."""
    return list(checks.findings(view))


def notes(view: View) -> list[str]:
    """What is whole but waits for a person, one sentence each."""
    due = consent.due(view)
    waiting = unplaced.count(view)
    if not waiting:
        return due
    sentence = plural(
        "{n} coding or other span waits for a place since a revision: qualcode documents unplaced",
        "{n} codings or other spans wait for a place since a revision: qualcode documents unplaced",
        waiting,
    )
    return [sentence, *due]


def in_use(path: Path) -> list[str]:
    """What must travel with the project file at ``path`` for as long as another program has it open, one sentence each."""
    return checks.stray_files(path)
