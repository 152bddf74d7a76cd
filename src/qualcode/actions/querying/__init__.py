"""Questions to the coded material: conditions, retrieval, saved queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.querying import (
        attributes,
        conditions,
        material,
        memos,
        retrieval,
        saved,
    )

    __all__ = [
        "attributes",
        "conditions",
        "material",
        "memos",
        "retrieval",
        "saved",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
