"""Codings as rows of a table, and one of them in its surroundings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from qualcode.actions.querying.segments import Listing, SegmentRow
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.disputes.readings import Readings, Short
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows.texts import Texts
from qualcode.tui.view.columns import Column, snug
from qualcode.tui.view.stripes import stripes
from qualcode.tui.widgets.lines import Line, Words

_AROUND = 800  # characters that are shown before and behind a segment at most
_LONGEST = 4000  # characters that are shown of a segment
_EXCERPT = 400  # characters of which a row shows what fits


def columns(order: str, descending: bool, found: Listing, short: Short) -> list[Column]:
    """The columns for a list, the one that is sorted by with an arrow."""
    arrow = " ↓" if descending else " ↑"
    shown = [
        Column("document", _("document"), 8, 5, 40),
        Column("place", "¶", 5, at_right=True),
        Column("color", "", 1),
        Column("code", _("code"), 12, 4, 34),
        Column("text", _("text"), 18, 8),
        Column("speaker", _("speaker"), 8, 1, 16, from_width=110),
        Column("coder", _("coder"), 6, 1, 14),
        Column("weight", _("weight"), 6, at_right=True, from_width=110),
        Column("memo", "✎", 2),
    ]
    headed = [replace(column, head=column.head + arrow * (column.id == order)) for column in shown]
    of = found.segments
    codes = map(short, of.table.codes)
    values = {"document": of.table.documents, "code": codes, "speaker": of.speakers, "coder": of.table.coders}
    return snug(headed, values)


class SegmentRows:
    """A list of codings as rows; ``marked`` are the keys of those that are marked."""

    def __init__(self, found: Listing, marked: Collection[object], desk: Desk, short: Short, texts: Texts) -> None:
        self.found, self.marked = found, marked
        self._desk, self._short, self._texts = desk, short, texts

    def __len__(self) -> int:
        return len(self.found)

    def prepare(self, first: int, stop: int) -> None:
        """The texts of these rows are about to be shown."""
        documents = [self.found.key(number)[0] for number in range(first, stop)]
        self._texts.prepare(documents, self.found.segments.length_of)

    def is_marked(self, number: int) -> bool:
        """Whether a row is marked."""
        return bool(self.marked) and self.found.key(number) in self.marked

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        row = self.found.row(number)
        return [self._cell(row, column) for column in columns]

    def _cell(self, row: SegmentRow, column: str) -> Words:
        match column:
            case "document":
                return row.document, "muted"
            case "place":
                return str(self._texts.paragraph(row.document_id, row.start) or ""), "muted"
            case "color":
                return "█", self._desk.colors.get(row.code_guid, "")
            case "code":
                return self._short(row.code), ""
            case "text":
                text = self._texts.get(row.document_id)
                return ("…", "muted") if text is None else (excerpt(text, row.start, row.end), "")
            case "speaker":
                return row.speaker, "muted"
            case "coder":
                return row.coder, "muted"
            case "weight":
                return "" if row.weight is None else f"{row.weight:g}", ""
        return "✎" if row.has_memo else "", ""


def excerpt(text: str, start: int, end: int) -> str:
    """The beginning of some words, in one line."""
    return " ".join(text[start : min(end, start + _EXCERPT)].split())


def in_surroundings(found: Listing, row: SegmentRow, text: str, place: str, short: Short) -> Readings:
    """A coding in its paragraphs, with a stripe for each coder who has coded there; under it all codings on its words."""
    here = found.segments.touching(row)
    around, span = _around(text, row), Span(row.start, min(row.end, row.start + _LONGEST))
    calling = Calling(sorted({row.coder, *(other.coder for other in here)}))
    beside = [
        stripes(
            calling.letter(coder),
            [Span(it.start, it.end) for it in here if it.coder == coder and it.code_guid == row.code_guid],
            [Span(it.start, it.end) for it in here if it.coder == coder and it.code_guid != row.code_guid],
            text,
        )
        for coder in calling.coders
    ]
    return Readings(
        (_head(row, place, short),), text, around, span, tuple(beside), tuple(_others(here, row, calling, short))
    )


def _head(row: SegmentRow, place: str, short: Short) -> Line:
    facts = [f"{row.document} ¶ {place}", f"{row.start}–{row.end}", row.coder]
    facts += [row.speaker] if row.speaker else []
    facts += [_("weight {weight}", weight=f"{row.weight:g}")] if row.weight is not None else []
    return (short(row.code), "head"), ("  " + " · ".join(facts), "muted")


def _others(here: Sequence[SegmentRow], row: SegmentRow, calling: Calling, short: Short) -> list[Line]:
    return [
        (
            (f"{calling.letter(it.coder)} ", "head"),
            (short(it.code), ""),
            (f"  {it.start}–{it.end}  {it.coder}", "muted"),
        )
        for it in here
        if it.key != row.key
    ]


def _around(text: str, row: SegmentRow) -> Span:
    """The paragraphs of a segment, and the ones beside them; of long ones a part."""
    first = text.rfind("\n", 0, row.start) + 1
    start = text.rfind("\n", 0, max(first - 1, 0)) + 1
    last = text.find("\n", row.end)
    end = len(text) if last < 0 else text.find("\n", last + 1)
    end = len(text) if end < 0 else end
    return Span(max(start, row.start - _AROUND), min(end, row.end + _AROUND, row.start + _LONGEST + _AROUND))
