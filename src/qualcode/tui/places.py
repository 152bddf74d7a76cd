"""Places of the open document that keys jump to."""

from __future__ import annotations

from typing import NamedTuple

from qualcode.actions.material.documents import OpenDocument
from qualcode.tui.project.desk import Desk


def of_memos(desk: Desk) -> list[int]:
    """Where what has a memo on it begins."""
    on_words = [memo.start for memo in desk.memos if memo.start is not None]
    return on_words + [row.start for row in desk.codings.values() if row.has_memo]


class Turns(NamedTuple):
    """Where the turns of a speaker begin, and that of them where one is."""

    speaker: str
    starts: list[int]
    here: int


def of_speaker(document: OpenDocument, offset: int) -> Turns | None:
    """The turns of whoever speaks at an offset, their labels left out; None where it is not known who does."""
    here = next((turn for turn in reversed(document.turns) if turn.start <= offset), None)
    if here is None or here.speaker is None or offset > here.end:
        return None
    turns = [turn for turn in document.turns if turn.speaker == here.speaker]
    starts = [_said(document.text, max(turn.start, turn.label_end), turn.end) for turn in turns]
    return Turns(here.speaker, starts, starts[turns.index(here)])


def _said(text: str, start: int, end: int) -> int:
    words = text[start:end]
    return start + len(words) - len(words.lstrip())
