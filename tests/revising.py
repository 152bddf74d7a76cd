"""Revising the documents of the small project, and looking at what became of them."""

from __future__ import annotations

from typing import Any

import projects
from qualcode.actions import checks, coding, history
from qualcode.actions.material import documents
from qualcode.actions.revising import revisions, unplaced
from qualcode.actions.revising.revision_report import Revised
from qualcode.project import Project


def text_of(project: Project, name: str = "P01") -> str:
    with project.read() as view:
        return documents.open_document(view, name).text


def revise(project: Project, text: str, name: str = "P01", **more: Any) -> Revised:
    with project.write("Anna") as work:
        return revisions.revise(work, name, text, **more)


def replace(project: Project, old: str, new: str, name: str = "P01") -> Revised:
    text = text_of(project, name)
    assert text.count(old) == 1
    return revise(project, text.replace(old, new), name)


def undo(project: Project) -> str:
    with project.write("Anna") as work:
        return history.undo(work)


def dump(project: Project) -> dict[str, Any]:
    with project.read() as view:
        return projects.dump(view)


def coded(project: Project, name: str = "P01") -> list[tuple[str, str, str]]:
    """What is coded: coder, code, words."""
    text = text_of(project, name)
    with project.read() as view:
        return sorted((row.coder, row.code, text[row.start : row.end]) for row in coding.of_document(view, name))


def waiting(project: Project, document: str | None = None) -> list[unplaced.UnplacedRow]:
    with project.read() as view:
        return unplaced.waiting(view, document)


def place(project: Project, *numbers: int, **where: Any) -> list[str]:
    with project.write("Anna") as work:
        return unplaced.place(work, numbers or [row.number for row in unplaced.waiting(work)], **where)


def turns(project: Project, name: str = "P01") -> list[tuple[object, object]]:
    with project.read() as view:
        return [(row["speaker"], row["text"]) for row in documents.turns_table(view, name).records()]


def whole(project: Project) -> bool:
    with project.read() as view:
        return not checks.findings(view)


def said(revised: Revised) -> list[str]:
    return [finding.sentence for finding in revised.report.findings]
