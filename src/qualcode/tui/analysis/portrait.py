"""The codes of a document along its text: a lane for each, from the first character to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qualcode.actions.codes import CodeRow
from qualcode.actions.coding import CodingRow
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.view.columns import Column
from qualcode.tui.view.width import cells, show

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NAMES = (12, 34)
_COUNT = 5

Short = Callable[[str], str]
Words = tuple[str, str]


@dataclass(frozen=True)
class Lane:
    """A code with its colour and where it stands, by place."""

    code: CodeRow
    color: str
    spans: Sequence[Span]


def lanes(codes: Iterable[CodeRow], colors: dict[str, str], codings: Iterable[CodingRow]) -> list[Lane]:
    """A lane for each code that stands in the text, in the order of the codebook."""
    spans: dict[str, list[Span]] = {}
    for row in codings:
        spans.setdefault(row.code_guid, []).append(Span(row.start, row.end))
    ordered = ((code, sorted(spans[code.guid], key=lambda span: span.start)) for code in codes if code.guid in spans)
    return [Lane(code, colors[code.guid], found) for code, found in ordered]


def drawn(spans: Sequence[Span], length: int, room: int) -> str:
    """A text of so many characters in ``room`` cells: the higher a cell, the more of its stretch is coded; never nothing for some."""
    covered = [0] * room  # a character is ``room`` parts, a cell ``length``
    last = 0
    for span in spans:  # by place; what two codings share counts once
        start, last = max(span.start * room, last), max(last, span.end * room)
        for cell in range(start // length, -(-last // length)):
            covered[cell] += max(min(last, (cell + 1) * length) - max(start, cell * length), 0)
    return "".join(_EIGHTHS[max(round(8 * parts / length), 1) if parts else 0] for parts in covered)


def columns(names: Sequence[str], width: int, caret: float) -> tuple[list[Column], int]:
    """The columns of a table so wide, and the cells of a lane; ▼ at the head of the lanes is where the caret is in the text."""
    least, most = _NAMES
    name = min(max([least, *(cells(show(it)) for it in names)]), most, width // 3)
    room = max(width - 2 - name - _COUNT - 3, 10)
    at = min(int(caret * room), room - 1)
    return [
        Column("code", _("code"), name),
        Column("count", "", _COUNT, at_right=True),
        Column("lane", " " * at + "▼", room),
    ], room


class LaneRows:
    """Lanes as rows of a table."""

    def __init__(self, found: Sequence[Lane], short: Short, length: int, room: int) -> None:
        self.lanes, self._short, self._length, self._room = found, short, length, room

    def __len__(self) -> int:
        return len(self.lanes)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing is needed."""

    def is_marked(self, number: int) -> bool:
        """No lane is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        lane = self.lanes[number]
        said = {
            "code": (self._short(lane.code.path), ""),
            "count": (str(len(lane.spans)), "muted"),
            "lane": (drawn(lane.spans, self._length, self._room), lane.color),
        }
        return [said[column] for column in columns]
