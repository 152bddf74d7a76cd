"""Publications among the documents: known again, listed, exported, and screened for a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.literature import arriving, flow, references, screening, works

    __all__ = ["arriving", "flow", "references", "screening", "works"]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
