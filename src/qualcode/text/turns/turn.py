"""Who speaks where: turns and speakers read off the labels of a transcript."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.messages import _
from qualcode.text.turns.speakers import Speaker

__all__ = ["Speaker", "Turn", "TurnReading", "detect_turns"]


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


def detect_turns(text: str, speakers: str = "auto") -> TurnReading:
    """The turns of ``text``.

    ``speakers`` is "auto" (labels are recognised by repetition, position and shape, and nobody is invented), "none", or a
    regular expression matched at the beginning of every line: of names ("Int|P\\d+"), which a colon closes, or with a group
    ``speaker`` and perhaps a group ``time``, of all that belongs to a label. A
    turn runs to the next label; text before the first label belongs to none. Where there are no labels but the lines
    begin with the times of a recording, each time begins a turn of nobody's. Raises WrongUse for a pattern that cannot
    be used.
    """
    from qualcode.text.turns.reading import read_by_pattern, read_labels

    if speakers == "none":
        return TurnReading([], [], [_("Speakers were not looked for.")])
    return read_labels(text) if speakers == "auto" else read_by_pattern(text, speakers)
