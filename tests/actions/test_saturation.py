"""Saturation of a project: which documents count, and in what order."""

from __future__ import annotations

from typing import Any

import pytest

import projects
from qualcode.actions import coders, codes, coding
from qualcode.actions.material import attributes, cases, documents
from qualcode.actions.tables.saturation import Rule, saturation
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.table import Table
from qualcode.text.span import Span


def found(project: Project, rule: Rule | None = None, **options: Any) -> Table:
    with project.read("Anna") as view:
        return saturation(view, rule, **options)


@pytest.fixture
def read(file_project: Project) -> Project:
    """Four documents: P01 and N01 of the small project, A of 2021 and B of 2020-03; Anna coded all but C, which she has read."""
    with file_project.write("Anna") as work:
        for name in "ABCD":
            projects.add_documents(work, projects.read_text(name, f"one two three {name}"))
        for name, date in (("A", "2021"), ("B", "2020-03"), ("N01", "2022-01-05")):
            documents.set_fields(work, name, {"occurred_on": date})
        codes.add(work, "trust")
        coding.apply(work, "B", Span(0, 3), ["trust", "paper"])
        coders.assign(work, "C", "Anna", done=True)
    with file_project.write("Anna") as work:
        coding.apply(work, "A", Span(0, 3), "trust")
        coding.apply(work, "A", Span(4, 7), ["trust", "pressure"])
        coding.apply(work, "N01", Span(0, 3), "trust")
    return file_project


def test_new_codes_in_the_order_of_time(read: Project) -> None:
    table = found(read)
    assert table.columns == ("order", "document", "new_codes", "cumulative_codes", "codings")
    assert table.rows == [
        (1, "B", 2, 2, 2),
        (2, "A", 1, 3, 3),
        (3, "N01", 0, 3, 1),
        (4, "P01", 1, 4, 2),
        (5, "C", 0, 4, 0),
    ]
    assert any(note.endswith("2 documents have no date and come last.") for note in table.notes)
    assert "1 document without codings of the layer that is not marked done is left out." in table.notes
    assert any("base size 4, run length 2, threshold 5%" in note for note in table.notes)


def test_in_the_order_of_import_or_of_coding(read: Project) -> None:
    assert found(read, Rule("import")).column("document") == ["P01", "N01", "A", "B", "C"]
    order = found(read, Rule("coding")).column("document")
    assert (order[0], order[1], set(order[2:4]), order[4]) == ("P01", "B", {"A", "N01"}, "C")


def test_a_layer_has_its_own_curve(read: Project) -> None:
    assert found(read, layer="Ben").rows == [(1, "P01", 1, 1, 1)]
    with pytest.raises(NotFound):
        found(read, layer="Bne")


def test_a_query_or_a_level_changes_which_codes_count(read: Project) -> None:
    only = found(read, where="trust")
    assert [row[2] for row in only.rows] == [1, 0, 0, 0, 0]
    assert only.column("document") == found(read).column("document")  # read they were, whatever the query means
    assert [row[3] for row in found(read, code_level=1).rows] == [2, 3, 3, 3, 3]


def test_a_band_stands_beside_the_curve(read: Project) -> None:
    table = found(read, Rule(permutations=200))
    assert table.columns[5:] == ("expected", "low", "high")
    assert table.rows[-1][3:] == (4, 0, 4.0, 4, 4)
    assert found(read, Rule(permutations=200)).rows == table.rows


def test_each_group_has_a_curve_of_its_own(read: Project) -> None:
    with read.write("Anna") as work:
        attributes.define(work, "area", "text", applies_to="document")
        documents.set_fields(work, "N01", {"kind": "observation"})
        cases.link(work, "A", "东麓县")
        cases.link(work, "P01", "东麓县")
    by_kind = found(read, by="kinds")
    assert by_kind.columns[-1] == "group"
    assert [(row[1], row[5]) for row in by_kind.rows if row[5] == "observation"] == [("N01", "observation")]
    by_case = found(read, by="cases")
    assert [row[:4] for row in by_case.rows if row[5] == "东麓县"] == [(1, "A", 2, 2), (2, "P01", 2, 4)]
    assert "3 documents have no value for cases and are left out." in by_case.notes
    with read.write("Anna") as work:
        cases.add(work, "省")
        cases.move(work, "东麓县", "省")
    by_province = found(read, by="cases", case_level=1)
    assert [row[:4] for row in by_province.rows if row[5] == "省"] == [(1, "A", 2, 2), (2, "P01", 2, 4)]
    with pytest.raises(WrongUse):
        found(read, by="speakers")


def test_rules_without_meaning_are_refused(read: Project) -> None:
    for wrong in ({"order": "size"}, {"permutations": -1}):
        with pytest.raises(WrongUse):
            Rule(**wrong)
