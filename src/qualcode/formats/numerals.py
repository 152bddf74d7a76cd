"""Numbers as lists show them, by what their row begins with: 1, a, A, i, I, 一, ① …"""

from __future__ import annotations

from qualcode.formats.docx.numerals import numeral as numeral_of_kind

_KINDS = {
    "i": "lowerRoman", "I": "upperRoman", "一": "chineseCountingThousand", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac", "01": "decimalZero",
    "壹": "chineseLegalSimplified", "壱": "japaneseLegal",
}  # fmt: skip
_MOST_LETTERS = 30


def numeral(first: str, n: int, repeat_letters: bool = False) -> str:
    """``n`` in the row that begins with ``first``; figures for a row that is not known.

    After z come aa, ab …, or aa, bb … where letters repeat.
    """
    if first not in ("a", "A") or n < 1:
        return numeral_of_kind(n, _KINDS.get(first, "decimal"))
    shown = _repeated(n) if repeat_letters else _letters(n)
    return shown.upper() if first == "A" else shown


def _letters(n: int) -> str:
    shown = ""
    while n > 0:
        n, rest = divmod(n - 1, 26)
        shown = chr(ord("a") + rest) + shown
    return shown


def _repeated(n: int) -> str:
    times = (n - 1) // 26 + 1
    return chr(ord("a") + (n - 1) % 26) * times if times <= _MOST_LETTERS else str(n)


def is_bullet(label: str) -> bool:
    """Whether what stands before an entry of a list is a sign and counts nothing; Word's second bullet is a letter o."""
    sign = label.strip()
    return sign == "o" or not any(character.isalnum() for character in sign)
