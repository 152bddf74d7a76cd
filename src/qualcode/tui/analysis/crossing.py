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
RELATIONS = ("overlap", "same-span", "encloses", "near", "same-unit", "same-document")
UNITS = ("sentence", "clause", "paragraph", "turn", "document")

_AT_ONCE = 3_000_000  # characters of a project whose units are found without being asked for


@dataclass(frozen=True)
class Asked(WhichCodings):
    """What is crossed, and what its cells say. Codes with codes: what occurs together, then ``figure``, ``relation`` and ``unit``
    count in place of ``value`` and ``normalize``."""

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
        return self.rows == self.columns == "codes"

    def turned(self) -> Asked:
        """Rows for columns."""
        shares = {"row": "column", "column": "row"}
        normalize = shares.get(self.normalize, self.normalize)
        return replace(self, rows=self.columns, columns=self.rows, normalize=normalize)


@dataclass(frozen=True, eq=False)
class Crossed:
    """A table with what it was made for and from; ``operation`` is the change of the project after which it was made."""

    asked: Asked
    grid: Grid
    notes: tuple[str, ...]
    operation: int
    made: Crosstab | Cooccurrence


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
            return keys_in_cell(view, sides, **asked.shared)
        relation: Any = asked.relation
        return keys_of_pair(view, self.row, self.column, relation=relation, unit=_unit_of_pairs(asked), **asked.shared)


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
    needed = asked.figure not in ("count", "documents") or asked.relation in ("near", "same-unit")
    unit = asked.unit if needed or _is_small(view) else None
    made = crossings.cooccurrence(view, relation=relation, unit=unit, **asked.shared)
    counted = {"count": made.count, "documents": made.documents}
    figures = counted.get(asked.figure)
    if figures is None:
        figures = getattr(made.presence, asked.figure)
    none = np.zeros(figures.shape, dtype=np.bool_)
    whole = asked.figure in ("count", "documents", "units_both")
    grid = Grid(made.codes, made.codes, np.asarray(figures, dtype=np.float64), none, whole, square=True)
    return Crossed(asked, grid, made.notes, history.latest_operation(view), made)


def _unit_of_pairs(asked: Asked) -> str | None:
    """The unit on which it depends which codings are pairs."""
    return asked.unit if asked.relation in ("near", "same-unit") else None


def _is_small(view: View) -> bool:
    return documents.characters(view) <= _AT_ONCE
