"""Text out of the bytes of a message, whose charset is often missing, unknown, or the name of a smaller one than was used."""

from __future__ import annotations

import base64
import binascii
import codecs
import re

from qualcode.errors import UnreadableInput
from qualcode.formats.decoding import decode
from qualcode.text.normalize import normalize

# What programs write under the name of a smaller charset; the same widening as in browsers (WHATWG Encoding Standard).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso2022_jp": "iso2022_jp_ext",
}
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})  # Python's own
_ENCODED_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_NO_BASE64 = re.compile(rb"[^A-Za-z\d+/]")


def text_of(raw: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text in ``raw`` and the codec it was read with; what means nothing in any that fits becomes U+FFFD.

    The ``charset`` that was declared goes first, then UTF-8, then the likeliest of all others.
    """
    codec = _codec(charset)
    for candidate in (codec, None if raw.isascii() else "utf-8"):
        if candidate and (text := _strictly(raw, candidate)) is not None:
            return text, candidate
    return (raw.decode(codec, "replace"), codec) if codec and raw.isascii() else _guessed(raw, codec)


def unfolded(value: str, charset: str | None = None) -> str:
    """A header's value, as the parser of messages keeps it, in one line; its raw bytes as text in ``charset``."""
    raw = value.encode("utf-8", "surrogateescape")
    text = value if raw.isascii() else text_of(raw, charset)[0]
    return " ".join(normalize(text).text.split())


def decoded_words(text: str) -> str:
    """``text`` with the encoded words in it (RFC 2047) as what they mean, in one line.

    A character may be split between two words of one charset, so neighbours are read together.
    """
    if "=?" not in text:
        return " ".join(normalize(text).text.split())
    pieces: list[str] = []
    pending, pending_charset = b"", ""
    end = 0
    text = _BETWEEN_WORDS.sub(r"\1", text)
    for match in _ENCODED_WORD.finditer(text):
        charset, raw = match[1].casefold(), _raw_word(match[2], match[3])
        if pending and (match.start() > end or charset != pending_charset):
            pieces.append(text_of(pending, pending_charset)[0])
            pending = b""
        pieces.append(text[end : match.start()])
        pending, pending_charset, end = pending + raw, charset, match.end()
    if pending:
        pieces.append(text_of(pending, pending_charset)[0])
    return " ".join(normalize("".join((*pieces, text[end:]))).text.split())


def _raw_word(way: str, written: str) -> bytes:
    raw = written.encode("utf-8", "replace")
    if way in "qQ":
        return binascii.a2b_qp(raw, header=True)
    digits = _NO_BASE64.sub(b"", raw)
    digits = digits[:-1] if len(digits) % 4 == 1 else digits
    return base64.b64decode(digits + b"=" * (-len(digits) % 4))


def _codec(charset: str | None) -> str | None:
    """Python's name for a charset, or for the wider one that it may really be; None for one that is not known."""
    try:
        name = codecs.lookup((charset or "").strip(" \"'")).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else _WIDER.get(name, name)


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeError:
        return None


def _guessed(raw: bytes, codec: str | None) -> tuple[str, str]:
    try:
        decoded = decode(raw, "")
    except UnreadableInput:
        fallback = codec or "cp1252"
        return raw.decode(fallback, "replace"), fallback
    return decoded.text, decoded.encoding
