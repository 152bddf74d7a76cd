"""New texts for documents, and what becomes of all that stands on the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.revising import (
        revision_report,
        revisions,
        sections,
        spans,
        text_change,
        turns,
        unplaced,
    )

    __all__ = [
        "revision_report",
        "revisions",
        "sections",
        "spans",
        "text_change",
        "turns",
        "unplaced",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
