"""Which stripe of the gutter each coding is drawn in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from heapq import heappop, heappush
from itertools import count

from qualcode.tui.view.shown import ShownCoding


def lanes(codings: Iterable[ShownCoding], beyond: Callable[[int], int]) -> dict[Hashable, int]:
    """A lane for each coding, by key, counted from 0 at the left; codings in one lane never come near each other.

    Greedy interval colouring: in order of start (the longer first), each coding takes the lowest lane that is free again,
    which after a coding that ends at an offset it is from ``beyond`` that offset. Where that is on another row, no two codings
    on one screen row share a lane; the lanes use as few stripes as any choice could. O(n log n).
    """
    taken: list[tuple[int, int]] = []  # (free again from, lane)
    free: list[int] = []
    chosen: dict[Hashable, int] = {}
    for coding in sorted(codings, key=lambda coding: (coding.start, -coding.end, coding.code, coding.coder)):
        while taken and taken[0][0] <= coding.start:
            heappush(free, heappop(taken)[1])
        lane = heappop(free) if free else len(taken)
        heappush(taken, (beyond(coding.end), lane))
        chosen[coding.key] = lane
    return chosen


def free_lane(coding: ShownCoding, near: Iterable[ShownCoding], lane_of: Mapping[Hashable, int]) -> int:
    """The lowest lane for one coding more that none of those ``near`` it has. All others keep theirs, so no stripe jumps."""
    taken = {lane_of[other.key] for other in near if other.key != coding.key}
    return next(lane for lane in count() if lane not in taken)


def lane_limit(columns: int) -> int:
    """How many stripes the gutter has room for at a view of ``columns`` cells; the rest are counted."""
    return 6 if columns >= 100 else 3
