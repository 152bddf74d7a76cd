"""The colours of a theme, mended where words on them would be too faint to read.

Themes are made for all kinds of programs: in half of them some words of ours would stand below the contrast that WCAG 2 asks of text
(4.5, https://www.w3.org/TR/WCAG22/#contrast-minimum), such as those at a cursor or of a message. What reads already stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from qualcode.tui.view.style import MARK_CONTRAST, RGB, TEXT_CONTRAST, blend, contrast, luminance, rgb

_PAGES = ("surface", "panel")
_WORDS = ("foreground", "text-muted", "text-accent", "text-error", "text-primary", "text-success")
_CURSOR = ("block-cursor-foreground", "block-cursor-background")
_AUTO = "auto"
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS = 20
_MIDDLE = 0.22  # the luminance below which a page is dark


def readable(theme: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme with its words readable on its pages, those at a cursor on what is behind them, and with
    lines and a scroll bar that stand out.

    A theme made of the terminal's own colours is left alone: nobody knows what they are.
    """
    try:
        pages = [rgb(theme[name]) for name in _PAGES]
        words = {name: _written(_on_pages(theme[name], pages)) for name in _WORDS}
        ink, behind = _CURSOR
        cursor = _under(theme[ink], rgb(theme[behind]))
        marks = {
            "scrollbar": _mark(theme["scrollbar"], [rgb(theme["scrollbar-background"])]),
            "accent": _mark(theme["accent"], pages),
        }
        return {**theme, **words, **marks, behind: _written(cursor)}
    except ValueError:
        return dict(theme)


_OF_SIXTEEN = {
    True: {
        "background": "#000000",
        "surface": "#000000",
        "panel": "#0000aa",
        "foreground": "#ffffff",
        "accent": "#ffff55",
        "text-muted": "#aaaaaa",
        "text-accent": "#55ffff",
        "text-primary": "#55ffff",
        "text-error": "#ffff55",
        "text-success": "#55ff55",
        "block-cursor-background": "#00aaaa",
        "block-cursor-foreground": "#000000",
        "scrollbar": "#aaaaaa",
        "scrollbar-background": "#000000",
    },
    False: {
        "background": "#ffffff",
        "surface": "#ffffff",
        "panel": "#55ffff",
        "foreground": "#000000",
        "accent": "#aa0000",
        "text-muted": "#0000aa",
        "text-accent": "#0000aa",
        "text-primary": "#0000aa",
        "text-error": "#aa0000",
        "text-success": "#0000aa",
        "block-cursor-background": "#0000aa",
        "block-cursor-foreground": "#ffffff",
        "scrollbar": "#555555",
        "scrollbar-background": "#ffffff",
    },
}
"""For terminals with sixteen colours, on dark and on light: the nearest of them to those of a theme would not be told apart."""


def in_sixteen(theme: Mapping[str, str], dark: bool) -> dict[str, str]:
    """The variables of a theme with what is read in colours that a terminal has that knows no more than sixteen.

    The backgrounds are among the first eight where the page is dark: the console of Linux has no others.
    """
    return {**theme, **_OF_SIXTEEN[dark]}


@lru_cache(1024)
def standing_out(color: str, page: str, words: str = "") -> str:
    """A colour, moved away from the page until what is drawn in it is seen: further for words than for a mark without any.

    Both are ``#rrggbb``; where the page is the terminal's own, the colour stays.
    """
    least = TEXT_CONTRAST if any(map(str.isalnum, words)) else MARK_CONTRAST
    try:
        shades = _towards(rgb(color), _far_from([rgb(page)]))
        return next((_written(it) for it in shades if contrast(it, rgb(page)) >= least), color)
    except ValueError:
        return color


def _on_pages(noted: str, pages: list[RGB]) -> RGB:
    """The colour of words, moved towards black or white until they read on all pages.

    One that depends on the page (``auto 60%``) is settled for the first: words inside a line can only have a colour of their own.
    """
    end = _far_from(pages)
    reads = (
        it
        for it in _towards(_color(noted, pages[0]), end)
        if all(contrast(it, page) >= TEXT_CONTRAST for page in pages)
    )
    return next(reads, end)


def _under(noted: str, page: RGB) -> RGB:
    """What is behind words, moved away from their colour until they read."""
    end = _far_from([_color(noted, page)])
    return next(it for it in _towards(page, end) if contrast(_color(noted, it), it) >= TEXT_CONTRAST)


def _mark(noted: str, pages: list[RGB]) -> str:
    """The colour of a line or bar, moved until it stands out from all pages."""
    end = _far_from(pages)
    seen = (it for it in _towards(rgb(noted), end) if all(contrast(it, page) >= MARK_CONTRAST for page in pages))
    return _written(next(seen, end))


def _towards(color: RGB, end: RGB) -> Iterator[RGB]:
    return (blend(end, color, step / _STEPS) for step in range(_STEPS + 1))


def _color(noted: str, page: RGB) -> RGB:
    """A colour on a page as themes note it: ``#rrggbb``, or ``auto 60%`` of black or white.

    Raises ValueError for one that the terminal chooses.
    """
    return blend(_far_from([page]), page, _share(noted)) if noted.startswith(_AUTO) else rgb(noted)


def _share(noted: str) -> float:
    return float(noted.removeprefix(_AUTO).strip().rstrip("%") or 100) / 100


def _far_from(pages: list[RGB]) -> RGB:
    """White for dark pages, black for light ones."""
    return _WHITE if sum(map(luminance, pages)) / len(pages) < _MIDDLE else _BLACK


def _written(color: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
