"""The colours of a table of figures: ramps whose lightness grows or falls evenly for every eye, and marks in place of colours."""

from __future__ import annotations

from functools import lru_cache

from qualcode.tui.view.style import blend, contrast, rgb

# Five points of viridis, by Nathaniel Smith, Stéfan van der Walt and Eric Firing (CC0); on a light page from pale to deep blue.
_ON_DARK = tuple(map(rgb, ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")))
_ON_LIGHT = tuple(map(rgb, ("#f3f3c8", "#a3dabf", "#2b93b9", "#2660a3", "#0b1445")))
_MARKS = "░▒▓█"
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS = 48


def heat(share: float, dark: bool) -> tuple[str, str]:
    """The colours behind a figure and of its words, by what part of the highest it is; on a light page the highest is darkest."""
    return _heat(round(min(max(share, 0.0), 1.0) * _STEPS), dark)


@lru_cache(2 * _STEPS + 2)
def _heat(step: int, dark: bool) -> tuple[str, str]:
    share = step / _STEPS
    ramp = _ON_DARK if dark else _ON_LIGHT
    at = share * (len(ramp) - 1)
    low = min(int(at), len(ramp) - 2)
    behind = blend(ramp[low + 1], ramp[low], at - low)
    words = max((_BLACK, _WHITE), key=lambda ink: contrast(ink, behind))
    return "#{:02x}{:02x}{:02x}".format(*behind), "#{:02x}{:02x}{:02x}".format(*words)


def mark(share: float) -> str:
    """The mark that stands for the colour: nothing for 0, then darker and darker."""
    return _MARKS[min(int(share * len(_MARKS)), len(_MARKS) - 1)] if share > 0 else " "
