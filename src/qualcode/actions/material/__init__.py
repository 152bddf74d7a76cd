"""What is studied: documents with their turns and speakers, cases with their attributes, and what is linked to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.material import (
        answers,
        attributes,
        cases,
        documents,
        links,
        progress,
        sets,
        speakers,
        turns,
    )

    __all__ = [
        "answers",
        "attributes",
        "cases",
        "documents",
        "links",
        "progress",
        "sets",
        "speakers",
        "turns",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
