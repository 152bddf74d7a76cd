"""Dates as tables hold them, where somebody has said that a column holds dates: with a time of day, or as a spreadsheet counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from qualcode.text.dates import read_date
from qualcode.text.values import parse_date

_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets
_SERIAL = re.compile(r"[1-6]\d{4}")
_MOMENT = re.compile(r"(.+?)[ T]\d{1,2}:\d{2}.*")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class DateReading:
    """Reads the dates of one column.

    Whether 4/22/2016 has the month first is told by the column as a whole: by a date that has only one reading, or by
    points between the figures, which stand where the day is first. Where nothing tells, such dates are not read.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = [*texts]
        found = [match for text in texts if (match := _YEAR_LAST.fullmatch(_day_of(text)))]
        month_first = any(int(match[2]) > 12 for match in found)
        day_first = any(int(match[1]) > 12 or "." in match[0] for match in found)
        self._places = None if month_first == day_first else (1, 2) if month_first else (2, 1)
        self._all = bool(texts) and len(found) == len(texts) and not any(":" in text for text in texts)
        self._texts = texts

    @property
    def are_days(self) -> bool:
        """Whether all are written with the year last, and are days of the calendar without a time of day."""
        return self._all and all(map(self._is_day, self._texts))

    def _is_day(self, text: str) -> bool:
        try:
            return bool(self.of(text))
        except ValueError:
            return False

    def of(self, text: str) -> str:
        """The ISO date. Raises ValueError where ``text`` is none."""
        day = _day_of(text)
        if match := _YEAR_LAST.fullmatch(day):
            if self._places is None:
                raise ValueError(text)
            month, number = self._places
            day = f"{match[3]}-{match[month]}-{match[number]}"
        if _SERIAL.fullmatch(day):
            return (_DAY_ZERO + timedelta(days=int(day))).isoformat()
        return read_date(day) or parse_date(day)


def _day_of(text: str) -> str:
    match = _MOMENT.fullmatch(text.strip())
    return match[1].strip() if match else text.strip()
