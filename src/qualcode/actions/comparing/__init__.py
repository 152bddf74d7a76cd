"""Comparing: periods, case summaries, a code seen from several sides, cases chosen by strata, and what stands behind concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.comparing import (
        candidates,
        cells,
        contradictions,
        evidence,
        groups,
        periods,
        selecting,
        selection_words,
        sides,
        summaries,
        summary_reading,
        summary_sheets,
        table_files,
        together,
        together_checks,
        together_tables,
        triangulation,
    )

    __all__ = [
        "candidates",
        "cells",
        "contradictions",
        "evidence",
        "groups",
        "periods",
        "selecting",
        "selection_words",
        "sides",
        "summaries",
        "summary_reading",
        "summary_sheets",
        "table_files",
        "together",
        "together_checks",
        "together_tables",
        "triangulation",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
