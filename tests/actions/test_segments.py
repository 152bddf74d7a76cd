"""Codings as a list: the same ones as a query finds, in any order, found again after changes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import projects
from qualcode.actions import coding, coding_files
from qualcode.actions.querying import retrieval, segments
from qualcode.actions.querying.segments import Listing, Order
from qualcode.actions.querying.vocabulary import narrowed, query_for, vocabulary
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project, create_project
from qualcode.text.span import Span


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project with forty more codings of two coders, at random places."""
    made = create_project(tmp_path / "study.qualcode", "Study", "Anna")
    projects.fill(made)
    source = random.Random(3)
    for coder in ("Anna", "Ben"):
        with made.write(coder) as work:
            for _ in range(20):
                start, code = source.randrange(60), source.choice(["paper", "data entry", "pressure"])
                span = Span(start, start + source.randrange(1, 20))
                coding.apply(work, source.choice(["P01", "N01"]), span, code, weight=source.choice([None, 10.0, 70.0]))
    return made


def rows(found: Listing) -> list[segments.SegmentRow]:
    return [found.row(number) for number in range(len(found))]


def place(row: segments.SegmentRow | coding.CodingRow) -> tuple[str, int, int, str, str]:
    return row.document, row.start, row.end, row.code, row.coder


@pytest.mark.parametrize(
    "query",
    ["", "paper", "work/*", "coder = Ben", 'text contains "系统"', "memo is not missing", "paper overlaps pressure"],
)
def test_a_query_means_the_codings_that_it_means_elsewhere(project: Project, query: str) -> None:
    with project.read("Anna") as view:
        everything = coding.listing(view)
        meant = retrieval.meant(view, query, everything) if query else everything
        assert sorted(map(place, rows(segments.listing(view, query)))) == sorted(map(place, meant))


@pytest.mark.parametrize("order", segments.ORDERS)
def test_every_order_sorts_all_rows_and_goes_both_ways(project: Project, order: Order) -> None:
    with project.read("Anna") as view:
        texts = {
            row.document: text
            for row in rows(segments.listing(view))
            for text in segments.texts(view, [row.document_id]).values()
        }
        known = segments.listing(view).segments
        up, down = (rows(segments.listing(view, "", order, descending, known)) for descending in (False, True))
    sort_by = {
        "document": lambda row: (row.document, row.start),
        "place": lambda row: row.start,
        "code": lambda row: ["work/paper", "work/data entry", "pressure"].index(row.code),
        "text": lambda row: texts[row.document][row.start : row.end][:16].casefold(),
        "coder": lambda row: row.coder,
        "memo": lambda row: not row.has_memo,
        "weight": lambda row: (row.weight is None, -(row.weight or 0)),
        "speaker": lambda row: (not row.speaker, row.speaker),
    }[order]
    assert sorted(map(place, up)) == sorted(map(place, down))
    if order != "text":  # letters are folded there
        assert list(map(sort_by, up)) == sorted(map(sort_by, up))
        if order != "weight":  # without a weight is first there, as all is the other way round
            assert list(map(sort_by, down)) == sorted(map(sort_by, down), reverse=True)


def test_a_row_is_found_again_by_its_key_until_it_is_gone(project: Project) -> None:
    with project.read("Anna") as view:
        found = segments.listing(view, "", "text")
        assert [found.number_of(found.key(number)) for number in range(len(found))] == list(range(len(found)))
        key = found.key(7)
    with project.write("Anna") as work:
        coding.remove(work, segments.guids(work, [key]))
    with project.read("Anna") as view:
        fresh = segments.listing(view, "", "text", known=found.segments)
        assert fresh.segments is not found.segments
        assert (len(fresh), fresh.number_of(key), segments.guids(view, [key])) == (len(found) - 1, None, [])


def test_nothing_is_read_again_where_nothing_has_changed(project: Project) -> None:
    with project.read("Anna") as view:
        known = segments.listing(view).segments
        assert segments.listing(view, "paper", known=known).segments is known


def test_the_beginning_is_what_all_begins_with(project: Project) -> None:
    with project.read("Anna") as view:
        first, everything = rows(segments.beginning(view, 5)), rows(segments.listing(view))
    assert 5 <= len(first) < len(everything)
    assert list(map(place, first)) == list(map(place, everything[: len(first)]))


def test_codings_that_touch_one_are_found(project: Project) -> None:
    with project.read("Anna") as view:
        found = segments.listing(view)
        for row in rows(found):
            near = [
                it for it in rows(found) if it.document == row.document and it.start < row.end and row.start < it.end
            ]
            assert list(map(place, found.segments.touching(row))) == list(map(place, near))


def test_a_table_of_the_list_is_that_of_the_codings(project: Project) -> None:
    with project.read("Anna") as view:
        made, known = segments.table(view, segments.listing(view, "", "coder")), coding_files.table(view)
    assert made.columns == known.columns
    assert sorted(map(str, made.rows)) == sorted(map(str, known.rows))
    assert made.column("coder") == sorted(map(str, known.column("coder")))


def test_what_is_no_query_is_refused(project: Project) -> None:
    with project.read("Anna") as view:
        with pytest.raises(WrongUse):
            segments.listing(view, "paper and (")
        with pytest.raises(NotFound):
            segments.listing(view, "papr")


def test_names_are_written_so_that_a_query_can_be_read(project: Project) -> None:
    with project.read("Anna") as view:
        words = vocabulary(view)
        assert all(len(segments.listing(view, code)) >= 0 for code in words.codes)
        assert set(words.values["document"]) == {"P01", "N01"}
        assert "case.level" in words.fields
        query = narrowed(query_for("work/data entry"), query_for(coder="Ben"))
        assert query == '"work/data entry" and coder = Ben'
        assert narrowed(query, query_for(coder="Ben")) == query
        both = narrowed("paper or pressure", query_for(document="P01"))
        assert {row.document for row in rows(segments.listing(view, both))} == {"P01"}
