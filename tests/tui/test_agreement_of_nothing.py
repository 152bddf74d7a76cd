"""What the screen of agreement says where two coders have finished something and nothing can be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

import projects
from qualcode.actions import coders, coding
from qualcode.actions.material import speakers
from qualcode.project import create_project, open_project
from qualcode.text.span import Span
from tui.comparing import until
from tui.conftest import Open


def finished(folder: Path, text: str) -> Path:
    """A project with one document, coded and finished by two."""
    path = folder / "study.qualcode"
    with create_project(path, "Study", "Anna") as project:
        with project.write("Anna") as work:
            projects.add_documents(work, projects.read_text("A", text))
            projects.codes.add(work, "paper")
            coders.add(work, "Ben")
        for coder in ("Anna", "Ben"):
            with project.write(coder) as work:
                if text:
                    coding.apply(work, "A", Span(0, 9), "paper")
                coders.assign(work, "A", coder, done=True)
    return path


@pytest.mark.parametrize("text", ["", "Plain words with nobody speaking. They go on.\n\nAnd end."])
async def test_of_documents_without_text_or_turns_interviewers_are_not_spoken_of(
    workbench: Open, tmp_path: Path, text: str
) -> None:
    async with workbench(finished(tmp_path, text), "Anna", "A", size=(110, 32)) as bench:
        await bench.press("g", "a")
        await until(bench, lambda: "unit:" in bench.screen_text() or "Nothing" in bench.screen_text())
        await bench.pilot.pause(0.3)
        assert "interviewers" not in bench.screen_text()


async def test_where_only_interviewers_speak_that_is_said(workbench: Open, tmp_path: Path) -> None:
    study = finished(tmp_path, projects.INTERVIEW + "再见。")
    with open_project(study) as project, project.write("Anna") as work:
        speakers.set_speaker(work, "A", "受访者", role="interviewer")
    async with workbench(study, "Anna", "A", size=(110, 32)) as bench:
        await bench.press("g", "a")
        await until(bench, lambda: "no turn of anybody but interviewers" in bench.screen_text())
