"""What respondents answered, question by question, and one code on many passages at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import projects
from qualcode.actions import coding, history
from qualcode.actions.importing import files
from qualcode.actions.material import answers, cases, documents
from qualcode.actions.studies import course
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.formats.questionnaires.mapping import QuestionnaireOptions
from qualcode.project import Project, Work
from qualcode.text.span import Span

SURVEY = """id,age,What was hardest?,希望怎样改进？
Q1,34,Too many papers.,把证明连起来。
Q2,61,不会用手机。,
Q3,,,Keep the counter.
"""


def bring(work: Work, folder: Path, **said: Any) -> None:
    """Import the survey."""
    file = folder / "survey.csv"
    file.write_text(SURVEY, encoding="utf-8")
    options = files.ImportOptions(questionnaire=QuestionnaireOptions(open=("What*", "希望*"), **said))
    read = files.read_files([file], options)
    files.add_documents(work, read.documents, read.reports, options, questionnaires=read.questionnaires)


@pytest.fixture
def asked(project: Project, tmp_path: Path) -> Iterator[Project]:
    """Three respondents of a survey, two of whom answered each of two questions, and an interview with headings beside it."""
    with project.write("Anna") as work:
        bring(work, tmp_path)
        projects.add_documents(work, projects.read_text("P09", "# What was hardest?\nNot asked here.\n"))
    yield project


def seen(project: Project, question: str, coder: str = "Anna") -> list[tuple[str, str, list[str]]]:
    with project.read(coder) as view:
        return [(it.document, it.text, [mark.code for mark in it.marks]) for it in answers.answers(view, question)]


def test_questions_stand_in_the_order_of_the_table(asked: Project) -> None:
    with asked.read("Anna") as view:
        assert list(answers.listing(view).rows) == [("What was hardest?", 2, 0), ("希望怎样改进？", 2, 0)]


def test_each_answer_has_its_place_and_who_gave_it(asked: Project) -> None:
    assert seen(asked, "What was hardest?") == [("Q1", "Too many papers.", []), ("Q2", "不会用手机。", [])]
    with asked.read("Anna") as view:
        (first, second) = answers.answers(view, "what was")  # its beginning is enough, in any case
        assert (first.cases, first.values, second.values) == (("Q1",), {"age": 34}, {"age": 61})
        assert first.span.of(documents.open_document(view, "Q1").text) == "Too many papers."
        table = answers.table(view, "希望", ["age"])
        assert table.columns == ("case", "document", "start", "end", "age", "text", "codes")
        assert [row["age"] for row in table.records()] == [34, None]
        assert table.notes == ("2 answers have no code yet.",)


def test_a_document_for_each_answer_is_the_same(project: Project, tmp_path: Path) -> None:
    with project.write("Anna") as work:
        bring(work, tmp_path, shape="rows")
    assert [text for _document, text, _codes in seen(project, "希望怎样改进？")] == [
        "把证明连起来。",
        "Keep the counter.",
    ]


def test_an_unknown_question_and_one_that_could_be_two_are_said(asked: Project) -> None:
    with asked.write("Anna") as work:
        cases.remove(work, "Q3")
    with asked.read("Anna") as view:
        with pytest.raises(NotFound, match="There is no question 'Why'"):
            answers.answers(view, "Why")
        with pytest.raises(NotFound, match="There is no question ''"):
            answers.answers(view, "")
        with pytest.raises(NotFound, match="attribute"):
            answers.table(view, "What was hardest?", ["income"])


def test_without_questionnaires_that_is_said(project: Project) -> None:
    with project.read("Anna") as view:  # of an interview and a field note
        table = answers.listing(view)
    assert not table.rows and table.columns == ("question", "answers", "coded")
    assert "qualcode import" in table.notes[0]


def test_a_code_is_put_on_many_answers_as_one_change(asked: Project) -> None:
    with asked.write("Anna") as work:
        rows = answers.answers(work, "What was hardest?")
        coding.apply(work, "Q1", Span(rows[0].span.start, rows[0].span.end), "pressure")
    with asked.write("Anna") as work:
        assert coding.apply_to_all(work, answers.places(work, rows), ["pressure"]) == 1  # the other is there already
    assert [found for _d, _t, found in seen(asked, "What was hardest?")] == [["pressure"], ["pressure"]]
    with asked.write("Anna") as work:
        assert history.undo(work) == "coded 1 passage with pressure"
    assert [found for _d, _t, found in seen(asked, "What was hardest?")] == [["pressure"], []]


def test_what_may_not_be_coded_is_refused_and_nothing_is_done(asked: Project) -> None:
    places = [("Q1", Span(0, 4)), ("Q2", Span(0, 400))]
    for codes_, error in ((["work"], Refused), (["none"], NotFound), (["pressure"], WrongUse)):
        with pytest.raises(error), asked.write("Anna") as work:
            coding.apply_to_all(work, places, codes_)
    with asked.read("Anna") as view:
        assert coding.matching(view, document="Q1") == []


def test_an_answer_whose_words_have_changed_is_not_coded(asked: Project) -> None:
    from qualcode.actions.revising import revisions

    with asked.write("Anna") as work:
        rows = answers.answers(work, "What was hardest?")
    with asked.write("Ben") as work:
        text = documents.open_document(work, "Q1").text
        revisions.edit(work, "Q1", text.replace("Too many", "Far too many"))
    with asked.write("Anna") as work, pytest.raises(Refused, match="'Q1'"):
        answers.places(work, rows)


def test_a_blind_round_hides_what_others_put_on_answers(asked: Project) -> None:
    with asked.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["Q1"]))
    with asked.write("Ben") as work:
        rows = answers.answers(work, "What was hardest?")
        coding.apply_to_all(work, answers.places(work, rows[:1]), ["pressure"])
    assert seen(asked, "What was hardest?")[0][2] == []
    assert seen(asked, "What was hardest?", "Ben")[0][2] == ["pressure"]
    with asked.read("Anna") as view:
        assert [it.coded for it in answers.questions(view)] == [0, 0]
