"""What a person sees as one character: extended grapheme clusters, so that a step or a span never splits one.

A step costs what lies between the position and the nearest sure edge before it, never the whole text.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from qualcode.text.span import Span


def boundaries(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Every cluster edge from ``start`` to ``end``, both included; ``start`` must be an edge itself."""
    cluster, _ = _patterns()
    end = len(text) if end is None else end
    return [start, *(match.end() for match in cluster.finditer(text, start, end))]


def next_boundary(text: str, position: int) -> int:
    """The first cluster edge after ``position``; at the end of the text, the end."""
    return _cluster(text, position)[1] if position < len(text) else len(text)


def previous_boundary(text: str, position: int) -> int:
    """The last cluster edge before ``position``; at the start of the text, 0."""
    return _cluster(text, position - 1)[0] if position > 0 else 0


def further(text: str, position: int, clusters: int) -> int:
    """The place so many clusters after ``position``, or the end of the text."""
    cluster, _ = _patterns()
    for match in islice(cluster.finditer(text, position), clusters):
        position = match.end()
    return position


def snap(text: str, span: Span) -> Span:
    """``span`` widened to whole clusters."""
    return Span(_cluster(text, span.start)[0], _cluster(text, span.end - 1)[1])


def _cluster(text: str, position: int) -> tuple[int, int]:
    """Start and end of the cluster that holds the code point at ``position``."""
    cluster, sure = _patterns()
    edge = sure.search(text, 0, position + 1)
    start = edge.end() if edge else 0
    while (end := cluster.match(text, start).end()) <= position:
        start = end
    return start, end


@cache
def _patterns() -> tuple[Any, Any]:
    r"""One cluster, and the last sure edge when searched backwards.

    Between two code points that join nothing (Grapheme_Cluster_Break=Other, or a whole Hangul syllable) there is always an
    edge, and so there is after a line end.
    """
    import regex

    alone = r"[\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}]"
    return regex.compile(r"\X"), regex.compile(rf"(?rs)\n(?=.)|{alone}(?={alone})")
