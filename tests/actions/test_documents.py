"""Documents in the project: describing, renaming, removing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import projects
from qualcode.actions import history
from qualcode.actions.material import documents
from qualcode.errors import NotFound, QualcodeError, Refused, WrongUse
from qualcode.project import Project, Work


def names(project: Project) -> list[object]:
    with project.read() as view:
        return list(documents.listing(view).column("document"))


REFUSED: list[tuple[Callable[[Work], object], type[QualcodeError], str]] = [
    (lambda work: documents.rename(work, "P01", "Ｎ０１"), Refused, "'Ｎ０１' already"),
    (lambda work: documents.rename(work, "P01", " "), WrongUse, "needs a name"),
    (lambda work: documents.rename(work, "P1", "x"), NotFound, "Did you mean P01"),
    (lambda work: documents.remove(work, ["P01", "P1"]), NotFound, "no document 'P1'"),
    (lambda work: documents.set_fields(work, "P01", {"colour": "red"}), WrongUse, "A document has no 'colour'"),
    (lambda work: documents.set_fields(work, "P01", {"kind": "poem"}), WrongUse, "Kinds are: interview"),
    (lambda work: documents.set_fields(work, "P01", {"occurred_on": "May"}), WrongUse, "'May' is not a date"),
]


@pytest.mark.parametrize(("attempt", "error", "words"), REFUSED)
def test_what_cannot_be_is_said_and_changes_nothing(
    file_project: Project, attempt: Callable[[Work], object], error: type[QualcodeError], words: str
) -> None:
    with file_project.read() as view:
        before = projects.dump(view)
    with pytest.raises(error) as caught, file_project.write("Anna") as work:
        attempt(work)
    assert words in str(caught.value)
    with file_project.read() as view:
        assert projects.dump(view) == before


def test_a_document_may_change_the_case_of_its_name(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        documents.rename(work, "P01", "p01 ")
    assert names(file_project) == ["N01", "p01"]


def test_what_is_noted_can_be_taken_away_again(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        documents.set_fields(work, "P01", {"occurred_on": "2024-05", "place": "hall"})
    with file_project.write("Anna") as work:
        documents.set_fields(work, "P01", {"occurred_on": ""})
    with file_project.read() as view:
        details = dict(documents.details(view, "P01").rows)
    assert (details["occurred_on"], details["place"]) == ("", "hall")


def test_removing_says_what_went_and_undo_brings_back_the_text_and_its_file(project: Project) -> None:
    with project.read() as view:
        opened, before = documents.open_document(view, "P01"), projects.dump(view)
    with project.write("Anna") as work:
        gone = documents.remove(work, ["P01", "p01"])
    assert {table: n for table, n in gone.items() if n} == {
        "document": 1,
        "document_original": 1,
        "document_case": 1,
        "assignment": 1,
        "coding": 3,
        "memo": 1,
        "speaker": 2,
        "turn": 4,
    }
    assert names(project) == ["N01"]
    with project.write("Anna") as work:
        history.undo(work)
    with project.read() as view:
        assert projects.dump(view) == before
        assert documents.open_document(view, "P01") == opened


def test_the_list_can_be_narrowed_by_a_pattern(file_project: Project) -> None:
    with file_project.read() as view:
        assert documents.listing(view, "ｐ*").column("document") == ["P01"]
        assert documents.listing(view, "?01").column("codings") == [0, 3]
        assert documents.listing(view, "Q*").rows == []
