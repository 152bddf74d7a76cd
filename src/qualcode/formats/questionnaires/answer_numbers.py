"""Numbers as people write them into tables: 1,60 and 1.250,50 in half of the world, 1,250.50 in the other, and 45 %.

Which half it is is told by the column as a whole, and only by what has one reading: 1,5 may be two choices, 1,250 a number
of either kind. Where nothing tells, such cells are not read as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_POINT = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_COMMA = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")
_SHARE = re.compile(r"(?P<number>-?\d{1,3}(?:[.,]\d+)?)\s?[%％]")
_SURELY_POINT = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+|-?\d{1,3}(?:,\d{3}){2,}")
_SURELY_COMMA = re.compile(
    r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:\.\d{3}){2,}|-?0,\d+|-?(?:4[1-9]|[5-9]\d|\d{3,}),\d{1,2}|-?\d+,(?:4[1-9]|[5-9]\d)"
)


class NumberReading:
    """Reads the numbers of one column."""

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = {text.strip() for text in texts} - {""}
        self._shares = bool(distinct) and all(map(_SHARE.fullmatch, distinct))
        self._comma = _all_and_one(distinct, _COMMA, _SURELY_COMMA)
        self._grouped = not self._comma and _all_and_one(distinct, _POINT, _SURELY_POINT)

    @property
    def are_numbers(self) -> bool:
        """Whether all cells are numbers, and written in one of these ways."""
        return self._shares or self._comma or self._grouped

    def of(self, text: str) -> str:
        """The number as a program writes it; ``text`` itself where the column is written otherwise."""
        text = text.strip()
        if self._shares and (share := _SHARE.fullmatch(text)):
            return f"{(Decimal(share['number'].replace(',', '.')) / 100).normalize():f}"
        if self._comma and _COMMA.fullmatch(text):
            return re.sub(r"[. ]", "", text).replace(",", ".")
        if self._grouped and _POINT.fullmatch(text):
            return text.replace(",", "")
        return text


def _all_and_one(texts: set[str], way: re.Pattern[str], surely: re.Pattern[str]) -> bool:
    """Whether all are written one way, and one of them in no other."""
    return all(map(way.fullmatch, texts)) and any(map(surely.fullmatch, texts))
