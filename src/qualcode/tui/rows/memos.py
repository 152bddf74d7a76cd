"""Memos as rows of a table, found by words, kind, coder and what they are on, and one of them in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from qualcode.actions import finding_memos
from qualcode.actions.finding_memos import Sought
from qualcode.actions.memos import KINDS, MemoRow
from qualcode.messages import _
from qualcode.table import Table
from qualcode.text.names import name_key
from qualcode.tui.view.columns import Column
from qualcode.tui.widgets.lines import Line, Words

_BEGINNING = 400  # characters of which a row shows what fits
_QUOTED = 600  # characters that are shown of the words a memo is on

EXPORTED = ("memo", "title", "text", "kind", "coder", "created", "target", "on", "document", "start", "end")

ORDERS: dict[str, Callable[[MemoRow], Any]] = {
    "date": lambda memo: memo.created,
    "kind": lambda memo: (KINDS.index(memo.kind) if memo.kind in KINDS else len(KINDS), memo.created),
    "title": lambda memo: (not memo.title, name_key(memo.title)),
    "text": lambda memo: name_key(memo.text[:_BEGINNING]),
    "target": lambda memo: (targets().get(memo.target, memo.target), name_key(memo.on)),
    "on": lambda memo: (name_key(memo.document or memo.on), memo.start or 0),
    "coder": lambda memo: (name_key(memo.coder), memo.created),
}
"""What the table can be sorted by."""


def sought_words(sought: Sought) -> list[str]:
    """What is sought, in words."""
    target = "" if sought.target is None else _("on: {what}", what=targets().get(sought.target, sought.target))
    return [part for part in (sought.words, kinds().get(sought.kind, sought.kind), target, sought.coder) if part]


def toggled(sought: Sought, facet: str, value: str) -> Sought:
    """The same with "kind", "coder" or "target" of a value, or of any where it has that value already."""
    wanted: Any = getattr(Sought(), facet) if getattr(sought, facet) == value else value
    return replace(sought, **{facet: wanted})


def columns(order: str, descending: bool) -> list[Column]:
    """The columns, the one that is sorted by with an arrow."""
    arrow = " ↓" if descending else " ↑"
    found = [
        Column("kind", _("kind"), 11),
        Column("title", _("title"), 8, 3, 26),
        Column("text", _("text"), 18, 6),
        Column("target", _("on"), 9),
        Column("on", _("what"), 12, 4, 34),
        Column("coder", _("coder"), 6, 1, 14),
        Column("date", _("date"), 10, from_width=90),
    ]
    return [replace(column, head=column.head + arrow) if column.id == order else column for column in found]


def found(memos: Iterable[MemoRow], sought: Sought, order: str, descending: bool) -> list[MemoRow]:
    """The memos that are sought, in an order."""
    rows = sorted(finding_memos.found(memos, sought, _called), key=ORDERS[order])
    return rows[::-1] if descending else rows  # of those that are alike the latest comes first then


def _called(memo: MemoRow) -> str:
    """What people call its kind and what it is on."""
    return f"{kinds().get(memo.kind, '')} {targets().get(memo.target, '')}"


class MemoRows:
    """Memos as rows; ``is_mine`` tells a coder who sits here."""

    def __init__(self, rows: Sequence[MemoRow], is_mine: Callable[[str], bool]) -> None:
        self.rows, self._is_mine = rows, is_mine

    def __len__(self) -> int:
        return len(self.rows)

    def prepare(self, first: int, stop: int) -> None:
        """All is there."""

    def is_marked(self, number: int) -> bool:
        """No row is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        memo = self.rows[number]
        said: dict[str, Words] = {
            "kind": (kinds().get(memo.kind, memo.kind), "muted"),
            "title": (memo.title, ""),
            "text": (" ".join(memo.text[:_BEGINNING].split()), ""),
            "target": (targets().get(memo.target, memo.target), "muted"),
            "on": (memo.on, ""),
            "coder": (memo.coder, "" if self._is_mine(memo.coder) else "muted"),
            "date": (memo.created[:10], "muted"),
        }
        return [said[column] for column in columns]


def details(memo: MemoRow, quoted: str) -> list[Line]:
    """A memo in full, with the words it is on."""
    about = " · ".join(filter(None, (on_words(memo), kinds().get(memo.kind, memo.kind), memo.coder, memo.created[:10])))
    head: Line = ((memo.title, "head"), ("  " + about, "muted")) if memo.title else ((about, "muted"),)
    words = " ".join(quoted.split())
    shown = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
    lines: list[Line] = [head]
    if shown:
        lines.append(((f"“{shown}”", "muted"),))
    return [*lines, *(((line, ""),) for line in memo.text.split("\n"))]


def on_words(memo: MemoRow) -> str:
    """What a memo is on, in words."""
    return f"{targets().get(memo.target, memo.target)} {memo.on}".strip()


def as_table(memos: Iterable[MemoRow]) -> Table:
    """Memos as they are written to a file, as ``qualcode memos list`` has them."""
    places = ("guid", *EXPORTED[1:])
    return Table(EXPORTED, [tuple(getattr(memo, name) for name in places) for memo in memos])


def kinds() -> dict[str, str]:
    """What people call the kinds of memos."""
    called = {
        "note": _("note"),
        "theory": _("theory"),
        "method": _("method"),
        "code rule": _("code rule"),
        "reflection": _("reflection"),
        "translation": _("translation"),
    }
    return {kind: called.get(kind, kind) for kind in KINDS}


def targets() -> dict[str, str]:
    """What people call what a memo is on."""
    return {
        "segment": _("passage"),
        "coding": _("coding"),
        "code": _("code"),
        "document": _("document"),
        "case": _("case"),
        "project": _("project"),
        "": _("nothing"),
    }
