"""Years, quarters and months: which of them a date tells, and which lie between two."""

from __future__ import annotations

from collections.abc import Iterable


def period(date: str, length: str) -> str | None:
    """The year, quarter or month of an ISO date, None where the date does not tell."""
    if length == "year":
        return date[:4] or None
    if len(date) < 7:
        return None
    return date[:7] if length == "month" else f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"


def ordinal(period: str) -> int:
    """The number of a year, quarter or month, so that one less is the one before."""
    if len(period) == 4:
        return int(period)
    year, rest = period.split("-")
    return int(year) * 4 + int(rest[1]) - 1 if rest.startswith("Q") else int(year) * 12 + int(rest) - 1


def filled(periods: Iterable[str]) -> list[str]:
    """The periods, all of one length, from the first to the last, without a gap."""
    there = sorted(periods)
    if not there:
        return []
    numbers = range(ordinal(there[0]), ordinal(there[-1]) + 1)
    if len(there[0]) == 4:
        return [f"{number:04}" for number in numbers]
    if "Q" in there[0]:
        return [f"{number // 4:04}-Q{number % 4 + 1}" for number in numbers]
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
