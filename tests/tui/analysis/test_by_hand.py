"""The figures of the screens and what lies behind them, against plain loops over the codings of random projects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from actions.test_crossings_by_hand import Mark, World, cells_by_hand, made
from qualcode.actions.networks.asking import Ask
from qualcode.actions.tables.saturation import Rule
from qualcode.analysis.product import BETWEEN
from qualcode.project import View
from qualcode.tui.analysis import counting, courses, crossing, netting
from qualcode.tui.analysis.crossing import Asked, Cell
from qualcode.tui.analysis.which_codings import WhichCodings

NAMES = ("codes", "documents", "kinds", "cases", "coders", "attribute:region", "period:year", "cases*period:year")
AMONG = ("", "kind = interview", "not case.region = east")


@pytest.fixture(params=range(3))
def random_view(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[View, World]]:
    project, world = made(tmp_path / "random.qualcode", request.param)
    with project, project.read() as view:
        yield view, world


def of(world: World, among: str) -> World:
    """The world with only the documents that a query means."""
    there = {
        "": lambda _number: True,
        "kind = interview": lambda number: world.kind[number] == "interview",
        "not case.region = east": lambda number: all(world.region.get(case) != "east" for case in world.tied[number]),
    }[among]
    return World([mark for mark in world.marks if there(mark[0])], world.kind, world.date, world.tied, world.region)


def labels(world: World, name: str, mark: Mark) -> list[str]:
    parts = [world.labels(part, mark) for part in name.split("*")]
    return [BETWEEN.join(one) for one in product(*parts)] if len(parts) > 1 else parts[0]


def places(keys: list[Any], view: View) -> list[tuple[Any, ...]]:
    """Codings as a world has them, without their weight."""
    from qualcode.store import queries

    tree = queries.code_tree(view)
    names = {row.id: int(row.name[1:]) for row in queries.documents(view)}
    coders = {row.id: row.name for row in queries.coders(view)}
    return sorted((names[key[0]], key[1], key[2], tree.path(key[3]), coders[key[4]]) for key in keys)


@pytest.mark.parametrize("among", AMONG)
def test_every_cell_of_a_matrix_and_the_codings_behind_it(random_view: tuple[View, World], among: str) -> None:
    view, everything = random_view
    world = of(everything, among)
    for rows, columns in combinations(NAMES, 2):
        if (rows, columns) == ("cases", "cases*period:year"):
            continue
        asked = Asked(rows=rows, columns=columns, layer="all", among=among)
        grid = crossing.crossed(view, asked).grid
        for row, column in product(range(len(grid.rows)), range(len(grid.columns))):
            behind = Cell(asked, grid.rows[row], grid.columns[column], "").keys(view)
            expected = sorted(
                mark[:5]
                for mark in world.marks
                if grid.rows[row] in labels(world, rows, mark) and grid.columns[column] in labels(world, columns, mark)
            )
            assert places(behind, view) == expected, (rows, columns)
            assert (grid.figure(row, column) or 0) == len(expected)


@pytest.mark.parametrize("among", AMONG)
@pytest.mark.parametrize("value", ["documents", "cases", "characters", "binary", "weight"])
def test_values_of_a_matrix_among_documents(random_view: tuple[View, World], among: str, value: str) -> None:
    view, everything = random_view
    world = of(everything, among)
    for rows, columns in (("codes", "cases"), ("kinds", "codes"), ("coders", "attribute:region")):
        made_ = crossing.crossed(view, Asked(rows=rows, columns=columns, value=value, layer="all", among=among))
        grid = made_.grid
        expected = cells_by_hand(world, rows, columns, value)
        for row, column in product(range(len(grid.rows)), range(len(grid.columns))):
            figure = expected.get((grid.rows[row], grid.columns[column]))
            assert (grid.figure(row, column) or 0) == pytest.approx(figure or 0), (rows, columns)
            if value == "weight":
                weighed = places(Cell(made_.asked, grid.rows[row], grid.columns[column], "").keys(view), view)
                assert all(any(mark[:5] == key and mark[5] for mark in world.marks) for key in weighed)
                assert bool(weighed) == (figure is not None) == made_.has_codings(row, column)


@pytest.mark.parametrize("sides", [("codes", "codes"), ("codes:a", "codes:d"), ("codes:a/b", "codes")])
@pytest.mark.parametrize("relation", ["overlap", "same-span", "encloses", "same-document"])
def test_pairs_of_codings_and_their_documents(
    random_view: tuple[View, World], sides: tuple[str, str], relation: str
) -> None:
    view, world = random_view
    spans = joined(world)
    for figure in ("count", "documents"):
        asked = Asked(rows=sides[0], columns=sides[1], figure=figure, relation=relation, layer="all")
        assert asked.together
        grid = crossing.crossed(view, asked).grid
        for row, column in product(range(len(grid.rows)), range(len(grid.columns))):
            one, other = grid.rows[row], grid.columns[column]
            if row == column:
                continue
            met = [
                (x, y)
                for x, y in product(spans, spans)
                if (x[3], y[3]) == (one, other) and (x[0], x[4]) == (y[0], y[4]) and meets(x, y, relation)
            ]
            expected = len(met) if figure == "count" else len({x[0] for x, _y in met})
            assert grid.figure(row, column) == expected, (one, other)
            behind = places(Cell(asked, one, other, "").keys(view), view)
            held = {
                mark[:5]
                for mark in world.marks
                for pair in met
                for span in pair
                if (mark[0], *mark[3:5]) == (span[0], *span[3:]) and span[1] <= mark[1] and mark[2] <= span[2]
            }
            assert behind == sorted(held)
        there = ["a", "a/b", "a/b/c", "d", "d/e"]
        in_branch = [[c for c in there if c == s[6:] or c.startswith(f"{s[6:]}/") or s == "codes"] for s in sides]
        if grid.across:
            shown = [
                [name for name, kept in zip(grid.rows, side.tolist(), strict=True) if kept] for side in grid.across
            ]
            assert shown == in_branch


def joined(world: World) -> list[tuple[Any, ...]]:
    """Stretches a coder gave a code: codings of it that overlap are one."""
    found: list[tuple[Any, ...]] = []
    for mark in sorted(world.marks, key=lambda mark: (mark[0], mark[3], mark[4], mark[1])):
        last = found[-1] if found else None
        if last and (last[0], *last[3:]) == (mark[0], *mark[3:5]) and mark[1] < last[2]:
            found[-1] = (last[0], last[1], max(last[2], mark[2]), *last[3:])
        else:
            found.append(mark[:5])
    return found


def meets(one: tuple[Any, ...], other: tuple[Any, ...], relation: str) -> bool:
    if relation == "same-span":
        return bool(one[1:3] == other[1:3])
    if relation == "encloses":
        return bool(one[1] <= other[1] and other[2] <= one[2] and one[1:3] != other[1:3])
    return relation == "same-document" or bool(one[1] < other[2] and other[1] < one[2])


def test_units_with_both_codes_and_the_codings_behind_them(random_view: tuple[View, World]) -> None:
    """Not only those that share words: both codes may stand apart in one unit."""
    view, world = random_view
    spans = joined(world)
    for figure in ("units_both", "jaccard", "phi"):
        asked = Asked(rows="codes", columns="codes", figure=figure, unit="document", layer="all")
        made_ = crossing.crossed(view, asked)
        for row, column in product(range(len(made_.grid.rows)), range(len(made_.grid.columns))):
            one, other = made_.grid.rows[row], made_.grid.columns[column]
            if row == column:
                continue
            pairs = [(x, y) for x, y in product(spans, spans) if (x[3], y[3]) == (one, other)]
            shared = {(x[0], x[4]) for x, y in pairs if (x[0], x[4]) == (y[0], y[4])}
            if figure == "units_both":
                assert made_.grid.figure(row, column) == len(shared)
            assert made_.has_codings(row, column) == bool(shared)
            behind = places(Cell(asked, one, other, "").keys(view), view)
            assert behind == sorted(
                mark[:5] for mark in world.marks if mark[3] in (one, other) and (mark[0], mark[4]) in shared
            )


@pytest.mark.parametrize("among", AMONG)
def test_bars_and_the_codings_behind_them(random_view: tuple[View, World], among: str) -> None:
    view, everything = random_view
    world, asked = of(everything, among), WhichCodings(layer="all", among=among)
    for record in counting.counted(view, asked).records():
        marks = [mark for mark in world.marks if mark[3] == record["code"]]
        assert record["codings"] == len(marks)
        assert record["documents"] == len({mark[0] for mark in marks})
        assert record["cases"] == len({case for mark in marks for case in world.tied[mark[0]]})
        assert record["coders"] == len({mark[4] for mark in marks})
        covered = {(mark[0], mark[4], at) for mark in marks for at in range(mark[1], mark[2])}
        assert record["characters"] == len(covered)
        assert record["share"] == (pytest.approx(len(marks) / len(world.marks)) if world.marks else None)
        behind = counting.CodingsOf(asked, str(record["code"]), "").keys(view)
        assert places(behind, view) == sorted(mark[:5] for mark in marks)


@pytest.mark.parametrize("among", AMONG)
@pytest.mark.parametrize("order", ["time", "import"])
def test_new_codes_document_by_document(random_view: tuple[View, World], order: str, among: str) -> None:
    view, everything = random_view
    world = of(everything, among)
    coded = sorted({mark[0] for mark in world.marks})
    if order == "time":
        coded.sort(key=lambda number: world.date.get(number, "~"))
    seen: set[str] = set()
    expected = []
    for number in coded:
        here = {mark[3] for mark in world.marks if mark[0] == number}
        expected.append((f"D{number}", len(here - seen), len(seen | here)))
        seen |= here
    table = courses.found(view, courses.Asked(rule=Rule(order), layer="all", among=among)).table
    assert [(it["document"], it["new_codes"], it["cumulative_codes"]) for it in table.records()] == expected


def test_ties_of_a_network_and_the_codings_behind_them(random_view: tuple[View, World]) -> None:
    view, world = random_view
    spans = joined(world)
    ask = Ask(layer="all")
    found = netting.found(view, ask)
    names = found.table.column("node")
    drawn = {
        tuple(sorted((str(names[node]), str(names[tie.node])))): tie.weight
        for node, ties in enumerate(found.ties)
        for tie in ties
    }
    for one, other in combinations(sorted({mark[3] for mark in world.marks}), 2):
        met = sum(
            (x[3], y[3]) == (one, other) and (x[0], x[4]) == (y[0], y[4]) and meets(x, y, "overlap")
            for x, y in product(spans, spans)
        )
        assert drawn.get((one, other), "0") == str(met)
