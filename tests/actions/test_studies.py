"""Studies: rounds are opened, coded, closed and frozen; what is frozen stays as it was."""

from __future__ import annotations

import pytest

import projects
import studying
from qualcode.actions import coders, codes, coding, history
from qualcode.actions.material import cases, documents, speakers
from qualcode.actions.revising import revisions
from qualcode.actions.studies import course, figures
from qualcode.actions.studies.course import Plan, Sample
from qualcode.errors import Refused, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span


def test_a_study_gives_every_document_to_every_coder_and_keeps_the_codebook(project: Project) -> None:
    with project.write("Anna") as work:
        made = course.new(work, "pilot", Plan(["Anna", "Ben"], ["N01"]))
    assert made.column("document") == ["N01"]
    with project.read("Anna") as view:
        assert course.status(view, "pilot").rows == [
            ("pilot", 1, "N01", "Anna", False, False),
            ("pilot", 1, "N01", "Ben", False, False),
        ]
        assert course.listing(view).rows == [("pilot", "reliability", 1, True, None, 1, 2)]


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (Plan(["Anna"], ["N01"]), WrongUse),
        (Plan(["Anna", "Ben"]), WrongUse),
        (Plan(["Anna", "Ben"], ["N01"], unit="page"), WrongUse),
        (Plan(["Anna", "Ben"], sample=Sample(size=5)), Refused),
        (Plan(["Anna", "Ben"], ["N01"], sample=Sample()), WrongUse),
    ],
)
def test_a_study_that_cannot_be_is_refused_with_nothing_changed(
    project: Project, plan: Plan, error: type[Exception]
) -> None:
    with pytest.raises(error), project.write("Anna") as work:
        course.new(work, "pilot", plan)
    with project.read() as view:
        assert course.listing(view).rows == []


def test_a_draw_is_the_same_for_the_same_seed_and_takes_from_every_stratum(project: Project) -> None:
    with project.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(f"D{n:02}", f"Text of {n}.") for n in range(12)))
        for n in range(4):
            documents.set_fields(work, f"D{n:02}", {"kind": "policy"})
    drawn = []
    for _ in range(2):
        with project.rehearse("Anna") as work:
            sample = Sample(size=6, strata=("kind",), seed=7)
            drawn.append(course.new(work, "pilot", Plan(["Anna", "Ben"], sample=sample)))
    assert drawn[0] == drawn[1]
    kinds = drawn[0].column("kind")
    assert (kinds.count("policy"), kinds.count("interview")) == (2, 4)
    assert "2 of 4 drawn in policy (seed 7)" in drawn[0].column("reason")


def test_codings_and_done_marks_of_a_round_stay_apart_from_what_was_coded_before(project: Project) -> None:
    with project.write("Anna") as work:
        course.new(work, "pilot", Plan(["Anna", "Ben"], ["P01"]))
    with project.write("Anna") as work:
        coding.apply(work, "P01", Span(32, 39), "paper")
        coders.assign(work, "P01", "Anna", done=True)
    with project.read("Anna") as view:
        assert [(row.start, row.end, row.code) for row in coding.of_document(view, "P01")] == [(32, 39, "work/paper")]
        assert [row[4] for row in course.status(view, "pilot").rows] == [True, False]


