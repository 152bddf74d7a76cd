"""Putting codes on words: what is refused, what is moved, and who has what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import projects
from qualcode.actions import codes, coding, memos
from qualcode.errors import NotFound, QualcodeError, Refused, WrongUse
from qualcode.project import Project, Work
from qualcode.text.span import Span


def guid(work: Work, code: str, coder: str = "Anna") -> str:
    (row,) = coding.matching(work, code=code, coder=coder)
    return row.guid


def test_codes_are_put_on_in_the_name_of_the_coder_at_work(file_project: Project) -> None:
    with file_project.write("Ben") as work:
        first, second = coding.apply(work, "n01", Span(4, 8), ["paper", "pressure"], weight=50)
        rows = coding.of_document(work, "N01")
    assert [(row.guid, row.code, row.coder, row.weight) for row in rows] == [
        (first, "work/paper", "Ben", 50),
        (second, "pressure", "Ben", 50),
    ]


def test_two_coders_may_code_the_same_words_alike(file_project: Project) -> None:
    with file_project.write("Ben") as work:
        coding.apply(work, "P01", Span(32, 39), "paper")
    with file_project.read() as view:
        assert [row.coder for row in coding.matching(view, code="paper", document="P01")] == ["Ben", "Anna", "Ben"]


def test_the_very_end_of_a_text_can_be_coded(file_project: Project) -> None:
    end = len(projects.INTERVIEW)
    with file_project.write("Anna") as work:
        coding.apply(work, "P01", Span(end - 1, end), "pressure")
    beyond = pytest.raises(WrongUse, match=f"reaches beyond 'P01', which has {end} characters")
    with beyond, file_project.write("Anna") as work:
        coding.apply(work, "P01", Span(end - 1, end + 1), "pressure")


REFUSED: list[tuple[Callable[[Work], object], type[QualcodeError], str]] = [
    (lambda work: coding.apply(work, "P01", Span(32, 39), "paper"), Refused, "on these very words already"),
    (lambda work: coding.apply(work, "P01", Span(0, 2), ["pressure", "pressure"]), Refused, "very words already"),
    (lambda work: coding.apply(work, "P01", Span(0, 2), "work"), Refused, "is a heading"),
    (lambda work: coding.apply(work, "P0", Span(0, 2), "paper"), NotFound, "no document 'P0'"),
    (lambda work: coding.apply(work, "P01", Span(0, 2), "paper", weight=101), WrongUse, "between 0 and 100"),
    (lambda work: coding.weigh(work, guid(work, "paper"), float("nan")), WrongUse, "between 0 and 100"),
    (lambda work: coding.recode(work, [guid(work, "paper")], "work"), Refused, "is a heading"),
    (lambda work: coding.extend(work, guid(work, "paper"), Span(0, 9999)), WrongUse, "reaches beyond"),
    (lambda work: coding.remove(work, [guid(work, "paper"), "0" * 32]), NotFound, "There is no coding"),
    (lambda work: coding.remove(work, ["P01"]), WrongUse, "not the identifier of a coding"),
    (lambda work: coding.guid_at(work, "P01", Span(0, 2), "paper"), NotFound, "It is on: 32–39"),
]


@pytest.mark.parametrize(("attempt", "error", "words"), REFUSED)
def test_what_cannot_be_is_said_and_changes_nothing(
    file_project: Project, attempt: Callable[[Work], object], error: type[QualcodeError], words: str
) -> None:
    with file_project.read() as view:
        before = coding.listing(view)
    with pytest.raises(error) as caught, file_project.write("Anna") as work:
        attempt(work)
    assert words in str(caught.value)
    with file_project.read() as view:
        assert coding.listing(view) == before


def test_a_retired_code_is_not_put_on_text(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.describe(work, "pressure", retired=True)
    with pytest.raises(Refused, match="is retired"), file_project.write("Anna") as work:
        coding.apply(work, "P01", Span(0, 2), "pressure")


def test_recoding_many_at_once_keeps_one_coding_where_several_meet(project: Project) -> None:
    """Of one coder on the same words one stays, with the memos of all; the other coder's are hers."""
    with project.write("Anna") as work:
        (second,) = coding.apply(work, "P01", Span(32, 39), "data entry")
        memos.add(work, "Twice the same.", target=memos.Target(coding=second))
        everything = [row.guid for row in coding.listing(work)]
        assert coding.recode(work, [*everything, everything[0]], "pressure") == 4
    with project.read() as view:
        found = [(row.coder, row.start, row.end, row.code, row.has_memo) for row in coding.listing(view)]
        assert found == [
            ("Ben", 30, 45, "pressure", False),
            ("Anna", 32, 39, "pressure", True),
            ("Anna", 32, 45, "pressure", False),
        ]
        assert len(memos.listing(view, "P01")) == 2


