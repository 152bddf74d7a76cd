"""What the parts of a table are called, and what one of its cells says in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.actions.codes import CodeRow
from qualcode.actions.pictures.words import dimension_title, scope
from qualcode.actions.tables.formulas import formulas
from qualcode.messages import _, labelled, plural
from qualcode.text.unit_names import unit_word
from qualcode.tui.analysis.crossing import ADDED_UP, OF_PAIRS, Asked, Crossed
from qualcode.tui.analysis.grid import UNDEFINED, number

if TYPE_CHECKING:
    from qualcode.analysis.cooccurrence import Cooccurrence

Call = Callable[[str, str], str]
"""What a label of a side is called on the screen."""


def values() -> dict[str, str]:
    """What a matrix can count."""
    return {
        "codings": _("codings"),
        "documents": _("documents"),
        "cases": _("cases"),
        "characters": _("characters"),
        "words": _("words"),
        "binary": _("1 where there is any coding"),
        "weight": _("mean weight"),
    }


def shares() -> dict[str, str]:
    """What a cell can be divided by."""
    return {
        "none": _("by nothing"),
        "row": _("by the sum of its row"),
        "column": _("by the sum of its column"),
        "total": _("by the sum of all cells"),
        "cases": _("by the number of cases"),
    }


def figures() -> dict[str, str]:
    """What can be said of two codes."""
    return {
        "count": _("pairs of codings"),
        "documents": _("documents with a pair"),
        "units_both": _("units with both"),
        "jaccard": "Jaccard",
        "dice": "Dice",
        "p_b_given_a": _("of the row's units, the share with the column's code"),
        "lift": "lift",
        "phi": "phi",
    }


def relations() -> dict[str, str]:
    """When two codings are a pair."""
    return {
        "overlap": _("they share words"),
        "same-span": _("they are on the same words"),
        "encloses": _("that of the row encloses that of the column"),
        "near": _("they are in the same unit or in units next to each other"),
        "same-unit": _("they are in the same unit"),
        "same-document": _("they are in the same document"),
    }


def units() -> dict[str, str]:
    """What codes can be present in together."""
    return {
        "sentence": _("sentence"),
        "clause": _("clause"),
        "paragraph": _("paragraph"),
        "turn": _("turn"),
        "document": _("document"),
    }


def title(asked: Asked) -> str:
    """What is crossed."""
    if asked.together and asked.rows == asked.columns == "codes":
        return _("Codes that occur together")
    return f"{dimension_title(asked.rows)} × {dimension_title(asked.columns)}"


def part(name: str) -> str:
    """A choice of codes or cases, codes:NAME or cases:NAME, in words."""
    word, _colon, chosen = name.partition(":")
    return labelled(dimension_title(word), chosen.removesuffix("/*"))


def meaning(asked: Asked) -> str:
    """What the cells say, and of which codings."""
    if asked.together:
        cells = figures()[asked.figure]
        others = {"relation": asked.relation, "unit": asked.unit if is_of_units(asked) else None}
    else:
        cells, others = values()[asked.value], {"normalize": asked.normalize}
    return scope(cells=cells, **others, **asked.shared)


def is_of_units(asked: Asked) -> bool:
    """Whether the figures depend on a unit."""
    return asked.figure not in OF_PAIRS or asked.relation in ("near", "same-unit")


def about(crossed: Crossed, row: int, column: int, codes: Mapping[str, CodeRow], call: Call) -> Iterator[Any]:
    """A cell in words, line by line: which it is, what it says, and what its codes mean."""
    asked, grid = crossed.asked, crossed.grid
    sides = {(asked.rows, grid.rows[row]): None, (asked.columns, grid.columns[column]): None}
    yield ((" × ".join(call(side, name) for side, name in sides), "head"),)
    said = _of_pair(crossed, row, column) if asked.together else _of_cell(crossed, row, column)
    yield from (((sentence, ""),) for sentence in said if sentence)
    for side, name in sides:
        code = codes.get(name) if side.partition(":")[0] == "codes" else None
        if code is not None and code.definition:
            yield ((labelled(call(side, name), ""), "head"), (" ".join(code.definition.split()), "muted"))


def explained(crossed: Crossed) -> list[str]:
    """What the figures are: whose codings, which relation and unit, formulas, warnings."""
    said = formulas([crossed.asked.figure]) if crossed.asked.together else []
    return [*crossed.notes, *said]


def _of_cell(crossed: Crossed, row: int, column: int) -> Iterator[str]:
    asked, grid = crossed.asked, crossed.grid
    figure = grid.figure(row, column)
    if grid.missing[row, column]:
        yield _("Nothing is known here: there is no document.")
    elif figure is None:
        yield _("Undefined: there is nothing to divide by, or no weight.")
    elif asked.normalize != "none":
        words = {"value": values()[asked.value], "by": shares()[asked.normalize]}
        yield _("{figure} · {value}, divided {by}", figure=f"{figure:.4g}", **words)
    else:
        yield _counted(asked.value, figure)
    if asked.normalize == "none" and asked.value in ADDED_UP and figure:
        sums = float(grid.figures[row].sum()), float(grid.figures[:, column].sum())
        yield _(
            "{row} % of its row ({n}), {column} % of its column ({m})",
            row=round(100 * figure / sums[0]),
            n=f"{sums[0]:,.0f}",
            column=round(100 * figure / sums[1]),
            m=f"{sums[1]:,.0f}",
        )


def _counted(value: str, figure: float) -> str:
    n = round(figure)
    if value == "codings":
        return plural("{n} coding", "{n} codings", n)
    if value == "documents":
        return plural("{n} document", "{n} documents", n)
    if value == "cases":
        return plural("{n} case", "{n} cases", n)
    if value == "characters":
        return plural("{n} character is coded", "{n} characters are coded", n)
    if value == "words":
        return plural("{n} word is coded", "{n} words are coded", n)
    if value == "weight":
        return _("mean weight {figure}", figure=f"{figure:.4g}")
    return _("There is a coding.") if n else _("There is none.")


def _of_pair(crossed: Crossed, row: int, column: int) -> Iterator[str]:
    made: Any = crossed.made
    if row == column:
        yield plural("{n} coding", "{n} codings", int(made.n[row]))
        return
    pairs = plural("{n} pair of codings", "{n} pairs of codings", int(made.count[row, column]))
    there = plural("{n} document", "{n} documents", int(made.documents[row, column]))
    codings = " · ".join(
        f"{name} {plural('{n} coding', '{n} codings', int(made.n[at]))}"
        for name, at in zip(_ends(crossed, row, column), (row, column), strict=True)
    )
    yield _("{pairs} in {documents} · {codings}", pairs=pairs, documents=there, codings=codings)
    if made.presence is not None:
        yield _presence(made, row, column)


def _ends(crossed: Crossed, row: int, column: int) -> tuple[str, str]:
    last = [crossed.grid.rows[at].rpartition("/")[2] for at in (row, column)]
    return last[0], last[1]


def _presence(made: Cooccurrence, row: int, column: int) -> str:
    units = made.presence
    assert units is not None
    coefficients = {
        "Jaccard": units.jaccard[row, column],
        "Dice": units.dice[row, column],
        "p(b|a)": units.p_b_given_a[row, column],
        "p(a|b)": units.p_b_given_a[column, row],
        "lift": units.lift[row, column],
        "phi": units.phi[row, column],
    }
    said = " · ".join(f"{name} {_coefficient(float(figure))}" for name, figure in coefficients.items())
    both, unit = int(units.units_both[row, column]), unit_word(units.unit)
    where = _("both in {n} of {all} units ({unit})", n=f"{both:,}", all=f"{units.units_total:,}", unit=unit)
    return f"{where} · {said}"


def _coefficient(figure: float) -> str:
    return UNDEFINED if figure != figure else number(figure, False)
