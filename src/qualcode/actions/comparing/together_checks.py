"""What must hold before codes are counted: no two alternatives on one unit, and coders who agree about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.agreement import measuring
from qualcode.actions.agreement.unit_grids import Touch
from qualcode.actions.layers import Codings
from qualcode.errors import QualcodeError
from qualcode.messages import _, clauses, joined, listed, plural
from qualcode.store.queries import CodeTree
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.unit_grid import UnitGrid

_NAMED = 5


def alternative_notes(
    found: Codings,
    grid: UnitGrid,
    readings: Mapping[tuple[int, int], Collection[int]],
    codes: Sequence[Row[Any]],
) -> Iterator[str]:
    """The units on which one coder has two codes that exclude each other, for the alternatives above, among and below ``codes``."""
    choices = _choices(found.tree, codes)
    if not choices:
        yield _("No code above, among or below these is marked as having alternatives below it.")
        return
    broken = []
    for (unit, coder), held in sorted(readings.items()):
        for choice in choices.values():
            taken = sorted({choice[code] for code in held if code in choice})
            if len(taken) > 1:
                place = f"{found.table.documents[grid.document[unit]]} {grid.start[unit]}–{grid.end[unit]}"
                broken.append(f"{place}, {found.table.coders[coder]}: {listed(taken)}")
    if not broken:
        yield _("No {unit} holds two codes that are alternatives of each other.", unit=grid.name)
        return
    more = len(broken) - _NAMED
    yield plural(
        "Warning: {n} time codes that exclude each other stand on one {unit}: {places}.",
        "Warning: {n} times codes that exclude each other stand on one {unit}: {places}.",
        len(broken),
        unit=grid.name,
        places=clauses(broken[:_NAMED]) + (_(" and {n} more", n=more) if more > 0 else ""),
    )


def _choices(tree: CodeTree, codes: Sequence[Row[Any]]) -> dict[int, dict[int, str]]:
    """For each code whose children exclude each other, which child every code below it counts for (positions, paths)."""
    rows = {row.id: row for row in tree.rows}
    at = {row.id: number for number, row in enumerate(tree.rows)}
    concerned = {below.id for row in codes for below in tree.subtree(row.id)}
    for row in codes:
        step = rows.get(row.parent_id)
        while step is not None:
            concerned.add(step.id)
            step = rows.get(step.parent_id)
    return {
        parent.id: {at[row.id]: tree.path(child.id) for child in tree.children(parent.id) for row in tree.subtree(child.id)}
        for parent in tree.rows
        if parent.id in concerned and parent.alternatives
    }  # fmt: skip


def agreement_notes(
    view: View,
    codes: Sequence[Row[Any]],
    tree: CodeTree,
    unit: str | None,
    touch: Touch,
    least: float | None,
    among: str | None = None,
) -> Iterator[str]:
    """How far coders agree about the codes that are counted, each with all below it, in the documents that ``among`` means.

    A warning where that is below ``least``, or unknown.
    """
    if least is None:
        yield _("Whether coders agree about these codes was not asked: --agreement 0.8 says it with the table.")
        return
    figures, problem = _figures(view, codes, tree, unit, touch, among)
    if problem:
        yield _("Warning: agreement before counting could not be computed: {problem}", problem=problem)
        return
    said = clauses(f"{path} {'–' if value is None else f'{value:.3f}'}" for path, value in figures.items())
    yield _("Agreement of the coders before counting (Krippendorff's alpha): {figures}.", figures=said)
    below = [path for path, value in figures.items() if value is not None and value < least]
    unknown = [path for path, value in figures.items() if value is None]
    if below:
        yield _("Warning: alpha is below {least:g} for {codes}.", least=least, codes=listed(below))
    if unknown:
        yield _("Warning: alpha is undefined for {codes}: nobody used them where coders are compared, or no figure exists.", codes=listed(unknown))  # fmt: skip


def _figures(
    view: View, codes: Sequence[Row[Any]], tree: CodeTree, unit: str | None, touch: Touch, among: str | None
) -> tuple[dict[str, float | None], str]:
    """Alpha of each code, None where it is undefined; or why there is none of any."""
    figures: dict[str, float | None] = {}
    for depth in sorted({len(tree.paths[row.id]) for row in codes}):
        paths = [tree.path(row.id) for row in codes if len(tree.paths[row.id]) == depth]
        figures |= dict.fromkeys(paths)
        try:
            whose = measuring.Whose(codes=paths, where=among)
            made = measuring.by_code(view, whose, unit=unit, touch=touch, rollup=depth, method="none")
        except QualcodeError as error:
            return {}, joined([error.message, error.hint] if error.hint else [error.message])
        figures |= {row.code: row.result.estimate for row in made.rows if row.code in paths}
    return figures, ""
