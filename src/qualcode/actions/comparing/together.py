"""Codes of one branch against codes of another within the same unit, a block for each group of documents: objectives and instruments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.agreement.unit_grids import Touch, unit_grid
from qualcode.actions.comparing.groups import groups_of
from qualcode.actions.comparing.together_checks import agreement_notes, alternative_notes
from qualcode.actions.comparing.together_tables import Ask, Block, Together
from qualcode.actions.layers import Codings
from qualcode.actions.tables.crossings import codings_of
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.store.queries import CodeTree
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.unit_grid import UnitGrid


def together(view: View, ask: Ask) -> Together:
    """Count the units in which one coder has a code of a row and one of a column.

    Codes that are marked as alternatives and stand on one unit are reported. Raises NotFound for an unknown code, WrongUse for branches of which
    one lies in the other and for what does not group documents.
    """
    found = codings_of(view, ask.layer, ask.where, among=ask.among)
    rows, columns = (_branch(found.tree, name) for name in (ask.rows, ask.columns))
    _require_apart(found.tree, ask)
    groups, notes = groups_of(view, found, ask.by, ask.case_level)
    wanted: set[int] = set().union(*groups.values())
    grid = unit_grid(view, found, ask.unit, wanted)
    of_row, of_column = _of_code(found.tree, rows), _of_code(found.tree, columns)
    readings, touching = _readings(found, grid, ask.touch)
    every = _blocks(groups, grid, readings, of_row, of_column)
    untouched = _apart(found, wanted, {*of_row, *of_column}, touching)
    blocks = {label: block for label, block in every.items() if ask.by is None or block.rows or block.columns}
    names = [[found.tree.path(row.id) for row in side] for side in (rows, columns)]
    said = (
        *found.notes,
        _(
            "Unit: {unit}. A cell counts units in which one coder has the row and the column; each code with all below it.",
            unit=grid.name,
        ),
        _("units: those with the row; alone: those of them without any column."),
        *notes,
        *_silent_groups(len(every) - len(blocks)),
        *_branch_notes(found, ask, readings),
        *([plural("{n} coding touches no unit.", "{n} codings touch no unit.", untouched)] if untouched else []),
        *_alternatives(view, found, ask, wanted, (grid, readings), [*rows, *columns]),
        *agreement_notes(view, [*rows, *columns], found.tree, ask.unit, ask.touch, ask.least, ask.among),
    )
    return Together(ask, names[0], names[1], blocks, grid.document.tolist(), said)


def _alternatives(
    view: View,
    found: Codings,
    ask: Ask,
    wanted: set[int],
    counted: tuple[UnitGrid, Mapping[tuple[int, int], set[int]]],
    codes: Sequence[Row[Any]],
) -> Iterator[str]:
    """What is said of alternatives on one unit; a whole document may hold several, so there it is the unit that fits its kind."""
    grid, readings = counted
    if ask.unit == "document":
        grid = unit_grid(view, found, None, wanted)
        readings, _touching = _readings(found, grid, ask.touch)
    yield from alternative_notes(found, grid, readings, codes)


def _silent_groups(n: int) -> list[str]:
    if not n:
        return []
    return [
        plural(
            "{n} group without any of these codes is left out.",
            "{n} groups without any of these codes are left out.",
            n,
        )
    ]


def _branch(tree: CodeTree, name: str) -> list[Row[Any]]:
    """The codes directly under a code, or that code itself where there are none."""
    row = tree.named(name)
    return tree.children(row.id) or [row]


def _require_apart(tree: CodeTree, ask: Ask) -> None:
    one, other = tree.named(ask.rows), tree.named(ask.columns)
    if {one.id, other.id} <= {row.id for row in tree.subtree(one.id)} or {one.id, other.id} <= {
        row.id for row in tree.subtree(other.id)
    }:
        raise WrongUse(
            _("{rows} and {columns} are not two branches apart.", rows=tree.path(one.id), columns=tree.path(other.id)),
            _("qualcode cooccurrence counts the codes of one branch with each other."),
        )


def _of_code(tree: CodeTree, side: Sequence[Row[Any]]) -> dict[int, int]:
    """For each code (its position) the number of the row or column it counts for."""
    at = {row.id: number for number, row in enumerate(tree.rows)}
    return {at[row.id]: number for number, top in enumerate(side) for row in tree.subtree(top.id)}


def _apart(found: Codings, documents: set[int], codes: set[int], touching: set[int]) -> int:
    """How many codings of these codes in these documents touch no unit."""
    table = found.table
    places = zip(table.document.tolist(), table.code.tolist(), strict=True)
    concerned = {at for at, (document, code) in enumerate(places) if document in documents and code in codes}
    return len(concerned - touching)


def _readings(found: Codings, grid: UnitGrid, touch: Touch) -> tuple[dict[tuple[int, int], set[int]], set[int]]:
    """The codes (positions) in each unit as each coder has it, by unit and coder; and the codings that touch a unit."""
    coding, unit = grid.touched(found.table, touch)
    table = found.table
    made: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, place in zip(coding.tolist(), unit.tolist(), strict=True):
        made[place, int(table.coder[number])].add(int(table.code[number]))
    return made, set(coding.tolist())


def _blocks(
    groups: Mapping[str, Collection[int]],
    grid: UnitGrid,
    readings: Mapping[tuple[int, int], Collection[int]],
    row_of: Mapping[int, int],
    column_of: Mapping[int, int],
) -> dict[str, Block]:
    documents = grid.document.tolist()
    of_document: dict[int, list[Block]] = defaultdict(list)
    blocks = {}
    for label, inside in groups.items():
        blocks[label] = Block(sum(document in inside for document in documents))
        for document in inside:
            of_document[document].append(blocks[label])
    for (unit, _coder), codes in readings.items():
        rows = {row_of[code] for code in codes if code in row_of}
        columns = {column_of[code] for code in codes if code in column_of}
        for block in of_document[documents[unit]]:
            for row in rows:
                block.rows[row].add(unit)
            for column in columns:
                block.columns[column].add(unit)
            for pair in ((row, column) for row in rows for column in columns):
                block.both[pair].add(unit)
    return blocks


def _branch_notes(found: Codings, ask: Ask, readings: Mapping[tuple[int, int], Collection[int]]) -> Iterator[str]:
    """That a heading was itself used as a code, which is in no row and no column."""
    for name in (ask.rows, ask.columns):
        row = found.tree.named(name)
        if not found.tree.children(row.id):
            continue
        at = next(number for number, it in enumerate(found.tree.rows) if it.id == row.id)
        if n := len({unit for (unit, _coder), codes in readings.items() if at in codes}):
            yield plural(
                "{n} unit holds {code} itself, which is in no row or column.",
                "{n} units hold {code} itself, which is in no row or column.",
                n,
                code=found.tree.path(row.id),
            )
