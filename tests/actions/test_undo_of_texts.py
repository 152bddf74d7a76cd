"""Undo among revised texts: nothing is lost, nothing comes to stand on other words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
from depth import examples
from qualcode.actions import coding, history
from qualcode.errors import Refused
from qualcode.project import Project, create_project, open_project
from qualcode.text.span import Span
from revising import coded, dump, place, replace, revise, text_of, undo, waiting, whole


def test_what_comes_back_after_somebody_else_revised_the_text_comes_back_on_its_words(project: Project) -> None:
    before = coded(project)
    with project.write("Ben") as work:
        coding.remove(work, [row.guid for row in coding.of_document(work, "P01")])
    replace(project, "去年春天", "二〇二二年的春天")
    with project.write("Ben") as work:
        history.undo(work)
    assert coded(project) == before
    after = dump(project)
    with project.write("Ben") as work:
        history.redo(work)
    assert coded(project) == []
    with project.write("Ben") as work:
        history.undo(work)
    assert dump(project) == after


def test_what_cannot_come_back_on_its_words_is_refused_with_the_reason(project: Project) -> None:
    with project.write("Ben") as work:
        coding.remove(work, [row.guid for row in coding.of_document(work, "P01")])
    replace(project, "一开始大家都用纸，后来才补录。", "")
    state = dump(project)
    with pytest.raises(Refused, match="changed since by “revised P01”"), project.write("Ben") as work:
        history.undo(work)
    assert dump(project) == state


def test_undoing_a_revision_keeps_what_others_have_coded_since_on_its_words(project: Project) -> None:
    replace(project, "去年春天", "二〇二二年的春天")
    with project.write("Ben") as work:
        start = text_of(project).index("上面要看数据")
        coding.apply(work, "P01", Span(start, start + 6), "pressure")
    state = coded(project)
    undo(project)
    assert "去年春天" in text_of(project)
    assert coded(project) == state
    with project.write("Anna") as work:
        history.redo(work)
    assert coded(project) == state


def test_undoing_a_revision_is_refused_where_others_have_coded_what_it_brought(project: Project) -> None:
    replace(project, "去年春天", "二〇二二年的春天")
    with project.write("Ben") as work:
        start = text_of(project).index("二〇二二年")
        coding.apply(work, "P01", Span(start, start + 5), "pressure")
    state = dump(project)
    with pytest.raises(Refused, match="changed since by “coded P01 with pressure”"):
        undo(project)
    assert dump(project) == state


def test_an_import_can_be_undone_once_its_revision_is(project: Project) -> None:
    before = dump(project)
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("P09", "序。\n" + projects.INTERVIEW))
    revise(project, "访谈者：请坐。\n" + text_of(project, "P09"), "P09")
    undo(project)
    undo(project)
    assert dump(project) == before


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "study.qualcode"
    with create_project(path, "Study", "Anna") as project:
        projects.fill(project)
    return path


PIECES = st.sampled_from(["x", "，", "补录", "都用纸", "\n", "受访者：", "访谈者：问？\n", "春天。"])


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_ever_lost(filled: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever is done to a text: what is placed keeps its words or is told as edited, the rest waits, all comes back."""
    path = Path(shutil.copy(filled, tmp_path_factory.mktemp("copy")))
    with open_project(path) as project:
        before, number = dump(project), len(coded(project))
        for _ in range(data.draw(st.integers(1, 3))):
            text = text_of(project)
            cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
            parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)])]
            order = data.draw(st.permutations(parts) | st.just(parts))
            pieces = [piece for part in order for piece in (data.draw(st.just("") | PIECES), part)]
            new = "".join(piece for piece in pieces if data.draw(st.integers(0, 5)) or not piece)
            if not new.strip():
                continue
            lost = len(waiting(project))
            revised = revise(project, new)
            assert whole(project)
            assert len(coded(project)) + revised.joined + revised.unplaced == number
            number -= revised.joined + revised.unplaced
            assert len(waiting(project)) == lost + revised.unplaced
        for row in waiting(project):
            place(project, row.number, span=Span(0, 1))
        assert whole(project)
        with project.read() as view:
            latest = history.history(view).records()
        while dump(project) != before and next(latest)["kind"].startswith("documents."):
            undo(project)
        assert dump(project) == before
