"""What is erased leaves the rounds of studies too, and the figures that rested on it say so."""

from __future__ import annotations

import pytest
from sqlalchemy import select

import projects
import studying
from qualcode.actions import coding
from qualcode.actions.material import documents
from qualcode.actions.privacy import erasure
from qualcode.actions.revising import revisions
from qualcode.actions.studies import adjudication, course, figures
from qualcode.project import Project
from qualcode.store.images import unpack
from qualcode.store.models import Change, StudyRound

GROUP = "主持人：怎么看？\n李卫国：嗯，都是女儿替我填的表，我不会。\n王秀英：还可以，很方便。\n李卫国：不愿意。"
HIS = ("都是女儿替我填的表", "不愿意")


@pytest.fixture
def closed(project: Project) -> Project:
    """A round over a group interview and a note, closed, one dispute decided; the text was revised since."""
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("G01", GROUP))
    with project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["G01", "N01"], unit="turn"))
    his, hers = GROUP.index("都是"), GROUP.index("还可以")
    studying.code(project, "Anna", "G01", [(his, his + 9, "pressure"), (hers, hers + 3, "paper")], done=True)
    studying.code(project, "Ben", "G01", [(hers, hers + 3, "paper")], done=True)
    for coder in ("Anna", "Ben"):
        studying.code(project, coder, "N01", [(0, 9, "paper")], done=True)
    with project.write("Anna") as work:
        course.close(work, "pilot")
        found = adjudication.disputed(work, "pilot").records()
        choices = [adjudication.Choice(d["document"], d["start"], d["end"], d["code"], "drop", "no") for d in found]
        adjudication.adjudicate(work, "pilot", choices)
    with project.write("Anna") as work:
        revisions.revise(work, "G01", "整理稿\n" + GROUP)
    return project


def erase(project: Project, *what: str) -> None:
    with project.read() as view:
        wanted = erasure.plan(view, *what)  # type: ignore[arg-type]
    with project.write("Anna") as work:
        erasure.erase(work, wanted)


def frozen_words(project: Project) -> str:
    """All that rounds hold and ever held, as text."""
    with project.read() as view:
        held = [str(one) for one in view.connection.scalars(select(StudyRound.snapshot))]
        sides = select(Change.before, Change.after).where(Change.table == "study_round")
        held += [str(unpack(side)) for row in view.connection.execute(sides) for side in row if side]
    return "\n".join(sorted(held))


def test_what_a_speaker_said_leaves_the_frozen_text_and_the_rest_stays_in_place(closed: Project) -> None:
    assert all(words in frozen_words(closed) for words in HIS)
    erase(closed, "speaker", "李卫国")
    assert not [words for words in HIS if words in frozen_words(closed)]
    with closed.read("Anna") as view, figures.as_frozen(view, "pilot") as then:
        text = documents.open_document(then, "G01").text
        assert len(text) == len(GROUP)
        assert [text[row.start : row.end] for row in coding.of_document(then, "G01")] == ["还可以", "还可以"]


def test_figures_that_rested_on_it_are_marked_and_stay(closed: Project) -> None:
    with closed.read("Anna") as view:
        before = figures.report(view, "pilot", 1)
    erase(closed, "speaker", "李卫国")
    with closed.read("Anna") as view:
        after = figures.report(view, "pilot", 1)
    assert after.rows == before.rows
    assert any("was erased on" in note for note in after.notes)
    assert not any("was erased on" in note for note in before.notes)


def test_a_document_goes_out_of_its_rounds(closed: Project) -> None:
    erase(closed, "document", "G01")
    assert "主持人" not in frozen_words(closed)
    with closed.read("Anna") as view:
        assert {row[2] for row in course.status(view, "pilot").rows} == {"N01"}
        with figures.as_frozen(view, "pilot") as then:
            assert documents.listing(then).column("document") == ["N01"]


def test_an_open_round_does_not_stand_in_the_way(project: Project) -> None:
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("G01", GROUP))
    with project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["G01", "N01"]))
    studying.code(project, "Ben", "G01", [(10, 20, "pressure")])
    erase(project, "speaker", "李卫国")
    with project.read("Anna") as view:
        assert HIS[0] not in documents.open_document(view, "G01").text


def test_what_has_nothing_of_it_stays_unmarked(closed: Project) -> None:
    with closed.write("Anna") as work:
        projects.add_documents(work, projects.read_text("X01", "甲：别的话。\n乙：好的。"))
    before = frozen_words(closed)
    erase(closed, "document", "X01")
    assert frozen_words(closed) == before
