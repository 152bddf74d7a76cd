"""A course of figures as bars in one line."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def bars(figures: Sequence[float | None]) -> str:
    """A bar for each figure from 0 to 1, twice as wide as high; below 0 the lowest, · where there is none."""
    return " ".join(_bar(figure) for figure in figures)


def _bar(figure: float | None) -> str:
    if figure is None:
        return "··"
    return 2 * _BARS[min(max(round(figure * len(_BARS)) - 1, 0), len(_BARS) - 1)]
