"""Crossings of whole projects against plain counting over characters: every value, share and total, on random projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

import projects
from qualcode.actions import coders, codes, coding
from qualcode.actions.material import attributes, cases, documents
from qualcode.actions.tables import crossings
from qualcode.project import Project, create_project
from qualcode.table import Table
from qualcode.text.span import Span
from qualcode.text.words import count_words

CODERS = ("Anna", "Ben")
CODES = ("a", "a/b", "a/b/c", "d", "d/e")
CASES = {"省": None, "东县": "省", "西县": "省", "东村": "东县"}
REGIONS = ("east", "west")
LENGTH = 40
TEXT = "我们 用 data 和 system 办事。 People came 2 times; 他们没有来。"[:LENGTH].ljust(LENGTH, "x")

Mark = tuple[int, int, int, str, str, float | None]  # document, start, end, code, coder, weight


@dataclass
class World:
    """What a project holds, in plain Python."""

    marks: list[Mark] = field(default_factory=list)
    kind: dict[int, str] = field(default_factory=dict)
    date: dict[int, str] = field(default_factory=dict)
    tied: dict[int, set[str]] = field(default_factory=dict)
    region: dict[str, str] = field(default_factory=dict)
    documents: int = 0

    def labels(self, name: str, mark: Mark) -> list[str]:
        """The labels of a dimension that a coding is under."""
        document = mark[0]
        if name == "codes":
            return [mark[3]]
        if name == "coders":
            return [mark[4]]
        return self.of_document(name, document)

    def of_document(self, name: str, document: int) -> list[str]:
        """The labels that a document is under."""
        if name == "documents":
            return [f"D{document}"]
        if name == "kinds":
            return [self.kind[document]]
        if name == "period:year":
            return [self.date[document][:4]] if document in self.date else []
        if name == "cases":
            return sorted(self.tied[document])
        assert name == "attribute:region"
        return sorted({self.region[case] for case in self.tied[document] if case in self.region})

    def cases_in(self, marks: list[Mark], conditions: list[tuple[str, str]]) -> set[str]:
        """The cases of codings, as far as rows and columns that are about cases hold them."""
        found = {case for mark in marks for case in self.tied[mark[0]]}
        for name, label in conditions:
            if name == "cases":
                found &= {label}
            if name == "attribute:region":
                found = {case for case in found if self.region.get(case) == label}
        return found


def made(path: Path, seed: int) -> tuple[Project, World]:
    """A random project and the world it holds."""
    chance, world = Random(seed), World()
    project = create_project(path, "random", CODERS[0])
    with project.write(CODERS[0]) as work:
        world.documents = chance.randint(1, 5)
        names = [f"D{number}" for number in range(world.documents)]
        projects.add_documents(work, *(projects.read_text(name, f"{TEXT}\n{name}") for name in names))
        coders.add(work, CODERS[1])
        for path_of_code in CODES:
            codes.add(work, path_of_code)
        for case, parent in CASES.items():
            cases.add(work, case, parent=parent)
        attributes.define(work, "region", "text")
        for case in CASES:
            if chance.random() < 0.7:
                world.region[case] = chance.choice(REGIONS)
                cases.set_values(work, case, {"region": world.region[case]})
        for number, name in enumerate(names):
            world.kind[number] = chance.choice(("interview", "policy"))
            documents.set_fields(work, name, {"kind": world.kind[number]})
            if chance.random() < 0.8:
                world.date[number] = chance.choice(("2020", "2021-03", "2023-05-06"))
                documents.set_fields(work, name, {"occurred_on": world.date[number]})
            world.tied[number] = set(chance.sample(list(CASES), chance.randint(0, 3)))
            for case in world.tied[number]:
                cases.link(work, name, case)
    for coder in CODERS:
        with project.write(coder) as work:
            _code(work, chance, world, coder)
    return project, world


def _code(work: Any, chance: Random, world: World, coder: str) -> None:
    there: set[tuple[Any, ...]] = set()
    for _number in range(chance.randint(0, 12)):
        document, start = chance.randrange(world.documents), chance.randrange(LENGTH - 1)
        end, code = chance.randint(start + 1, min(start + 12, LENGTH)), chance.choice(CODES)
        weight = chance.choice((None, 20.0, 50.0))
        if (document, start, end, code) not in there:
            there.add((document, start, end, code))
            coding.apply(work, f"D{document}", Span(start, end), code, weight=weight)
            world.marks.append((document, start, end, code, coder, weight))


def cell_by_hand(world: World, marks: list[Mark], value: str, conditions: list[tuple[str, str]]) -> float | None:
    """One cell: the codings in it, one after the other."""
    if value == "codings":
        return len(marks)
    if value == "documents":
        return len({mark[0] for mark in marks})
    if value == "cases":
        return len(world.cases_in(marks, conditions))
    if value == "characters":
        return len({(document, coder, at) for document, start, end, _c, coder, _w in marks for at in range(start, end)})
    if value == "words":
        return sum(count_words(TEXT[start:end]) for _d, start, end, *_rest in marks)
    if value == "binary":
        return int(bool(marks))
    weights = [mark[5] for mark in marks if mark[5] is not None]
    return sum(weights) / len(weights) if weights else None


def cells_by_hand(world: World, rows: str, columns: str, value: str) -> dict[tuple[str, str], float | None]:
    """Every cell that has a coding."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in world.marks:
        for place in product(world.labels(rows, mark), world.labels(columns, mark)):
            found.setdefault(place, []).append(mark)
    return {
        (row, column): cell_by_hand(world, marks, value, [(rows, row), (columns, column)])
        for (row, column), marks in found.items()
    }


