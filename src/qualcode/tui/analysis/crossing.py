"""What is crossed on the screen, computed by the actions that the command line calls as well."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.actions import history
from qualcode.actions.material import documents
from qualcode.actions.tables import crossings
from qualcode.project import View
from qualcode.tui.analysis.grid import Grid
from qualcode.tui.analysis.which_codings import WhichCodings

if TYPE_CHECKING:
    from qualcode.actions.querying.segments import Key
    from qualcode.analysis.cooccurrence import Cooccurrence
    from qualcode.analysis.crosstab import Crosstab

VALUES = ("codings", "documents", "cases", "characters", "words", "binary", "weight")
ADDED_UP = ("codings", "characters", "words")
"""Values whose cells add up to their row and column."""
SHARES = ("none", "row", "column", "total", "cases")
FIGURES = ("count", "documents", "units_both", "jaccard", "dice", "p_b_given_a", "lift", "phi")
OF_PAIRS = ("count", "documents")
"""Figures of pairs of codings; the others are of units in which both codes are present."""
RELATIONS = ("overlap", "same-span", "encloses", "near", "same-unit", "same-document")
UNITS = ("sentence", "clause", "paragraph", "turn", "document")

_AT_ONCE = 3_000_000  # characters of a project whose units are found without being asked for


@dataclass(frozen=True)
class Asked(WhichCodings):
    """What is crossed, and what its cells say. Codes with codes, all or some of them: what occurs together, then ``figure``,
    ``relation`` and ``unit`` count in place of ``value`` and ``normalize``."""

    rows: str = "codes"
    columns: str = "documents"
    value: str = "codings"
    normalize: str = "none"
    figure: str = "count"
    relation: str = "overlap"
    unit: str = "sentence"

    @property
    def together(self) -> bool:
        """Whether it is about codes that occur together."""
        return all(_is_of_codes(name) for name in (self.rows, self.columns))

    def turned(self) -> Asked:
        """Rows for columns."""
        shares = {"row": "column", "column": "row"}
        normalize = shares.get(self.normalize, self.normalize)
        return replace(self, rows=self.columns, columns=self.rows, normalize=normalize)


def _is_of_codes(name: str) -> bool:
    return name.partition(":")[0] == "codes" and "*" not in name.removesuffix("/*")


def _branch(name: str) -> str | None:
    """The code or set of codes that a side is of; None where it is all codes."""
    return name.partition(":")[2] or None


@dataclass(frozen=True, eq=False)
class Crossed:
    """A table with what it was made for and from; ``operation`` is the change of the project after which it was made."""

    asked: Asked
    grid: Grid
    notes: tuple[str, ...]
    operation: int
    made: Crosstab | Cooccurrence

    def has_codings(self, row: int, column: int) -> bool:
        """Whether there are codings behind a cell, for some coefficients are not 0 where nothing was counted."""
        made: Any = self.made
        if self.asked.together:
            counted = made.count if self.asked.figure in OF_PAIRS else made.presence.units_both
            return bool(counted[row, column])
        figure = self.grid.figure(row, column)
        return figure is not None and (figure != 0 or self.asked.value == "weight")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what finds the codings behind it. ``label`` says in words which cell it is."""

    asked: Asked
    row: str
    column: str
    label: str

    def keys(self, view: View) -> list[Key]:
        """The codings behind it."""
        from qualcode.actions.tables.cell_codings import keys_in_cell, keys_of_pair

        asked = self.asked
        if not asked.together:
            sides = ((asked.rows, self.row), (asked.columns, self.column))
            return keys_in_cell(view, sides, weighed=asked.value == "weight", **asked.shared)
        relation: Any = asked.relation if asked.figure in OF_PAIRS else "same-unit"
        unit = asked.unit if relation in ("near", "same-unit") else None
        return keys_of_pair(view, self.row, self.column, relation=relation, unit=unit, **asked.shared)


def crossed(view: View, asked: Asked) -> Crossed:
    """Cross what is asked for. Raises WrongUse for what has no meaning, NotFound for unknown names, Refused for too much."""
    import numpy as np

    if asked.together:
        return _together(view, asked)
    made = crossings.matrix(
        view, asked.rows, asked.columns, value=asked.value, normalize=asked.normalize, **asked.shared
    )
    figures = np.asarray(made.figures, dtype=np.float64)
    missing = np.zeros(figures.shape, dtype=np.bool_) if made.missing is None else made.missing
    whole = asked.normalize == "none" and asked.value != "weight"
    grid = Grid(made.row_labels, made.col_labels, figures, missing, whole)
    return Crossed(asked, grid, made.notes, history.latest_operation(view), made)


def _together(view: View, asked: Asked) -> Crossed:
    import numpy as np

    relation: Any = asked.relation
    needed = asked.figure not in OF_PAIRS or asked.relation in ("near", "same-unit")
    unit = asked.unit if needed or _is_small(view) else None
    sides: dict[str, Any] = {"rows": _branch(asked.rows), "columns": _branch(asked.columns)}
    made = crossings.cooccurrence(view, relation=relation, unit=unit, **sides, **asked.shared)
    counted = {"count": made.count, "documents": made.documents}
    figures = counted.get(asked.figure)
    if figures is None:
        figures = getattr(made.presence, asked.figure)
    none = np.zeros(figures.shape, dtype=np.bool_)
    whole = asked.figure in ("count", "documents", "units_both")
    grid = Grid(
        made.codes, made.codes, np.asarray(figures, dtype=np.float64), none, whole, square=True, across=made.across
    )
    return Crossed(asked, grid, made.notes, history.latest_operation(view), made)


def _is_small(view: View) -> bool:
    return documents.characters(view) <= _AT_ONCE
