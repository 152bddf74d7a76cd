"""How far coders agree, over which units, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.agreement import (
        measuring,
        other_programs,
        overview,
        passages,
        rounds,
        unit_grids,
    )

    __all__ = [
        "measuring",
        "other_programs",
        "overview",
        "passages",
        "rounds",
        "unit_grids",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
