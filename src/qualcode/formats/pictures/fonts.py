"""Which of the installed fonts have a glyph for a character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

#: Families by preference: they go well together, and those for Chinese come before those for Japanese, whose forms differ.
PREFERRED = (
    *(
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Source Han Sans CN",
        "Noto Sans SC",
        "PingFang SC",
        "Hiragino Sans GB",
    ),
    *(
        "Microsoft YaHei",
        "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei",
        "SimHei",
        "Heiti SC",
        "STHeiti",
        "Droid Sans Fallback",
    ),
    *(
        "Noto Serif CJK SC",
        "Source Han Serif SC",
        "Songti SC",
        "SimSun",
        "NSimSun",
        "FangSong",
        "KaiTi",
        "Arial Unicode MS",
    ),
    *(
        "Noto Sans CJK TC",
        "PingFang TC",
        "Microsoft JhengHei",
        "Noto Sans CJK JP",
        "Noto Sans CJK HK",
        "Noto Sans CJK KR",
    ),
)
LATIN = ("Noto Sans", "Source Sans 3", "Source Sans Pro", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
_NOT_FOR_WORDS = ("Last Resort", "LastResort", "cm", "STIX", "Noto Color Emoji", "Apple Color Emoji", "Adobe Blank")


def main_family() -> str:
    """The family a picture is lettered in."""
    present = _files()
    return next((name for name in LATIN if name in present), "DejaVu Sans")  # which comes with matplotlib


def family_for(character: str) -> str | None:
    """The best family with a glyph for ``character``; None where no installed font has one."""
    return next((name for name in _ranked() if has_glyph(name, character)), None) or _newly_installed(character)


def has_glyph(family: str, character: str) -> bool:
    """Whether the regular face of ``family`` can draw ``character``."""
    font = _face(family)
    return font is not None and bool(font.get_char_index(ord(character)))


@cache
def has_postscript_outlines(family: str) -> bool:
    """Whether the outlines of a family are those of OpenType with CFF, as in Noto Sans CJK, rather than of TrueType."""
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import FontProperties, findfont

    path = findfont(FontProperties(family=[family]))
    with TTFont(path, fontNumber=getattr(path, "face_index", 0), lazy=True) as font:
        return "CFF " in font or "CFF2" in font


@cache
def _face(family: str):  # type: ignore[no-untyped-def]  # a face as FreeType has it
    """The regular face of a family; None where it cannot be opened or is made of bitmaps."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    with suppress(OSError, RuntimeError, ValueError):
        font = get_font(findfont(FontProperties(family=[family]), fallback_to_default=False))
        return font if font.scalable else None
    return None


def _ranked() -> Iterator[str]:
    """All families that words can be set in, the preferred first."""
    present = _files()
    first = [name for name in (*LATIN, *PREFERRED) if name in present]
    yield from first
    yield from sorted(present.keys() - set(first))


def _files() -> dict[str, str]:
    """The file of each family with an upright face."""
    from matplotlib.font_manager import fontManager

    entries = (entry for entry in fontManager.ttflist if entry.style == "normal")
    return {entry.name: entry.fname for entry in entries if not entry.name.startswith(_NOT_FOR_WORDS)}


def _newly_installed(character: str) -> str | None:
    """The same among fonts that were installed after matplotlib had made its list of them."""
    for name in _added():
        if has_glyph(name, character):
            return name
    return None


@cache
def _added() -> tuple[str, ...]:
    from matplotlib.font_manager import findSystemFonts, fontManager

    before = set(_files())
    known = {entry.fname for entry in fontManager.ttflist}
    _add(set(findSystemFonts()) - known)
    return tuple(sorted(set(_files()) - before))


def _add(paths: Iterable[str]) -> None:
    from matplotlib.font_manager import fontManager

    for path in sorted(paths):
        with suppress(OSError, RuntimeError, ValueError):
            fontManager.addfont(path)
