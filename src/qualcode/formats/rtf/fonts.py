"""Which characters the bytes of RTF stand for: that depends on the font they are set in, and on the file's code page.

Source: Rich Text Format Specification 1.9.1, "Font Table" and "Character Set".
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from qualcode.formats.docx.symbols import UNKNOWN, in_font

ANSI = "cp1252"
KNOWN_SYMBOL_FONTS = frozenset({"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"})
_SYMBOL_CHARSET = 2
_BY_CHARSET = {
    0: ANSI, 77: "mac_roman", 78: "shift_jis", 79: "big5", 80: "euc_kr", 81: "mac_arabic", 83: "mac_greek",
    84: "mac_cyrillic", 85: "gb2312", 88: "mac_latin2", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_BY_PAGE = {
    936: "gb18030", 54936: "gb18030", 20936: "gb18030", 65001: "utf-8", 10000: "mac_roman", 10001: "shift_jis",
    10002: "big5", 10003: "euc_kr", 10008: "gb2312", 1361: "johab",
}  # fmt: skip
_SEVERAL_BYTES = frozenset(
    {"gb18030", "gb2312", "cp950", "big5", "cp932", "shift_jis", "cp949", "euc_kr", "johab", "utf-8"}
)
_ROWS = re.compile(rb"[\x80-\xff]+|[\x00-\x7f]+")


@dataclass(slots=True)
class Font:
    """A font of the file: its name, its character set as RTF numbers them, and a code page of its own."""

    name: str = ""
    charset: int | None = None
    page: int | None = None

    @property
    def is_symbol(self) -> bool:
        """Whether its characters are pictures with positions of their own."""
        return self.charset == _SYMBOL_CHARSET


def codec_of_page(page: int) -> str | None:
    """Python's name of a Windows or Macintosh code page, or None."""
    name = _BY_PAGE.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def codec_of_font(font: Font | None, ansi: str) -> str:
    """The encoding of bytes in a font; ``ansi`` is the file's own, for fonts that have none."""
    if font is None:
        return ansi
    own = codec_of_page(font.page) if font.page else None
    return own or _BY_CHARSET.get(font.charset if font.charset is not None else -1, ansi)


def decoded(raw: bytes, codec: str, ansi: str) -> str:
    """The text of a run of bytes; what means nothing becomes U+FFFD.

    Programs often leave Chinese in a font said to be Western. Where the file's own code page has characters of several
    bytes, a row of bytes that makes such characters is read as those.
    """
    if codec == ANSI and ansi in _SEVERAL_BYTES:
        return "".join(_of_row(row, ansi) for row in _ROWS.findall(raw))
    for encoding in (codec, ansi):
        if (text := _strictly(raw, encoding)) is not None:
            return text
    return raw.decode(codec, "replace")


def _of_row(row: bytes, ansi: str) -> str:
    """A row of bytes that are all ASCII, or none of them."""
    text = _strictly(row, ansi) if len(row) % 2 == 0 else None
    return row.decode(ANSI, "replace") if text is None else text


def ends_within_character(raw: bytes, codec: str) -> bool:
    """Whether the last byte is the first half of a character."""
    if codec not in _SEVERAL_BYTES or not raw or raw[-1] < 0x80:
        return False
    decoder = codecs.getincrementaldecoder(codec)("replace")
    decoder.decode(raw)
    return bool(decoder.getstate()[0])


def in_symbol_font(text: str, font: Font) -> str:
    """Text set in a symbol font: what is known of its pictures; of an unknown one, ASCII stays and pictures become U+FFFD."""
    if font.name.lower() in KNOWN_SYMBOL_FONTS:
        return in_font(font.name, text)
    return "".join(UNKNOWN if 0x7F <= ord(it) <= 0xFF or 0xF000 <= ord(it) <= 0xF0FF else it for it in text)


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None
