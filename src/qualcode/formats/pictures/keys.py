"""What colours and signs mean: the keys below or above a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import FAINT, SMALL, SOFT, steps, tick

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

_WIDE, _TALL = 0.17, 0.1
_RAMP_WIDTH = 1.5
_RAMP_STEPS = 64


@dataclass(frozen=True)
class Key:
    """A sign, its colour, and its meaning."""

    sign: Literal["box", "hatched", "line", "dashes", "dot", "diamond", "square"]
    color: Any
    meaning: str


def key(sheet: Sheet, x: float, y: float, entries: Sequence[Key]) -> float:
    """Draw a row of keys from ``x`` on, in as many lines as it takes; returns the place below them."""
    begin = x
    for entry in entries:
        wide = _WIDE + 0.06 + sheet.lettering.width(sheet.lettering.set(entry.meaning), SMALL) + 0.22
        if x > begin and x + wide - 0.22 > sheet.width:
            x, y = begin, y + 0.16
        _sign(sheet, x, y, entry)
        sheet.text(x + _WIDE + 0.06, y + _TALL / 2, entry.meaning, SMALL, va="center_baseline", color=SOFT)
        x += wide
    return y + 0.16


def _sign(sheet: Sheet, x: float, y: float, entry: Key) -> None:
    from matplotlib.patches import Rectangle

    axes = sheet.axes(x, y, _WIDE, _TALL)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    match entry.sign:
        case "box":
            axes.add_patch(Rectangle((0, 0), 1, 1, facecolor=entry.color, edgecolor="none"))
        case "hatched":
            axes.add_patch(Rectangle((0, 0), 1, 1, facecolor=entry.color, edgecolor=FAINT, linewidth=0.4, hatch="////"))
        case "line" | "dashes":
            style = "-" if entry.sign == "line" else (0, (3, 2))
            axes.plot([0, 1], [0.5, 0.5], color=entry.color, linewidth=1.4, linestyle=style)
        case _:
            marker = {"dot": "o", "diamond": "D", "square": "s"}[entry.sign]
            axes.plot([0.5], [0.5], color=entry.color, marker=marker, markersize=4.5, clip_on=False)


def ramp_key(
    sheet: Sheet, x: float, y: float, colors: Colormap, ends: tuple[float, float], meaning: str, whole: bool
) -> float:
    """Draw the colours from the lowest to the highest figure and what they stand for; returns the place to the right."""
    from matplotlib.collections import PolyCollection

    axes = sheet.axes(x, y, _RAMP_WIDTH, _TALL)
    axes.set_xlim(0, _RAMP_STEPS)
    axes.set_ylim(0, 1)
    boxes = [[(at, 0), (at + 1.3, 0), (at + 1.3, 1), (at, 1)] for at in range(_RAMP_STEPS)]
    shades = [colors((at + 0.5) / _RAMP_STEPS) for at in range(_RAMP_STEPS)]
    axes.add_collection(PolyCollection(boxes, facecolors=shades, linewidths=0), autolim=False)
    low, high = ends
    for value in steps(high, low, whole):
        place = x + _RAMP_WIDTH * (value - low) / (high - low)
        side = "left" if value == low else "center"
        sheet.text(place, y + _TALL + 0.03, tick(value), SMALL, ha=side, va="top", color=SOFT)
    meaning = sheet.lettering.set(meaning)
    sheet.text(x + _RAMP_WIDTH + 0.12, y + _TALL / 2, meaning, SMALL, va="center_baseline", color=SOFT)
    return x + _RAMP_WIDTH + 0.4 + sheet.lettering.width(meaning, SMALL)
