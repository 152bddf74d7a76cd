"""The curve of saturation as bars: for each document the codes known before it, and on top of them the new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_AXIS = 5  # cells for the figures at the left
_WIDEST = 6  # cells of a document
_OLD = "░"

Words = tuple[str, str]


@dataclass(frozen=True)
class Course:
    """New codes and different codes so far, document by document; ``expected``, ``low`` and ``high`` are empty without a band."""

    new: Sequence[int]
    cumulative: Sequence[int]
    expected: Sequence[float] = ()
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    reached: int | None = None

    @property
    def top(self) -> float:
        """The highest figure."""
        return max([*self.cumulative, *self.high], default=0)


def drawn(course: Course, width: int, height: int, at: int) -> list[tuple[Words, ...]]:
    """The chart in lines of at most ``width`` cells: ``height`` rows of bars, the axis, and a line of marks under it.

    The bar at the cursor is marked; where there are more documents than cells, each cell is one of several, the last of them.
    """
    if not course.new or height < 2 or width <= _AXIS + 1:
        return []
    cell = min(max((width - _AXIS - 1) // len(course.new), 1), _WIDEST)
    shown = _shown(len(course.new), (width - _AXIS - 1) // cell)
    lines = [_row(course, shown, cell, level, height) for level in range(height - 1, -1, -1)]
    axis = " " * (_AXIS - 2) + "0 └" + "─" * (cell * len(shown))
    return [*lines, ((axis, "muted"),), _marks(course, shown, cell, at)]


def _shown(documents: int, room: int) -> list[int]:
    """Which documents have a bar: all, or as many as there is room for, the last among them."""
    if documents <= room:
        return [*range(documents)]
    return sorted({(number + 1) * documents // room - 1 for number in range(room)})


def _row(course: Course, shown: Sequence[int], cell: int, level: int, height: int) -> tuple[Words, ...]:
    """One row of bars, from the axis up numbered from 0."""
    top = course.top or 1
    label = f"{round(top):>{_AXIS - 1}} ┤" if level == height - 1 else " " * _AXIS + "│"
    words: list[Words] = [(label, "muted")]
    for document, before in zip(shown, [-1, *shown], strict=False):
        known = course.cumulative[before] if before >= 0 else 0
        words += _bar(known / top * height, course.cumulative[document] / top * height, level, _wide(course, cell))
        if _has_band(course, cell):
            words.append((_band(course, document, level, height), "muted"))
            words.append((" ", "") if cell > 2 else ("", ""))
        elif cell > 1:
            words.append((" ", ""))
    return tuple(words)


def _has_band(course: Course, cell: int) -> bool:
    return bool(course.high) and cell > 1


def _wide(course: Course, cell: int) -> int:
    """How wide the bar itself is."""
    if _has_band(course, cell):
        return max(cell - 2, 1)
    return cell - 1 if cell > 1 else 1


def _bar(known: float, total: float, level: int, wide: int) -> list[Words]:
    """The part of a bar in one row: what was known is light, what is new is full."""
    if known >= level + 0.5 and (known >= level + 1 or total <= known):
        return [(_OLD * wide, "muted")]
    filled = min(max(total - level, 0.0), 1.0)
    if total <= known or filled <= 0:
        return [(" " * wide, "")]
    return [(_EIGHTHS[max(round(filled * 8), 1)] * wide, "head")]


def _band(course: Course, document: int, level: int, height: int) -> str:
    """Beside a bar: where the curves of other orders lie, and their mean."""
    scale = height / (course.top or 1)
    low, high = course.low[document] * scale, course.high[document] * scale
    if level <= course.expected[document] * scale < level + 1 or (
        level == height - 1 and course.expected[document] * scale >= height
    ):
        return "┼"
    return "│" if low < level + 1 and high > level else " "


def _marks(course: Course, shown: Sequence[int], cell: int, at: int) -> tuple[Words, ...]:
    """Under the axis: ▲ at the cursor, ✓ where saturation is reached."""
    marks = [" "] * (cell * len(shown))
    if course.reached is not None and course.reached:
        marks[_nearest(shown, course.reached - 1) * cell] = "✓"
    marks[_nearest(shown, at) * cell] = "▲"
    return ((" " * (_AXIS + 1), ""), ("".join(marks), "head"))


def _nearest(shown: Sequence[int], document: int) -> int:
    """The number of the bar that a document is in."""
    return next((number for number, last in enumerate(shown) if last >= document), len(shown) - 1)
