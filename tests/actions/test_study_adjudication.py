"""Disputes are settled into a consensus layer, each with a reason; the coders' own codings stay."""

from __future__ import annotations

from typing import Any

import pytest

import studying
from qualcode.actions import coders, coding, memos
from qualcode.actions.studies import adjudication, course
from qualcode.actions.studies.adjudication import Choice
from qualcode.actions.tables import crossings
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project
from qualcode.store.view import View


def disputes(view: View) -> list[dict[str, Any]]:
    return list(adjudication.disputed(view, "pilot").records())


def decide(project: Project, outcome: str, reason: str = "it says so", **more: Any) -> int:
    with project.write("Anna") as work:
        choices = [Choice(it["document"], it["start"], it["end"], it["code"], outcome, reason) for it in disputes(work)]
        return adjudication.adjudicate(work, "pilot", choices, **more)


def of_coder(project: Project, name: str) -> list[tuple[int, int, str]]:
    with project.read("Anna") as view:
        return [(row.start, row.end, row.code) for row in coding.matching(view, document="N01", coder=name)]


def test_both_readings_are_listed_with_what_was_decided(project: Project) -> None:
    studying.closed_round(project)
    with project.read("Anna") as view:
        (row,) = disputes(view)
    assert (row["code"], row["applied_by"], row["not_applied_by"]) == ("work/paper", "Ben", "Anna")
    assert (row["decision"], row["reason"]) == (None, None)
    decide(project, "drop")
    with project.read("Anna") as view:
        (row,) = disputes(view)
    assert (row["decision"], row["reason"]) == ("drop", "it says so")


@pytest.mark.parametrize(
    ("outcome", "settled"), [("keep", [(0, 30, "pressure"), (32, 84, "work/paper")]), ("drop", [(0, 30, "pressure")])]
)
def test_the_consensus_holds_what_was_agreed_and_what_was_kept(
    project: Project, outcome: str, settled: list[Any]
) -> None:
    studying.closed_round(project)
    before = of_coder(project, "Anna"), of_coder(project, "Ben")
    assert decide(project, outcome) == 0
    assert of_coder(project, "consensus") == settled
    assert (of_coder(project, "Anna"), of_coder(project, "Ben")) == before


def test_a_document_whose_disputes_are_settled_counts_by_its_consensus(project: Project) -> None:
    studying.closed_round(project)
    decide(project, "drop")
    with project.read("Anna") as view:
        counted = {row["code"]: row["codings"] for row in crossings.frequencies(view).records()}
        state = course.status(view, "pilot").notes
    assert counted["pressure"] == 1
    assert "closed and settled" in state[0]


def test_deciding_again_replaces_the_decision(project: Project) -> None:
    studying.closed_round(project)
    decide(project, "keep")
    decide(project, "drop", "on second thoughts")
    assert of_coder(project, "consensus") == [(0, 30, "pressure")]
    with project.read("Anna") as view:
        assert [(row["decision"], row["reason"]) for row in disputes(view)] == [("drop", "on second thoughts")]


def test_reasons_become_notes_on_the_codes(project: Project) -> None:
    studying.closed_round(project)
    decide(project, "drop", "typing is no paper work", notes=True)
    with project.read("Anna") as view:
        (note,) = [row for row in memos.listing(view) if row.kind == "code rule"]
    assert note.on == "work/paper"
    assert "typing is no paper work" in note.text


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (Choice("N01", 32, 84, "work/paper", "keep", " "), WrongUse),
        (Choice("N01", 32, 84, "work/paper", "maybe", "why"), WrongUse),
        (Choice("N01", 0, 3, "work/paper", "keep", "why"), NotFound),
    ],
)
def test_what_is_no_decision_is_refused(project: Project, choice: Choice, error: type[Exception]) -> None:
    studying.closed_round(project)
    with pytest.raises(error), project.write("Anna") as work:
        adjudication.adjudicate(work, "pilot", [choice])
    assert "consensus" not in [row[0] for row in _coders(project)]


def test_a_person_is_no_consensus(project: Project) -> None:
    studying.closed_round(project)
    with pytest.raises(Refused, match="not a layer"):
        decide(project, "keep", layer="Ben")


def test_an_open_round_is_not_settled(project: Project) -> None:
    with project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"]))
    with pytest.raises(Refused, match="is open"), project.read("Anna") as view:
        disputes(view)


def _coders(project: Project) -> list[tuple[Any, ...]]:
    with project.read("Anna") as view:
        return list(coders.listing(view).rows)
