"""Pictures of matrices: coloured cells, and over time a lane for each row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from qualcode.actions.pictures.rows import colors
from qualcode.actions.pictures.words import begun, called, dimension_title
from qualcode.errors import Refused
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.heatmap import Heatmap
from qualcode.formats.pictures.lanes import Lanes
from qualcode.messages import _, plural
from qualcode.store.view import View
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.analysis.crosstab import Crosstab

MOST_ROWS, MOST_COLUMNS = 500, 200


def matrix(
    view: View, made: Crosstab, rows: str, columns: str, meaning: str, scope: str, totals: bool
) -> Heatmap | Lanes | None:
    """A matrix: lanes where one side is a period, else coloured cells; None where it has no rows or no columns.

    Raises Refused for more rows or columns than a picture can hold.
    """
    table = made.to_table(rows)
    if not made.row_labels or not made.col_labels:
        return None
    _require_room(len(made.row_labels), len(made.col_labels))
    values: Any = [row[-len(made.col_labels) :] for row in table.rows]
    title = begun(f"{dimension_title(rows)} × {dimension_title(columns)}")
    frame = Frame(title, scope, table)
    over = [name.startswith("period:") and "*" not in name for name in (rows, columns)]
    if any(over) and not all(over) and not totals:
        return _lanes(view, frame, made, values, over[0], columns if over[0] else rows, meaning)
    return Heatmap(
        frame,
        called(rows, made.row_labels),
        called(columns, made.col_labels),
        values,
        meaning,
        row_codes=_are_codes(rows),
        column_codes=_are_codes(columns),
        totals=totals,
    )


def _lanes(
    view: View, frame: Frame, made: Crosstab, values: Sequence[Sequence[Any]], turned: bool, name: str, meaning: str
) -> Lanes:
    labels, periods = made.row_labels, made.col_labels
    if turned:
        labels, periods, values = periods, labels, list(zip(*values, strict=True))
    own = colors(view) if _are_codes(name) else {}
    shades = [own.get(label) for label in labels] if own else []
    return Lanes(frame, called(name, labels), periods, values, meaning, codes=_are_codes(name), colors=shades)


def _are_codes(name: str) -> bool:
    return "*" not in name and name.partition(":")[0] == "codes"


def meaning_of(value: str, normalize: str) -> str:
    """What a cell says, in words."""
    values = {
        "codings": _("codings"),
        "documents": _("documents"),
        "cases": _("cases"),
        "characters": _("characters"),
        "words": _("words"),
        "binary": _("1 where there is any coding"),
        "weight": _("mean weight"),
    }
    parts = {
        "row": _("share of the row's {value}"),
        "column": _("share of the column's {value}"),
        "total": _("share of all {value}"),
        "cases": _("{value} by case"),
    }
    name = values.get(value, value)
    return parts[normalize].format(value=name) if normalize in parts else name


def cooccurrence(table: Table, meaning: str, scope: str) -> Heatmap | None:
    """A square of codes, or some against others, without those that occur with none; None where no code is left.

    Raises Refused for more codes than a picture can hold.
    """
    sides = [str(row[0]) for row in table.rows], list(table.columns[1:])
    cells: list[Any] = [row[1:] for row in table.rows]
    met = [pair for pair, cell in zip(product(*sides), chain(*cells), strict=True) if cell and pair[0] != pair[1]]
    used = {code for pair in met for code in pair}
    if not used:
        return None
    down, over = ([at for at, code in enumerate(side) if code in used] for side in sides)
    _require_room(len(down), len(over))
    values = [[cells[at][other] for other in over] for at in down]
    left = len({*sides[0], *sides[1]} - used)
    more = [
        plural("{n} code that occurs with none is not drawn.", "{n} codes that occur with none are not drawn.", left)
    ]
    frame = Frame(_("Codes that occur together"), scope, table)
    return Heatmap(
        frame,
        [sides[0][at] for at in down],
        [sides[1][at] for at in over],
        values,
        meaning,
        row_codes=True,
        column_codes=True,
        diagonal=sides[0] != sides[1],
        more=tuple(more[: bool(left)]),
    )


def _require_room(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise Refused(
            _("A picture of {rows} rows and {columns} columns could not be read.", rows=rows, columns=columns),
            _(
                "A picture holds up to {rows} rows and {columns} columns; roll up with --code-level or --case-level, or choose with "
                "--where.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            ),
        )
