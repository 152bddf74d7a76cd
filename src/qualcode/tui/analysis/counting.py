"""How often codes were used, as it is looked at: a row for each code, with a bar in its own colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.actions.codes import CodeRow
from qualcode.actions.tables import crossings
from qualcode.messages import _
from qualcode.project import View
from qualcode.table import Table
from qualcode.tui.analysis.which_codings import WhichCodings
from qualcode.tui.analysis.wording import bar
from qualcode.tui.view.columns import Column

if TYPE_CHECKING:
    from qualcode.actions.querying.segments import Key

VALUES = ("codings", "documents", "characters")
_BAR = 24
Words = tuple[str, str]


@dataclass(frozen=True)
class CodingsOf:
    """The codings that are counted for a code; ``label`` is what it is called."""

    asked: WhichCodings
    code: str
    label: str

    def keys(self, view: View) -> list[Key]:
        """The codings."""
        from qualcode.actions.tables.cell_codings import keys_in_cell

        return keys_in_cell(view, (("codes", self.code),), **self.asked.shared)


def counted(view: View, asked: WhichCodings) -> Table:
    """Count, as ``crossings.frequencies`` does. Raises WrongUse and NotFound as that."""
    return crossings.frequencies(view, **asked.shared)


def ordered(table: Table, value: str, by_value: bool) -> list[int]:
    """The numbers of the rows: as in the codebook, or the highest first."""
    given = [*range(len(table.rows))]
    figures: list[Any] = table.column(value)
    return sorted(given, key=lambda row: -figures[row]) if by_value else given


def values() -> dict[str, str]:
    """What people call what bars are of."""
    return {"codings": _("codings"), "documents": _("documents"), "characters": _("characters")}


def columns(value: str, by_value: bool) -> list[Column]:
    """The columns, that of the bars and of the order with a mark."""
    heads = {name: head + (" ↓" if by_value and name == value else "") for name, head in values().items()}
    return [
        Column("code", _("code") + ("" if by_value else " ↑"), 16, 1, 48),
        Column("bar", values()[value], _BAR),
        Column("codings", heads["codings"], 9, at_right=True),
        Column("documents", heads["documents"], 11, at_right=True),
        Column("characters", heads["characters"], 12, at_right=True, from_width=90),
        Column("coders", _("coders"), 6, at_right=True, from_width=100),
        Column("share", _("share"), 7, at_right=True, from_width=76),
    ]


class CodeRows:
    """Codes as rows; ``codes`` and ``colors`` are those of the codebook, by path, and ``short`` calls a code that stands alone."""

    def __init__(
        self,
        table: Table,
        order: Sequence[int],
        value: str,
        codes: Mapping[str, CodeRow],
        colors: Mapping[str, str],
        short: Callable[[str], str],
    ) -> None:
        records = [*table.records()]
        self._records = [records[row] for row in order]
        self._in_tree = [*order] == sorted(order)
        self._value, self._codes, self._colors, self._short = value, codes, colors, short
        self._highest = max((int(str(it[value])) for it in records), default=0) or 1

    def __len__(self) -> int:
        return len(self._records)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing is needed."""

    def is_marked(self, number: int) -> bool:
        """No code is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        record = self._records[number]
        return [self._cell(record, column) for column in columns]

    def _cell(self, record: dict[str, Any], column: str) -> Words:
        path = str(record["code"])
        if column == "code":
            return self._called(path), ""
        if column == "bar":
            return bar(record[self._value] / self._highest, _BAR), self._colors.get(path, "accent")
        if column == "share":
            return f"{100 * record['share']:.1f} %" if record["share"] is not None else "–", "muted"
        return f"{record[column]:,}", "" if column == self._value else "muted"

    def _called(self, path: str) -> str:
        """In the order of the codebook indented below the code above; else by its last name, or its path where several have that name."""
        code = self._codes.get(path)
        return "  " * (len(code.names) - 1) + code.name if code is not None and self._in_tree else self._short(path)