def test_a_round_closes_when_all_have_finished_and_keeps_its_figures(project: Project) -> None:
    with project.write("Anna") as work:
        course.new(work, "pilot", Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
    studying.code(project, "Anna", "N01", [(0, 30, "pressure")], done=True)
    studying.code(project, "Ben", "N01", [(0, 30, "pressure"), (32, 60, "paper")])
    with pytest.raises(Refused, match="Ben: N01"), project.write("Anna") as work:
        course.close(work, "pilot")
    studying.code(project, "Ben", "N01", [], done=True)
    with project.write("Anna") as work:
        made = course.close(work, "pilot")
    assert set(made.column("code")) >= {"pressure", "work/paper"}


def test_a_closed_round_is_the_same_whatever_becomes_of_the_project(project: Project) -> None:
    studying.closed_round(project)
    with project.read("Anna") as view:
        before = figures.disputes(view, "pilot")
    with project.write("Anna") as work:
        revisions.revise(work, "N01", "Quite another text. " + documents.open_document(work, "N01").text)
        coding.remove(work, [row.guid for row in coding.of_document(work, "N01")])
        codes.rename(work, "pressure", "strain")
    with project.read("Anna") as view:
        assert figures.disputes(view, "pilot") == before
        with figures.as_frozen(view, "pilot") as then:
            assert documents.open_document(then, "N01").text == projects.NOTE
            assert len(coding.of_document(then, "N01")) == 3


def test_the_next_round_takes_fresh_documents_and_says_what_changed(project: Project) -> None:
    studying.closed_round(project)
    with project.write("Anna") as work:
        codes.describe(work, "pressure", definition="from above only")
        projects.add_documents(work, projects.read_text("P02", "A fresh text."))
    with project.write("Anna") as work:
        made = course.next_round(work, "pilot", Plan([], sample=Sample(size=1)))
    assert made.rows == [("P02", "interview", "1 of 1 drawn in the whole (seed 1)", False)]
    assert "pressure: changed: definition" in made.notes


def test_a_document_coded_again_is_marked_after_discussion(project: Project) -> None:
    studying.closed_round(project)
    with project.write("Anna") as work:
        made = course.next_round(work, "pilot", Plan([], ["N01"]))
    assert made.column("after_discussion") == [True]


def test_a_blind_round_freezes_the_codebook_and_an_open_one_does_not(project: Project) -> None:
    with project.write("Anna") as work:
        course.new(work, "training", Plan(["Anna", "Ben"], ["P01"], blind=False))
        codes.describe(work, "pressure", definition="from above")
    with project.write("Anna") as work:
        course.new(work, "pilot", Plan(["Anna", "Ben"], ["N01"]))
    for change in (
        lambda work: codes.add(work, "new"),
        lambda work: codes.describe(work, "pressure", definition="other"),
        lambda work: codes.rename(work, "pressure", "strain"),
        lambda work: codes.remove(work, "pressure", with_codings=True),
    ):
        with pytest.raises(Refused, match="frozen"), project.write("Anna") as work:
            change(work)
    with project.write("Anna") as work:
        codes.describe(work, "pressure", color="#00ff00")


def test_a_study_with_codings_is_not_undone(project: Project) -> None:
    with project.write("Anna") as work:
        course.new(work, "pilot", Plan(["Anna", "Ben"], ["N01"]))
    studying.code(project, "Ben", "N01", [(0, 3, "pressure")])
    with pytest.raises(Refused, match="codings of this round"), project.write("Anna") as work:
        history.undo(work)


def test_assignments_come_and_go_while_nothing_is_coded(project: Project) -> None:
    with project.write("Anna") as work:
        coders.add(work, "Chen")
        course.new(work, "pilot", Plan(["Anna", "Ben"], ["N01"]))
        assert course.assign(work, "pilot", ["N01", "P01"], ["Chen"]) == 2
        assert course.assign(work, "pilot", ["N01"], ["Ben"], take_away=True) == 1
    with project.read("Anna") as view:
        assert [row[2:4] for row in course.status(view, "pilot").rows] == [
            ("N01", "Anna"),
            ("N01", "Chen"),
            ("P01", "Chen"),
        ]


def test_a_dialogue_prints_no_coefficient(project: Project) -> None:
    studying.closed_round(project, purpose="dialogue")
    with project.read("Anna") as view:
        table = figures.over_rounds(view, "pilot")
        assert "alpha" not in table.columns
        assert any("no coefficient" in note for note in table.notes)


def test_alpha_over_rounds_stands_beside_the_changes_of_the_codebook(project: Project) -> None:
    studying.closed_round(project)
    with project.write("Anna") as work:
        codes.describe(work, "pressure", definition="from above only")
        course.next_round(work, "pilot", Plan([], ["N01"], unit="sentence"))
    studying.code(project, "Anna", "N01", [(0, 30, "pressure")], done=True)
    studying.code(project, "Ben", "N01", [(0, 30, "pressure")], done=True)
    with project.write("Anna") as work:
        course.close(work, "pilot")
    with project.read("Anna") as view:
        rows = [row for row in figures.over_rounds(view, "pilot").records() if row["code"] == "pressure"]
    assert [(row["round"], row["changed"]) for row in rows] == [(1, None), (2, "changed: definition")]


def test_a_check_keeps_what_one_coder_has_coded_and_lets_the_other_code_blind(project: Project) -> None:
    with project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 30), "pressure")
    with project.write("Anna") as work:
        course.new(work, "check", Plan(["Anna", "Ben"], ["N01"], unit="sentence", keep=True))
    with project.read("Ben") as view:
        assert [row[3:5] for row in course.status(view, "check").rows] == [("Anna", True), ("Ben", False)]
        assert coding.of_document(view, "N01") == []
    studying.code(project, "Ben", "N01", [(0, 30, "pressure")], done=True)
    with project.write("Anna") as work:
        made = {row["code"]: row["estimate"] for row in course.close(work, "check").records()}
    assert made["pressure"] == 1


def test_a_document_has_the_attributes_of_those_who_speak_in_it(project: Project) -> None:
    with project.write("Anna") as work:
        texts = {f"D{n}": f"Interviewer: How are you?\nSpeaker {n}: Well.\n" * 3 for n in range(4)}
        projects.add_documents(work, *(projects.read_text(name, text) for name, text in texts.items()))
        for number in range(4):
            case = f"person {number}"
            cases.add(work, case)
            cases.set_values(work, case, {"level": "county" if number % 2 else "city"})
            speakers.set_speaker(work, f"D{number}", f"Speaker {number}", case=case)
        table = course.new(work, "by level", Plan(["Anna", "Ben"], sample=Sample(per_stratum=1, strata=("level",))))
    assert {"1 of 2 drawn in city (seed 1)", "1 of 2 drawn in county (seed 1)"} <= set(table.column("reason"))
