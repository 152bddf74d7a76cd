"""Tables of codes by anything: frequencies, matrices, co-occurrence, panels, frameworks, saturation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.tables import (
        case_levels,
        cell_codings,
        crossings,
        dimensions,
        formulas,
        framework,
        independence,
        joining,
        panels,
        periods,
        saturation,
        set_dimensions,
    )

    __all__ = [
        "case_levels",
        "cell_codings",
        "crossings",
        "dimensions",
        "formulas",
        "framework",
        "independence",
        "joining",
        "panels",
        "periods",
        "saturation",
        "set_dimensions",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
