"""From the bytes and numbers that RTF writes characters as to the characters."""

from __future__ import annotations

from qualcode.formats.docx.symbols import UNKNOWN, symbol
from qualcode.formats.rtf.fonts import (
    ANSI,
    Font,
    codec_of_font,
    codec_of_page,
    decoded,
    ends_within_character,
    in_symbol_font,
)


class Characters:
    """The characters of one file, as they come.

    ``ansi`` is the encoding of bytes whose font does not tell; a person's choice, where there is one, goes before what
    the file says. ``unknown`` counts the pictures of symbol fonts that no character is known for.
    """

    def __init__(self, chosen: str | None) -> None:
        self.fonts: dict[int, Font] = {}
        self.ansi = chosen or ANSI
        self.unknown = 0
        self._chosen = chosen
        self._raw = ""  # bytes not decoded yet, as Latin-1 characters
        self._first_half = 0  # of a character of two UTF-16 units

    def choose_page(self, page: int) -> None:
        """The file says its code page."""
        self.ansi = self._chosen or codec_of_page(page) or self.ansi

    def add(self, raw: str) -> None:
        """Bytes as Latin-1 characters; they wait until ``text`` is asked for."""
        self._raw += raw

    @property
    def is_waiting(self) -> bool:
        """Whether something was taken in that was not given out."""
        return bool(self._raw or self._first_half)

    def is_within_character(self, font: int | None) -> bool:
        """Whether the last byte waits for the second half of its character."""
        return ends_within_character(self._raw.encode("latin-1"), self._codec(font))

    def text(self, font: int | None, keep_half: bool = False) -> str:
        """What waits, decoded as this font does; the first half of a character goes on waiting where ``keep_half``."""
        broken = UNKNOWN if self._first_half and (self._raw or not keep_half) else ""
        self._first_half = 0 if broken else self._first_half
        if not self._raw:
            return broken
        kept = self._raw[-1] if keep_half and self.is_within_character(font) else ""
        raw, self._raw = self._raw[: len(self._raw) - len(kept)], kept
        if self._is_symbol(font):
            return broken + self.shown(raw, font)
        return broken + decoded(raw.encode("latin-1"), self._codec(font), self.ansi)

    def shown(self, text: str, font: int | None) -> str:
        """Text as its font shows it: in a symbol font, letters are pictures."""
        if not self._is_symbol(font):
            return text
        shown = in_symbol_font(text, self.fonts[font or 0])
        self.unknown += shown.count(UNKNOWN)
        return shown

    def of_unit(self, unit: int, font: int | None) -> str:
        """The character of a UTF-16 unit as RTF writes it, a number that may be negative; "" for the first of two."""
        unit &= 0xFFFF
        first, self._first_half = self._first_half, 0
        if first and 0xDC00 <= unit < 0xE000:
            return chr(0x10000 + ((first - 0xD800) << 10) + unit - 0xDC00)
        before = UNKNOWN if first else ""
        if 0xD800 <= unit < 0xDC00:
            self._first_half = unit
            return before
        if 0xDC00 <= unit < 0xE000 or unit == 0:
            return before + UNKNOWN
        if 0xF000 <= unit <= 0xF0FF:
            return before + self._picture(unit, font)
        return before + chr(unit)

    def _picture(self, unit: int, font: int | None) -> str:
        shown = symbol(self.fonts[font].name if font in self.fonts else "", f"{unit:X}")
        self.unknown += shown == UNKNOWN
        return shown

    def _is_symbol(self, font: int | None) -> bool:
        return font in self.fonts and self.fonts[font].is_symbol

    def _codec(self, font: int | None) -> str:
        codec = codec_of_font(self.fonts.get(font) if font is not None else None, self.ansi)
        return self._chosen if self._chosen and codec == ANSI else codec
