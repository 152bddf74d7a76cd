"""What people write into a table as a value of its own kind: a number, a date, yes or no; never silently as something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from math import isfinite

from qualcode.text.names import name_key

Value = str | int | float | bool

KINDS = ("text", "integer", "decimal", "boolean", "date", "choice")

_YES = {"yes", "true", "1", "y", "是", "有"}
_NO = {"no", "false", "0", "n", "否", "无"}
_PLAIN = {
    "integer": re.compile(r"-?(0|[1-9][0-9]{0,14})"),
    "decimal": re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?"),
}
_DIGITS = 15  # that a float holds for sure
_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def parse_date(text: str) -> str:
    """An ISO date, whole or only its year or month, checked. Raises ValueError."""
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(text)
    date.fromisoformat(text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text)
    return text


def parse_boolean(text: str) -> bool:
    """Yes or no, as people write it in either language. Raises ValueError."""
    folded = name_key(text)
    if folded not in _YES | _NO:
        raise ValueError(text)
    return folded in _YES


def _parse_integer(text: str) -> int:
    number = int(text)
    # An underscore is a digit separator in Python, not among people; a database may keep larger numbers inexactly.
    if "_" in text or abs(number) >= 2**63:
        raise ValueError(text)
    return number


def _parse_decimal(text: str) -> float:
    number = float(text)
    if "_" in text or not isfinite(number):
        raise ValueError(text)
    return number


_PARSERS: dict[str, Callable[[str], Value]] = {
    "text": str,
    "choice": str,
    "integer": _parse_integer,
    "decimal": _parse_decimal,
    "boolean": parse_boolean,
    "date": parse_date,
}


def parse(kind: str, text: str) -> Value:
    """What ``text`` says, as a value of one of KINDS. Raises ValueError where it is none."""
    return _PARSERS[kind](text)


def is_written_as(kind: str, text: str) -> bool:
    """Whether ``text`` is how a value of this kind is written.

    A number must be written as numbers are: 007 and 1e5 are labels, and would not come back as they were. More than
    fifteen digits are somebody's identity or account, and spreadsheets would spoil them.
    """
    if kind in _PLAIN:
        return _PLAIN[kind].fullmatch(text) is not None
    try:
        parse(kind, text)
    except ValueError:
        return False
    return True


def guess_kind(texts: Iterable[str]) -> str:
    """The narrowest kind that all of these values are written as; "text" for none."""
    distinct = set(texts)
    for kind in ("integer", "decimal", "date", "boolean"):
        if distinct and all(is_written_as(kind, text) for text in distinct):
            return kind
    return "text"


def number_text(value: float) -> str:
    """A number as a spreadsheet shows it where there is room: fifteen digits, no exponent where that is readable."""
    text = repr(value)
    if sum(map(str.isdigit, text.partition("e")[0])) > _DIGITS:
        text = f"{value:.{_DIGITS}g}"
    if not 1e-10 < abs(value) < 1e21:
        return "0" if value == 0 else text
    number = Decimal(text)
    return format(number.to_integral_value() if number == number.to_integral_value() else number, "f")
