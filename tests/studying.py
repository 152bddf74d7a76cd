"""Coding in rounds of a study, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qualcode.actions import coders, coding
from qualcode.actions.studies import course
from qualcode.project import Project
from qualcode.text.span import Span


def code(
    project: Project, coder: str, document: str, spans: Iterable[tuple[int, int, str]], *, done: bool = False
) -> None:
    """Put codes on stretches of a document, and say that it is finished."""
    with project.write(coder) as work:
        for start, end, name in spans:
            coding.apply(work, document, Span(start, end), name)
        if done:
            coders.assign(work, document, coder, done=True)


def closed_round(project: Project, **more: Any) -> None:
    """The study "pilot", its first round coded by Anna and Ben, who agree in one sentence of N01 and not in another, and closed."""
    with project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"), **more)
    code(project, "Anna", "N01", [(0, 30, "pressure")], done=True)
    code(project, "Ben", "N01", [(0, 30, "pressure"), (32, 70, "paper")], done=True)
    with project.write("Anna") as work:
        course.close(work, "pilot")
