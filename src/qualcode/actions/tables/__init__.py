"""Tables of codes by anything: frequencies, matrices, co-occurrence, panels, frameworks, saturation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.tables import (
        attribute_dimensions,
        case_levels,
        cell_codings,
        chosen_parts,
        crossings,
        dimensions,
        formulas,
        framework,
        independence,
        joining,
        named_periods,
        panels,
        periods,
        saturation,
        set_dimensions,
    )

    __all__ = [
        "attribute_dimensions",
        "case_levels",
        "cell_codings",
        "chosen_parts",
        "crossings",
        "dimensions",
        "formulas",
        "framework",
        "independence",
        "joining",
        "named_periods",
        "panels",
        "periods",
        "saturation",
        "set_dimensions",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