def cells_of(table: Table) -> dict[tuple[Any, Any], Any]:
    return {(row[0], column): cell for row in table.rows for column, cell in zip(table.columns[1:], row[1:])}


@pytest.fixture(params=range(5))
def random_project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Project, World]]:
    project, world = made(tmp_path / "random.qualcode", request.param)
    with project:
        yield project, world


NAMES = ("codes", "documents", "kinds", "cases", "coders", "attribute:region", "period:year")
VALUES = ("codings", "documents", "cases", "characters", "words", "binary", "weight")


@pytest.mark.parametrize("value", VALUES)
def test_every_cell_is_what_looking_at_each_coding_gives(random_project: tuple[Project, World], value: str) -> None:
    project, world = random_project
    with project.read() as view:
        for rows, columns in product(NAMES, NAMES):
            table = crossings.matrix(view, rows, columns, value=value, layer="all").to_table(rows)
            nothing = None if value == "weight" else 0
            found = {place: cell for place, cell in cells_of(table).items() if cell != nothing}
            expected = {k: v for k, v in cells_by_hand(world, rows, columns, value).items() if v != nothing}
            assert found == pytest.approx(expected), (rows, columns)


@pytest.mark.parametrize("value", [value for value in VALUES if value != "binary"])
def test_totals_are_the_figure_of_everything_in_the_row_or_column(
    random_project: tuple[Project, World], value: str
) -> None:
    project, world = random_project
    with project.read() as view:
        for rows, columns in product(NAMES, NAMES):
            made_ = crossings.matrix(view, rows, columns, value=value, layer="all", totals=True)
            found = cells_of(made_.to_table(rows))
            inside = [mark for mark in world.marks if world.labels(rows, mark) and world.labels(columns, mark)]
            for row in made_.row_labels[:-1]:
                marks = [mark for mark in inside if row in world.labels(rows, mark)]
                expected = cell_by_hand(world, marks, value, [(rows, row)])
                if value == "cases" and columns == "attribute:region":
                    expected = len({c for c in world.cases_in(marks, [(rows, row)]) if c in world.region})
                assert found[row, "total"] == pytest.approx(expected), (rows, columns, row)
            if value != "cases":
                assert found["total", "total"] == pytest.approx(cell_by_hand(world, inside, value, []))


def test_a_panel_has_each_document_under_its_case_and_year_and_is_empty_elsewhere(
    random_project: tuple[Project, World],
) -> None:
    project, world = random_project
    with project.read() as view:
        table = crossings.matrix(view, "cases*period:year", "codes", layer="all").to_table("")
        years = [int(date[:4]) for date in world.date.values()]
        every = list(range(min(years), max(years) + 1)) if years else []
        assert [row[:2] for row in table.rows] == list(product(CASES, every))
        for row in table.records():
            there = {
                n for n, date in world.date.items() if int(date[:4]) == row["year"] and row["case"] in world.tied[n]
            }
            assert row["documents"] == len(there)
            assert (row["words"] is None) == (not there)
            for code in CODES:
                times = sum(mark[0] in there and mark[3] == code for mark in world.marks)
                assert row[code] == (times if there else None)
