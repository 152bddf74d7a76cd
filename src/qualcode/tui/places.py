"""Places of the open document that keys jump to."""

from __future__ import annotations

from qualcode.actions.material.documents import OpenDocument
from qualcode.tui.project.desk import Desk


def of_memos(desk: Desk) -> list[int]:
    """Where what has a memo on it begins."""
    on_words = [memo.start for memo in desk.memos if memo.start is not None]
    return on_words + [row.start for row in desk.codings.values() if row.has_memo]


def of_speaker(document: OpenDocument, offset: int) -> list[int]:
    """Where other turns begin of whoever speaks at an offset, their labels left out; nowhere if nobody does."""
    here = next((turn for turn in document.turns if turn.start <= offset < turn.end), None)
    turns = [turn for turn in document.turns if here and turn is not here and turn.speaker == here.speaker is not None]
    return [_said(document.text, max(turn.start, turn.label_end), turn.end) for turn in turns]


def _said(text: str, start: int, end: int) -> int:
    words = text[start:end]
    return start + len(words) - len(words.lstrip())
