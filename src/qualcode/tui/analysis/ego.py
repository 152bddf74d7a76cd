"""A node and its ties in lines of characters: the node in the middle, its neighbours one below the other, heaviest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.messages import _, plural
from qualcode.tui.view.columns import fitted
from qualcode.tui.view.width import cells

_RUN = 3  # cells of line on both sides of a weight
_NAME = 24  # cells of the node at most

Direction = Literal["", "to", "from"]
Words = tuple[str, str]


@dataclass(frozen=True)
class Tied:
    """A neighbour of a node: its position and name, the tie's weight as it is written, and as a share of the network's heaviest.

    ``direction`` is "to" where the tie leads to the neighbour, "from" where it comes from there. ``mark`` stands behind the name.
    """

    node: int
    name: str
    weight: str
    share: float
    direction: Direction = ""
    mark: Words = ("", "")


def drawn(name: str, ties: Sequence[Tied], at: int, width: int, height: int) -> list[tuple[Words, ...]]:
    """At most ``height`` lines of at most ``width`` cells; the tie numbered ``at`` is among them, and marked."""
    if height < 2 or width < 2 * _RUN + 8:
        return []
    first, stop = _window(len(ties), at, height)
    shown = ties[first:stop]
    if not shown:
        said = _("It has no tie.")
        called = fitted(name, max(min(cells(name), width - cells(said) - 2), 1))
        return [((called, "head"), ("  " + said, "muted"))]
    room = min(cells(name), _NAME, width // 3)
    figures = max(cells(tie.weight) for tie in ties)
    middle = (len(shown) - 1) // 2
    lines: list[tuple[Words, ...]] = []
    for number, tie in enumerate(shown):
        stem = fitted(name, room) + " ─" if number == middle else " " * (room + 2)
        line = _joint(number, len(shown), middle, _stroke(tie.share) == "━") + _line(tie, figures)
        sign = "▸" if first + number == at else " "
        rest = width - cells(stem) - cells(line) - 1 - 2
        called = fitted(tie.name, min(cells(tie.name), max(rest, 1)))
        look = "head" if first + number == at else ""
        lines.append(
            ((stem, "head"), (line, "muted"), (sign, "head"), (called, look), (" " + tie.mark[0], tie.mark[1]))
        )
    return [*lines, *_others(len(ties) - len(shown))]


def _window(ties: int, at: int, height: int) -> tuple[int, int]:
    """Which ties are shown: all, or as many as leave a line to say how many are not, that at the cursor in their middle."""
    room = height if ties <= height else height - 1
    first = min(max(at - room // 2, 0), max(ties - room, 0))
    return first, min(first + room, ties)


def _others(hidden: int) -> list[tuple[Words, ...]]:
    return [((plural("… {n} more tie", "… {n} more ties", hidden), "muted"),)] if hidden else []


def _stroke(share: float) -> str:
    """Dashes for the weakest third, then a thin line, then a thick one."""
    return "╌" if share <= 1 / 3 else "─" if share <= 2 / 3 else "━"


def _line(tie: Tied, figures: int) -> str:
    run = _stroke(tie.share) * _RUN
    before = "◀" + run[1:] if tie.direction == "from" else run
    behind = run[1:] + "▶" if tie.direction == "to" else run
    return f"{before} {fitted(tie.weight, figures, at_right=True)} {behind}"


def _joint(number: int, lines: int, middle: int, thick: bool) -> str:
    """What joins a line to the upright one; the node's own line comes in from the left at the middle."""
    if lines == 1:
        return "━" if thick else "─"
    if number == middle:
        return ("┮" if thick else "┬") if number == 0 else ("┾" if thick else "┼")
    if number == 0:
        return "┍" if thick else "┌"
    if number == lines - 1:
        return "┕" if thick else "└"
    return "┝" if thick else "├"
