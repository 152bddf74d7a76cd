"""Questionnaires in a project: respondents are cases, and what is there already stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import projects
from qualcode.actions import history
from qualcode.actions.importing import files, questionnaires
from qualcode.actions.material import attributes, cases
from qualcode.formats.bundle import Bundle, ChoiceDraft, QuestionDraft, Report, RespondentDraft
from qualcode.project import Project
from qualcode.store import queries
from qualcode.table import Table


def survey(*respondents: tuple[str, dict[str, tuple[str, ...]]], **kinds: QuestionDraft | str) -> Bundle:
    questions = [it if isinstance(it, QuestionDraft) else QuestionDraft(name, kind=it) for name, it in kinds.items()]
    return Bundle(
        Report("survey.csv"),
        questions=questions,
        respondents=[RespondentDraft(*respondent) for respondent in respondents],
    )


def bring_in(project: Project, bundle: Bundle, **options: Any) -> list[str]:
    """What the report says."""
    with project.write("Anna") as work:
        report = questionnaires.bring_in(work, bundle, **options)
    return [f"{it.kind}: {it.sentence}" for it in report.findings]


def listing(project: Project, **options: Any) -> Table:
    with project.read() as view:
        return cases.listing(view, **options)


def row(project: Project, case: str, **options: Any) -> dict[str, Any]:
    return next(it for it in listing(project, **options).records() if it["case"] == case)


def test_values_have_their_types(project: Project) -> None:
    bundle = survey(
        ("R1", {"age": ("34",), "rate": ("2",), "joined": ("2024-05",), "online": ("是",), "uses": ("phone", "desk")}),
        ("R2", {"rate": ("2.5",), "uses": ("phone",)}),
        age="integer",
        rate="decimal",
        joined="date",
        online="boolean",
        uses=QuestionDraft("uses", "What do you use?", "choice", True, (ChoiceDraft("phone"), ChoiceDraft("desk"))),
    )
    assert bring_in(project, bundle) == ["read: 2 new cases"]
    values = row(project, "R1")
    assert [values[name] for name in ("age", "rate", "joined", "online", "uses")] == [
        34,
        2.0,
        "2024-05",
        True,
        "phone; desk",
    ]
    assert row(project, "R2")["age"] is None
    with project.read() as view:
        uses = queries.attribute_named(view, "uses", "case")
        assert (uses.label, uses.kind, uses.many) == ("What do you use?", "choice", True)
        assert uses.choices[0] == {"value": "phone", "label": "", "missing": False}


def test_labels_of_choices_can_be_listed(file_project: Project) -> None:
    sex = QuestionDraft("sex", kind="choice", choices=(ChoiceDraft("1", "female"), ChoiceDraft("9", "", missing=True)))
    bring_in(file_project, survey(("R1", {"sex": ("1",)}), ("R2", {"sex": ("9",)}), sex=sex))
    assert [row(file_project, case, labels=True)["sex"] for case in ("R1", "R2")] == ["female", "9"]
    assert row(file_project, "R1")["sex"] == "1"


def test_a_case_that_is_there_gets_only_what_it_has_not(project: Project) -> None:
    bundle = survey(
        ("东麓县", {"level": ("city",), "size": ("3",)}),
        ("p01 WOMAN", {"size": ("1",)}),
        level="choice",
        size="integer",
    )
    assert bring_in(project, bundle) == [
        "read: 1 attribute was there already and takes these answers as well: level",
        "read: 0 new cases",
        "read: 2 cases that were there already",
        "not carried: 东麓县: level is county in the project, city here; kept as it was",
    ]
    assert row(project, "东麓县")["level"] == "county"
    assert (row(project, "东麓县")["size"], row(project, "P01 woman")["size"]) == (3, 1)


def test_values_can_be_replaced(project: Project) -> None:
    bundle = survey(("东麓县", {"level": ("city",)}), level="choice")
    assert bring_in(project, bundle, replace=True)[-1] == "changed: 东麓县: level was county, is now city"
    assert row(project, "东麓县")["level"] == "city"
    with project.write("Anna") as work:
        assert history.undo(work) == "imported the cases of survey.csv"
    assert row(project, "东麓县")["level"] == "county"


def test_the_same_again_changes_nothing(file_project: Project) -> None:
    bundle = survey(
        ("R1", {"rate": ("2",), "uses": ("a", "b")}),
        rate="decimal",
        uses=QuestionDraft("uses", kind="choice", many=True),
    )
    bring_in(file_project, bundle)
    with file_project.read() as view:
        before = projects.dump(view)
    with file_project.write("Anna") as work:
        questionnaires.bring_in(work, bundle)
        assert not work.journal.has_changes
    with file_project.read() as view:
        assert projects.dump(view) == before


def test_an_attribute_of_another_kind_is_left_alone(file_project: Project) -> None:
    bundle = survey(("R1", {"level": ("3",)}), level="integer")
    assert bring_in(file_project, bundle)[0] == (
        "changed: there is another attribute 'level'; this one is 'level (integer)'"
    )
    assert (row(file_project, "R1")["level"], row(file_project, "R1")["level (integer)"]) == (None, 3)
    bring_in(file_project, survey(("R2", {"Level": ("4",)}), Level="integer"))
    assert row(file_project, "R2")["level (integer)"] == 4
    many = QuestionDraft("level", kind="choice", many=True)
    bring_in(file_project, survey(("R3", {"level": ("a", "b")}), level=many))
    assert row(file_project, "R3")["level (choice)"] == "a; b"


def test_an_attribute_learns_choices_and_labels(file_project: Project) -> None:
    level = QuestionDraft("level", "Which level?", "choice", choices=(ChoiceDraft("county", "县"), ChoiceDraft("city")))
    bring_in(file_project, survey(("R1", {"level": ("city",)}), level=level))
    other = QuestionDraft("level", kind="choice", choices=(ChoiceDraft("county", "区"), ChoiceDraft("9", "?", True)))
    assert "warning: county of 'level' means '县' in the project, '区' here; kept as it was" in bring_in(
        file_project, survey(("R2", {"level": ("9",)}), level=other)
    )
    with file_project.read() as view:
        found = queries.attribute_named(view, "level", "case")
    assert found.label == "Which level?"
    assert [(it["value"], it["label"], it["missing"]) for it in found.choices] == [
        ("county", "县", False),
        ("city", "", False),
        ("9", "?", True),
    ]


def test_conflicts_beyond_the_first_are_counted(file_project: Project) -> None:
    people = [(f"R{n}", {"age": (str(n),)}) for n in range(13)]
    bring_in(file_project, survey(*people, age="integer"))
    others = [(name, {"age": ("99",)}) for name, _answers in people]
    told = bring_in(file_project, survey(*others, age="integer"))
    assert len(told) == 14
    assert told[-1] == "not carried: 3 more values that differ"


def test_thousands_of_answers_are_undone_as_one(file_project: Project) -> None:
    people = [(f"R{n}", {"a": (str(n % 5),), "b": ("x", "y")}) for n in range(2500)]
    with file_project.read() as view:
        before = projects.dump(view)
    bring_in(file_project, survey(*people, a="integer", b=QuestionDraft("b", kind="choice", many=True)))
    assert len(listing(file_project).rows) == 2502
    with file_project.write("Anna") as work:
        history.undo(work)
    with file_project.read() as view:
        assert projects.dump(view) == before


def test_a_file_brings_cases_and_documents_in_one_operation(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "respondent,age,您有什么意见？\nR1,34,希望以后多开几个窗口。\nR2,58,\nR3,20,审核走到哪一步发个短信吧。\n",
        encoding="utf-8",
    )
    options = files.ImportOptions()
    read = files.read_files([path], options)
    with project.write("Anna") as work:
        names = files.add_documents(work, read.documents, read.reports, options, read.questionnaires)
    assert names == ["R1", "R3"]
    found = [(it["case"], it["documents"], it["age"]) for it in listing(project).records()]
    assert found[-3:] == [("R1", 1, 34), ("R2", 0, 58), ("R3", 1, 20)]
    with project.write("Anna") as work:
        history.undo(work)
    assert len(listing(project).rows) == 2


@pytest.mark.parametrize("many", [False, True])
def test_one_value_fits_an_attribute_that_may_have_several(file_project: Project, many: bool) -> None:
    with file_project.write("Anna") as work:
        attributes.define(work, "uses", "choice", many=True)
    bring_in(file_project, survey(("R1", {"uses": ("a",)}), uses=QuestionDraft("uses", kind="choice", many=many)))
    assert row(file_project, "R1")["uses"] == "a"


def test_few_answers_do_not_tell_a_choice_from_a_text(file_project: Project) -> None:
    bring_in(file_project, survey(("R1", {"level": ("town",), "rate": ("2.5",)}), level="text", rate="decimal"))
    bring_in(file_project, survey(("R2", {"level": ("city",), "rate": ("3",)}), level="choice", rate="integer"))
    assert [row(file_project, case)["level"] for case in ("R1", "R2")] == ["town", "city"]
    assert [row(file_project, case)["rate"] for case in ("R1", "R2")] == [2.5, 3.0]


def test_codes_that_are_known_choices_are_no_numbers(file_project: Project) -> None:
    sex = QuestionDraft("sex", kind="choice", choices=(ChoiceDraft("1", "female"), ChoiceDraft("2", "male")))
    bring_in(file_project, survey(("R1", {"sex": ("1",)}), sex=sex))
    bring_in(file_project, survey(("R2", {"sex": ("2",)}), ("R3", {}), sex="integer"))
    assert row(file_project, "R2", labels=True)["sex"] == "male"
    bring_in(file_project, survey(("R4", {"sex": ("3",)}), sex="integer"))
    assert row(file_project, "R4")["sex (integer)"] == 3


def test_answers_of_another_questionnaire_in_the_same_attribute_are_told(project: Project) -> None:
    bring_in(project, survey(("R1", {"Q1": ("1",)}), Q1=QuestionDraft("Q1", "Your sex?", "choice")))
    told = bring_in(project, survey(("S1", {"Q1": ("2",)}), Q1=QuestionDraft("Q1", "Your age group?", "choice")))
    assert told == [
        "warning: 'Q1' asks 'Your sex?' in the project, 'Your age group?' here; the answers to both are in one attribute",
        "warning: 1 attribute was there already and takes these answers as well: Q1",
        "read: 1 new case",
    ]
