"""A published survey whose open answers were coded by theme: documents and codings through the public API, figures as published."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qualcode.actions import codes, coding_files
from qualcode.actions.importing import files
from qualcode.actions.tables import crossings
from qualcode.formats.bundle import CodingDraft, DocumentDraft, Report
from qualcode.project import Project, create_project

# Theme file, column of its codes, columns of its answers, rows with a code, frequent codes, pairs at the top.
THEMES = [
    ("hinderances_themes", (4,), 763, {"development": 425, "setup": 148, "disseminate": 146, "reuse": 136}, {("development", "disseminate"): 99}),
    ("integrations_themes", (6, 7, 8), 689, {"app_lib_service": 418, "feature": 320, "version": 150}, {("app_lib_service", "feature"): 151}),
    ("pleasant_aspects_themes", (17, 18, 19), 580, {"ux": 288, "integrated_content": 231, "interactivity": 215}, {("integrated_content", "ux"): 98}),
    ("difficult_aspects_themes", (20, 21, 22), 513, {"ux": 145, "development": 111, "editor": 104}, {("editor", "ux"): 34}),
    ("features_changes_themes", (23, 24, 25), 547, {"ux": 212, "editor": 110, "integration": 109}, {("dissemination", "ux"): 42, ("ide", "ux"): 42, ("integration", "version_control"): 42}),
    ("first_experience_enhancements_themes", (26, 27, 28), 325, {"documentation": 94, "ux": 88, "editor": 57}, {("editor", "ux"): 21}),
    ("workflow_needs_not_addressed_themes", (14, 15, 16), 554, {"development": 314, "disseminate": 189, "reuse": 168}, {("development", "disseminate"): 101}),
    ("roles", (31,), 741, {"data_scientist": 179, "student": 132, "scientist": 127}, {("scientist", "student"): 13}),
]  # fmt: skip


def read_csv(path: Path, delimiter: str) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def themed_project(folder: Path, path: Path, theme: str, columns: tuple[int, ...]) -> Project:
    """One document whose paragraphs are the answers, in the order of the theme file, and a coding for each code of an answer."""
    (survey,) = folder.glob("*SurveyExport.csv")
    answers = read_csv(survey, ",")[1:]
    text, drafts = "", []
    for row in read_csv(folder / "themes" / f"{theme}.csv", ";")[1:]:
        answer = " · ".join(" ".join(answers[int(row[0])][column].split()) for column in columns).strip(" ·")
        start, text = len(text), text + (answer or "(no answer)") + "\n"
        spans = (start, len(text) - 1)
        drafts += [
            CodingDraft(theme, *spans, code, "team", text=text[slice(*spans)])
            for code in dict.fromkeys(filter(None, row[1].split(",")))
        ]
    project = create_project(path, coder="team")
    read = files.understand(DocumentDraft(theme, text), folder, Report(theme), files.ImportOptions(speakers="none"))
    with project.write("team") as work:
        files.add_documents(work, [read], [read.report], files.ImportOptions(kind="questionnaire"))
        for code in dict.fromkeys(draft.code for draft in drafts):
            codes.add(work, code)
    with project.write("team") as work:
        report = Report("themes")
        assert coding_files.import_codings(work, drafts, report) == len(drafts)
        assert report.of("error") == []
    return project


@pytest.mark.parametrize(("theme", "columns", "rows", "frequent", "pairs"), THEMES, ids=[row[0] for row in THEMES])
def test_frequencies_and_pairs_are_the_published_ones(
    corpora: Path,
    tmp_path: Path,
    theme: str,
    columns: tuple[int, ...],
    rows: int,
    frequent: dict[str, int],
    pairs: dict[tuple[str, str], int],
) -> None:
    folder = corpora / "jupyter-surveys" / "2015-notebook-ux"
    with themed_project(folder, tmp_path / "survey.qualcode", theme, columns) as project, project.read() as view:
        counted = {row["code"]: row["codings"] for row in crossings.frequencies(view).records()}
        together = list(crossings.cooccurrence(view).long().records())
    assert dict(sorted(counted.items(), key=lambda item: -int(str(item[1])))[: len(frequent)]) == frequent
    top = max(int(str(pair["count"])) for pair in together)
    assert {
        tuple(sorted((str(p["code_a"]), str(p["code_b"])))): p["count"] for p in together if p["count"] == top
    } == pairs
