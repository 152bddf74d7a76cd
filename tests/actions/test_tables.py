"""The analyses of a project: its rows brought to the measures, with what must be said beside the figures."""

from __future__ import annotations

from typing import Any

import pytest

import projects
from qualcode.actions import coders, codes, coding
from qualcode.actions.agreement import measuring
from qualcode.actions.material import attributes, cases
from qualcode.actions.tables import crossings
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span


def test_a_frame_has_the_words_the_speaker_and_the_attributes_of_the_cases(project: Project) -> None:
    with project.write("Anna") as work:
        attributes.define(work, "age", "integer")
        cases.set_values(work, "P01 woman", {"age": "43"})
        cases.link(work, "P01", "东麓县", role="site")
        coding.apply(work, "N01", Span(4, 8), "pressure")
    frame = project.codings()
    by_document = dict(iter(frame.groupby("document")))
    assert by_document["N01"]["text"].tolist() == ["hall"]
    assert by_document["N01"]["age"].isna().all()
    assert by_document["P01"]["speaker"].tolist() == ["受访者"] * 3
    assert by_document["P01"]["age"].tolist() == [43] * 3
    assert by_document["P01"]["level"].tolist() == ["county"] * 3


def test_a_value_that_several_cases_share_is_named_once(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        cases.set_values(work, "P01 woman", {"level": "county"})
        cases.link(work, "P01", "东麓县", role="site")
    assert set(file_project.codings()["level"]) == {"county"}


@pytest.fixture
def pair(file_project: Project) -> Project:
    """Anna and Ben have finished the note of two paragraphs; a code was made after Anna had."""
    with file_project.write("Anna") as work:
        coders.assign(work, "N01", "Anna", done=True)
    with file_project.write("Ben") as work:
        codes.add(work, "late")
        coders.assign(work, "N01", "Ben", done=True)
        coding.apply(work, "N01", Span(0, 29), ["pressure", "late"])
    with file_project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 29), "pressure")
    return file_project


def rows(project: Project, **options: Any) -> dict[str, Any]:
    with project.read() as view:
        return {
            row.code: row
            for row in measuring.by_code(view, measuring.Whose(**options), unit="paragraph", replicates=20).rows
        }


def test_a_late_code_is_missing_not_blank(pair: Project) -> None:
    by_code = rows(pair)
    assert by_code["pressure"].result.estimate == 1
    assert by_code["late"].result.estimate is None  # only Ben could have used it
    assert by_code["(all codes)"].result.estimate == 1
    with pair.read() as view:
        made = measuring.by_code(view, unit="paragraph", replicates=20)
        assert sum("late was made after somebody had finished" in note for note in made.notes) == 1


def test_who_is_not_asked_for_is_not_compared(pair: Project) -> None:
    assert rows(pair, coders=["Anna"])["(all codes)"].result.estimate is None
    assert rows(pair, documents=["P01"])["(all codes)"].result.estimate is None
    with pytest.raises(NotFound, match="no coder 'Chen'"):
        rows(pair, coders=["Anna", "Chen"])
    with pytest.raises(NotFound, match="no code 'nothing'"):
        rows(pair, codes=["nothing"])


def test_every_disagreement_is_shown_with_its_words_and_a_late_code_is_none(pair: Project) -> None:
    with pair.write("Anna") as work:
        coding.apply(work, "N01", Span(31, len(projects.NOTE)), "paper")
    with pair.read() as view:
        table = measuring.disagreements(view, unit="paragraph")
    assert [(row["code"], row["applied_by"], row["not_applied_by"], row["text"]) for row in table.records()] == [
        ("work/paper", "Anna", "Ben", projects.NOTE[32:])
    ]


def test_disagreements_are_in_the_order_of_documents_also_where_a_code_has_the_name_of_one(pair: Project) -> None:
    with pair.write("Ben") as work:
        codes.add(work, "N01")
        coders.assign(work, "P01", "Ben", done=True)
        coding.apply(work, "P01", Span(0, 3), "N01")
        coding.apply(work, "N01", Span(31, len(projects.NOTE)), "paper")
    with pair.read() as view:
        table = measuring.disagreements(view, unit="paragraph")
    assert list(dict.fromkeys(table.column("document"))) == ["N01", "P01"]


def test_a_unit_that_is_none_is_said(pair: Project) -> None:
    with pair.read() as view, pytest.raises(WrongUse, match="page"):
        crossings.cooccurrence(view, unit="page")


def test_codes_meet_in_a_unit_only_where_their_coder_has_finished_it(pair: Project) -> None:
    with pair.read() as view:
        made = crossings.cooccurrence(view, unit="paragraph", layer="Ben").long()
    (pair_row,) = [row for row in made.records() if {row["code_a"], row["code_b"]} == {"pressure", "late"}]
    assert (pair_row["count"], pair_row["units_both"]) == (1, 1)
