"""Times of a recording as transcripts write them: 1:02:03.5, #00:00:05-4#, [00:12 - 00:15], 0 minutes 3 seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# Sources of patterns, without groups. The tenths of f4 stand behind a hyphen, frames behind a fourth colon.
_CLOCK = (
    r"(?:\d{1,2}[:：]\d{2}[:：]\d{2}[:：;]\d{2}|(?:\d{1,2}[:：])?\d{1,3}[:：]\d{2}(?:[.,]\d{1,3}|-\d(?!\d))?)(?!\d)"
)
TIME = rf"{_CLOCK}(?:[ ]?[AaPp][Mm]\b)?"
SPOKEN_TIME = (
    r"(?:\d{1,2}[ ]?(?:hours?|小时|小時)[ ]?)?(?:\d{1,3}[ ]?(?:minutes?|分钟|分鐘)[ ]?)?\d{1,2}[ ]?(?:seconds?|秒)"
)
TO = r"[ ]*(?:-->|--|-|–|—|~|～|至|to)[ ]*"
OPEN, CLOSE = r"[\[(（【{<#]", r"[\])）】}>#]"
DATE = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"

_STAMP = re.compile(rf"[ \t\u3000]*(?P<stamp>{OPEN}?(?P<time>{TIME})(?:{TO}(?P<until>{TIME}))?{CLOSE}?)[ \t\u3000\\]*")
_STAMP_BEHIND = re.compile(rf"[ \t\u3000\n]*[#{{\[(（【](?P<time>{_CLOCK})[#}}\])）】][ \t\u3000\n]*$")
_INSIDE = re.compile(rf"{OPEN}{TIME}(?:{TO}{TIME})?{CLOSE}|^[ \t\u3000]*{TIME}(?=[ \t\u3000]*$)", re.MULTILINE)
_NUMBERS = re.compile(r"\d+")
_LONGEST = 1_000_000  # seconds: no recording lasts eleven days
_FIRST = 180_000  # a recording begins within three minutes; a clock on the wall seldom shows so little


class Stamp(NamedTuple):
    """A time at the beginning of a line: its place in the text, what it says, and whether its line holds nothing else."""

    start: int
    end: int
    time: str
    until: str | None
    alone: bool
    line: int


def stamp_at(line: str, start: int, ordinal: int) -> Stamp | None:
    """The time that ``line``, which begins at ``start``, begins with; None where there is none."""
    match = _STAMP.match(line)
    if match is None or (line[match.end() - 1].isdigit() and match.end() < len(line)):
        return None
    first, last = match.span("stamp")
    return Stamp(start + first, start + last, match["time"], match["until"], match.end() == len(line), ordinal)


def stamps_inside(text: str) -> Iterator[tuple[int, int]]:
    """Where in a transcript times stand that are set apart by marks, or alone on their line, in order."""
    for match in _INSIDE.finditer(text):
        yield match.span()


def stamp_behind(said: str) -> tuple[str, int] | None:
    """The time a turn ends with, set apart by marks as in ``#00:00:05-4#``, and where its marks begin in ``said``."""
    match = _STAMP_BEHIND.search(said, max(0, len(said) - 24))
    return (match["time"], match.start()) if match else None


def milliseconds(time: str | None) -> int | None:
    """A time written as 1:02:03.5, 02:03,5, 00:00:05-4 or "1 minute 5 seconds" in milliseconds; None for anything else.

    A time of the day ("10:04 PM") is not a time in a recording.
    """
    if time is None or time[-1:] in "Mm":
        return None
    if time.rstrip().endswith(("s", "d", "秒")):
        parts = _NUMBERS.findall(time)
    else:
        parts = re.split("[:：;]", time.replace(",", ".").replace("-", "."))[:3]
    try:
        seconds = sum(float(part) * 60**power for power, part in enumerate(reversed(parts)))
    except ValueError:
        return None
    return round(1000 * seconds) if 0 <= seconds <= _LONGEST else None


def ascending(times: list[int]) -> bool:
    """Whether nearly every time is no earlier than the one before: a recording runs on."""
    steps = len(times) - 1
    return sum(one <= other for one, other in pairwise(times)) >= 0.9 * steps


def of_recording(times: list[str]) -> bool:
    """Whether these are times of a recording, in order: they run on, and begin near nought."""
    read = [milliseconds(time) or 0 for time in times]
    return len(read) > 2 and read[0] <= _FIRST and read[-1] > read[0] and ascending(read)
