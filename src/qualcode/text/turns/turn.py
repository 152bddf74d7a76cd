"""A turn, and what a transcript is read as: its turns and speakers."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.text.turns.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's stretch of a transcript; positions are code points of the document's text.

    The label and the time stamp stay in the text: ``label_start`` to ``label_end`` says where, so that units and searches can
    leave them out (both equal ``start`` where there is none). Times are milliseconds from the start of the recording.
    """

    start: int
    end: int
    label_start: int
    label_end: int
    speaker: str | None = None
    started_ms: int | None = None
    ended_ms: int | None = None


@dataclass(frozen=True, slots=True)
class TurnReading:
    """The turns of a text in order, the speakers in order of appearance, and sentences that say what was recognised."""

    turns: list[Turn]
    speakers: list[Speaker]
    explanation: list[str]
