"""Text without labels that a recorder has divided by times: each time begins a stretch of nobody's."""

from __future__ import annotations

from qualcode.text.turns.label_shapes import Label, Shape
from qualcode.text.turns.labels import Found
from qualcode.text.turns.times import Stamp, of_recording

_LEAST = 3
_SHARE = 0.8  # of the lines with a time at their beginning


def timed_stretches(found: Found) -> list[Label]:
    """A label without a name for each time, where the times are those of a recording and come regularly; else none."""
    alone = [stamp for stamp in found.stamps if stamp.alone]
    opening = [stamp for stamp in found.stamps if not stamp.alone]
    for stamps, share in ((alone, 1 / 12), (opening, _SHARE)):
        if len(stamps) >= _LEAST and len(stamps) >= share * found.lines and _are_regular(stamps, found):
            return [_label(stamp) for stamp in stamps]
    return []


def _are_regular(stamps: list[Stamp], found: Found) -> bool:
    """Whether these are a recording's times with words behind them, not a list of times or of chapters."""
    ends = [*(stamp.start for stamp in stamps[1:]), len(found.text)]
    said = [found.text[stamp.end : end].strip() for stamp, end in zip(stamps, ends)]
    of_length = sum(len(words) * (2 if not words.isascii() else 1) >= 20 for words in said)
    return of_recording([stamp.time for stamp in stamps]) and 3 * of_length >= len(said)


def _label(stamp: Stamp) -> Label:
    return Label(
        stamp.start, stamp.end, "", Shape(False, "before", ""), "", stamp.time, stamp.until, stamp.alone, stamp.line
    )
