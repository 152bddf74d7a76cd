"""Sentences in lines as wide as the terminal, in English and in Chinese, which has no spaces to break at."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd"
)
_OPENING = "（《「『【〔［“‘"  # never the last of a line
_CLOSING = "，。；：、！？）》」』】〕］”’…—"  # never the first
_WORD = rf"\[[^][]{{1,24}}\]|[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+"  # [default: …] is a word as well
_PIECE = re.compile(rf"^\s+|[{_OPENING}]*(?:{_WORD})?[{_CLOSING}]*\s*")


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(text: str, width: int) -> list[str]:
    """One paragraph in lines of at most ``width`` columns, broken at spaces and between Chinese characters.

    A word that is wider than a line goes over several; nothing else is broken.
    """
    lines = [""]
    for piece in _pieces(text, width):
        if lines[-1] and columns(lines[-1]) + columns(piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> list[str]:
    """What stays together: a word or a Chinese character, with its punctuation and the spaces after it."""
    found = []
    for piece in _PIECE.findall(text):
        while columns(piece.rstrip()) > width:
            fitting = next(n for n in range(len(piece), 0, -1) if n == 1 or columns(piece[:n]) <= width)
            found.append(piece[:fitting])
            piece = piece[fitting:]
        found.append(piece)
    return found
