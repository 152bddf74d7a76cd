"""Running heads, running feet and page numbers: lines at the edge of the pages that are no part of the text.

Left out is only what certainly is one: it stands in the margin of most pages, at one height, set apart from the text, and
says the same on all of them but for the number of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from qualcode.formats.pdf.lines import Line

_FEWEST_PAGES = 3
_SHARE = 0.4  # of all pages; books have other heads on left and right pages
_MARGIN = 0.1  # of the page's height, above and below, that a line must lie in as a whole
_MOST_LINES = 3
_GAP = 0.4  # of a line's height
_SAME_HEIGHT = 8.0  # points
_NUMBER = re.compile(r"[0-9]+|(?<![^\W\d_])[ivxlcdm]+(?![^\W\d_])", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Page(Protocol):
    """What is asked of a page: its number, its height, and its lines, which may become fewer."""

    number: int
    height: float
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: int
    line: Line
    height: float
    numbers: tuple[int, ...]


def take_out_margins(pages: Sequence[Page]) -> dict[str, int]:
    """Take running heads and feet out of the pages; what each said the first time, and on how many pages it stood."""
    groups: dict[tuple[str, bool], list[_Candidate]] = defaultdict(list)
    for page in pages:
        for above in (True, False):
            for line in _at_edge(page, above):
                key, numbers = _without_numbers(line.text)
                height = page.height - line.top if above else line.bottom
                groups[key, above].append(_Candidate(page.number, line, height, numbers))
    found: dict[str, int] = {}
    for candidates in groups.values():
        if running := _running(candidates, len(pages)):
            found[" ".join(running[0].line.text.split())] = len(running)
            _remove(pages, running)
    return found


def _at_edge(page: Page, above: bool) -> Iterator[Line]:
    """The lines in the upper or lower margin that a gap sets apart from the text, and text across the page."""
    lines = sorted(page.lines, key=lambda line: -line.top if above else line.bottom)
    outside = []
    for line, following in pairwise([*lines[: _MOST_LINES + 1], None]):
        if line is None or (page.height - line.bottom if above else line.top) > _MARGIN * page.height:
            break
        outside.append(line)
        if following is not None and _gap(line, following) > _GAP * line.height:
            yield from outside
            break
    if above:
        yield from (line for line in lines if line.turned and line not in outside)


def _gap(line: Line, other: Line) -> float:
    return max(line.bottom - other.top, other.bottom - line.top)


def _without_numbers(text: str) -> tuple[str, tuple[int, ...]]:
    """What a line says apart from numbers, and the numbers in it."""
    said = " ".join(text.split())
    return _NUMBER.sub("#", said).casefold(), tuple(_value(number) for number in _NUMBER.findall(said))


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number[:9])
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0]))


def _running(candidates: list[_Candidate], pages: int) -> list[_Candidate]:
    """Those of the lines of one wording that stand at one height and count the pages, if they are on enough pages."""
    heights = sorted(candidate.height for candidate in candidates)
    usual = heights[len(heights) // 2]
    level = [it for it in candidates if abs(it.height - usual) < _SAME_HEIGHT]
    counting = [it for it in level if _counts(it, level)]
    of_pages = {it.page for it in counting}
    enough = len(of_pages) >= max(_FEWEST_PAGES, _SHARE * pages) and len(of_pages) == len(counting)
    return counting if enough else []


def _counts(candidate: _Candidate, others: list[_Candidate]) -> bool:
    """Whether each number in a line is the same on most pages, or goes up as the pages do."""
    for place, number in enumerate(candidate.numbers):
        same = sum(it.numbers[place] == number for it in others)
        steps = sum(it.numbers[place] - it.page == number - candidate.page for it in others)
        if 2 * max(same, steps) <= len(others):
            return False
    return True


def _remove(pages: Sequence[Page], running: list[_Candidate]) -> None:
    taken = {id(candidate.line) for candidate in running}
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in taken]
