"""The only converter between our positions and those of other programs.

Ours are code points, half-open, in the normalized text. Others count UTF-16 units or UTF-8 bytes, count CRLF as two, count a
byte-order mark, or name the last character instead of the one after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from qualcode.text.span import Span

Counting = Literal["code points", "utf-16", "utf-8"]

# Runs of code points that are all counted alike, with what one of them counts.
_RUNS: dict[str, list[tuple[str, int]]] = {
    "code points": [(r"[^\r\ufeff]+", 1)],
    "utf-16": [("[^\r\ufeff\U00010000-\U0010ffff]+", 1), ("[\U00010000-\U0010ffff]+", 2)],
    "utf-8": [
        ("[\0-\x0c\x0e-\x7f]+", 1),
        ("[\x80-\u07ff]+", 2),
        ("[\u0800-\ufefe\uff00-\uffff]+", 3),
        ("[\U00010000-\U0010ffff]+", 4),
    ],
}
_MARK_WIDTH = {"code points": 1, "utf-16": 1, "utf-8": 3}


class OffsetMap:
    """Offsets that another program counts in ``raw``, and positions in ``normalize(raw).text``.

    ``raw`` is the text as the other program counts it: with CRLF where CRLF counts as two, with the byte-order mark where
    that counts. Making the map takes one pass; a look-up takes the logarithm of the number of changes in width.
    """

    def __init__(self, raw: str, counting: Counting) -> None:
        self._positions: list[int] = []  # where each run starts in our text
        self._offsets: list[int] = []  # where it starts for the other program
        self._widths: list[int] = []  # what one of our code points counts there
        self._position = self._offset = 0
        self._read(raw, counting)
        self._positions.append(self._position)
        self._offsets.append(self._offset)
        self._widths.append(1)

    @property
    def length(self) -> int:
        """The length of the text as the other program counts it."""
        return self._offset

    def from_text(self, position: int) -> int:
        """The other program's offset of our ``position``; beyond either end, the end's."""
        run = max(bisect_right(self._positions, position) - 1, 0)
        beyond = max(position - self._positions[run], 0) * self._widths[run]
        return min(self._offsets[run] + beyond, self._offset)

    def to_text(self, offset: int) -> int:
        """Our position of the other program's ``offset``; inside a character or a line end, that one's start."""
        run = max(bisect_right(self._offsets, offset) - 1, 0)
        beyond = max(offset - self._offsets[run], 0) // self._widths[run]
        return min(self._positions[run] + beyond, self._positions[min(run + 1, len(self._positions) - 1)])

    def is_edge(self, offset: int) -> bool:
        """Whether ``offset`` lies in the text and between two characters, so that nothing is rounded."""
        if not 0 <= offset <= self._offset:
            return False
        run = bisect_right(self._offsets, offset) - 1
        return (offset - self._offsets[run]) % self._widths[run] == 0

    def span(self, start: int, end: int, *, inclusive: bool = False) -> Span | None:
        """Our span of ``start`` to ``end``, or None where no character lies between them.

        With ``inclusive``, ``end`` is the last unit and not the one after it. Edges inside a character move outwards, edges
        beyond the text move to its end; ``is_edge`` tells whether they were exact.
        """
        first = self.to_text(start)
        after = end + 1 if inclusive else end
        last = self.to_text(after)
        if 0 < after < self._offset and not self.is_edge(after):
            last += 1
        return Span(first, last) if first < last and start < after else None

    def units(self, span: Span, *, inclusive: bool = False) -> tuple[int, int]:
        """The other program's start and end of our ``span``; with ``inclusive``, the end is the last unit."""
        end = self.from_text(span.end)
        return self.from_text(span.start), end - 1 if inclusive else end

    def _read(self, raw: str, counting: Counting) -> None:
        body = raw.lstrip("\ufeff")
        if marks := len(raw) - len(body):
            self._add(0, marks * _MARK_WIDTH[counting], _MARK_WIDTH[counting])
        runs = [*_RUNS[counting], (r"(?:\r\n)+", 2), (r"\r(?!\n)", 1), ("\ufeff+", _MARK_WIDTH[counting])]
        for match in re.finditer("|".join(f"({pattern})" for pattern, _ in runs), body):
            width = runs[(match.lastindex or 1) - 1][1]
            length = match.end() - match.start()
            points = length // 2 if body.startswith("\r\n", match.start()) else length
            self._add(points, points * width, width)

    def _add(self, points: int, units: int, width: int) -> None:
        self._positions.append(self._position)
        self._offsets.append(self._offset)
        self._widths.append(width)
        self._position += points
        self._offset += units