def test_recoding_to_its_own_code_changes_nothing(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coding.recode(work, [guid(work, "paper")], "paper")
        assert not work.journal.has_changes


def test_the_ends_of_a_coding_move_unless_they_meet_another(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coding.apply(work, "P01", Span(32, 45), "paper")
        first = coding.matching(work, code="paper", coder="Anna")[0].guid
        coding.extend(work, first, Span(31, 39))
    with pytest.raises(Refused, match="on these very words already"), file_project.write("Anna") as work:
        coding.extend(work, first, Span(32, 45))
    with file_project.write("Ben") as work:  # the same words by the other coder are no hindrance
        coding.extend(work, guid(work, "paper", "Ben"), Span(31, 39))


def test_codings_are_found_by_document_code_and_coder(file_project: Project) -> None:
    with file_project.read() as view:
        assert len(coding.matching(view)) == 3
        assert [row.coder for row in coding.matching(view, code="纸")] == ["Ben", "Anna"]
        assert [row.code for row in coding.matching(view, coder="anna", document="P01")] == [
            "work/paper",
            "work/data entry",
        ]
        assert coding.matching(view, document="N01") == []
        with pytest.raises(NotFound):
            coding.matching(view, coder="Nobody")


def test_codes_named_by_their_guids_are_those_of_the_paths(project: Project) -> None:
    with project.write("Ben") as work:
        known = {code.path: code.guid for code in codes.listing(work)}
        coding.apply(work, "N01", Span(0, 3), guids=[known["pressure"], known["work/paper"]])
        assert [row.code for row in coding.of_document(work, "N01")] == ["work/paper", "pressure"]
        assert work.summary == "coded N01 with pressure, work/paper"
        with pytest.raises(NotFound, match="no longer in the codebook"):
            coding.apply(work, "N01", Span(3, 5), guids=["0" * 32])


def test_a_coding_is_split_with_its_weight_and_its_memo_stays_on_the_first_part(project: Project) -> None:
    with project.write("Anna") as work:
        whole = guid(work, "data entry")
        before = next(row for row in coding.listing(work) if row.guid == whole)
        memos.add(work, "why", target=memos.Target(coding=whole))
        second = coding.split(work, whole, before.start + 2)
        parts = coding.matching(work, code="data entry", coder="Anna")
    assert [(row.guid, row.start, row.end, row.weight, row.has_memo) for row in parts] == [
        (whole, before.start, before.start + 2, before.weight, True),
        (second, before.start + 2, before.end, before.weight, False),
    ]
    with project.write("Anna") as work, pytest.raises(WrongUse, match="inside"):
        coding.split(work, second, before.end)


def test_a_split_leaves_white_space_out_and_never_makes_an_empty_part(project: Project) -> None:
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("spaced", "one \u3000 two "))
        (whole,) = coding.apply(work, "spaced", Span(0, 10), ["work/paper"])
        coding.split(work, whole, 5)
        assert [(row.start, row.end) for row in coding.of_document(work, "spaced")] == [(0, 3), (6, 10)]
        with pytest.raises(WrongUse, match="inside"):
            coding.split(work, coding.of_document(work, "spaced")[1].guid, 9)
