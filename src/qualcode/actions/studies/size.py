"""How many units a round needs, from how often codes were used so far."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.actions.agreement.unit_grids import Touch, unit_grid
from qualcode.actions.layers import codings
from qualcode.messages import _
from qualcode.store.view import View
from qualcode.table import Cell, Table

COLUMNS = ("code", "share", "alpha", "half_width", "level", "units")
_SHARES = (0.5, 0.3, 0.2, 0.1, 0.05, 0.02)


def units_for(
    view: View,
    *,
    alpha: float = 0.8,
    half_width: float = 0.1,
    level: float = 0.95,
    shares: Sequence[float] = (),
    unit: str | None = None,
    touch: Touch = "half",
) -> Table:
    """The units two coders must judge for an interval of ``half_width`` to either side; see ``units_needed``.

    For ``shares`` of units that hold a code; without them for each code as it was used so far (the most demanding first), or, where
    nothing is coded, for a few usual shares. Raises WrongUse for what is no share.
    """
    from qualcode.analysis.agreement.sample_size import CITATION, units_needed

    used = {} if shares else _shares_of_codes(view, unit, touch)
    wanted: list[tuple[str, float]] = [("", share) for share in shares] or list(used.items())
    rows: list[tuple[Cell, ...]] = [
        (code, share, alpha, half_width, level, units_needed(alpha, share, half_width, level))
        for code, share in wanted or [("", share) for share in _SHARES]
    ]
    rows.sort(key=lambda row: -int(row[5] or 0))
    notes = (
        _(
            "Units that two coders must judge, so that the interval of a code's alpha reaches half_width to either side."
        ),
        _(
            "share: the part of the units that hold the code. alpha: the agreement expected. Uncoded units count as well."
        ),
        CITATION,
    )
    return Table(COLUMNS, rows, notes)


def _shares_of_codes(view: View, unit: str | None, touch: Touch) -> dict[str, float]:
    """For each code the share of units that hold it, in documents where anything is coded."""
    import numpy as np

    found = codings(view)
    table = found.table
    grid = unit_grid(view, found, unit, set(table.document.tolist()))
    coding, touched = grid.touched(table, touch)
    held = {(code, at) for code, at in zip(table.code[coding].tolist(), touched.tolist(), strict=True)}
    counts = np.bincount([code for code, _at in held], minlength=len(table.codes)).tolist()
    return {code: count / len(grid) for code, count in zip(table.codes, counts, strict=True) if 0 < count < len(grid)}
