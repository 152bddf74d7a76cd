"""Transcripts typed into a sheet: who speaks in one column, what is said in the next, one row a turn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from qualcode.formats.bundle import DocumentDraft
from qualcode.formats.sheets.cells import breadth, is_figure, mean_breadth
from qualcode.formats.sheets.grid import Grid, Row
from qualcode.messages import _, listed
from qualcode.text.names import name_key

_SPEAKER = ("speaker", "speaker name", "speakers", "说话人", "发言人", "讲话人", "说话者", "发言者", "话者")
_ENGLISH = ("text", "utterance", "transcript", "content", "speech", "words")
_TEXT = (*_ENGLISH, "内容", "文本", "发言", "发言内容", "话语", "说话内容", "转写", "转写文本")
_BEGINS = ("time", "timestamp", "time stamp", "timespan", "time span", "start", "start time", "begin", "begin time")
_TIME = (*_BEGINS, "时间", "时间戳", "开始", "开始时间", "起始时间")
_UNTIL = ("end", "end time", "stop", "until", "结束", "结束时间", "终止时间")
_COLONS = (":", "：")
_LONGEST_LABEL = 40
_SPOKEN = 12
_MOST_SPEAKERS = 12
_MOSTLY = 0.8
_SAMPLE = 1000  # rows that tell which columns are in use


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns hold the speakers, what is said, and the times it began and ended (None where none does).

    ``first`` is the first row of it.
    """

    speaker: int
    text: int
    first: int = 0
    time: int | None = None
    until: int | None = None


def is_transcript(grid: Grid) -> bool:
    """Whether a table is a transcript rather than one of answers.

    Its columns are called speaker and text; or it has two columns without names, and in the first of them short labels
    that come again and end with a colon, or a few that come again and again from the first row on.
    """
    return _named_layout(grid) is not None or _is_unnamed(grid)


def transcript_of(grid: Grid, path: Path) -> DocumentDraft:
    """The transcript as one document: each row is a line, its label and what was said with a tab between them.

    A time, or two with a dash between them, stands before the label, a text alone in a row stands alone, and an empty row is an empty line. Who speaks is
    left to be found in the text, as in transcripts of other formats.
    """
    layout = _named_layout(grid) or _unnamed_layout(grid)
    used = {layout.time, layout.until, layout.speaker, layout.text}
    if other := [grid.rows[layout.first - 1][at] for at in _used_columns(grid) if at not in used and layout.first]:
        grid.report.add("not carried", _("the columns {names}", names=listed(other)))
    grid.report.format = "transcript"
    grid.report.add("read", _("a transcript: who speaks in one column, what is said in another"))
    text = "\n".join(_line(row, layout) for row in grid.rows[layout.first :]).strip("\n")
    return DocumentDraft(path.stem, text, source_type="transcript", original=path.read_bytes())


def _line(row: Row, layout: _Layout) -> str:
    times = (_cell(row, layout.time).strip(), _cell(row, layout.until).strip())
    time = " - ".join(times) if all(times) else times[0]
    label, text = _cell(row, layout.speaker), _cell(row, layout.text)
    said = "\t".join(part for part in (label, text) if part.strip())
    return f"{time} {said}" if time else said


def _cell(row: Row, column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _named_layout(grid: Grid) -> _Layout | None:
    """The layout that the names of the columns tell, None where they tell of no transcript."""
    first = next((at for at, row in enumerate(grid.rows) if row), 0)
    names = [name_key(cell) for cell in grid.rows[first]] if grid.rows else []

    def column(known: tuple[str, ...]) -> int | None:
        return next((at for at, name in enumerate(names) if name in known), None)

    speaker, text = column(_SPEAKER), column(_TEXT)
    return None if speaker is None or text is None else _Layout(speaker, text, first + 1, column(_TIME), column(_UNTIL))


def _unnamed_layout(grid: Grid) -> _Layout:
    """The first two columns with something in them."""
    speaker, text = (*_used_columns(grid), 0, 1)[:2]
    return _Layout(speaker, max(text, speaker + 1))


def _used_columns(grid: Grid) -> list[int]:
    return sorted({at for row in grid.rows[:_SAMPLE] for at, cell in enumerate(row) if cell.strip()})


def _is_unnamed(grid: Grid) -> bool:
    if len(_used_columns(grid)) != 2:
        return False
    layout = _unnamed_layout(grid)
    pairs = [(_cell(row, layout.speaker).strip(), _cell(row, layout.text).strip()) for row in grid.rows if row]
    labels = [label for label, text in pairs if label and text]
    times = Counter(labels)
    if len(labels) < 2 or len(times) == len(labels) or max(map(breadth, labels)) > _LONGEST_LABEL:
        return False
    if sum(label.endswith(_COLONS) for label in labels) >= _MOSTLY * len(labels):
        return True
    is_spoken = mean_breadth(text for _label, text in pairs if text) >= _SPOKEN
    few = len(times) <= _MOST_SPEAKERS and len(labels) >= 2 * len(times) and not any(map(is_figure, labels))
    return is_spoken and few and times[pairs[0][0]] > 1
