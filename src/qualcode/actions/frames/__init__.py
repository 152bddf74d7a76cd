"""Tables as pandas frames that say what their figures are, and the passages behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.frames import behind, frame, making, of_concepts, pairs_behind

    __all__ = ["behind", "frame", "making", "of_concepts", "pairs_behind"]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
