"""Several codes at once, splitting a code, and what is told of one."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import INTERVIEW, dump
from qualcode.actions import code_groups, code_pages, codes, coding, history, memos, splitting
from qualcode.actions.material import sets
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project, create_project, open_project
from qualcode.text.span import Span


@pytest.fixture
def project(file_project):
    return file_project


def paths(project: Project) -> list[str]:
    with project.read() as view:
        return [row.path for row in codes.listing(view)]


def amounts(project: Project) -> dict[str, int]:
    with project.read() as view:
        return {row.path: row.codings for row in codes.listing(view) if row.codings}


def test_merging_several_is_one_change_that_does_what_was_told_beforehand(project):
    with project.write("Anna") as work:
        coding.apply(work, "P01", Span(32, 39), "pressure")
        codes.describe(work, "pressure", definition="from above", include="targets")
        codes.describe(work, "work/paper", include="stamps")
        memos.add(work, "Is it?", target=memos.Target(code="work/paper"))
    with project.read() as view:
        before = dump(view)
        told = code_groups.merging(view, ["paper", "work/data entry"], "pressure")
    assert told == code_groups.Merging(codings=3, coincide=1, memos=1, below=0, rules=("definition", "include"))
    with project.write("Anna") as work:
        assert code_groups.merge_all(work, ["paper", "work/data entry", "pressure"], "pressure") == 3
    assert amounts(project) == {"pressure": 3}
    with project.read("Anna") as view:
        (row,) = [row for row in codes.listing(view) if row.path == "pressure"]
        assert (row.definition, row.include) == ("from above", "targets")
        assert row.aliases == ("paper", "纸", "data entry")
        kept = [memo for memo in code_pages.page(view, row.guid).memos if memo.title]
        assert [memo.text for memo in kept] == ["definition: decisions on paper\ninclude: stamps"]
    with project.write("Anna") as work:
        assert history.undo(work) == "merged the codes work/paper, work/data entry into pressure"
    with project.read() as view:
        assert dump(view) == before


def test_a_code_that_says_nothing_takes_over_what_the_merged_one_says(project):
    with project.write("Anna") as work:
        codes.merge(work, "paper", "work/data entry")
    with project.read("Anna") as view:
        (row,) = [row for row in codes.listing(view) if row.name == "data entry"]
        assert row.definition == "decisions on paper"
        assert not code_pages.page(view, row.guid).memos


def test_a_branch_moves_with_what_is_below_it(project):
    with project.write("Anna") as work:
        codes.add(work, "top")
        assert code_groups.move_all(work, ["work/paper", "work", "pressure"], "top") == 2
    assert paths(project) == ["top", "top/work", "top/work/paper", "top/work/data entry", "top/pressure"]


SIX = [f"c{number}" for number in range(6)]


@pytest.fixture(scope="module")
def six_codes(tmp_path_factory):
    """A project with six codes, to be copied and never changed."""
    path = tmp_path_factory.mktemp("moves") / "moves.qualcode"
    with create_project(path, "Moves", "Anna") as project, project.write("Anna") as work:
        for name in SIX:
            codes.add(work, name)
    return path


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_codes_moved_to_a_place_stand_there_in_their_order(six_codes, data):
    names = SIX
    with open_project(shutil.copy(six_codes, six_codes.with_name("copy.qualcode"))) as project:
        moved = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        place = data.draw(st.integers(0, len(names)))
        with project.write("Anna") as work:
            code_groups.move_all(work, moved, None, position=place)
        others = [name for name in names if name not in moved]
        assert paths(project) == [*others[:place], *moved, *others[place:]]


def test_removing_a_branch_begins_at_its_leaves(project):
    with project.write("Anna") as work:
        removed = code_groups.remove_all(work, ["work", "work/paper", "work/data entry"], with_codings=True)
    assert removed == 3
    assert paths(project) == ["pressure"]
    with pytest.raises(Refused), project.write("Anna") as work:
        codes.add(work, "pressure/low")
        code_groups.remove_all(work, ["pressure"])
    assert paths(project) == ["pressure"]


def test_a_code_is_split_by_coder_below_itself(project):
    with project.write("Anna") as work:
        parts = splitting.parts_by(work, "paper", "coder")
        assert splitting.split(work, "paper", parts) == {"work/paper/Anna": 1, "work/paper/Ben": 1}
    assert amounts(project) == {"work/paper/Anna": 1, "work/paper/Ben": 1, "work/data entry": 1}
    with project.write("Anna") as work:
        assert history.undo(work) == "split the code work/paper into work/paper/Anna, work/paper/Ben"
    assert amounts(project) == {"work/paper": 2, "work/data entry": 1}


def test_what_a_query_means_goes_to_a_code_beside_it(project):
    with project.write("Anna") as work:
        parts = splitting.part_meant(work, "paper", "work/their paper", "coder = Ben")
        splitting.split(work, "paper", parts)
    assert amounts(project) == {"work/paper": 1, "work/their paper": 1, "work/data entry": 1}


@pytest.mark.parametrize("key", ["guid", "place"])
def test_a_table_of_piles_names_codings_by_identifier_or_by_place(project, key):
    with project.write("Anna") as work:
        rows = coding.matching(work, code="paper")
        names = {"guid": ("guid",), "place": ("document", "start", "end")}[key]
        cells = [(*(str(getattr(row, name)) for name in names), pile) for row, pile in zip(rows, ("old  way", ""))]
        table = TextTable("piles.csv", (*names, "pile"), cells, [2, 3])
        splitting.split(work, "paper", splitting.parts_named(work, "paper", table))
    assert amounts(project) == {"work/paper": 1, "work/paper/old way": 1, "work/data entry": 1}


def test_a_row_of_piles_that_is_no_coding_is_named_by_its_line(project):
    table = TextTable("piles.csv", ("document", "start", "end", "pile"), [("P01", "0", "1", "old way")], [2])
    with project.read() as view, pytest.raises(NotFound, match="line 2: 'P01 0 1' is no coding of paper"):
        splitting.parts_named(view, "paper", table)


def test_a_coding_on_two_piles_is_refused(project):
    with project.write("Anna") as work:
        (guid, *_others) = [row.guid for row in coding.matching(work, code="paper")]
        with pytest.raises(WrongUse, match="several codes: work/paper/a, work/paper/b"):
            splitting.split(work, "paper", {"a": [guid], "b": [guid]})


def test_nothing_to_split_is_said(project):
    with project.write("Anna") as work:
        with pytest.raises(WrongUse, match="Nothing is coded with pressure"):
            splitting.parts_by(work, "pressure", "coder")
        with pytest.raises(WrongUse, match="means no coding of paper"):
            splitting.part_meant(work, "paper", "x", "coder = Anna and pressure")
        with pytest.raises(WrongUse):
            splitting.parts_by(work, "paper", "moon")


def test_the_page_of_a_code_tells_where_and_by_whom_it_is_used(project):
    with project.write("Anna") as work:
        sets.add(work, "core", ["paper"], of="codes")
        memos.add(work, "又是纸。", target=memos.Target(code="paper"))
    with project.read("Anna") as view:
        (guid,) = [row.guid for row in codes.listing(view) if row.name == "paper"]
        page = code_pages.page(view, guid)
    assert [(use.document, use.coder, use.codings) for use in page.uses] == [("P01", "Anna", 1), ("P01", "Ben", 1)]
    assert (page.sets, [memo.text for memo in page.memos]) == (["core"], ["又是纸。"])
    assert [(passage.words, passage.coders) for passage in page.passages] == [
        (INTERVIEW[32:39], 1),
        (" ".join(INTERVIEW[30:45].split()), 1),
    ]
