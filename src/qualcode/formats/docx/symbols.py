"""Characters that Word stores as a position in a symbol font instead of as themselves."""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def _row(start: int, characters: str) -> dict[int, str]:
    """Neighbouring positions from ``start`` on; a space stands for one that has no character of its own."""
    return {place: character for place, character in enumerate(characters, start) if character != " "}


# Adobe's encoding of the Symbol font: statistics and chemistry are full of it.
_SYMBOL = {
    **_row(0x20, "\N{NO-BREAK SPACE}!∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    **_row(0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    **_row(0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    **_row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"),
    **_row(0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    **_row(0xE0, "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
}
# What people use Wingdings for: hands, faces, boxes and ticks of questionnaires, figures in circles, arrows, bullets.
_WINGDINGS = {
    **_row(0x22, "✂✁"),
    0x29: "✆",
    0x36: "⏳",
    0x3F: "✍",
    0x41: "✌",
    **_row(0x45, "☜☞☝☟ ☺ ☹ ☠  ✈☼ ❄ ✞ ✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓"),
    **_row(0x6B, "&●❍■☐ ❑❒⬧⧫◆❖⬥☒ ⌘  ❝❞▯"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x9E, "·• ○  ◉◎ ▪☐ ✦★✶✴✹✵"),
    **_row(0xB5, "✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
    **_row(0xD5, "⌫⌦ ➢   ➲"),
    **_row(0xDF, "←→↑↓↖↗↙↘ ➔"),
    **_row(0xEF, "⇦⇨⇧⇩⬄⇳"),
    **_row(0xFB, "✗✓☒☑"),
}
_WINGDINGS_2 = _row(0x4F, "✗✓☒☑☒☒") | {0xA3: "☐"}
_WINGDINGS_3 = {0x7D: "▶"}
_WEBDINGS = {0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def symbol(font: str, position: str) -> str:
    """The character at a hexadecimal position of a font, as w:sym gives it.

    Positions F000 to F0FF mean something in their font only: those of the known symbol fonts that matter are here, U+FFFD
    stands for all others. Any other position is the character's own code point.
    """
    try:
        point = int(position, 16)
    except ValueError:
        return UNKNOWN
    if font.lower() in _FONTS:
        return _FONTS[font.lower()].get(point & 0xFF, UNKNOWN)
    return chr(point) if _is_character(point) else UNKNOWN


def is_symbol_font(font: str) -> bool:
    """Whether characters in a font of this name are pictures, and known."""
    return font.lower() in _FONTS


def in_font(font: str, text: str) -> str:
    """What a text shows that was written in a font: in a symbol font, every character it has room for is a position."""
    if not is_symbol_font(font):
        return text
    return "".join(symbol(font, f"{ord(it):x}") if _is_position(it) else it for it in text)


def _is_position(character: str) -> bool:
    """Whether a symbol font draws it; programs draw any other character in another font."""
    return "\x20" < character <= "\xff" or "\uf020" < character <= "\uf0ff"


def _is_character(point: int) -> bool:
    """Whether the code point may stand in a text: no control, surrogate, private or missing character."""
    return 0x20 <= point < 0x7F or 0xA0 <= point < 0xD800 or 0xF8FF < point < 0xFFFE or 0xFFFF < point < 0xF0000
