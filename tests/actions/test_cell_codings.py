"""Which codings a figure counts: as many as it says, and those that a plain loop finds."""

from __future__ import annotations

import pytest

import projects
from qualcode.actions import codes, coding
from qualcode.actions.querying.segments import listing
from qualcode.actions.tables import crossings
from qualcode.actions.tables.cell_codings import keys_in_cell, keys_of_pair
from qualcode.errors import NotFound
from qualcode.project import create_project
from qualcode.text.span import Span


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The small project with some more codings, which no test changes."""
    with create_project(tmp_path_factory.mktemp("cells") / "study.qualcode", "Study", "Anna") as made:
        projects.fill(made)
        with made.write("Anna") as work:
            codes.add(work, "work/paper/forms")
            for start, end, code in [(34, 41, "work/paper"), (60, 66, "pressure"), (10, 20, "work/paper/forms")]:
                coding.apply(work, "P01", Span(start, end), code)
            coding.apply(work, "N01", Span(4, 8), "work/paper")
            coding.apply(work, "N01", Span(2, 12), "pressure")
        yield made


@pytest.mark.parametrize("level", [None, 1, 2])
@pytest.mark.parametrize("columns", ["documents", "kinds", "coders", "speakers", "cases", "attribute:level"])
@pytest.mark.parametrize("layer", ["record", "all"])
def test_behind_a_cell_are_as_many_codings_as_it_counts(project, columns, level, layer):
    with project.read() as view:
        made = crossings.matrix(view, "codes", columns, code_level=level, layer=layer)
        for row, code in enumerate(made.row_labels):
            for column, label in enumerate(made.col_labels):
                sides = (("codes", code), (columns, label))
                keys = keys_in_cell(view, sides, code_level=level, layer=layer)
                assert len(set(keys)) == made.figures[row, column], (code, label)


@pytest.mark.parametrize("level", [None, 1, 2])
@pytest.mark.parametrize("relation", ["overlap", "same-span", "encloses", "near", "same-document"])
def test_behind_a_pair_are_codings_of_both_codes_where_it_counts_any(project, relation, level):
    unit = "sentence" if relation == "near" else None
    with project.read() as view:
        made = crossings.cooccurrence(view, relation=relation, unit=unit, code_level=level, layer="all")
        for row, one in enumerate(made.codes):
            for column, other in enumerate(made.codes):
                if row == column:
                    continue
                keys = keys_of_pair(view, one, other, relation=relation, unit=unit, code_level=level, layer="all")
                assert bool(keys) == bool(made.count[row, column]), (one, other)


def test_codings_that_were_joined_stand_each_for_itself(project):
    with project.read() as view:
        found = keys_of_pair(view, "work/paper", "work/data entry", layer="all")
        assert sorted(key[1:3] for key in found) == [(32, 39), (32, 45), (34, 41)]


def test_a_part_of_a_coding_is_behind_its_cell(project):
    with project.read() as view:
        where = '"work/paper" within "work/data entry"'
        keys = keys_in_cell(view, (("codes", "work/paper"), ("documents", "P01")), where=where)
        assert {key[1:3] for key in keys} == {(32, 39), (34, 41)}


def test_codings_cut_to_the_very_same_part_are_each_behind_its_cell(tmp_path):
    """Of three codings around 12–15 the query cuts two, which leaves the same three characters of each."""
    with create_project(tmp_path / "study.qualcode", "Study", "Anna") as made:
        projects.fill(made)
        with made.write("Anna") as work:
            for start, end, weight in [(2, 20, 90), (5, 22, 90), (8, 18, 10)]:
                coding.apply(work, "N01", Span(start, end), "work/paper", weight=weight)
            coding.apply(work, "N01", Span(12, 15), "pressure")
        asked = {"where": "shared part of (weight > 50) and pressure", "layer": "all"}
        frame = made.matrix("codes", "documents", **asked)
        behind = made.segments(frame, "work/paper", "N01")
        assert frame.loc["work/paper", "N01"] == 2
        assert sorted(zip(behind["start"], behind["end"], strict=True)) == [(2, 20), (5, 22)]
        assert set(behind["text"]) == {projects.NOTE[12:15]}
        with made.read() as view:
            keys = keys_in_cell(view, (("codes", "work/paper"), ("documents", "N01")), **asked)
            shown = listing(view, among=keys)
            assert sorted((shown.row(n).start, shown.row(n).end) for n in range(len(shown))) == [(2, 20), (5, 22)]


def test_a_part_of_a_coding_is_behind_its_cell_also_where_other_documents_are_left_out(project):
    asked = {"where": '"work/paper" within "work/data entry"', "among": 'document = "P01"'}
    with project.read() as view:
        keys = keys_in_cell(view, (("codes", "work/paper"),), **asked)
        assert {key[1:3] for key in keys} == {(32, 39), (34, 41)}
        assert keys_in_cell(view, (("codes", "work/paper"),), **asked | {"among": 'not document = "P01"'}) == []
    frame = project.matrix("codes", "documents", **asked)
    assert frame.shape[1] == 1
    assert len(project.segments(frame, "work/paper", "P01")) == frame.loc["work/paper", "P01"] == 2


def test_of_codings_on_one_span_only_those_that_the_query_means_are_behind_a_code_above_them(tmp_path):
    with create_project(tmp_path / "study.qualcode", "Study", "Anna") as made:
        projects.fill(made)
        with made.write("Anna") as work:
            coding.apply(work, "P01", Span(32, 45), "work/paper")
        frame = made.matrix("codes", "documents", where='"work/data entry"', code_level=1)
        assert set(made.segments(frame, "work", "P01")["code"]) == {"work/data entry"}


def test_codings_of_one_span_and_several_coders_are_behind_the_cell_of_their_coder(tmp_path):
    """At a higher level they lie in another order than under their own codes."""
    with create_project(tmp_path / "study.qualcode", "Study", "Anna") as made:
        projects.fill(made)
        for coder, code in (("Anna", "work/data entry"), ("Ben", "work/paper")):
            with made.write(coder) as work:
                coding.apply(work, "N01", Span(3, 9), code)
        asked = {"layer": "all", "code_level": 1}
        frame = made.matrix("documents", "coders", **asked)
        for coder, code in (("Anna", "work/data entry"), ("Ben", "work/paper")):
            assert [*made.segments(frame, "N01", coder)["code"]] == [code]
            with made.read() as view:
                (key,) = keys_in_cell(view, (("documents", "N01"), ("coders", coder)), **asked)
                assert listing(view, among=[key]).row(0).code == code


def test_a_label_that_is_gone_is_named(project):
    with project.read() as view, pytest.raises(NotFound, match="There is no 'P02' among documents"):
        keys_in_cell(view, (("codes", "work/paper"), ("documents", "P02")))
