"""The words of the material: counts, keyness, concordances."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.words import (
        concordance,
        counts,
        selected_text,
        wording,
    )

    __all__ = [
        "concordance",
        "counts",
        "selected_text",
        "wording",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
