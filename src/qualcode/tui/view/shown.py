"""The plain values the document view is given: what is coded, and who speaks."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownCoding:
    """One coding as the view draws it.

    ``key`` identifies it in the view (the row's guid, say); ``code`` identifies the code and ``label`` names it;
    ``color`` must be ``#rrggbb``; ``coder`` names the coder. ``start`` and ``end`` are code points, half-open.
    """

    key: Hashable
    start: int
    end: int
    code: str
    label: str
    color: str
    coder: str


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One speaker's stretch: the whole of it, and the label (name, time stamp) that is not part of what is said.

    A turn without a label has ``label_start == label_end``. ``role`` is the speaker's (interviewer, respondent, …), if known.
    """

    start: int
    end: int
    label_start: int
    label_end: int
    role: str | None = None
