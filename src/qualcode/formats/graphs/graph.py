"""A network as it goes into a file: plain values, in order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.table import Cell

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node: ``label`` is what a picture shows, ``facts`` are all else that is known of it; what is None is not written.

    ``color`` is "#rrggbb" or "", ``first`` and ``last`` are ISO dates, perhaps only a year or month, or "".
    """

    label: str
    facts: Mapping[str, Cell] = field(default_factory=dict)
    color: str = ""
    first: str = ""
    last: str = ""

    @property
    def rgb(self) -> tuple[int, int, int] | None:
        """The colour in parts of 255, None where there is none."""
        if not _COLOR.fullmatch(self.color):
            return None
        return int(self.color[1:3], 16), int(self.color[3:5], 16), int(self.color[5:], 16)


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two vertices, by their positions. ``label`` is what a picture writes beside it, "" for its weight; ``facts`` are all
    else that is known of it. One that is ``symmetric`` has no direction in a graph whose others have one."""

    source: int
    target: int
    weight: int | float
    kind: str
    first: str = ""
    last: str = ""
    label: str = ""
    symmetric: bool = False
    facts: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Graph:
    """Vertices, edges, and the sentences that say what they mean."""

    vertices: Sequence[Vertex]
    edges: Sequence[Edge]
    directed: bool = False
    notes: Sequence[str] = ()


def vertex_id(position: int) -> str:
    """What a vertex is called inside files: names may hold anything, and some of it is reserved."""
    return f"n{position + 1}"


def one_line(text: str) -> str:
    """``text`` without control characters; what ends a line becomes a blank."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
