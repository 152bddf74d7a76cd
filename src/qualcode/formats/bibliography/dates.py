"""Dates of publications: as bibliographies write them, and as CSL JSON has them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from qualcode.formats.bibliography.entry import CslFields, one_line

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_NUMBERS = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?[/ ]*(?:\d\d:\d\d(?::\d\d)?)?")
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)")
_WORDS = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]{3,9})\.?(?:[ -](\d{1,2}))?,?(?: (\d{4}))?")
_YEAR_FIRST = re.compile(r"(\d{4}) ([A-Za-z]{3,9})\.?(?:[ -](\d{1,2}))?")
_RANGE = re.compile(r"(\d{4}(?:-\d\d){0,2})/(\d{4}(?:-\d\d){1,2}|\d{4})")


def date_of(text: str, year: str = "") -> dict[str, Any]:
    """A date in parts where it can be read, with ``year`` where it names none; else the words. {} for none."""
    text = one_line(text).strip("/ ")
    if not text:
        return {}
    if (both := _RANGE.fullmatch(text)) and (len(both[2]) > 4 or int(both[2]) > 1400):
        return {"date-parts": [[int(part) for part in side.split("-")] for side in both.groups()]}
    parts = _parts(text, year)
    return {"date-parts": [parts]} if parts else {"literal": text}


def _parts(text: str, year: str) -> list[int]:
    if match := _RUN.fullmatch(text) or _NUMBERS.fullmatch(text):
        return _sound(*match.groups())
    if match := _YEAR_FIRST.fullmatch(text):
        return _sound(match[1], match[2], match[3])
    if match := _WORDS.fullmatch(text):
        return _sound(match[4] or year, match[2], match[1] or match[3])
    return []


def month_number(text: str | None) -> int:
    """The number of a month written in digits or in English; 0 for none."""
    text = (text or "").strip().rstrip(".月")
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    return _MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in _MONTHS and text.isalpha() else 0


def _sound(year: str | None, month: str | None, day: str | None) -> list[int]:
    """The parts as far as a calendar has them; none where one is wrong."""
    if not year or not year.isdecimal() or not int(year):
        return []
    number = month_number(month)
    if not number:
        return [] if month and month.strip("0") else [int(year)]
    if not day or not day.strip("0"):
        return [int(year), number]
    try:
        date(int(year), number, int(day))
    except ValueError:
        return []
    return [int(year), number, int(day)]


def iso(fields: CslFields, name: str = "issued") -> str:
    """The date of an entry as year, year-month or year-month-day; "" where it names no year."""
    value = fields.get(name)
    value = value if isinstance(value, dict) else {"literal": str(value or "")}
    if sides := _sides(value):
        return _in_digits(sides[0])
    found = _YEAR.search(str(value.get("raw") or value.get("literal") or ""))
    return found[1] if found else ""


def _sides(value: dict[str, Any]) -> list[list[int]]:
    """The dates of ``date-parts``, checked: programs write numbers as text, and days that there are not."""
    listed = value.get("date-parts")
    return [parts for side in (listed if isinstance(listed, list) else []) if (parts := _checked(side))]


def _checked(side: object) -> list[int]:
    texts = [str(part).strip() for part in side[:3]] if isinstance(side, list) else []
    if not texts or not re.fullmatch(r"[0-9]{4}", texts[0]):
        return []
    return _sound(*[*texts, None, None][:3]) or [int(texts[0])]


def _in_digits(parts: list[int]) -> str:
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def written(fields: CslFields, name: str, mark: str) -> str:
    """A date as files write it, ``mark`` between its parts; its words where it has no parts."""
    value = fields.get(name)
    if not isinstance(value, dict):
        return str(value or "")
    sides = [_in_digits(parts) for parts in _sides(value)]
    if not sides:
        return str(value.get("literal") or value.get("raw") or "")
    return sides[0].replace("-", mark) if len(sides) == 1 else "/".join(sides)
