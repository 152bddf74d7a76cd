"""Data from elsewhere beside the rows of a panel, joined on what names them: case and year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import UnreadableInput, WrongUse
from qualcode.messages import _, listed
from qualcode.table import Cell
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.analysis.crosstab import Crosstab

_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)?(\.\d+)?([eE][-+]?\d+)?")


@dataclass(frozen=True)
class _Outside:
    """A table from elsewhere: its columns, and for each key the cells of its row."""

    columns: tuple[str, ...]
    rows: Mapping[tuple[str, ...], Sequence[Cell]]


def with_joined(made: Crosstab, path: Path, on: Sequence[str] = ()) -> Crosstab:
    """A panel with the columns of a table (CSV, or a sheet) beside it, where its columns ``on`` (all that name a row, unless said) are equal.

    A row that the table does not have is empty. Raises WrongUse for a column that names no row or is there already,
    UnreadableInput for a table without the columns or with two rows of one key.
    """
    wanted = [name_key(name) for name in on or made.key_names]
    _require_keys(made, path, wanted, on)
    outside = _outside(path, wanted)
    _require_no_clash(made, path, outside)
    names = [name_key(name) for name in made.key_names]
    keys = [tuple(_folded(key[names.index(name)]) for name in wanted) for key in made.keys]
    nothing: Sequence[Cell] = [None] * len(outside.columns)
    found = [outside.rows.get(key, nothing) for key in keys]
    columns = [tuple(row[place] for row in found) for place in range(len(outside.columns))]
    beside = (*made.beside, *zip(outside.columns, columns, strict=True))
    return replace(made, beside=beside, notes=(*made.notes, _met(path, wanted, keys, outside)))


def _require_keys(made: Crosstab, path: Path, wanted: Sequence[str], on: Sequence[str]) -> None:
    """Raise WrongUse where these columns do not name rows."""
    hint = _("Cross a product, such as cases*period:year, and name its columns: --on case,year")
    if not made.key_names:
        raise WrongUse(_("Only rows that are a product can be joined with {file}.", file=path.name), hint)
    if not set(wanted) <= set(map(name_key, made.key_names)):
        there, said = listed(made.key_names), listed(on)
        raise WrongUse(_("Rows are named by {there}, not by {wanted}.", there=there, wanted=said), hint)


def _require_no_clash(made: Crosstab, path: Path, outside: _Outside) -> None:
    """Raise WrongUse where both tables have a column of one name."""
    taken = {name_key(name) for name in (*made.key_names, *made.col_labels, *(name for name, _cells in made.beside))}
    if clash := [name for name in outside.columns if name_key(name) in taken]:
        raise WrongUse(
            _("Both tables have a column {name}.", name=listed(clash)), _("Rename it in {file}.", file=path.name)
        )


def _met(path: Path, wanted: Sequence[str], keys: Sequence[tuple[str, ...]], outside: _Outside) -> str:
    """How much of the two tables found its place in the other."""
    met = set(keys) & set(outside.rows)
    return _(
        "Joined {file} on {keys}: {n} of its {all} rows found their place, {rows} rows here have none.",
        file=path.name,
        keys=listed(wanted),
        n=len(met),
        all=len(outside.rows),
        rows=sum(key not in met for key in keys),
    )


def _outside(path: Path, wanted: Sequence[str]) -> _Outside:
    from qualcode.formats.sheets.reading import read_sheet_table

    table = read_sheet_table(path)
    places = {name_key(heading): number for number, heading in enumerate(table.columns)}
    if absent := [name for name in wanted if name not in places]:
        raise UnreadableInput(
            _("{name} has no column {column!r}.", name=path.name, column=absent[0]),
            _("It has: {there}. Name the columns to join on with --on.", there=listed(table.columns)),
        )
    others = [number for name, number in places.items() if name not in wanted]
    rows: dict[tuple[str, ...], list[str]] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        named = [row[places[name]].strip() for name in wanted]
        key = tuple(map(_folded, named))
        if key in rows:
            raise UnreadableInput(
                _("{name} has a second row for {key} on line {line}.", name=path.name, key=listed(named), line=line),
                _("Each may stand there once, or joining would double rows."),
            )
        rows[key] = [row[place].strip() for place in others]
    typed = [_typed([row[column] for row in rows.values()]) for column in range(len(others))]
    cells = zip(*typed, strict=True) if typed else ([] for _row in rows)
    return _Outside(tuple(table.columns[place] for place in others), dict(zip(rows, cells)))


def _folded(cell: str) -> str:
    """How keys are compared: without regard to case, width, and a year that a sheet holds as 2022.0."""
    return re.sub(r"^(\d+)\.0+$", r"\1", name_key(cell))


def _typed(cells: Sequence[str]) -> list[Cell]:
    """A column as numbers where all of it is numbers; nothing for an empty cell."""
    if not all(cell == "" or (_NUMBER.fullmatch(cell) and any(map(str.isdigit, cell))) for cell in cells):
        return [cell or None for cell in cells]
    numbers = [cell.replace(",", "") for cell in cells]
    return [None if not cell else int(cell) if re.fullmatch(r"[-+]?\d+", cell) else float(cell) for cell in numbers]
