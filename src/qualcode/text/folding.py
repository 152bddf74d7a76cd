"""Letters compared without regard to width and case, one code point for one, so that positions hold."""

from __future__ import annotations

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LETTERS = {code: narrow for code, narrow in _WIDE.items() if chr(narrow).isalnum()} | {0x3000: 0x20}
_MARKS = dict.fromkeys(map(ord, "’‘ʼ"), ord("'")) | dict.fromkeys(map(ord, "‐‑"), ord("-"))
_ALIKE = _LETTERS | _MARKS | {ord("ς"): ord("σ")}
_unlike = re.compile(f"[{''.join(map(re.escape, map(chr, _ALIKE)))}]")


def folded(text: str) -> str:
    """``text`` in small letters and digits of one width, its apostrophes and hyphens of one shape; place by place as long."""
    if text.isascii():
        return text.lower()
    small = text.lower()
    if len(small) != len(text):  # İ alone becomes two
        small = "".join(character.lower()[0] for character in text)
    return _unlike.sub(_plain, small)  # several times faster than str.translate where little is to be changed


def _plain(match: re.Match[str]) -> str:
    return chr(_ALIKE[ord(match[0])])


def widths(character: str) -> str:
    """A character and the same in the other width, where it has one."""
    wide = chr(ord(character) + 0xFEE0)
    return character + wide if ord(wide) in _WIDE else character


def narrow(text: str) -> str:
    """``text`` folded, its punctuation of one width too."""
    return folded(text).translate(_WIDE)
