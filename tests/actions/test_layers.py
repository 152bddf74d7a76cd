"""Whose codings count: each document once, and what is unclear is said."""

from __future__ import annotations

from itertools import product

import pytest

import projects
from qualcode.actions import coders, coding, layers
from qualcode.actions.tables import crossings
from qualcode.errors import NotFound
from qualcode.project import Project, create_project
from qualcode.text.span import Span

RECORD = "Layer: of record (the consensus, else the coder of record, else the only coder)."


@pytest.fixture
def team(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Seven documents, in each of which Anna, Ben and a consensus may have put a code on words of their own."""
    project = create_project(tmp_path_factory.mktemp("team") / "team.qualcode", coder="Anna")
    with project.write("Anna") as work:
        coders.add(work, "Ben")
        coders.add(work, "agreed", kind="consensus")
        from qualcode.actions import codes

        codes.add(work, "it")
        projects.add_documents(work, *[projects.read_text(f"D{n}", f"the words of document {n}") for n in range(8)])
    return project


def code(project: Project, coder: str, *numbers: int) -> None:
    with project.write(coder) as work:
        for number in numbers:
            coding.apply(work, f"D{number}", Span({"Anna": 0, "Ben": 1, "agreed": 2}[coder], 9), "it")


def counted(project: Project, layer: str = "record") -> tuple[set[tuple[str, str]], tuple[str, ...]]:
    """Who counts in which document, and the notes."""
    with project.read() as view:
        found = layers.codings(view, layer)
    table = found.table
    pairs = zip(table.document.tolist(), table.coder.tolist(), strict=True)
    return {(table.documents[document], table.coders[coder]) for document, coder in pairs}, found.notes


def test_each_document_counts_by_the_first_rule_that_fits(team: Project) -> None:
    code(team, "Anna", 0, 1, 2, 3, 5, 6)
    code(team, "Ben", 1, 2, 3, 4, 6)
    code(team, "agreed", 1, 2, 6, 7)
    with team.write("Anna") as work:
        coders.assign(work, "D1", "agreed", done=True)
        coders.assign(work, "D1", "Ben", of_record=True)
        coders.assign(work, "D2", "agreed")  # begun, not closed
        coders.assign(work, "D2", "Ben", of_record=True)
        coders.assign(work, "D6", "agreed")
        coders.assign(work, "D5", "Ben", of_record=True)
    who, notes = counted(team)
    assert who == {
        ("D0", "Anna"),  # the only coder
        ("D1", "agreed"),  # a closed consensus goes before the coder of record
        ("D2", "Ben"),  # the coder of record
        ("D3", "Anna"),  # unclear: both count
        ("D3", "Ben"),
        ("D4", "Ben"),
        ("D6", "Anna"),  # an open consensus does not count, and makes nothing clear
        ("D6", "Ben"),
    }
    assert notes == (
        RECORD,
        "Warning: several coders and none of record in D3, D6: all their codings count there.",
        "Warning: the coder of record has coded nothing in D5, while others have: nothing counts there.",
    )


def test_a_warning_names_some_documents_and_counts_the_rest(team: Project) -> None:
    code(team, "Anna", *range(7))
    code(team, "Ben", *range(7))
    assert counted(team)[1][1].startswith("Warning: several coders and none of record in D0, D1, D2, D3, D4 and 2 more")


def test_the_other_layers_are_who_they_say(team: Project) -> None:
    code(team, "Anna", 0)
    code(team, "Ben", 0)
    code(team, "agreed", 0)
    for layer, coders_counted in (("all", {"Anna", "Ben", "agreed"}), ("consensus", {"agreed"}), ("ｂｅｎ", {"Ben"})):
        assert {coder for _document, coder in counted(team, layer)[0]} == coders_counted
    assert counted(team, "ben")[1] == ("Layer: Ben.",)
    with pytest.raises(NotFound, match="no coder 'Chen'"):
        counted(team, "Chen")


def test_a_document_of_two_coders_counts_once_in_every_table(team: Project) -> None:
    code(team, "Anna", 0)
    code(team, "Ben", 0)
    with team.write("Anna") as work:
        coders.assign(work, "D0", "Ben", of_record=True)
    with team.read() as view:
        assert crossings.frequencies(view).column("codings") == [1]
        assert crossings.frequencies(view, layer="all").column("codings") == [2]
        assert crossings.matrix(view, "codes", "coders").to_table("code").rows == [("it", 0, 1, 0)]
        assert RECORD in crossings.frequencies(view).notes


def test_codings_come_with_their_own_documents_codes_and_coders(project: Project) -> None:
    """The arrays hold the same as the rows, on every database."""
    with project.read() as view:
        table = layers.codings(view, "all").table
        rows = coding.listing(view)
    seen = {
        (table.documents[d], s, e, table.codes[c], table.coders[o])
        for d, s, e, c, o in zip(*(getattr(table, name).tolist() for name in NAMES), strict=True)
    }
    assert seen == {(row.document, row.start, row.end, row.code, row.coder) for row in rows}


NAMES = ("document", "start", "end", "code", "coder")


def test_a_project_without_anything_has_empty_tables(tmp_path: object) -> None:
    dimensions = ["codes", "documents", "cases", "coders", "speakers", "kinds", "segments", "period:year"]
    with create_project(f"{tmp_path}/empty.qualcode", coder="Anna") as empty, empty.read() as view:
        assert crossings.frequencies(view).rows == []
        for rows, columns in product(dimensions, repeat=2):
            made = crossings.matrix(view, rows, columns).to_table("it")
            assert made.rows == [] or made.columns == ("it", "Anna") or rows == "coders"
