"""Characters that Word stores as a position in a symbol font instead of as themselves."""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"

# The Greek of the Symbol font, positions 0x41 and 0x61 on: statistics are full of it.
_SYMBOL = dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x41)) | dict(enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", 0x61))
# The boxes and ticks of Wingdings, with which questionnaires are answered.
_WINGDINGS = {0x6F: "☐", 0x78: "☒", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, position: str) -> str:
    """The character at a hexadecimal position of a font, as w:sym gives it.

    Positions F000 to F0FF mean something in their font only: Greek and ticks are known, U+FFFD stands for all others. Any
    other position is the character's own code point.
    """
    try:
        point = int(position, 16)
    except ValueError:
        return UNKNOWN
    if font.lower() in _FONTS:
        return _FONTS[font.lower()].get(point & 0xFF, UNKNOWN)
    return chr(point) if _is_character(point) else UNKNOWN


def _is_character(point: int) -> bool:
    """Whether the code point may stand in a text: no control, surrogate, private or missing character."""
    return 0x20 <= point < 0x7F or 0xA0 <= point < 0xD800 or 0xF8FF < point < 0xFFFE or 0xFFFF < point < 0xF0000
