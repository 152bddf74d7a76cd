"""What a field draws that holds no result: a symbol, a character in a circle, the words under a phonetic guide.

Word keeps such characters in the field's instruction alone. Source: ECMA-376 part 1, 17.16.5 (SYMBOL); Word's EQ fields.
"""

from __future__ import annotations

import re

from qualcode.formats.docx.numerals import numeral
from qualcode.formats.docx.symbols import is_symbol_font, symbol

_FORMULA = re.compile(r"\s*EQ\b", re.IGNORECASE)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]{1,5}|\d{1,7})", re.IGNORECASE)
_FONT = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_UNICODE = re.compile(r"\\u\b", re.IGNORECASE)
_RUBY = re.compile(r"\s*EQ\b.*\\o.*?\([^()]*\([^()]*\)\s*[,;，]\s*(.+?)\)\s*$", re.DOTALL | re.IGNORECASE)
_CIRCLED = re.compile(r"\s*EQ\b[^()]*\\o[^()]*\(\s*[○◯〇]\s*[,;，]\s*([^(),;，]{1,3}?)\s*\)\s*$", re.IGNORECASE)
_LARGEST = 0x10FFFF


def is_formula(instruction: str) -> bool:
    """Whether a field's instruction is that of a formula."""
    return _FORMULA.match(instruction) is not None


def is_phonetic_guide(instruction: str) -> bool:
    """Whether a field sets small signs over words."""
    return _RUBY.match(instruction) is not None and not _CIRCLED.match(instruction)


def drawn(instruction: str) -> str:
    """The characters that a field of this instruction draws, "" where they are not known."""
    if match := _SYMBOL.match(instruction):
        return _symbol(int(match[1], 0), instruction)
    if match := _CIRCLED.match(instruction):
        return _circled(match[1])
    match = _RUBY.match(instruction)
    return match[1].strip(" {}") if match else ""


def _symbol(number: int, instruction: str) -> str:
    """A position in a symbol font, a code point, or the number of a character in Western encoding."""
    font = _FONT.search(instruction)
    name = (font[1] or font[2] or "").strip() if font else ""
    if is_symbol_font(name):
        return symbol(name, f"F0{number & 0xFF:02X}")
    if number > 0xFF or _UNICODE.search(instruction):
        return symbol("", f"{min(number, _LARGEST):X}")
    return bytes([number]).decode("cp1252", "replace")


def _circled(inside: str) -> str:
    if inside.isascii() and inside.isdigit():
        return numeral(int(inside), "decimalEnclosedCircle")
    tens = "一二三四五六七八九十"
    return numeral(tens.index(inside) + 1, "ideographEnclosedCircle") if inside in tens else inside
