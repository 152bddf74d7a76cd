"""Where things stand in the text of a document: its lines as a person sees them, and what was found on them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field


@dataclass(slots=True)
class Anchor:
    """Where a comment stands: the ends of its range and the place of its reference, as far as they were found."""

    start: int | None = None
    end: int | None = None
    reference: int | None = None


@dataclass(slots=True)
class Places:
    """What was found where in a text, in code points.

    ``headings`` are levels with the place where the line starts and where its label ends; ``labels`` the ends of list labels
    by start; ``soft`` the line ends inside a paragraph; ``tabs`` those that set cells apart; ``notes`` the first
    marks of notes by the tag of the reference and the id of the note; ``anchors`` the comments by id.
    """

    headings: list[tuple[int, int, int]] = field(default_factory=list)
    labels: dict[int, int] = field(default_factory=dict)
    soft: set[int] = field(default_factory=set)
    tabs: list[int] = field(default_factory=list)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    anchors: dict[str, Anchor] = field(default_factory=dict)


class Layout:
    """The lines of a text as a person sees them: where paragraphs and cells begin and end."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self._soft, self._tabs = places.soft, places.tabs
        self._behind_label = places.labels
        self._before_label = {behind: label for label, behind in places.labels.items()}

    def end_of_paragraph(self, place: int) -> int:
        """Where the paragraph at a place ends."""
        end = self.text.find("\n", place)
        while end in self._soft:
            end = self.text.find("\n", end + 1)
        end = end if end >= 0 else len(self.text)
        at = bisect_left(self._tabs, place)
        return min(end, self._tabs[at]) if at < len(self._tabs) else end

    def paragraph(self, place: int) -> tuple[int, int]:
        """The paragraph at a place, without its list label."""
        start = self.text.rfind("\n", 0, place)
        while start in self._soft:
            start = self.text.rfind("\n", 0, start)
        at = bisect_left(self._tabs, place)
        start = max(start, *self._tabs[max(at - 1, 0) : at], -1) + 1
        return self._behind_label.get(start, start), self.end_of_paragraph(place)

    def tightened(self, start: int, end: int) -> tuple[int, int]:
        """A stretch without ends of paragraphs and cells and list labels at its edges, which nobody marks on purpose."""
        while start < end and (start in self._behind_label or self._is_boundary(start)):
            start = self._behind_label.get(start, start + 1)
        while start < end and (end in self._before_label or self._is_boundary(end - 1)):
            end = self._before_label.get(end, end - 1)
        return start, max(start, end)

    def _is_boundary(self, place: int) -> bool:
        """Whether the character at a place ends a paragraph or a cell."""
        at = bisect_left(self._tabs, place)
        return place in self._tabs[at : at + 1] or (self.text[place] == "\n" and place not in self._soft)
