"""Public interviews and meetings on digital government: every file comes in, every turn is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.actions.importing import files
from qualcode.actions.material import documents
from qualcode.project import create_project

FOLDER = "tang-digital-government"
WORD_FILES = {  # turns
    "2016-02-04-focus-group.inline-labels": 48,
    "2016-06-30-research-interview.inline-labels": 74,
    "2017-08-28-interview-en.inline-labels": 81,
    "2020-08-25-townhall-99-speakers.heading-labels": 394,
    "2026-04-26-thesis-interview.heading-labels": 66,
}


def published(readme: str) -> dict[str, tuple[int, int, int]]:
    """Characters, turns and distinct labels of each Markdown file, from the table in the README."""
    rows = re.findall(r"^\| ((?:zh-Hant|en)/.+?\.md).*?\| (\d+) \| \d+ \| (\d+) \| (\d+) \|", readme, re.MULTILINE)
    return {Path(name).stem: (int(characters), int(turns), int(labels)) for name, characters, turns, labels in rows}


def listing_of(folder: Path, path: Path) -> dict[str, dict[str, object]]:
    options = files.ImportOptions(kind="interview")
    with create_project(path, coder="lead") as project:
        read, reports = files.read_files(files.find_files([folder]), options)
        assert [report.source for report in reports if report.failed] == []
        with project.write("lead") as work:
            files.add_documents(work, read, reports, options)
        with project.read() as view:
            return {str(row["document"]): dict(row) for row in documents.listing(view).records()}


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_markdown_file_has_its_published_turns(corpora: Path, tmp_path: Path, language: str) -> None:
    facts = published((corpora / FOLDER / "README.md").read_text(encoding="utf-8"))
    found = listing_of(corpora / FOLDER / language, tmp_path / "tang.qualcode")
    assert len(found) == {"zh-Hant": 13, "en": 4}[language]
    assert {name: (row["characters"], row["turns"], row["speakers"]) for name, row in found.items()} == {
        name: facts[name] for name in found
    }
    assert {row["language"] for row in found.values()} <= {language, "mixed"}


def test_the_word_files_have_as_many_turns(corpora: Path, tmp_path: Path) -> None:
    found = listing_of(corpora / FOLDER / "derived-docx", tmp_path / "tang.qualcode")
    assert {name: row["turns"] for name, row in found.items()} == WORD_FILES
    assert found["2020-08-25-townhall-99-speakers.heading-labels"]["speakers"] == 99
