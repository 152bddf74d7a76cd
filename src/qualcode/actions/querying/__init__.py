"""Questions to the coded material: conditions, retrieval, saved queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.querying import (
        answering,
        attributes,
        conditions,
        material,
        memos,
        origins,
        retrieval,
        saved,
        search,
        segments,
        smart,
        vocabulary,
        whole_documents,
    )

    __all__ = [
        "answering",
        "attributes",
        "conditions",
        "material",
        "memos",
        "origins",
        "retrieval",
        "saved",
        "search",
        "segments",
        "smart",
        "vocabulary",
        "whole_documents",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
