"""What is crossed when codes of one branch are set against codes of another, and the tables of what was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from qualcode.actions.agreement.unit_grids import Touch
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.table import Cell, Table
from qualcode.text.names import parse_path

VALUES = ("units", "documents", "share")
Value: TypeAlias = Literal["units", "documents", "share"]
LONG_COLUMNS = ("group", "row", "column", "units", "documents", "row_units", "column_units", "group_units", "share")


@dataclass(frozen=True)
class Ask:
    """What is crossed and how it is counted.

    ``rows`` and ``columns`` are branches of the codebook: the codes directly under each, with all below them, are the rows and the
    columns. ``unit`` None takes the one that fits each kind of document. ``by`` is one of ``groups.ROLES`` or a dimension of documents, None for one
    block. ``least`` asks for agreement on these codes, and warns below it. ``where`` chooses codings, ``among`` documents. Raises
    WrongUse for a choice there is not.
    """

    rows: str
    columns: str
    by: str | None = None
    unit: str | None = None
    touch: Touch = "half"
    value: Value = "units"
    least: float | None = None
    layer: str = "record"
    where: str | None = None
    among: str | None = None
    case_level: int | None = None

    def __post_init__(self) -> None:
        if self.value not in VALUES:
            raise WrongUse(_("{value!r} is nothing to count here.", value=self.value), _("Choose one of {known}.", known=listed(VALUES)))  # fmt: skip


@dataclass
class Block:
    """The units of a group of documents: which of them hold each row, each column, and both; by the unit's number."""

    units: int
    rows: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    columns: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    both: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True)
class Together:
    """``blocks`` by group; ``documents`` is the document of each unit."""

    ask: Ask
    rows: Sequence[str]
    columns: Sequence[str]
    blocks: Mapping[str, Block]
    documents: Sequence[int]
    notes: tuple[str, ...]

    def square(self) -> Table:
        """A row for each group and row code, a column for each column code, by their names alone; ``units`` with the row, ``alone`` with no column."""
        body = [
            (group, _last(row), len(block.rows[at]), *self._cells(block, at), self._alone(block, at))
            for group, block in self.blocks.items()
            for at, row in enumerate(self.rows)
        ]
        return Table(("group", "row", "units", *map(_last, self.columns), "alone"), body, self.notes)

    def long(self) -> Table:
        """A row for each group, row and column under LONG_COLUMNS."""
        body = [
            (group, row, column, *self._facts(block, at, across))
            for group, block in self.blocks.items()
            for at, row in enumerate(self.rows)
            for across, column in enumerate(self.columns)
        ]
        return Table(LONG_COLUMNS, body, self.notes)

    def _cells(self, block: Block, row: int) -> Iterator[Cell]:
        for column in range(len(self.columns)):
            units, documents, *_more, share = self._facts(block, row, column)
            yield {"units": units, "documents": documents, "share": share}[self.ask.value]

    def _facts(self, block: Block, row: int, column: int) -> tuple[Cell, ...]:
        both, of_row = block.both.get((row, column), set()), len(block.rows[row])
        documents = len({self.documents[unit] for unit in both})
        share = len(both) / of_row if of_row else None
        return len(both), documents, of_row, len(block.columns[column]), block.units, share

    def _alone(self, block: Block, row: int) -> Cell:
        with_any = {unit for (one, _column), units in block.both.items() if one == row for unit in units}
        alone = block.rows[row] - with_any
        if self.ask.value == "documents":
            return len({self.documents[unit] for unit in alone})
        if self.ask.value == "share":
            return len(alone) / len(block.rows[row]) if block.rows[row] else None
        return len(alone)


def _last(path: str) -> str:
    """The name of a code without what it lies under: those of one branch have different names."""
    return parse_path(path)[-1]
