"""Values of SPSS variables as texts, by the format the file gives each variable: dates are seconds since October 1582 there."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from qualcode.text.normalize import normalize
from qualcode.text.values import number_text

_DAY_ONE = datetime(1582, 10, 14)
_DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE")
_INSTANTS = ("DATETIME", "YMDHMS")
_TIMES = ("TIME", "DTIME", "MTIME")


class Texts:
    """Writes the values of one variable; ``kind`` is the kind of attribute they make, "" for texts.

    ``format`` is SPSS's, such as F8.2 or DATE11. Quarters and weeks are written as SPSS shows them.
    """

    def __init__(self, format: str) -> None:
        self._format = re.match("[A-Z]*", format.upper())[0]  # type: ignore[index]
        self._known: dict[float, str] = {}
        self.kind = "date" if self._format in (*_DATES, "MOYR") else ""

    def of(self, value: Any) -> str:
        """The text of a value, "" where there is none."""
        if isinstance(value, str):
            return normalize(value).text.strip()
        if value is None or value != value:
            return ""
        return self._known.get(value) or self._known.setdefault(value, self._written(float(value)))

    def _written(self, value: float) -> str:
        if self._format in _TIMES:
            return _time(value)
        if self._format not in (*_DATES, *_INSTANTS, "QYR", "MOYR", "WKYR"):
            return number_text(value)
        try:
            return self._moment(_DAY_ONE + timedelta(seconds=value))
        except OverflowError:
            return number_text(value)

    def _moment(self, it: datetime) -> str:
        match self._format:
            case "DATETIME" | "YMDHMS":
                return it.replace(microsecond=0).isoformat(" ")
            case "QYR":
                return f"{(it.month + 2) // 3} Q {it.year}"
            case "MOYR":
                return f"{it.year:04}-{it.month:02}"
            case "WKYR":
                return f"{(it.timetuple().tm_yday + 6) // 7} WK {it.year}"
        return it.date().isoformat()


def text_of(value: Any) -> str:
    """A number or a text as a text."""
    return number_text(float(value)) if isinstance(value, int | float) else str(value).strip()


def _time(seconds: float) -> str:
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(round(abs(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours:02}:{minutes:02}:{rest:02}"
