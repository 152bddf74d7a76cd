"""What is on one row of the page: the stripes beside the text, and the text in stretches that look alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

from qualcode.text.graphemes import boundaries, next_boundary
from qualcode.text.span import Span
from qualcode.tui.view import width as cells
from qualcode.tui.view.layout import Row
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.view.style import Look
from qualcode.tui.view.wrap import SPACES


class Run(NamedTuple):
    """Characters to paint that look alike."""

    text: str
    look: Look


class Stripe(NamedTuple):
    """One cell of the gutter: a glyph in the colour of ``coding``; ``head`` where the coding begins."""

    glyph: str
    coding: ShownCoding
    head: bool


class Label(NamedTuple):
    """A speaker's label (name, time stamp) and the speaker's role; "time" for a time inside what is said."""

    start: int
    end: int
    role: str


P = TypeVar("P", Label, Span)
Layer = tuple[int, int, ShownCoding | Label | str]


@dataclass
class Marks:
    """What is marked on a document besides its codings. ``labels`` and ``hits`` are sorted and apart from each other;
    ``times`` tells the labels of a row that are found when it is painted."""

    labels: Sequence[Label] = ()
    times: Callable[[Row], Sequence[Label]] = field(default=lambda row: ())
    hits: Sequence[Span] = ()
    selection: Span | None = None
    caret: int | None = None
    color_of: Callable[[ShownCoding], str] = field(default=lambda coding: coding.color)


def stripes(
    row: Row, codings: Iterable[ShownCoding], lane_of: Mapping[Hashable, int], limit: int
) -> tuple[dict[int, Stripe], int]:
    """What stands in each lane of the gutter beside ``row``, and how many codings have no lane within ``limit``.

    A coding is ┏ where it begins, ┃ where it goes on, ┗ where it ends, ▪ where it does all on one row, and ┣ where
    another one meets it in its lane.
    """
    lanes: dict[int, Stripe] = {}
    left_over = 0
    reach = row.end + row.last
    for coding in codings:
        lane = lane_of[coding.key]
        if lane >= limit:
            left_over += 1
            continue
        head, tail = coding.start >= row.start, coding.end <= reach
        glyph = "┣" if lane in lanes else "▪" if head and tail else "┏" if head else "┗" if tail else "┃"
        lanes[lane] = Stripe(glyph, coding, head)
    return lanes, left_over


def runs(text: str, row: Row, width: int, codings: Sequence[ShownCoding], marks: Marks) -> list[Run]:
    """The text of ``row``, at most ``width`` cells and one for a caret or selection at its end, left to right."""
    end = _visible_end(text, row, width)
    layers = list(_within(_layers(text, row, codings, marks), text, row.start, end))
    cuts = sorted({row.start, end, *(edge for start, stop, _ in layers for edge in (start, stop))})
    found = [
        Run(cells.show(text[first:last]), _look([what for start, stop, what in layers if start <= first < stop], marks))
        for first, last in pairwise(cuts)
    ]
    tail = _tail(row, end, marks)
    return [*found, tail] if tail else found


def _layers(text: str, row: Row, codings: Sequence[ShownCoding], marks: Marks) -> Iterator[Layer]:
    """Everything that changes the look of a stretch of the row, with its extent."""
    yield from ((coding.start, coding.end, coding) for coding in codings)
    yield from ((label.start, label.end, label) for label in _among(marks.labels, row))
    yield from ((time.start, time.end, time) for time in _among(marks.times(row), row))
    yield from ((hit.start, hit.end, "hit") for hit in _among(marks.hits, row))
    if marks.selection:
        yield marks.selection.start, marks.selection.end, "selected"
    if marks.caret is not None and row.start <= marks.caret < row.end:
        yield marks.caret, next_boundary(text, marks.caret), "caret"


def _within(layers: Iterable[Layer], text: str, start: int, end: int) -> Iterator[Layer]:
    """The layers cut to ``start`` and ``end`` and widened to whole clusters."""
    plain = cells.is_plain(text[start:end])
    edges = range(start, end + 1) if plain else boundaries(text, start, end)
    for first, last, what in layers:
        if first < end and start < last:
            yield edges[bisect_right(edges, max(first, start)) - 1], edges[bisect_left(edges, min(last, end))], what


def _look(layers: Sequence[ShownCoding | Label | str], marks: Marks) -> Look:
    codings = [what for what in layers if isinstance(what, ShownCoding)]
    return Look(
        colors=tuple(sorted({marks.color_of(coding) for coding in codings})),
        depth=len({coding.code for coding in codings}),
        label=next((what.role or "other" for what in layers if isinstance(what, Label)), ""),
        hit="hit" in layers,
        selected="selected" in layers,
        caret="caret" in layers,
    )


def _tail(row: Row, end: int, marks: Marks) -> Run | None:
    """A cell after the text, where a caret stands or a selected line end shows."""
    caret = marks.caret is not None and end <= marks.caret < row.end + row.last
    chosen = marks.selection
    selected = chosen is not None and row.last and chosen.start <= row.end < chosen.end
    return Run(" ", Look(caret=caret, selected=selected)) if caret or selected else None


def _visible_end(text: str, row: Row, width: int) -> int:
    """Where the row ends on the screen: spaces that hang over the edge are not painted."""
    end = row.end
    while end > row.start and text[end - 1] in SPACES and cells.cells(text[row.start : end]) > width:
        end -= 1
    return end


def _among(places: Sequence[P], row: Row) -> Sequence[P]:
    """Those of ``places``, sorted and apart, that share a character with the row."""
    first = bisect_right(places, row.start, key=lambda place: place.end)
    last = bisect_left(places, row.end, key=lambda place: place.start)
    return places[first:last]
