"""Whether a project is whole."""

from __future__ import annotations

from pathlib import Path

from qualcode.store import checks
from qualcode.store.session import View


def findings(view: View) -> list[str]:
    """What is wrong with the project, one sentence each; empty when all is well."""
    return list(checks.findings(view))


def in_use(path: Path) -> list[str]:
    """What must travel with the project file at ``path`` for as long as another program has it open, one sentence each."""
    return checks.stray_files(path)
