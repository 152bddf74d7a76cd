"""The colours of coded text: tints that stay readable, and what each colour mode makes of overlapping codes.

Colours are ``#rrggbb`` and (red, green, blue) of 0–255. Contrast is WCAG 2's ratio of relative luminances
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): 4.5 is the least for text, 3 for graphic marks. A tint is never the
only sign of a code: the stripe beside the text and, where codes overlap, an underline say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

RGB = tuple[int, int, int]
ColorMode = Literal["tint", "coder", "heat", "underline", "off"]
COLOR_MODES: tuple[ColorMode, ...] = get_args(ColorMode)

# Okabe & Ito's colours for the colour-blind (https://jfly.uni-koeln.de/color/), black replaced by grey, and two of Paul
# Tol's (https://sronpersonalpages.nl/~pault/): purple of "bright", olive of "muted".
PALETTE = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#0072b2",
    "#d55e00",
    "#cc79a7",
    "#999999",
    "#aa3377",
    "#999933",
)

TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
_SINGLE = 0.28
_OVERLAP_DARK = 0.34
_OVERLAP_LIGHT = 0.40
_EXTREMES: tuple[RGB, RGB] = ((0, 0, 0), (255, 255, 255))  # one of them reads on whatever it stands
_HEAT = (0.10, 0.18, 0.26, 0.34)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours a view is painted in: page, text on it, muted text, and behind text many codes, hits, what is selected.

    Without ``colors`` (few or none in the terminal) nothing is said by colour: codes are underlined, overlap is bold.
    """

    background: RGB
    text: RGB
    muted: RGB
    heat: RGB
    hit: RGB
    selection: RGB
    colors: bool = True

    @property
    def dark(self) -> bool:
        """Whether the page is darker than the text."""
        return luminance(self.background) < luminance(self.text)


class Look(NamedTuple):
    """What there is to show about a stretch of text: its codes, and whether it is a label, a hit, selected, the caret.

    ``colors`` are those of its codes, each once; ``depth`` is how many different codes it has; ``label`` is the role of
    the speaker whose label it is, empty for what is said.
    """

    colors: tuple[str, ...] = ()
    depth: int = 0
    label: str = ""
    hit: bool = False
    selected: bool = False
    caret: bool = False


class Ink(NamedTuple):
    """How a stretch of text is drawn."""

    text: RGB
    background: RGB
    underline: bool = False
    bold: bool = False
    reverse: bool = False


def code_color(noted: str, place: int) -> str:
    """The colour of a code: the one noted of it, else one of the palette by its place in the codebook."""
    try:
        rgb(noted)
    except ValueError:
        return PALETTE[place % len(PALETTE)]
    return noted


def rgb(color: str) -> RGB:
    """``#rrggbb`` as three numbers; ValueError when it is something else."""
    if len(color) != 7 or color[0] != "#":
        raise ValueError(f"a colour is #rrggbb, not {color!r}")
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def luminance(color: RGB) -> float:
    """The relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blend(color: RGB, onto: RGB, strength: float) -> RGB:
    """``color`` laid over ``onto``: 0 leaves ``onto``, 1 gives ``color``."""
    red, green, blue = (round(under + (over - under) * strength) for over, under in zip(color, onto))
    return red, green, blue


@lru_cache(1024)
def tint(color: RGB, theme: Theme, strength: float) -> RGB:
    """``color`` over the page at ``strength``, or weaker where the text would drop below its contrast."""
    while strength > 0.01:
        mixed = blend(color, theme.background, strength)
        if contrast(theme.text, mixed) >= TEXT_CONTRAST:
            return mixed
        strength -= 0.02
    return theme.background


def strong(text: RGB, background: RGB) -> RGB:
    """``text``, moved towards black or white until it reads on ``background``."""
    end = max(_EXTREMES, key=lambda color: contrast(color, background))
    steps = (blend(end, text, step / 10) for step in range(11))
    return next(color for color in steps if contrast(color, background) >= TEXT_CONTRAST)


@lru_cache(1024)
def legible(color: RGB, theme: Theme) -> RGB:
    """``color`` as a mark on the page, moved towards the text's colour until it stands out."""
    for step in range(11):
        moved = blend(theme.text, color, step / 10)
        if contrast(moved, theme.background) >= MARK_CONTRAST:
            return moved
    return theme.text


def coder_colors(coders: Sequence[str]) -> dict[str, str]:
    """A palette colour for each coder, in the order given; the palette starts over when it runs out."""
    return {coder: PALETTE[i % len(PALETTE)] for i, coder in enumerate(dict.fromkeys(coders))}


def ink(look: Look, mode: ColorMode, theme: Theme) -> Ink:
    """How text that has this ``look`` is drawn; selected, hit and caret show without colours too."""
    drawn = _coded(look, mode, theme)
    if look.label:
        drawn = drawn._replace(text=_readable(theme.muted, drawn.background, theme), bold=look.label == "respondent")
    if look.hit:
        drawn = _over(theme.hit, drawn, theme)._replace(bold=True)
    if look.selected:
        drawn = _over(theme.selection, drawn, theme)
    if not theme.colors and look.caret:
        drawn = drawn._replace(bold=True, underline=True)
    return drawn._replace(reverse=look.caret != (look.selected and not theme.colors))


def _coded(look: Look, mode: ColorMode, theme: Theme) -> Ink:
    if not look.depth or mode == "off":
        return Ink(theme.text, theme.background)
    if mode == "underline" or not theme.colors:
        return Ink(theme.text, theme.background, underline=True, bold=look.depth > 1)
    if mode == "heat":
        strength = _HEAT[min(look.depth, len(_HEAT)) - 1]
        return Ink(theme.text, tint(theme.heat, theme, strength), underline=look.depth > 1)
    overlap = look.depth > 1 or len(look.colors) > 1
    strength = _SINGLE if not overlap else _OVERLAP_DARK if theme.dark else _OVERLAP_LIGHT
    return Ink(theme.text, tint(_mean([rgb(color) for color in look.colors]), theme, strength), underline=overlap)


def _over(color: RGB, drawn: Ink, theme: Theme) -> Ink:
    """The same on another background, in whichever of the theme's two colours reads better there."""
    if not theme.colors:
        return drawn
    return drawn._replace(background=color, text=_readable(drawn.text, color, theme))


def _readable(text: RGB, background: RGB, theme: Theme) -> RGB:
    """``text`` if it reads on ``background``, else the first that does of the theme's text and page colour, black and white."""
    fallbacks = sorted((theme.text, theme.background), key=lambda color: -contrast(color, background))
    return next(it for it in (text, *fallbacks, *_EXTREMES) if contrast(it, background) >= TEXT_CONTRAST)


def _mean(colors: Sequence[RGB]) -> RGB:
    red, green, blue = (round(sum(parts) / len(colors)) for parts in zip(*colors))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
