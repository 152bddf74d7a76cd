"""Who speaks where: turns and speakers read off the labels of a transcript."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.text.turns.reading import read_by_pattern, read_labels
from qualcode.text.turns.turn import TurnReading


def detect_turns(text: str, speakers: str = "auto") -> TurnReading:
    """The turns of ``text``.

    ``speakers`` is "auto" (labels are recognised by repetition, position and shape, and nobody is invented), "none", or a
    regular expression matched at the beginning of every line: of names ("Int|P\\d+"), which a colon closes, or with a group
    ``speaker`` and perhaps a group ``time``, of all that belongs to a label. A
    turn runs to the next label; text before the first label belongs to none. Where there are no labels but the lines
    begin with the times of a recording, each time begins a turn of nobody's. Raises WrongUse for a pattern that cannot
    be used.
    """
    if speakers == "none":
        return TurnReading([], [], [_("Speakers were not looked for.")])
    return read_labels(text) if speakers == "auto" else read_by_pattern(text, speakers)
