"""Colours and sizes that all pictures share. Sizes of letters are points, all other lengths inches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

TITLE, BODY, SMALL = 10.5, 8.0, 6.5
INK, SOFT, FAINT, RULE = "#1a1a1a", "#595959", "#757575", "#d9d9d9"
ACCENT, SECOND = "#0072B2", "#D55E00"
#: Colours that people with any colour vision tell apart (Okabe and Ito 2008), without the yellow that vanishes on paper.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7F7F7F", "#000000")
#: Light to dark, monotone in lightness, so that a print in grey says the same; and one with a middle, for figures below 0.
RAMP = ("#fbfbf3", "#d9eed3", "#a3dabf", "#5bbcc0", "#2b93b9", "#2660a3", "#1d3476", "#0b1445")
TWO_SIDED = ("#8a4308", "#d98a2b", "#f6d9ac", "#f7f7f7", "#d0cbe6", "#8678b6", "#3f1a6d")
NOTHING = "#f0f0f0"

#: Settings of matplotlib while a picture is drawn and written: text stays text, "$" is a dollar, names inside are always the same.
SETTINGS: dict[str, Any] = {
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "qualcode",
    "axes.unicode_minus": False,
    "hatch.linewidth": 0.5,
    "hatch.color": "#8c8c8c",
    "path.simplify": False,
    "savefig.transparent": False,
}


def ramp(colors: Sequence[str]) -> Colormap:
    """The colours from the first to the last of ``colors``, for 0 to 1."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("ramp", list(colors))


def luminance(color: Any) -> float:
    """How bright a colour is, from 0 to 1 (relative luminance of WCAG 2)."""
    from matplotlib.colors import to_rgb

    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def ink_on(color: Any) -> str:
    """Black or white, whichever reads better on a colour."""
    return "#000000" if luminance(color) > 0.179 else "#ffffff"


def edge_of(color: Any) -> str:
    """The outline of a bar: one that keeps a light colour from vanishing on white paper."""
    return FAINT if luminance(color) > 0.6 else "none"


def number(value: float | int | None, whole: bool) -> str:
    """A figure as it stands in a picture: all of it where figures are ``whole``, else two places."""
    if value is None:
        return "–"
    if whole:
        return f"{value:,.0f}"
    text = f"{value + 0.0:.2f}"
    return f"{value:.1g}" if value and float(text) == 0 else text.replace("-0.00", "0.00")


def tick(value: float) -> str:
    """A round figure at an axis."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def all_whole(values: Sequence[float | int | None]) -> bool:
    """Whether all figures are counts."""
    return all(value is None or float(value).is_integer() for value in values)


def steps(highest: float, lowest: float = 0.0, whole: bool = False) -> list[float]:
    """Some round figures from ``lowest`` to ``highest``, for an axis; only whole ones where figures are ``whole``."""
    from matplotlib.ticker import MaxNLocator

    if highest <= lowest:
        highest = lowest + 1
    places = np.asarray(MaxNLocator(nbins=5, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(lowest, highest))
    within = places[(places >= lowest - 1e-9) & (places <= highest * (1 + 1e-9) + 1e-12)]
    return [float(place) for place in np.round(within, 10)]
