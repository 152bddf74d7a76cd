"""The interval everything is anchored to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """The code points ``start`` (included) to ``end`` (excluded) of a text; never empty.

    Raises ValueError unless ``0 <= start < end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start} to {self.end}")

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point; touching is not overlapping."""
        return self.start < other.end and other.start < self.end

    def encloses(self, other: Span) -> bool:
        """Whether every code point of ``other`` lies in this span; equal spans enclose each other."""
        return self.start <= other.start and other.end <= self.end

    def intersection(self, other: Span) -> Span | None:
        """The shared part, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def of(self, text: str) -> str:
        """The words of ``text`` in this span."""
        return text[self.start : self.end]


def united(spans: Iterable[Span]) -> Iterator[Span]:
    """What ``spans`` cover together: apart from each other and in order; those that touch or overlap become one."""
    covered: Span | None = None
    for span in sorted(spans):
        if covered is not None and span.start <= covered.end:
            covered = Span(covered.start, max(covered.end, span.end))
        else:
            if covered is not None:
                yield covered
            covered = span
    if covered is not None:
        yield covered
