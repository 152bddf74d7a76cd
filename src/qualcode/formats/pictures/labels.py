"""Names of codes as pictures show them: without the part of a path that stands elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.text.names import format_path, parse_path


def indented(paths: Sequence[str]) -> list[tuple[str, int]]:
    """For each code its name and how far to indent it: under the nearest code above it that has a row of its own.

    Where there is none it is called by the shortest end of its path that no other row has.
    """
    split = [parse_path(path) for path in paths]
    rows = set(split)
    return [_below(path, rows, brief) for path, brief in zip(split, briefest(paths), strict=True)]


def _below(path: tuple[str, ...], rows: set[tuple[str, ...]], brief: str) -> tuple[str, int]:
    above = [path[:length] for length in range(1, len(path)) if path[:length] in rows]
    if not above:
        return brief, 0
    rest = path[len(above[-1]) :]
    return format_path(rest) if len(rest) > 1 else rest[0], len(above)


def briefest(paths: Sequence[str]) -> list[str]:
    """For each code the shortest end of its path that no other one has."""
    split = [parse_path(path) for path in paths]
    ends = Counter(path[-length:] for path in dict.fromkeys(split) for length in range(1, len(path) + 1))
    return [_brief(path, ends) for path in split]


def _brief(path: tuple[str, ...], ends: Counter[tuple[str, ...]]) -> str:
    length = next((n for n in range(1, len(path)) if ends[path[-n:]] == 1), len(path))
    return format_path(path[-length:]) if length > 1 else path[-1]


def tree_order(paths: Sequence[str], weights: Sequence[float]) -> list[int]:
    """The places of ``paths``, the heaviest first among the codes under one code, each code right above those below it.

    What a code weighs here is the most that it or any code below it does.
    """
    split = [parse_path(path) for path in paths]
    heaviest: dict[tuple[str, ...], float] = {}
    for path, weight in zip(split, weights, strict=True):
        for length in range(1, len(path) + 1):
            heaviest[path[:length]] = max(weight, heaviest.get(path[:length], weight))

    def rank(place: int) -> list[tuple[float, str]]:
        path = split[place]
        return [(-heaviest[path[:length]], path[length - 1]) for length in range(1, len(path) + 1)]

    return sorted(range(len(paths)), key=rank)
