"""What a study prints of itself: the methods paragraph and the drift check."""

from __future__ import annotations

import pytest

import projects
import studying
from qualcode.actions import codes, coding
from qualcode.actions.studies import adjudication, course, drift, figures, report
from qualcode.errors import WrongUse
from qualcode.project import Project
from qualcode.text.span import Span


def test_the_methods_paragraph_says_what_happened(project: Project) -> None:
    studying.closed_round(project)
    with project.write("Anna") as work:
        (row,) = adjudication.disputed(work, "pilot").records()
        choice = adjudication.Choice("N01", row["start"], row["end"], row["code"], "drop", "no")
        adjudication.adjudicate(work, "pilot", [choice])
        codes.describe(work, "pressure", definition="other")
        course.next_round(work, "pilot", course.Plan([], ["N01"]))
    with project.read("Anna") as view:
        text = report.methods(view, "pilot")
    for words in (
        "In round 1, 2 coders (Anna, Ben) coded 1 document independently, without seeing each other's work.",
        "The program cut the texts into units (sentence)",
        "covers at least half of it",
        "with 95% intervals from 1000 resamples of the units",
        "pressure α = 1.00 [1.00, 1.00]",
        "all codes together α = ",
        "in 1 unit: too few to judge",
        "1 disagreement was settled by Anna",
        "Since round 1 the codebook changed: pressure (changed: definition).",
        "Coded again after discussion: N01.",
        "The round is still open.",
        "1 further document was coded by several outside the study.",
        "Krippendorff, K. (2019)",
        "qualcode 0.",
    ):
        assert words in text


def test_the_paragraph_of_a_dialogue_holds_no_coefficient(project: Project) -> None:
    studying.closed_round(project, purpose="dialogue")
    with project.read("Anna") as view:
        text = report.methods(view, "pilot")
    assert "α" not in text
    assert "Krippendorff" not in text
    assert "no coefficient" in text


def test_a_draw_is_told_with_strata_and_seed(project: Project) -> None:
    with project.write("Anna") as work:
        sample = course.Sample(size=1, strata=("kind",), seed=4)
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], sample=sample))
    with project.read("Anna") as view:
        text = report.methods(view, "pilot")
    assert "1 of 1 documents were drawn at random (seed 4) within strata of kind: interview 1 of 1." in text


def test_who_had_not_finished_is_told(project: Project) -> None:
    with project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"]))
    with project.write("Anna") as work:
        course.close(work, "pilot", unfinished_too=True)
    with project.read("Anna") as view:
        assert "missing, not blank: Anna: N01, Ben: N01" in report.methods(view, "pilot")


def test_a_tenth_of_what_one_coded_alone_is_proposed_to_another(project: Project) -> None:
    studying.closed_round(project)
    with project.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(f"D{n:02}", f"Text of {n}.") for n in range(20)))
        for n in range(20):
            coding.apply(work, f"D{n:02}", Span(0, 4), "pressure")
    with project.read("Anna") as view:
        drawn = drift.proposed(view, "pilot", seed=3)
        assert drawn == drift.proposed(view, "pilot", seed=3)
        assert [(row[1], row[2]) for row in drawn.rows] == [("Anna", "Ben")] * 2
        with pytest.raises(WrongUse):
            drift.proposed(view, "pilot", share=0)


def test_the_same_person_in_two_rounds_can_be_compared(project: Project) -> None:
    studying.closed_round(project)
    with project.write("Anna") as work:
        course.next_round(work, "pilot", course.Plan([], ["N01"]))
    studying.code(project, "Anna", "N01", [(0, 31, "pressure")])
    with project.write("Anna") as work:
        course.close(work, "pilot", unfinished_too=True)
    with project.read("Anna") as view:
        first, second = (figures.codings_of_coder(view, "pilot", ordinal, "Anna") for ordinal in (1, 2))
    assert (first, second) == ({"N01": [(0, 30, "pressure")]}, {"N01": [(0, 31, "pressure")]})
