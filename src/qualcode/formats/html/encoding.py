"""The encoding of a web page: what was said, the byte-order mark, what the page declares, else the likeliest.

Names are understood as browsers do: a page that declares gb2312 is read as gb18030, one that declares iso-8859-1 as cp1252.
Source: WHATWG Encoding Standard; HTML Standard, "Determining the character encoding".
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from qualcode.errors import UnreadableInput
from qualcode.formats.decoding import Decoded, decode
from qualcode.messages import _, plural

_BEGINNING = 8192
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAID_BY_CHANCE = 10  # characters that other encodings may make of UTF-8 by accident
_FEW = 0.01

# Where browsers read more than a name says. UTF-16 can only be declared by a page that is not in it.
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "hz-gb-2312": "hz", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "utf-16": "utf-8", "utf-16le": "utf-8",
    "utf-16be": "utf-8", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip

Warn = Callable[[str], None]


def decode_page(raw: bytes, name: str, encoding: str | None, warn: Warn) -> Decoded:
    """The text of a page; ``name`` is the file's, and doubts are told to ``warn``.

    Raises UnreadableInput and WrongUse as decoding.decode does.
    """
    declared = _declared(raw)
    if encoding is not None or raw.startswith(_MARKS) or declared is None:
        return _undeclared(raw, name, encoding, warn)
    if declared != "utf-8" and _is_utf8(raw):
        warn(_("The page declares {declared}, but is in UTF-8, and was read so.", declared=declared))
        return Decoded(raw.decode("utf-8"), "utf-8")
    return _as_declared(raw, name, declared, warn)


def _undeclared(raw: bytes, name: str, encoding: str | None, warn: Warn) -> Decoded:
    decoded = decode(raw, name, encoding, mend=True)
    for doubt in decoded.warnings():
        warn(doubt)
    return decoded


def _as_declared(raw: bytes, name: str, declared: str, warn: Warn) -> Decoded:
    """What is declared, with a few damaged characters at most; else what the bytes look like."""
    text = raw.decode(declared, "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if broken > _FEW * len(text):
        try:
            decoded = decode(raw, name, mend=True)
        except UnreadableInput:
            pass
        else:
            sentence = _(
                "The page declares {declared}, but is not in it: it was read as {encoding}.",
                declared=declared,
                encoding=decoded.encoding,
            )
            warn(sentence)
            return decoded
    if broken:
        warn(
            plural(
                "{n} character means nothing in {encoding} and became U+FFFD.",
                "{n} characters mean nothing in {encoding} and became U+FFFD.",
                broken,
                encoding=declared,
            )
        )
    return Decoded(text, declared)


def _declared(raw: bytes) -> str | None:
    """Python's name of the encoding that the beginning of a page declares, if there is such an encoding."""
    match = _DECLARED.search(_COMMENT.sub(b"", raw[:_BEGINNING]))
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii").lower()
    try:
        return codecs.lookup(_MEANT.get(label, label)).name
    except LookupError:
        return None


def _is_utf8(raw: bytes) -> bool:
    """Whether it cannot be anything but UTF-8."""
    if raw.isascii():
        return False
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(text) - len(text.encode("ascii", "ignore")) >= _SAID_BY_CHANCE
