"""Reliability studies from the drawing of documents to the paragraph in the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.studies import (
        adjudication,
        blind_copies,
        course,
        drift,
        erasure,
        figures,
        intra,
        report,
        rounds,
        sampling,
        size,
    )

    __all__ = [
        "adjudication",
        "blind_copies",
        "course",
        "drift",
        "erasure",
        "figures",
        "intra",
        "report",
        "rounds",
        "sampling",
        "size",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
